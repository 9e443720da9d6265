package campaign

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Timetable is the schedule of a whole workforce at once. By column, it asks of
// everyone which touchpoints are for them, and plans once for all people who
// get the same ones under the same circumstances: place, time zone, working
// days, whether their e-mail address is known, and the day on which their
// manager is briefed. People of whom the schedule knows more, such as what they
// did, are planned one by one. It tells what [Schedule.For] does, without the
// words. It does not change; several goroutines may use it.
type Timetable struct {
	schedule *Schedule
	class    []uint32     // by person
	classes  []timetabled // by class
}

// Slot is when somebody gets a touchpoint.
type Slot struct {
	// Touchpoint is its place in [Timetable.Touchpoints].
	Touchpoint uint32
	// Minute at which it comes, from 1970-01-01 00:00 UTC on.
	Minute uint32
}

// At is when the slot comes, in UTC.
func (s Slot) At() time.Time { return time.Unix(int64(s.Minute)*60, 0).UTC() }

// timetabled is what the people of one class get.
type timetabled struct {
	slots    []Slot
	briefing civil.Day // the first one, 0 without any
}

// The first two classes are of no circumstances.
const (
	nowhere   = iota // people whose time zone does not exist: nothing can be told
	oneByOne         // people of whom more is known
	noClasses        // how many those are
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
	t := &Timetable{schedule: s, class: make([]uint32, w.Len()), classes: make([]timetabled, noClasses)}
	p := planner{Timetable: t, set: population.Prepare(store, s.questions(), s.plan.Brief.Frame.Inform)}
	faults := p.situate()
	p.brief()
	n := p.set.Words()
	for first, words := range p.set.Blocks() {
		for k := 0; k < len(words); k += n {
			i := first + k/n
			t.class[i] = p.classOf(i, words[k:k+n])
		}
	}
	return t, errors.Join(faults...)
}

// questions are what a set asks about everyone: for each touchpoint whether it
// is for them, and for each place with days off of its own whether they are
// there.
func (s *Schedule) questions() []audience.Segment {
	b := &s.plan.Brief
	var asked []audience.Segment
	ask := func(conditions ...audience.Condition) {
		asked = append(asked, audience.Segment{When: audience.All(conditions...)})
	}
	for i := range s.program.Touchpoints {
		t := &s.program.Touchpoints[i]
		q := &s.program.Propositions[t.Proposition]
		var when []audience.Condition
		if t.Managers || q.Managers {
			when = append(when, audience.Is(audience.TraitManager, true))
		}
		for _, segment := range [...]int{t.Segment, q.Segment} {
			if segment != decision.Everyone {
				when = append(when, b.Segments[segment].When)
			}
		}
		ask(when...)
	}
	if l := s.program.Limits; l != nil {
		for _, place := range l.Places {
			if len(place.Values) > 0 {
				ask(audience.In(l.Place, place.Values...))
			}
		}
	}
	return asked
}

// planner is what it takes to make a timetable.
type planner struct {
	*Timetable
	set       *population.Set
	situation []uint32 // by person, see [situation]
	manager   []int32  // by person, -1 at the top
	briefed   []int32  // by person: the day from which their reports wait
	first     civil.Day
	table     []uint32 // class by hash, 0 where there is none
	keys      []uint64 // of each class: words, then situation and briefing
	hashes    []uint64 // of each class
}

// situation is what a person's days depend on that no condition asks.
type situation struct {
	work audience.WorkDays
	zone string
	mail bool
}

// situate numbers everyone's situation.
func (p *planner) situate() (faults []error) {
	s := p.schedule
	p.situation = make([]uint32, len(p.class))
	numbers := map[situation]uint32{}
	var met [64]struct {
		situation
		number uint32
	}
	alone := s.singular()
	i := 0
	for person := range s.workforce.People() {
		at := situation{person.WorkDays, person.TimeZone, person.Email != ""}
		near := &met[(uint(len(at.zone))*7+uint(at.work))%uint(len(met))]
		if near.number == 0 || near.situation != at {
			number, known := numbers[at]
			if !known {
				if number = uint32(noClasses + len(numbers)); s.zones[at.zone] == nil {
					number = nowhere
				}
				numbers[at] = number
			}
			near.situation, near.number = at, number
		}
		p.situation[i] = near.number
		if near.number == nowhere {
			faults = append(faults, &ZoneError{person.ID, person.TimeZone})
		} else if alone(person.ID) {
			p.situation[i] = oneByOne
		}
		i++
	}
	return faults
}

// singular tells of whom more is known than a timetable's classes do.
func (s *Schedule) singular() func(person string) bool {
	if s.learnt != nil {
		return func(string) bool { return true }
	}
	if s.known == nil && len(s.voices.invited) == 0 && len(s.earlier) == 0 {
		return func(string) bool { return false }
	}
	return func(person string) bool {
		history, invited := s.known.of(person)
		return len(history) > 0 || len(invited) > 0 || len(s.voices.invited[person]) > 0 || len(s.earlier[person]) > 0
	}
}

// brief walks the lines from the top and notes when managers are briefed.
func (p *planner) brief() {
	s := p.schedule
	p.first = s.program.End
	briefings := false
	for i := range s.program.Touchpoints {
		t := &s.program.Touchpoints[i]
		briefings = briefings || t.Briefing
		p.first = min(p.first, t.Day)
	}
	if !briefings {
		return
	}
	p.manager, p.briefed = make([]int32, len(p.class)), make([]int32, len(p.class))
	words := make([]uint64, p.set.Words())
	for i, m := range s.workforce.Line() {
		p.manager[i] = int32(m)
		if m >= 0 {
			p.briefed[i] = p.briefed[m]
		}
		person := s.workforce.At(i)
		if s.workforce.Reports(person.ID) == 0 {
			continue
		}
		p.set.Person(i, words)
		if p.situation[i] < noClasses {
			p.briefed[i] = int32(s.briefed[person.ID])
		} else if on := p.classes[p.classOf(i, words)].briefing; on != 0 {
			p.briefed[i] = int32(on)
		}
	}
}

// classOf is the class of a person with these answers; it is planned for when
// it is met first.
func (p *planner) classOf(i int, words []uint64) uint32 {
	at := p.situation[i]
	if at < noClasses {
		return at
	}
	last := uint64(at) << 32
	if p.manager != nil {
		if m := p.manager[i]; m >= 0 {
			if on := p.briefed[m]; on >= int32(p.first) { // else everything comes later anyway
				last |= uint64(uint32(on))
			}
		}
	}
	hash := last * 0x9e3779b97f4a7c15
	for _, w := range words {
		hash = (hash ^ hash>>29 ^ w) * 0xbf58476d1ce4e5b9
	}
	hash ^= hash >> 32
	if 2*len(p.hashes) >= len(p.table) {
		p.grow()
	}
	size := len(words) + 1
	for at := hash & uint64(len(p.table)-1); ; at = (at + 1) & uint64(len(p.table)-1) {
		class := p.table[at]
		if class == 0 {
			class = p.plan(i, words, last, hash)
			p.table[at] = class
			return class
		}
		if key := p.keys[int(class-noClasses)*size:][:size]; key[len(words)] == last && slices.Equal(key[:len(words)], words) {
			return class
		}
	}
}

// grow makes the table twice as large.
func (p *planner) grow() {
	p.table = make([]uint32, max(256, 2*len(p.table)))
	for n, hash := range p.hashes {
		at := hash & uint64(len(p.table)-1)
		for p.table[at] != 0 {
			at = (at + 1) & uint64(len(p.table)-1)
		}
		p.table[at] = uint32(n + noClasses)
	}
}

// plan makes the class of a person who is the first of it.
func (p *planner) plan(i int, words []uint64, last, hash uint64) uint32 {
	s := p.schedule
	person := s.person(s.workforce.At(i))
	person.Briefed = 0
	if p.manager != nil && p.manager[i] >= 0 {
		person.Briefed = civil.Day(p.briefed[p.manager[i]])
	}
	due := s.program.Schedule(person)
	made := timetabled{slots: make([]Slot, 0, len(due))}
	made.slots = s.slots(made.slots, due, s.workforce.At(i).TimeZone)
	for _, d := range due {
		if s.program.Touchpoints[d.Touchpoint].Briefing {
			made.briefing = d.Day
			break
		}
	}
	p.classes = append(p.classes, made)
	p.keys = append(append(p.keys, words...), last)
	p.hashes = append(p.hashes, hash)
	return uint32(len(p.classes) - 1)
}

// slots appends what is due as slots.
func (s *Schedule) slots(dst []Slot, due []decision.Due, zone string) []Slot {
	for _, d := range due {
		dst = append(dst, Slot{uint32(d.Touchpoint), uint32(wallClock(d.Day, d.Minute, s.zones[zone]).Unix() / 60)})
	}
	return dst
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
	class := t.class[i]
	if class != oneByOne {
		return append(dst, t.classes[class].slots...)
	}
	person := t.schedule.workforce.At(i)
	return t.schedule.slots(dst, t.schedule.due(person), person.TimeZone)
}

// Due yields who gets something from one moment on and before another, by
// number, with each of their slots.
func (t *Timetable) Due(from, before time.Time) iter.Seq2[int, Slot] {
	return func(yield func(int, Slot) bool) {
		within := func(s Slot) bool {
			at := s.At()
			return !at.Before(from) && at.Before(before)
		}
		due := make([][]Slot, len(t.classes))
		for c := range t.classes {
			for _, s := range t.classes[c].slots {
				if within(s) {
					due[c] = append(due[c], s)
				}
			}
		}
		var own []Slot
		for i, class := range t.class {
			slots := due[class]
			if class == oneByOne {
				own = slices.DeleteFunc(t.Slots(own[:0], i), func(s Slot) bool { return !within(s) })
				slots = own
			}
			for _, s := range slots {
				if !yield(i, s) {
					return
				}
			}
		}
	}
}
