package privacy

import (
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Protect returns the release with those numbers kept back that would show a
// group smaller than the smallest, by themselves or together with any others,
// those of earlier releases included. Of each group, and of what each leaves of
// the wider ones that it lies within, readers can tell at most that it is nobody
// or large enough, or nothing: some table that fits everything shown has
// nobody in that place, or at least the smallest group. The same holds of all
// that is kept back of one dimension, taken together.
//
// Nothing that was published is taken back. Where no choice of numbers is found
// that keeps this promise, all are kept back. The same input gives the same
// release. The release is given with all its numbers, the earlier ones as they
// were published.
func Protect(next Release, earlier ...Release) (Release, error) {
	found := next.Check()
	for _, r := range earlier {
		found = append(found, r.Check()...)
	}
	for i := range next.Counts {
		if next.Counts[i].People == nil {
			found = append(found, rule.Error(missingNumber, "/counts/"+number(i)+"/people", rule.Detail{Found: clip(next.Counts[i].String())}))
		}
	}
	if err := found.Err(); err != nil {
		return Release{}, err
	}
	s := newSystem(&next, earlier)
	hidden := s.protect()
	out := next
	out.Counts = slices.Clone(next.Counts)
	for i := range out.Counts {
		c := &out.Counts[i]
		n := *c.People
		c.People = &n
		if hidden[c.key()] {
			c.People = nil
		}
	}
	return out, nil
}

// protect decides which groups of the next release are kept back.
func (s *system) protect() map[string]bool {
	settled := map[int]bool{} // what was out before, whatever comes now; of remainders the whole, from -1 down
	if slices.ContainsFunc(s.cells, func(c cell) bool { return c.value < 0 }) {
		// What was kept back before is not known here either. Any table that
		// fits serves: the promise speaks of what readers can tell, and they
		// cannot tell it from the true one.
		before := s.alone()
		for _, l := range before.attack().leaks {
			if l.sum {
				settled[-1-l.cell] = true
				continue
			}
			settled[l.cell] = true
		}
		if !s.fill() {
			s.hideAll()
			return s.kept()
		}
	}
	s.primary()
	m := newSearch(s)
	certain := make([]bool, len(s.cells))
	for changed := true; changed; {
		var ok bool
		if changed, ok = s.remainders(settled); !ok {
			s.hideAll()
			return s.kept()
		}
		for i := range s.cells {
			c := &s.cells[i]
			if certain[i] || settled[i] || !c.judged || c.fixed() || s.known(i) || !s.few(c.value) {
				continue
			}
			for step := 0; !m.leave(i); step++ {
				if !s.retreat(i, step) {
					s.hideAll()
					return s.kept()
				}
				changed = true
			}
			for _, j := range m.hide {
				s.hide(j)
				changed = true
			}
			for j := range s.cells { // one table serves many
				certain[j] = certain[j] || !s.few(m.table[j])
			}
		}
	}
	return s.kept()
}

// known tells of a rest whether all sides of it are known.
func (s *system) known(i int) bool {
	return s.cells[i].rest && !slices.ContainsFunc(s.cells[i].sides, func(j int) bool { return !s.cells[j].fixed() })
}

func (s *system) hide(i int) { s.cells[i].low, s.cells[i].high = 0, unbounded }

func (s *system) hideAll() {
	for i := range s.cells {
		if s.cells[i].open {
			s.hide(i)
		}
	}
}

// retreat keeps back more where no table was found: of the stage of a group
// and its date what is crossed by two dimensions, then all of that stage, then
// all that is crossed, then all of that date and filter; false after that.
func (s *system) retreat(i, step int) bool {
	of := &s.cells[i].count
	if s.cells[i].rest {
		of = &s.cells[s.cells[i].sides[1]].count
	}
	if step > 3 {
		return false
	}
	for j := range s.cells {
		c := &s.cells[j].count
		if !s.cells[j].open || step != 2 && (c.Filter != of.Filter) || step < 2 && c.Stage != of.Stage || step%2 == 0 && len(c.Of) < 2 {
			continue
		}
		s.hide(j)
	}
	return true
}

func (s *system) kept() map[string]bool {
	out := map[string]bool{}
	for i := range s.cells {
		if c := &s.cells[i]; !c.rest && (c.open && !c.fixed() || c.known && s.few(c.value)) {
			out[c.count.key()] = true
		}
	}
	return out
}

// primary keeps back small groups, and where a group leaves few of a wider one,
// one of the two: the narrower, unless it is out already.
func (s *system) primary() {
	for i := range s.cells {
		if c := &s.cells[i]; c.open && s.few(c.value) {
			s.hide(i)
		}
	}
	for i := range s.cells {
		if !s.known(i) || !s.few(s.cells[i].value) {
			continue
		}
		if j := s.side(i); j >= 0 {
			s.hide(j)
		}
	}
}

// remainders keeps more back until what is kept back of one dimension is
// together nobody or enough, and reports whether it did. It returns false last
// where that cannot be had without taking back what is out.
func (s *system) remainders(settled map[int]bool) (changed, ok bool) {
	for again := true; again; {
		again, ok = false, true
		known := s.derived()
		for _, list := range [][]relation{s.relations, s.implied} {
			for r := range list {
				cells, sum := list[r].cells, 0
				for _, i := range cells[1:] {
					if !known[i] {
						sum += s.cells[i].value
					}
				}
				if list[r].nest || !known[cells[0]] || !s.few(sum) || settled[-1-cells[0]] {
					continue
				}
				i := s.cheapest(cells, sum, known)
				if i < 0 {
					ok = false
					continue
				}
				s.hide(i)
				known[i] = false
				again, changed = true, true
			}
		}
	}
	return changed, ok
}

// cheapest is the cell to keep back so that a remainder grows: of those that
// make it large enough the smallest, else the largest, else the whole; -1 where
// all are out. A rest is kept back with the narrower of its groups.
func (s *system) cheapest(cells []int, sum int, known []bool) int {
	best, at := -1, -1
	for n, i := range slices.Concat(cells[1:], cells[:1]) {
		value, hide := s.cells[i].value, i
		if s.cells[i].rest {
			hide = s.side(i)
		}
		if !known[i] || hide < 0 || !s.cells[hide].open || !s.cells[hide].fixed() || value == 0 {
			continue
		}
		if n == len(cells)-1 {
			if at < 0 {
				at = hide
			}
			break
		}
		enough, was := sum+value >= s.least, at >= 0 && sum+best >= s.least
		if at < 0 || enough && (!was || value < best) || !enough && !was && value > best {
			best, at = value, hide
		}
	}
	return at
}

// side is which side of a rest to keep back: the narrower, the whole where that
// is out already; -1 where both are.
func (s *system) side(i int) int {
	sides := s.cells[i].sides
	for _, j := range slices.Concat(sides[1:], sides[:1]) {
		if s.cells[j].open && s.cells[j].fixed() {
			return j
		}
	}
	return -1
}

// derived are the cells that readers know or get by subtraction.
func (s *system) derived() []bool {
	reader := *s
	reader.cells = slices.Clone(s.cells)
	reader.narrow()
	known := make([]bool, len(s.cells))
	for i := range known {
		known[i] = reader.cells[i].fixed()
	}
	return known
}

// fault is a finding of the audit about a cell.
func fault(code string, l leak, s *system) engagement.Finding {
	d := rule.Detail{Found: span(l.low, l.high), Expected: number(s.least), Args: []any{s.label(l.cell)}, Source: "Fellegi 1972"}
	path := s.cells[l.cell].path
	if s.cells[l.cell].rest {
		path = s.cells[s.cells[l.cell].sides[1]].path
	}
	return rule.Error(code, path, d)
}
