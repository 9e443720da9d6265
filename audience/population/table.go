package population

import (
	"cmp"
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// table is, for each value of one trait, the conjuncts that it leaves alive.
// It is as long as the numbers of the column's width can tell, so that no
// look-up needs a check.
type table struct {
	trait  string
	column *column
	known  int // values that it tells of
	narrow *[1 << 8]uint64
	middle *[1 << 16]uint64
	wide   []uint64
}

// tabulate asks the interpreter about each value of each trait that it was not
// asked about yet.
func (w *word) tabulate(s *Store, on engagement.Date, facts decision.Facts) {
	asks := map[string]uint64{}
	for bit, c := range w.conjuncts {
		for _, q := range c {
			asks[q.trait] |= 1 << bit
		}
	}
	w.start = w.alive
	for trait, asking := range asks {
		c, tells := s.column(trait, on)
		if c == nil { // nobody has it
			w.start &= w.leaves(trait, asking, light.Value{}, facts)
			continue
		}
		i := slices.IndexFunc(w.tables, func(t table) bool { return t.trait == trait })
		if i < 0 {
			i = len(w.tables)
			w.tables = append(w.tables, table{trait: trait, column: c})
		}
		t := &w.tables[i]
		entries := t.room()
		for ; t.known < len(c.values); t.known++ {
			entries[t.known] = w.leaves(trait, asking, tells(c.values[t.known]), facts)
		}
	}
	slices.SortFunc(w.tables, func(a, b table) int {
		return cmp.Or(cmp.Compare(len(a.column.values), len(b.column.values)), cmp.Compare(a.trait, b.trait))
	})
}

// room is the entries of the table, as many as the column's width needs now.
func (t *table) room() []uint64 {
	switch c := t.column; {
	case c.narrow != nil:
		if t.narrow == nil {
			t.narrow = new([1 << 8]uint64)
		}
		return t.narrow[:]
	case c.middle != nil:
		if t.middle == nil {
			t.middle, t.narrow, t.known = new([1 << 16]uint64), nil, 0
		}
		return t.middle[:]
	default:
		t.wide = append(t.wide, make([]uint64, len(c.values)-len(t.wide))...)
		if t.middle != nil {
			t.middle, t.known = nil, 0
		}
		return t.wide
	}
}

// leaves are the conjuncts that a value of a trait leaves alive, of those that
// ask for it; others are not its business.
func (w *word) leaves(trait string, asking uint64, v light.Value, facts decision.Facts) uint64 {
	alive := ^uint64(0)
	for bit, c := range w.conjuncts {
		if asking>>bit&1 != 0 && !c.admits(trait, v, facts) {
			alive &^= 1 << bit
		}
	}
	return alive
}

// admits reports whether a conjunct may hold for somebody whose trait has the
// value.
func (c conjunct) admits(trait string, v light.Value, facts decision.Facts) bool {
	facts.Profile = none
	if v.Kind != light.Missing {
		facts.Profile = light.Value{Kind: light.Object, Names: []string{trait}, List: []light.Value{v}}
	}
	for _, q := range c {
		if q.trait != trait {
			continue
		}
		for i := range q.all {
			if !q.all[i].Match(&facts) {
				return false
			}
		}
	}
	return true
}

// none is the profile of somebody of whom nothing is known.
var none = light.Value{Kind: light.Object}
