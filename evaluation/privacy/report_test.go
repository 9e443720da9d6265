package privacy

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// workshop is a plan with three segments that overlap, and people of whom few
// are in some.
func workshop(t *testing.T, r *rand.Rand) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	p := &campaign.Plan{Osmosi: campaign.PlanVersion, Brief: campaign.Brief{
		ID:     "rise",
		Frame:  campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Traits: []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "nights", Kind: audience.FlagTrait}},
		Segments: []audience.Segment{
			{ID: "ovens", When: audience.Is("unit", "ovens")}, {ID: "shop", When: audience.Is("unit", "shop")}, {ID: "nights", When: audience.Is("nights", true)},
		},
		Touchpoints: []campaign.Touchpoint{{ID: "news", Phase: campaign.Inform}, {ID: "taster", Phase: campaign.Activate}, {ID: "story", Phase: campaign.Retain}},
	}}
	var people []audience.Person
	for i := range 8 + r.IntN(40) {
		unit := []string{"ovens", "ovens", "shop", "office"}[r.IntN(4)]
		people = append(people, audience.Person{ID: fmt.Sprintf("p%02d", i), Traits: map[string]any{"unit": unit, "nights": r.IntN(4) == 0}})
	}
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	p.Audiences = sizes(p, w, true)
	return p, w
}

// sizes are those of the segments: as a plan tells them, or to the person.
func sizes(p *campaign.Plan, w *audience.Workforce, rounded bool) []campaign.Audience {
	people := map[string]int{"": w.Len()}
	segmentsOf := p.SegmentsOf(w, p.Brief.Frame.Inform)
	for person := range w.People() {
		for _, s := range segmentsOf(person) {
			people[s]++
		}
	}
	var list []campaign.Audience
	for _, id := range []string{"", "ovens", "shop", "nights"} {
		n := people[id]
		a := campaign.Audience{Segment: id, People: &n}
		if rounded && n > 0 && n < 5 {
			a.People = nil
		} else if rounded {
			n = (n + 2) / 5 * 5
		}
		list = append(list, a)
	}
	return list
}

// reports are those of two dates, with random events between.
func reports(t *testing.T, r *rand.Rand, p *campaign.Plan, w *audience.Workforce) (monday, friday *evaluation.Report) {
	t.Helper()
	f := evaluation.NewFunnel(p, w)
	n := 0
	live := func(share float64) {
		for person := range w.People() {
			for _, touchpoint := range []string{"news", "taster", "story"} {
				for _, v := range evaluation.Verbs() {
					if r.Float64() < share {
						n++
						f.Add(evaluation.Event{ID: fmt.Sprint(n), At: time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC), Campaign: "rise", Touchpoint: touchpoint, Person: person.ID, Verb: v})
					}
				}
			}
		}
	}
	live(r.Float64() / 2)
	monday, err := f.Report("2027-03-01")
	require.NoError(t, err)
	live(r.Float64() / 10)
	friday, err = f.Report("2027-03-05")
	require.NoError(t, err)
	return monday, friday
}

func TestReportsKeepTheirPromise(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 3))
	broken, overlaps := 0, 0
	for range 60 {
		p, w := workshop(t, r)
		monday, friday := reports(t, r, p, w)
		require.Empty(t, Audit(OfReport(monday)), "of one date")
		require.Empty(t, Audit(OfWorkforce(p, w, monday.Made), OfReport(monday)), "for readers who know who works where")
		require.Empty(t, Audit(OfPlan(p, monday), OfReport(monday)), "beside the plan, whose segments overlap")
		if len(Audit(OfReport(monday), OfReport(friday))) > 0 {
			broken++
		}
		next, err := Follow(friday, OfReport(monday))
		require.NoError(t, err)
		require.Empty(t, Audit(OfReport(monday), OfReport(next)), "of two dates")
		require.Empty(t, Audit(OfPlan(p, monday, next), OfReport(monday), OfReport(next)), "of two dates, beside the plan")
		p.Audiences = sizes(p, w, false)
		exact := OfPlan(p, monday)
		for i := range exact.Counts {
			exact.Counts[i].Round = false
		}
		if len(Audit(exact, OfReport(monday))) > 0 {
			overlaps++
		}
		again, err := Follow(friday, OfReport(monday))
		require.NoError(t, err)
		require.Equal(t, next, again)
	}
	require.Greater(t, overlaps, 10, "sizes to the person tell how few are in two segments")
	require.Greater(t, broken, 10, "two reports that do not know of each other tell what few did meanwhile")
}

func TestAReportThatFollowsHidesTheStepOfOnePerson(t *testing.T) {
	row := func(kind evaluation.RowKind, segment string, audience, reached, activated int) evaluation.Row {
		cell := func(n int) evaluation.Cell { return evaluation.Cell{People: &n, Rate: &evaluation.Rate{Share: 0.5}} }
		return evaluation.Row{Kind: kind, Segment: segment, Audience: cell(audience), Reached: cell(reached), Activated: cell(activated),
			Completed: cell(0), Dismissed: cell(0), Shared: cell(0)}
	}
	report := func(made engagement.Date, one, two int) *evaluation.Report {
		return &evaluation.Report{Osmosi: evaluation.ReportVersion, Made: made, SmallestGroup: 5, Phases: []evaluation.PhaseFunnel{{Phase: campaign.Inform, Rows: []evaluation.Row{
			row(evaluation.SegmentRow, "ovens", 40, 30, one), row(evaluation.RestRow, "", 40, 30, two), row(evaluation.TotalRow, "", 80, 60, one+two)}}}}
	}
	monday, friday := report("2027-03-01", 10, 10), report("2027-03-05", 11, 20)
	found := Audit(OfReport(monday), OfReport(friday))
	require.Len(t, found, 1)
	require.Equal(t, "OSM-PRIVACY-001", found[0].Code)
	require.Equal(t, "/phases/0/rows/0/activated", found[0].Path)
	require.Equal(t, "From what is published it can be worked out that 2027-03-05 · activated · phase inform · segment: ovens without 2027-03-01 · activated · phase inform · segment: ovens counts 1: fewer than 5 people.", found[0].Message.En)

	next, err := Follow(friday, OfReport(monday))
	require.NoError(t, err)
	require.True(t, next.Phases[0].Rows[0].Activated.Suppressed)
	require.Nil(t, next.Phases[0].Rows[0].Completed.Rate, "its rate is of a number that is kept back")
	require.NotNil(t, next.Phases[0].Rows[0].Reached.People)
	require.NotNil(t, friday.Phases[0].Rows[0].Activated.People, "the report that was given stays as it is")
	require.Empty(t, Audit(OfReport(monday), OfReport(next)))
}
