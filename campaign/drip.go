package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Sequence is a drip: a series of messages, of which the touchpoint itself is
// the first. It ends when the goal is met, which is when the person has
// completed what the proposition leads to. Source: seed 004.
type Sequence struct {
	// Steps after the first message, in order.
	Steps []Step `json:"steps"`
}

// Step is one message of a sequence; it becomes a touchpoint of its own.
type Step struct {
	// Delay in days after the message before it.
	Delay int `json:"delay"`
	// Time of day where the person is; the first message's when empty.
	Time string `json:"time,omitempty"`
	// Title, or the subject of a message.
	Title engagement.Text `json:"title"`
	// Body in Markdown.
	Body engagement.Text `json:"body"`
	// After is what the person must have done with the proposition before it; anything short of completing it when empty.
	After Outcome `json:"after,omitempty"`
}
