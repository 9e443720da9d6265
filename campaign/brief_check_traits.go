package campaign

import (
	"maps"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// describing refuses units of what is no number, traits that cannot describe what they say they do, and
// ones of age and gender that could also select people: these are protected.
func (c *checker) describing() {
	for i, t := range c.brief.Traits {
		path := at("traits", i)
		for _, v := range slices.Sorted(maps.Keys(t.ValueLabels)) {
			place := light.Pointer(path+"/valueLabels", v)
			flag := t.Kind == audience.FlagTrait && (v == "true" || v == "false")
			if !flag && len(t.Values) > 0 && !slices.Contains(t.Values, v) || t.Kind == audience.FlagTrait && !flag {
				c.fault("OSM-BRIEF-083", place, rule.Detail{Found: v, Near: t.Values, Args: []any{t.Name}})
			}
			c.text(place, t.ValueLabels[v])
		}
		a := t.Describes
		switch {
		case t.Unit != "" && t.Kind != audience.NumberTrait:
			c.fault("OSM-TRAIT-001", path+"/unit", rule.Detail{Found: string(t.Unit), Expected: string(audience.NumberTrait), Args: []any{t.Name, string(t.Kind)}})
		case a == audience.Age && t.Unit != "" && t.Unit != engagement.Years:
			c.fault("OSM-TRAIT-002", path+"/unit", rule.Detail{Found: string(t.Unit), Expected: string(engagement.Years), Args: []any{t.Name}})
		}
		if !slices.Contains(audience.Aspects(), a) {
			continue
		}
		if a.Protected() && !t.Protected {
			c.fault("OSM-BRIEF-080", path+"/protected", rule.Detail{Found: t.Name, Expected: "true", Args: []any{string(a)}, Source: "004"})
		}
		if slices.ContainsFunc(c.brief.Traits[:i], func(u audience.Trait) bool { return u.Describes == a }) {
			c.fault("OSM-BRIEF-081", path+"/describes", rule.Detail{Found: string(a), Args: []any{t.Name}, Source: "004"})
		}
		if !slices.Contains(a.Kinds(), t.Kind) {
			var kinds []string
			for _, k := range a.Kinds() {
				kinds = append(kinds, string(k))
			}
			c.fault("OSM-BRIEF-082", path+"/kind", rule.Detail{Found: string(t.Kind), Expected: strings.Join(kinds, ", "), Args: []any{t.Name, string(a)}, Source: "004"})
		}
	}
}
