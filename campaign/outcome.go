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
)

// Outcomes lists all outcomes.
func Outcomes() []Outcome { return []Outcome{Untouched, Started, Dismissed, Completed} }

// History is what one person did: the latest outcome by proposition ID. A
// proposition that is not there was left untouched.
type History map[string]Outcome
