package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
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

// inTheMiddle is a moment at which a campaign runs.
func inTheMiddle(b *campaign.Brief) time.Time {
	on, err := time.Parse(time.DateOnly, string(b.Frame.Activate.AddDays(17)))
	if err != nil {
		panic(err)
	}
	return on.Add(11 * time.Hour)
}

// past is what happened to all but one in so many people: things sent about when
// they were due, or long before; touchpoints that nobody planned; deeds of all
// kinds, some told twice, out of order, without a time or in days to come.
func past(r *rand.Rand, b *campaign.Brief, s *campaign.Schedule, nothing int) func(person string) []campaign.Fact {
	facts := map[string][]campaign.Fact{}
	deeds := []campaign.Outcome{campaign.Clicked, campaign.Started, campaign.Completed, campaign.Dismissed, campaign.Answered, campaign.Acknowledged}
	for item, err := range s.All() {
		if i, _ := strconv.Atoi(item.Person); err != nil || i%nothing == 0 {
			continue
		}
		at := item.At.Add(time.Duration(r.IntN(7200)-600) * time.Second)
		switch r.IntN(12) {
		case 0:
			at = at.AddDate(0, 0, -r.IntN(60))
		case 1:
			facts[item.Person] = append(facts[item.Person], campaign.Fact{What: campaign.SentOut, Touchpoint: "of-another", At: at})
		case 2:
			facts[item.Person] = append(facts[item.Person], campaign.Fact{What: deeds[r.IntN(4)], Proposition: item.Proposition})
		case 3, 4:
			continue
		}
		facts[item.Person] = append(facts[item.Person], campaign.Fact{What: campaign.SentOut, Touchpoint: item.Touchpoint, At: at})
		for range r.IntN(3) {
			f := campaign.Fact{What: deeds[r.IntN(len(deeds))], Touchpoint: item.Touchpoint, At: at.Add(time.Duration(r.IntN(100)) * time.Hour)}
			if r.IntN(2) == 0 {
				f.Touchpoint, f.Proposition = "", item.Proposition
			}
			facts[item.Person] = append(facts[item.Person], f)
		}
	}
	for person := range s.Workforce().People() {
		list := facts[person.ID]
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	return func(person string) []campaign.Fact { return facts[person] }
}

// slots are the items of a schedule as a timetable tells them.
func slots(t *testing.T, s *campaign.Schedule, person string) (list []string) {
	for item, err := range s.For(person) {
		if err != nil {
			return nil
		}
		list = append(list, item.Touchpoint+" "+item.At.UTC().Truncate(time.Minute).Format(time.RFC3339))
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
			"with what some did": one.At(time.Time{}, func(person string) []campaign.Fact {
				if i, _ := strconv.Atoi(person); i%3 > 0 {
					return nil
				}
				return append(longAgo(campaign.Completed, b.Propositions[0].ID), longAgo(campaign.Started, b.Propositions[len(b.Propositions)-1].ID)...)
			}),
			"at a moment, with what happened to most":   one.At(inTheMiddle(b), past(r, b, one, 3)),
			"at a moment, by a host that stood still":   one.At(inTheMiddle(b), past(r, b, one, 3)).CatchingUp(30*24*time.Hour, b.Channels[0].ID, b.Channels[1].ID),
			"at no moment, with what happened to a few": one.At(time.Time{}, past(r, b, one, 30)),
			"at a moment, beside another campaign": one.Beside(func(person string) []campaign.Sent {
				if i, _ := strconv.Atoi(person); i%2 == 0 {
					return nil
				}
				return []campaign.Sent{{Channel: b.Channels[0].ID, At: inTheMiddle(b)}, {At: inTheMiddle(b).Add(50 * time.Hour)}}
			}).At(inTheMiddle(b), past(r, b, one, 4)),
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
	type one struct {
		person int
		slot   campaign.Slot
	}
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(1, uint64(n)))
		w := anyone(r, b, 200)
		before := mustPlan(t, b, w).Schedule(w)
		for name, s := range map[string]*campaign.Schedule{"before anyone did anything": before, "at a moment, with what happened to some": before.At(inTheMiddle(b), past(r, b, before, 3))} {
			table, _ := s.Timetable(nil)
			day := 24 * time.Hour
			from, err := time.Parse(time.DateOnly, string(b.Frame.Inform))
			require.NoError(t, err)
			var want, got []one
			for i := range w.Len() {
				for _, slot := range table.Slots(nil, i) {
					want = append(want, one{i, slot})
				}
			}
			for at := from.Add(-80 * day); at.Before(from.Add(400 * day)); at = at.Add(3 * day) {
				for i, slot := range table.Due(at, at.Add(3*day)) {
					require.False(t, slot.At().Before(at))
					require.True(t, slot.At().Before(at.Add(3*day)))
					got = append(got, one{i, slot})
				}
			}
			require.NotEmpty(t, want)
			require.ElementsMatch(t, want, got, "%s: %s", b.ID, name)
		}
	}
}

func TestGoroutinesThatShareOutThePeopleTellWhatOneTells(t *testing.T) {
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(3, uint64(n)))
		w := anyone(r, b, 600)
		before := mustPlan(t, b, w).Schedule(w)
		for name, s := range map[string]*campaign.Schedule{"before anyone did anything": before, "at a moment, with what happened to a few": before.At(inTheMiddle(b), past(r, b, before, 30))} {
			store := population.Of(w, b.Traits)
			serial, _ := s.Timetable(store)
			parallel, _ := s.Timetable(store)
			var want [][]campaign.Slot
			for i, slots := range serial.All() {
				require.Len(t, want, i)
				want = append(want, append([]campaign.Slot{}, slots...))
			}
			require.Len(t, want, w.Len())
			got := make([][]campaign.Slot, w.Len())
			var all sync.WaitGroup
			for part := range 4 { // of no equal sizes
				all.Go(func() {
					for i, slots := range parallel.Between(part*part*w.Len()/16, (part+1)*(part+1)*w.Len()/16) {
						got[i] = append([]campaign.Slot{}, slots...)
					}
				})
			}
			all.Wait()
			require.True(t, slices.EqualFunc(want, got, slices.Equal), "%s: %s", b.ID, name)
			for range parallel.Between(w.Len()-1, w.Len()+9) {
				want = want[1:] // stops with the last person
			}
			require.Len(t, want, w.Len()-1)
		}
	}
}

func TestATeamWaitsForTheFirstBriefingThatItsManagerGets(t *testing.T) {
	waiting := 0
	for n, b := range briefs(t) {
		if slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.Acknowledgement != nil }) {
			continue // see the tests of acknowledgements
		}
		r := rand.New(rand.NewPCG(11, uint64(n)))
		w := anyone(r, b, 80)
		one := mustPlan(t, b, w).Schedule(w)
		for _, s := range []*campaign.Schedule{one, one.At(inTheMiddle(b), past(r, b, one, 3)), one.Beside(func(string) []campaign.Sent {
			return []campaign.Sent{{At: inTheMiddle(b).AddDate(0, 0, -20)}}
		})} {
			for p := range w.People() {
				want := engagement.Date("")
				for m := w.ManagerOf(p.ID); m != nil && want == ""; m = w.ManagerOf(m.ID) {
					for item, err := range s.For(m.ID) {
						if err == nil && want == "" && b.Touchpoint(item.Touchpoint) != nil && b.Touchpoint(item.Touchpoint).Kind == campaign.ManagerBriefing {
							on, _ := campaign.AsWritten(item.At)
							want = on
							waiting++
						}
					}
					if m.TimeZone == "Nowhere/Land" && want == "" {
						want = s.Briefed(p.ID) // they are told nothing, though their team waits
					}
				}
				require.Equal(t, want, s.Briefed(p.ID), "%s: person %s", b.ID, p.ID)
			}
		}
	}
	require.Greater(t, waiting, 300)
}
