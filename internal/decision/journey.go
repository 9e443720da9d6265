package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// Condition is a question about a person's traits.
type Condition struct {
	Expr Expr
	Raw  light.Value // as written
}

// way is which way a person goes at a step that others may stand in for.
type way uint8

const (
	passed    way = iota + 1 // the step is for the person, whether or not limits let it come
	otherwise                // it is not; what stands in for it is
	timedOut                 // it is not, since what it waited for did not happen in time
	skipped                  // the person never got as far
)

// journey is how far a person is in one sequence.
type journey struct {
	origin string
	begun  bool
	at     int   // when the latest message came, or would have come
	last   *Due  // that message where it came; nil where it did not
	latest Due   // what last points to
	ways   []way // by step
	sent   int   // the highest step that was sent; 0 where none was
}

func (j *journey) way(step int) way {
	if step < 1 || step > len(j.ways) {
		return 0
	}
	return j.ways[step-1]
}

// went notes which way the person goes at a step.
func (j *journey) went(step int, w way) {
	for len(j.ways) < step {
		j.ways = append(j.ways, 0)
	}
	j.ways[step-1] = w
}

// How many steps a sequence has at most, and how many days lie between two.
const (
	longestSequence = 1000
	longestDelay    = 3660
)

// journey is the person's in the sequence of a step.
func (p *placing) journey(t *Touchpoint) *journey {
	of := origin(t.ID)
	for _, j := range p.journeys {
		if j.origin == of {
			return j
		}
	}
	n := len(p.journeys)
	if n == cap(p.journeys) || p.journeys[:n+1][n] == nil {
		p.journeys = append(p.journeys, &journey{})
	}
	p.journeys = p.journeys[:n+1] // with that of a person before, where there was one
	j := p.journeys[n]
	*j = journey{origin: of, ways: j.ways[:0]}
	for i := range p.sent {
		if s := &p.program.Touchpoints[p.sent[i].Touchpoint]; s.Step > 0 && origin(s.ID) == of {
			j.sent = max(j.sent, s.Step)
		}
	}
	return j
}

// turn finds when it is a step's turn, and whether the person's way leads
// there. What was decided depends on nothing that happened later, so that
// nothing that came is ever decided anew.
func (p *placing) turn(j *journey, t *Touchpoint, d *Due) Obstacle {
	of := t.Proposition
	if t.Step < j.sent {
		w := passed
		for i := range p.sent {
			if s := &p.program.Touchpoints[p.sent[i].Touchpoint]; s.Instead == t.Step && origin(s.ID) == j.origin {
				if w = otherwise; t.Wait != "" {
					w = timedOut
				}
			}
		}
		j.went(t.Step, w)
		return Overtaken
	}
	switch {
	case t.Instead == 0:
	case j.way(t.Instead) == timedOut:
		d.TimedOut = true
	case j.way(t.Instead) == otherwise:
		d.Otherwise = true
	default:
		j.went(t.Step, skipped)
		return OtherBranch
	}
	planned := d.Day
	if j.begun {
		p.after(d, t, j.at)
	}
	due := d.moment()
	// The obstacle where the way leads elsewhere: it may come yet while the clock allows.
	elsewhere := func(w way, at int) Obstacle {
		j.went(t.Step, w)
		if done, ok := p.record.first(of, OutcomeCompleted); ok && done <= at {
			j.at = max(j.at, done) // what ended takes no more time
			return Completed
		}
		j.begun, j.at = true, at
		if p.person.Now != 0 && p.person.Now >= at {
			return TimedOut
		}
		return Waiting
	}
	if t.When != nil && !t.When.Expr.Match(&Facts{Profile: p.person.Profile, Day: d.Day, History: p.program.outcomes(&p.record, due)}) {
		elsewhere(otherwise, due)
		return OtherBranch
	}
	if t.Wait != "" {
		from := due
		if j.begun {
			from = j.at
		}
		came, atOnce := from, t.Delay == 0 && t.WorkDelay == 0
		if j.last != nil {
			came = j.last.moment()
		}
		until := from + t.WaitDays*minutesPerDay
		happened, ok := p.record.first(of, t.Wait)
		switch {
		case !ok || happened > until:
			return elsewhere(timedOut, until)
		case happened > came && (atOnce || happened > due):
			d.Waited = true
			p.soon(d, t, max(happened, from))
		case atOnce: // but a day after the message before it
			d.Day, _ = split(from)
			d.Day, d.Minute = d.Day+1, p.clock
		}
		due = d.moment()
	}
	if !p.record.admits(t, due) {
		return elsewhere(otherwise, due)
	}
	j.went(t.Step, passed)
	j.begun, j.at = true, due
	if b := j.last; b != nil && d.Day > planned {
		d.Cascaded, d.Cascade, d.Moved, d.Holiday, d.Capped = b.Cascaded, b.Cascade, b.Moved, b.Holiday, b.Capped
	}
	return 0
}

// came notes when a step came.
func (j *journey) came(t *Touchpoint, d *Due) {
	j.latest = *d
	j.begun, j.at, j.last = true, d.moment(), &j.latest
	j.went(t.Step, passed)
}

// split is a moment's day and minute.
func split(moment int) (civil.Day, int) {
	minute := (moment%minutesPerDay + minutesPerDay) % minutesPerDay
	return civil.Day((moment - minute) / minutesPerDay), minute
}

// after puts an item its delay after a moment.
func (p *placing) after(d *Due, t *Touchpoint, moment int) {
	day, _ := split(moment)
	switch {
	case t.WorkDelay > 0:
		for range t.WorkDelay {
			day = p.workday(day + 1)
		}
	case t.Delay > 0:
		if day += civil.Day(t.Delay); p.next(day) != day && !p.atWork(t, Moment(day, p.clock)) {
			day = Weekdays.Next(day) // as the plan has it, for whoever works then
		}
	default:
		p.soon(d, t, moment)
		return
	}
	d.Day, d.Minute = day, p.clock
}

// soon puts an item at a moment, or at its own time of day after it. What waits
// for another day comes at the time of day at which the sequence began.
func (p *placing) soon(d *Due, t *Touchpoint, moment int) {
	d.Day, d.Minute = split(moment)
	switch {
	case t.Soon && (p.workday(d.Day) == d.Day || p.atWork(t, moment)):
		return
	case !t.Soon && p.clock < d.Minute:
		d.Day++
	}
	d.Minute = p.clock
}

// workday is the first day from one on that the person works: no day off, and
// no holiday where they are.
func (p *placing) workday(day civil.Day) civil.Day {
	for {
		next := p.next(day)
		if !slices.Contains(p.off, next) {
			return next
		}
		day = next + 1
	}
}

// suits reports whether a touchpoint is for somebody of whom only the latest
// outcome is known: what the widget asks.
func (p *Program) suits(t *Touchpoint, f *Facts, outcome string) bool {
	return p.reached(t, f, outcome) && p.meets(t, f, outcome)
}

func (p *Program) meets(t *Touchpoint, f *Facts, outcome string) bool {
	r := record{program: p, untimed: map[string]string{p.Propositions[t.Proposition].ID: outcome}}
	return (t.When == nil || t.When.Expr.Match(f)) && r.admits(t, 0) && (t.Wait == "" || implies(outcome, t.Wait))
}

// reached reports whether the way leads to a touchpoint: whether the step that
// it stands in for is reached and not met.
func (p *Program) reached(t *Touchpoint, f *Facts, outcome string) bool {
	for t.Instead > 0 {
		gate := p.gate(t)
		if gate == nil || p.meets(gate, f, outcome) {
			return false
		}
		t = gate
	}
	return true
}

// gate is the step that another stands in for: one before it.
func (p *Program) gate(t *Touchpoint) *Touchpoint {
	for i := range p.Touchpoints {
		if g := &p.Touchpoints[i]; g.Step == t.Instead && g.Step < t.Step && origin(g.ID) == origin(t.ID) {
			return g
		}
	}
	return nil
}
