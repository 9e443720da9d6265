package campaign

import (
	"errors"
	"iter"
	"math/bits"
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
// person and no slots, and does not change: several goroutines may use it.
type Timetable struct {
	schedule *Schedule
	store    *population.Store
	set      *population.Set
	bit      []int    // by touchpoint: in the words of a person, -1 for none
	cohort   []uint32 // by person
	cohorts  []cohort
	asks     []uint64       // bits of steps that ask for traits
	numbers  map[string]int // of touchpoints, by ID
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
	comes []uint64 // bits of touchpoints that come, each by itself
	rank  []uint16 // by bit: the place among the following, in order of time
	slots []Slot
	alone []decision.Placed
}

// The first two cohorts are of no circumstances.
const (
	nowhere   = iota // people whose time zone does not exist: nothing can be told
	oneByOne         // people of whom more is known
	noCohorts        // how many those are
)

// Timetable plans for everyone. The store is the workforce's, with the traits
// that the brief declares ([population.Of]); where it is nil, one is made. The
// error joins a [*ZoneError] for each person whose time zone does not exist;
// the timetable is whole for all others.
func (s *Schedule) Timetable(store *population.Store) (*Timetable, error) {
	w := s.workforce
	if store == nil {
		store = population.Of(w, s.plan.Brief.Traits)
	}
	p := s.planner(store)
	faults := p.situate()
	p.brief()
	n := p.set.Words()
	for first, words := range p.set.Blocks() {
		for k := 0; k < len(words); k += n {
			i := first + k/n
			p.cohort[i] = p.cohortOf(i, words[k:k+n])
		}
	}
	return p.Timetable, errors.Join(faults...)
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
	words := make([]uint64, t.set.Words())
	t.set.Person(i, words)
	r := t.reader()
	return r.slots(dst, i, words)
}

// All yields everyone's number and what they get, as [Timetable.Slots] tells
// it. The slots are overwritten by the next person's.
func (t *Timetable) All() iter.Seq2[int, []Slot] {
	return func(yield func(int, []Slot) bool) {
		r := t.reader()
		n := t.set.Words()
		var slots []Slot
		for first, words := range t.set.Blocks() {
			for k := 0; k < len(words); k += n {
				slots = r.slots(slots[:0], first+k/n, words[k:k+n])
				if !yield(first+k/n, slots) {
					return
				}
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
}

func (t *Timetable) reader() *reader {
	return &reader{Timetable: t, coming: make([]uint64, len(t.schedule.program.Touchpoints)/64+1), room: t.schedule.program.Room(), planner: t.schedule.program.Planner(t.numbers)}
}

// slots appends what a person gets whose answers are these.
func (r *reader) slots(dst []Slot, i int, words []uint64) []Slot {
	c := &r.cohorts[r.cohort[i]]
	if c.Cohort == nil {
		if r.cohort[i] == oneByOne {
			person := r.schedule.workforce.At(i)
			for _, d := range r.schedule.due(person) {
				at := wallClock(d.Day, d.Minute, r.schedule.zones[person.TimeZone])
				if d.Sent {
					at, _ = r.schedule.known.came(person.ID, r.schedule.program.Touchpoints[d.Touchpoint].ID)
				}
				dst = append(dst, Slot{uint32(d.Touchpoint), uint32(at.Unix() / 60)})
			}
		}
		return dst
	}
	past, known := r.past(i, c)
	if r.asked(words) {
		past.Profile, known = r.schedule.profile(r.schedule.workforce.At(i)), true
	}
	asAlone := !known && c.AsAlone(words)
	if !asAlone && (known || !c.Plain(words)) {
		r.placed = r.planner.Schedule(r.placed[:0], c.Cohort, words, &past)
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
	for w, set := range words {
		for set &= c.comes[w]; set != 0; set &= set - 1 {
			n := c.rank[64*w+bits.TrailingZeros64(set)]
			r.coming[n/64] |= 1 << (n % 64)
		}
	}
	if asAlone {
		for w, set := range r.coming {
			for ; set != 0; set &= set - 1 {
				dst = append(dst, c.slots[64*w+bits.TrailingZeros64(set)])
			}
			r.coming[w] = 0
		}
		return dst
	}
	return r.squeeze(dst, c)
}

// past is what is known of a person of a cohort; false where nothing is.
func (t *Timetable) past(i int, c *cohort) (past decision.Past, any bool) {
	s := t.schedule
	if s.known != nil {
		k := &s.known.people[i]
		past.Facts, past.History = k.facts, k.history
	}
	if s.earlier != nil {
		past.Earlier = s.earlier[i]
	}
	past.CatchUp = s.catching
	if any = len(past.Facts) > 0 || len(past.History) > 0 || len(past.Earlier) > 0 || past.CatchUp != nil; any {
		past.Now = s.known.nowFor(c.clock.zone)
	}
	return past, any
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
	moved, next := r.placed[:0], 0 // in order of time
	for w, set := range r.coming {
		for ; set != 0; set &= set - 1 {
			n := 64*w + bits.TrailingZeros64(set)
			one := &c.alone[n]
			day, not := c.Find(one.Touchpoint, one.Day, r.room)
			if day == one.Day {
				for ; next < len(moved) && c.Before(&moved[next], one); next++ {
					dst = append(dst, c.slot(moved[next]))
				}
				dst = append(dst, c.slots[n])
			} else if not == 0 {
				moved = append(moved, decision.Placed{Touchpoint: one.Touchpoint, Day: day, Minute: one.Minute})
				for k := len(moved) - 1; k > next && c.Before(&moved[k], &moved[k-1]); k-- {
					moved[k], moved[k-1] = moved[k-1], moved[k]
				}
			}
		}
		r.coming[w] = 0
	}
	for ; next < len(moved); next++ {
		dst = append(dst, c.slot(moved[next]))
	}
	r.placed = moved
	return dst
}

// Due yields who gets something from one moment on and before another, by
// number, with each of their slots.
func (t *Timetable) Due(from, before time.Time) iter.Seq2[int, Slot] {
	return func(yield func(int, Slot) bool) {
		first, last := minutesUp(from), minutesUp(before)
		for i, slots := range t.All() {
			for _, s := range slots {
				if first <= int64(s.Minute) && int64(s.Minute) < last && !yield(i, s) {
					return
				}
			}
		}
	}
}

// minutesUp is the first whole minute that is not before a moment.
func minutesUp(at time.Time) int64 {
	minutes := at.Unix() / 60
	if time.Unix(minutes*60, 0).Before(at) {
		minutes++
	}
	return minutes
}
