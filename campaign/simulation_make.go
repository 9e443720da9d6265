package campaign

import (
	"iter"
	"math/bits"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Simulate runs the campaign without sending anything, and counts. Whoever is
// in a cohort costs a few steps for each item; the others are planned for one
// by one.
func (t *Timetable) Simulate() *Simulation { return t.count().simulation() }

// simulate is the dry run for a workforce; nil for one without people.
func (p *Plan) simulate(w *audience.Workforce, voices voices) *Simulation {
	if w.Len() == 0 {
		return nil
	}
	s := p.unvoiced(w)
	s.voices = voices
	t, _ := s.Timetable(nil) // of whom nothing can be told, the simulation says
	return t.Simulate()
}

// tally is what a dry run counts, to the last person.
type tally struct {
	plan     *Plan
	program  *decision.Program
	unplaced int
	days     int   // of the campaign
	came     []int // by touchpoint, then by day: people
	kept     []struct{ items, people int }
	groups   []tallied // everyone, then the segments
}

// tallied is what a tally knows of a group of people.
type tallied struct {
	got  []int // by number of items: people
	kept int   // people from whom something is kept
	who  few
}

// count goes through everyone once.
func (t *Timetable) count() *tally {
	s := t.schedule
	b := &s.plan.Brief
	c := &tally{plan: s.plan, program: s.program, days: int(s.program.End-s.program.Start) + 1}
	c.came = make([]int, len(s.program.Touchpoints)*c.days)
	c.kept = make([]struct{ items, people int }, len(decision.Obstacles())+1)
	for range len(b.Segments) + 1 {
		c.groups = append(c.groups, tallied{got: make([]int, len(s.program.Touchpoints)+1), who: make(few, len(t.circumstances)/64+1)})
	}
	in := t.members()
	defer in.stop()
	teller := &teller{reader: t.reader(), tally: c}
	n := t.order.words
	for i, sets := range t.sets(0, len(t.circumstances)) {
		for ; len(sets) > 0; i, sets = i+1, sets[n:] {
			member := in.next()
			if t.circumstances[i] == nowhere {
				c.unplaced++
				continue
			}
			teller.tell(i, sets[:n])
			c.groups[0].add(i, teller.items, teller.not != 0)
			for w, set := range member {
				for set &= in.asked[w]; set != 0; set &= set - 1 {
					c.groups[in.group[64*w+bits.TrailingZeros64(set)]].add(i, teller.items, teller.not != 0)
				}
			}
		}
	}
	return c
}

func (g *tallied) add(i, items int, kept bool) {
	g.got[items]++
	if kept {
		g.kept++
	}
	g.who[i/64] |= 1 << (i % 64)
}

// members tells one person after another which segments they are in.
type members struct {
	stop  func()
	pull  func() (int, []uint64, bool)
	words []uint64 // of people who have not had their turn
	n     int      // words of a person
	group []int    // by bit: among a tally's groups
	asked []uint64 // bits that tell of a segment
}

func (t *Timetable) members() *members {
	b := &t.schedule.plan.Brief
	set := population.Prepare(t.store, b.Segments, b.Frame.Inform)
	m := &members{n: set.Words(), group: make([]int, 64*set.Words()), asked: make([]uint64, set.Words())}
	for i, bit := range bitsOf(set, len(b.Segments)) {
		m.group[bit] = i + 1
		m.asked[bit/64] |= 1 << (bit % 64)
	}
	m.pull, m.stop = iter.Pull2(set.Blocks())
	return m
}

// next are the answers of the next person, of whom there must be one.
func (m *members) next() []uint64 {
	if len(m.words) == 0 {
		_, m.words, _ = m.pull()
	}
	words := m.words[:m.n]
	m.words = m.words[m.n:]
	return words
}

// teller tells a tally what comes to one person after another.
type teller struct {
	*reader
	tally  *tally
	unkept []decision.Kept

	items int    // that come to the person
	not   uint64 // bits of the obstacles that the person meets
}

func (t *teller) comes(touchpoint int, on civil.Day) {
	t.items++
	t.tally.came[touchpoint*t.tally.days+int(on-t.tally.program.Start)]++
}

func (t *teller) keeps(not decision.Obstacle) {
	t.tally.kept[not].items++
	t.not |= 1 << not
}

// cohort is a person's, where it decides with their set alone what comes; nil
// where more does.
func (t *teller) cohort(i int, set []uint64) *cohort {
	if t.circumstances[i] == oneByOne || t.knows(i, set) {
		return nil
	}
	return t.of(i, set)
}

// tell counts what comes and what does not to a person who has this set.
func (t *teller) tell(i int, set []uint64) {
	t.items, t.not = 0, 0
	switch c := t.cohort(i, set); {
	case c == nil:
		s := t.schedule
		sent, withheld := s.program.Account(s.knownPerson(s.workforce.At(i)))
		for k := range sent {
			t.comes(sent[k].Touchpoint, sent[k].Day)
		}
		for k := range withheld {
			t.keeps(withheld[k].Not)
		}
	case !c.Sure(set):
		t.account(c, set)
	case c.AsAlone(set):
		t.come(c, set)
		for w, set := range t.coming {
			for ; set != 0; set &= set - 1 {
				one := &c.alone[64*w+bits.TrailingZeros64(set)]
				t.comes(one.Touchpoint, one.Day)
			}
		}
		t.stays(c, set)
	case c.Plain(set):
		t.come(c, set)
		t.room.Reset()
		for w, set := range t.coming {
			for ; set != 0; set &= set - 1 {
				one := &c.alone[64*w+bits.TrailingZeros64(set)]
				if day, not := c.Find(one.Touchpoint, one.Day, t.room); not == 0 {
					t.comes(one.Touchpoint, day)
				} else {
					t.keeps(not)
				}
			}
		}
		t.stays(c, set)
	default:
		t.account(c, set)
	}
	for not := t.not; not != 0; not &= not - 1 {
		t.tally.kept[bits.TrailingZeros64(not)].people++
	}
}

// stays counts what does not come even by itself.
func (t *teller) stays(c *cohort, set []uint64) {
	for w, comes := range c.comes {
		for rest := set[w] & t.meant[w] &^ comes; rest != 0; rest &= rest - 1 {
			t.keeps(c.Not(64*w + bits.TrailingZeros64(rest)))
		}
	}
}

// account counts what the cohort plans together.
func (t *teller) account(c *cohort, words []uint64) {
	t.placed, t.unkept = c.Account(t.placed[:0], t.unkept[:0], words)
	for _, one := range t.placed {
		t.comes(one.Touchpoint, one.Day)
	}
	for _, one := range t.unkept {
		t.keeps(one.Not)
	}
}

// simulation is what may be told of a tally.
func (c *tally) simulation() *Simulation {
	b := &c.plan.Brief
	everyone := &c.groups[0]
	s := &Simulation{
		Osmosi: SimulationVersion, Campaign: b.ID, Days: []SimulatedDay{}, Segments: []SimulatedSegment{},
		People: shown(everyone.people() + c.unplaced),
	}
	if n := everyone.people(); n >= SmallestGroup {
		s.Reached, s.Missed = shown(n-everyone.got[0]), shown(everyone.got[0])
	}
	if c.unplaced > 0 {
		s.Unplaced = shown(c.unplaced)
	}
	c.tellDays(s)
	s.PerPerson = everyone.spread()
	told := []few{everyone.who}
	for i := range b.Segments {
		g := &c.groups[i+1]
		made := SimulatedSegment{Segment: b.Segments[i].ID, People: shown(g.people())}
		if n := g.people(); n >= SmallestGroup { // that nobody of few is missed would be about few
			made.Reached, made.Missed, made.Kept = shown(n-g.got[0]), shown(g.got[0]), shown(g.kept)
		}
		near := false
		for _, other := range told {
			near = near || other.near(g.who)
		}
		if spread := g.spread(); spread != nil && !near && (g.got[0] == g.people() || g.people()-g.got[0] >= SmallestGroup) {
			told = append(told, g.who)
			made.All, made.PerPerson = shown(g.items()), spread
		}
		s.Segments = append(s.Segments, made)
	}
	for _, not := range decision.Obstacles() {
		if n := c.kept[not]; n.people >= SmallestGroup {
			s.NotComing = append(s.NotComing, SimulatedObstacle{Obstacle(not.String()), *shown(n.items), *shown(n.people)})
		}
	}
	return s
}

// tellDays tells what comes on each day of what five people or more get then.
func (c *tally) tellDays(s *Simulation) {
	channels := c.plan.Brief.Channels
	rest := make([]int, len(c.program.Touchpoints))
	most := 0
	for n := range c.days {
		var made SimulatedDay
		for k := range channels {
			items := 0
			for i := range c.program.Touchpoints {
				if c.program.Touchpoints[i].Channel != channels[k].ID {
					continue
				}
				if people := c.came[i*c.days+n]; people >= SmallestGroup {
					items += people
				} else {
					rest[i] += people
				}
			}
			if items > 0 {
				made.Channels = append(made.Channels, SimulatedChannel{channels[k].ID, *shown(items)})
			}
		}
		if len(made.Channels) == 0 {
			continue
		}
		made.Date = engagement.Date((c.program.Start + civil.Day(n)).String())
		s.Days = append(s.Days, made)
		s.All += made.All()
		if made.All() > most {
			most, s.Busiest = made.All(), made.Date
		}
	}
	elsewhere := 0
	for _, people := range rest {
		if people >= SmallestGroup {
			elsewhere += people
		}
	}
	s.Elsewhere = *shown(elsewhere)
	s.All += s.Elsewhere
}

func (g *tallied) people() (n int) {
	for _, people := range g.got {
		n += people
	}
	return n
}

func (g *tallied) items() (n int) {
	for items, people := range g.got {
		n += items * people
	}
	return n
}

// spread is how many items come to a person of the group; nil where it is too
// small to tell.
func (g *tallied) spread() *Spread {
	n := g.people()
	if step(n) == 0 {
		return nil
	}
	nth := func(rank int) int { // of the people in order of what they get, from 0
		for items, people := range g.got {
			if rank -= people; rank < 0 {
				return items
			}
		}
		return 0
	}
	most := n - SmallestGroup
	return &Spread{Least: nth(SmallestGroup - 1), Median: nth((n - 1) / 2), P95: nth(min((95*n+99)/100-1, most)), Most: nth(most)}
}
