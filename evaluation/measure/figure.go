package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Figure is one key measure: a share of some people, and what it means.
type Figure struct {
	// Kind of figure.
	Kind FigureKind `json:"kind"`
	// Tier of the Learning-Transfer Evaluation Model at which it stands; absent of reach, which stands below all of them.
	Tier engagement.Tier `json:"tier,omitempty"`
	// Base is how many people it is a share of.
	Base evaluation.Cell `json:"base"`
	// Count of those who did it; its rate is of the base.
	Count evaluation.Cell `json:"count"`
	// Meaning in one sentence.
	Meaning engagement.Text `json:"meaning"`
}

// FigureKind tells figures apart.
type FigureKind string

// The kinds of figure, with what they are a share of.
const (
	Reach      FigureKind = "reach"      // reached, of everyone: reach, never success
	Activation FigureKind = "activation" // started or completed, of those reached
	Completion FigureKind = "completion" // completed, of those who started
	Return     FigureKind = "return"     // came on two or more days, of those reached
	Sharing    FigureKind = "sharing"    // passed something on, of those reached
	Moments    FigureKind = "moments"    // started or completed a learning moment on its day, of those invited
)

// FigureKinds lists all kinds of figure.
func FigureKinds() []FigureKind {
	return []FigureKind{Reach, Activation, Completion, Return, Sharing, Moments}
}

// tier at which a kind of figure stands: 0 where below all.
func (k FigureKind) tier() engagement.Tier {
	switch k {
	case Activation, Completion, Moments:
		return engagement.AttendanceTier
	case Return, Sharing:
		return engagement.ActivityTier
	}
	return 0
}
