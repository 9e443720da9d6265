package campaign

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// advise returns what a practitioner would say about the plan.
func (p *Plan) advise() engagement.Findings {
	b := &p.Brief
	var found engagement.Findings
	advice := func(code, path string, d rule.Detail) { found = append(found, rule.Advice(code, path, d)) }
	if !slices.ContainsFunc(b.Touchpoints, func(t Touchpoint) bool { return t.Kind == ManagerBriefing }) {
		advice("OSM-PLAN-003", "/touchpoints", rule.Detail{Source: "001"})
	}
	if !slices.ContainsFunc(b.Touchpoints, func(t Touchpoint) bool { return t.Kind == Evaluation }) {
		advice("OSM-PLAN-004", "/touchpoints", rule.Detail{Source: "004"})
	}
	for i, d := range b.Drivers {
		if !slices.ContainsFunc(b.Objectives, func(o engagement.Objective) bool { return slices.Contains(o.Drivers, d.ID) }) {
			advice("OSM-PLAN-005", at("drivers", i), rule.Detail{Found: d.ID, Source: "004"})
		}
	}
	for i, o := range b.Objectives {
		served := slices.ContainsFunc(b.Propositions, func(q engagement.Proposition) bool {
			return slices.ContainsFunc(q.Objectives, func(id string) bool { return slices.Contains(b.Cascade(id), o.ID) })
		})
		if !served {
			advice("OSM-PLAN-006", at("objectives", i), rule.Detail{Found: o.ID, Source: "001"})
		}
	}
	for i, q := range b.Propositions {
		if len(q.Evidence) == 0 {
			advice("OSM-PLAN-007", at("propositions", i), rule.Detail{Found: q.ID, Source: "004"})
		}
		if o := restated(b, &q); o != "" {
			advice("OSM-PLAN-008", at("propositions", i)+"/gain", rule.Detail{Found: q.ID, Expected: o, Source: "004"})
		}
		if !slices.ContainsFunc(b.Touchpoints, func(t Touchpoint) bool { return t.Proposition == q.ID }) {
			advice("OSM-PLAN-009", at("propositions", i), rule.Detail{Found: q.ID, Source: "001"})
		}
	}
	for i, s := range b.Segments {
		if n := p.Audiences[i+1].People; n != nil && *n == 0 {
			advice("OSM-PLAN-010", at("segments", i), rule.Detail{Found: s.ID})
		}
	}
	push := func(t Touchpoint) bool { return b.Channel(t.Channel).Nature == audience.Push }
	if len(b.Touchpoints) > 0 && !slices.ContainsFunc(b.Touchpoints, func(t Touchpoint) bool { return !push(t) }) {
		advice("OSM-PLAN-011", "/touchpoints", rule.Detail{Source: "002"})
	}
	return append(found, p.adviseKinds()...)
}

func at(list string, i int) string { return "/" + list + "/" + strconv.Itoa(i) }

// restated returns the ID of an objective that the proposition's gain only
// restates: in some language, most of the gain's longer words are the
// objective's and the other way round.
func restated(b *Brief, q *engagement.Proposition) string {
	for _, o := range b.Objectives {
		for _, l := range b.Languages {
			if overlap(words(q.Gain.In(l)), words(o.Statement.In(l))) >= 0.6 {
				return o.ID
			}
		}
	}
	return ""
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
