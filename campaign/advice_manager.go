package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
)

// managerAdvice is about line managers, whose opinion decides what an
// initiative is worth to their team (seed 001).
func managerAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-001", "001", func(a *advisor) []remark { return a.moved(func(t *Touchpoint) bool { return t.Kind != Toolkit }) }},
		{"OSM-PLAN-072", "001", func(a *advisor) []remark { return a.moved(func(t *Touchpoint) bool { return t.Kind == Toolkit }) }},
		{"OSM-PLAN-101", "001", func(a *advisor) []remark { return once(!a.speaksToManagers(), "/propositions") }},
		{"OSM-PLAN-003", "001", func(a *advisor) []remark {
			return once(a.speaksToManagers() && !a.has(ManagerBriefing), "/touchpoints")
		}},
		{"OSM-PLAN-102", "001", (*advisor).managersAsEmployees},
		{"OSM-PLAN-104", "001", func(a *advisor) []remark {
			return once(a.has(ManagerBriefing) && a.crowd.unbriefed >= SmallestGroup, "/touchpoints")
		}},
	}
}

// moved finds touchpoints that wait for the managers' briefing.
func (a *advisor) moved(such func(*Touchpoint) bool) []remark {
	var found []remark
	for i := range a.Touchpoints {
		t := &a.Touchpoints[i]
		if planned := a.plan.planned(t.ID); planned != nil && planned.MovedFrom != "" && such(t) {
			found = append(found, remark{path: at("touchpoints", i) + "/day", found: string(planned.MovedFrom), expected: string(planned.Date), args: []any{t.ID}})
		}
	}
	return found
}

func (a *advisor) speaksToManagers() bool {
	return slices.ContainsFunc(a.Propositions, func(q engagement.Proposition) bool { return q.For == engagement.Managers })
}

// managersAsEmployees finds propositions that promise managers what some other
// promises employees.
func (a *advisor) managersAsEmployees() []remark {
	var found []remark
	for i, q := range a.Propositions {
		if q.For != engagement.Managers {
			continue
		}
		for _, other := range a.Propositions {
			if other.For == engagement.Employees && similar(a.Languages, q.Gain, other.Gain) {
				found = append(found, remark{path: at("propositions", i) + "/gain", found: q.ID, expected: other.ID})
				break
			}
		}
	}
	return found
}
