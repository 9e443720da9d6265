package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
)

// profileAdvice is about what audiences are like (seed 004).
func profileAdvice() []adviceRule {
	return []adviceRule{
		// A trait should describe, and nothing is known of it.
		{"OSM-PROFILE-001", "004", func(a *advisor) []remark {
			var found []remark
			p := a.crowd.portraits
			for i, t := range a.Traits {
				described := slices.IndexFunc(p.traits, func(d audience.Trait) bool { return d.Name == t.Name })
				if described >= 0 && p.seen > 0 && p.groups[described][0].people == 0 {
					found = append(found, remark{path: at("traits", i) + "/describes", found: t.Name})
				}
			}
			return found
		}},
	}
}
