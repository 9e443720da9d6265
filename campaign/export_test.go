package campaign

import (
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Moods tells of a workforce without segments what its managers think.
func Moods(w *audience.Workforce) ([]ManagerStance, *Perceived) {
	m := newMoods(&Plan{}, &decision.Program{})
	for person := range w.People() {
		m.see(&Brief{}, w, person, nil, nil)
	}
	return m.stances(), m.perceived()[0]
}

// Portraits tells of a workforce, by segment, what a brief's traits describe.
func Portraits(b *Brief, w *audience.Workforce, in func(p *audience.Person) []bool) [][]TraitProfile {
	p := newPortraits(b)
	for person := range w.People() {
		p.see(person, in(person))
	}
	return p.profiles()
}

// ShareStep is the finest step, in percent, of the shares of so many people.
func ShareStep(people int) int { return step(people) }

// Apportion writes counts of managers as a plan does.
func Apportion(counts []int, all int) []int {
	return apportion(counts, all, *shown(all)/SmallestGroup, false)
}

// WallClock is when clocks in a zone show a date and a minute of the day.
func WallClock(on engagement.Date, minute int, zone *time.Location) time.Time {
	return wallClock(day(on), minute, zone)
}

// AsWritten is the date and the minute that a schedule takes for a moment.
func AsWritten(at time.Time) (engagement.Date, int) {
	on, minute := asWritten(at, at.Location())
	return engagement.Date(on.String()), minute
}

// Counted is what a dry run counts, to the last person.
type Counted struct {
	Unplaced int
	Came     map[string]map[string]int // touchpoint to day to people
	Items    map[string]int            // obstacle to what it keeps
	Kept     map[string]int            // obstacle to people
	Groups   []CountedGroup            // everyone, then the segments
}

// CountedGroup is what a dry run counts of a group.
type CountedGroup struct {
	Got  map[int]int // number of items to people
	Kept int
}

// Count counts without rounding.
func (t *Timetable) Count() Counted {
	c := t.count()
	out := Counted{c.unplaced, map[string]map[string]int{}, map[string]int{}, map[string]int{}, nil}
	for i := range c.program.Touchpoints {
		for n, people := range c.came[i*c.days : (i+1)*c.days] {
			if id := c.program.Touchpoints[i].ID; people > 0 {
				if out.Came[id] == nil {
					out.Came[id] = map[string]int{}
				}
				out.Came[id][(c.program.Start + civil.Day(n)).String()] = people
			}
		}
	}
	for not, n := range c.kept {
		if n.items > 0 {
			out.Items[decision.Obstacle(not).String()], out.Kept[decision.Obstacle(not).String()] = n.items, n.people
		}
	}
	for _, g := range c.groups {
		made := CountedGroup{map[int]int{}, g.kept}
		for n, people := range g.got {
			if people > 0 {
				made.Got[n] = people
			}
		}
		out.Groups = append(out.Groups, made)
	}
	return out
}
