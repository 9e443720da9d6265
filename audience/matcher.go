package audience

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Matcher is segments made ready to be asked of one person after another: what
// they have in common is looked up once. It may be used by several goroutines.
// Package population answers faster for everybody at once.
type Matcher struct {
	segments []Segment
	matcher  *decision.Matcher
	declared []Trait
}

// NewMatcher prepares segments for people whose traits are those declared.
func NewMatcher(segments []Segment, declared []Trait) *Matcher {
	exprs := make([]decision.Expr, len(segments))
	for i := range segments {
		exprs[i] = segments[i].When.compile()
	}
	return &Matcher{segments, decision.NewMatcher(exprs), declared}
}

// Facts are what is known of a person on a day. They are read once, and may be
// asked of any matcher.
type Facts struct{ facts decision.Facts }

// Facts reads what conditions may ask of a person on a day: who leads them is
// told by the workforce, and what they did, the latest outcome by proposition
// ID, by the history, which may be nil.
func (m *Matcher) Facts(w *Workforce, p *Person, on engagement.Date, history map[string]string) Facts {
	facts := w.Facts(p, on, m.declared)
	facts.History = history
	return Facts{facts}
}

// Words is how many words of 64 bits the answers take.
func (m *Matcher) Words() int { return m.matcher.Words() }

// Match writes into words, which must hold [Matcher.Words], a bit for each
// segment that the person is in: the lowest of the first word for the first
// segment. It allocates nothing.
func (m *Matcher) Match(f *Facts, words []uint64) { m.matcher.Match(&f.facts, words) }

// Segments lists the IDs of the segments that the person is in, in the order
// in which they were prepared.
func (m *Matcher) Segments(f *Facts) []string {
	words := make([]uint64, m.Words())
	m.Match(f, words)
	var ids []string
	decision.Each(words, func(i int) { ids = append(ids, m.segments[i].ID) })
	return ids
}
