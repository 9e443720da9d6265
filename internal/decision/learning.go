package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/relation"
)

// Learning is what a decision learns from: the state of the campaign's
// relationship with people, and this decision's randomness.
type Learning struct {
	Model *relation.Model // on the program's layout
	Draw  relation.Draw
}

// Layout is that of the program's learning: its propositions, the channels of
// its touchpoints and its segments.
func (p *Program) Layout() *relation.Layout {
	var propositions, channels, segments []string
	for i := range p.Propositions {
		propositions = append(propositions, p.Propositions[i].ID)
	}
	for i := range p.Touchpoints {
		if c := p.Touchpoints[i].Channel; !slices.Contains(channels, c) {
			channels = append(channels, c)
		}
	}
	for i := range p.Segments {
		segments = append(segments, p.Segments[i].ID)
	}
	return relation.NewLayout(propositions, channels, segments)
}

// option is a touchpoint that may be shown.
type option struct {
	touchpoint int
	points     int
	fit        Fit
}

// learnt chooses among the options, one of each proposition, with what was
// learnt, and says why.
func (p *Program) learnt(q *Question, a *audience, options []option) (option, string) {
	first := make([]bool, len(p.Propositions))
	n := 0
	for i := range options { // by points, then as they opened last
		for j := i; j > 0 && p.prefers(&options[j], &options[j-1]); j-- {
			options[j], options[j-1] = options[j-1], options[j]
		}
	}
	for _, o := range options {
		if proposition := p.Touchpoints[o.touchpoint].Proposition; !first[proposition] {
			first[proposition] = true
			options[n] = o
			n++
		}
	}
	options = options[:n]
	candidates := make([]relation.Candidate, len(options))
	for i, o := range options {
		candidates[i] = relation.Candidate{Proposition: p.Touchpoints[o.touchpoint].Proposition, Channel: -1, Moment: -1, Points: o.points}
	}
	m := q.Learning.Model
	c := p.context(m.Layout(), q.History, a)
	choice := m.Choose(&c, candidates, q.Learning.Draw)
	why := m.Why(&c, candidates[choice.Index])
	if choice.New {
		why = relation.CodeNew
	}
	return options[choice.Index], why
}

// prefers prefers more points, and of equals what opened last.
func (p *Program) prefers(a, b *option) bool {
	return a.points > b.points || a.points == b.points && later(&p.Touchpoints[a.touchpoint], &p.Touchpoints[b.touchpoint])
}

// context is what learning may know of a person.
func (p *Program) context(l *relation.Layout, history map[string]string, a *audience) relation.Context {
	c := l.NewContext()
	for i, in := range a.in {
		if in {
			l.Segment(&c, i)
		}
	}
	place := 0
	for _, list := range [...]struct {
		trait string
		known []string
	}{{TraitReasons, relation.Reasons()}, {TraitFactors, relation.Factors()}, {TraitNeeds, relation.Needs()}} {
		declared := declared(&a.profile, list.trait)
		for i := range list.known {
			if shared(list.known[i:i+1], declared) > 0 {
				l.Declare(&c, place+i)
			}
		}
		place += len(list.known)
	}
	l.Alike(&c)
	for i := range p.Propositions {
		if o := history[p.Propositions[i].ID]; o == OutcomeStarted || o == OutcomeCompleted {
			l.Started(&c, i)
		}
	}
	for i := range p.Propositions {
		if history[p.Propositions[i].ID] == OutcomeDismissed {
			l.Dismissed(&c, i)
		}
	}
	return c
}

// Learn takes in whether a person responded to a touchpoint, given what was
// known when they got it, and notes in own what that taught. It returns false,
// having learnt nothing, where the touchpoint is unknown or not for the person.
func (p *Program) Learn(q Question, touchpoint string, responded bool, own *relation.Contribution) bool {
	i := slices.IndexFunc(p.Touchpoints, func(t Touchpoint) bool { return t.ID == touchpoint })
	if i < 0 {
		return false
	}
	t, a := &p.Touchpoints[i], p.audience(&Facts{Profile: q.Profile, Day: q.Day, History: q.History})
	f, ok := p.fit(t, &a)
	if !ok {
		return false
	}
	f.Manager = false // who comes first says nothing of who responds
	m := q.Learning.Model
	c := p.context(m.Layout(), q.History, &a)
	m.Learn(&c, relation.Candidate{
		Proposition: t.Proposition,
		Channel:     m.Layout().Channel(t.Channel),
		Moment:      relation.MomentOf(q.Day, q.Minute),
		Points:      p.points(f, ""),
	}, responded, own)
	return true
}
