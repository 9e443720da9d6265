package campaign

import (
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
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
