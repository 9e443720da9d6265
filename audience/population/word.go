package population

import (
	"cmp"
	"slices"
)

// word answers for up to 64 conjuncts at once. The first ways into its
// segments take the lowest bits; further ways stand in rows above, in the same
// order, and are folded down.
type word struct {
	asks   []ask  // each question once
	first  uint64 // the bits of the segments
	alive  uint64 // the bits that stand for a conjunct
	folds  []fold
	start  uint64 // those alive that are not lost for lack of a trait that nobody has
	joined []joined
	narrow []*column
	tables [][1 << 8]uint64 // of each narrow column: the conjuncts that each value leaves alive
	wider  []wider
}

// ask is a question and the conjuncts that ask it.
type ask struct {
	*question
	by uint64
}

// fold moves a row of further ways down to the first ones.
type fold struct {
	shift uint8 // less than 64
	row   uint64
}

// wider is a column of more values than a byte tells, and its table.
type wider struct {
	*column
	table []uint64
}

// joined is a pair of columns and its table.
type joined struct {
	*pair
	number int // of the pair
	table  []uint64
}

// tabulate makes the tables from what was answered to the questions, for the
// columns that some pairs of are looked up by one code. Columns of few values
// come first, so that those whose tables stay in the nearest cache are looked
// up together.
func (w *word) tabulate(s *Store, pairs []*pair) {
	w.start, w.joined, w.narrow, w.wider = w.alive, nil, nil, nil
	lost := map[*column][]ask{}
	var columns []*column
	for _, a := range w.asks {
		c := s.column(a.column)
		if c == nil || len(c.values) == 1 { // nobody has it
			if !a.admits[0] {
				w.start &^= a.by
			}
			continue
		}
		if lost[c] == nil {
			columns = append(columns, c)
		}
		lost[c] = append(lost[c], a)
	}
	table := func(c *column) []uint64 {
		out := make([]uint64, len(c.values))
		fill(out, lost[c])
		return out
	}
	for n, p := range pairs {
		if lost[p.low] != nil && lost[p.high] != nil {
			w.joined = append(w.joined, joined{p, n, p.table(table(p.low), table(p.high))})
			columns = slices.DeleteFunc(columns, func(c *column) bool { return c == p.low || c == p.high })
		}
	}
	slices.SortFunc(columns, func(a, b *column) int {
		return cmp.Or(cmp.Compare(len(a.values), len(b.values)), cmp.Compare(a.name, b.name))
	})
	w.tables = make([][1 << 8]uint64, 0, len(columns))
	for _, c := range columns {
		if c.narrow != nil {
			w.narrow, w.tables = append(w.narrow, c), append(w.tables, [1 << 8]uint64{})
			copy(w.tables[len(w.tables)-1][:], table(c))
		} else {
			w.wider = append(w.wider, wider{c, table(c)})
		}
	}
	// What is looked up first brings the start along.
	if len(w.joined) > 0 {
		keep(w.joined[0].table, w.start)
	} else if len(w.narrow) > 0 {
		keep(w.tables[0][:], w.start)
	}
}

// columns are the narrow ones that anyone has and the word asks for, by name.
func (w *word) columns(s *Store) []*column {
	var out []*column
	for _, a := range w.asks {
		if c := s.column(a.column); c != nil && c.narrow != nil && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b *column) int { return cmp.Compare(a.name, b.name) })
	return out
}

// keep clears the bits of a table that are not in m.
func keep(table []uint64, m uint64) {
	for i := range table {
		table[i] &= m
	}
}

// fill writes for each value of a trait the conjuncts that it leaves alive;
// those that do not ask for the trait are not its business.
func fill(table []uint64, asks []ask) {
	for n := range table {
		table[n] = ^uint64(0)
	}
	for _, a := range asks {
		for n, admits := range a.admits[:len(table)] {
			if !admits {
				table[n] &^= a.by
			}
		}
	}
}

// one is the answer for one person.
func (w *word) one(i int) uint64 {
	m := w.start
	for _, j := range w.joined {
		m &= j.table[j.code(i)]
	}
	for k, c := range w.narrow {
		m &= w.tables[k][c.narrow[i]]
	}
	for _, c := range w.wider {
		m &= c.table[c.at(i)]
	}
	return w.fold(m)
}

func (w *word) fold(m uint64) uint64 {
	down := m
	for _, f := range w.folds {
		down |= m >> (f.shift & 63) & f.row
	}
	return down & w.first
}

// answer writes the words of the people from first on, before they are folded.
// Given are their codes for each pair. It takes up to four columns at a time: more would need more registers than
// there are.
func (w *word) answer(first int, codes [][]uint16, out []uint64) {
	columns, tables, joined := w.narrow, w.tables, w.joined
	switch {
	case len(joined) > 0:
		put(out, codes[joined[0].number], joined[0].table)
		joined = joined[1:]
	case len(columns) >= 4:
		put4(out, first, [4]*column(columns), (*[4][1 << 8]uint64)(tables))
		columns, tables = columns[4:], tables[4:]
	case len(columns) > 0:
		put(out, columns[0].narrow[first:], tables[0][:])
		columns, tables = columns[1:], tables[1:]
	default:
		for i := range out {
			out[i] = w.start
		}
	}
	for _, j := range joined {
		and(out, codes[j.number], j.table)
	}
	for ; len(columns) >= 4; columns, tables = columns[4:], tables[4:] {
		and4(out, first, [4]*column(columns), (*[4][1 << 8]uint64)(tables))
	}
	if len(columns) >= 2 {
		and2(out, first, [2]*column(columns), (*[2][1 << 8]uint64)(tables))
		columns, tables = columns[2:], tables[2:]
	}
	if len(columns) > 0 {
		and1(out, columns[0].narrow[first:], &tables[0])
	}
	for _, c := range w.wider {
		if c.middle != nil {
			and(out, c.middle[first:], c.table)
		} else {
			and(out, c.wide[first:], c.table)
		}
	}
}

// spread folds words and writes each so far from the one before.
func (w *word) spread(words, to []uint64, step int) {
	to = to[:(len(words)-1)*step+1]
	k := 0
	switch len(w.folds) {
	case 0:
		for _, m := range words {
			to[k] = m
			k += step
		}
	case 1:
		shift, row, first := w.folds[0].shift&63, w.folds[0].row, w.first
		for _, m := range words {
			to[k] = (m | m>>shift&row) & first
			k += step
		}
	default:
		for _, m := range words {
			to[k] = w.fold(m)
			k += step
		}
	}
}

func put[C uint8 | uint16](out []uint64, codes []C, table []uint64) {
	codes = codes[:len(out)]
	for i := range out {
		out[i] = table[codes[i]]
	}
}

func put4(out []uint64, first int, c [4]*column, t *[4][1 << 8]uint64) {
	n := len(out)
	a, b := c[0].narrow[first:][:n], c[1].narrow[first:][:n]
	d, e := c[2].narrow[first:][:n], c[3].narrow[first:][:n]
	for i := range out {
		out[i] = t[0][a[i]] & t[1][b[i]] & t[2][d[i]] & t[3][e[i]]
	}
}

func and4(out []uint64, first int, c [4]*column, t *[4][1 << 8]uint64) {
	n := len(out)
	a, b := c[0].narrow[first:][:n], c[1].narrow[first:][:n]
	d, e := c[2].narrow[first:][:n], c[3].narrow[first:][:n]
	for i, m := range out {
		out[i] = m & t[0][a[i]] & t[1][b[i]] & t[2][d[i]] & t[3][e[i]]
	}
}

func and2(out []uint64, first int, c [2]*column, t *[2][1 << 8]uint64) {
	n := len(out)
	a, b := c[0].narrow[first:][:n], c[1].narrow[first:][:n]
	for i, m := range out {
		out[i] = m & t[0][a[i]] & t[1][b[i]]
	}
}

func and1(out []uint64, codes []uint8, t *[1 << 8]uint64) {
	codes = codes[:len(out)]
	for i, m := range out {
		out[i] = m & t[codes[i]]
	}
}

func and[C uint16 | uint32](out []uint64, codes []C, table []uint64) {
	codes = codes[:len(out)]
	for i, m := range out {
		out[i] = m & table[codes[i]]
	}
}
