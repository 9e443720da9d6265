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
// fall after the campaign's end is left out.
func (p *Program) Schedule(person Person) []Due {
	work := person.WorkDays
	if work == 0 {
		work = Weekdays
	}
	a := p.audience(person.Profile)
	var out []Due
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		f, ok := p.fit(t, &a)
		if !ok {
			continue
		}
		d := Due{Touchpoint: i, Day: t.Day, Minute: t.Minute, Fit: f}
		if person.Briefed != 0 && d.Day <= person.Briefed {
			d.Day, d.Cascaded = person.Briefed+1, true
		}
		if day := work.Next(d.Day); day != d.Day {
			d.Day, d.Moved = day, true
		}
		if d.Day <= p.End {
			out = insert(out, d)
		}
	}
	return out
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
