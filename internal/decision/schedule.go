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
	WorkDays WorkDays  // zero means Weekdays
	Briefed  civil.Day // the day the person's own manager is briefed; zero if none

	History map[string]string // proposition ID to its latest outcome
	Invited []string          // IDs of the touchpoints that the person is invited to

	Learning *relation.Model // on the program's layout; nil where nothing is learnt
	Timed    []string        // IDs of the channels whose messages come at a time learnt

	Earlier   []Sent   // what other campaigns send the person
	Unreached []string // IDs of the channels that do not reach the person
}

// Due is one item of a person's schedule.
type Due struct {
	Touchpoint int // index into the program
	Day        civil.Day
	Minute     int
	Fit        Fit
	Cascaded   bool // moved to the day after the manager's briefing
	Moved      bool // moved to a day on which the person works
	Holiday    bool // moved to a day that is no holiday
	Quiet      bool // moved to the end of quiet hours
	Capped     bool // moved to a day with room under the caps
	Spaced     bool // moved away from another message
	Learnt     bool // moved to the time at which people like this respond
	Not        Obstacle
}

// Why lists the codes that explain the item: why this, then why now, or why
// not.
func (d *Due) Why(p *Program) []string {
	why := append(d.Fit.Why(p, make([]string, 0, 8)), "phase:"+p.Touchpoints[d.Touchpoint].Phase)
	why = p.Touchpoints[d.Touchpoint].because(why)
	for _, moved := range [...]struct {
		is   bool
		code string
	}{{d.Cascaded, "afterManager"}, {d.Moved, "workday"}, {d.Holiday, "holiday"}, {d.Quiet, "quietHours"}, {d.Capped, "capped"}, {d.Spaced, "spaced"}, {d.Learnt, "learned:moment"}} {
		if moved.is {
			why = append(why, moved.code)
		}
	}
	if d.Not != 0 {
		why = append(why, "not:"+d.Not.String())
	}
	return why
}

// Schedule returns what a person gets, in order of time. Nothing comes before
// the day after the person's own manager was briefed, so that briefings
// cascade down the reporting lines; nothing comes on a day off, after its last
// day or after the campaign's end. A briefing alone may come after its last
// day, since a team waits for it. A sequence holds the steps that suit what
// the person did so far, and ends when its goal is met. What pushes keeps to
// the limits, those of a higher rank first. Conditions that follow the clock
// are asked on the first day of the campaign. Where there is learning, what
// pushes comes at the time of its day at which people like this respond.
func (p *Program) Schedule(person Person) []Due {
	sent, _ := p.schedule(&person, false)
	return sent
}

// Account is as Schedule, and also returns what is meant for the person and
// withheld, each with its obstacle on the day on which it would have come.
func (p *Program) Account(person Person) (sent, withheld []Due) {
	return p.schedule(&person, true)
}

func (p *Program) schedule(person *Person, account bool) (out, withheld []Due) {
	placing := placing{program: p, person: person, work: person.WorkDays}
	if placing.work == 0 {
		placing.work = Weekdays
	}
	top := 0
	if p.Limits != nil {
		placing.off, top = p.Limits.daysOff(person.Profile), Ranks-1
	}
	out = make([]Due, 0, len(p.Touchpoints)/2+1)
	a := p.audience(&Facts{Profile: person.Profile, Day: p.Start, History: person.History})
	var c relation.Context
	if person.Learning != nil {
		c = p.context(person.Learning.Layout(), person.History, &a)
	}
	for rank := top; rank >= 0; rank-- {
		for i := range p.Touchpoints {
			t := &p.Touchpoints[i]
			if top > 0 && t.Rank != rank {
				continue
			}
			f, ok := p.fit(t, &a)
			if !ok || t.Invited && !slices.Contains(person.Invited, t.ID) {
				continue
			}
			d := Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f}
			if person.Learning != nil && slices.Contains(person.Timed, t.Channel) && !t.Briefing && t.Occasion == "" {
				d.Minute = person.Learning.Time(&c, d.Day, d.Minute)
				d.Learnt = d.Minute != t.Minute
			}
			if d.Not = p.put(&placing, &d, out); d.Not == 0 {
				out = insert(out, d)
			} else if account {
				withheld = insert(withheld, Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f, Not: d.Not})
			}
		}
	}
	return out, withheld
}

// put finds an item's day, after all that has to come before it.
func (p *Program) put(placing *placing, d *Due, out []Due) Obstacle {
	t, person := &p.Touchpoints[d.Touchpoint], placing.person
	if outcome := person.History[p.Propositions[t.Proposition].ID]; t.Step > 0 && !t.admits(outcome) {
		if outcome == OutcomeCompleted {
			return Completed
		}
		return Waiting
	}
	if slices.Contains(person.Unreached, t.Channel) {
		return Unreached
	}
	if person.Briefed != 0 && d.Day <= person.Briefed {
		d.Day, d.Cascaded = person.Briefed+1, true
	}
	if before := p.before(t, out); before != nil && d.Day < before.Day+civil.Day(t.Delay) {
		d.Day, d.Cascaded, d.Moved = before.Day+civil.Day(t.Delay), before.Cascaded, before.Moved
		d.Holiday, d.Quiet, d.Capped, d.Spaced = before.Holiday, false, before.Capped, false
	}
	if own := p.ownBriefing(d.Touchpoint, out); t.Toolkit && own != 0 && d.Day <= own {
		d.Day = own + 1
	}
	return placing.place(d, p.last(t), out)
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
	items = append(items, d)
	for i := len(items) - 1; i > 0 && d.before(&items[i-1]); i-- {
		items[i], items[i-1] = items[i-1], d
	}
	return items
}

func (d *Due) before(e *Due) bool {
	return d.Day < e.Day || d.Day == e.Day && d.Minute < e.Minute
}
