package privacy

import "slices"

// This file looks for another table that fits all that readers know.
//
// A move changes some cells by one person up or down so that every relation
// still holds, nobody's number becomes negative, and nothing that readers know
// changes. Moves after each other lead from the table as it is to one in which
// a small group is nobody, or large enough: as long as there is such a table,
// no reader can tell that there is a small group. It is the search for an
// augmenting cycle in a network, as complementary suppression has been done
// since Kelly, Golden and Assad (1992, "Cell suppression: disclosure protection
// for sensitive tabular data", Networks 22) and Castro (2007, "A shortest-paths
// heuristic for statistical data protection in positive tables", INFORMS
// Journal on Computing 19), with open ends closed one after the other since a
// group may be in more than two relations.

// search is one search for a move.
type search struct {
	s      *system
	table  []int  // the table that the move starts from
	change []int8 // of each cell by the move
	off    []int  // by how much each relation does not hold
	open   []int  // relations that may not hold
	moved  []int  // cells that the move changes
	hide   []int  // cells that readers know and that must be kept back for it
	most   int    // cells that may be kept back
	budget int    // steps left
	turn   int    // by how far the order of trying is turned
}

func newSearch(s *system) *search {
	m := &search{s: s, table: make([]int, len(s.cells)), change: make([]int8, len(s.cells)), off: make([]int, len(s.relations))}
	m.reset()
	return m
}

// reset goes back to the table as it is.
func (m *search) reset() {
	for i := range m.s.cells {
		m.table[i] = m.s.cells[i].value
	}
	m.hide = m.hide[:0]
}

// step changes a cell by one and then whatever must change with it. It leaves
// the search as it was where that cannot be done.
func (m *search) step(i int, by int8) bool {
	c := &m.s.cells[i]
	to := m.table[i] + int(by)
	if m.change[i] != 0 || to < 0 {
		return false
	}
	hidden := false
	switch {
	case c.fixed() && slices.Contains(m.hide, i):
	case c.fixed():
		if !c.open || len(m.hide) >= m.most {
			return false
		}
		m.hide, hidden = append(m.hide, i), true
	case to < c.low || to > c.high:
		return false
	}
	opened := len(m.open)
	m.change[i] = by
	m.moved = append(m.moved, i)
	for _, r := range m.s.of[i] {
		if m.off[r] == 0 {
			m.open = append(m.open, r)
		}
		m.off[r] += m.s.relations[r].sign(i) * int(by)
	}
	if m.close() {
		return true
	}
	for _, r := range m.s.of[i] {
		m.off[r] -= m.s.relations[r].sign(i) * int(by)
	}
	m.change[i] = 0
	m.moved = m.moved[:len(m.moved)-1]
	m.open = m.open[:opened]
	if hidden {
		m.hide = m.hide[:len(m.hide)-1]
	}
	return false
}

// close makes all relations hold.
func (m *search) close() bool {
	at := -1
	for n := len(m.open) - 1; n >= 0; n-- {
		r := m.open[n]
		if m.off[r] == 0 {
			continue
		}
		if m.s.relations[r].nest { // the fewest ways: first
			at = r
			break
		}
		if at < 0 {
			at = r
		}
	}
	if at < 0 {
		return true
	}
	rel := &m.s.relations[at]
	for _, shown := range []bool{false, true} {
		for k := range rel.order {
			i := rel.order[k]
			if !rel.nest {
				i = rel.order[(k+m.turn*(at+1))%len(rel.order)]
			}
			if m.s.cells[i].fixed() != shown {
				continue
			}
			if m.budget--; m.budget < 0 {
				return false
			}
			by := int8(1)
			if (m.off[at] > 0) == (rel.sign(i) > 0) {
				by = -1
			}
			if m.step(i, by) {
				return true
			}
		}
		if m.most == 0 {
			break
		}
	}
	return false
}

// move makes one move that begins with a cell, and takes the table along. It
// keeps back as few cells more as it finds, at most so many.
func (m *search) move(i int, by int8, most int) bool {
	had := len(m.hide)
	for _, more := range []int{0, 1, 2, 3, 5, 8, 13, 34, 89, len(m.s.cells)} {
		if more > most {
			break
		}
		m.most = had + more
		ok := false
		// A search that went astray early does not come back soon: begin anew
		// in another order, as restarts do.
		for m.turn = 0; m.turn < 8 && !ok; m.turn++ {
			m.budget = 300
			if ok = m.step(i, by); !ok {
				clear(m.off)
				m.open = m.open[:0]
			}
		}
		if ok {
			for _, j := range m.moved {
				m.table[j] += int(m.change[j])
			}
		}
		for _, j := range m.moved {
			m.change[j] = 0
		}
		m.moved, m.open = m.moved[:0], m.open[:0]
		if ok {
			return true
		}
		clear(m.off)
	}
	return false
}

// leave looks for a table in which a small group is nobody or large enough.
// Where it finds one it is m.table, and m.hide are the cells to be kept back
// for it.
func (m *search) leave(i int) bool {
	for _, most := range []int{0, len(m.s.cells)} {
		for _, by := range []int8{-1, 1} {
			m.reset()
			for m.s.few(m.table[i]) && m.move(i, by, most) {
			}
			if !m.s.few(m.table[i]) {
				return true
			}
		}
	}
	return false
}
