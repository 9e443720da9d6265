package campaign

import (
	"iter"
	"math/bits"
	"time"
)

// Due yields who gets something from one moment on and before another, by
// number, with each of their slots. Of the others it places only those to whom
// caps or what waits may bring something then.
func (t *Timetable) Due(from, before time.Time) iter.Seq2[int, Slot] {
	return func(yield func(int, Slot) bool) {
		d := &due{reader: t.reader(), from: minutesUp(from), before: minutesUp(before), near: make([]*near, len(t.cohorts)), some: make([]uint64, t.order.words)}
		n := t.order.words
		var slots []Slot
		for i, sets := range t.sets(0, len(t.circumstances)) {
			for ; len(sets) > 0; i, sets = i+1, sets[n:] {
				slots = d.may(slots[:0], i, sets[:n])
				for _, s := range slots {
					if d.is(s) && !yield(i, s) {
						return
					}
				}
			}
		}
	}
}

// due finds who gets something from a minute on and before another.
type due struct {
	*reader
	from, before int64
	near         []*near // by cohort; nil where it was not asked yet
	some         []uint64
}

// near are touchpoints that come to people of a cohort.
type near struct {
	then   []uint64 // those that come at the time, each by itself
	before []uint64 // those, and what comes before: what comes later does not move them where they are plain
}

func (d *due) is(s Slot) bool { return d.from <= int64(s.Minute) && int64(s.Minute) < d.before }

// may appends slots of a person who has this set, among which are all that come
// at the time.
func (d *due) may(dst []Slot, i int, set []uint64) []Slot {
	if d.circumstances[i] < together || d.knows(i, set) {
		return d.slots(dst, i, set)
	}
	c := d.of(i, set)
	at := d.seat(i, set)
	if d.near[at] == nil {
		d.near[at] = d.reach(c)
	}
	near := d.near[at]
	switch {
	case c.Plain(set):
		d.part(set, near.before)
		if !c.AsAlone(d.some) {
			d.come(c, d.some)
			return d.squeeze(dst, c)
		}
	case !c.AsAlone(set):
		return d.plan(dst, i, c, set)
	}
	if d.part(set, near.then) {
		d.come(c, d.some)
		return d.emit(dst, c)
	}
	return dst
}

// part takes from a set what is of another, and reports whether there is any.
func (d *due) part(set, of []uint64) (any bool) {
	for w := range of {
		d.some[w] = set[w] & of[w]
		any = any || d.some[w] != 0
	}
	return any
}

func (d *due) reach(c *cohort) *near {
	n := &near{make([]uint64, d.order.words), make([]uint64, d.order.words)}
	for w, set := range c.comes {
		for ; set != 0; set &= set - 1 {
			s := c.slots[c.place(64*w+bits.TrailingZeros64(set))]
			if d.is(s) {
				n.then[w] |= set & -set
			}
			if int64(s.Minute) < d.before+aDay {
				n.before[w] |= set & -set
			}
		}
	}
	return n
}

// aDay is more than clocks ever change by: what is later on the wall may be that
// much earlier.
const aDay = 24 * 60

// minutesUp is the first whole minute that is not before a moment.
func minutesUp(at time.Time) int64 {
	minutes := at.Unix() / 60
	if time.Unix(minutes*60, 0).Before(at) {
		minutes++
	}
	return minutes
}
