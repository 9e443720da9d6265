package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// lowReach is the share of a segment under which reach by screens alone is low.
const lowReach = 0.5

// reachAdvice is about who is reached, how, and in which language.
func reachAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-010", "004", func(a *advisor) []remark {
			return a.segmentsWhere(func(i int) bool { n := a.plan.Audiences[i+1].People; return n != nil && *n == 0 && !a.crowd.empty })
		}},
		{"OSM-PLAN-401", "004", func(a *advisor) []remark {
			return a.segmentsWhere(func(i int) bool { return len(a.reaches(a.Segments[i].ID)) == 0 })
		}},
		{"OSM-PLAN-402", "004", (*advisor).singleChannels},
		{"OSM-PLAN-403", "004", func(a *advisor) []remark {
			return a.segmentsWhere(func(i int) bool {
				id := a.Segments[i].ID
				by := a.reaches(id)
				return len(by) > 1 && !slices.ContainsFunc(by, func(c *audience.Channel) bool { return c.Offline || share(c, id) >= lowReach })
			})
		}},
		{"OSM-PLAN-404", "004", func(a *advisor) []remark {
			var found []remark
			for i, c := range a.Channels {
				if a.plan.Mix == nil && !a.any(func(t *Touchpoint) bool { return t.Channel == c.ID }) {
					found = append(found, remark{path: at("channels", i), found: c.ID})
				}
			}
			return found
		}},
		{"OSM-PLAN-405", "domain: each person is addressed in their language", func(a *advisor) []remark {
			var found []remark
			for _, l := range a.crowd.missing() {
				found = append(found, remark{path: "/languages", found: l})
			}
			return found
		}},
		{"OSM-PLAN-406", "004", func(a *advisor) []remark {
			if a.crowd.offline < SmallestGroup {
				return nil
			}
			i := slices.IndexFunc(a.Channels, func(c audience.Channel) bool { return c.Kind == audience.Email })
			return []remark{{path: at("channels", i), found: a.Channels[i].ID}}
		}},
		{"OSM-PLAN-407", "004", func(a *advisor) []remark {
			if a.crowd.offline >= SmallestGroup {
				return nil // said already
			}
			return a.keptFrom(decision.Unreached)
		}},
	}
}

// segmentsWhere remarks on the segments that are such.
func (a *advisor) segmentsWhere(such func(i int) bool) []remark {
	var found []remark
	for i, s := range a.Segments {
		if such(i) {
			found = append(found, remark{path: at("segments", i), found: s.ID})
		}
	}
	return found
}

// singleChannels finds segments that hang on one channel.
func (a *advisor) singleChannels() []remark {
	var found []remark
	for i, s := range a.Segments {
		if by := a.reaches(s.ID); len(by) == 1 {
			found = append(found, remark{path: at("segments", i), found: s.ID, expected: by[0].ID})
		}
	}
	return found
}

// reaches lists the channels that say they reach some of a segment.
func (a *advisor) reaches(segment string) []*audience.Channel {
	var list []*audience.Channel
	for i := range a.Channels {
		if share(&a.Channels[i], segment) > 0 {
			list = append(list, &a.Channels[i])
		}
	}
	return list
}

// share is the part of a segment that a channel says it reaches, 0 where it
// says nothing.
func share(c *audience.Channel, segment string) float64 {
	for _, r := range c.Reach {
		if r.Segment == segment {
			return r.Share
		}
	}
	return 0
}
