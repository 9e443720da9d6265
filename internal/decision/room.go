package decision

// Room counts, by cap, what a person gets on each day and in each week. It is
// for one person after another.
type Room struct {
	caps      []capped
	low, high int // the days counted on, of which there are none where low is the later
}

// capped is what a cap counts. Of the days the six before the program's first
// come first, and eight follow its last. Weeks are any seven days on end, by
// their last day: those that a day is in follow one another, two bytes each, so
// that two words tell of all and one is the same for them all.
type capped struct {
	*Cap
	days  []int32
	weeks []byte
	free  uint64 // what to add to a week, so that its highest bit tells whether there is no room
	all   int    // what comes in the campaign
}

const (
	fourWeeks = 0x0001_0001_0001_0001
	tops      = 0x8000 * fourWeeks
	threeOnly = 1<<48 - 1 // with four weeks more, those of seven that are left
	mostCount = 0x8000    // more is as many
)

// Room is for this program's cohorts.
func (p *Program) Room() *Room {
	r := &Room{}
	if p.Limits != nil {
		n := int(p.End-p.Start) + 1 + 6 + 8
		for k := range p.Limits.Caps {
			c := &p.Limits.Caps[k]
			made := capped{Cap: c, days: make([]int32, n), weeks: make([]byte, 2*(n+7))}
			if c.Week > 0 {
				made.free = uint64(mostCount-min(mostCount, c.Week)) * fourWeeks
			}
			r.caps = append(r.caps, made)
		}
		r.low = n
	}
	return r
}

// Reset empties the days.
func (r *Room) Reset() {
	for k := range r.caps {
		c := &r.caps[k]
		c.all = 0
		if r.low <= r.high {
			clear(c.days[r.low : r.high+1])
			clear(c.weeks[2*r.low : 2*(r.high+7)])
		}
	}
	if len(r.caps) > 0 {
		r.low, r.high = len(r.caps[0].days), -1
	}
}

// take counts one for the caps that count it.
func (r *Room) take(caps []int, day int) {
	for _, k := range caps {
		r.count(k, day)
		r.caps[k].all++
	}
}

// count counts one for a cap on a day, where that is near enough to matter.
func (r *Room) count(limit, day int) {
	c := &r.caps[limit]
	if day += 6; day < 0 || day >= len(c.days) {
		return
	}
	r.low, r.high = min(r.low, day), max(r.high, day)
	c.days[day]++
	weeks := c.weeks[2*day : 2*day+16]
	first, second := weeksAt(weeks), weeksAt(weeks[8:])
	// A week that has the most is not counted on.
	putWeeks(weeks, first+(fourWeeks&^(first>>15)))
	putWeeks(weeks[8:], second+(fourWeeks&threeOnly&^(second>>15)))
}

// full is as for a placing.
func (r *Room) full(caps []int, day int) (full, forGood bool) {
	day += 6
	for _, k := range caps {
		c := &r.caps[k]
		if c.Campaign > 0 && c.all >= c.Campaign {
			return true, true
		}
		full = full || c.Day > 0 && int(c.days[day]) >= c.Day || c.Week > 0 && c.fullWeek(day)
	}
	return full, false
}

// fullWeek reports whether a week that a day is in has no room.
func (c *capped) fullWeek(day int) bool {
	weeks := c.weeks[2*day : 2*day+16]
	first, second := weeksAt(weeks), weeksAt(weeks[8:])&threeOnly
	over := first | second | (first&^tops + c.free) | (second&^tops + c.free&threeOnly)
	return over&tops != 0
}

// beside counts what another campaign sends.
func (r *Room) beside(p *Program, s *Sent) {
	for k := range r.caps {
		if r.caps[k].counts(s.Channel) {
			r.count(k, int(s.Day-p.Start))
		}
	}
}

// weeksAt is four weeks. Package encoding/binary would bring reflection along; the
// compiler makes one load of this all the same.
func weeksAt(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// putWeeks writes what weeksAt reads.
func putWeeks(b []byte, v uint64) {
	_ = b[7]
	b[0], b[1], b[2], b[3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	b[4], b[5], b[6], b[7] = byte(v>>32), byte(v>>40), byte(v>>48), byte(v>>56)
}
