package engagement

// Wording is the gain of a proposition in the words of one segment, because
// what people expect varies with role and position. Source: seed 001.
type Wording struct {
	// Segment is the ID of the segment whose words these are.
	Segment string `json:"segment"`
	// Gain replaces the proposition's for people in the segment: a snippet of at most 140 characters.
	Gain Text `json:"gain"`
}

// GainFor returns the gain in the words of a segment; the proposition's own
// where the segment has none.
func (q *Proposition) GainFor(segment string) Text {
	for _, w := range q.Wording {
		if w.Segment == segment {
			return w.Gain
		}
	}
	return q.Gain
}
