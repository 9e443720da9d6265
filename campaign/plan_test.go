package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func planned(p *campaign.Plan, id string) *campaign.PlannedTouchpoint {
	i := slices.IndexFunc(p.Touchpoints, func(t campaign.PlannedTouchpoint) bool { return t.ID == id })
	return &p.Touchpoints[i]
}

func TestAGoodBriefNeedsNoAdvice(t *testing.T) {
	p, found := campaign.NewPlan(good(t), people(t))
	require.Empty(t, found)
	require.Len(t, p.Touchpoints, len(p.Brief.Touchpoints))
	require.Equal(t, campaign.PlannedPhase{Phase: campaign.Activate, First: "2027-02-22", Last: "2027-04-04"}, p.Phases[1])
	require.Equal(t, engagement.Date("2027-06-30"), p.Phases[2].Last)
}

func TestManagersComeBeforeTeams(t *testing.T) {
	b := good(t)
	b.Touchpoint("your-hour").Day = 0 // the very day of the briefing
	w := people(t)
	p, found := campaign.NewPlan(b, w)
	require.Len(t, found, 1)
	require.Equal(t, "OSM-PLAN-001", found[0].Code)
	require.Equal(t, "/touchpoints/1/day", found[0].Path)
	requireWhole(t, found[0])
	moved := planned(p, "your-hour")
	require.Equal(t, engagement.Date("2027-02-01"), moved.MovedFrom)
	require.Equal(t, engagement.Date("2027-02-03"), moved.Date, "two levels of managers are briefed on Monday and Tuesday")
	require.True(t, planned(p, "leads-briefing").Managers)
	require.Empty(t, planned(p, "what-to-expect").MovedFrom)

	// Whatever the working pattern of the manager, nobody hears first.
	briefed := map[string]engagement.Date{}
	first := map[string]engagement.Date{}
	for item, err := range p.Schedule(w).All() {
		require.NoError(t, err)
		on := engagement.Date(item.At.Format("2006-01-02"))
		if p.Brief.Touchpoint(item.Touchpoint).Kind == campaign.ManagerBriefing {
			briefed[item.Person] = on
		}
		if first[item.Person] == "" {
			first[item.Person] = on
		}
	}
	require.Equal(t, engagement.Date("2027-02-04"), briefed["bram"], "works on Thursdays only")
	for person, on := range first {
		if m := w.ManagerOf(person); m != nil {
			require.Less(t, briefed[m.ID], on, "%s before %s", person, m.ID)
		}
	}
}

func TestAPlanThatHasNoRoomIsRefused(t *testing.T) {
	b := good(t)
	b.Frame = campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-02", Retain: "2027-02-03", End: "2027-02-04"}
	for i := range b.Touchpoints {
		b.Touchpoints[i].Day = 0
	}
	b.Touchpoints[8].Day = 1
	var chain []audience.Person
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		p := audience.Person{ID: id}
		if len(chain) > 0 {
			p.Manager = chain[len(chain)-1].ID
		}
		chain = append(chain, p)
	}
	w, _ := audience.NewWorkforce(chain)
	p, found := campaign.NewPlan(b, w)
	require.Nil(t, p)
	require.Equal(t, "OSM-PLAN-002", found.Errors()[0].Code)
	requireWhole(t, found.Errors()[0])
}

func TestGroupsUnderFiveAreNotCounted(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	people := map[string]*int{}
	for _, a := range p.Audiences {
		people[a.Segment] = a.People
	}
	require.Equal(t, 15, *people[""])
	require.Equal(t, 6, *people["newcomers"])
	require.Nil(t, people["leads"], "three people")
	require.Nil(t, p.Audiences[0].Managers, "three people")
	require.Nil(t, planned(p, "leads-briefing").People)
	require.NotNil(t, planned(p, "your-hour").People)
}

func TestTheLineOfSightReachesTheOrganisation(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	seen := map[string]bool{}
	for _, s := range p.Sights {
		seen[s.Touchpoint] = true
		top := p.Brief.Objective(s.Objectives[len(s.Objectives)-1])
		require.Equal(t, engagement.OrganisationLevel, top.Level)
		require.Contains(t, p.Brief.Proposition(s.Proposition).Objectives, s.Objectives[0])
	}
	require.Len(t, seen, len(p.Touchpoints))
}

func TestAPlanIsTheSameEachTimeAndReadsBack(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	first, err := json.Marshal(p)
	require.NoError(t, err)
	q, _ := campaign.NewPlan(good(t), people(t))
	second, err := json.Marshal(q)
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))

	back, found := campaign.ReadPlan(bytes.NewReader(first))
	require.Empty(t, found)
	third, err := json.Marshal(back)
	require.NoError(t, err)
	require.Equal(t, string(first), string(third))
	require.Equal(t, p.AppendProgram(nil), back.AppendProgram(nil))
}

func TestAPlanThatDoesNotFitItsBriefIsRefused(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	p.Touchpoints[0].ID = "leads-briefin"
	data, err := json.Marshal(p)
	require.NoError(t, err)
	_, found := campaign.ReadPlan(bytes.NewReader(data))
	require.Len(t, found, 1)
	require.Equal(t, "leads-briefing", found[0].Suggestion)
	require.Equal(t, "/touchpoints/0/id", found[0].Path)

	p, _ = campaign.NewPlan(good(t), people(t))
	p.Brief.Touchpoints[1].Owner = "nobody"
	data, err = json.Marshal(p)
	require.NoError(t, err)
	_, found = campaign.ReadPlan(bytes.NewReader(data))
	require.Len(t, found, 1)
	require.Equal(t, "/brief/touchpoints/1/owner", found[0].Path)

	_, found = campaign.ReadPlan(bytes.NewReader([]byte(`{"osmosi":"brief/v1"}`)))
	require.Error(t, found.Err())
}
