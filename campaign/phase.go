package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Phase of a campaign. Source: seed 004.
type Phase string

// The phases, in order.
const (
	// Inform: objectives, propositions, expectations; awareness first.
	Inform Phase = "inform"
	// Activate: channels, surprise, bite-sized content.
	Activate Phase = "activate"
	// Retain and inspire: stories, learning moments, recognition, evaluation.
	Retain Phase = "retain"
)

// Phases lists the phases in order.
func Phases() []Phase { return []Phase{Inform, Activate, Retain} }

// phase returns the phase that a day is in; days outside the campaign belong to
// the phase next to them.
func (f Frame) phase(on engagement.Date) Phase {
	switch {
	case on < f.Activate:
		return Inform
	case on < f.Retain:
		return Activate
	}
	return Retain
}

// Span returns the first and the last day of a phase.
func (f Frame) Span(p Phase) (first, last engagement.Date) {
	switch p {
	case Inform:
		return f.Inform, f.Activate.AddDays(-1)
	case Activate:
		return f.Activate, f.Retain.AddDays(-1)
	}
	return f.Retain, f.End
}
