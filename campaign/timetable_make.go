package campaign

import (
	"cmp"
	"math/bits"
	"slices"
	"sync/atomic"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// situation is what somebody's days depend on that no condition asks.
type situation struct {
	work  audience.WorkDays
	hours audience.WorkHours
	zone  string
	mail  bool
	held  uint64 // experiments
}

// circumstances are those of people who have the same at the same time on the
// wall, wherever they are.
type circumstances struct {
	situation // without the time zone, but for who has hours of work
	release
	place int
}

// The first circumstances are none.
const (
	unknown  = iota // not a number
	nowhere         // people whose time zone does not exist: nothing can be told
	oneByOne        // people of whom more is known
	together        // the first of cohorts
)

// ask makes a set of questions about everyone: for each touchpoint whether it is
// for them, and for each place with days off of its own whether they are there.
func (s *Schedule) ask(store *population.Store) *Timetable {
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
	set := population.Prepare(store, asked, b.Frame.Inform)
	count := len(s.program.Touchpoints)
	t := &Timetable{schedule: s, store: store, set: set, order: newArrangement(set.Words(), count+len(places)+1), places: len(places), numbers: s.program.Numbers(), clocks: map[string]*clock{}}
	t.meant, t.asks = make([]uint64, t.order.words), make([]uint64, t.order.words)
	bits := bitsOf(set, len(asked))
	put := func(to int) {
		t.order.put(bits[0], to)
		bits = bits[1:]
	}
	for i := range s.program.Touchpoints {
		if q := &s.program.Touchpoints[i]; !q.Invited && !q.Escalation {
			put(i)
			t.meant[i/64] |= 1 << (i % 64)
			if q.When != nil {
				t.asks[i/64] |= 1 << (i % 64)
			}
		}
	}
	for n, place := range places {
		if len(place.Values) == 0 {
			t.order.always(count + n)
		} else {
			put(count + n)
		}
	}
	t.order.always(count + len(places)) // whoever is in none of them
	t.elsewhere = &elsewhere{Cohorts: s.program.Cohorts(t.meant), met: map[circumstances]*decision.Cohort{}}
	return t
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

// situate numbers everyone's situation, and finds their time zones.
func (s *Schedule) situate() {
	type known struct {
		situation
		number int // one more than that
	}
	s.situation = make([]uint32, s.workforce.Len())
	numbers := map[situation]int{}
	var lately [64]known
	i := 0
	for person := range s.workforce.People() {
		of := situation{person.WorkDays, person.WorkHours, person.TimeZone, person.Email != "", held(s.draws, s.workforce, person)}
		near := &lately[(uint(len(of.zone))*7+uint(of.work)+13*uint(of.held))%uint(len(lately))]
		if near.situation != of || near.number == 0 {
			if numbers[of] == 0 {
				s.met = append(s.met, of)
				numbers[of] = len(s.met)
				s.locate(of.zone)
				s.prepareHours(person)
			}
			*near = known{of, numbers[of]}
		}
		s.situation[i] = uint32(near.number - 1)
		i++
	}
}

// locate finds a time zone, once.
func (s *Schedule) locate(name string) {
	if _, tried := s.zones[name]; tried {
		return
	}
	zone, _ := time.LoadLocation(name) // nil where it does not exist
	if name == "Local" {
		zone = nil // each machine has another
	}
	s.zones[name] = zone
}

// number numbers everyone's circumstances, but for the place.
func (t *Timetable) number() (faults []error) {
	s := t.schedule
	for name, zone := range s.zones {
		if zone != nil {
			t.clocks[name] = newClock(zone, s.program.Start, s.program.End)
			t.clocks[name].now = s.known.nowFor(zone)
		}
	}
	first := s.program.End // of what anybody gets
	for i := range s.program.Touchpoints {
		first = min(first, s.program.Touchpoints[i].Day)
	}
	wait := make([]int, len(s.releases)) // by release: the first where everything comes later anyway
	for n := range wait {
		if s.releases[n].day+1 >= first { // a day more where clocks are far ahead
			wait[n] = n
		}
	}
	numbers := make([]uint32, len(s.met)*len(wait)) // by situation, then by release
	next := uint32(together)
	alone := s.singular()
	t.circumstances = make([]uint32, s.workforce.Len())
	for i, situation := range s.situation {
		at := int(situation) * len(wait)
		if s.released != nil {
			if m := s.workforce.Above(i); m >= 0 {
				at += wait[s.released[m]]
			}
		}
		if numbers[at] == unknown {
			if numbers[at] = nowhere; s.zones[s.met[situation].zone] != nil {
				numbers[at] = next
				next++
			}
		}
		t.circumstances[i] = numbers[at]
		if numbers[at] == nowhere {
			person := s.workforce.At(i)
			faults = append(faults, &ZoneError{person.ID, person.TimeZone})
		} else if alone != nil && alone(i, s.workforce.At(i)) {
			t.circumstances[i] = oneByOne
		}
	}
	t.cohorts = make([]atomic.Pointer[cohort], int(next)*(t.places+1))
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
			if k := &s.known.people[i]; len(k.invited) > 0 || did && len(k.facts) > 0 {
				return true
			}
		}
		return len(s.voices.invited[person.ID]) > 0 || len(s.silent[person.ID]) > 0
	}
}

// of is the cohort of a person of some circumstances with this set. It is made
// when it is met first: made twice at a time, it is the same.
func (t *Timetable) of(i int, set []uint64) *cohort {
	at := t.seat(i, set)
	if c := t.cohorts[at].Load(); c != nil {
		return c
	}
	c := t.meet(i, t.place(set))
	t.cohorts[at].Store(c)
	return c
}

// seat is where the cohort of a person of some circumstances with this set is.
func (t *Timetable) seat(i int, set []uint64) int {
	return int(t.circumstances[i])*(t.places+1) + t.place(set)
}

// place is the first place in a set: its bits follow those of touchpoints.
func (t *Timetable) place(set []uint64) int {
	n := len(t.schedule.program.Touchpoints)
	w := n / 64
	for rest := set[w] >> (n % 64) << (n % 64); ; rest = set[w] {
		if rest != 0 {
			return 64*w + bits.TrailingZeros64(rest) - n
		}
		w++
	}
}

// meet makes the cohort of a person at a place.
func (t *Timetable) meet(i, place int) *cohort {
	person := t.schedule.workforce.At(i)
	c := &cohort{Cohort: t.anywhere(i, person, place), clock: t.clocks[person.TimeZone], comes: make([]uint64, t.order.words), counted: make([]uint64, t.order.words), slots: make([]Slot, 64*t.order.words)}
	placed := c.Alone()
	for _, one := range placed {
		c.comes[one.Touchpoint/64] |= 1 << (one.Touchpoint % 64)
	}
	if slices.IsSortedFunc(placed, func(a, b decision.Placed) int { return cmp.Compare(a.Touchpoint, b.Touchpoint) }) {
		c.alone = make([]decision.Placed, len(c.slots))
		for _, one := range placed {
			c.put(one.Touchpoint, one)
		}
		return c
	}
	c.alone, c.rank = placed, make([]uint16, len(c.slots))
	for n, one := range placed {
		c.rank[one.Touchpoint] = uint16(n)
		c.put(n, one)
	}
	return c
}

// put notes what comes at a place.
func (c *cohort) put(place int, one decision.Placed) {
	c.alone[place], c.slots[place] = one, c.slot(one)
	if c.Counted(one.Touchpoint) {
		c.counted[place/64] |= 1 << (place % 64)
	}
}

// anywhere is a person's cohort, whatever their time zone.
func (t *Timetable) anywhere(i int, person *audience.Person, place int) *decision.Cohort {
	s, e := t.schedule, t.elsewhere
	of := circumstances{s.met[s.situation[i]], s.managerBriefed(person), place}
	if of.hours.IsZero() { // else clocks that skip hours matter
		of.zone = ""
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.met[of] == nil {
		made := s.person(person)
		made.Earlier = nil
		e.met[of] = e.Of(made)
	}
	return e.met[of]
}
