package campaign

import (
	"slices"
	"strings"
	"unicode"

	"github.com/osmosi-learning/osmosi/engagement"
)

// propositionAdvice is about what people are promised.
func propositionAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-007", "004", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool { return len(q.Evidence) == 0 })
		}},
		{"OSM-PLAN-008", "004", (*advisor).restatements},
		{"OSM-PLAN-009", "001", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool { return len(a.touchpointsOf(q.ID)) == 0 })
		}},
		{"OSM-PLAN-301", "domain: each text is written in each language", (*advisor).untranslated},
		{"OSM-PLAN-302", "001", (*advisor).forgottenSegments},
		// What managers gain when their people learn shows in the team; what
		// employees gain meets something that they need.
		{"OSM-PARTY-001", "001", func(a *advisor) []remark {
			return a.membersWhere("/objectives", func(q *engagement.Proposition) bool {
				return q.For == engagement.Managers && !slices.ContainsFunc(q.Objectives, func(id string) bool { return a.Objective(id).Level != engagement.IndividualLevel })
			})
		}},
		{"OSM-PARTY-002", "004", func(a *advisor) []remark {
			return a.propositionsWhere(func(q *engagement.Proposition) bool {
				return q.For == engagement.Employees && len(q.Needs)+len(q.Reasons)+len(q.Factors) == 0
			})
		}},
		{"OSM-PARTY-003", "001", func(a *advisor) []remark {
			return a.membersWhere("/segment", func(q *engagement.Proposition) bool {
				n := a.plan.managersIn(q.Segment)
				return q.For == engagement.Managers && n != nil && *n == 0 && !a.crowd.empty
			})
		}},
	}
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

// propositionsWhere remarks on the propositions that are such.
func (a *advisor) propositionsWhere(such func(*engagement.Proposition) bool) []remark {
	return a.membersWhere("", such)
}

// membersWhere remarks on a member of the propositions that are such.
func (a *advisor) membersWhere(member string, such func(*engagement.Proposition) bool) []remark {
	var found []remark
	for i := range a.Propositions {
		if q := &a.Propositions[i]; such(q) {
			found = append(found, remark{path: at("propositions", i) + member, found: q.ID})
		}
	}
	return found
}

// touchpointsOf lists the touchpoints of a proposition in order of time.
func (a *advisor) touchpointsOf(proposition string) []*Touchpoint {
	var list []*Touchpoint
	for _, planned := range a.plan.Touchpoints {
		if t := a.Touchpoint(planned.ID); t != nil && t.Proposition == proposition { // what the plan makes of it is not another
			list = append(list, t)
		}
	}
	return list
}

// restatements finds gains that only restate an objective.
func (a *advisor) restatements() []remark {
	var found []remark
	for i, q := range a.Propositions {
		for _, o := range a.Objectives {
			if similar(a.Languages, q.Gain, o.Statement) {
				found = append(found, remark{path: at("propositions", i) + "/gain", found: q.ID, expected: o.ID})
				break
			}
		}
	}
	return found
}

// untranslated finds texts that read the same in two languages.
func (a *advisor) untranslated() []remark {
	var found []remark
	for i, q := range a.Propositions {
		for _, part := range []struct {
			name string
			text engagement.Text
		}{{"gain", q.Gain}, {"problem", q.Problem}, {"ability", q.Ability}} {
			for j, l := range a.Languages {
				first := slices.IndexFunc(a.Languages[:j], func(m engagement.Language) bool { return part.text.In(m) == part.text.In(l) })
				if first >= 0 && part.text.In(l) != "" {
					found = append(found, remark{path: at("propositions", i) + "/" + part.name + "/" + string(l), found: string(l), expected: string(a.Languages[first]), args: []any{q.ID}})
				}
			}
		}
	}
	return found
}

// forgottenSegments finds segments that nothing is promised to: neither to
// them nor to everyone.
func (a *advisor) forgottenSegments() []remark {
	var found []remark
	for i, s := range a.Segments {
		if !slices.ContainsFunc(a.Propositions, func(q engagement.Proposition) bool {
			return q.Segment == s.ID || q.Segment == "" && q.For == engagement.Employees
		}) {
			found = append(found, remark{path: at("segments", i), found: s.ID})
		}
	}
	return found
}

// similar reports whether two texts say nearly the same in some language: most
// of the one's longer words are the other's and the other way round.
func similar(languages []engagement.Language, x, y engagement.Text) bool {
	return slices.ContainsFunc(languages, func(l engagement.Language) bool { return overlap(words(x.In(l)), words(y.In(l))) >= 0.6 })
}

// words is the set of words of four letters and more, in lower case.
func words(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) >= 4 {
			set[w] = true
		}
	}
	return set
}

// overlap is the Jaccard index of two sets: 0 for nothing shared, 1 for equal.
func overlap(a, b map[string]bool) float64 {
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	if all := len(a) + len(b) - shared; all > 0 {
		return float64(shared) / float64(all)
	}
	return 0
}
