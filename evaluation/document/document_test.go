package document

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

var update = flag.Bool("update", false, "write the golden files")

func plan() *campaign.Plan {
	segment := func(id string, name engagement.Text) audience.Segment {
		return audience.Segment{ID: id, Name: name, When: audience.Is("unit", id)}
	}
	return &campaign.Plan{Brief: campaign.Brief{
		Languages:    engagement.Languages(),
		ID:           "tides",
		Name:         engagement.Text{It: "Un’ora di marea", Nl: "Een uur getij", En: "An hour of tide"},
		Organisation: "Havenbedrijf <Noord> & Zn.",
		Frame:        campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Traits:       []audience.Trait{{Name: "unit", Kind: audience.TextTrait}},
		Segments: []audience.Segment{
			segment("quay", engagement.Text{It: "Chi lavora in banchina", Nl: "Kade", En: "Quay"}),
			segment("crane", engagement.Text{It: "Chi manovra le gru", Nl: "Kraan", En: "Cranes"}),
			segment("pilots", engagement.Text{It: "Pilotaggio", Nl: "Loodsen", En: "Pilots"}),
		},
		Touchpoints: []campaign.Touchpoint{
			{ID: "news", Phase: campaign.Inform}, {ID: "lesson", Phase: campaign.Activate}, {ID: "story", Phase: campaign.Retain},
		},
	}}
}

// spring is the report of 1,312 people, of whom some went all the way.
func spring(t *testing.T) *evaluation.Report {
	t.Helper()
	var people []audience.Person
	sizes := []struct {
		unit                                   string
		n, reached, started, completed, passed int
	}{{"quay", 840, 512, 131, 64, 17}, {"crane", 120, 96, 38, 21, 9}, {"pilots", 14, 9, 3, 2, 0}, {"office", 338, 300, 122, 70, 31}}
	var events []evaluation.Event
	happened := func(verb evaluation.Verb, touchpoint, person string) {
		events = append(events, evaluation.Event{
			ID: fmt.Sprint(len(events)), Campaign: "tides", Touchpoint: touchpoint, Person: person, Verb: verb,
		})
	}
	for _, s := range sizes {
		for i := range s.n {
			id := fmt.Sprintf("%s%03d", s.unit, i)
			people = append(people, audience.Person{ID: id, Traits: map[string]any{"unit": s.unit}})
			if i < s.reached+(s.n-s.reached)/2 {
				happened(evaluation.Shown, "news", id)
			}
			if i < s.reached {
				happened(evaluation.Shown, "lesson", id)
			}
			if i < s.started {
				happened(evaluation.Started, "lesson", id)
			}
			if i < s.completed {
				happened(evaluation.Completed, "lesson", id)
			}
			if i < s.passed {
				happened(evaluation.Shared, "lesson", id)
			}
			if i%23 == 7 && i < s.reached {
				happened(evaluation.Dismissed, "news", id)
			}
		}
	}
	happened(evaluation.Shown, "news", "a visitor")
	happened(evaluation.Shown, "news", "another visitor")
	happened(evaluation.Shown, "poster", "quay000")
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	r, err := evaluation.NewReport(plan(), w, func(yield func(evaluation.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}, "2027-04-02")
	require.NoError(t, err)
	return r
}

func TestHTML(t *testing.T) {
	for _, l := range engagement.Languages() {
		got := HTML(spring(t), plan(), l)
		path := filepath.Join("testdata", "report."+string(l)+".html")
		if *update {
			require.NoError(t, os.WriteFile(path, got, 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	}
}

// text is what a reader without styles and charts gets.
func text(page []byte) string {
	body := regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(string(page), "")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))), " ")
}

func TestEveryFigureOfTheFunnelStandsInWords(t *testing.T) {
	for l, want := range map[engagement.Language][]string{
		engagement.English: {"Audience 1,312 people", "Reached 917 of 1,312 people (70%), between 67% and 72%", "As of 2 April 2027", "1 February 2027 – 21 February 2027"},
		engagement.Italian: {"Pubblico 1.312 persone", "Raggiunte 917 persone su 1.312 (70%), tra 67% e 72%", "Aggiornamento: 2 aprile 2027"},
		engagement.Dutch:   {"Doelgroep 1.312 mensen", "Bereikt 917 van de 1.312 mensen (70%), tussen 67% en 72%", "Stand op 2 april 2027"},
	} {
		got := text(HTML(spring(t), plan(), l))
		for _, w := range want {
			require.Contains(t, got, w)
		}
	}
}

func TestThePageSaysThatBeingReachedIsNoSuccess(t *testing.T) {
	for l, want := range map[engagement.Language]string{
		engagement.English: "this is reach, not success", engagement.Italian: "è copertura, non successo", engagement.Dutch: "dit is bereik, geen succes",
	} {
		require.Contains(t, text(HTML(spring(t), plan(), l)), want)
	}
}

func TestHiddenFiguresSayWhy(t *testing.T) {
	for l, want := range map[engagement.Language]string{
		engagement.English: "Pilots 14 9 (64%) 39% – 84% not shown: fewer than 5, or derivable",
		engagement.Italian: "Pilotaggio 14 9 (64%) 39% – 84% non mostrato: meno di 5 o ricavabile",
		engagement.Dutch:   "Loodsen 14 9 (64%) 39% – 84% niet getoond: minder dan 5, of herleidbaar",
	} {
		require.Contains(t, text(HTML(spring(t), plan(), l)), want)
	}
}

func TestAPhaseThatIsStillToComeHasNoFigures(t *testing.T) {
	const ahead = "the phase was still to come"
	r := spring(t)
	page := text(HTML(r, plan(), engagement.English))
	require.Equal(t, 1, strings.Count(page, ahead))
	require.NotContains(t, page, "Retain and inspire: the figures by group")

	r.Made = "2027-04-05"
	require.NotContains(t, text(HTML(r, plan(), engagement.English)), ahead)
	r.Made, *r.Phases[2].Rows[4].Reached.People = "2027-04-04", 6
	require.NotContains(t, text(HTML(r, plan(), engagement.English)), ahead, "what was counted is shown")
}

func TestIgnoredEventsAreNamed(t *testing.T) {
	page := text(HTML(spring(t), plan(), engagement.English))
	require.Contains(t, page, "2 events are about someone who is not in the workforce")
	require.Contains(t, page, "1 event names a touchpoint that the plan does not have")

	r := spring(t)
	r.Ignored = nil
	require.NotContains(t, text(HTML(r, plan(), engagement.English)), "Events that were not counted")
}

func TestThePageIsWellFormedAndRunsNothing(t *testing.T) {
	for _, l := range engagement.Languages() {
		page := HTML(spring(t), plan(), l)
		d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(page), "<!DOCTYPE html>")))
		d.Entity = xml.HTMLEntity
		ids, refs := map[string]bool{}, []string{}
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			require.NotContains(t, []string{"script", "link", "img", "iframe", "object"}, start.Name.Local)
			for _, a := range start.Attr {
				require.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
				switch a.Name.Local {
				case "id":
					require.False(t, ids[a.Value], "the id %s is there twice", a.Value)
					ids[a.Value] = true
				case "href":
					require.True(t, strings.HasPrefix(a.Value, "#"), a.Value)
					refs = append(refs, a.Value[1:])
				case "aria-labelledby":
					refs = append(refs, a.Value)
				}
			}
		}
		for _, ref := range refs {
			require.True(t, ids[ref], "%s leads nowhere", ref)
		}
		require.NotContains(t, string(page), "http")
		require.Contains(t, string(page), "Havenbedrijf &lt;Noord&gt; &amp; Zn.")
	}
}

func TestNamesThatAreMissingFallBackToTheirIDs(t *testing.T) {
	p := plan()
	p.Brief.Name.Nl, p.Brief.Segments[0].Name.Nl = "", ""
	r := spring(t)
	r.Phases[0].Rows[1].Segment = "gone"
	page := text(HTML(r, p, engagement.Dutch))
	require.Contains(t, page, "tides: rapport")
	require.Contains(t, page, "quay 840")
	require.Contains(t, page, "gone 120")
}

// A report may come back from storage with cells that no report of ours has.
func TestAReportThatWasEditedStillRenders(t *testing.T) {
	r := spring(t)
	for i := range r.Phases {
		rows := r.Phases[i].Rows
		rows[len(rows)-1].Audience = evaluation.Cell{Suppressed: true}
	}
	total := &r.Phases[1].Rows[len(r.Phases[1].Rows)-1]
	total.Activated.People = nil
	require.Contains(t, text(HTML(r, plan(), engagement.English)), "Reached 917 people")
	require.NotEmpty(t, HTML(&evaluation.Report{}, &campaign.Plan{}, engagement.English))
}

func TestRatesHaveADecimalWhereTheRangeIsNarrow(t *testing.T) {
	w := newWriter(&evaluation.Report{}, plan(), engagement.Italian)
	share, low, high := w.Rate(&evaluation.Rate{Share: 0.4562, Low: 0.4518, High: 0.4606})
	require.Equal(t, []string{"45,6%", "45,2%", "46,1%"}, []string{share, low, high})
	share, low, high = w.Rate(&evaluation.Rate{Share: 0, Low: 0, High: 0.0029})
	require.Equal(t, []string{"0%", "0%", "0,3%"}, []string{share, low, high})
	share, low, high = w.Rate(&evaluation.Rate{Share: 0.456, Low: 0.31, High: 0.602})
	require.Equal(t, []string{"46%", "31%", "60%"}, []string{share, low, high})
}

func TestEveryTextOfThePageExistsInEveryLanguage(t *testing.T) {
	var keys []string
	for _, s := range stages {
		keys = append(keys, "report.stage."+s.name, "report.explain."+s.name)
		if s.name != "audience" {
			keys = append(keys, "report.base."+s.name)
		}
	}
	for _, c := range evaluation.Causes() {
		keys = append(keys, "report.cause."+string(c))
	}
	for _, p := range campaign.Phases() {
		keys = append(keys, "phase."+string(p))
	}
	for _, l := range engagement.Languages() {
		for _, k := range keys {
			require.True(t, catalogue.Has(string(l), k), "%s in %s", k, l)
		}
		require.NotRegexp(t, `report\.[a-z]|%!`, text(HTML(spring(t), plan(), l)))
	}
}
