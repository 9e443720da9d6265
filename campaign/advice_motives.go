package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// motiveAdvice is about what people of a segment named when they were asked
// (seeds 001 and 004).
func motiveAdvice() []adviceRule {
	unserved := func(traits ...string) func(a *advisor) []remark {
		return func(a *advisor) []remark { return a.unserved(traits) }
	}
	return []adviceRule{
		{"OSM-NEED-008", "001", unserved(audience.TraitReasons)},
		{"OSM-NEED-009", "004", unserved(audience.TraitNeeds, audience.TraitFactors)},
	}
}

// unserved finds what most people of a segment named, where nothing that is
// said to them serves it.
func (a *advisor) unserved(traits []string) []remark {
	var found []remark
	for i, s := range a.Segments {
		m := a.motives(i)
		if m == nil {
			continue
		}
		for _, trait := range traits {
			named := *m.of(trait)
			if len(named) == 0 || slices.ContainsFunc(a.Propositions, func(q engagement.Proposition) bool {
				return a.speaksTo(&q, i) && slices.Contains(serves(&q, trait), named[0].Name)
			}) {
				continue
			}
			found = append(found, remark{path: at("segments", i) + "/survey/" + trait, found: named[0].Name, args: []any{motiveText(trait, named[0].Name), s.Name, named[0].People, m.Answered}})
		}
	}
	return found
}

// motiveText is what people call a need, reason or factor.
func motiveText(trait, name string) engagement.Text {
	key := map[string]string{audience.TraitNeeds: "need.", audience.TraitReasons: "reason.", audience.TraitFactors: "factor."}[trait] + name
	return engagement.Text{It: catalogue.Text("it", key), Nl: catalogue.Text("nl", key), En: catalogue.Text("en", key)}
}
