package campaign_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/schema"
)

// counted counts person by person what a schedule tells.
func counted(t *testing.T, s *campaign.Schedule) campaign.Counted {
	b := &s.Plan().Brief
	out := campaign.Counted{Came: map[string]map[string]int{}, Items: map[string]int{}, Kept: map[string]int{}}
	for range len(b.Segments) + 1 {
		out.Groups = append(out.Groups, campaign.CountedGroup{Got: map[int]int{}})
	}
	got, unplaced := map[string]int{}, map[string]bool{}
	for item, err := range s.All() {
		var nowhere *campaign.ZoneError
		if err != nil {
			require.ErrorAs(t, err, &nowhere)
			unplaced[nowhere.Person] = true
			continue
		}
		if out.Came[item.Touchpoint] == nil {
			out.Came[item.Touchpoint] = map[string]int{}
		}
		out.Came[item.Touchpoint][item.At.Format(time.DateOnly)]++
		got[item.Person]++
	}
	out.Unplaced = len(unplaced)
	in := s.Plan().SegmentsOf(s.Workforce(), b.Frame.Inform)
	for person := range s.Workforce().People() {
		if unplaced[person.ID] {
			continue
		}
		met := map[string]bool{}
		for item, err := range s.Withheld(person.ID) {
			require.NoError(t, err)
			out.Items[item.Not]++
			if !met[item.Not] {
				met[item.Not] = true
				out.Kept[item.Not]++
			}
		}
		groups := []int{0}
		for _, id := range in(person) {
			groups = append(groups, 1+slices.IndexFunc(b.Segments, func(s audience.Segment) bool { return s.ID == id }))
		}
		for _, g := range groups {
			out.Groups[g].Got[got[person.ID]]++
			if len(met) > 0 {
				out.Groups[g].Kept++
			}
		}
	}
	return out
}

// tight are limits that keep much from people.
func tight(b *campaign.Brief, r *rand.Rand) *campaign.Brief {
	held := *b
	held.Limits = &campaign.Limits{Caps: []campaign.Cap{{PerWeek: new(1 + r.IntN(2))}}, QuietHours: &campaign.QuietHours{From: []string{"13:30", "20:00"}[r.IntN(2)], To: "09:15"}}
	if r.IntN(2) == 0 {
		held.Limits.Caps[0].PerCampaign = new(2 + r.IntN(5))
	}
	if r.IntN(2) == 0 {
		held.Limits.Caps = append(held.Limits.Caps, campaign.Cap{PerDay: new(1)})
	}
	if r.IntN(3) == 0 {
		held.Limits.Caps, held.Limits.MinutesBetween = nil, 60*(20+r.IntN(60))
	}
	for range 6 {
		held.Limits.DaysOff = append(held.Limits.DaysOff, campaign.DayOff{Date: b.Frame.Activate.AddDays(r.IntN(60)), Name: engagement.Text{It: "Festa", Nl: "Feest", En: "Feast"}})
	}
	held.Touchpoints = slices.Clone(b.Touchpoints)
	for i := range held.Touchpoints {
		if t := &held.Touchpoints[i]; r.IntN(3) == 0 && t.Kind != campaign.ManagerBriefing {
			t.Days = 1 + r.IntN(9)
		}
	}
	return &held
}

func TestADryRunCountsWhatTheSchedulesTell(t *testing.T) {
	met := map[string]bool{}
	for n, b := range briefs(t) {
		for variant := range uint64(4) {
			r := rand.New(rand.NewPCG(variant, uint64(n)))
			b := b
			if variant > 0 {
				b = tight(b, r)
			}
			w := anyone(r, b, 200)
			plan, found := campaign.NewPlan(b, w)
			require.NoError(t, found.Err(), "%s %d", b.ID, variant)
			one := plan.Schedule(w)
			for known, s := range map[string]*campaign.Schedule{
				"before anyone did anything": one,
				"with what some did": one.At(time.Time{}, func(person string) []campaign.Fact {
					if i, _ := strconv.Atoi(person); i%3 > 0 {
						return nil
					}
					done := append(longAgo(campaign.Completed, b.Propositions[0].ID), longAgo(campaign.Started, b.Propositions[len(b.Propositions)-1].ID)...)
					for _, one := range b.Touchpoints {
						if one.Drip != nil {
							done = append(done, longAgo(campaign.Completed, one.Proposition)...)
						}
					}
					return done
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
				got := table.Count()
				require.Equal(t, counted(t, s), got, "%s, %d, %s", b.ID, variant, known)
				for not := range got.Items {
					met[not] = true
				}
				requireTold(t, table.Simulate())
			}
		}
	}
	for _, not := range []string{"cap", "dayOff", "holiday", "quietHours", "noReach", "managerNotBriefed", "tooClose", "completed", "waiting"} {
		require.Contains(t, met, not, "no brief of this test meets it")
	}
}

// requireTold checks that a simulation is a valid document of numbers that may
// be told, and reads back as it was.
func requireTold(t *testing.T, s *campaign.Simulation) {
	data, err := json.Marshal(s)
	require.NoError(t, err)
	require.Empty(t, schema.Validate(schema.Simulation, data))
	back, found := campaign.ReadSimulation(bytes.NewReader(data))
	require.Empty(t, found)
	require.Equal(t, s, back)
	five := func(n int) { require.Zero(t, n%campaign.SmallestGroup) }
	maybe := func(n *int) {
		if n != nil {
			five(*n)
		}
	}
	all := s.Elsewhere
	most, busiest := 0, engagement.Date("")
	for _, d := range s.Days {
		require.NotEmpty(t, d.Channels)
		for _, c := range d.Channels {
			five(c.Items)
			require.Positive(t, c.Items)
		}
		all += d.All()
		if d.All() > most {
			most, busiest = d.All(), d.Date
		}
	}
	require.Equal(t, all, s.All)
	require.Equal(t, busiest, s.Busiest)
	for _, n := range []*int{s.People, s.Unplaced, s.Reached, s.Missed} {
		maybe(n)
	}
	for _, g := range s.Segments {
		for _, n := range []*int{g.People, g.Reached, g.Missed, g.Kept, g.All} {
			maybe(n)
		}
		require.Equal(t, g.All == nil, g.PerPerson == nil)
		if g.People == nil || *g.People == 0 {
			require.Equal(t, campaign.SimulatedSegment{Segment: g.Segment, People: g.People}, g)
		}
		if g.All != nil {
			require.GreaterOrEqual(t, *g.People, 4*campaign.SmallestGroup)
		}
	}
	for _, n := range s.NotComing {
		five(n.Items)
		five(n.People)
		require.Positive(t, n.People)
		require.GreaterOrEqual(t, n.Items, n.People)
	}
}

// crew are people who get everything for everyone, some of whom work on
// Saturdays only and some of whom are in a segment.
func crew(saturdays, others int) *audience.Workforce {
	var list []audience.Person
	for i := range saturdays + others {
		p := audience.Person{ID: strconv.Itoa(i), TimeZone: "Europe/Rome", Hired: "2020-01-01"}
		if i < saturdays {
			p.WorkDays = audience.Saturday
		}
		list = append(list, p)
	}
	w, _ := audience.NewWorkforce(list)
	return w
}

func dry(t *testing.T, b *campaign.Brief, w *audience.Workforce) *campaign.Simulation {
	s := mustPlan(t, b, w).Simulation
	requireTold(t, s)
	return s
}

func saturdays(s *campaign.Simulation) (n int) {
	for _, d := range s.Days {
		if at, err := time.Parse(time.DateOnly, string(d.Date)); err == nil && at.Weekday() == time.Saturday {
			n += d.All()
		}
	}
	return n
}

func TestADryRunSaysNothingOfFewerThanFivePeople(t *testing.T) {
	b := good(t)
	four, five := dry(t, b, crew(4, 40)), dry(t, b, crew(5, 40))
	require.Zero(t, saturdays(four))
	require.Zero(t, four.Elsewhere, "each item comes to four on Saturdays, be they taken together")
	require.Positive(t, saturdays(five))
	require.Equal(t, four.All, dry(t, b, crew(0, 40)).All, "what comes to four people cannot be had by subtraction")
	require.Equal(t, saturdays(five), five.All-four.All)

	tiny := dry(t, b, crew(0, 4))
	require.Equal(t, &campaign.Simulation{Osmosi: campaign.SimulationVersion, Campaign: b.ID, Days: []campaign.SimulatedDay{}, Segments: tiny.Segments}, tiny)
	require.Nil(t, dry(t, b, crew(0, 4)).PerPerson)
	require.NotNil(t, dry(t, b, crew(0, 23)).PerPerson)
}

func TestWhatComesToASegmentIsToldOnlyApartFromOthers(t *testing.T) {
	b := good(t)
	var list []audience.Person
	for i := range 60 {
		p := audience.Person{ID: strconv.Itoa(i), TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "workshop"}}
		if i < 9 {
			p.Traits = nil
		}
		list = append(list, p)
	}
	segment := func(list []audience.Person) campaign.SimulatedSegment {
		w, _ := audience.NewWorkforce(list)
		s := dry(t, b, w)
		i := slices.IndexFunc(s.Segments, func(g campaign.SimulatedSegment) bool { return g.Segment == "workshop" })
		return s.Segments[i]
	}
	require.Equal(t, 50, *segment(list).People)
	require.Nil(t, segment(list).All, "nine people tell it apart from everyone")
	list[9].Traits = nil
	require.Equal(t, 50, *segment(list).People)
	require.NotNil(t, segment(list).All)
}

func TestAPlanForNobodyHasNoDryRun(t *testing.T) {
	require.Nil(t, mustPlan(t, good(t), nil).Simulation)
}

func TestASimulationOfAnotherBriefIsRefused(t *testing.T) {
	p := mustPlan(t, good(t), crew(0, 30))
	require.Empty(t, p.Check())
	p.Simulation.Days[0].Date = "2040-01-01"
	p.Simulation.Days[1].Channels[0].Channel = "carrier-pigeons"
	p.Simulation.Segments[0].Segment = "nobody"
	var paths []string
	for _, f := range p.Check() {
		paths = append(paths, f.Code+f.Path)
		requireWhole(t, f)
	}
	require.Equal(t, []string{"OSM-BRIEF-020/simulation/days/0/date", "OSM-BRIEF-002/simulation/days/1/channels/0/channel", "OSM-BRIEF-002/simulation/segments/0/segment"}, paths)
}

func FuzzReadSimulation(f *testing.F) {
	f.Add([]byte(`{"osmosi":"simulation/v1","campaign":"a","all":5,"days":[{"date":"2027-01-01","channels":[{"channel":"email","items":5}]}],"segments":[]}`))
	f.Add([]byte(`{"osmosi":"simulation/v1"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, found := campaign.ReadSimulation(bytes.NewReader(data))
		require.Equal(t, s == nil, found.Err() != nil)
	})
}
