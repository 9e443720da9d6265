package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Answer returns the place in the brief's expectations of the answer that a
// person in some segments gets to a question: that of the first segment that
// has one of its own, else everyone's; -1 where there is none.
func (b *Brief) Answer(q engagement.Question, segments []string) int {
	for _, s := range b.Segments {
		if slices.Contains(segments, s.ID) {
			if i := b.answer(q, s.ID); i >= 0 {
				return i
			}
		}
	}
	return b.answer(q, "")
}

// answer is the place of a segment's own answer, or of everyone's where it is
// empty; -1 where there is none.
func (b *Brief) answer(q engagement.Question, segment string) int {
	return slices.IndexFunc(b.Expectations, func(e engagement.Expectation) bool { return e.Question == q && e.Segment == segment })
}

// expectations refuses two answers to one question for the same people.
func (c *checker) expectations() {
	list := c.brief.Expectations
	for i, e := range list {
		path := at("expectations", i)
		if e.Segment != "" {
			c.refer("segments", e.Segment, path+"/segment")
		}
		same := func(f engagement.Expectation) bool { return f.Question == e.Question && f.Segment == e.Segment }
		if first := slices.IndexFunc(list, same); first < i {
			c.fault("OSM-EXPECT-001", path+"/question", rule.Detail{Found: string(e.Question), Expected: at("expectations", first)})
		}
		c.text(path+"/answer", e.Answer)
	}
}
