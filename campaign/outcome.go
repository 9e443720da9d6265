package campaign

import "github.com/osmosi-learning/osmosi/internal/decision"

// Outcome is the latest thing that a person did with a proposition.
type Outcome string

// The outcomes.
const (
	// Untouched: nothing so far.
	Untouched Outcome = decision.OutcomeNone
	// Started: followed it, or began the learning.
	Started Outcome = decision.OutcomeStarted
	// Dismissed: said "not now".
	Dismissed Outcome = decision.OutcomeDismissed
	// Completed: finished the learning.
	Completed Outcome = decision.OutcomeCompleted
	// Clicked: followed a link. A history holds it as started.
	Clicked Outcome = decision.OutcomeClicked
	// Answered what was asked of them. A history does not hold it.
	Answered Outcome = decision.OutcomeAnswered
)

// What is no outcome, since nobody does it with a proposition: see [Fact].
const (
	// SentOut: the person got a touchpoint.
	SentOut Outcome = decision.FactSent
	// Acknowledged: a manager said that they understood a briefing.
	Acknowledged Outcome = decision.FactAcknowledged
)

// Outcomes lists all outcomes.
func Outcomes() []Outcome {
	return []Outcome{Untouched, Clicked, Started, Answered, Dismissed, Completed}
}

// History is what one person did: the latest outcome by proposition ID. A
// proposition that is not there was left untouched.
type History map[string]Outcome
