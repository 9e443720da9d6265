package ical_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/engagement"
)

// edition is the one that tests hand out, before the campaign begins.
var edition = ical.Edition{At: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC), Revision: 3, Organiser: "learning@viavelo.example", Site: "https://intranet.viavelo.example"}

// hour is a standard learning moment of every week.
var hour = campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "11:00", Minutes: 60, WorkingTime: true, OwnChoice: true}

// brief is the quickstart's, with a standard learning moment.
func brief(t testing.TB, moment campaign.StandardMoment) *campaign.Brief {
	t.Helper()
	data, err := os.ReadFile("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	b, found := campaign.ReadBrief(bytes.NewReader(data))
	require.NoError(t, found.Err())
	touchpoint := b.Touchpoint("thursday-hour")
	touchpoint.Moment, touchpoint.Days = &moment, 0
	return b
}

// twoYears is a campaign of two years whose moments take up most of it, with
// public holidays and a day off.
func twoYears(t testing.TB, moment campaign.StandardMoment) *campaign.Brief {
	t.Helper()
	b := brief(t, moment)
	b.Frame = campaign.Frame{Inform: "2027-01-11", Activate: "2027-02-08", Retain: "2027-02-22", End: "2029-02-28"}
	b.Limits = &campaign.Limits{
		Places:  &campaign.Places{Trait: "site", Regions: []campaign.PlaceRegion{{Place: "ferrara", Region: "it"}, {Place: "utrecht", Region: "nl"}, {Place: "galway", Region: "ie"}}},
		DaysOff: []campaign.DayOff{{Date: "2027-03-04", Name: engagement.Text{It: "Inventario", Nl: "Inventarisatie", En: "Stocktaking"}}},
	}
	return b
}

func schedule(t testing.TB, b *campaign.Brief, people ...audience.Person) *campaign.Schedule {
	t.Helper()
	w, found := audience.NewWorkforce(people)
	require.NoError(t, found.Err())
	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	return p.Schedule(w)
}

// somebody lives in a zone and works on weekdays.
func somebody(id, zone, site string) audience.Person {
	return audience.Person{ID: id, TimeZone: zone, Language: "en", Email: id + "@viavelo.example", Hired: "2020-01-01", Traits: map[string]any{"unit": "workshop", "role": "mechanic", "site": site}}
}

// items are what the schedule has for a person.
func items(t testing.TB, s *campaign.Schedule, person string) []campaign.Item {
	t.Helper()
	var all []campaign.Item
	for item, err := range s.For(person) {
		require.NoError(t, err)
		all = append(all, item)
	}
	return all
}

// events reads a calendar's events back, by the library that wrote them.
func events(t testing.TB, calendar []byte) []*ics.VEvent {
	t.Helper()
	parsed, err := ics.ParseCalendar(bytes.NewReader(calendar))
	require.NoError(t, err)
	return parsed.Events()
}

// values are a property's, in order, with the zone before those that have one.
func values(e *ics.VEvent, property ics.ComponentProperty) []string {
	var all []string
	for _, p := range e.GetProperties(property) {
		all = append(all, strings.TrimPrefix(strings.Join(append(p.ICalParameters["TZID"], p.Value), " "), " "))
	}
	return all
}

// moments are the events of the standard learning moment, the rule first.
func moments(t testing.TB, calendar []byte) []*ics.VEvent {
	t.Helper()
	var all []*ics.VEvent
	for _, e := range events(t, calendar) {
		if e.HasProperty(ics.ComponentPropertyRrule) || e.HasProperty(ics.ComponentPropertyRecurrenceId) {
			all = append(all, e)
		}
	}
	require.NotEmpty(t, all)
	return all
}
