package evaluation

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

// bakery is a plan with overlapping segments and a touchpoint in each phase.
func bakery() *campaign.Plan {
	segment := func(id string, when audience.Condition) audience.Segment {
		return audience.Segment{ID: id, When: when}
	}
	return &campaign.Plan{Osmosi: campaign.PlanVersion, Brief: campaign.Brief{
		ID:     "rise",
		Frame:  campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Traits: []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "nights", Kind: audience.FlagTrait}},
		Segments: []audience.Segment{
			segment("ovens", audience.Is("unit", "ovens")),
			segment("shop", audience.Is("unit", "shop")),
			segment("nights", audience.Is("nights", true)),
		},
		Touchpoints: []campaign.Touchpoint{
			{ID: "news", Phase: campaign.Inform, Proposition: "calm"},
			{ID: "taster", Phase: campaign.Activate, Proposition: "calm"},
			{ID: "hour", Phase: campaign.Activate, Proposition: "calm"},
			{ID: "story", Phase: campaign.Retain, Proposition: "calm"},
		},
	}}
}

// bakers are 20 people at the ovens, 12 in the shop, 3 who only drive at night
// and 10 in the office. Ten of the ovens work nights too.
func bakers(t *testing.T) *audience.Workforce {
	t.Helper()
	var people []audience.Person
	hire := func(prefix, unit string, n, nights int) {
		for i := range n {
			people = append(people, audience.Person{ID: fmt.Sprintf("%s%02d", prefix, i), Traits: map[string]any{"unit": unit, "nights": i < nights}})
		}
	}
	hire("o", "ovens", 20, 10)
	hire("s", "shop", 12, 0)
	hire("d", "drivers", 3, 3)
	hire("f", "office", 10, 0)
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	return w
}

// happened makes an event with an ID of its own.
func happened(verb Verb, touchpoint, person string) Event {
	return Event{
		ID: fmt.Sprintf("%s-%s-%s", verb, touchpoint, person), At: time.Date(2027, 3, 1, 8, 30, 0, 0, time.UTC),
		Campaign: "rise", Touchpoint: touchpoint, Proposition: "calm", Person: person, Verb: verb, Language: engagement.Italian,
	}
}

// people lists IDs such as o00 to o11.
func people(prefix string, n int) []string {
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("%s%02d", prefix, i))
	}
	return ids
}

// spring is what happened in the bakery until March.
func spring() []Event {
	var events []Event
	do := func(verb Verb, touchpoint, prefix string, n int) {
		for _, id := range people(prefix, n) {
			events = append(events, happened(verb, touchpoint, id))
		}
	}
	do(Shown, "news", "o", 20)
	do(Shown, "news", "s", 7)
	do(Shown, "news", "d", 2)
	do(Shown, "news", "f", 10)
	do(Dismissed, "news", "o", 6)
	do(Shared, "news", "o", 1)
	do(Shown, "taster", "o", 15)
	do(Started, "taster", "o", 10)
	do(Completed, "taster", "o", 5)
	do(Completed, "hour", "s", 6) // reported by the learning platform, never shown
	do(Shown, "hour", "f", 5)
	return events
}

func sequence(events []Event) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}
