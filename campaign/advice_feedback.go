package campaign

import "slices"

// feedbackAdvice is about 360-degree feedback and coaching that stand apart
// from the other learning: run by hand, or with nothing that follows. What
// people hear of themselves changes little where nobody helps them to act on
// it.
func feedbackAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-FEEDBACK-001", "000; Smither, London and Reilly 2005, Does performance improve following multisource feedback?", func(a *advisor) []remark {
			var found []remark
			for i := range a.Propositions {
				if q := &a.Propositions[i]; !slices.ContainsFunc(a.Offer(q), func(v *Intervention) bool { return v.Form != Feedback360 }) {
					found = append(found, remark{path: at("propositions", i) + "/also", found: q.ID})
				}
			}
			return found
		}},
		{"OSM-FEEDBACK-002", "000", func(a *advisor) []remark {
			var found []remark
			for i, v := range a.Interventions {
				if (v.Form == Feedback360 || v.Form == Coaching) && !a.leadsTo(v.ID) {
					found = append(found, remark{path: at("interventions", i), found: v.ID})
				}
			}
			return found
		}},
	}
}

// leadsTo reports whether some proposition leads to an intervention.
func (a *advisor) leadsTo(intervention string) bool {
	for i := range a.Propositions {
		if slices.ContainsFunc(a.Offer(&a.Propositions[i]), func(v *Intervention) bool { return v.ID == intervention }) {
			return true
		}
	}
	return false
}
