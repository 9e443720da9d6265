package campaign

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// The measures of pressure. None is a law: they are what practitioners go by.
const (
	// fewestContacts before a person acts: marketing's rule of seven, a rule of
	// thumb without proof. What matters is the order of magnitude.
	fewestContacts = 7
	// mostMessages in seven days that half of a segment gets.
	mostMessages = 3
	// mostInADay that come to half of a segment by themselves.
	mostInADay = 2
	// longestSubject in characters that inboxes show whole.
	longestSubject = 60
)

// pressureAdvice is about too much and too little: push and pull, selling and
// serving (seed 002).
func pressureAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-011", "002", func(a *advisor) []remark {
			return once(len(a.Touchpoints) > 0 && !a.any(func(t *Touchpoint) bool { return a.Channel(t.Channel).Nature != audience.Push }), "/touchpoints")
		}},
		{"OSM-PLAN-601", "marketing's rule of seven: a rule of thumb, not a finding", func(a *advisor) []remark {
			return a.halfOf(func(s *crowdSegment) (int, int, bool) {
				n, ok := least(s.contacts)
				return n, fewestContacts, ok && n < fewestContacts
			})
		}},
		{"OSM-PLAN-602", "rule of thumb: frequency caps of marketing automation", func(a *advisor) []remark {
			return a.halfOf(func(s *crowdSegment) (int, int, bool) {
				n, ok := most(s.week)
				return n, mostMessages, ok && n > mostMessages
			})
		}},
		{"OSM-PLAN-603", "rule of thumb: frequency caps of marketing automation", func(a *advisor) []remark {
			return a.halfOf(func(s *crowdSegment) (int, int, bool) {
				n, ok := most(s.day)
				return n, mostInADay, ok && n > mostInADay
			})
		}},
		{"OSM-PLAN-604", "002", func(a *advisor) []remark { return once(!a.serves(), "/touchpoints") }},
		{"OSM-PLAN-605", "rule of thumb: what an inbox shows of a subject", (*advisor).longSubjects},
	}
}

// halfOf remarks on segments where a figure that holds for half of the people
// or more is beyond a limit.
func (a *advisor) halfOf(beyond func(*crowdSegment) (n, limit int, is bool)) []remark {
	var found []remark
	for i, s := range a.Segments {
		if n, limit, is := beyond(&a.crowd.segments[i]); is {
			found = append(found, remark{path: at("segments", i), found: s.ID, args: []any{n, limit}})
		}
	}
	return found
}

// longSubjects finds titles that an inbox would cut.
func (a *advisor) longSubjects() []remark {
	var found []remark
	for i, t := range a.Touchpoints {
		if a.Channel(t.Channel).Kind != audience.Email {
			continue
		}
		for _, l := range a.Languages {
			if n := engagement.Characters(t.Title.In(l)); n > longestSubject {
				found = append(found, remark{path: at("touchpoints", i) + "/title/" + string(l), found: t.ID, args: []any{n, longestSubject}})
			}
		}
	}
	return found
}
