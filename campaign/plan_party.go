package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviseParties says where a proposition does not suit the party that it
// speaks to. What a manager gains when their people learn is another thing
// than what the people gain, and shows in the team (seed 001); a proposition
// to employees meets something that they need (seed 004).
func (p *Plan) adviseParties() engagement.Findings {
	b := &p.Brief
	var found engagement.Findings
	advice := func(code, path string, d rule.Detail) { found = append(found, rule.Advice(code, path, d)) }
	for i, q := range b.Propositions {
		path := at("propositions", i)
		if q.For == engagement.Employees {
			if len(q.Needs)+len(q.Reasons)+len(q.Factors) == 0 {
				advice("OSM-PARTY-002", path, rule.Detail{Found: q.ID, Source: "004"})
			}
			continue
		}
		if !slices.ContainsFunc(q.Objectives, func(id string) bool { return b.Objective(id).Level != engagement.IndividualLevel }) {
			advice("OSM-PARTY-001", path+"/objectives", rule.Detail{Found: q.ID, Source: "001"})
		}
		if n := p.managersIn(q.Segment); n != nil && *n == 0 {
			advice("OSM-PARTY-003", path+"/segment", rule.Detail{Found: q.ID, Source: "001"})
		}
	}
	return found
}

// managersIn is how many line managers a segment has, where the plan may tell.
func (p *Plan) managersIn(segment string) *int {
	for _, a := range p.Audiences {
		if a.Segment == segment {
			return a.Managers
		}
	}
	return nil
}
