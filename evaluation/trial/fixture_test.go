package trial

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

var update = flag.Bool("update", false, "write the golden files")

// golden holds a value, as indented JSON, against a file in testdata.
func golden(t *testing.T, name string, value any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	require.NoError(t, e.Encode(value))
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), b.String())
}

func text(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

// bakery is the quickstart's brief for teams of ten, with a holdout of people, one of
// teams, and a comparison of three texts.
func bakery(t *testing.T, teams int) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	file, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer file.Close()
	b, found := campaign.ReadBrief(file)
	require.Empty(t, found.Errors())
	one, two := text("one"), text("two")
	b.Experiments = []campaign.Experiment{
		{ID: "third", Name: text("What it changes"), Seed: "spring", Holdout: &campaign.Holdout{Share: 1.0 / 3}},
		{ID: "teams", Name: text("What the hour changes"), Seed: "summer", Unit: campaign.TeamUnit, Holdout: &campaign.Holdout{Share: 0.5, Touchpoints: []string{"your-hour"}}},
		{ID: "words", Name: text("Which words work"), Seed: "autumn", Comparison: &campaign.Comparison{Touchpoint: "twenty-codes", Control: 0.4, Variants: []campaign.Variant{{ID: "one", Weight: 0.3, Title: &one}, {ID: "two", Weight: 0.3, Title: &two}}}},
	}
	list := []audience.Person{{ID: "ada", TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "office"}}}
	for k := range teams {
		lead := fmt.Sprintf("lead%02d", k)
		list = append(list, audience.Person{ID: lead, Manager: "ada", TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "workshop"}})
		for i := range 10 {
			list = append(list, audience.Person{ID: fmt.Sprintf("%s-%d", lead, i), Manager: lead, TimeZone: "Europe/Amsterdam", Traits: map[string]any{"unit": "workshop"}})
		}
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	p, found := campaign.NewPlan(b, w)
	require.Empty(t, found.Errors())
	return p, w
}

// chance is a number from 0 to 1 that hangs on a text alone.
func chance(of string) float64 {
	h := uint64(14695981039346656037)
	for i := range len(of) {
		h = (h ^ uint64(of[i])) * 1099511628211
	}
	h = (h ^ h>>31) * 0x9e3779b97f4a7c15
	h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
	return float64((h^h>>32)>>11) / (1 << 53)
}

// learnt is an outcome that hosts know: who learnt anything, with that chance by arm.
func learnt(s *campaign.Schedule, experiment string, by map[string]float64) Outcome {
	return Outcome{ID: "learnt", Name: engagement.Text{It: "Chi ha imparato qualcosa", Nl: "Wie iets leerde", En: "Learnt anything"}, Kind: Share, Of: func(person string) int64 {
		if chance("learnt"+person) < by[s.Arms(person)[experiment]] {
			return 1
		}
		return 0
	}}
}

// minutes is an outcome that hosts know: how long somebody learnt, so much more
// in the campaign.
func minutes(s *campaign.Schedule, experiment string, more int64) Outcome {
	return Outcome{ID: "minutes", Name: engagement.Text{It: "Minuti di apprendimento", Nl: "Minuten leren", En: "Minutes of learning"}, Kind: Amount, Of: func(person string) int64 {
		m := int64(90 * chance("minutes"+person))
		if s.Arms(person)[experiment] != campaign.ArmHoldout {
			m += more
		}
		return m
	}}
}

// completed is an outcome from events.
func completed(touchpoints ...string) Outcome {
	return Outcome{ID: "completed", Name: text("Completed"), Kind: Share, Verb: evaluation.Completed, Touchpoints: touchpoints}
}

// event is one in the first days of the campaign.
func event(p *campaign.Plan, verb evaluation.Verb, touchpoint, person string) evaluation.Event {
	at, err := time.Parse(time.DateOnly, string(p.Brief.Frame.Inform))
	if err != nil {
		panic(err)
	}
	return evaluation.Event{ID: string(verb) + touchpoint + person, At: at.Add(8 * time.Hour), Campaign: p.Brief.ID, Touchpoint: touchpoint, Person: person, Verb: verb}
}

func sequence(events []evaluation.Event) iter.Seq2[evaluation.Event, error] {
	return func(yield func(evaluation.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func analyse(t *testing.T, p *campaign.Plan, w *audience.Workforce, terms Terms, events ...evaluation.Event) *Result {
	t.Helper()
	r, err := Analyse(p, w, terms, sequence(events))
	require.NoError(t, err)
	return r
}

// codes are those of the findings.
func codes(r *Result) (list []string) {
	for _, f := range r.Findings {
		list = append(list, f.Code)
	}
	return list
}
