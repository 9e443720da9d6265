package population

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// Profile is a person's profile as the store knows it.
func (p *Set) Profile(i int) light.Value {
	p.refresh()
	return p.profile(i)
}

// Questions is how often the interpreter was asked.
func (p *Set) Questions() (n int) {
	p.refresh()
	for _, q := range p.questions {
		n += len(q.admits)
	}
	return n
}

// Columns is how many look-ups each word takes.
func (p *Set) Columns() []int {
	p.refresh()
	var out []int
	for i := range p.words {
		out = append(out, len(p.words[i].joined)+len(p.words[i].narrow)+len(p.words[i].wider))
	}
	return out
}

// Repeat is a store of the same people many times over.
func (s *Store) Repeat(times int) *Store {
	out := &Store{people: s.people * times}
	for _, c := range s.columns {
		d := *c
		switch {
		case c.narrow != nil:
			d.narrow = slices.Repeat(c.narrow, times)
		case c.middle != nil:
			d.middle = slices.Repeat(c.middle, times)
		}
		out.columns = append(out.columns, &d)
	}
	return out
}
