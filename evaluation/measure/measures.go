package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
)

// Version is the kind and version of a document of measures.
const Version = "measures/v1"

// Measures are the figures of a campaign until a day. They name nobody and hold
// no figure about fewer than the smallest group; see the package for what that
// guarantees. Source: seed 003, which measures every step.
type Measures struct {
	// Osmosi names the kind and version of the document: measures/v1.
	Osmosi string `json:"osmosi"`
	// Campaign is its ID.
	Campaign string `json:"campaign"`
	// Made is the day until which was counted.
	Made engagement.Date `json:"made"`
	// Confidence of all intervals, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// SmallestGroup is the least number of people of which anything is shown.
	SmallestGroup int `json:"smallestGroup"`
	// Figures are the key measures of the whole campaign.
	Figures []Figure `json:"figures"`
	// Funnels are how far people got: all, and split in several ways.
	Funnels []Funnel `json:"funnels"`
	// Weeks are how many different people did something in each week of the campaign.
	Weeks []Week `json:"weeks,omitempty"`
	// Managers is what line managers who promote the campaign have to do with it; absent where that cannot be told.
	Managers *ManagerEffect `json:"managers,omitempty"`
	// Gaps are what people know against what their work requires; absent where nobody was assessed.
	Gaps *Gaps `json:"gaps,omitempty"`
	// Coaching is how many people were coached; absent where no traces are kept.
	Coaching *Coaching `json:"coaching,omitempty"`
	// Index sums up engagement; absent where a figure that it is made of is kept back.
	Index *EngagementIndex `json:"index,omitempty"`
	// Effort is what the campaign took in hours and money.
	Effort *Effort `json:"effort,omitempty"`
	// Findings are advice on the figures, each with what to do.
	Findings engagement.Findings `json:"findings,omitempty"`
}
