package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// limitsAdvice is about limits that take away much of a touchpoint, or hold
// for nothing. It counts people as the plan does: none where they are few.
func limitsAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-LIMIT-008", ruleOfLimits, func(a *advisor) []remark {
			if a.Limits == nil || a.Limits.Places == nil {
				return nil
			}
			var found []remark
			for _, place := range a.places() {
				if a.Limits.Places.RegionOf(place) == "" {
					found = append(found, remark{path: "/limits/places/regions", found: place})
				}
			}
			return found
		}},
		{"OSM-LIMIT-009", ruleOfLimits, func(a *advisor) []remark {
			if a.Limits == nil {
				return nil
			}
			var found []remark
			pull := func(path string, ids []string) {
				for i, id := range ids {
					if channel := a.Channel(id); channel != nil && channel.Nature != audience.Push {
						found = append(found, remark{path: path + "/channels/" + strconv.Itoa(i), found: id})
					}
				}
			}
			if a.Limits.QuietHours != nil {
				pull("/limits/quietHours", a.Limits.QuietHours.Channels)
			}
			for i, one := range a.Limits.Caps {
				pull("/limits/caps/"+strconv.Itoa(i), one.Channels)
			}
			return found
		}},
		{"OSM-LIMIT-010", ruleOfLimits, func(a *advisor) []remark { return a.keptFrom(decision.OverCap, decision.TooClose) }},
		{"OSM-LIMIT-011", ruleOfLimits, func(a *advisor) []remark { return a.keptFrom(decision.OnHoliday, decision.InQuietHours) }},
		{"OSM-LIMIT-012", ruleOfLimits, func(a *advisor) []remark {
			if a.Limits == nil || a.Limits.WorkingHours == nil || a.crowd.empty || a.crowd.hours {
				return nil
			}
			return []remark{{path: "/limits/workingHours"}}
		}},
		{"OSM-LIMIT-013", ruleOfLimits, func(a *advisor) []remark { return a.keptFrom(decision.OutsideHours) }},
	}
}

// keptFrom finds the touchpoints from which obstacles keep people.
func (a *advisor) keptFrom(by ...decision.Obstacle) []remark {
	var found []remark
	for i := range a.Touchpoints {
		id := a.Touchpoints[i].ID
		if n := shown(a.crowd.kept(a.plan, id, by)); n != nil && *n > 0 {
			found = append(found, remark{path: at("touchpoints", i), found: id, args: []any{*n}})
		}
	}
	return found
}

// kept is how many people obstacles keep from a touchpoint of the brief: from
// the one of its parts that is kept from most.
func (c *crowd) kept(p *Plan, id string, by []decision.Obstacle) int {
	most := 0
	for _, planned := range p.Touchpoints {
		if of, _, _ := planned.Part(); of != id {
			continue
		}
		n := 0
		for _, o := range by {
			n += c.withheld[withheldFrom{planned.ID, o}]
		}
		most = max(most, n)
	}
	return most
}

// withheldFrom is a touchpoint and why people do not get it.
type withheldFrom struct {
	id  string
	why decision.Obstacle
}
