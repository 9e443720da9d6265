package relation

// Merge adds what another model learnt from the same beginning. The order of
// merging does not matter. States that each learnt from many people add up to
// what one model would make of all of them; states of single responses, learnt
// side by side, would each claim the whole surprise: learn from those one after
// the other. Somebody who taught both counts twice.
func (m *Model) Merge(o *Model) {
	to := m.places(o.layout)
	for i := range o.layout.features {
		f := &o.features[i]
		if at := placed(to, i); at >= 0 && f.people != 0 {
			g := &m.features[at]
			g.precision += f.precision - m.first(at)
			g.shift += f.shift
			g.people += f.people
			m.believe(uint32(at))
		}
	}
}

// Forget takes a person's contribution out again. What is left is, to the byte,
// the sum of what all others taught: the state that there was before the person
// taught anything, where nobody else did since. What others taught meanwhile
// stays as it was: it answers to the messages that they were shown. The
// contribution must be on the model's layout; see [Contribution.On]. It is for
// once: the state knows no people, so that only a contribution that is more than
// there is can be refused, with [ErrForeign] and no change.
func (m *Model) Forget(own *Contribution) error {
	for _, e := range own.entries {
		if f := &m.features[e.feature]; f.people < 1 || f.precision-e.precision < m.first(int(e.feature)) {
			return ErrForeign
		}
	}
	for _, e := range own.entries {
		f := &m.features[e.feature]
		f.precision -= e.precision
		f.shift -= e.shift
		f.people--
		m.believe(e.feature)
	}
	return nil
}

// Shared returns what the model may tell a page: no feature that fewer than
// [Least] people taught.
func (m *Model) Shared() *Model {
	shared := New(m.layout)
	for i := range m.layout.features {
		if f := &m.features[i]; f.people >= Least {
			shared.features[i] = *f
			shared.believe(uint32(i))
		}
	}
	return shared
}

// On returns the model on another layout: what it learnt of things that are in
// both, by their IDs.
func (m *Model) On(l *Layout) *Model {
	if m.layout.equal(l) {
		return m
	}
	moved := New(l)
	moved.Merge(m)
	return moved
}

// On returns the contribution on another layout, as [Model.On] does.
func (c *Contribution) On(l *Layout) *Contribution {
	if c.layout == nil || c.layout.equal(l) {
		return c
	}
	to, moved := l.translation(c.layout), &Contribution{layout: l}
	for _, e := range c.entries {
		at := to[e.feature]
		if at < 0 {
			continue
		}
		e.feature = uint32(at)
		moved.entries = append(moved.entries, e)
		for i := len(moved.entries) - 1; i > 0 && moved.entries[i-1].feature > e.feature; i-- {
			moved.entries[i], moved.entries[i-1] = moved.entries[i-1], e
		}
	}
	return moved
}

// places is where the features of a layout stand in the model's; nil where each
// stands in its own place.
func (m *Model) places(from *Layout) []int {
	if m.layout.equal(from) {
		return nil
	}
	return m.layout.translation(from)
}

func placed(places []int, i int) int {
	if places == nil {
		return i
	}
	return places[i]
}
