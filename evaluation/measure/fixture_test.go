package measure

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/examples/retail"
)

var update = flag.Bool("update", false, "write the golden files")

// encoded is a value as indented JSON.
func encoded(t testing.TB, value any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	require.NoError(t, e.Encode(value))
	return b.String()
}

func golden(t *testing.T, name string, value any) {
	t.Helper()
	got, path := encoded(t, value), filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
}

func name(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

// bakery is a plan that is easy to count: two interventions, a learning moment
// on two Tuesdays, and teams led by six promoters and six sceptics under ada,
// of eight people each, and an office of ten with ada.
func bakery(t testing.TB) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	p := &campaign.Plan{Osmosi: campaign.PlanVersion, Brief: campaign.Brief{
		ID: "rise", Languages: engagement.Languages(),
		Frame: campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Traits: []audience.Trait{
			{Name: "unit", Kind: audience.TextTrait, Values: []string{"ovens", "shop", "office"}},
			{Name: "gender", Kind: audience.TextTrait, Protected: true},
			{Name: "desk", Kind: audience.TextTrait},
		},
		Interventions: []campaign.Intervention{{ID: "dough", Minutes: 30}, {ID: "till", Minutes: 60}},
		Segments:      []audience.Segment{{ID: "ovens", When: audience.Is("unit", "ovens")}, {ID: "shop", When: audience.Is("unit", "shop")}},
		Channels:      []audience.Channel{{ID: "board"}, {ID: "chat"}},
		Propositions:  []engagement.Proposition{{ID: "calm", Intervention: "dough"}, {ID: "quick", Intervention: "till"}},
		Touchpoints: []campaign.Touchpoint{
			{ID: "news", Phase: campaign.Inform, Proposition: "calm", Channel: "board"},
			{ID: "taster", Phase: campaign.Activate, Proposition: "quick", Channel: "chat"},
			{ID: "hour", Phase: campaign.Retain, Proposition: "calm", Channel: "chat", Kind: campaign.LearningMoment, Moment: &campaign.StandardMoment{Weekday: "TU", EveryWeeks: 1, Minutes: 45}},
		},
	}, Touchpoints: []campaign.PlannedTouchpoint{
		{ID: "news", Date: "2027-02-01"}, {ID: "taster", Date: "2027-02-23"},
		{ID: "hour.moment-1", Date: "2027-04-06"}, {ID: "hour.moment-2", Date: "2027-04-13"},
	}}
	list := []audience.Person{{ID: "ada", Language: engagement.English, Traits: map[string]any{"unit": "office"}}}
	for i := range 9 {
		list = append(list, audience.Person{ID: fmt.Sprintf("office-%d", i), Manager: "ada", Language: engagement.English, Traits: map[string]any{"unit": "office"}})
	}
	for k := range 12 {
		lead, stance, unit := fmt.Sprintf("lead%02d", k), audience.Promoter, "ovens"
		if k >= 6 {
			stance, unit = audience.Sceptical, "shop"
		}
		list = append(list, audience.Person{ID: lead, Manager: "ada", Language: engagement.Italian, Traits: map[string]any{"unit": unit, audience.TraitStance: string(stance)}})
		for i := range 8 {
			list = append(list, audience.Person{ID: fmt.Sprintf("%s-%d", lead, i), Manager: lead, Language: engagement.Dutch, Traits: map[string]any{"unit": unit}})
		}
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return p, w
}

// did is an event of the bakery, at noon.
func did(verb evaluation.Verb, touchpoint, person, day string) evaluation.Event {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return evaluation.Event{ID: string(verb) + touchpoint + person + day, At: at.Add(12 * time.Hour), Campaign: "rise", Touchpoint: touchpoint, Proposition: "calm", Person: person, Verb: verb}
}

// spring is what happened in the bakery.
func spring() (events []evaluation.Event) {
	for k := range 12 {
		for i := range 8 {
			person := fmt.Sprintf("lead%02d-%d", k, i)
			add := func(verb evaluation.Verb, touchpoint, day string) {
				events = append(events, did(verb, touchpoint, person, day))
			}
			if i == 7 {
				continue // one in eight is not reached
			}
			add(evaluation.Shown, "news", "2027-02-01")
			if i < 2 || k < 6 && i < 5 {
				add(evaluation.Started, "news", "2027-02-02")
				add(evaluation.Completed, "news", "2027-02-02")
			}
			if i < 2 {
				add(evaluation.Completed, "taster", "2027-02-24")
			}
			if i == 1 {
				add(evaluation.Shared, "taster", "2027-02-24")
			}
			if i < 4 {
				add(evaluation.Shown, "hour.moment-1", "2027-04-05")
			}
			if i < 3 {
				add(evaluation.Completed, "hour.moment-1", []string{"2027-04-06", "2027-04-08", "2027-04-06"}[i])
			}
		}
	}
	return events
}

func take(events []evaluation.Event, t *Tally) *Tally {
	for _, e := range events {
		t.Take(t.Index().Deed(e))
	}
	return t
}

// levels of everyone: of dough, all at the ovens and half of the shop
// are below; of the till, two at the ovens.
func levels(w *audience.Workforce) ([]Competence, []Level) {
	var list []Level
	n := 0
	for p := range w.People() {
		dough := Level{Person: p.ID, Competence: "dough", Required: 3, Shown: 2}
		if p.Traits["unit"] == "office" || p.Traits["unit"] == "shop" && n%2 == 0 {
			dough.Shown = 3
		}
		till := Level{Person: p.ID, Competence: "till", Required: 2, Shown: 2.5}
		if n == 11 || n == 12 {
			till.Shown = 1
		}
		list = append(list, dough, till)
		n++
	}
	return []Competence{{ID: "dough", Name: name("Dough")}, {ID: "till", Name: name("Till")}}, list
}

// shops is the retail example with events that chance made, the same each time.
func shops(t testing.TB, until engagement.Date) (*campaign.Plan, *audience.Workforce, []evaluation.Event) {
	t.Helper()
	b, found := campaign.ReadBrief(bytes.NewReader(retail.Brief()))
	require.NoError(t, found.Err())
	w := retail.Workforce()
	p, _ := campaign.NewPlan(b, w)
	chance := rand.New(rand.NewPCG(7, 1))
	var events []evaluation.Event
	person, interest := "", 0.0
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
			if at.Format(time.DateOnly) <= string(until) {
				events = append(events, evaluation.Event{ID: fmt.Sprint(len(events)), At: at, Campaign: b.ID, Touchpoint: item.Touchpoint, Person: item.Person, Verb: step.verb})
			}
		}
	}
	return p, w, events
}
