package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// WorkDays is a set of weekdays; bit 0 is Monday.
type WorkDays uint8

// Weekdays is Monday to Friday.
const Weekdays WorkDays = 0b0011111

// Next returns the first working day from day on; day itself where the set is
// empty.
func (w WorkDays) Next(day civil.Day) civil.Day {
	for i := range civil.Day(7) {
		if w&(1<<(day+i).Weekday()) != 0 {
			return day + i
		}
	}
	return day
}

// Person is what the schedule needs to know of one.
type Person struct {
	Profile  light.Value
	WorkDays WorkDays   // zero means Weekdays
	Hours    *WorkHours // nil where they are not known; where they are, the person works on the days on which they begin
	Skips    []Skip     // what clocks skip where the person is; needed only with Hours
	Briefed  civil.Day  // the day the person's own manager is briefed, or from which nobody waits for it any more; zero if none
	Cascade  Cascade    // what ended the wait for the manager

	Escalated map[string]civil.Day // touchpoint ID to the day on which somebody's silence comes to the person

	Facts []Fact // what happened to the person, with times
	Now   int    // minutes since the day 0 where the person is; what comes later is not known yet. Zero where all facts are

	CatchUp *CatchUp // what comes yet that should have come before now; nil where nothing does

	History map[string]string // proposition ID to its latest outcome
	Invited []string          // IDs of the touchpoints that the person is invited to

	Learning *relation.Model // on the program's layout; nil where nothing is learnt
	Timed    []string        // IDs of the channels whose messages come at a time learnt

	Earlier   []Sent   // what other campaigns send the person
	Unreached []string // IDs of the channels that do not reach the person
	Held      []string // IDs of the touchpoints that an experiment holds the person out of
}

// Cascade is what ends the wait of a team for its manager.
type Cascade uint8

// What ends it.
const (
	AfterBriefing  Cascade = iota // the briefing itself
	Acknowledged                  // the manager acknowledged it
	Unacknowledged                // the manager did not, and the time for it is over
)

// Cascades are their codes.
func Cascades() []string { return []string{"afterManager", "acknowledged", "unacknowledged"} }

// String is its code.
func (c Cascade) String() string { return Cascades()[c] }

// Due is one item of a person's schedule.
type Due struct {
	Touchpoint int // index into the program
	Day        civil.Day
	Minute     int
	Fit        Fit
	Sent       bool // it came already, at this time
	Waited     bool // it waited until the person did something
	TimedOut   bool // it stands in for what waited in vain
	Otherwise  bool // it stands in for what is not for the person
	Cascaded   bool // moved to the day after the manager's briefing
	Cascade    Cascade
	Moved      bool // moved to a day on which the person works
	Holiday    bool // moved to a day that is no holiday
	Quiet      bool // moved to the end of quiet hours
	InHours    bool // moved into the person's own hours of work
	Capped     bool // moved to a day with room under the caps
	Spaced     bool // moved away from another message
	Learnt     bool // moved to the time at which people like this respond
	Late       bool // it could not go out in time
	Not        Obstacle
}

// Why appends the codes that explain the item: why this, then why now, or why
// not.
func (d *Due) Why(p *Program, why []string) []string {
	why = p.because(why, d.Touchpoint, &d.Fit)
	for _, moved := range [...]struct {
		is   bool
		code string
	}{{d.Waited, "waited"}, {d.TimedOut, "timedOut"}, {d.Otherwise, "otherBranch"}, {d.Cascaded, d.Cascade.String()}, {d.Moved, "workday"}, {d.Holiday, "holiday"}, {d.Quiet, "quietHours"}, {d.InHours, "workHours"}, {d.Capped, "capped"}, {d.Spaced, "spaced"}, {d.Learnt, "learned:moment"}, {d.Late, "late"}, {d.Sent, "sent"}} {
		if moved.is {
			why = append(why, moved.code)
		}
	}
	if d.Not != 0 {
		why = append(why, d.Not.code())
	}
	return why
}

// Schedule returns what a person gets, in order of time. Nothing comes before
// the day after the person's own manager was briefed, so that briefings
// cascade down the reporting lines; nothing comes on a day off, after its last
// day or after the campaign's end. A briefing alone may come after its last
// day, since a team waits for it. A sequence takes the way that suits what the
// person did by the time of each step, and ends when its goal is met. What was
// sent stays at its time, counts like the rest and never comes again; ahead of
// now nothing is taken to happen. What pushes keeps to the limits, those of a
// higher rank first. Conditions of segments that follow the clock are asked on
// the first day of the campaign, those of steps on the step's own. Where there is learning, what
// pushes comes at the time of its day at which people like this respond.
func (p *Program) Schedule(person Person) []Due {
	sent, _ := p.schedule(&person, false)
	return sent
}

// Briefing is the first briefing that a person gets, false where there is none:
// that of [Program.Schedule], without what only comes after briefings.
func (p *Program) Briefing(person Person) (Due, bool) {
	placing := p.placing(&person)
	a := audience{profile: person.Profile, in: make([]bool, len(p.Segments))}
	m := person.Profile.Member(TraitManager)
	a.manager = m.Kind == light.Flag && m.Flag
	facts := Facts{Profile: person.Profile, Day: p.Start, History: p.outcomes(&placing.record, forever)}
	out := placing.gather(&a) // whose fit nobody asks for
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		if !t.Briefing || placing.sentOf(i) != nil || t.Invited && !slices.Contains(person.Invited, t.ID) {
			continue
		}
		for _, s := range [...]int{t.Segment, p.Propositions[t.Proposition].Segment} {
			if s != Everyone {
				a.in[s] = p.Segments[s].When.Match(&facts)
			}
		}
		if _, ok := p.fit(t, &a); !ok {
			continue
		}
		if d := t.due(i); placing.put(&d, out) == 0 {
			out = insert(out, d)
		}
	}
	for i := range out {
		if p.Touchpoints[out[i].Touchpoint].Briefing {
			return out[i], true
		}
	}
	return Due{}, false
}

// placing begins to place what a person gets.
func (p *Program) placing(person *Person) placing {
	made := placing{program: p, person: person, work: person.WorkDays, hours: person.Hours, record: p.record(person), counted: p.prepared().counted}
	if made.work == 0 {
		made.work = Weekdays
	}
	if p.Limits != nil {
		made.off = p.Limits.daysOff(person.Profile)
	}
	return made
}

// Account is as Schedule, and also returns what is meant for the person and
// withheld, each with its obstacle on the day on which it would have come.
func (p *Program) Account(person Person) (sent, withheld []Due) {
	return p.schedule(&person, true)
}

// Outcomes are those of all propositions that a person did something with, as
// far as it is known now.
func (p *Program) Outcomes(person Person) map[string]string {
	r := p.record(&person)
	return p.outcomes(&r, forever)
}

func (p *Program) schedule(person *Person, account bool) (out, withheld []Due) {
	placing := p.placing(person)
	top := 0
	if p.Limits != nil {
		top = Ranks - 1
	}
	history := p.outcomes(&placing.record, forever)
	a := p.audience(&Facts{Profile: person.Profile, Day: p.Start, History: history})
	most := min(len(p.Touchpoints), 48) // for most people
	out = slices.Grow(placing.gather(&a), most)
	if account {
		withheld = make([]Due, 0, most/2)
	}
	var c relation.Context
	if person.Learning != nil {
		c = p.context(person.Learning.Layout(), history, &a)
	}
	for rank := top; rank >= 0; rank-- {
		for i := range p.Touchpoints {
			t := &p.Touchpoints[i]
			if top > 0 && t.Rank != rank {
				continue
			}
			if s := placing.sentOf(i); s != nil {
				if t.Step > 0 {
					placing.journey(t).came(t, s)
				}
				continue
			}
			f, ok := p.fit(t, &a)
			if !ok || t.Invited && !slices.Contains(person.Invited, t.ID) || t.Escalation && person.Escalated[t.ID] == 0 {
				continue
			}
			d := Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f}
			if t.Escalation {
				d.Day = person.Escalated[t.ID]
			}
			if person.Learning != nil && slices.Contains(person.Timed, t.Channel) && !t.Briefing && t.Occasion == "" {
				d.Minute = person.Learning.Time(&c, d.Day, d.Minute)
				d.Learnt = d.Minute != t.Minute
			}
			if d.Not = placing.put(&d, out); d.Not == 0 {
				out = insert(out, d)
			} else if account {
				withheld = insert(withheld, Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f, Not: d.Not})
			}
		}
	}
	return out, withheld
}

// gather returns what was sent, in order of time: each touchpoint once, when it
// first was. What the program does not know counts as another campaign's.
func (p *placing) gather(a *audience) (out []Due) {
	facts := p.person.Facts
	var firsts []*Fact
	var other []Sent
	for i := range facts {
		f := &facts[i]
		switch {
		case f.What != FactSent || !p.person.knows(f) || !first(facts, i):
		case p.program.touchpoint(f.Touchpoint) == nil:
			other = append(other, Sent{Day: f.Day, Minute: f.Minute})
		default:
			firsts = append(firsts, f)
		}
	}
	for i := range p.program.Touchpoints {
		for _, f := range firsts { // in order of the program, whatever theirs is
			if t := &p.program.Touchpoints[i]; t.ID == f.Touchpoint {
				fit, _ := p.program.fit(t, a)
				out = insert(out, Due{Touchpoint: i, Day: f.Day, Minute: f.Minute, Fit: fit, Sent: true})
			}
		}
	}
	if len(other) > 0 {
		person := *p.person
		person.Earlier = append(other, person.Earlier...)
		p.person = &person
	}
	p.sent = append(p.sent, out...)
	return out
}

// first reports whether no fact tells of an earlier time, or of the same before
// it, at which its touchpoint was sent.
func first(facts []Fact, i int) bool {
	for j := range facts {
		if f := &facts[j]; f.What == FactSent && f.Touchpoint == facts[i].Touchpoint && (f.Moment() < facts[i].Moment() || j < i && f.Moment() == facts[i].Moment()) {
			return false
		}
	}
	return true
}

// sentOf is the touchpoint as it was sent; nil where it was not.
func (p *placing) sentOf(touchpoint int) *Due {
	for i := range p.sent {
		if p.sent[i].Touchpoint == touchpoint {
			return &p.sent[i]
		}
	}
	return nil
}

// put finds an item's day, after all that has to come before it.
func (p *placing) put(d *Due, out []Due) Obstacle {
	t, person := &p.program.Touchpoints[d.Touchpoint], p.person
	p.clock = d.Minute
	if slices.Contains(person.Held, t.ID) {
		if slices.Contains(person.Unreached, t.Channel) {
			return Unreached // with or without the experiment
		}
		return HeldOut
	}
	var j *journey
	if t.Step > 0 {
		j = p.journey(t)
		if not := p.turn(j, t, d); not != 0 {
			return not
		}
		d.Learnt = d.Learnt && d.Minute == p.clock
	}
	if slices.Contains(person.Unreached, t.Channel) {
		return Unreached
	}
	if person.Briefed != 0 && d.Day <= person.Briefed {
		d.Day, d.Minute, d.Cascaded, d.Cascade = person.Briefed+1, p.clock, true, person.Cascade
	}
	if t.Toolkit {
		if own := p.program.ownBriefing(d.Touchpoint, out); own != 0 && d.Day <= own {
			d.Day = own + 1
		}
	}
	if not := p.place(d, p.program.last(t), out); not != 0 {
		return not
	}
	if not := p.catchUp(d, t, out); not != 0 {
		return not
	}
	if j == nil {
		return 0
	}
	// What the person did while limits held it up decides as well.
	if !p.record.admits(t, d.moment()) {
		if p.record.by(t.Proposition, OutcomeCompleted, d.moment()) {
			return Completed
		}
		return TimedOut
	}
	j.came(t, d)
	return 0
}

// last is the last day on which a touchpoint may come.
func (p *Program) last(t *Touchpoint) civil.Day {
	if t.Briefing {
		return p.End
	}
	return min(p.End, t.Until)
}

// ownBriefing is the last day on which the person has a briefing that the
// program holds before a touchpoint; zero where there is none.
func (p *Program) ownBriefing(touchpoint int, out []Due) civil.Day {
	own := civil.Day(0)
	for i := range out {
		if out[i].Touchpoint < touchpoint && p.Touchpoints[out[i].Touchpoint].Briefing {
			own = max(own, out[i].Day)
		}
	}
	return own
}

// insert keeps items in order of time, and those of one time as they come.
// They come almost in order, rank by rank, so this looks back only a little.
func insert(items []Due, d Due) []Due {
	at := len(items)
	for at > 0 && d.before(&items[at-1]) {
		at--
	}
	items = append(items, d)
	if at < len(items)-1 {
		copy(items[at+1:], items[at:])
		items[at] = d
	}
	return items
}

func (d *Due) before(e *Due) bool {
	return d.Day < e.Day || d.Day == e.Day && d.Minute < e.Minute
}
