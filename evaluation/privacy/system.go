package privacy

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
)

// unbounded is a number of people that no group has.
const unbounded = math.MaxInt32

// system is all that links the groups of some releases: every group is a cell,
// and every relation says that one is the sum of others. Where one group lies
// within another, the people of the wider one who are not in it are a cell too,
// which nobody publishes: a rest.
type system struct {
	least     int
	cells     []cell
	relations []relation // independent or nearly so: what an alternative must keep
	implied   []relation // of rests alone; they follow from the relations
	of        [][]int    // the relations of each cell
}

// cell is one group of people.
type cell struct {
	count     Count
	path      string // of the count in its release, the last that has it
	value     int    // how many they are, as far as it is known to whoever protects; -1 otherwise
	low, high int    // what readers know
	open      bool   // may still be kept back
	judged    bool
	known     bool // from outside: not a secret
	rest      bool
	sides     []int // of a rest: the whole, and what is not in it
}

// relation says that the cells after the first add up to the first.
type relation struct {
	cells []int
	nest  bool // whole = part + rest
	order []int
}

func (r *relation) sign(i int) int {
	if i == r.cells[0] {
		return -1
	}
	return 1
}

// fixed tells whether readers know the number.
func (c *cell) fixed() bool { return c.low == c.high }

// few tells whether a number of people is too small to be known.
func (s *system) few(people int) bool { return people > 0 && people < s.least }

// newSystem links the releases; the numbers of next are still to be decided
// on, those of the others are out.
func newSystem(next *Release, others []Release) *system {
	s := &system{least: FewestPeople}
	index := map[string]int{}
	stages, filters := map[string][]string{}, map[string][]string{}
	wider := func(levels map[string][]string, l *Level) {
		for _, id := range append([]string{l.Within}, l.Also...) {
			if id != "" && !slices.Contains(levels[l.ID], id) {
				levels[l.ID] = append(levels[l.ID], id)
			}
		}
	}
	dimensions := map[string]*Dimension{}
	dates := map[engagement.Date]bool{}
	take := func(r *Release, open bool) {
		if !r.Outside {
			s.least = max(s.least, r.Least())
		}
		for i := range r.Stages {
			wider(stages, &r.Stages[i])
		}
		for i := range r.Filters {
			wider(filters, &r.Filters[i])
		}
		for _, d := range r.Dimensions { // what one release does not tell of, another may
			if was := dimensions[d.ID]; was != nil {
				both := slices.Clone(was.Values)
				for _, v := range d.Values {
					if !slices.Contains(both, v) {
						both = append(both, v)
					}
				}
				d.Values, d.Overlapping = both, d.Overlapping || was.Overlapping
			}
			dimensions[d.ID] = &d
		}
		for i, count := range r.Counts {
			dates[count.Date] = true
			k := count.key()
			at, seen := index[k]
			if !seen {
				at = len(s.cells)
				index[k] = at
				s.cells = append(s.cells, cell{count: count, value: -1, high: unbounded})
			}
			c := &s.cells[at]
			if c.path = count.at; c.path == "" {
				c.path = "/counts/" + strconv.Itoa(i)
			}
			c.judged = c.judged || !r.Outside
			if count.People == nil {
				continue
			}
			n := *count.People
			switch {
			case open && !(seen && c.fixed()):
				c.open = true
				c.value, c.low, c.high = n, n, n
			case count.Round && n > 0:
				half := r.Least() / 2
				c.low, c.high = max(c.low, n-half, r.Least()), min(c.high, n+r.Least()-1-half)
			default:
				c.value, c.low, c.high = n, n, n
				c.known = c.known || r.Outside
			}
		}
	}
	for i := range others {
		take(&others[i], false)
	}
	if next != nil {
		take(next, true)
	}
	days := make([]engagement.Date, 0, len(dates))
	for d := range dates {
		if d != "" {
			days = append(days, d)
		}
	}
	slices.Sort(days)

	published := len(s.cells)
	nests := map[[2]int]int{} // whole and part to their rest
	nest := func(whole Count, part int) {
		w, ok := index[whole.key()]
		if !ok {
			return
		}
		if a, b := &s.cells[w], &s.cells[part]; a.value >= 0 && b.value >= 0 && a.fixed() && b.fixed() && a.value < b.value {
			w, part = part, w // people left: what is between them is as much a secret
		}
		if _, ok := nests[[2]int{w, part}]; ok {
			return
		}
		value := -1
		if s.cells[w].value >= 0 && s.cells[part].value >= 0 {
			value = s.cells[w].value - s.cells[part].value
		}
		rest := len(s.cells)
		nests[[2]int{w, part}] = rest
		s.cells = append(s.cells, cell{value: value, high: unbounded, rest: true, sides: []int{w, part},
			judged: s.cells[w].judged || s.cells[part].judged})
		s.relations = append(s.relations, relation{cells: []int{w, part, rest}, nest: true})
	}
	for i := range published {
		c := s.cells[i].count
		// The next groups that this one lies within, and not those beyond; of one
		// that was not published, those that it lies within in turn.
		var found []int
		beyond := map[string]bool{}
		seen := map[string]bool{c.key(): true}
		for waiting := []Count{c}; len(waiting) > 0; waiting = waiting[1:] {
			at := waiting[0].key()
			_, published := index[at]
			for _, wide := range within(waiting[0], stages, filters) {
				k := wide.key()
				if published && at != c.key() || beyond[at] {
					beyond[k] = true
				}
				if !seen[k] {
					seen[k] = true
					waiting = append(waiting, wide)
					if w, ok := index[k]; ok {
						found = append(found, w)
					}
				}
			}
		}
		for _, w := range found {
			if wide := s.cells[w].count; !beyond[wide.key()] {
				nest(wide, i)
			}
		}
		if at := slices.Index(days, c.Date); at >= 0 {
			for _, later := range days[at+1:] { // the next that was published of this group
				wide := c
				wide.Date = later
				if _, ok := index[wide.key()]; ok {
					nest(wide, i)
					break
				}
			}
		}
	}
	s.partition(published, index, dimensions)
	s.imply(nests)
	s.of = make([][]int, len(s.cells))
	for r := range s.relations {
		rel := &s.relations[r]
		for _, i := range rel.cells {
			s.of[i] = append(s.of[i], r)
		}
		rel.order = slices.Clone(rel.cells)
		slices.SortStableFunc(rel.order, func(a, b int) int {
			return cmp.Or(rank(rel, s.cells[a], a)-rank(rel, s.cells[b], b), cmp.Compare(s.cells[a].value, s.cells[b].value))
		})
	}
	return s
}

// within are the groups that one lies within, one step wider.
func within(c Count, stages, filters map[string][]string) []Count {
	var list []Count
	for _, stage := range stages[c.Stage] {
		wide := c
		wide.Stage = stage
		list = append(list, wide)
	}
	if c.Filter != "" {
		in := filters[c.Filter]
		if len(in) == 0 {
			in = []string{""}
		}
		for _, filter := range in {
			wide := c
			wide.Filter = filter
			list = append(list, wide)
		}
	}
	return list
}

// rank is in which order cells are tried: rests, groups with people, empty
// groups, the whole.
func rank(r *relation, c cell, i int) int {
	switch {
	case c.rest:
		return 0
	case i == r.cells[0]:
		return 3
	case c.value == 0:
		return 2
	}
	return 1
}

// partition adds that the values of a dimension add up, and of values that do
// not, that each lies within the whole.
func (s *system) partition(published int, index map[string]int, dimensions map[string]*Dimension) {
	done := map[string]bool{}
	for i := range published {
		c := s.cells[i].count
		for n, of := range c.Of {
			d, whole := dimensions[of.Dimension], c.without(n)
			w, ok := index[whole.key()]
			k := whole.key() + strconv.Quote(of.Dimension)
			if !ok || d == nil || done[k] && !d.Overlapping {
				continue
			}
			done[k] = true
			parts, all := []int{w}, !d.Overlapping
			if all {
				for _, v := range d.Values {
					part := whole
					part.Of = append(slices.Clone(whole.Of), Category{of.Dimension, v})
					p, ok := index[part.key()]
					if all = all && ok; ok {
						parts = append(parts, p)
					}
				}
			} else {
				parts = append(parts, i)
			}
			if !all { // others are not told of: they are the rest
				parts = append(parts, len(s.cells))
				value := s.cells[w].value
				for _, p := range parts[1 : len(parts)-1] {
					if s.cells[p].value < 0 || value < 0 {
						value = -1
						break
					}
					value -= s.cells[p].value
				}
				rest := cell{value: value, high: unbounded, rest: true, sides: slices.Clone(parts[:len(parts)-1]), judged: s.cells[i].judged}
				s.cells = append(s.cells, rest)
			}
			s.relations = append(s.relations, relation{cells: parts, nest: !all && len(parts) == 3})
		}
	}
}

// imply adds that rests add up where the groups that they are rests of do.
func (s *system) imply(nests map[[2]int]int) {
	by := map[int][]int{} // partitions by their whole
	for r := range s.relations {
		if !s.relations[r].nest {
			by[s.relations[r].cells[0]] = append(by[s.relations[r].cells[0]], r)
		}
	}
	for n := range s.relations {
		if !s.relations[n].nest {
			continue
		}
		whole, part, rest := s.relations[n].cells[0], s.relations[n].cells[1], s.relations[n].cells[2]
		for _, p := range by[whole] {
			for _, q := range by[part] {
				wide, narrow := s.relations[p].cells, s.relations[q].cells
				if len(wide) != len(narrow) {
					continue
				}
				sum := []int{rest}
				for i := 1; i < len(wide); i++ {
					if r, ok := nests[[2]int{wide[i], narrow[i]}]; ok {
						sum = append(sum, r)
					}
				}
				if len(sum) == len(wide) {
					s.implied = append(s.implied, relation{cells: sum})
				}
			}
		}
	}
}
