package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// Suspense is what comes before a kick-off that surprises: people are
// activated by something playful that they see coming and cannot guess. Each
// teaser becomes a touchpoint of its own, on the kick-off's channel and for the
// same people. Source: seed 004.
type Suspense struct {
	// Surprise is true where the kick-off surprises.
	Surprise bool `json:"surprise"`
	// Teasers before the kick-off.
	Teasers []Teaser `json:"teasers,omitempty"`
}

// Teaser announces that something is coming, and not what.
type Teaser struct {
	// DaysBefore the kick-off, or on the Friday before where that is a weekend.
	DaysBefore int `json:"daysBefore"`
	// Time of day where the person is, such as 09:30.
	Time string `json:"time"`
	// Title, or the subject of a message.
	Title engagement.Text `json:"title"`
	// Body in Markdown.
	Body engagement.Text `json:"body"`
}
