package engagement

import "github.com/osmosi-learning/osmosi/internal/catalogue"

// Approach is how a campaign speaks to people, given their [Reason] to learn.
// Each one has [Consequences] that a plan carries out. Source: seed 001.
type Approach string

// The approaches, one for each reason.
const (
	// DirectAccess answers [Contingent]: promote little, say where it is.
	DirectAccess Approach = "directAccess"
	// RoleWording answers [Advancement]: speak to the expectation, in the
	// words of a role or position.
	RoleWording Approach = "roleWording"
	// NeedExplained answers [Obligation]: first the organisation's need that
	// makes it mandatory.
	NeedExplained Approach = "needExplained"
	// InteractionFirst answers [Belonging]: the forms in which people meet
	// come first.
	InteractionFirst Approach = "interactionFirst"
)

// Approaches lists the approaches, in the order of the reasons.
func Approaches() []Approach {
	return []Approach{DirectAccess, RoleWording, NeedExplained, InteractionFirst}
}

// Approach returns the approach that a reason asks for; empty for a reason
// that does not exist.
func (r Reason) Approach() Approach {
	switch r {
	case Contingent:
		return DirectAccess
	case Advancement:
		return RoleWording
	case Obligation:
		return NeedExplained
	case Belonging:
		return InteractionFirst
	}
	return ""
}

// Text says what the approach is, in all languages.
func (a Approach) Text() Text { return label("approach." + string(a)) }

// Consequences are what an approach changes in a plan.
type Consequences struct {
	// Pushes is how many promotional touchpoints may be pushed to the same
	// people for one proposition; 0 for no limit.
	Pushes int `json:"pushes,omitempty"`
	// LinkFirst puts the link to the intervention before all else in a message.
	LinkFirst bool `json:"linkFirst,omitempty"`
	// WordsPerRole asks for a wording for each role or position.
	WordsPerRole bool `json:"wordsPerRole,omitempty"`
	// ExplainsNeed puts the organisation's drivers before the gain the first time.
	ExplainsNeed bool `json:"explainsNeed,omitempty"`
	// Steps shows what there is to learn as a path of ordered steps.
	Steps bool `json:"steps,omitempty"`
	// TogetherFirst puts the forms in which people meet before the others.
	TogetherFirst bool `json:"togetherFirst,omitempty"`
}

// Consequences returns what the approach changes in a plan.
func (a Approach) Consequences() Consequences {
	switch a {
	case DirectAccess:
		return Consequences{Pushes: 2, LinkFirst: true}
	case RoleWording:
		return Consequences{WordsPerRole: true}
	case NeedExplained:
		return Consequences{ExplainsNeed: true, Steps: true}
	case InteractionFirst:
		return Consequences{TogetherFirst: true}
	}
	return Consequences{}
}

// label is a text of the catalogue in all languages.
func label(key string) Text {
	return Text{It: catalogue.Text("it", key), Nl: catalogue.Text("nl", key), En: catalogue.Text("en", key)}
}
