package campaign

import "github.com/osmosi-learning/osmosi/audience"

// ReportingLines is the shape of the reporting lines, down which briefings go.
// It is what an organisation chart shows and tells of no person: levels, trees
// and teams as they are, people in multiples of five. Source: seed 001,
// where line managers decide what an initiative is worth to their teams.
type ReportingLines struct {
	// Levels of people, from the top down.
	Levels int `json:"levels"`
	// Trees are the separate hierarchies, each with one person at the top who leads a team.
	Trees int `json:"trees"`
	// MedianSpan is the median number of direct reports of those who lead a team; absent where they are fewer than five.
	MedianSpan *float64 `json:"medianSpan,omitempty"`
	// WidestSpan is the largest number of direct reports; absent where those who lead a team are fewer than five.
	WidestSpan *int `json:"widestSpan,omitempty"`
	// Alone are the people without a manager who lead nobody, rounded to a multiple of five; absent where they are fewer than five.
	Alone *int `json:"alone,omitempty"`
	// Orphans are the people whose manager is not among the people, rounded to a multiple of five; absent where they are fewer than five.
	Orphans *int `json:"orphans,omitempty"`
	// Cycles are the circles of people who managed each other, which were cut.
	Cycles int `json:"cycles"`
	// Dotted are the people with a dotted line to somebody, rounded to a multiple of five; absent where they are fewer than five.
	Dotted *int `json:"dotted,omitempty"`
}

// linesOf tells the shape of a workforce's lines, nil where nobody has any.
func linesOf(w *audience.Workforce) *ReportingLines {
	l := w.Lines()
	if l.Managers+l.Orphans+l.Cycles+l.Dotted == 0 {
		return nil
	}
	told := &ReportingLines{
		Levels: l.Levels, Trees: l.Roots, Cycles: l.Cycles,
		Alone: shown(l.Alone), Orphans: shown(l.Orphans), Dotted: shown(l.Dotted),
	}
	if l.Managers >= SmallestGroup {
		told.MedianSpan, told.WidestSpan = &l.MedianSpan, &l.WidestSpan
	}
	return told
}
