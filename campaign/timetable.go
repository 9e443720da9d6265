package campaign

import (
	"errors"
	"iter"
	"math/bits"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/civil"
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

// planner is what it takes to make a timetable.
type planner struct {
	*Timetable
	places    []int     // bits of places with days off of their own; -1 for anywhere
	situation []uint32  // by person, a number; one of the cohorts without circumstances first
	briefed   []release // by person: when their manager is
	first     civil.Day // the first day of any touchpoint

	clocks map[string]*clock

	// The cohorts by circumstances.
	keys  []circumstances
	table []uint32 // 0 where there is none
}

// circumstances are those of a cohort, as numbers.
type circumstances struct {
	situation, place uint32
	briefed          release // zero where nothing waits for it
}

// planner makes a set of questions about everyone: for each touchpoint whether
// it is for them, and for each place with days off of its own whether they are
// there.
func (s *Schedule) planner(store *population.Store) *planner {
	b := &s.plan.Brief
	var asked []audience.Segment
	ask := func(conditions ...audience.Condition) {
		asked = append(asked, audience.Segment{When: audience.All(conditions...)})
	}
	for i := range s.program.Touchpoints {
		t := &s.program.Touchpoints[i]
		if t.Invited || t.Escalation { // whom these come to is planned for one by one
			continue
		}
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
	var places []decision.Place
	if l := s.program.Limits; l != nil {
		places = l.Places
		for _, place := range places {
			if len(place.Values) > 0 {
				ask(audience.In(l.Place, place.Values...))
			}
		}
	}
	t := &Timetable{schedule: s, store: store, set: population.Prepare(store, asked, b.Frame.Inform), cohort: make([]uint32, store.Len()), cohorts: make([]cohort, noCohorts)}
	p := &planner{Timetable: t, first: s.program.End, clocks: map[string]*clock{}}
	bits := bitsOf(t.set, len(asked))
	t.asks, t.numbers = make([]uint64, t.set.Words()), s.program.Numbers()
	bit := func() int { // of the next question
		first := bits[0]
		bits = bits[1:]
		return first
	}
	for i := range s.program.Touchpoints {
		if t := &s.program.Touchpoints[i]; t.Invited || t.Escalation {
			p.bit = append(p.bit, -1)
			continue
		}
		p.bit = append(p.bit, bit())
		p.first = min(p.first, s.program.Touchpoints[i].Day)
		if s.program.Touchpoints[i].When != nil {
			t.asks[p.bit[i]/64] |= 1 << (p.bit[i] % 64)
		}
	}
	for _, place := range places {
		if len(place.Values) == 0 {
			p.places = append(p.places, -1)
		} else {
			p.places = append(p.places, bit())
		}
	}
	return p
}

// bitsOf are the bits that answer each of a number of questions.
func bitsOf(set *population.Set, questions int) []int {
	list := make([]int, questions)
	words := make([]uint64, set.Words())
	for i := range list {
		for bit := range 64 * len(words) {
			words[bit/64] = 1 << (bit % 64)
			answers := set.In(words, i)
			words[bit/64] = 0
			if answers {
				list[i] = bit
				break
			}
		}
	}
	return list
}

// situate numbers everyone's situation: what their days depend on that no
// condition asks.
func (p *planner) situate() (faults []error) {
	type situation struct {
		work audience.WorkDays
		zone string
		mail bool
		held uint64 // experiments
	}
	type known struct {
		situation
		number uint32
	}
	s := p.schedule
	p.situation = make([]uint32, len(p.cohort))
	numbers := map[situation]uint32{}
	var met [64]known
	alone := s.singular()
	i := 0
	for person := range s.workforce.People() {
		of := situation{person.WorkDays, person.TimeZone, person.Email != "", held(s.draws, s.workforce, person)}
		near := &met[(uint(len(of.zone))*7+uint(of.work)+13*uint(of.held))%uint(len(met))]
		if near.situation != of || near.number == 0 {
			number, has := numbers[of]
			if !has {
				if number = noCohorts + uint32(len(numbers)); s.zones[of.zone] == nil {
					number = nowhere
				}
				numbers[of] = number
			}
			*near = known{of, number}
		}
		p.situation[i] = near.number
		if near.number == nowhere {
			faults = append(faults, &ZoneError{person.ID, person.TimeZone})
		} else if alone != nil && alone(i, person) {
			p.situation[i] = oneByOne
		}
		i++
	}
	return faults
}

// singular tells of whom more is known than a cohort and a past hold; nil for nobody.
func (s *Schedule) singular() func(i int, person *audience.Person) bool {
	if s.learnt != nil {
		return func(int, *audience.Person) bool { return true }
	}
	did := s.known != nil && s.program.AsksDid()
	if !did && !s.known.invites() && len(s.voices.invited) == 0 && len(s.silent) == 0 {
		return nil
	}
	return func(i int, person *audience.Person) bool {
		if s.known != nil {
			if k := &s.known.people[i]; len(k.invited) > 0 || did && (len(k.history) > 0 || len(k.facts) > 0) {
				return true
			}
		}
		return len(s.voices.invited[person.ID]) > 0 || len(s.silent[person.ID]) > 0
	}
}

// brief notes for everyone when the nearest manager above who is briefed is.
func (p *planner) brief() {
	s := p.schedule
	if len(s.briefed) == 0 {
		return
	}
	own := make([]release, len(p.cohort))
	i := 0
	for person, leads := range s.workforce.Leading() {
		if leads {
			own[i] = s.briefed[person.ID]
		}
		i++
	}
	p.briefed = make([]release, len(p.cohort))
	for i, m := range s.workforce.Line() {
		if m >= 0 && own[m].day >= p.first { // else everything comes later anyway
			p.briefed[i] = own[m]
		}
	}
}

// cohortOf is the cohort of a person with these answers.
func (p *planner) cohortOf(i int, words []uint64) uint32 {
	key := circumstances{situation: p.situation[i]}
	if key.situation < noCohorts {
		return key.situation
	}
	for _, bit := range p.places {
		if bit < 0 || words[bit/64]>>(bit%64)&1 == 1 {
			break
		}
		key.place++
	}
	if p.briefed != nil {
		key.briefed = p.briefed[i]
	}
	if 2*len(p.keys) >= len(p.table) {
		p.grow()
	}
	at := p.slot(&key)
	if p.table[at] == 0 {
		p.table[at] = noCohorts + uint32(len(p.keys))
		p.keys = append(p.keys, key)
		p.cohorts = append(p.cohorts, p.meet(p.schedule.workforce.At(i)))
	}
	return p.table[at]
}

// slot is where circumstances stand in the table, or would.
func (p *planner) slot(key *circumstances) int {
	hash := (uint64(key.situation)<<32 | uint64(uint32(key.briefed.day))<<2 | uint64(key.briefed.how)) * 0x9e3779b97f4a7c15
	hash = (hash ^ hash>>29 ^ uint64(key.place)) * 0xbf58476d1ce4e5b9
	for at := int(hash>>32) & (len(p.table) - 1); ; at = (at + 1) & (len(p.table) - 1) {
		if cohort := p.table[at]; cohort == 0 || p.keys[cohort-noCohorts] == *key {
			return at
		}
	}
}

// grow makes the table twice as large.
func (p *planner) grow() {
	p.table = make([]uint32, max(256, 2*len(p.table)))
	for n := range p.keys {
		p.table[p.slot(&p.keys[n])] = noCohorts + uint32(n)
	}
}

// meet makes the cohort of a person who is the first of it.
func (p *planner) meet(first *audience.Person) cohort {
	s := p.schedule
	circumstances := s.person(first)
	circumstances.Earlier = nil
	c := cohort{Cohort: s.program.Cohort(circumstances, p.bit), clock: p.clock(first.TimeZone), comes: make([]uint64, p.set.Words()), rank: make([]uint16, 64*p.set.Words())}
	c.alone = c.Alone()
	for n, one := range c.alone {
		bit := p.bit[one.Touchpoint]
		c.comes[bit/64] |= 1 << (bit % 64)
		c.rank[bit] = uint16(n)
		c.slots = append(c.slots, c.slot(one))
	}
	return c
}

// clock is the one of a zone that exists.
func (p *planner) clock(zone string) *clock {
	if p.clocks[zone] == nil {
		p.clocks[zone] = newClock(p.schedule.zones[zone], p.schedule.program.Start, p.schedule.program.End)
	}
	return p.clocks[zone]
}

// clock tells what clocks in a zone show during the campaign.
type clock struct {
	zone   *time.Location
	first  civil.Day
	behind []int16 // by day: minutes of UTC behind the zone; changing where that is not all day the same
}

const changing = 1 << 14 // more than a day

func newClock(zone *time.Location, first, last civil.Day) *clock {
	c := &clock{zone: zone, first: first}
	offset := func(at int64) int {
		_, seconds := time.Unix(at, 0).In(zone).Zone()
		return seconds
	}
	for day := first; day <= last; day++ {
		at := int64(day) * 86400
		behind := offset(at)
		for _, hours := range [...]int64{-24, -12, 12, 24, 36, 48} {
			if offset(at+hours*3600) != behind {
				behind = changing * 60
			}
		}
		c.behind = append(c.behind, int16(behind/60))
	}
	return c
}

// minute is when clocks show a day and a minute of it, in minutes of UTC.
func (c *clock) minute(day civil.Day, minute int) uint32 {
	if c.steady(day) {
		return uint32(int(day)*24*60 + minute - int(c.behind[day-c.first]))
	}
	return uint32(wallClock(day, minute, c.zone).Unix() / 60)
}

// steady reports whether clocks are known not to change around a day.
func (c *clock) steady(day civil.Day) bool {
	return c.first <= day && int(day-c.first) < len(c.behind) && c.behind[day-c.first] != changing
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
	if any = len(past.Facts) > 0 || len(past.History) > 0 || len(past.Earlier) > 0; any {
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
