package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviseTiers says where nothing that is measured proves that people learn:
// tiers 1 to 3 of the Learning-Transfer Evaluation Model do not. A KPI whose
// tier was not said counts for nothing here.
func (b *Brief) adviseTiers() engagement.Findings {
	var found engagement.Findings
	for i, o := range b.Objectives {
		if t := o.KPI.Tier; o.Level == engagement.OrganisationLevel && t > 0 && !t.ProvesLearning() {
			found = append(found, rule.Advice("OSM-TIER-001", at("objectives", i)+"/kpi/tier", rule.Detail{Found: strconv.Itoa(int(t)), Args: []any{o.ID}, Source: "LTEM"}))
		}
	}
	for i, q := range b.Propositions {
		best := engagement.Tier(0)
		for _, objective := range q.Objectives {
			for _, id := range b.Cascade(objective) {
				best = max(best, b.Objective(id).KPI.Tier)
			}
		}
		if best > 0 && !best.ProvesLearning() {
			found = append(found, rule.Advice("OSM-TIER-002", at("propositions", i)+"/objectives", rule.Detail{Found: strconv.Itoa(int(best)), Args: []any{q.ID}, Source: "LTEM"}))
		}
	}
	return found
}
