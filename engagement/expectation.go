package engagement

// Expectation is an answer to one of the questions that people have when
// learning is announced. A campaign answers all of them before it activates
// anyone. Source: seed 004.
type Expectation struct {
	// Question that it answers.
	Question Question `json:"question"`
	// Segment is the ID of the segment that gets this answer instead of everyone's; everyone when empty.
	Segment string `json:"segment,omitempty"`
	// Answer in Markdown.
	Answer Text `json:"answer"`
}

// Question that people have when learning is announced.
type Question string

// The questions.
const (
	// WhatExists asks which learning interventions there are.
	WhatExists Question = "whatExists"
	// WhatIsMicro asks whether there are micro trainings, and what they are.
	WhatIsMicro Question = "whatIsMicro"
	// WhatIsMacro asks what macro trainings are, and how they are made.
	WhatIsMacro Question = "whatIsMacro"
	// RelevantToMe asks which of it is relevant for my role or project.
	RelevantToMe Question = "relevantToMe"
	// StayAttractive asks which competences keep me attractive on the labour market.
	StayAttractive Question = "stayAttractive"
	// AskedOfMe asks what management expects of me.
	AskedOfMe Question = "askedOfMe"
)

// Questions lists all questions, in the order in which they are answered.
func Questions() []Question {
	return []Question{WhatExists, WhatIsMicro, WhatIsMacro, RelevantToMe, StayAttractive, AskedOfMe}
}

// Text is the question in the words of the person who has it, in all languages.
func (q Question) Text() Text { return label("question." + string(q)) }
