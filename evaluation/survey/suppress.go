package survey

// size is how many people of a group a figure tells of, and how many more gave
// a part of what it needs.
type size struct{ whole, part int }

// plus adds up groups.
func (s size) plus(o size) size { return size{s.whole + o.whole, s.part + o.part} }

// enough reports whether a figure may be shown: each number is nobody, or a
// group that is large enough.
func (s size) enough(least int) bool {
	return (s.whole == 0 || s.whole >= least) && (s.part == 0 || s.part >= least)
}

// hide decides which groups of one figure are kept back, and whether their
// total is. A group that is too small is; and where the hidden groups
// together, which the total less the shown ones tells, are still too small,
// the next smallest is hidden too: of equals, the one that comes last. Where
// that does not help, or the total is itself too small, there is no total, and
// nothing to subtract from.
func hide(groups []size, least int) (hidden []bool, total bool) {
	hidden = make([]bool, len(groups))
	var all, rest size
	for i, g := range groups {
		all = all.plus(g)
		if !g.enough(least) {
			hidden[i], rest = true, rest.plus(g)
		}
	}
	if !all.enough(least) {
		return hidden, true
	}
	for !rest.enough(least) {
		next := -1
		for i, g := range groups {
			if !hidden[i] && g.whole > 0 && (next < 0 || g.whole <= groups[next].whole) {
				next = i
			}
		}
		if next < 0 {
			return hidden, true
		}
		hidden[next], rest = true, rest.plus(groups[next])
	}
	return hidden, false
}
