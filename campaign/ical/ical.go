// Package ical writes the schedule of a campaign as calendars that people
// import, are invited to or subscribe to: iCalendar, RFC 5545, sent as RFC 5546
// has it. The standard learning moment becomes working time in the calendar of
// each person, that comes back as the schedule has it: a holiday, a day off or
// a limit moves or removes the one occurrence that it moves or withholds there.
// Sources: seed 004 (standard learning moment), domain, outputs people look at.
//
// Times are on the clocks where the person is, with the rules of these clocks:
// see [Person]. The same input gives the same bytes.
package ical

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Faults in what a calendar is asked for; [campaign.ErrUnknownPerson] and
// [*campaign.ZoneError] come from the schedule.
var (
	// ErrNoMoment tells that a touchpoint puts no standard learning moment in
	// this person's calendar.
	ErrNoMoment = errors.New("no standard learning moment")
	// ErrAddress tells of an organiser, or a person to invite, without a
	// usable e-mail address.
	ErrAddress = errors.New("not an e-mail address")
	// ErrSite tells of a site that is not an http or https address.
	ErrSite = errors.New("not the address of a site")
)

// Edition is what the host knows of a calendar that it hands out.
type Edition struct {
	// At is the host's clock: when the calendar is made.
	At time.Time
	// Revision counts how often the host has re-planned what it handed out
	// before, from 0. Calendars keep the higher of two, and need a higher one
	// to believe in a change or a cancellation.
	Revision uint
	// Organiser is the e-mail address of who organises, where replies go.
	Organiser string
	// Site is where paths of the brief lead, such as https://intranet.example;
	// what they lead to is left without its address when empty.
	Site string
	// Language of the texts; the person's own when empty, or for a [Plan] the
	// brief's first.
	Language engagement.Language
}

// refresh is how often a subscription should be read again: twice a day.
const refresh = "PT12H"

// Person returns a calendar to subscribe to: all that one person gets, standard
// learning moments as time that is taken, and everything else as a reminder
// that takes none. It is served under an address that stays the same, as
// text/calendar; that address should be hard to guess, since whoever has it can
// read the calendar. A surprise is not in it before its time has come.
//
// The calendar holds the rules of the clocks in the person's time zone, as
// rules that come back each year from 1970 on: some calendars misread rules
// with dates. A zone whose clocks follow no yearly rule, such as one where they
// change around Ramadan, is given with the dates of the campaign's years.
func Person(s *campaign.Schedule, person string, e Edition) ([]byte, error) {
	w, err := newWriter(s, person, e)
	if err != nil {
		return nil, err
	}
	items, err := w.items(s, person)
	if err != nil {
		return nil, err
	}
	w.subscription()
	begun := map[string]bool{}
	for _, item := range items {
		touchpoint, _, moment := momentOf(item.Touchpoint)
		switch {
		case w.secret(item):
		case !moment:
			w.single(item)
		case !begun[touchpoint]:
			begun[touchpoint] = true
			w.series(touchpoint, items)
		}
	}
	return w.bytes(), nil
}

// Invite returns the invitation to the standard learning moment of a
// touchpoint, to send to the person by e-mail: it puts all its occurrences in
// their calendar, and a later one of a higher revision changes them. It returns
// [ErrNoMoment] where there is none for this person.
func Invite(s *campaign.Schedule, person, touchpoint string, e Edition) ([]byte, error) {
	w, items, err := newInvitation(s, person, touchpoint, e)
	if err != nil {
		return nil, err
	}
	w.calendar.SetMethod(ics.MethodRequest)
	w.series(touchpoint, items)
	return w.bytes(), nil
}

// Cancel takes back what [Invite] put in a person's calendar, given the
// schedule that it came from and a higher revision.
func Cancel(s *campaign.Schedule, person, touchpoint string, e Edition) ([]byte, error) {
	w, items, err := newInvitation(s, person, touchpoint, e)
	if err != nil {
		return nil, err
	}
	w.calendar.SetMethod(ics.MethodCancel)
	w.cancelled(touchpoint, items)
	return w.bytes(), nil
}

// Plan returns a calendar for those who plan, to subscribe to: every touchpoint
// on its date, who makes it and for whom it is, and nothing about any person.
func Plan(p *campaign.Plan, e Edition) ([]byte, error) {
	p = p.General()
	w := &writer{plan: p, brief: &p.Brief, edition: e, language: engagement.MatchLanguage(p.Brief.Languages, string(e.Language))}
	if err := w.open(); err != nil {
		return nil, err
	}
	w.subscription()
	for _, planned := range p.Touchpoints {
		w.planned(planned)
	}
	return w.bytes(), nil
}

// writer writes one calendar.
type writer struct {
	schedule *campaign.Schedule // nil in a plan's calendar
	plan     *campaign.Plan
	brief    *campaign.Brief
	edition  Edition
	site     *url.URL // nil where there is none
	language engagement.Language
	person   string // ID; empty in a plan's calendar
	attendee string // e-mail address, in an invitation
	zone     *time.Location
	calendar *ics.Calendar
}

func newWriter(s *campaign.Schedule, person string, e Edition) (*writer, error) {
	p := s.Plan()
	known := s.Workforce().Person(person)
	if known == nil {
		return nil, fmt.Errorf("%w: %q", campaign.ErrUnknownPerson, person)
	}
	w := &writer{schedule: s, plan: p, brief: &p.Brief, edition: e, person: person}
	w.language = engagement.MatchLanguage(p.Brief.Languages, string(e.Language), string(known.Language))
	if err := w.open(); err != nil {
		return nil, err
	}
	if err := w.clocks(known); err != nil {
		return nil, err
	}
	return w, nil
}

// clocks puts the rules of the person's clocks in the calendar.
func (w *writer) clocks(person *audience.Person) error {
	zone, err := time.LoadLocation(person.TimeZone)
	if err != nil || person.TimeZone == "Local" {
		return &campaign.ZoneError{Person: person.ID, Zone: person.TimeZone}
	}
	w.zone = zone
	first, _, _ := dayOf(w.brief.Frame.Inform).Date()
	last, _, _ := dayOf(w.brief.Frame.End).Date()
	w.calendar.AddVTimezone(timezone(zone, first, last))
	return nil
}

func newInvitation(s *campaign.Schedule, person, touchpoint string, e Edition) (*writer, []campaign.Item, error) {
	w, err := newWriter(s, person, e)
	if err != nil {
		return nil, nil, err
	}
	w.attendee = s.Workforce().Person(person).Email
	if !isAddress(w.attendee) {
		return nil, nil, fmt.Errorf("%w: person %q: %q", ErrAddress, person, w.attendee)
	}
	items, err := w.items(s, person)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		if of, _, moment := momentOf(item.Touchpoint); moment && of == touchpoint {
			return w, items, nil
		}
	}
	return nil, nil, fmt.Errorf("%w: touchpoint %q, person %q", ErrNoMoment, touchpoint, person)
}

// items are what the person gets, in the calendar's language.
func (w *writer) items(s *campaign.Schedule, person string) ([]campaign.Item, error) {
	var items []campaign.Item
	for item, err := range s.For(person) {
		if err != nil {
			return nil, err
		}
		item.Language = w.language
		items = append(items, item)
	}
	return items, nil
}

// open begins the calendar.
func (w *writer) open() error {
	if !isAddress(w.edition.Organiser) {
		return fmt.Errorf("%w: organiser %q", ErrAddress, w.edition.Organiser)
	}
	if w.edition.Site != "" {
		site, err := url.Parse(w.edition.Site)
		if err != nil || site.Scheme != "https" && site.Scheme != "http" || site.Host == "" || site.User != nil {
			return fmt.Errorf("%w: %q", ErrSite, w.edition.Site)
		}
		w.site = site
	}
	w.calendar = ics.NewCalendar()
	w.calendar.SetProductId("-//Osmosi//Campaign calendar//EN")
	w.calendar.SetCalscale("GREGORIAN")
	return nil
}

// subscription makes the calendar one to subscribe to.
func (w *writer) subscription() {
	w.calendar.SetMethod(ics.MethodPublish)
	w.calendar.SetName(line(w.brief.Name.In(w.language)))
	w.calendar.SetRefreshInterval(refresh)
	w.calendar.SetXPublishedTTL(refresh)
}

// bytes are the calendar with its lines folded.
func (w *writer) bytes() []byte {
	return []byte(w.calendar.Serialize(ics.WithNewLineWindows)) // whatever the machine
}

func (w *writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.language), key, args...)
}

// secret reports whether an item is part of a surprise that is still to come.
func (w *writer) secret(item campaign.Item) bool {
	of, _, _ := partOf(item.Touchpoint)
	t := w.brief.Touchpoint(of)
	return t != nil && t.Suspense != nil && t.Suspense.Surprise && item.At.After(w.edition.At)
}

// address is where something of the brief is, empty where it can't be told.
func (w *writer) address(of string) string {
	if !markup.Safe(of) {
		return ""
	}
	u, err := url.Parse(of)
	switch {
	case err != nil:
		return ""
	case u.IsAbs():
		return u.String()
	case w.site == nil:
		return ""
	}
	return w.site.ResolveReference(u).String()
}

// isAddress reports whether something may stand in a calendar as an e-mail
// address; whether mail arrives there is not ours to say.
func isAddress(s string) bool {
	at := strings.LastIndexByte(s, '@')
	return at > 0 && at < len(s)-1 && markup.Safe("mailto:"+s)
}

// momentOf returns the touchpoint of the brief whose recurring moment an item
// is, and its number, from 1; false for any other item.
func momentOf(id string) (touchpoint string, number int, moment bool) {
	of, part, n := partOf(id)
	return of, n, part == "moment"
}

// line is a plain text for one line; paragraphs is one for several. Some
// calendars end a property at the separators of Unicode too.
func line(s string) string { return markup.Clean(s) }

func paragraphs(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p = strings.TrimSpace(strings.NewReplacer("\u2028", "\n", "\u2029", "\n").Replace(p)); p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, "\n\n")
}

// partOf splits the ID of a touchpoint as the plan does.
func partOf(id string) (of, part string, number int) {
	return campaign.PlannedTouchpoint{ID: id}.Part()
}

// dayOf is the day of a date of a plan.
func dayOf(d engagement.Date) civil.Day {
	on, _ := civil.Parse(string(d))
	return on
}
