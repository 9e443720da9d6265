package campaign

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/mix"
)

// mixAdvice is about the choice of channels.
func mixAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-MIX-010", "004", func(a *advisor) []remark { return a.unmet(mix.TermLeast) }},
		{"OSM-MIX-011", "004", (*advisor).outsideMix},
		{"OSM-MIX-012", "004", (*advisor).idleInMix},
		{"OSM-MIX-013", "004", func(a *advisor) []remark { return a.unmet(mix.TermOffline) }},
		{"OSM-MIX-014", "004", func(a *advisor) []remark { return once(a.Mix != nil && !a.priced(), "/channels") }},
	}
}

// unmet remarks on the segments of which the mix does not meet a term.
func (a *advisor) unmet(term mix.Term) []remark {
	var found []remark
	if a.plan.Mix == nil {
		return nil
	}
	for _, u := range a.plan.Mix.Unmet {
		if u.Term != term {
			continue
		}
		if term == mix.TermOffline {
			i := slices.IndexFunc(a.Segments, func(s audience.Segment) bool { return s.ID == u.Segment })
			found = append(found, remark{path: at("segments", i), found: u.Segment})
			continue
		}
		i := slices.IndexFunc(a.Mix.LeastReach, func(l audience.Reach) bool { return l.Segment == u.Segment })
		least := a.Mix.LeastReach[i].Share
		found = append(found, remark{path: at("mix/leastReach", i) + "/share", found: plain(u.Best), expected: plain(least), args: []any{u.Segment, math.Floor(u.Best * 100), math.Ceil(least*100 - 1e-9)}})
	}
	return found
}

// outsideMix finds channels that the mix leaves out and touchpoints go through.
func (a *advisor) outsideMix() []remark {
	var found []remark
	for i, c := range a.Channels {
		if a.plan.Mix == nil || slices.Contains(a.plan.Mix.Chosen, c.ID) {
			continue
		}
		carries := 0
		for _, t := range a.Touchpoints {
			if t.Channel == c.ID {
				carries++
			}
		}
		if carries > 0 {
			found = append(found, remark{path: at("channels", i), found: c.ID, args: []any{carries}})
		}
	}
	return found
}

// idleInMix finds channels of the mix that no touchpoint goes through.
func (a *advisor) idleInMix() []remark {
	var found []remark
	for i, c := range a.Channels {
		if a.plan.Mix != nil && slices.Contains(a.plan.Mix.Chosen, c.ID) && !a.any(func(t *Touchpoint) bool { return t.Channel == c.ID }) {
			found = append(found, remark{path: at("channels", i), found: c.ID})
		}
	}
	return found
}
