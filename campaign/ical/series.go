package ical

import (
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// occurrence is one moment of a series, as the person has it.
type occurrence struct {
	number  int       // of the moment, from 1
	planned civil.Day // on which the plan has it
	item    campaign.Item
}

// habit is when a series usually takes place: how many days after the planned
// one, and at which second of the day. Who is off on Tuesdays has a Tuesday's
// moment on Wednesdays, which is a rule and no exception.
type habit struct{ days, second int }

func (o occurrence) habit() habit {
	day, second := onWall(o.item.At)
	return habit{int(day - o.planned), second}
}

// recurring is a standard learning moment of one person.
type recurring struct {
	moment      *campaign.StandardMoment
	occurrences []occurrence // in order of their numbers, one at least
	habit       habit
}

// recurring takes a series out of a person's items.
func (w *writer) recurring(touchpoint string, items []campaign.Item) recurring {
	r := recurring{moment: w.brief.Touchpoint(touchpoint).Moment}
	times := map[habit]int{}
	for _, item := range items {
		of, number, moment := momentOf(item.Touchpoint)
		if !moment || of != touchpoint {
			continue
		}
		i := slices.IndexFunc(w.plan.Touchpoints, func(t campaign.PlannedTouchpoint) bool { return t.ID == item.Touchpoint })
		o := occurrence{number, dayOf(w.plan.Touchpoints[i].Date), item}
		r.occurrences = append(r.occurrences, o)
		times[o.habit()]++
	}
	slices.SortFunc(r.occurrences, func(a, b occurrence) int { return a.number - b.number })
	r.habit = r.occurrences[0].habit()
	for _, o := range r.occurrences { // the first of those that come most often
		if h := o.habit(); times[h] > times[r.habit] {
			r.habit = h
		}
	}
	return r
}

// first and last are the occurrences between which the rule runs.
func (r recurring) first() occurrence { return r.occurrences[0] }
func (r recurring) last() occurrence  { return r.occurrences[len(r.occurrences)-1] }

// usual is the day on which the rule has a moment.
func (r recurring) usual(number int) civil.Day {
	return r.first().planned + civil.Day(r.habit.days+7*r.moment.EveryWeeks*(number-r.first().number))
}

// series writes a standard learning moment: a rule, the occurrences that do not
// come, and one event more for each that comes at another time.
func (w *writer) series(touchpoint string, items []campaign.Item) {
	r := w.recurring(touchpoint, items)
	usual := r.first() // whose texts say nothing of an exception
	var moved []occurrence
	for _, o := range slices.Backward(r.occurrences) {
		if o.habit() == r.habit {
			usual = o
		}
		if o.habit() != r.habit || shownTwice(o.item.At) {
			moved = append(moved, o)
		}
	}
	slices.Reverse(moved)
	e := w.event(touchpoint, "moment", ics.ObjectStatusConfirmed)
	w.onTheRule(e, ics.ComponentPropertyDtStart, r, r.first().number)
	if r.last().number > r.first().number {
		y, m, d := r.usual(r.last().number).Date()
		until := time.Date(y, time.Month(m), d, 23, 59, 59, 0, w.zone).UTC()
		code := weekdays[r.usual(r.first().number).Weekday()]
		e.AddProperty(ics.ComponentPropertyRrule, fmt.Sprintf("FREQ=WEEKLY;INTERVAL=%d;BYDAY=%s;UNTIL=%s", r.moment.EveryWeeks, code, until.Format("20060102T150405Z")))
	}
	next := r.first().number
	for _, o := range r.occurrences {
		for ; next < o.number; next++ {
			w.onTheRule(e, ics.ComponentPropertyExdate, r, next)
		}
		next++
	}
	series := usual.item
	series.At = time.Time{} // it has no date of its own
	w.texts(e, series)
	w.takes(e, usual.item.Minutes, r.moment.WorkingTime)
	for _, o := range moved {
		e := w.event(touchpoint, "moment", ics.ObjectStatusConfirmed)
		w.onTheRule(e, ics.ComponentPropertyRecurrenceId, r, o.number)
		w.starts(e, ics.ComponentPropertyDtStart, o.item.At)
		w.texts(e, o.item)
		w.takes(e, o.item.Minutes, r.moment.WorkingTime)
	}
}

// onTheRule writes the moment at which the rule has an occurrence. Readers
// agree on which it is by what clocks show, so that it is never in UTC.
func (w *writer) onTheRule(e *ics.VEvent, property ics.ComponentProperty, r recurring, number int) {
	e.AddProperty(property, wall(r.usual(number), r.habit.second), ics.WithTZID(w.zone.String()))
}

// cancelled takes a whole series back.
func (w *writer) cancelled(touchpoint string, items []campaign.Item) {
	r := w.recurring(touchpoint, items)
	of := r.first().item
	e := w.event(touchpoint, "moment", ics.ObjectStatusCancelled)
	w.onTheRule(e, ics.ComponentPropertyDtStart, r, r.first().number)
	of.At = time.Time{}
	w.text(e, ics.ComponentPropertySummary, line(w.schedule.Facts(of).Title(w.plan.Varied(of.Touchpoint, of.Variant).Title.In(w.language))))
}
