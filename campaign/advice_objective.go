package campaign

import (
	"math"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/power"
)

// longestWait is how many days after the campaign a KPI may still be credited
// to it: a year, after which too much else has happened.
const longestWait = 365

// ltem is the source of what a measure proves.
const ltem = "Thalheimer 2018, Learning-Transfer Evaluation Model: tiers 1 to 3 prove no learning"

// objectiveAdvice is about what is to be reached, and how one will know.
func objectiveAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-005", "004", (*advisor).idleDrivers},
		{"OSM-PLAN-006", "001", (*advisor).unservedObjectives},
		{"OSM-PLAN-201", ltem, func(a *advisor) []remark {
			return a.objectivesWhere(func(o *engagement.Objective) bool { // where the tier is said, it tells more than the unit
				return o.Level == engagement.OrganisationLevel && o.KPI.Tier == 0 && (o.KPI.Unit == engagement.Count || o.KPI.Unit == engagement.Hours)
			}, "/kpi/unit", nil)
		}},
		{"OSM-PLAN-202", "004", func(a *advisor) []remark {
			return a.objectivesWhere(func(o *engagement.Objective) bool { return o.KPI.By < a.Frame.Retain }, "/kpi/by", func(o *engagement.Objective) (string, string) {
				return string(o.KPI.By), string(a.Frame.Retain.AddDays(-1))
			})
		}},
		{"OSM-PLAN-203", "rule of thumb: a year after its end, nobody can tell what moved a figure", func(a *advisor) []remark {
			last := a.Frame.End.AddDays(longestWait)
			return a.objectivesWhere(func(o *engagement.Objective) bool { return o.KPI.By > last }, "/kpi/by", func(o *engagement.Objective) (string, string) {
				return string(o.KPI.By), string(last)
			})
		}},
		{"OSM-PLAN-204", "DellaVigna and Linos 2022, RCTs to Scale; sample size for two proportions, 5 %, 80 %", (*advisor).tooSmallEffects},
		{"OSM-TIER-001", ltem, func(a *advisor) []remark {
			return a.objectivesWhere(func(o *engagement.Objective) bool {
				return o.Level == engagement.OrganisationLevel && unproven(o.KPI.Tier)
			}, "/kpi/tier", func(o *engagement.Objective) (string, string) { return strconv.Itoa(int(o.KPI.Tier)), "" })
		}},
		{"OSM-TIER-002", ltem, (*advisor).unprovenPropositions},
	}
}

// unproven reports whether a tier that was said proves no learning; one that
// was not counts for nothing here.
func unproven(t engagement.Tier) bool { return t > 0 && !t.ProvesLearning() }

// unprovenPropositions finds propositions behind which no KPI, from their
// objectives up to the organisation's, proves that people learn.
func (a *advisor) unprovenPropositions() []remark {
	var found []remark
	for i, q := range a.Propositions {
		best := engagement.Tier(0)
		for _, objective := range q.Objectives {
			for _, id := range a.Cascade(objective) {
				best = max(best, a.Objective(id).KPI.Tier)
			}
		}
		if unproven(best) {
			found = append(found, remark{path: at("propositions", i) + "/objectives", found: strconv.Itoa(int(best)), args: []any{q.ID}})
		}
	}
	return found
}

func (a *advisor) idleDrivers() []remark {
	var found []remark
	for i, d := range a.Drivers {
		if !slices.ContainsFunc(a.Objectives, func(o engagement.Objective) bool { return slices.Contains(o.Drivers, d.ID) }) {
			found = append(found, remark{path: at("drivers", i), found: d.ID})
		}
	}
	return found
}

func (a *advisor) unservedObjectives() []remark {
	var found []remark
	for i, o := range a.Objectives {
		if !slices.ContainsFunc(a.Propositions, func(q engagement.Proposition) bool { return a.standsFor(&q, o.ID) }) {
			found = append(found, remark{path: at("objectives", i), found: o.ID})
		}
	}
	return found
}

// standsFor reports whether a proposition serves an objective, itself or
// through one below it.
func (a *advisor) standsFor(q *engagement.Proposition, objective string) bool {
	return slices.ContainsFunc(q.Objectives, func(id string) bool { return slices.Contains(a.Cascade(id), objective) })
}

// objectivesWhere remarks on a member of the objectives that are such. The ID
// is the third argument; say gives the others.
func (a *advisor) objectivesWhere(such func(*engagement.Objective) bool, member string, say func(*engagement.Objective) (found, expected string)) []remark {
	var all []remark
	for i := range a.Objectives {
		o := &a.Objectives[i]
		if !such(o) {
			continue
		}
		m := remark{path: at("objectives", i) + member, found: string(o.KPI.Unit), args: []any{o.ID}}
		if say != nil {
			m.found, m.expected = say(o)
		}
		all = append(all, m)
	}
	return all
}

// tooSmallEffects finds percentages of people whose wanted change would drown
// in chance, even if everybody answered before and after. Only objectives of
// individuals are looked at: percentages above them are often of something
// else than people, such as repairs or bids.
func (a *advisor) tooSmallEffects() []remark {
	var found []remark
	for i, o := range a.Objectives {
		k := o.KPI
		people := a.peopleBehind(o.ID)
		if o.Level != engagement.IndividualLevel || k.Unit != engagement.Percent || people == 0 || k.Baseline < 0 || k.Baseline > 100 {
			continue
		}
		wanted, smallest := math.Abs(k.Target-k.Baseline), 100*power.Detectable(k.Baseline/100, k.Target > k.Baseline, people)
		if wanted < smallest {
			found = append(found, remark{path: at("objectives", i) + "/kpi/target", found: points(wanted), expected: points(smallest), args: []any{o.ID, wanted, smallest, people}})
		}
	}
	return found
}

// points writes percentage points with one decimal.
func points(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// peopleBehind is how many people the propositions for an objective speak to,
// at most: segments may overlap. It is 0 where the plan may not tell.
func (a *advisor) peopleBehind(objective string) int {
	everyone := a.plan.Audiences[0].People
	if everyone == nil {
		return 0
	}
	total := 0
	seen := map[string]bool{}
	for i := range a.Propositions {
		q := &a.Propositions[i]
		key := string(q.For) + "/" + q.Segment
		if seen[key] || !a.standsFor(q, objective) {
			continue
		}
		seen[key] = true
		of := a.plan.Audiences[1+slices.IndexFunc(a.plan.Audiences[1:], func(s Audience) bool { return s.Segment == q.Segment })]
		n := of.People
		if q.For == engagement.Managers {
			n = of.Managers
		}
		if n == nil {
			return 0
		}
		total += *n
	}
	return min(total, *everyone)
}
