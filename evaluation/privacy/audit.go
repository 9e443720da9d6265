package privacy

import (
	"errors"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// What an audit finds. Found is the number or the span of numbers that a
// reader gets, expected the smallest group, and the third the group's name.
const (
	exact         = "OSM-PRIVACY-001" // a small group can be worked out
	narrow        = "OSM-PRIVACY-002" // a reader can tell that a group is small
	together      = "OSM-PRIVACY-003" // what is kept back is small, taken together
	plain         = "OSM-PRIVACY-004" // a small group stands there
	contradictory = "OSM-PRIVACY-005" // no table fits
	undecided     = "OSM-PRIVACY-006" // too large
)

// Audit attacks what was published as a reader would who knows every relation
// between the numbers and that people are whole and not negative, and has kept
// all of it. It returns a finding, an error, for each small group that such a
// reader can tell: the path points into the last of the releases that has the
// number, and a group that is the difference of two points to the narrower.
// Where it returns none, there is for each group that is not shown a table that
// fits everything shown and has nobody there, or at least the smallest group.
//
// Bounds are narrowed first; then the simplex method in exact fractions, with
// branching where a bound is not whole, answers what is left. Source: Fellegi
// (1972), "On the question of statistical confidentiality", Journal of the
// American Statistical Association 67.
func Audit(published ...Release) engagement.Findings {
	var found engagement.Findings
	for _, r := range published {
		found = append(found, r.Check()...)
	}
	if found != nil {
		return found
	}
	s := newSystem(nil, published)
	a := s.attack()
	for _, l := range a.leaks {
		code := narrow
		switch c := &s.cells[l.cell]; {
		case l.sum:
			code = together
		case c.fixed() && !c.rest:
			code = plain
		case l.low == l.high:
			code = exact
		}
		found = append(found, fault(code, l, s))
	}
	if errors.Is(a.err, errUndecided) {
		found = append(found, rule.Error(undecided, "", rule.Detail{Expected: number(s.least)}))
	} else if a.err != nil {
		found = append(found, rule.Error(contradictory, "", rule.Detail{Expected: number(s.least)}))
	}
	return found
}

// leak is a small group that a reader can tell.
type leak struct {
	cell      int
	low, high int
	sum       bool // of what is kept back of the dimension whose whole the cell is
}

var errContradiction = errors.New("no table fits")

// attack is what a reader can work out.
type attack struct {
	leaks []leak
	point []int // a table that fits
	err   error
}

// alone is the system as readers know it before the next release.
func (s *system) alone() *system {
	before := *s
	before.cells = slices.Clone(s.cells)
	before.hideAll()
	return &before
}

// fill gives every cell a value that fits; false where nothing does.
func (s *system) fill() bool {
	known := *s
	known.cells = slices.Clone(s.cells)
	a := attack{point: make([]int, len(s.cells))}
	if !known.narrow() {
		return false
	}
	for _, part := range known.components() {
		branches := 200
		values, err := integral(part.equations, part.low, part.high, &branches)
		if err != nil || values == nil {
			return false
		}
		for k, i := range part.cells {
			a.point[i] = values[k]
		}
	}
	for i := range s.cells {
		if c := &known.cells[i]; c.fixed() {
			s.cells[i].value = c.low
		} else {
			s.cells[i].value = a.point[i]
		}
	}
	return true
}

// attack works out what readers can.
func (s *system) attack() attack {
	var a attack
	known := *s // with the bounds that a reader gets
	known.cells = slices.Clone(s.cells)
	if !known.narrow() {
		a.err = errContradiction
		return a
	}
	small := make([]leak, len(s.cells)) // what is surely few
	for i := range known.cells {
		c := &known.cells[i]
		if c.low > 0 && c.high < s.least {
			small[i] = leak{cell: i, low: c.low, high: c.high}
		}
	}
	for _, part := range known.components() {
		if err := part.solve(s.least, small); err != nil {
			a.err = err
		}
	}
	for i := range s.cells {
		c := &s.cells[i]
		if small[i].high == 0 || !c.judged || c.known {
			continue
		}
		if c.rest && s.outside(i, small[i]) {
			continue
		}
		a.leaks = append(a.leaks, small[i])
	}
	for _, list := range [][]relation{s.relations, s.implied} {
		for r := range list {
			if l, ok := known.remainder(s, &list[r]); ok {
				a.leaks = append(a.leaks, l)
			}
		}
	}
	return a
}

// outside tells of a rest whether it follows from what is known from elsewhere,
// or is all of a group that is: that nobody of a group came is told of large
// ones, and true of each within.
func (s *system) outside(i int, l leak) bool {
	whole := &s.cells[s.cells[i].sides[0]]
	return whole.known && l.low == whole.low && l.high == whole.low ||
		!slices.ContainsFunc(s.cells[i].sides, func(j int) bool { return !s.cells[j].known })
}

// remainder is what is kept back of a dimension, where that is small. What one
// group kept back is for itself has been judged.
func (known *system) remainder(s *system, r *relation) (leak, bool) {
	if r.nest || !known.cells[r.cells[0]].fixed() || !known.cells[r.cells[0]].judged {
		return leak{}, false
	}
	sum, parts := known.cells[r.cells[0]].low, 0
	for _, i := range r.cells[1:] {
		if known.cells[i].fixed() {
			sum -= known.cells[i].low
		} else {
			parts++
		}
	}
	return leak{r.cells[0], sum, sum, true}, parts > 1 && s.few(sum)
}

// narrow narrows the bounds of every cell until nothing changes; false where
// nothing fits.
func (s *system) narrow() bool {
	queue := make([]int, len(s.relations))
	waiting := make([]bool, len(s.relations))
	for r := range queue {
		queue[r], waiting[r] = r, true
	}
	for steps := 0; len(queue) > 0 && steps < 50*len(s.relations)+1000; steps++ {
		r := queue[0]
		queue = queue[1:]
		waiting[r] = false
		cells := s.relations[r].cells
		low, high, open := 0, 0, 0 // of the parts; how many have no upper bound
		for _, i := range cells[1:] {
			low += s.cells[i].low
			if s.cells[i].high >= unbounded {
				open++
			} else {
				high += s.cells[i].high
			}
		}
		set := func(i, l, h int) bool {
			c := &s.cells[i]
			if l <= c.low && h >= c.high {
				return true
			}
			c.low, c.high = max(c.low, l), min(c.high, h)
			for _, q := range s.of[i] {
				if !waiting[q] {
					queue, waiting[q] = append(queue, q), true
				}
			}
			return c.low <= c.high
		}
		w := cells[0]
		top := unbounded
		if open == 0 {
			top = high
		}
		if !set(w, low, top) {
			return false
		}
		for _, i := range cells[1:] {
			l, h := 0, unbounded
			c := s.cells[i]
			if open == 0 || open == 1 && c.high >= unbounded {
				others := high
				if c.high < unbounded {
					others -= c.high
				}
				l = s.cells[w].low - others
			}
			if s.cells[w].high < unbounded {
				h = s.cells[w].high - (low - c.low)
			}
			if !set(i, l, h) {
				return false
			}
		}
	}
	return true
}

// component is cells that hang together, with what holds between them.
type component struct {
	cells     []int
	low, high []int
	equations []equation
}

// components are the cells that are not known, in sets between which nothing
// is said.
func (s *system) components() []component {
	of := make([]int, len(s.cells))
	for i := range of {
		of[i] = -1
	}
	var out []component
	place := make([]int, len(s.cells))
	for i := range s.cells {
		if s.cells[i].fixed() || of[i] >= 0 {
			continue
		}
		n := len(out)
		out = append(out, component{})
		part := &out[n]
		seen := map[int]bool{}
		stack := []int{i}
		of[i] = n
		var relations []int
		for len(stack) > 0 {
			j := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			place[j] = len(part.cells)
			part.cells = append(part.cells, j)
			part.low, part.high = append(part.low, s.cells[j].low), append(part.high, s.cells[j].high)
			for _, r := range s.of[j] {
				if !seen[r] {
					seen[r] = true
					relations = append(relations, r)
				}
				for _, k := range s.relations[r].cells {
					if of[k] < 0 && !s.cells[k].fixed() {
						of[k] = n
						stack = append(stack, k)
					}
				}
			}
		}
		for _, r := range relations {
			var e equation
			for _, k := range s.relations[r].cells {
				sign := s.relations[r].sign(k)
				switch {
				case s.cells[k].fixed():
					e.sum -= sign * s.cells[k].low
				case sign > 0:
					e.plus = append(e.plus, place[k])
				default:
					e.minus = append(e.minus, place[k])
				}
			}
			part.equations = append(part.equations, e)
		}
		// Bounds that follow from the equations need no row of their own.
		for k, j := range part.cells {
			if s.cells[j].rest || s.cells[j].value >= 0 || !s.cells[j].count.Round {
				part.high[k] = unbounded
			}
		}
	}
	return out
}

// solve finds the cells of a component that are surely few.
func (c *component) solve(least int, small []leak) error {
	if c.nobody() {
		return nil
	}
	p, ok, err := newProgram(c.equations, c.low, c.high)
	if err != nil {
		return err
	}
	if !ok {
		return errContradiction
	}
	safe := make([]bool, len(c.cells)) // nobody or enough in some table
	see := func() bool {
		values, _, ok := p.point()
		if !ok {
			return false
		}
		for k, v := range values {
			safe[k] = safe[k] || v == 0 || v >= least
		}
		return true
	}
	see()
	for k, i := range c.cells {
		if safe[k] || small[i].high != 0 {
			continue
		}
		var ends [2]int
		for n, by := range []int64{1, -1} {
			bounded, err := p.extreme(k, by)
			if err != nil {
				return err
			}
			if !bounded {
				ends[n] = unbounded
				continue
			}
			see()
			v := p.value(k)
			if ends[n] = int(v.n / v.d); by > 0 && v.n%v.d != 0 {
				ends[n]++
			}
		}
		switch {
		case safe[k]:
		case ends[0] > 0 && ends[1] < least:
			small[i] = leak{cell: i, low: ends[0], high: ends[1]}
		default: // the ends are not at whole tables: look for one
			values, err := c.whole(k, least, ends)
			if err != nil {
				return err
			}
			if values == nil {
				small[i] = leak{cell: i, low: max(ends[0], 1), high: min(ends[1], least-1)}
			}
			for j, v := range values {
				safe[j] = safe[j] || v == 0 || v >= least
			}
		}
	}
	return nil
}

// nobody reports whether there may be nobody in any of the cells.
func (c *component) nobody() bool {
	return !slices.ContainsFunc(c.low, func(n int) bool { return n > 0 }) &&
		!slices.ContainsFunc(c.equations, func(e equation) bool { return e.sum != 0 })
}

// whole looks for a table of whole numbers in which a cell is nobody or enough.
func (c *component) whole(k, least int, ends [2]int) ([]int, error) {
	branches := 500
	if ends[0] <= 0 {
		high := slices.Clone(c.high)
		high[k] = 0
		if values, err := integral(c.equations, c.low, high, &branches); values != nil || err != nil {
			return values, err
		}
	}
	if ends[1] < least {
		return nil, nil
	}
	low := slices.Clone(c.low)
	low[k] = least
	return integral(c.equations, low, c.high, &branches)
}

// label names a group in every language.
func (s *system) label(i int) engagement.Text {
	c := &s.cells[i]
	if !c.rest {
		name := c.count.String()
		return engagement.Text{It: name, Nl: name, En: name}
	}
	say := func(l engagement.Language) string {
		return catalogue.Text(string(l), "privacy.rest", s.cells[c.sides[0]].count.String(), s.cells[c.sides[1]].count.String())
	}
	return engagement.Text{It: say(engagement.Italian), Nl: say(engagement.Dutch), En: say(engagement.English)}
}

// span writes one number, or from which to which.
func span(low, high int) string {
	if low == high {
		return number(low)
	}
	return number(low) + "–" + number(high)
}

func number(n int) string { return strconv.Itoa(n) }
