package campaign

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

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

// text is what people call the phase.
func (p Phase) text() engagement.Text {
	say := func(l engagement.Language) string { return catalogue.Text(string(l), "phase."+string(p)) }
	return engagement.Text{It: say(engagement.Italian), Nl: say(engagement.Dutch), En: say(engagement.English)}
}

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
