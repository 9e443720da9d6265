package campaign

// PulseQuestions is how many questions an evaluation may have before people
// put it off; about five are asked. Source: seed 004.
const PulseQuestions = 7

// Pulse is what an evaluation on the way asks. Source: seed 004.
type Pulse struct {
	// Questions is how many it asks.
	Questions int `json:"questions"`
	// Survey is the ID of the survey that has the questions; the widget asks them where the bundle is made with it.
	Survey string `json:"survey,omitempty"`
}
