package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviseFeedback says where 360-degree feedback and coaching stand apart from
// the other learning: run by hand, or with nothing that follows. What people
// hear of themselves changes little where nobody helps them to act on it.
// Sources: seed 000; Smither, London and Reilly 2005, on improvement after
// multisource feedback.
func (b *Brief) adviseFeedback() engagement.Findings {
	var found engagement.Findings
	leads := map[string]bool{} // interventions that some proposition leads to
	for i := range b.Propositions {
		q := &b.Propositions[i]
		offer := b.Offer(q)
		for _, v := range offer {
			leads[v.ID] = true
		}
		if !slices.ContainsFunc(offer, func(v *Intervention) bool { return v.Form != Feedback360 }) {
			found = append(found, rule.Advice("OSM-FEEDBACK-001", at("propositions", i)+"/also", rule.Detail{Found: q.ID, Source: "000; Smither, London and Reilly 2005, Does performance improve following multisource feedback?"}))
		}
	}
	for i, v := range b.Interventions {
		if (v.Form == Feedback360 || v.Form == Coaching) && !leads[v.ID] {
			found = append(found, rule.Advice("OSM-FEEDBACK-002", at("interventions", i), rule.Detail{Found: v.ID, Source: "000"}))
		}
	}
	return found
}
