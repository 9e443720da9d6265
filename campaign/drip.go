package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Sequence is a drip: a series of messages, of which the touchpoint itself is
// the first. It ends when the goal is met, which is when the person has
// completed what the proposition leads to: no reminder comes after that. Steps
// may wait, and others may stand in for them, so that each person takes their
// own way through it. Source: seed 004.
type Sequence struct {
	// Steps after the first message, in order.
	Steps []Step `json:"steps"`
}

// Step is one message of a sequence; it becomes a touchpoint of its own. A step
// that does not come lets its delay pass all the same. Whether somebody opened
// a message is nothing that a step can ask: programs open messages too.
type Step struct {
	// ID by which the schedule knows the step, so that it never comes twice when the sequence changes; its number when empty. It begins with a letter.
	ID string `json:"id,omitempty"`
	// Delay in days after the message before it.
	Delay int `json:"delay,omitempty"`
	// WorkingDays after the message before it, instead of a delay in days: those on which the person works, holidays aside.
	WorkingDays int `json:"workingDays,omitempty"`
	// Time of day where the person is; the first message's when empty, except that a step which follows at once on something comes right then.
	Time string `json:"time,omitempty"`
	// Title, or the subject of a message.
	Title engagement.Text `json:"title"`
	// Body in Markdown.
	Body engagement.Text `json:"body"`
	// When the person is such, the step is for them: a condition on traits, asked on the step's own day; for all when absent.
	When *audience.Condition `json:"when,omitempty"`
	// After is what the person must have done with the proposition before it, asked when the step's time has come; anything short of completing it when empty.
	After Outcome `json:"after,omitempty"`
	// Wait holds the step until the person does something, or not long enough.
	Wait *Wait `json:"wait,omitempty"`
	// Otherwise are the steps that stand in for it where it is not for the person, or waited in vain; the delay of the first counts from then, and may be left out.
	Otherwise []Step `json:"otherwise,omitempty"`
}

// Wait is what a step waits for. The step comes as soon as it happens, or has
// happened; the sequence goes on without it when the time is over.
type Wait struct {
	// For what the person does with the proposition.
	For Outcome `json:"for"`
	// Days from the message before it until the sequence goes on without the step.
	Days int `json:"days,omitempty"`
}

// placedStep is a step with its place in a sequence.
type placedStep struct {
	*Step
	number  int    // of the message in the order of the brief; the touchpoint itself is the first
	instead int    // number of the step that it stands in for; 0 for none
	first   bool   // of those that stand in
	depth   int    // how many steps it stands in for, one for another
	path    string // JSON Pointer from the touchpoint
}

// all are the steps in the order of the brief, each before those that stand in
// for it.
func (s *Sequence) all() []placedStep {
	var list []placedStep
	var walk func(steps []Step, of placedStep, path string)
	walk = func(steps []Step, of placedStep, path string) {
		for i := range steps {
			placed := placedStep{&steps[i], len(list) + 2, of.number, of.number > 0 && i == 0, of.depth, path + "/" + strconv.Itoa(i)}
			list = append(list, placed)
			if placed.depth++; placed.depth <= deepestStep+1 { // what is deeper is refused
				walk(steps[i].Otherwise, placed, placed.path+"/otherwise")
			}
		}
	}
	walk(s.Steps, placedStep{}, "/drip/steps")
	return list
}

// gated reports whether a step may not be for somebody who is as far.
func (s *Step) gated() bool { return s.When != nil || s.After != "" || s.Wait != nil }

// deepestStep is how many steps a step may stand in for, one for another:
// beyond that nobody can follow the way on paper.
const deepestStep = 3

// stepID is the ID of the touchpoint that a step becomes.
func stepID(touchpoint string, s placedStep) string {
	if s.ID != "" {
		return touchpoint + "." + partStep + "-" + s.ID
	}
	return derivedID(touchpoint, partStep, s.number)
}

// Step returns the step that a planned touchpoint comes from, and its number in
// its sequence, of which the touchpoint itself is the first; nil where it is no
// step.
func (p *Plan) Step(id string) (step *Step, number int) {
	origin, part, _ := splitID(id)
	if of := p.Brief.Touchpoint(origin); part == partStep && of != nil && of.Drip != nil {
		for _, s := range of.Drip.all() {
			if stepID(origin, s) == id {
				return s.Step, s.number
			}
		}
	}
	return nil, 0
}
