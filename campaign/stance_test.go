package campaign_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// teams are managers with the stances given, who lead so many people each, in
// the workshop and the rental by turns, and report to a director of whom
// nothing is known.
func teams(t testing.TB, size int, stances ...audience.Stance) *audience.Workforce {
	t.Helper()
	list := []audience.Person{{ID: "top", Hired: "2015-03-01", Traits: map[string]any{"unit": "office"}}}
	for i, s := range stances {
		lead := audience.Person{ID: "lead" + strconv.Itoa(i), Manager: "top", Hired: "2016-03-01", Traits: map[string]any{"unit": "office"}}
		if s != "" {
			lead.Traits[audience.TraitStance] = string(s)
		}
		list = append(list, lead)
		for j := range size {
			list = append(list, audience.Person{ID: lead.ID + "-" + strconv.Itoa(j), Manager: lead.ID, Hired: "2020-01-01", Traits: map[string]any{"unit": []string{"workshop", "rental"}[i%2]}})
		}
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

func times(n int, s audience.Stance) []audience.Stance {
	list := make([]audience.Stance, n)
	for i := range list {
		list[i] = s
	}
	return list
}

func perceived(p *campaign.Plan, segment string) *campaign.Perceived {
	for _, a := range p.Audiences {
		if a.Segment == segment {
			return a.Perceived
		}
	}
	return nil
}

func TestAPlanTellsWhatManagersThinkAllTogether(t *testing.T) {
	w := teams(t, 6, append(times(15, audience.Supporter), times(15, audience.Unaware)...)...)
	p, _ := campaign.NewPlan(good(t), w)
	require.Equal(t, []campaign.ManagerStance{
		{Stance: audience.Sceptical}, {Stance: audience.Unaware, Managers: 15}, {Stance: audience.Neutral},
		{Stance: audience.Supporter, Managers: 15}, {Stance: audience.Promoter}, {},
	}, p.Stances, "the director, of whom nothing is known, is not to be found")
	require.Equal(t, &campaign.Perceived{Value: 0.8, Known: 1}, perceived(p, "workshop"), "half at 1, half at 0.6")
	require.Nil(t, perceived(p, "leads"), "of the managers' own manager nothing is known")

	data, err := json.Marshal(p)
	require.NoError(t, err)
	require.NotContains(t, string(data), "lead3")
	require.NotContains(t, string(p.AppendProgram(nil)), "stance", "it reaches the engine in conditions only")

	p, _ = campaign.NewPlan(good(t), teams(t, 6, times(20, "")...))
	require.Empty(t, p.Stances, "nothing known, nothing told")
	require.Nil(t, perceived(p, "workshop"))
}

func TestAPerceivedValueNeedsSeveralManagersOfWhomNoneStandsOut(t *testing.T) {
	told := func(w *audience.Workforce) bool {
		p, _ := campaign.NewPlan(good(t), w)
		return perceived(p, "") != nil
	}
	require.True(t, told(teams(t, 6, times(5, audience.Neutral)...)))
	require.False(t, told(teams(t, 8, times(4, audience.Neutral)...)), "four managers")
	require.False(t, told(teams(t, 3, times(5, audience.Neutral)...)), "too few people")
	list := []audience.Person{}
	for person := range teams(t, 6, times(6, audience.Neutral)...).People() {
		one := *person
		if one.Manager == "lead1" && one.ID > "lead1-1" {
			one.Manager = "lead0"
		}
		list = append(list, one)
	}
	w, _ := audience.NewWorkforce(list)
	require.False(t, told(w), "ten of thirty-six have the same manager")
}

// Every way in which managers can think, and what is published of each: no
// publication leaves only one thing that some manager can think.
func TestWhatOneManagerThinksIsNeverCertain(t *testing.T) {
	for _, c := range []struct {
		managers, size int
		of             []audience.Stance
	}{{5, 6, audience.Stances()}, {9, 3, []audience.Stance{audience.Sceptical, audience.Neutral, audience.Promoter}}} {
		possible := map[string][]map[audience.Stance]bool{}
		think := make([]int, c.managers)
		for done := false; !done; {
			stances := make([]audience.Stance, c.managers)
			for i, k := range think {
				stances[i] = c.of[k]
			}
			list, value := campaign.Moods(teams(t, c.size, stances...))
			require.NotNil(t, value)
			key := fmt.Sprint(list, *value)
			if possible[key] == nil {
				possible[key] = make([]map[audience.Stance]bool, c.managers)
			}
			for i, s := range stances {
				if possible[key][i] == nil {
					possible[key][i] = map[audience.Stance]bool{}
				}
				possible[key][i][s] = true
			}
			done = true
			for i := range think {
				if think[i]++; think[i] < len(c.of) {
					done = false
					break
				}
				think[i] = 0
			}
		}
		require.Greater(t, len(possible), 5)
		for key, managers := range possible {
			for i, stances := range managers {
				require.Greater(t, len(stances), 1, "%s: manager %d", key, i)
			}
		}
	}
}

// Every way in which managers can be spread over what they think: whatever is
// published, nobody or five and more may think any of it.
func TestWhatFewManagersThinkIsNeverCertain(t *testing.T) {
	for _, all := range []int{23, 26, 30} {
		possible := map[string]*[4]bool{}
		for a := range all + 1 {
			for b := range all + 1 - a {
				for c := range all + 1 - a - b {
					counts := []int{a, b, c, all - a - b - c}
					key := fmt.Sprint(campaign.Apportion(counts, all))
					if possible[key] == nil {
						possible[key] = new([4]bool)
					}
					for i, n := range counts {
						if n == 0 || n >= campaign.SmallestGroup {
							possible[key][i] = true
						}
					}
				}
			}
		}
		require.Greater(t, len(possible), 20)
		for key, free := range possible {
			require.Equal(t, [4]bool{true, true, true, true}, *free, key)
		}
	}
	p, _ := campaign.NewPlan(good(t), teams(t, 2, times(21, audience.Promoter)...))
	require.Empty(t, p.Stances, "too few managers")
}

// heard is the quickstart's brief with all that managers could wish for: a
// briefing for everyone who leads, role models, and a proposition for doubt.
func heard(t *testing.T) *campaign.Brief {
	t.Helper()
	b := good(t)
	b.Segments = append(b.Segments, audience.Segment{ID: "doubt", Name: said("Doubt"), Because: said("you lead a team"), When: audience.All(audience.Is(audience.TraitManager, true), audience.Is(audience.TraitStance, "sceptical"))})
	q := *b.Proposition("lead-calm")
	q.ID, q.Segment = "lead-doubt", "doubt"
	b.Propositions = append(b.Propositions, q)
	model := *b.Touchpoint("leads-briefing")
	model.ID, model.Kind, model.Phase, model.Day = "models", campaign.RoleModel, campaign.Retain, 7
	model.RoleModel = &campaign.RoleModelTerms{OptIn: true, Where: []campaign.Stage{campaign.TeamMeeting}}
	b.Touchpoints = append(b.Touchpoints, model)
	return b
}

func TestAdviceOnWhatManagersThink(t *testing.T) {
	nothing := func(*campaign.Brief) {}
	mixed := append(times(12, audience.Supporter), times(12, audience.Neutral)...)
	for name, c := range map[string]struct {
		stances []audience.Stance
		change  func(b *campaign.Brief)
		want    []string
	}{
		"all is well":                        {mixed, nothing, nil},
		"doubt that a proposition speaks to": {append(mixed, times(5, audience.Sceptical)...), nothing, nil},
		"doubt that none speaks to":          {append(mixed, times(5, audience.Sceptical)...), func(b *campaign.Brief) { b.Proposition("lead-doubt").Segment = "leads" }, []string{"OSM-STANCE-001 /propositions"}},
		"doubt told to employees":            {append(mixed, times(5, audience.Sceptical)...), func(b *campaign.Brief) { b.Proposition("lead-doubt").For = engagement.Employees }, []string{"OSM-STANCE-001 /propositions"}},
		"doubt of too few to speak of":       {append(mixed, times(4, audience.Sceptical)...), func(b *campaign.Brief) { b.Proposition("lead-doubt").Segment = "leads" }, nil},
		"a value that collapses":             {times(12, audience.Sceptical), nothing, []string{"OSM-STANCE-002 /segments/2", "OSM-STANCE-002 /segments/3", "OSM-STANCE-003 /segments"}},
		"a value at the threshold":           {times(6, audience.Unaware), nothing, nil},
		"unaware when it begins":             {append(mixed, times(5, audience.Unaware)...), without(campaign.ManagerBriefing), []string{"OSM-STANCE-004 /frame/activate"}},
		"four unaware":                       {append(mixed, times(4, audience.Unaware)...), without(campaign.ManagerBriefing), nil},
		"promoters without a part":           {append(mixed, times(5, audience.Promoter)...), without(campaign.RoleModel), []string{"OSM-STANCE-005 /touchpoints"}},
		"promoters with one":                 {append(mixed, times(5, audience.Promoter)...), nothing, nil},
		"four promoters":                     {append(mixed, times(4, audience.Promoter)...), without(campaign.RoleModel), nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := heard(t)
			c.change(b)
			w := teams(t, 6, c.stances...)
			p, found := campaign.NewPlan(b, w)
			require.NotNil(t, p, found.In(engagement.English))
			var got []string
			for _, f := range ofFamily(found, "OSM-STANCE") {
				require.Equal(t, "001", f.Source)
				require.Equal(t, engagement.SeverityAdvice, f.Severity)
				requireWhole(t, f)
				requireRemedy(t, f)
				got = append(got, f.Code+" "+f.Path)
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestAStanceOfSomebodyWithoutTeamIsIgnoredAndSaid(t *testing.T) {
	plan := func(stance bool) (*campaign.Plan, engagement.Findings) {
		w := team(t, 30, func(i int, p *audience.Person) {
			if stance {
				p.Traits[audience.TraitStance] = "promoter"
			}
		})
		return campaign.NewPlan(good(t), w)
	}
	p, found := plan(true)
	require.Len(t, ofFamily(found, "OSM-STANCE"), 1)
	require.Equal(t, "OSM-STANCE-006", ofFamily(found, "OSM-STANCE")[0].Code)
	requireWhole(t, ofFamily(found, "OSM-STANCE")[0])
	requireRemedy(t, ofFamily(found, "OSM-STANCE")[0])
	require.Empty(t, p.Stances)
	_, found = plan(false)
	require.Empty(t, ofFamily(found, "OSM-STANCE"))
}
