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

// Repeat is a store of the same people many times over.
func (s *Store) Repeat(times int) *Store {
	out := &Store{people: s.people * times}
	for _, c := range s.columns {
		d := *c
		d.narrow, d.middle, d.wide = slices.Repeat(c.narrow, times), slices.Repeat(c.middle, times), slices.Repeat(c.wide, times)
		if c.narrow == nil {
			d.narrow = nil
		}
		if c.middle == nil {
			d.middle = nil
		}
		if c.wide == nil {
			d.wide = nil
		}
		out.columns = append(out.columns, &d)
	}
	return out
}
