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
	// Clicked: followed a link. It counts only with its time: without, it is told as started.
	Clicked Outcome = decision.OutcomeClicked
	// Answered what was asked of them. It counts only with its time.
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
