package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Past is what is known of a person beside the circumstances of their cohort.
type Past struct {
	Facts   []Fact
	Earlier []Sent
	Now     int
	CatchUp *CatchUp
	Profile light.Value // needed only where a step asks for traits
}

// Planner places what people get of whom something is known, one after another,
// as [Program.Schedule] does: it knows from their cohort where things come by
// themselves, and finds anew only what their past touches. It keeps its memory
// from person to person.
type Planner struct {
	numbers map[string]int // of touchpoints, by ID
	room    *Room
	person  Person
	placing placing
	out     []Due
	deeds   []deed
	other   []Sent
	sent    []int // by touchpoint: one more than the number of the fact; 0 for none
	came    []int // touchpoints that were sent
}

// Numbers are those of the program's touchpoints, by ID, for its planners.
func (p *Program) Numbers() map[string]int {
	numbers := make(map[string]int, len(p.Touchpoints))
	for i := range p.Touchpoints {
		numbers[p.Touchpoints[i].ID] = i
	}
	return numbers
}

// Planner is for this program's cohorts.
func (p *Program) Planner(numbers map[string]int) *Planner {
	return &Planner{numbers: numbers, room: p.Room(), sent: make([]int, len(p.Touchpoints))}
}

// Sent reports whether a touchpoint was sent to the person who was planned last.
func (pl *Planner) Sent(touchpoint int) bool { return pl.sent[touchpoint] > 0 }

// Schedule appends what comes of a set to a person of a cohort, in order of
// time. Segments that ask what a person did are not known to it, nor is who is
// invited, learnt of or escalated to.
func (pl *Planner) Schedule(dst []Placed, c *Cohort, set []uint64, past *Past) []Placed {
	p := c.program
	journeys := pl.placing.journeys
	pl.person = c.person
	pl.person.Facts, pl.person.Earlier, pl.person.Now, pl.person.CatchUp = past.Facts, past.Earlier, past.Now, past.CatchUp
	if past.Profile.Kind != light.Missing {
		pl.person.Profile = past.Profile
	}
	sent := pl.placing.sent[:0]
	pl.placing = c.placing
	placing := &pl.placing
	placing.person, placing.journeys, placing.sent = &pl.person, journeys[:0], sent
	placing.room, placing.caps = pl.room, c.caps
	pl.room.Reset()
	pl.gather(past)
	for _, s := range pl.person.Earlier {
		pl.room.beside(p, &s)
	}
	first := len(dst)
	spaced := p.Limits != nil && p.Limits.Gap > 0
	keep := spaced || c.toolkit // whether anything looks at what else comes, but for counting it
	for i := range placing.sent {
		d := &placing.sent[i]
		keep = keep || d.Day < p.Start // where the room does not count
		pl.room.take(c.caps[d.Touchpoint], int(d.Day-p.Start))
		dst = place(dst, first, Placed{d.Touchpoint, d.Day, d.Minute})
	}
	pl.out = pl.out[:0]
	if keep {
		pl.out = append(pl.out, placing.sent...)
	}
	for _, i := range c.order {
		t := &p.Touchpoints[i]
		if pl.sent[i] > 0 {
			if t.Step > 0 {
				placing.journey(t).came(t, placing.sentOf(i))
			}
			continue
		}
		if !has(c.meant, i) || !has(set, i) {
			continue
		}
		if t.Step > 0 || t.Toolkit || spaced && t.Push || past.CatchUp.catches(t) || placing.hours != nil {
			d := t.due(i)
			if placing.put(&d, pl.out) == 0 {
				pl.room.take(c.caps[i], int(d.Day-p.Start))
				if keep {
					pl.out = append(pl.out, d)
				}
				dst = place(dst, first, Placed{i, d.Day, d.Minute})
			}
			continue
		}
		if a := &c.alone[i]; a.comes {
			if day, not := c.Find(i, a.day, pl.room); not == 0 {
				if keep {
					pl.out = append(pl.out, Due{Touchpoint: i, Day: day, Minute: a.minute})
				}
				dst = place(dst, first, Placed{i, day, a.minute})
			}
		}
	}
	return dst
}

// gather tells what came from what the person did, as [placing.gather] and
// [Program.record] do.
func (pl *Planner) gather(past *Past) {
	p := pl.placing.program
	for _, i := range pl.came {
		pl.sent[i] = 0
	}
	pl.came, pl.deeds, pl.other = pl.came[:0], pl.deeds[:0], pl.other[:0]
	for n := range past.Facts {
		f := &past.Facts[n]
		if !pl.person.knows(f) {
			continue
		}
		i, known := pl.numbers[f.Touchpoint]
		known = known && f.Touchpoint != ""
		switch {
		case f.What != FactSent:
			of, is := 0, known
			if known {
				of = p.Touchpoints[i].Proposition
			} else {
				of, is = p.prepared().propositions[f.Proposition]
			}
			if is {
				pl.deeds = append(pl.deeds, deed{of, f.What, f.Moment()})
			}
		case !known:
			if first(past.Facts, n) {
				pl.other = append(pl.other, Sent{Day: f.Day, Minute: f.Minute})
			}
		case pl.sent[i] == 0:
			pl.sent[i] = n + 1
			pl.came = append(pl.came, i)
		case f.Moment() < past.Facts[pl.sent[i]-1].Moment():
			pl.sent[i] = n + 1
		}
	}
	pl.placing.record = record{program: p, deeds: pl.deeds}
	slices.Sort(pl.came)
	for _, i := range pl.came {
		f := &past.Facts[pl.sent[i]-1]
		pl.placing.sent = append(pl.placing.sent, Due{Touchpoint: i, Day: f.Day, Minute: f.Minute, Sent: true})
	}
	if len(pl.other) > 0 {
		pl.other = append(pl.other, past.Earlier...)
		pl.person.Earlier = pl.other
	}
}

// place inserts one in order of time, after those of its own time. The first
// of the person's are at a place.
func place(dst []Placed, first int, one Placed) []Placed {
	dst = append(dst, one)
	for k := len(dst) - 1; k > first && (one.Day < dst[k-1].Day || one.Day == dst[k-1].Day && one.Minute < dst[k-1].Minute); k-- {
		dst[k], dst[k-1] = dst[k-1], one
	}
	return dst
}

// AsksDid reports whether the program asks of segments what a person did.
func (p *Program) AsksDid() bool {
	return slices.ContainsFunc(p.Segments, func(s Segment) bool { return s.When.asksDid() })
}

func (e *Expr) asksDid() bool {
	return len(e.parts) > 0 && e.parts[0]+"." == Did || e.Other != nil && e.Other.asksDid() ||
		slices.ContainsFunc(e.Kids, func(kid Expr) bool { return kid.asksDid() })
}

// roomFor is as [placing.full], as counted; false where nothing is counted.
func (p *placing) roomFor(touchpoint int, on civil.Day) (full, forGood, counted bool) {
	if p.room == nil || on < p.program.Start {
		return false, false, false
	}
	full, forGood = p.room.full(p.caps[touchpoint], int(on-p.program.Start))
	return full, forGood, true
}
