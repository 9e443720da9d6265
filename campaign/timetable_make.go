package campaign

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

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
		work  audience.WorkDays
		hours audience.WorkHours
		zone  string
		mail  bool
		held  uint64 // experiments
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
		of := situation{person.WorkDays, person.WorkHours, person.TimeZone, person.Email != "", held(s.draws, s.workforce, person)}
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
			p.briefed[i] = own[m].where(s.zones[s.workforce.At(i).TimeZone])
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
