package campaign

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviceRule is one thing that a practitioner would say about a plan. Its
// message and what to do about it stand in the catalogue under its code.
// Advice never blocks.
//
// Where one rule's remark holds another's, the larger is said alone: a phase
// without touchpoints lacks its kick-off too, and saying both helps nobody.
type adviceRule struct {
	code   string
	source string // a seed's number, or a published source in words
	find   func(a *advisor) []remark
}

// remark is one place at which a rule has something to say.
type remark struct {
	path            string // JSON Pointer into the brief
	found, expected string
	args            []any    // further arguments of the message, from the third on
	near            []string // valid values among which the nearest is suggested
}

// advisor is what rules look at.
type advisor struct {
	*Brief
	plan  *Plan
	crowd *crowd
}

// adviceRules is the table of all rules, theme by theme.
func adviceRules() []adviceRule {
	return slices.Concat(managerAdvice(), objectiveAdvice(), propositionAdvice(), approachAdvice(), reachAdvice(), rhythmAdvice(), pressureAdvice(), peopleAdvice(), roleAdvice(), balanceAdvice(), kindAdvice(), feedbackAdvice(), profileAdvice(), stanceAdvice(), linesAdvice(), limitsAdvice(), mixAdvice(), voiceAdvice(), motiveAdvice(), dripAdvice(), experimentAdvice(), historyAdvice())
}

// advise returns what a practitioner would say about the plan, in the order of
// the table.
func (p *Plan) advise(c *crowd) engagement.Findings {
	a := &advisor{&p.Brief, p, c}
	found := engagement.Findings{}
	for _, r := range adviceRules() {
		for _, m := range r.find(a) {
			found = append(found, rule.Advice(r.code, m.path, rule.Detail{Found: m.found, Expected: m.expected, Near: m.near, Args: m.args, Source: r.source}))
		}
	}
	return found
}

// at is the JSON Pointer to an element of a list of the brief.
func at(list string, i int) string { return "/" + list + "/" + strconv.Itoa(i) }

// once is a remark on a place, where the condition holds.
func once(holds bool, path string) []remark {
	if !holds {
		return nil
	}
	return []remark{{path: path}}
}

// any reports whether a touchpoint is such.
func (a *advisor) any(such func(t *Touchpoint) bool) bool {
	return slices.ContainsFunc(a.Touchpoints, func(t Touchpoint) bool { return such(&t) })
}

// has reports whether there is a touchpoint of one of the kinds.
func (a *advisor) has(kinds ...Kind) bool {
	return a.any(func(t *Touchpoint) bool { return slices.Contains(kinds, t.Kind) })
}

// filled reports whether a phase has touchpoints.
func (a *advisor) filled(phase Phase) bool {
	return a.any(func(t *Touchpoint) bool { return t.Phase == phase })
}

// serves reports whether some touchpoint helps people, apart from any that
// announces or celebrates.
func (a *advisor) serves() bool { return a.has(Content, LearningMoment, Expectations) }

// dated is the planned date of a touchpoint.
func (a *advisor) dated(id string) engagement.Date {
	for _, t := range a.plan.Touchpoints {
		if t.ID == id {
			return t.Date
		}
	}
	return ""
}

// toEmployees reports whether a touchpoint is not for managers alone.
func (a *advisor) toEmployees(t *Touchpoint) bool {
	return t.Kind != ManagerBriefing && a.Proposition(t.Proposition).For == engagement.Employees
}
