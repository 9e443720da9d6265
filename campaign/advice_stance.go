package campaign

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
)

// stanceAdvice is about what line managers think: where they think the
// initiative unimportant, its value for their teams collapses (seed 001).
func stanceAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-STANCE-001", "001", func(a *advisor) []remark {
			return once(a.crowd.moods.doubting >= SmallestGroup, "/propositions")
		}},
		{"OSM-STANCE-002", "001", func(a *advisor) []remark { return a.weak(false) }},
		{"OSM-STANCE-003", "001", func(a *advisor) []remark { return a.weak(true) }},
		{"OSM-STANCE-004", "001", func(a *advisor) []remark {
			if a.crowd.moods.unprepared < SmallestGroup {
				return nil
			}
			return []remark{{path: "/frame/activate", found: string(a.Frame.Activate)}}
		}},
		{"OSM-STANCE-005", "001", func(a *advisor) []remark { return once(a.crowd.moods.unused >= SmallestGroup, "/touchpoints") }},
		{"OSM-STANCE-006", "001", func(a *advisor) []remark {
			if !a.crowd.moods.idle {
				return nil
			}
			return []remark{{path: "/traits", found: audience.TraitStance}}
		}},
	}
}

// weak finds the audiences for whom what is sent is worth little: everyone, or
// segments.
func (a *advisor) weak(everyone bool) []remark {
	var found []remark
	for _, of := range a.plan.Audiences {
		if (of.Segment == "") != everyone || of.Perceived == nil || of.Perceived.Value >= WeakValue {
			continue
		}
		m := remark{path: "/segments", found: decimal(of.Perceived.Value), expected: decimal(WeakValue), args: []any{of.Perceived.Value, WeakValue}}
		if !everyone {
			m.path = at("segments", slices.IndexFunc(a.Segments, func(s audience.Segment) bool { return s.ID == of.Segment }))
			m.args = append(m.args, of.Segment)
		}
		found = append(found, m)
	}
	return found
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
