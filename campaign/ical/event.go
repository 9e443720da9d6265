package ical

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// reminder is how long something shows in a calendar that takes no time of its
// own, in minutes: long enough to be seen and clicked on.
const reminder = 15

// weekdays by their codes, from Monday on.
var weekdays = campaign.Weekdays()

// event begins an event with what all have. Its identifier stays the same as
// long as the campaign, its organisation, the touchpoint and the person do,
// however often they are planned again, and tells nobody which these are.
func (w *writer) event(touchpoint, part string, status ics.ObjectStatus) *ics.VEvent {
	sum := sha256.Sum256([]byte(strings.Join([]string{w.brief.Organisation, w.brief.ID, touchpoint, part, w.person}, "\x00")))
	e := w.calendar.AddEvent(fmt.Sprintf("%x", sum[:16]))
	e.AddProperty(ics.ComponentPropertyDtstamp, w.edition.At.UTC().Format("20060102T150405Z"))
	e.AddProperty(ics.ComponentPropertySequence, strconv.FormatUint(uint64(w.edition.Revision), 10))
	e.AddProperty(ics.ComponentPropertyStatus, string(status))
	e.AddProperty(ics.ComponentPropertyOrganizer, "mailto:"+w.edition.Organiser)
	if w.attendee != "" && status == ics.ObjectStatusConfirmed {
		e.AddProperty(ics.ComponentPropertyAttendee, "mailto:"+w.attendee, param("CUTYPE", "INDIVIDUAL"), param("ROLE", "REQ-PARTICIPANT"), param("PARTSTAT", "NEEDS-ACTION"), param("RSVP", "FALSE"))
	} else if w.attendee != "" {
		e.AddProperty(ics.ComponentPropertyAttendee, "mailto:"+w.attendee)
	}
	return e
}

func param(key, value string) *ics.KeyValues {
	return &ics.KeyValues{Key: key, Value: []string{value}}
}

// single is an item that comes once.
func (w *writer) single(item campaign.Item) {
	e := w.event(item.Touchpoint, "", ics.ObjectStatusConfirmed)
	w.starts(e, ics.ComponentPropertyDtStart, item.At)
	w.texts(e, item)
	if channel := w.brief.Channel(item.Channel); channel != nil {
		w.text(e, ics.ComponentPropertyLocation, line(channel.Name.In(w.language)))
	}
	w.takes(e, reminder, false)
}

// starts writes a moment as the clocks of the zone show it, or in UTC where
// they show it twice and readers differ on which of the two it is.
func (w *writer) starts(e *ics.VEvent, property ics.ComponentProperty, at time.Time) {
	if shownTwice(at) {
		e.AddProperty(property, at.UTC().Format("20060102T150405Z"))
		return
	}
	day, second := onWall(at)
	e.AddProperty(property, wall(day, second), ics.WithTZID(w.zone.String()))
}

// onWall is the day and the second that clocks show, at a moment in its zone.
func onWall(at time.Time) (civil.Day, int) {
	return civil.Of(at.Year(), int(at.Month()), at.Day()), at.Hour()*3600 + at.Minute()*60 + at.Second()
}

// shownTwice reports whether clocks will show the time again, having gone back.
// A schedule holds the first of the two.
func shownTwice(at time.Time) bool {
	for _, c := range changes(at.Location(), at, at.Add(24*time.Hour)) {
		if c.at-at.Unix() <= int64(c.from-c.to) {
			return true
		}
	}
	return false
}

// takes is how long an event lasts, and whether the person is busy.
func (w *writer) takes(e *ics.VEvent, minutes int, busy bool) {
	e.AddProperty(ics.ComponentPropertyDuration, fmt.Sprintf("PT%dM", minutes))
	transparency := ics.TransparencyTransparent
	if busy {
		transparency = ics.TransparencyOpaque
	}
	e.AddProperty(ics.ComponentPropertyTransp, string(transparency))
}

// text adds a text in the calendar's language.
func (w *writer) text(e *ics.VEvent, property ics.ComponentProperty, text string) {
	if text != "" {
		e.AddProperty(property, text, param("LANGUAGE", string(w.language)))
	}
}

// texts say what an item is: its title and body, what the person gains, what is
// agreed, where it leads and why it comes, and now.
func (w *writer) texts(e *ics.VEvent, item campaign.Item) {
	t, q, f := w.plan.Varied(item.Touchpoint, item.Variant), w.brief.Proposition(item.Proposition), w.schedule.Facts(item)
	w.text(e, ics.ComponentPropertySummary, line(f.Title(t.Title.In(w.language))))
	parts := []string{markup.Text(f.Body(t.Body.In(w.language)))}
	if gain := markup.Text(f.Body(q.GainFor(item.Wording).In(w.language))); gain != "" {
		parts = append(parts, w.say("plan.message.gain")+"\n"+gain)
	}
	terms := w.schedule.Terms(item)
	for i := range terms {
		terms[i] = line(terms[i])
	}
	parts = append(parts, strings.Join(terms, "\n"))
	address := ""
	if offer := w.brief.Offer(q); len(offer) > 0 {
		address = w.address(offer[0].URL)
		start := w.say("plan.message.start") + ": " + line(offer[0].Title.In(w.language)) + " (" + w.say("form."+string(offer[0].Form)) + ", " + dates.Duration(offer[0].Minutes, w.language) + ")"
		if address != "" {
			start += "\n" + address
		}
		parts = append(parts, start)
	}
	parts = append(parts, strings.Join(w.plan.Explain(item.Why, w.language), " "))
	w.text(e, ics.ComponentPropertyDescription, paragraphs(parts...))
	if address != "" {
		e.AddProperty(ics.ComponentPropertyUrl, address)
	}
	w.text(e, ics.ComponentPropertyCategories, line(w.brief.Name.In(w.language)))
}

// planned is a touchpoint on its date, for those who plan.
func (w *writer) planned(planned campaign.PlannedTouchpoint) {
	t := w.plan.Touchpoint(planned.ID)
	if t == nil {
		return // only in a plan that was changed by hand
	}
	e := w.event(planned.ID, "", ics.ObjectStatusConfirmed)
	y, m, d := dayOf(planned.Date).Date()
	e.AddProperty(ics.ComponentPropertyDtStart, fmt.Sprintf("%04d%02d%02d", y, m, d), ics.WithValue("DATE"))
	e.AddProperty(ics.ComponentPropertyTransp, string(ics.TransparencyTransparent))
	w.text(e, ics.ComponentPropertySummary, line(t.Title.In(w.language)))
	var rows []string
	row := func(column, value string) {
		if value != "" {
			rows = append(rows, w.say("plan.column."+column)+": "+value)
		}
	}
	q := w.brief.Proposition(t.Proposition)
	row("date", w.dates(planned, t))
	row("kind", w.say("kind."+string(t.Kind)))
	row("audience", w.audience(planned, t, q))
	if channel := w.brief.Channel(t.Channel); channel != nil {
		row("channel", line(channel.Name.In(w.language)))
		w.text(e, ics.ComponentPropertyLocation, line(channel.Name.In(w.language)))
	}
	row("makers", w.makers(t))
	if q != nil {
		row("proposition", line(markup.Plain(q.Gain.In(w.language))))
	}
	w.text(e, ics.ComponentPropertyDescription, paragraphs(strings.Join(rows, "\n"), markup.Text(t.Body.In(w.language))))
	w.text(e, ics.ComponentPropertyCategories, w.say("phase."+string(t.Phase)))
}

// dates are when a touchpoint opens and closes, with its time of day.
func (w *writer) dates(planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) string {
	text := dates.Long(planned.Date, w.language) + ", " + t.Time
	if planned.Until != planned.Date {
		text = w.say("plan.range", text, dates.Long(planned.Until, w.language))
	}
	return text
}

// audience is for whom a touchpoint is, with how many they are where that may
// be told.
func (w *writer) audience(planned campaign.PlannedTouchpoint, t *campaign.Touchpoint, q *engagement.Proposition) string {
	id := t.Segment
	if id == "" && q != nil {
		id = q.Segment
	}
	parts := []string{w.say("plan.everyone")}
	if segment := w.brief.Segment(id); segment != nil {
		parts[0] = line(segment.Name.In(w.language))
	}
	if planned.Managers {
		parts = append(parts, w.say("plan.managersOnly"))
	}
	if planned.People != nil {
		parts = append(parts, w.say("plan.people", *planned.People))
	}
	return strings.Join(parts, ", ")
}

// makers are the offices that make a touchpoint, the one that answers for it
// first.
func (w *writer) makers(t *campaign.Touchpoint) string {
	name := func(id string) string {
		if o := w.brief.Office(id); o != nil {
			return line(o.Name.In(w.language))
		}
		return ""
	}
	var with []string
	for _, id := range t.Contributors {
		with = append(with, name(id))
	}
	with = slices.DeleteFunc(with, func(name string) bool { return name == "" })
	if len(with) == 0 {
		return name(t.Owner)
	}
	return w.say("plan.calendar.with", name(t.Owner), strings.Join(with, ", "))
}
