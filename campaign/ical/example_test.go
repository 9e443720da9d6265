package ical_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
)

// exampleSchedule is that of the quickstart's campaign, with a learning hour of
// every Thursday and the public holidays of the Netherlands, for one person.
func exampleSchedule() *campaign.Schedule {
	file, err := os.Open("../../examples/quickstart/brief.json")
	if err != nil {
		panic(err)
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		panic(err)
	}
	brief.Touchpoint("thursday-hour").Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 1, Time: "14:00", Minutes: 60, WorkingTime: true}
	brief.Limits = &campaign.Limits{Places: &campaign.Places{Region: "nl"}}
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", Language: "nl", TimeZone: "Europe/Amsterdam", Email: "fenna@viavelo.example"}})
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		panic(err)
	}
	return plan.Schedule(workforce)
}

var exampleEdition = ical.Edition{
	At:        time.Date(2027, 4, 1, 8, 0, 0, 0, time.UTC),
	Organiser: "learning@viavelo.example",
	Site:      "https://intranet.viavelo.example",
}

// lines prints those lines of a calendar that begin with one of the words.
func lines(calendar []byte, words ...string) {
	for line := range strings.Lines(string(calendar)) {
		for _, w := range words {
			if strings.HasPrefix(line, w) {
				fmt.Println(strings.TrimSpace(line))
			}
		}
	}
}

// Ascension Day is a Thursday: the hour of that week is on Friday.
func ExampleInvite() {
	calendar, err := ical.Invite(exampleSchedule(), "fenna", "thursday-hour", exampleEdition)
	if err != nil {
		fmt.Println(err)
		return
	}
	lines(calendar, "METHOD", "SEQUENCE", "DTSTART;", "DURATION", "RRULE:FREQ=WEEKLY", "RECURRENCE-ID", "TRANSP")
	// Output:
	// METHOD:REQUEST
	// SEQUENCE:0
	// DTSTART;TZID=Europe/Amsterdam:20270415T140000
	// RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z
	// DURATION:PT60M
	// TRANSP:OPAQUE
	// SEQUENCE:0
	// RECURRENCE-ID;TZID=Europe/Amsterdam:20270506T140000
	// DTSTART;TZID=Europe/Amsterdam:20270507T140000
	// DURATION:PT60M
	// TRANSP:OPAQUE
}

func ExampleCancel() {
	edition := exampleEdition
	edition.Revision = 1 // the invitation was 0
	calendar, err := ical.Cancel(exampleSchedule(), "fenna", "thursday-hour", edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	lines(calendar, "METHOD", "SEQUENCE", "STATUS", "ATTENDEE")
	// Output:
	// METHOD:CANCEL
	// SEQUENCE:1
	// STATUS:CANCELLED
	// ATTENDEE:mailto:fenna@viavelo.example
}

// The learning hour moves to Fridays, and later on leaves the brief: one
// invitation takes the place of the other, and a cancellation of both.
func ExampleUpdates() {
	planned := exampleSchedule()
	again := func(change func(b *campaign.Brief)) *campaign.Schedule {
		brief := planned.Plan().Brief
		brief.Touchpoints = append([]campaign.Touchpoint(nil), brief.Touchpoints...)
		change(&brief)
		plan, found := campaign.NewPlan(&brief, planned.Workforce())
		if err := found.Err(); err != nil {
			panic(err)
		}
		return plan.Schedule(planned.Workforce())
	}
	moved := again(func(b *campaign.Brief) {
		moment := *b.Touchpoint("thursday-hour").Moment
		moment.Weekday = "FR"
		b.Touchpoint("thursday-hour").Moment = &moment
	})
	gone := again(func(b *campaign.Brief) { b.Touchpoint("thursday-hour").Moment = nil })
	edition := exampleEdition
	for _, step := range [][2]*campaign.Schedule{{planned, moved}, {moved, gone}} {
		edition.Revision++ // the first invitation was 0
		for update, err := range ical.Updates(step[0], step[1], campaign.Differences(step[0], step[1]), edition) {
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Println(update.Person, update.Touchpoint, update.Cancelled)
			lines(update.Calendar, "METHOD", "SEQUENCE", "RRULE:FREQ=WEEKLY", "STATUS")
		}
	}
	// Output:
	// fenna thursday-hour false
	// METHOD:REQUEST
	// SEQUENCE:1
	// STATUS:CONFIRMED
	// RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;UNTIL=20270625T215959Z
	// fenna thursday-hour true
	// METHOD:CANCEL
	// SEQUENCE:2
	// STATUS:CANCELLED
}

func ExamplePerson() {
	calendar, err := ical.Person(exampleSchedule(), "fenna", exampleEdition)
	if err != nil {
		fmt.Println(err)
		return
	}
	lines(calendar, "METHOD", "NAME", "REFRESH", "SUMMARY")
	// Output:
	// METHOD:PUBLISH
	// NAME:Een uur voor jou
	// REFRESH-INTERVAL;VALUE=DURATION:PT12H
	// SUMMARY;LANGUAGE=nl:Vanaf februari is er een uur van jou
	// SUMMARY;LANGUAGE=nl:Wat er is\, en wat we verwachten
	// SUMMARY;LANGUAGE=nl:Wat zit er in de kist?
	// SUMMARY;LANGUAGE=nl:Accu’s: drie dingen om te weten voor je er een
	// SUMMARY;LANGUAGE=nl:Donderdag om twee uur: tijd om te leren
	// SUMMARY;LANGUAGE=nl:Donderdag om twee uur: tijd om te leren
	// SUMMARY;LANGUAGE=nl:Donderdag om twee uur: tijd om te leren
	// SUMMARY;LANGUAGE=nl:Vijf vragen\, twee minuten
}

func ExamplePlan() {
	edition := exampleEdition
	edition.Language = "en"
	calendar, err := ical.Plan(exampleSchedule().Plan(), edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	lines([]byte(strings.SplitAfter(string(calendar), "END:VEVENT")[0]), "NAME", "DTSTART", "SUMMARY", "LOCATION", "CATEGORIES")
	// Output:
	// NAME:An hour of your own
	// DTSTART;VALUE=DATE:20270201
	// SUMMARY;LANGUAGE=en:You first: twenty minutes about this spring
	// LOCATION;LANGUAGE=en:Team meeting
	// CATEGORIES;LANGUAGE=en:Inform
}
