package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// anyone is a workforce of random people, who have values that the brief lists,
// for the most part.
func anyone(r *rand.Rand, b *campaign.Brief, n int) *audience.Workforce {
	zones := []string{"Europe/Rome", "Europe/Amsterdam", "Europe/Dublin", "Asia/Kolkata", "Australia/Lord_Howe", "", "Nowhere/Land"}
	days := []audience.WorkDays{0, 0, 0, audience.Monday | audience.Wednesday, audience.Saturday}
	list := make([]audience.Person, n)
	for i := range list {
		p := audience.Person{ID: strconv.Itoa(i), TimeZone: zones[r.IntN(7)%(3+i%5)], WorkDays: days[r.IntN(len(days))], Language: engagement.Languages()[r.IntN(3)], Traits: map[string]any{}}
		if r.IntN(3) > 0 {
			p.Email = "x@example.org"
		}
		if i > 0 {
			p.Manager = strconv.Itoa(r.IntN(i) / 4)
		}
		p.Hired = b.Frame.Inform.AddDays(-r.IntN(2000))
		for _, t := range b.Traits {
			if r.IntN(10) == 0 {
				continue
			}
			switch t.Kind {
			case audience.NumberTrait:
				p.Traits[t.Name] = float64(r.IntN(60))
			case audience.FlagTrait:
				p.Traits[t.Name] = r.IntN(2) == 0
			case audience.ListTrait:
				p.Traits[t.Name] = []string{fmt.Sprint(r.IntN(3))}
			case audience.TextTrait:
				if p.Traits[t.Name] = "elsewhere"; len(t.Values) > 0 {
					p.Traits[t.Name] = t.Values[r.IntN(len(t.Values))]
				}
			}
		}
		for trait, values := range map[string][]string{"needs": names(engagement.Needs()), "reasons": names(engagement.Reasons()), "factors": names(engagement.Factors())} {
			if r.IntN(2) == 0 {
				p.Traits[trait] = []string{values[r.IntN(len(values))]}
			}
		}
		list[i] = p
	}
	w, _ := audience.NewWorkforce(list)
	return w
}

func names[S ~string](list []S) (out []string) {
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

// briefs are all that ship with Osmosi, and the tests' own with and without limits.
func briefs(t *testing.T) []*campaign.Brief {
	all := []*campaign.Brief{good(t), withLimits(t), withExperiments(t)}
	files, err := filepath.Glob("../examples/*/brief.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	journeys, err := filepath.Glob("journeys/briefs/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, journeys)
	files = append(files, journeys...)
	for _, file := range files {
		f, err := os.Open(file)
		require.NoError(t, err)
		b, found := campaign.ReadBrief(f)
		require.NoError(t, f.Close())
		require.NoError(t, found.Err(), file)
		all = append(all, b)
	}
	return all
}

// slots are the items of a schedule as a timetable tells them.
func slots(t *testing.T, s *campaign.Schedule, person string) (list []string) {
	for item, err := range s.For(person) {
		if err != nil {
			return nil
		}
		list = append(list, item.Touchpoint+" "+item.At.UTC().Format(time.RFC3339))
	}
	return list
}

func TestATimetableTellsEveryoneWhatTheirScheduleDoes(t *testing.T) {
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(7, uint64(n)))
		w := anyone(r, b, 600)
		plan := mustPlan(t, b, w)
		one := plan.Schedule(w)
		for name, s := range map[string]*campaign.Schedule{
			"before anyone did anything": one,
			"with what some did": one.Knowing(func(person string) campaign.History {
				if i, _ := strconv.Atoi(person); i%3 > 0 {
					return nil
				}
				return campaign.History{b.Propositions[0].ID: campaign.Completed, b.Propositions[len(b.Propositions)-1].ID: campaign.Started}
			}),
			"beside another campaign": one.Beside(func(person string) []campaign.Sent {
				if i, _ := strconv.Atoi(person); i%5 > 0 {
					return nil
				}
				return []campaign.Sent{{At: time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)}}
			}),
		} {
			table, err := s.Timetable(population.Of(w, b.Traits))
			require.Error(t, err, "some live nowhere")
			ids := table.Touchpoints()
			told := 0
			for i := range w.Len() {
				var got []string
				for _, slot := range table.Slots(nil, i) {
					got = append(got, ids[slot.Touchpoint]+" "+slot.At().Format(time.RFC3339))
				}
				require.Equal(t, slots(t, s, w.At(i).ID), got, "%s: %s, person %d", b.ID, name, i)
				told += len(got)
			}
			require.NotZero(t, told)
		}
	}
}

func TestWhoIsDueAtAMomentIsWhoHasASlotThen(t *testing.T) {
	b := withLimits(t)
	w := anyone(rand.New(rand.NewPCG(1, 1)), b, 300)
	table, _ := mustPlan(t, b, w).Schedule(w).Timetable(nil)
	day := 24 * time.Hour
	from, err := time.Parse(time.DateOnly, string(b.Frame.Inform))
	require.NoError(t, err)
	want, got := 0, 0
	for i := range w.Len() {
		want += len(table.Slots(nil, i))
	}
	for at := from.Add(-2 * day); at.Before(from.Add(400 * day)); at = at.Add(day) {
		for i, slot := range table.Due(at, at.Add(day)) {
			require.False(t, slot.At().Before(at))
			require.True(t, slot.At().Before(at.Add(day)))
			require.Contains(t, table.Slots(nil, i), slot)
			got++
		}
	}
	require.Equal(t, want, got)
	require.NotZero(t, got)
}
