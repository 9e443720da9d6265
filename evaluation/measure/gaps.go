package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Competence is one thing that people must be able to do.
type Competence struct {
	// ID of the competence.
	ID string `json:"id"`
	// Name for people.
	Name engagement.Text `json:"name"`
}

// Level is what one person shows of one competence, against what their work
// requires, on any scale that both share. It is the host's to assess.
type Level struct {
	// Person is the host's own identifier.
	Person string `json:"person"`
	// Competence is its ID.
	Competence string `json:"competence"`
	// Required is the level that the person's work requires.
	Required float64 `json:"required"`
	// Shown is the level that the person shows.
	Shown float64 `json:"shown"`
}

// Gaps are what people know against what their work requires, by team and
// competence. Source: seed 003, knowledge-gap dashboards.
type Gaps struct {
	// By what teams are told apart: segment, or site for a trait.
	By Split `json:"by"`
	// Trait whose values teams are; absent where they are segments.
	Trait string `json:"trait,omitempty"`
	// Since is the day of the earlier document that changes are held against; absent where there is none.
	Since engagement.Date `json:"since,omitempty"`
	// Competences with their gaps.
	Competences []CompetenceGap `json:"competences"`
}

// CompetenceGap is the gap of one competence.
type CompetenceGap struct {
	// Competence that it is about.
	Competence Competence `json:"competence"`
	// Everyone who was assessed.
	Everyone Gap `json:"everyone"`
	// Teams in order.
	Teams []Gap `json:"teams"`
}

// Gap is how many people show less than is required.
type Gap struct {
	// Team is the ID of a segment or the value of a trait; empty for everyone, and for those who have none.
	Team string `json:"team,omitempty"`
	// Assessed are the people of whom the level is known.
	Assessed evaluation.Cell `json:"assessed"`
	// Below are those who show less than is required; the rate is the gap.
	Below evaluation.Cell `json:"below"`
	// Change of the gap since the earlier document, in shares: below 0 it closed; absent where either is kept back or there is none.
	Change *float64 `json:"change,omitempty"`
}
