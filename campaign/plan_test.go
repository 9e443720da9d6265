package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
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
	require.Equal(t, 5, *people["newcomers"], "six, rounded")
	require.Nil(t, people["leads"], "three people")
	require.Nil(t, p.Audiences[0].Managers, "three people")
	require.Nil(t, planned(p, "leads-briefing").People)
	require.NotNil(t, planned(p, "your-hour").People)
}

func TestNoSmallGroupFollowsFromTheDifferenceOfTwoCounts(t *testing.T) {
	for shop := 10; shop < 30; shop++ {
		sizes := map[string]bool{}
		for few := 1; few < 5; few++ { // so many people more than the segment
			var list []audience.Person
			for i := range shop + few {
				p := audience.Person{ID: "p" + strconv.Itoa(i), Traits: map[string]any{"unit": "workshop"}}
				if i < few {
					p.Traits["unit"] = "office"
				}
				list = append(list, p)
			}
			w, _ := audience.NewWorkforce(list)
			p, found := campaign.NewPlan(good(t), w)
			require.NoError(t, found.Err())
			for _, a := range p.Audiences {
				if a.People != nil {
					require.Zero(t, *a.People%campaign.SmallestGroup)
				}
			}
			data, err := json.Marshal(p.Audiences)
			require.NoError(t, err)
			sizes[string(data)] = true
		}
		require.Less(t, len(sizes), 4, "the same counts are shown for several sizes of the small group")
	}
}

func TestPeopleWhomTheBriefDoesNotFitAreSaid(t *testing.T) {
	var list []audience.Person
	for i := range 6 {
		list = append(list, audience.Person{ID: strconv.Itoa(i), Language: "de", Traits: map[string]any{"unit": "workshp", "needs": []string{"carer", "career"}, "age": "old"}})
	}
	w, _ := audience.NewWorkforce(list)
	_, found := campaign.NewPlan(good(t), w)
	got := map[string]string{}
	for _, f := range found {
		if strings.HasPrefix(f.Code, "OSM-WORKFORCE") {
			got[f.Code+" "+f.Path+" "+f.Found] = f.Suggestion
			requireWhole(t, f)
		}
	}
	require.Equal(t, map[string]string{"OSM-WORKFORCE-002 /traits/0/values workshp": "workshop", "OSM-WORKFORCE-002 /traits carer": "career"}, got)
}

func TestNothingToPlanIsSaidAndNoPanic(t *testing.T) {
	p, found := campaign.NewPlan(nil, nil)
	require.Nil(t, p)
	require.Equal(t, "OSM-WORKFORCE-004", found[0].Code)
	requireWhole(t, found[0])
	p, found = campaign.NewPlan(good(t), nil)
	require.NoError(t, found.Err())
	require.Len(t, ofFamily(found, "OSM-WORKFORCE-001"), 1)
	for range p.Schedule(nil).All() {
		t.Fatal("nobody gets anything")
	}
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

func TestOnlyTheFirstBriefingHoldsTeamsUp(t *testing.T) {
	b := good(t)
	w := people(t)
	p, _ := campaign.NewPlan(b, w)
	before := planned(p, "what-to-expect").Date
	again := *b.Touchpoint("leads-briefing")
	again.ID, again.Phase, again.Day = "leads-again", campaign.Retain, 7
	b.Touchpoints = append(b.Touchpoints, again)
	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	require.Equal(t, before, planned(p, "what-to-expect").Date)
	for item, err := range p.Schedule(w).For("p0") {
		require.NoError(t, err)
		require.Less(t, item.At.Format("2006-01-02"), "2027-02-12", "the first message does not wait for the second briefing")
		break
	}
	require.Equal(t, engagement.Date("2027-02-04"), p.Schedule(w).Briefed("p0"))
	require.Empty(t, p.Schedule(w).Briefed("ada"))
	require.Empty(t, p.Schedule(w).Briefed("nobody"))
}
