package audience

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Segment is a named condition over traits. A person may be in many; the
// order of segments in the brief is their order of precedence.
type Segment struct {
	// ID names the segment within the brief.
	ID string `json:"id"`
	// Name of the segment for people who plan.
	Name engagement.Text `json:"name"`
	// Because completes "you see this because …" for a person in the segment.
	Because engagement.Text `json:"because"`
	// When a person is in the segment: a Mongo-style condition on traits, held against values or, as {"$trait": "name"}, against another trait of the same person.
	When Condition `json:"when"`
	// Survey is what its people answered when they were asked together why they would learn.
	Survey *Survey `json:"survey,omitempty"`
}

// Compile prepares the segment for the light core; it is for package campaign.
func (s Segment) Compile() decision.Segment {
	return decision.Segment{ID: s.ID, When: s.When.compile(), Raw: s.When.resolved()}
}

// Compile prepares the condition for the light core; it is for package campaign.
func (c Condition) Compile() decision.Condition {
	return decision.Condition{Expr: c.compile(), Raw: c.resolved()}
}
