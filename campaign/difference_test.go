package campaign_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// copied is the same brief once more, read anew.
func copied(t *testing.T, b *campaign.Brief) *campaign.Brief {
	t.Helper()
	data, err := json.Marshal(b)
	require.NoError(t, err)
	var again campaign.Brief
	require.NoError(t, json.Unmarshal(data, &again))
	return &again
}

func listOf(w *audience.Workforce) []audience.Person {
	var list []audience.Person
	for p := range w.People() {
		list = append(list, *p)
	}
	return list
}

// differences are those of two schedules, each checked against what both give
// everyone: all that is added, removed or moved, and nothing else.
func differences(t *testing.T, before, after *campaign.Schedule) []campaign.Difference {
	t.Helper()
	var found []campaign.Difference
	got := map[string]campaign.Change{}
	for d, err := range campaign.Differences(before, after) {
		if err != nil {
			var zone *campaign.ZoneError
			require.ErrorAs(t, err, &zone)
			continue
		}
		found = append(found, d)
		if d.Touchpoint == "" {
			continue
		}
		require.NotEmpty(t, d.Why, "%s of %s for %s", d.Change, d.Touchpoint, d.Person)
		require.Equal(t, d.Change == campaign.Changed, len(d.Of) > 0 && d.Before != nil && d.After != nil && d.Before.At.Equal(d.After.At))
		require.NotContains(t, got, d.Person+" "+d.Touchpoint, "told twice")
		if d.Change != campaign.Changed {
			got[d.Person+" "+d.Touchpoint] = d.Change
		}
	}
	items := func(s *campaign.Schedule) (map[string]time.Time, map[string]bool) {
		at, sent := map[string]time.Time{}, map[string]bool{}
		for item, err := range s.All() {
			if err == nil {
				at[item.Person+" "+item.Touchpoint] = item.At
				sent[item.Person+" "+item.Touchpoint] = item.Sent
			}
		}
		return at, sent
	}
	was, _ := items(before)
	is, sent := items(after)
	want := map[string]campaign.Change{}
	for key, at := range is {
		if old, has := was[key]; sent[key] {
			continue
		} else if !has {
			want[key] = campaign.Added
		} else if !old.Equal(at) {
			want[key] = campaign.Moved
		}
	}
	for key := range was {
		if _, has := is[key]; !has {
			want[key] = campaign.Removed
		}
	}
	require.Equal(t, want, got)
	return found
}

func of(d campaign.Difference) string {
	origin, _, _ := campaign.PlannedTouchpoint{ID: d.Touchpoint}.Part()
	return origin
}

func TestPlanningAgainWithoutAChangeMakesNoDifference(t *testing.T) {
	for n, b := range briefs(t) {
		w := anyone(rand.New(rand.NewPCG(3, uint64(n))), b, 100)
		again, _ := audience.NewWorkforce(listOf(w))
		require.Empty(t, differences(t, mustPlan(t, b, w).Schedule(w), mustPlan(t, copied(t, b), again).Schedule(again)), b.ID)
	}
}

func TestAChangedTouchpointMovesOnlyItselfAndWhatLimitsMoveForIt(t *testing.T) {
	touched, crowded := 0, 0
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(5, uint64(n)))
		w := anyone(r, b, 60)
		before := mustPlan(t, b, w).Schedule(w)
		for range 5 {
			changed := copied(t, b)
			i := r.IntN(len(changed.Touchpoints))
			one := &changed.Touchpoints[i]
			id := one.ID
			if one.Kind == campaign.ManagerBriefing {
				continue // teams follow their managers: see below
			}
			switch r.IntN(5) {
			case 0:
				one.Title = engagement.Text{It: "Altro", Nl: "Iets anders", En: "Something else"}
			case 1:
				one.Day = max(0, one.Day+r.IntN(11)-5)
			case 2:
				one.Time = "13:1" + strconv.Itoa(r.IntN(10))
			case 3:
				one.Channel = changed.Channels[r.IntN(len(changed.Channels))].ID
			case 4:
				changed.Touchpoints = slices.Delete(changed.Touchpoints, i, i+1)
			}
			plan, found := campaign.NewPlan(changed, w)
			if found.Err() != nil {
				continue // a change that a brief cannot have
			}
			for _, d := range differences(t, before, plan.Schedule(w)) {
				touched++
				if of(d) == id {
					require.Subset(t, []campaign.Cause{campaign.TouchpointChanged, campaign.TouchpointRemoved, campaign.ChannelChanged, campaign.InvitationChanged}, d.Why)
					continue
				}
				crowded++
				require.Equal(t, []campaign.Cause{campaign.Crowded}, d.Why, "%s: %s moved for %s", b.ID, d.Touchpoint, id)
				require.NotNil(t, b.Limits)
			}
		}
	}
	require.Greater(t, touched, 200)
	require.NotZero(t, crowded)
}

func TestAChangedPersonMovesOnlyTheirOwnAndTheTeamWhereTheBriefingMoves(t *testing.T) {
	own, teams, causes := 0, 0, map[campaign.Cause]int{}
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(8, uint64(n)))
		w := anyone(r, b, 60)
		before := mustPlan(t, b, w).Schedule(w)
		for range 6 {
			list := listOf(w)
			p := &list[r.IntN(len(list)/2)] // who lead a team are first
			other := list[r.IntN(len(list))]
			switch r.IntN(6) {
			case 0:
				p.TimeZone = "America/New_York"
			case 1:
				p.WorkDays = audience.Tuesday
			case 2:
				p.Traits = other.Traits // another place and other segments
			case 3:
				p.Language = engagement.Languages()[r.IntN(3)]
			case 4:
				p.Email = map[bool]string{true: "", false: "x@example.org"}[p.Email != ""]
			case 5:
				p.Hired = other.Hired
			}
			again, _ := audience.NewWorkforce(list)
			found := differences(t, before, mustPlan(t, b, again).Schedule(again))
			asked := map[string]bool{} // or no longer, to be ambassadors: those are chosen among all
			for _, d := range found {
				if slices.Contains(d.Why, campaign.InvitationChanged) {
					asked[d.Person] = true
				}
			}
			for _, d := range found {
				for _, c := range d.Why {
					causes[c]++
				}
				if d.Person == p.ID {
					own++
					continue
				}
				if asked[d.Person] {
					require.Subset(t, []campaign.Cause{campaign.InvitationChanged, campaign.Crowded}, d.Why)
					continue
				}
				teams++
				require.Contains(t, slices.Collect(again.Leaders(d.Person)), p.ID, "%s: %v", b.ID, d.Why)
				require.Contains(t, d.Why, campaign.BriefingMoved)
			}
		}
	}
	require.Greater(t, own, 100)
	require.NotZero(t, teams)
	for _, c := range []campaign.Cause{campaign.ZoneChanged, campaign.WorkDaysChanged, campaign.PlaceChanged, campaign.SegmentsChanged, campaign.LanguageChanged, campaign.AddressChanged, campaign.BriefingMoved} {
		require.NotZero(t, causes[c], c)
	}
}

func TestWhoGetsAnotherManagerFollowsThatOne(t *testing.T) {
	b := good(t)
	w := people(t)
	list := listOf(w)
	list[0].WorkDays = audience.Sunday // ada, who is briefed late; then bram is on the Thursday
	w, _ = audience.NewWorkforce(list)
	list = listOf(w)
	i := slices.IndexFunc(list, func(p audience.Person) bool { return p.ID == "p0" })
	list[i].Manager = "cleo"
	again, _ := audience.NewWorkforce(list)
	found := differences(t, mustPlan(t, b, w).Schedule(w), mustPlan(t, b, again).Schedule(again))
	require.NotEmpty(t, found)
	for _, d := range found {
		require.Equal(t, "p0", d.Person)
		require.Equal(t, campaign.Moved, d.Change)
		require.Equal(t, []campaign.Cause{campaign.ManagerChanged}, d.Why)
		require.True(t, d.After.At.Before(d.Before.At))
	}
}

func TestWhoJoinsAndWhoLeavesIsToldFirst(t *testing.T) {
	b := good(t)
	w := people(t)
	list := listOf(w)
	list[len(list)-1].ID = "newcomer" // and p11 left
	again, _ := audience.NewWorkforce(list)
	found := differences(t, mustPlan(t, b, w).Schedule(w), mustPlan(t, b, again).Schedule(again))
	first := slices.IndexFunc(found, func(d campaign.Difference) bool { return d.Person == "p11" })
	require.Equal(t, campaign.Difference{Person: "newcomer", Change: campaign.Joined}, found[0])
	require.Equal(t, campaign.Difference{Person: "p11", Change: campaign.Left}, found[first])
	require.Greater(t, len(found[first+1:]), 3)
	for _, d := range found[1:first] {
		require.Equal(t, "newcomer", d.Person)
		require.Equal(t, campaign.Added, d.Change)
		require.Contains(t, d.Why, campaign.PersonJoined)
	}
	for _, d := range found[first+1:] {
		require.Equal(t, campaign.Removed, d.Change)
		require.Contains(t, d.Why, campaign.PersonLeft)
	}
}

func TestWhatWasSentIsNoDifferenceWhateverBecameOfItsTouchpoint(t *testing.T) {
	ahead := 0
	for n, b := range briefs(t) {
		r := rand.New(rand.NewPCG(9, uint64(n)))
		w := anyone(r, b, 40)
		before := mustPlan(t, b, w).Schedule(w)
		now, err := time.Parse(time.DateOnly, string(b.Frame.Activate.AddDays(r.IntN(20))))
		require.NoError(t, err)
		sent := map[string][]campaign.Fact{}
		for item, err := range before.All() {
			if err == nil && item.At.Before(now) {
				sent[item.Person] = append(sent[item.Person], campaign.Fact{What: campaign.SentOut, Touchpoint: item.Touchpoint, At: item.At.Add(time.Duration(r.IntN(50)) * time.Second)})
			}
		}
		require.NotEmpty(t, sent)
		changed := copied(t, b)
		for i := range changed.Touchpoints {
			changed.Touchpoints[i].Day += r.IntN(3)
			changed.Touchpoints[i].Title = engagement.Text{It: "Altro", Nl: "Anders", En: "Other"}
		}
		if last := len(changed.Touchpoints) - 1; last > 0 {
			changed.Touchpoints = slices.Delete(changed.Touchpoints, last, last+1)
		}
		plan, faults := campaign.NewPlan(changed, w)
		if faults.Err() != nil {
			continue
		}
		after := plan.Schedule(w).At(now, func(person string) []campaign.Fact { return sent[person] })
		for d, err := range campaign.Differences(before, after) {
			if err != nil {
				continue
			}
			ahead++
			require.False(t, slices.ContainsFunc(sent[d.Person], func(f campaign.Fact) bool { return f.Touchpoint == d.Touchpoint }), "%s: %s %s", b.ID, d.Change, d.Touchpoint)
		}
	}
	require.Greater(t, ahead, 500)
}

func TestWhatIsSaidDiffersWhereNothingMoves(t *testing.T) {
	b := good(t)
	w := people(t)
	before := mustPlan(t, b, w).Schedule(w)
	for name, c := range map[string]struct {
		change func(b *campaign.Brief)
		aspect campaign.Aspect
		cause  campaign.Cause
	}{
		"text": {func(b *campaign.Brief) { b.Touchpoints[1].Body.En += " Really." }, campaign.TextAspect, campaign.TouchpointChanged},
		"gain": {func(b *campaign.Brief) { b.Proposition("safe-hands").Gain.En += " Really." }, campaign.WordingAspect, campaign.PropositionChanged},
	} {
		changed := copied(t, b)
		c.change(changed)
		found := differences(t, before, mustPlan(t, changed, w).Schedule(w))
		require.NotEmpty(t, found, name)
		for _, d := range found {
			require.Equal(t, campaign.Changed, d.Change, name)
			require.Equal(t, []campaign.Aspect{c.aspect}, d.Of, name)
			require.Equal(t, []campaign.Cause{c.cause}, d.Why, name)
			require.Equal(t, engagement.English, d.After.Language, "only those who read English")
		}
	}
}

func TestEveryCauseHasWordsInEveryLanguage(t *testing.T) {
	for _, l := range engagement.Languages() {
		for _, c := range campaign.Causes() {
			require.NotContains(t, c.In(l), "replan.", "%s in %s", c, l)
		}
	}
}

func TestASummaryOfPlanningAgainHidesTheFew(t *testing.T) {
	b := good(t)
	w := people(t)
	before := mustPlan(t, b, w)
	list := listOf(w)
	list[len(list)-1].ID = "newcomer"
	again, _ := audience.NewWorkforce(list)
	changed := copied(t, b)
	changed.Touchpoint("locked-box").Time = "15:15"
	after := mustPlan(t, changed, again)
	sum, err := campaign.Replan(before, after, campaign.Differences(before.Schedule(w), after.Schedule(again)))
	require.NoError(t, err)
	require.Equal(t, 15, *sum.People) // of sixteen
	require.Nil(t, sum.Joined)
	require.Nil(t, sum.Left)
	i := slices.IndexFunc(sum.Touchpoints, func(r campaign.ReplannedTouchpoint) bool { return r.Touchpoint == "locked-box" })
	require.Equal(t, 15, *sum.Touchpoints[i].Moved)
	require.Nil(t, sum.Touchpoints[i].Added)
	require.Equal(t, 0, *sum.Touchpoints[i].Changed)
	data, err := json.Marshal(sum)
	require.NoError(t, err)
	for p := range again.People() {
		require.NotContains(t, string(data), `"`+p.ID+`"`)
	}
}
