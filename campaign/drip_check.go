package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// drip refuses steps that nobody can get, and ones of which nobody knows when.
func (c *checker) drip(path string, t *Touchpoint) {
	if t.Drip == nil {
		return
	}
	steps, ids := t.Drip.all(), map[string]bool{}
	for _, s := range steps {
		place := path + s.path
		fault := func(code, member, found, expected string) {
			c.fault(code, place+member, rule.Detail{Found: found, Expected: expected, Args: []any{s.number, t.ID}, Source: "004"})
		}
		if s.depth > deepestStep {
			fault("OSM-JOURNEY-008", "", strconv.Itoa(s.depth), strconv.Itoa(deepestStep))
			continue
		}
		switch {
		case s.Delay != 0 && s.WorkingDays != 0:
			fault("OSM-JOURNEY-001", "/workingDays", strconv.Itoa(s.WorkingDays), strconv.Itoa(s.Delay))
		case s.Delay < 1 && s.WorkingDays < 1 && s.Wait == nil && !s.first:
			fault("OSM-JOURNEY-002", "/delay", strconv.Itoa(s.Delay), "1")
		}
		if w := s.Wait; w != nil {
			switch {
			case w.Days < 1:
				fault("OSM-JOURNEY-003", "/wait/days", strconv.Itoa(w.Days), "1")
			case w.For == Untouched || w.For == "":
				fault("OSM-JOURNEY-004", "/wait/for", string(w.For), "")
			case s.After != "":
				fault("OSM-JOURNEY-005", "/after", string(s.After), string(w.For))
			}
		}
		if len(s.Otherwise) > 0 && !s.gated() {
			fault("OSM-JOURNEY-006", "/otherwise", "", "")
		}
		if member := s.unreachable(steps); member != "" {
			fault("OSM-JOURNEY-007", member, "", "")
		}
		if s.When != nil {
			c.condition(*s.When, place+"/when")
		}
		if s.ID != "" {
			if ids[s.ID] {
				fault("OSM-JOURNEY-011", "/id", s.ID, "")
			}
			ids[s.ID] = true
		}
	}
}

// unreachable is the member that keeps everyone from a step which stands in for
// another: the same condition that kept them from that, or nothing done by
// those who had done something already; empty where somebody may get there.
func (s *placedStep) unreachable(steps []placedStep) string {
	for of := s.instead; of > 0; of = steps[of-2].instead {
		gate := steps[of-2]
		switch {
		case gate.When != nil && s.When != nil && gate.After == "" && gate.Wait == nil && gate.When.String() == s.When.String():
			return "/when"
		case gate.After == Untouched && gate.When == nil && s.After == Untouched:
			return "/after"
		}
	}
	return ""
}

// dripAdvice warns of steps that come too late where waits are in vain.
func dripAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-JOURNEY-012", "004", func(a *advisor) (found []remark) {
			for i := range a.Touchpoints {
				t := &a.Touchpoints[i]
				if t.Drip == nil || a.plan.planned(t.ID) == nil {
					continue
				}
				for _, s := range t.Drip.dates(day(a.dated(t.ID))) {
					if end := day(a.Frame.End); s.late > end {
						place := s.timing()
						if s.Wait != nil {
							place = "/wait/days"
						}
						found = append(found, remark{path: at("touchpoints", i) + s.path + place, found: s.late.String(), expected: end.String(), args: []any{s.number, t.ID}})
						break // those after it follow from it
					}
				}
			}
			return found
		}},
		{"OSM-JOURNEY-013", "001", func(a *advisor) (found []remark) {
			for i := range a.Touchpoints {
				t := &a.Touchpoints[i]
				if t.Acknowledgement == nil || a.plan.planned(t.ID) == nil {
					continue
				}
				over := day(a.dated(t.ID)) + civil.Day(t.Acknowledgement.Days)
				for j := range a.Touchpoints {
					team := &a.Touchpoints[j]
					if planned := a.plan.planned(team.ID); planned != nil && !planned.Managers && day(planned.Date) > day(a.dated(t.ID)) && day(planned.Until) <= over {
						found = append(found, remark{path: at("touchpoints", j), found: string(planned.Until), expected: over.String(), args: []any{team.ID, t.ID}})
					}
				}
			}
			return found
		}},
	}
}
