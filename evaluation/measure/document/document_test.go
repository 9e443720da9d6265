package document_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/measure/document"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/examples/retail"
)

var update = flag.Bool("update", false, "write the golden files")

func text(it, nl, en string) engagement.Text { return engagement.Text{It: it, Nl: nl, En: en} }

// shops are the measures of the retail example, of events that chance made, and
// what else a page shows.
func shops(t testing.TB, made engagement.Date) (*measure.Measures, *campaign.Plan, document.Beside) {
	t.Helper()
	b, found := campaign.ReadBrief(bytes.NewReader(retail.Brief()))
	require.NoError(t, found.Err())
	w := retail.Workforce()
	p, _ := campaign.NewPlan(b, w)
	tally := measure.NewTally(p, w)
	chance := rand.New(rand.NewPCG(7, 1))
	person, interest, n := "", 0.0, 0
	for item, err := range p.Schedule(w).All() {
		require.NoError(t, err)
		if item.Person != person {
			person, interest = item.Person, chance.Float64()
		}
		at := item.At
		for _, step := range []struct {
			verb   evaluation.Verb
			chance float64
		}{{evaluation.Shown, 0.8 * interest}, {evaluation.Started, 0.3 * interest}, {evaluation.Completed, 0.6}, {evaluation.Shared, 0.15}} {
			if chance.Float64() > step.chance {
				break
			}
			at = at.Add(time.Duration(1+chance.IntN(90)) * time.Minute)
			if n++; at.Format(time.DateOnly) <= string(made) {
				tally.Take(tally.Index().Deed(evaluation.Event{ID: fmt.Sprint(n), At: at, Campaign: b.ID, Touchpoint: item.Touchpoint, Person: item.Person, Verb: step.verb}))
			}
		}
	}
	terms := measure.Terms{Made: made, Team: "country", Costs: []measure.Cost{{Name: text("Video e schede", "Filmpjes en kaarten", "Films and cards"), Euros: 4200}},
		Competences: []measure.Competence{
			{ID: "returns", Name: text("Gestire i resi", "Retouren afhandelen", "Handling returns")},
			{ID: "till", Name: text("Usare la nuova cassa <&>", "De nieuwe kassa <&>", "Using the new till <&>")},
			{ID: "labels", Name: text("Etichette", "Etiketten", "Labels")},
		}}
	for i, c := range terms.Competences {
		for q := range w.People() {
			terms.Levels = append(terms.Levels, measure.Level{Person: q.ID, Competence: c.ID, Required: 3, Shown: float64(1 + int(float64(3-i)*chance.Float64()*1.6))})
		}
	}
	talks := rand.New(rand.NewPCG(7, 2))
	for q := range w.People() {
		for k := range talks.IntN(4) - 1 {
			id := fmt.Sprint(q.ID, "-", k)
			terms.Coaching = append(terms.Coaching, coaching.Trace{Osmosi: coaching.Version, ID: id, Day: "2027-04-20", Person: q.ID, Coach: fmt.Sprint("coach-", talks.IntN(7)), Competence: []string{"returns", "till"}[talks.IntN(2)], Minutes: 45})
		}
	}
	terms.Costs = append(terms.Costs, measure.Cost{Name: text("Coach", "Coaches", "Coaches"), Euros: 9600, Coaching: true})
	if made > "2027-04-01" {
		earlier := terms
		earlier.Made = "2027-03-31"
		earlier.Levels = nil
		for _, l := range terms.Levels {
			if chance.Float64() < 0.2 {
				l.Shown = 1
			}
			earlier.Levels = append(earlier.Levels, l)
		}
		before, found := measure.New(p, w, measure.NewTally(p, w), earlier)
		require.NoError(t, found.Err())
		terms.Earlier = []*measure.Measures{before}
	}
	m, found := measure.New(p, w, tally, terms)
	require.NoError(t, found.Err(), found.In(engagement.English))
	return m, p, beside(t)
}

func beside(t testing.TB) (b document.Beside) {
	file, err := os.Open("../../trial/testdata/teams.json")
	require.NoError(t, err)
	defer file.Close()
	r, found := trial.Read(file)
	require.NoError(t, found.Err())
	b.Trials = []*trial.Result{r}
	b.Survey = survey.UMUXLiteInstrument.Survey()
	tally := survey.NewTally(b.Survey)
	for i := range 40 {
		capabilities, ease := 3+i%5, 2+i*i%6
		require.NoError(t, tally.Add(survey.Sheet{Survey: b.Survey.ID, Answers: []survey.Answer{{Question: "capabilities", Points: &capabilities}, {Question: "ease", Points: &ease}}}))
	}
	b.Results, err = tally.Results("")
	require.NoError(t, err)
	return b
}

// bakers are few people with managers of whom the stance is known.
func bakers(t testing.TB) (*measure.Measures, *campaign.Plan) {
	t.Helper()
	p := &campaign.Plan{Brief: campaign.Brief{
		ID: "rise", Languages: engagement.Languages(), Name: text("Il pane di domani", "Het brood van morgen", "Tomorrow’s bread"), Organisation: "Forno <Noord>",
		Frame:       campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{{ID: "news", Phase: campaign.Inform}, {ID: "story", Phase: campaign.Retain}},
	}}
	var list []audience.Person
	for k := range 12 {
		lead, stance := fmt.Sprint("lead", k), audience.Promoter
		if k >= 6 {
			stance = audience.Neutral
		}
		list = append(list, audience.Person{ID: lead, Traits: map[string]any{audience.TraitStance: string(stance)}})
		for i := range 8 {
			list = append(list, audience.Person{ID: fmt.Sprint(lead, "-", i), Manager: lead})
		}
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	tally := measure.NewTally(p, w)
	for k := range 12 {
		for i := range 8 {
			for n, verb := range []evaluation.Verb{evaluation.Shown, evaluation.Started} {
				if n == 0 && i < 7 || i < 6-(k%3)-k/6*2 {
					tally.Take(tally.Index().Deed(evaluation.Event{ID: fmt.Sprint(k, i, n), At: time.Date(2027, 2, 1+k, 9, 0, 0, 0, time.UTC), Campaign: "rise", Touchpoint: "news", Person: fmt.Sprint("lead", k, "-", i), Verb: verb}))
				}
			}
		}
	}
	m, found := measure.New(p, w, tally, measure.Terms{Made: "2027-03-07"})
	require.NoError(t, found.Err())
	return m, p
}

// plain is what a reader without styles and charts gets.
func plain(page []byte) string {
	body := regexp.MustCompile(`(?s)<style>.*?</style>|<svg.*?</svg>`).ReplaceAllString(string(page), "")
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " "))), " ")
}

func TestPagesReadAsTheyDid(t *testing.T) {
	m, p, b := shops(t, "2027-06-30")
	few, bakery := bakers(t)
	for _, l := range engagement.Languages() {
		for name, got := range map[string][]byte{"shops": document.HTML(m, p, b, l), "bakers": document.HTML(few, bakery, document.Beside{}, l)} {
			path := filepath.Join("testdata", name+"."+string(l)+".html")
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got), path)
		}
	}
}

func TestPagesAreWellFormedAndRunNothing(t *testing.T) {
	m, p, b := shops(t, "2027-06-30")
	few, bakery := bakers(t)
	for _, l := range engagement.Languages() {
		for _, page := range [][]byte{document.HTML(m, p, b, l), document.HTML(few, bakery, document.Beside{}, l)} {
			d := xml.NewDecoder(bytes.NewReader(page))
			d.Entity, d.Strict = xml.HTMLEntity, true
			ids := map[string]bool{}
			for {
				token, err := d.Token()
				if err == io.EOF {
					break
				}
				require.NoError(t, err)
				if e, is := token.(xml.StartElement); is {
					require.NotContains(t, []string{"script", "link", "img", "iframe"}, e.Name.Local)
					for _, a := range e.Attr {
						if a.Name.Local == "id" {
							require.False(t, ids[a.Value], "%s stands there twice", a.Value)
							ids[a.Value] = true
						}
					}
				}
			}
			for _, to := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(string(page), -1) {
				require.True(t, ids[to[1]], to[1])
			}
			require.NotRegexp(t, `(measure|report|results|trial)\.[a-z]+\b|%!|NaN|Inf\b`, plain(page))
			require.Contains(t, string(page), `<html lang="`+string(l)+`">`)
		}
	}
}

func TestEachKeyMeasureStandsInOneSentenceWithItsNumberAndInterval(t *testing.T) {
	m, p := bakers(t)
	page := plain(document.HTML(m, p, document.Beside{}, engagement.English))
	require.Contains(t, page, "84 of 108 people were reached, between 69% and 85%. This is reach, not success: shown or opened is not yet read.")
	require.Contains(t, page, "reach, never success")
	require.Contains(t, page, "LTEM tier 1: attendance")
	require.Contains(t, page, "Nobody")
	require.Contains(t, page, "The difference is +")
	require.Contains(t, page, "no random draw")
	require.Contains(t, page, "of 100, between")
}

func TestThePageShowsGapsExperimentsSurveyAndAdvice(t *testing.T) {
	m, p, b := shops(t, "2027-06-30")
	page := plain(document.HTML(m, p, b, engagement.English))
	for _, want := range []string{"Knowledge gaps", "Using the new till <&>", "points since 31 March 2027", "What the hour changes", "System Usability Scale", "32.4 hours and 1,229 dollars", "Films and cards", "What to do"} {
		require.Contains(t, page, want)
	}
	for i := range m.Findings {
		require.Contains(t, page, m.Findings[i].Do.En)
	}
}

func TestCoachingStandsWithWhatItMeansAndItsTier(t *testing.T) {
	m, p, b := shops(t, "2027-06-30")
	page := plain(document.HTML(m, p, b, engagement.English))
	c := m.Coaching
	for _, want := range []string{
		fmt.Sprintf("%d of 327 people were coached, between", *c.Everyone.Coached.People), fmt.Sprint(*c.Everyone.Sessions, " sessions took place."),
		c.Meaning.En, "LTEM tier 2: activity", "Coaching by segment", "Coaching by competence", "9,600 euros went into coaching", "never what was said",
	} {
		require.Contains(t, page, want)
	}
	c.Everyone = measure.CoachingRow{Coached: evaluation.Cell{Suppressed: true}, Again: evaluation.Cell{Suppressed: true}}
	c.Segments, c.Competences = nil, nil
	page = plain(document.HTML(m, p, b, engagement.English))
	require.Contains(t, page, "Not shown: it is about fewer than 5 people")
	require.NotContains(t, page, "sessions took place")
	require.NotContains(t, page, "Coaching by")
	m.Coaching = nil
	require.NotContains(t, plain(document.HTML(m, p, b, engagement.English)), "oaching")
}

func TestWhatIsKeptBackIsInNoChart(t *testing.T) {
	m, p := bakers(t)
	for i := range m.Weeks {
		m.Weeks[i].Reached, m.Weeks[i].Activated, m.Weeks[i].Completed = evaluation.Cell{Suppressed: true}, evaluation.Cell{Suppressed: true}, evaluation.Cell{Suppressed: true}
	}
	for i := range m.Funnels[1].Rows {
		m.Funnels[1].Rows[i].Reached, m.Funnels[1].Rows[i].Activated, m.Funnels[1].Rows[i].Completed = evaluation.Cell{Suppressed: true}, evaluation.Cell{Suppressed: true}, evaluation.Cell{Suppressed: true}
	}
	page := string(document.HTML(m, p, document.Beside{}, engagement.English))
	require.Contains(t, page, `<path class="line reached" d=""/>`)
	require.Contains(t, page, `<rect class="away"`)
	require.NotContains(t, page, `<line class="whisker"`)
}

func TestAPageIsInALanguageOfTheBrief(t *testing.T) {
	m, p := bakers(t)
	p.Brief.Languages = []engagement.Language{engagement.Dutch}
	require.Contains(t, string(document.HTML(m, p, document.Beside{}, engagement.Italian)), `<html lang="nl">`)
}
