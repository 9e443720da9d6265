package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
)

// approachAdvice is about the approach that each reason (seed 001) and each
// factor (seed 004) asks for.
func approachAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-311", "001", (*advisor).unexplainedObligations},
		{"OSM-PLAN-312", "001", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				return slices.Contains(q.Reasons, engagement.Obligation) && !a.obliged(q)
			})
		}},
		{"OSM-PLAN-313", "001", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				return slices.Contains(q.Reasons, engagement.Belonging) && a.solitary(q) && !a.meetsElsewhere(q) &&
					!q.Approach().Consequences().TogetherFirst // else OSM-APPROACH-005 says so
			})
		}},
		{"OSM-PLAN-315", "004", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				made := a.touchpointsOf(q.ID)
				return slices.Contains(q.Factors, engagement.ForcedChange) && len(made) > 0 && !slices.ContainsFunc(made, a.byManagement) &&
					slices.ContainsFunc(a.Offices, func(o Office) bool { return o.Kind == LineManagement }) // else OSM-APPROACH-003 says so
			})
		}},
		{"OSM-PLAN-316", "004", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				made := a.touchpointsOf(q.ID)
				return slices.Contains(q.Factors, engagement.ForcedChange) && len(made) > 0 &&
					!slices.ContainsFunc(made, func(t *Touchpoint) bool { return t.Phase != made[0].Phase })
			})
		}},
		{"OSM-APPROACH-003", "004", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				return q.Support().Steered() && a.management(&Touchpoint{}) == ""
			})
		}},
		{"OSM-APPROACH-004", "001", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				return q.Approach().Consequences().WordsPerRole && q.Segment == "" && len(q.Wording) == 0
			})
		}},
		{"OSM-APPROACH-005", "001", func(a *advisor) []remark {
			return a.membersWhere("/intervention", func(q *engagement.Proposition) bool {
				return q.Approach().Consequences().TogetherFirst && a.solitary(q)
			})
		}},
		{"OSM-EXPECT-002", "004", func(a *advisor) []remark {
			var found []remark
			for _, q := range engagement.Questions() {
				if a.Answer(q, nil) < 0 {
					found = append(found, remark{path: "/expectations", found: string(q), args: []any{q.Text()}})
				}
			}
			return found
		}},
	}
}

// unexplainedObligations finds propositions of an obligation whose first
// touchpoint does not explain: an announcement or expectations while informing.
func (a *advisor) unexplainedObligations() []remark {
	var found []remark
	for i, q := range a.Propositions {
		made := a.touchpointsOf(q.ID)
		if !slices.Contains(q.Reasons, engagement.Obligation) || len(made) == 0 {
			continue
		}
		if first := made[0]; first.Phase != Inform || first.Kind != Announcement && first.Kind != Expectations {
			found = append(found, remark{path: at("propositions", i), found: q.ID, expected: first.ID})
		}
	}
	return found
}

// obliged reports whether something that can oblige stands behind the
// proposition: a law, a new system, or a policy of the host's own. Competitors
// and an ageing offer oblige nobody.
func (a *advisor) obliged(q *engagement.Proposition) bool {
	for _, id := range q.Objectives {
		for _, above := range a.Cascade(id) {
			for _, driver := range a.Objective(above).Drivers {
				switch a.Driver(driver).Kind {
				case engagement.LegalObligation, engagement.DigitalTransformation, engagement.OtherDriver:
					return true
				}
			}
		}
	}
	return false
}

// solitary reports whether people meet in nothing that a proposition leads to.
func (a *advisor) solitary(q *engagement.Proposition) bool {
	return !slices.ContainsFunc(a.Offer(q), func(v *Intervention) bool { return v.Form.Together() })
}

// meetsElsewhere reports whether the people of a proposition who want to
// belong are led to each other by another.
func (a *advisor) meetsElsewhere(q *engagement.Proposition) bool {
	return slices.ContainsFunc(a.Propositions, func(other engagement.Proposition) bool {
		return other.For == q.For && (other.Segment == "" || other.Segment == q.Segment) && slices.Contains(other.Reasons, engagement.Belonging) && !a.solitary(&other)
	})
}

// byManagement reports whether line managers have a hand in a touchpoint.
func (a *advisor) byManagement(t *Touchpoint) bool {
	return slices.ContainsFunc(append([]string{t.Owner}, t.Contributors...), func(id string) bool { return a.Office(id).Kind == LineManagement })
}
