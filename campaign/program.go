package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// AppendProgram appends the decision program of the plan, as JSON: what the
// engine needs in order to decide, and nothing about any person.
func (p *Plan) AppendProgram(dst []byte) []byte { return p.program().Append(dst) }

// program compiles the plan for the light core.
func (p *Plan) program() *decision.Program {
	b := &p.Brief
	segment := b.precedence
	program := &decision.Program{Campaign: b.ID, Start: day(b.Frame.Inform), End: day(b.Frame.End), Limits: p.limits()}
	for i, s := range b.Segments {
		made := s.Compile()
		made.Survey = b.surveyed(i)
		program.Segments = append(program.Segments, made)
	}
	for _, q := range b.Propositions {
		var wordings []int
		for _, w := range q.Wording {
			wordings = append(wordings, segment(w.Segment))
		}
		slices.Sort(wordings)
		program.Propositions = append(program.Propositions, decision.Proposition{
			ID:       q.ID,
			Managers: q.For == engagement.Managers,
			Segment:  segment(q.Segment),
			Needs:    texts(q.Needs),
			Reasons:  texts(q.Reasons),
			Factors:  texts(q.Factors),
			Wordings: wordings,
		})
	}
	for _, planned := range p.Touchpoints {
		t := p.Touchpoint(planned.ID)
		if t == nil || b.Proposition(t.Proposition) == nil || t.Withheld() {
			continue // withheld, or only in a plan that Check refuses
		}
		minute, _ := civil.ParseMinute(t.Time)
		program.Touchpoints = append(program.Touchpoints, decision.Touchpoint{
			ID:          t.ID,
			Phase:       string(t.Phase),
			Channel:     t.Channel,
			Proposition: slices.IndexFunc(b.Propositions, func(q engagement.Proposition) bool { return q.ID == t.Proposition }),
			Segment:     segment(t.Segment),
			Managers:    planned.Managers,
			Briefing:    t.Kind == ManagerBriefing && planned.briefs(),
			Widget:      b.OnIntranet(t),
			Day:         day(planned.Date),
			Minute:      minute,
			Until:       day(planned.Until),
			Toolkit:     t.Kind == Toolkit,
			Invited:     t.Invites(),
		})
		made := &program.Touchpoints[len(program.Touchpoints)-1]
		p.sequence(made)
		p.limit(made, t)
	}
	inOrder(program.Touchpoints)
	program.Prepare()
	return program
}

// precedence is the place of a segment; that of everyone where there is none.
func (b *Brief) precedence(segment string) int {
	return slices.IndexFunc(b.Segments, func(s audience.Segment) bool { return s.ID == segment })
}

// inOrder exchanges steps of a sequence, so that none stands before a lower
// one: a step that stands in for another may be later than those that follow.
func inOrder(list []decision.Touchpoint) {
	for i := range list {
		for j := i; list[i].Step > 0 && j < len(list); j++ {
			if x, _, _ := splitID(list[i].ID); list[j].Step > 0 && list[j].Step < list[i].Step {
				if y, _, _ := splitID(list[j].ID); x == y {
					list[i], list[j] = list[j], list[i]
				}
			}
		}
	}
}

// day converts a date of a checked document.
func day(d engagement.Date) civil.Day {
	c, _ := civil.Parse(string(d))
	return c
}

func texts[S ~string](list []S) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}
