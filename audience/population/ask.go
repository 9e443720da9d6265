package population

import (
	"iter"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// block is how many people are answered for at a time: few enough that their
// words stay in the nearest cache.
const block = 1024

// Blocks yields everyone's answers, some people at a time: the number of the
// first, and for each of them [Set.Words] words. The words are overwritten by
// the next block.
func (p *Set) Blocks() iter.Seq2[int, []uint64] {
	return func(yield func(int, []uint64) bool) {
		p.refresh()
		n := len(p.words)
		buffer := make([]uint64, block*n)
		var column [block]uint64
		for first := 0; first < p.store.people; first += block {
			size := min(block, p.store.people-first)
			if n == 1 && len(p.slow) == 0 {
				p.words[0].answer(first, buffer[:size])
			} else {
				for i := range p.words {
					p.words[i].answer(first, column[:size])
					for k, m := range column[:size] {
						buffer[k*n+i] = m
					}
				}
				p.askSlowly(first, buffer[:size*n])
			}
			if !yield(first, buffer[:size*n]) {
				return
			}
		}
	}
}

// askSlowly asks the interpreter about the segments that have too many ways.
func (p *Set) askSlowly(first int, words []uint64) {
	n := len(p.words)
	facts := p.facts()
	for _, i := range p.slow {
		at, e := p.place[i], &p.compiled[i]
		for k := range len(words) / n {
			facts.Profile = p.store.profile(first+k, p.on)
			if e.Match(&facts) {
				words[k*n+at.word] |= at.bit
			}
		}
	}
}

// profile is a person's traits put together again.
func (s *Store) profile(i int, on engagement.Date) light.Value {
	v := light.Value{Kind: light.Object}
	for name := range s.columns {
		if name == hired {
			name = "tenureDays"
		}
		c, tells := s.column(name, on)
		if value := tells(c.values[c.at(i)]); value.Kind != light.Missing {
			v.Names, v.List = append(v.Names, name), append(v.List, value)
		}
	}
	return v
}

// Person writes the answers for person number i into words, which must hold
// [Set.Words].
func (p *Set) Person(i int, words []uint64) {
	p.refresh()
	for k := range p.words {
		w := &p.words[k]
		m := w.start
		for j := range w.tables {
			m &= w.tables[j].at(i)
		}
		words[k] = w.fold(m)
	}
	if len(p.slow) > 0 {
		p.askSlowly(i, words[:len(p.words)])
	}
}

// In reports whether the words of a person say that they are in a segment,
// given by its place in the list that was prepared.
func (p *Set) In(words []uint64, segment int) bool {
	at := p.place[segment]
	return words[at.word]&at.bit != 0
}

// Overlap is how many people are in all of the segments, given by their places
// in the list that was prepared: everyone where there are none.
func (p *Set) Overlap(segments ...int) int {
	n := len(p.words)
	want := make([]uint64, n)
	for _, i := range segments {
		want[p.place[i].word] |= p.place[i].bit
	}
	count := 0
	for _, words := range p.Blocks() {
		for k := 0; k+n <= len(words); k += n {
			in := 1
			for i, w := range want {
				if words[k+i]&w != w {
					in = 0
					break
				}
			}
			count += in
		}
	}
	return count
}

// answer writes the words of the people from first on.
func (w *word) answer(first int, out []uint64) {
	rest := w.tables
	for i := range out {
		out[i] = w.start
	}
	for len(rest) > 0 {
		switch {
		case len(rest) >= 4 && rest[3].narrow != nil:
			and4(out, first, rest)
			rest = rest[4:]
		case len(rest) >= 2 && rest[1].narrow != nil:
			and2(out, first, rest)
			rest = rest[2:]
		default:
			rest[0].and(out, first)
			rest = rest[1:]
		}
	}
	for i, m := range out {
		out[i] = w.fold(m)
	}
}

func (w *word) fold(m uint64) uint64 {
	down := m
	for _, f := range w.folds {
		down |= m >> f.shift & f.row
	}
	return down & w.first
}

func and4(out []uint64, first int, t []table) {
	a, b, c, d := t[0].column.narrow[first:][:len(out)], t[1].column.narrow[first:][:len(out)], t[2].column.narrow[first:][:len(out)], t[3].column.narrow[first:][:len(out)]
	ta, tb, tc, td := t[0].narrow, t[1].narrow, t[2].narrow, t[3].narrow
	for i := range out {
		out[i] &= ta[a[i]] & tb[b[i]] & tc[c[i]] & td[d[i]]
	}
}

func and2(out []uint64, first int, t []table) {
	a, b := t[0].column.narrow[first:][:len(out)], t[1].column.narrow[first:][:len(out)]
	ta, tb := t[0].narrow, t[1].narrow
	for i := range out {
		out[i] &= ta[a[i]] & tb[b[i]]
	}
}

func (t *table) and(out []uint64, first int) {
	switch {
	case t.narrow != nil:
		codes := t.column.narrow[first:][:len(out)]
		for i := range out {
			out[i] &= t.narrow[codes[i]]
		}
	case t.middle != nil:
		codes := t.column.middle[first:][:len(out)]
		for i := range out {
			out[i] &= t.middle[codes[i]]
		}
	default:
		codes := t.column.wide[first:][:len(out)]
		for i := range out {
			out[i] &= t.wide[codes[i]]
		}
	}
}

func (t *table) at(i int) uint64 {
	switch {
	case t.narrow != nil:
		return t.narrow[t.column.narrow[i]]
	case t.middle != nil:
		return t.middle[t.column.middle[i]]
	}
	return t.wide[t.column.wide[i]]
}
