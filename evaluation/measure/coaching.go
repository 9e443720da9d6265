package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Coaching is that people were coached during the campaign: how many, and how
// often. It is counted from traces, which know nothing of what was said. It tells
// of nobody who coached and never sets coaches beside people. Where everyone of a
// group was coached, that is kept back, for then it would be known of each. Source: seed 000, coaching belongs to the same system.
type Coaching struct {
	// Tier of the Learning-Transfer Evaluation Model at which it stands: activity.
	Tier engagement.Tier `json:"tier"`
	// Meaning in one sentence.
	Meaning engagement.Text `json:"meaning"`
	// Everyone is the row of all people.
	Everyone CoachingRow `json:"everyone"`
	// Segments in order, each person in the first that they are in; absent where there is one.
	Segments []CoachingRow `json:"segments,omitempty"`
	// Competences that sessions were about, of those of the document, in order. Who was coached on two counts in both.
	Competences []CoachedOn `json:"competences,omitempty"`
	// Euros of the costs that went into coaching; absent where none did.
	Euros *float64 `json:"euros,omitempty"`
}

// CoachingRow is the coaching of some people. Sessions and hours are shown where
// enough people held and had them, and by segment only where those of every
// segment are.
type CoachingRow struct {
	// Segment is its ID; empty for everyone, and for those who are in none.
	Segment string `json:"segment,omitempty"`
	// Coached are the people who had a session; the rate is of the audience.
	Coached evaluation.Cell `json:"coached"`
	// Again are those who had two or more; the rate is of those coached.
	Again evaluation.Cell `json:"again"`
	// Sessions that took place; absent where that would tell of few people or few coaches.
	Sessions *int `json:"sessions,omitempty"`
	// Hours that they took; absent with the sessions, and where the minutes of one are not known.
	Hours *float64 `json:"hours,omitempty"`
}

// CoachedOn is who was coached on a competence.
type CoachedOn struct {
	// Competence of the document.
	Competence Competence `json:"competence"`
	// Coached are the people who had a session on it; the rate is of all who were coached.
	Coached evaluation.Cell `json:"coached"`
}
