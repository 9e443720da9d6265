package decision

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// Cohorts are all those of a program: what they have in common. Their sets have
// a bit for each touchpoint, by its number.
type Cohorts struct {
	program *Program
	words   int      // of a set
	meant   []uint64 // the touchpoints that may come
	order   []int    // touchpoints, as the schedule places them
	turn    []int    // by touchpoint: its place among those
	follows [][]int  // by touchpoint: those that it waits for, as the schedule places them
	caps    [][]int  // by touchpoint: the caps that count it
	toolkit bool     // something follows the person's own briefing
}

// Cohort are people in the same circumstances: all that a schedule asks of a
// person but which touchpoints are for them, which is given as a set of bits.
// Each touchpoint is placed by itself beforehand. For a person it comes there
// unless theirs are too many for a limit, which sets of bits tell too: of each,
// no more than so many may come. A cohort does not change.
type Cohort struct {
	*Cohorts
	person  Person // whoever it is, of whom nothing is known but the circumstances
	placing placing
	alone   []placed // by touchpoint: by itself
	needs   []need
	waits   []uint64    // the touchpoints of needs
	unsure  []uint64    // those that do not come even by themselves, and for another reason beside others
	bounds  []uint64    // sets of which only so many may come where they are, one after another
	most    []int       // of each bound: how many
	queued  bool        // what caps count is placed in the order in which it comes
	next    []civil.Day // by day from the program's first on: the first on which what pushes may come
}

// Placed is a touchpoint and its moment.
type Placed struct {
	Touchpoint int
	Day        civil.Day
	Minute     int
}

// Kept is a touchpoint that does not come, and why.
type Kept struct {
	Touchpoint int
	Not        Obstacle
}

type placed struct {
	comes  bool
	not    Obstacle
	day    civil.Day
	minute int
}

// need is a touchpoint that waits for others, which are taken to come.
type need struct {
	touchpoint int
	after      []uint64
}

// Cohorts prepares for people who may get the touchpoints of a set.
func (p *Program) Cohorts(meant []uint64) *Cohorts {
	n := len(p.Touchpoints)
	c := &Cohorts{program: p, words: n/64 + 1, meant: meant, turn: make([]int, n), follows: make([][]int, n), caps: make([][]int, n)}
	for i := range p.Touchpoints {
		c.order = append(c.order, i)
		c.toolkit = c.toolkit || p.Touchpoints[i].Toolkit
	}
	if l := p.Limits; l != nil {
		slices.SortStableFunc(c.order, func(i, j int) int { return cmp.Compare(p.Touchpoints[j].Rank, p.Touchpoints[i].Rank) })
		for i := range p.Touchpoints {
			for k := range l.Caps {
				if t := &p.Touchpoints[i]; t.Push && l.Caps[k].counts(t.Channel) {
					c.caps[i] = append(c.caps[i], k)
				}
			}
		}
	}
	for k, i := range c.order {
		c.turn[i] = k
		t := &p.Touchpoints[i]
		for _, j := range c.order[:k] {
			other := &p.Touchpoints[j]
			if t.Step > 0 && other.Step > 0 && origin(other.ID) == origin(t.ID) || t.Toolkit && other.Briefing && j < i {
				c.follows[i] = append(c.follows[i], j)
			}
		}
	}
	return c
}

// Of is the cohort of people in the circumstances of one, of whom nothing is
// known that they did, got or learnt. No step may ask for traits.
func (cs *Cohorts) Of(person Person) *Cohort {
	p := cs.program
	c := &Cohort{Cohorts: cs, person: person, alone: make([]placed, len(p.Touchpoints))}
	c.placing = placing{program: p, person: &c.person, work: person.WorkDays, hours: person.Hours, counted: p.prepared().counted}
	if c.placing.work == 0 {
		c.placing.work = Weekdays
	}
	if p.Limits != nil {
		c.placing.off = p.Limits.daysOff(person.Profile)
	}
	c.waits, c.unsure = c.set(), c.set()
	for _, i := range c.order {
		if has(c.meant, i) {
			c.settle(i)
		}
	}
	c.bind()
	c.next = make([]civil.Day, p.End+1-p.Start)
	free := p.End + 1
	for n := len(c.next) - 1; n >= 0; n-- {
		if day := p.Start + civil.Day(n); c.placing.next(day) == day && !slices.Contains(c.placing.off, day) {
			free = day
		}
		c.next[n] = free
	}
	c.queued = p.Limits != nil && p.Limits.Gap == 0 && person.Hours == nil
	var before *placed
	for _, i := range c.order {
		if a := &c.alone[i]; a.comes && len(c.caps[i]) > 0 {
			if before != nil && (a.day < before.day || a.day == before.day && a.minute < before.minute) {
				c.queued = false
			}
			before = a
		}
	}
	return c
}

// set is an empty set.
func (c *Cohorts) set() []uint64 { return make([]uint64, c.words) }

func add(set []uint64, bit int) { set[bit/64] |= 1 << (bit % 64) }

func has(set []uint64, bit int) bool { return set[bit/64]>>(bit%64)&1 == 1 }

// settle places a touchpoint by itself, after those earlier that it follows:
// the steps of its sequence before it, and briefings before a toolkit.
func (c *Cohort) settle(i int) {
	t := &c.program.Touchpoints[i]
	var out []Due
	placing := c.placing
	if follows := c.follows[i]; len(follows) > 0 {
		wait := need{i, c.set()}
		for _, j := range follows {
			if !has(c.meant, j) {
				continue
			}
			add(wait.after, j)
			if d := c.program.Touchpoints[j].due(j); placing.put(&d, out) == 0 {
				out = insert(out, d)
			}
		}
		c.needs = append(c.needs, wait)
		add(c.waits, i)
	}
	d := t.due(i)
	not := placing.put(&d, out)
	c.alone[i] = placed{not == 0, not, d.Day, d.Minute}
	if not != 0 && (d.Capped || d.Spaced) {
		add(c.unsure, i)
	}
}

// due is a touchpoint where the program has it.
func (t *Touchpoint) due(i int) Due { return Due{Touchpoint: i, Day: t.Day, Minute: t.Minute} }

// bind finds what may not come together.
func (c *Cohort) bind() {
	l := c.program.Limits
	if l == nil {
		return
	}
	var coming []int // in order of time
	for _, i := range c.order {
		if c.alone[i].comes && c.program.Touchpoints[i].Push {
			coming = append(coming, i)
		}
	}
	moment := func(i int) int { return int(c.alone[i].day)*minutesPerDay + c.alone[i].minute }
	slices.SortStableFunc(coming, func(i, j int) int { return cmp.Compare(moment(i), moment(j)) })
	// within bounds those that are counted, in each stretch of time that begins with one of them.
	within := func(counts func(i int) bool, time func(i int) int, span, most int) {
		last := c.set()
		for k, first := range coming {
			if !counts(first) {
				continue
			}
			some := c.set()
			n := 0
			for _, i := range coming[k:] {
				if counts(i) && time(i)-time(first) < span {
					add(some, i)
					n++
				}
			}
			if n > most && !covers(last, some) {
				c.bounds, c.most, last = append(c.bounds, some...), append(c.most, most), some
			}
		}
	}
	all := func(int) bool { return true }
	if l.Gap > 0 {
		within(all, moment, l.Gap, 1)
	}
	day := func(i int) int { return int(c.alone[i].day) }
	for k := range l.Caps {
		counts := func(i int) bool { return slices.Contains(c.caps[i], k) }
		for _, of := range [...]struct{ span, most int }{{1, l.Caps[k].Day}, {7, l.Caps[k].Week}, {longestGap, l.Caps[k].Campaign}} {
			if of.most > 0 {
				within(counts, day, of.span, of.most)
			}
		}
	}
}

// covers reports whether a set has all of another.
func covers(set, other []uint64) bool {
	for w := range other {
		if other[w]&^set[w] != 0 {
			return false
		}
	}
	return true
}

// Not is why a touchpoint does not come even by itself; 0 where it does. It is
// why it does not come beside others too, in a set that is [Cohort.AsAlone] or
// [Cohort.Plain] and for which the cohort is [Cohort.Sure].
func (c *Cohort) Not(i int) Obstacle { return c.alone[i].not }

// Sure reports whether [Cohort.Not] tells why what does not come of a set does
// not.
func (c *Cohort) Sure(set []uint64) bool { return !meets(set, c.unsure) }

// AsAlone reports whether everything in a set comes where [Cohort.Alone] has it.
func (c *Cohort) AsAlone(set []uint64) bool {
	set = set[:c.words]
	bounds := c.bounds
	for _, most := range c.most {
		n := 0
		for w, s := range bounds[:len(set)] {
			n += bits.OnesCount64(set[w] & s)
		}
		if n > most {
			return false
		}
		bounds = bounds[len(set):]
	}
	for i := range c.needs {
		if n := &c.needs[i]; has(set, n.touchpoint) && !covers(set, n.after) {
			return false
		}
	}
	return true
}

// Alone are the touchpoints that come, each placed by itself, in the order in
// which a schedule has them.
func (c *Cohort) Alone() []Placed {
	var all []Placed
	for _, i := range c.order {
		if a := &c.alone[i]; a.comes {
			all = append(all, Placed{i, a.day, a.minute})
		}
	}
	slices.SortStableFunc(all, byTime)
	return all
}

func byTime(a, b Placed) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute))
}

// Plain reports whether all that a set has too many of moves to the first day
// that caps leave, whatever else comes, and finds it in the order of
// [Cohort.Alone].
func (c *Cohort) Plain(set []uint64) bool { return c.queued && !meets(set, c.waits) }

// Counted reports whether a cap counts a touchpoint.
func (c *Cohort) Counted(i int) bool { return len(c.caps[i]) > 0 }

// Find is the first day from one on on which caps leave room for a touchpoint,
// or what keeps it from coming; it takes the room.
func (c *Cohort) Find(i int, day civil.Day, r *Room) (civil.Day, Obstacle) {
	caps, start := c.caps[i], c.program.Start
	full, forGood := r.full(caps, int(day-start))
	if full {
		var not Obstacle
		if day, not = c.search(i, day, forGood, r); not != 0 {
			return 0, not
		}
	}
	r.take(caps, int(day-start))
	return day, 0
}

// search is the first day after a full one on which caps leave room.
func (c *Cohort) search(i int, day civil.Day, forGood bool, r *Room) (civil.Day, Obstacle) {
	p := c.program
	t := &p.Touchpoints[i]
	last := p.last(t)
	late := false // whether quiet hours move it to the next day
	if !t.Anytime {
		_, late = p.Limits.quiet(t.Minute)
	}
	for full := true; full; full, forGood = r.full(c.caps[i], int(day-p.Start)) {
		if forGood || t.Drop {
			return 0, OverCap
		}
		next := c.free(day + 1)
		if late {
			next = c.free(next + 1)
		}
		if next > last {
			d := Due{Touchpoint: i, Day: day + 1, Minute: t.Minute, Capped: true}
			return 0, c.placing.place(&d, last, nil) // the last to move it may be a holiday
		}
		day = next
	}
	return day, 0
}

// free is the first day from one on on which what pushes may come; one after
// the program's end where there is none.
func (c *Cohort) free(day civil.Day) civil.Day {
	if day > c.program.End {
		return c.program.End + 1
	}
	return c.next[day-c.program.Start]
}

// meets reports whether two sets have something in common.
func meets(set, other []uint64) bool {
	for w := range other {
		if set[w]&other[w] != 0 {
			return true
		}
	}
	return false
}

// Before reports whether a schedule has one before the other.
func (c *Cohort) Before(a, b *Placed) bool {
	if a.Day != b.Day {
		return a.Day < b.Day
	}
	if a.Minute != b.Minute {
		return a.Minute < b.Minute
	}
	return c.turn[a.Touchpoint] < c.turn[b.Touchpoint]
}

// Account appends what comes of a set, in order of time, and what does not.
func (c *Cohort) Account(dst []Placed, kept []Kept, set []uint64) ([]Placed, []Kept) {
	var room [32]Due
	out, placing := room[:0], c.placing
	for _, i := range c.order {
		if !has(c.meant, i) || !has(set, i) {
			continue
		}
		d := c.program.Touchpoints[i].due(i)
		if not := placing.put(&d, out); not == 0 {
			out = insert(out, d)
		} else {
			kept = append(kept, Kept{i, not})
		}
	}
	for i := range out {
		dst = append(dst, Placed{out[i].Touchpoint, out[i].Day, out[i].Minute})
	}
	return dst, kept
}
