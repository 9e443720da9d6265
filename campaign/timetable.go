package campaign

import (
	"errors"
	"iter"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Timetable is the schedule of a whole workforce at once. By column, it asks of
// everyone which touchpoints are for them. The rest is known beforehand for all
// who are in the same circumstances: place, time zone, working days, whether
// their e-mail address is known, which experiments hold them out, and the day on
// which their manager is briefed.
// Who would get too much at a time is planned for on top of that, and so are
// people of whom it is known what they did or got. One by one are only those who
// are invited or hear of a silence below them, those who did something where
// segments ask for it, and everyone where there is learning.
//
// It tells what [Schedule.For] does, without the words. It keeps four bytes a
// person and no slots, and what is known of circumstances from when they are met
// first. What it tells does not change: several goroutines may use it, and share
// out the people with [Timetable.Between].
type Timetable struct {
	schedule *Schedule
	store    *population.Store
	set      *population.Set
	order    *arrangement      // of its answers
	places   int               // that have days off of their own
	meant    []uint64          // the touchpoints that cohorts may get
	asks     []uint64          // the steps that ask for traits
	numbers  map[string]int    // of touchpoints, by ID
	clocks   map[string]*clock // by time zone

	circumstances []uint32                 // by person, as a number
	cohorts       []atomic.Pointer[cohort] // by circumstances, then by place
	elsewhere     *elsewhere
}

// elsewhere are the cohorts of people who differ from others by time zone alone:
// all is the same but for what the clocks show.
type elsewhere struct {
	*decision.Cohorts
	mutex sync.Mutex
	met   map[circumstances]*decision.Cohort
}

// Slot is when somebody gets a touchpoint.
type Slot struct {
	// Touchpoint is its place in [Timetable.Touchpoints].
	Touchpoint uint32
	// Minute at which it comes, from 1970-01-01 00:00 UTC on; in which it came, where it was sent.
	Minute uint32
}

// At is when the slot comes, in UTC.
func (s Slot) At() time.Time { return time.Unix(int64(s.Minute)*60, 0).UTC() }

// cohort are people in the same circumstances.
type cohort struct {
	*decision.Cohort
	clock *clock
	comes []uint64 // the touchpoints that come, each by itself

	// Those touchpoints in order of time. Most cohorts have them in the program's,
	// so that the place of each is its number.
	rank    []uint16 // by touchpoint: its place; nil where that is its number
	slots   []Slot
	alone   []decision.Placed
	counted []uint64 // places of those that caps count
}

// Timetable plans for everyone. The store is the workforce's, with the traits
// that the brief declares ([population.Of]); where it is nil, one is made. The
// error joins a [*ZoneError] for each person whose time zone does not exist;
// the timetable is whole for all others.
func (s *Schedule) Timetable(store *population.Store) (*Timetable, error) {
	if store == nil {
		store = population.Of(s.workforce, s.plan.Brief.Traits)
	}
	t := s.ask(store)
	return t, errors.Join(t.number()...)
}

// place is where a touchpoint that comes stands.
func (c *cohort) place(touchpoint int) int {
	if c.rank == nil {
		return touchpoint
	}
	return int(c.rank[touchpoint])
}

func (c *cohort) slot(one decision.Placed) Slot {
	return Slot{uint32(one.Touchpoint), c.clock.minute(one.Day, one.Minute)}
}

// Touchpoints are the IDs of the touchpoints that slots name.
func (t *Timetable) Touchpoints() []string {
	ids := make([]string, len(t.schedule.program.Touchpoints))
	for i := range ids {
		ids[i] = t.schedule.program.Touchpoints[i].ID
	}
	return ids
}

// Slots appends what person number i of [audience.Workforce.People] gets, in
// order of time where the person is: nothing where their time zone does not
// exist.
func (t *Timetable) Slots(dst []Slot, i int) []Slot {
	return t.reader().person(dst, i)
}

// All yields everyone's number and what they get, as [Timetable.Slots] tells
// it. The slots are overwritten by the next person's.
func (t *Timetable) All() iter.Seq2[int, []Slot] { return t.Between(0, len(t.circumstances)) }

// Between yields the people from number first on and before another, as
// [Timetable.All] does everyone: so that several goroutines share out the people.
func (t *Timetable) Between(first, before int) iter.Seq2[int, []Slot] {
	return func(yield func(int, []Slot) bool) {
		r := t.reader()
		n := t.order.words
		var slots []Slot
		for i, sets := range t.sets(first, before) {
			for ; len(sets) > 0; i, sets = i+1, sets[n:] {
				slots = r.slots(slots[:0], i, sets[:n])
				if !yield(i, slots) {
					return
				}
			}
		}
	}
}

// sets yields which touchpoints are for the people from number first on and
// before another, and where they are, some people at a time: the number of the
// first, and a set for each. The sets are overwritten by the next.
func (t *Timetable) sets(first, before int) iter.Seq2[int, []uint64] {
	return func(yield func(int, []uint64) bool) {
		var sets []uint64
		for i, answers := range t.set.Between(first, before) {
			n := len(answers) / t.order.given * t.order.words
			sets = slices.Grow(sets[:0], n)[:n]
			t.order.arrange(answers, sets)
			if !yield(i, sets) {
				return
			}
		}
	}
}

// reader reads one person after another.
type reader struct {
	*Timetable
	coming  []uint64 // places among a cohort's slots
	room    *decision.Room
	placed  []decision.Placed
	planner *decision.Planner

	answers, own []uint64 // of a person who is read alone
}

func (t *Timetable) reader() *reader {
	return &reader{Timetable: t, coming: make([]uint64, t.order.words), room: t.schedule.program.Room(), planner: t.schedule.program.Planner(t.numbers), answers: make([]uint64, t.order.given), own: make([]uint64, t.order.words)}
}

// person appends what person number i gets.
func (r *reader) person(dst []Slot, i int) []Slot {
	r.set.Person(i, r.answers)
	r.order.arrange(r.answers, r.own)
	return r.slots(dst, i, r.own)
}

// slots appends what a person gets who has this set.
func (r *reader) slots(dst []Slot, i int, set []uint64) []Slot {
	switch r.circumstances[i] {
	case nowhere:
		return dst
	case oneByOne:
		return r.one(dst, i)
	}
	c := r.of(i, set)
	switch {
	case r.knows(i, set):
		return r.plan(dst, i, c, set)
	case c.AsAlone(set):
		r.come(c, set)
		return r.emit(dst, c)
	case c.Plain(set):
		r.come(c, set)
		return r.squeeze(dst, c)
	}
	return r.plan(dst, i, c, set)
}

// one appends what a person gets of whom more is known than a cohort and a past.
func (r *reader) one(dst []Slot, i int) []Slot {
	person := r.schedule.workforce.At(i)
	for _, d := range r.schedule.due(person) {
		at := wallClock(d.Day, d.Minute, r.schedule.zones[person.TimeZone])
		if d.Sent {
			at, _ = r.schedule.known.came(person.ID, r.schedule.program.Touchpoints[d.Touchpoint].ID)
		}
		dst = append(dst, Slot{uint32(d.Touchpoint), uint32(at.Unix() / 60)})
	}
	return dst
}

// plan appends what a person of a cohort gets, whatever is known of them.
func (r *reader) plan(dst []Slot, i int, c *cohort, set []uint64) []Slot {
	past := r.past(i, c)
	if r.asked(set) {
		past.Profile = r.schedule.profile(r.schedule.workforce.At(i))
	}
	r.placed = r.planner.Schedule(r.placed[:0], c.Cohort, set, &past)
	for _, one := range r.placed {
		if r.planner.Sent(one.Touchpoint) && !c.clock.steady(one.Day) {
			at, _ := r.schedule.known.people[i].came(r.schedule.program.Touchpoints[one.Touchpoint].ID)
			dst = append(dst, Slot{uint32(one.Touchpoint), uint32(at.Unix() / 60)})
			continue
		}
		dst = append(dst, c.slot(one))
	}
	return dst
}

// come notes the places of what comes of a set.
func (r *reader) come(c *cohort, set []uint64) {
	if c.rank == nil {
		for w, comes := range c.comes {
			r.coming[w] = set[w] & comes
		}
		return
	}
	clear(r.coming)
	for w, comes := range c.comes {
		for rest := set[w] & comes; rest != 0; rest &= rest - 1 {
			n := c.place(64*w + bits.TrailingZeros64(rest))
			r.coming[n/64] |= 1 << (n % 64)
		}
	}
}

// emit appends the slots of what is coming. It writes four at a time, the last
// of them perhaps for nothing, since how many there are is hard to foresee.
func (r *reader) emit(dst []Slot, c *cohort) []Slot {
	for w, set := range r.coming {
		slots := (*[64]Slot)(c.slots[64*w:])
		at, n := len(dst), len(dst)+bits.OnesCount64(set)
		dst = slices.Grow(dst, 64)[:at+64]
		for ; at < n; at += 4 {
			four := (*[4]Slot)(dst[at:])
			four[0] = slots[bits.TrailingZeros64(set)&63]
			set &= set - 1
			four[1] = slots[bits.TrailingZeros64(set)&63]
			set &= set - 1
			four[2] = slots[bits.TrailingZeros64(set)&63]
			set &= set - 1
			four[3] = slots[bits.TrailingZeros64(set)&63]
			set &= set - 1
		}
		dst = dst[:n]
	}
	return dst
}

// knows reports whether more than their cohort and their set decides what a
// person gets.
func (t *Timetable) knows(i int, set []uint64) bool {
	s := t.schedule
	if s.known != nil {
		if len(s.known.people[i].facts) > 0 {
			return true
		}
	}
	return s.earlier != nil && len(s.earlier[i]) > 0 || s.catching != nil || t.asked(set)
}

// past is what is known of a person of a cohort.
func (t *Timetable) past(i int, c *cohort) (past decision.Past) {
	s := t.schedule
	past.Now = c.clock.now
	if s.known != nil {
		k := &s.known.people[i]
		past.Facts = k.facts
	}
	if s.earlier != nil {
		past.Earlier = s.earlier[i]
	}
	past.CatchUp = s.catching
	return past
}

// asked reports whether a step that may come to a person with these answers
// asks for traits.
func (t *Timetable) asked(words []uint64) bool {
	for w, set := range words {
		if set&t.asks[w] != 0 {
			return true
		}
	}
	return false
}

// squeeze appends what is coming, moved where caps leave no room.
func (r *reader) squeeze(dst []Slot, c *cohort) []Slot {
	r.room.Reset()
	moved := r.placed[:0] // in order of time
	for w, set := range r.coming {
		for set &= c.counted[w]; set != 0; set &= set - 1 {
			one := &c.alone[64*w+bits.TrailingZeros64(set)]
			day, not := c.Find(one.Touchpoint, one.Day, r.room)
			if not == 0 && day == one.Day {
				continue
			}
			r.coming[w] &^= set & -set
			if not != 0 {
				continue
			}
			moved = append(moved, decision.Placed{Touchpoint: one.Touchpoint, Day: day, Minute: one.Minute})
			for k := len(moved) - 1; k > 0 && c.Before(&moved[k], &moved[k-1]); k-- {
				moved[k], moved[k-1] = moved[k-1], moved[k]
			}
		}
	}
	r.placed = moved
	for w, set := range r.coming {
		for ; set != 0 && len(moved) > 0; set &= set - 1 {
			n := 64*w + bits.TrailingZeros64(set)
			for ; len(moved) > 0 && c.Before(&moved[0], &c.alone[n]); moved = moved[1:] {
				dst = append(dst, c.slot(moved[0]))
			}
			dst = append(dst, c.slots[n])
		}
		r.coming[w] = set
	}
	dst = r.emit(dst, c)
	for _, one := range moved {
		dst = append(dst, c.slot(one))
	}
	return dst
}
