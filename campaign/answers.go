package campaign

// Answers are which of the questions that people have about a new offer a
// touchpoint answers. All are answered before anyone is activated. Source:
// seed 004.
type Answers struct {
	// Questions that it answers.
	Questions []Question `json:"questions"`
}

// Question that people have about what they can expect.
type Question string

// The questions.
const (
	// WhatExists asks which learning interventions there are.
	WhatExists Question = "whatExists"
	// WhatIsMicro asks whether there are micro trainings, and what they are.
	WhatIsMicro Question = "whatIsMicro"
	// WhatIsMacro asks what macro trainings are, and how they are made.
	WhatIsMacro Question = "whatIsMacro"
	// RelevantToMe asks which trainings are relevant for my role or project.
	RelevantToMe Question = "relevantToMe"
	// StayAttractive asks which competences keep me attractive on the labour market.
	StayAttractive Question = "stayAttractive"
)

// Questions lists all questions.
func Questions() []Question {
	return []Question{WhatExists, WhatIsMicro, WhatIsMacro, RelevantToMe, StayAttractive}
}
