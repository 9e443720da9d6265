package decision

import (
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
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
}

// Due is one item of a person's schedule.
type Due struct {
	Touchpoint int // index into the program
	Day        civil.Day
	Minute     int
	Fit        Fit
	Cascaded   bool // moved to the day after the manager's briefing
	Moved      bool // moved to a day on which the person works
}

// Why lists the codes that explain the item: why this, then why now.
func (d *Due) Why(p *Program) []string {
	why := append(d.Fit.Why(p, nil), "phase:"+p.Touchpoints[d.Touchpoint].Phase)
	why = p.Touchpoints[d.Touchpoint].because(why)
	if d.Cascaded {
		why = append(why, "afterManager")
	}
	if d.Moved {
		why = append(why, "workday")
	}
	return why
}

// Schedule returns what a person gets, in order of time. Nothing comes before
// the day after the person's own manager was briefed, so that briefings
// cascade down the reporting lines; nothing comes on a day off; what would
// fall after the campaign's end is left out. A sequence holds the steps that
// suit what the person did so far, and ends when its goal is met. Conditions
// that follow the clock are asked on the first day of the campaign.
func (p *Program) Schedule(person Person) []Due {
	work := person.WorkDays
	if work == 0 {
		work = Weekdays
	}
	a := p.audience(&Facts{Profile: person.Profile, Day: p.Start, History: person.History})
	var out []Due
	own := civil.Day(0) // the day on which the person is briefed
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		f, ok := p.fit(t, &a)
		if !ok || t.Invited && !person.invited(t.ID) {
			continue
		}
		if t.Step > 0 && !t.admits(person.History[p.Propositions[t.Proposition].ID]) {
			continue
		}
		d := Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f}
		if person.Briefed != 0 && d.Day <= person.Briefed {
			d.Day, d.Cascaded = person.Briefed+1, true
		}
		if before := p.before(t, out); before != nil && d.Day < before.Day+civil.Day(t.Delay) {
			d.Day, d.Cascaded, d.Moved = before.Day+civil.Day(t.Delay), before.Cascaded, before.Moved
		}
		if t.Toolkit && own != 0 && d.Day <= own {
			d.Day = own + 1
		}
		if day := work.Next(d.Day); day != d.Day {
			d.Day, d.Moved = day, true
		}
		if t.Briefing {
			own = max(own, d.Day)
		}
		if d.Day <= p.End && (!t.fleeting() || d.Day <= t.Until) {
			out = insert(out, d)
		}
	}
	return out
}

// invited reports whether the person is invited to a touchpoint.
func (p *Person) invited(id string) bool {
	for _, one := range p.Invited {
		if one == id {
			return true
		}
	}
	return false
}

// insert keeps items in order of time, and those of one time as they come.
// They come almost in order, so this looks back only a little.
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
