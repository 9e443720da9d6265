package ical_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// reader is an implementation of iCalendar that others wrote.
type reader struct {
	name    string
	command []string
	dir     string
}

// read is an event as a reader understands it.
type read struct {
	UID                  string
	At                   int64 // seconds since 1970
	Minutes              float64
	Summary, Description string
}

// missing names a reader that is not here, in a test of its own; in CI that is a
// fault.
func missing(t *testing.T, name string, err error, out []byte) {
	t.Run(name, func(t *testing.T) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Skipf("not done, %s cannot be used here: %v", name, err)
	})
}

// readers are ical.js, of Mozilla's applications, and Debian's icalendar with
// recurring-ical-events; those that are missing here are named.
func readers(t *testing.T) []reader {
	t.Helper()
	var found []reader
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/ical.js")))
	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		missing(t, "ical.js", err, out)
	} else {
		found = append(found, reader{"ical.js", []string{"node", "read.mjs"}, dir})
	}
	script, err := filepath.Abs("testdata/read.py")
	require.NoError(t, err)
	const interpreter = "/usr/bin/python3" // Debian's, whatever else is installed
	if out, err := exec.Command(interpreter, "-c", "import icalendar, recurring_ical_events").CombinedOutput(); err != nil {
		missing(t, "icalendar", err, out)
	} else {
		found = append(found, reader{"icalendar", []string{interpreter, script}, dir})
	}
	return found
}

// read returns what comes when, by the calendars' names.
func (r reader) read(t *testing.T, calendars map[string]string) map[string][]read {
	t.Helper()
	input, err := json.Marshal(calendars)
	require.NoError(t, err)
	cmd := exec.Command(r.command[0], r.command[1:]...)
	var complaints bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stderr = r.dir, bytes.NewReader(input), &complaints
	out, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	var found map[string][]read
	require.NoError(t, json.Unmarshal(out, &found))
	require.Len(t, found, len(calendars))
	return found
}

// zones have clocks of all kinds, and where the holidays of each are taken from.
var zones = map[string]string{
	"Europe/Rome": "ferrara", "Europe/Amsterdam": "utrecht", "Europe/Dublin": "galway", // winter time is the exception there
	"Asia/Kolkata": "", "UTC": "", // never change
	"Australia/Lord_Howe": "", // half an hour
	"America/New_York":    "", "Pacific/Auckland": "", "America/Santiago": "", "America/Nuuk": "", "Asia/Jerusalem": "",
	"Africa/Casablanca": "", "Africa/Cairo": "", // no yearly rule
}

// moment is one at a time of the week.
func moment(day campaign.Weekday, at string, weeks int) campaign.StandardMoment {
	return campaign.StandardMoment{Weekday: day, Time: at, EveryWeeks: weeks, Minutes: 45, WorkingTime: true}
}

// Two years of calendars, read by two others: every event at the instant of its
// item, no more and no fewer. Each calendar is read as it is, and with a zone
// of a name that nobody knows, so that its own rules alone say what its clocks
// show.
func TestOthersReadTheSameInstantsForTwoYears(t *testing.T) {
	calendars, want := map[string]string{}, map[string][]read{}
	add := func(name, zone string, s *campaign.Schedule, person string, edition ical.Edition) {
		calendar, err := ical.Person(s, person, edition)
		require.NoError(t, err)
		requireFolded(t, calendar)
		var items []read
		for item, err := range s.For(person) {
			require.NoError(t, err)
			minutes := 15
			if item.Minutes > 0 {
				minutes = item.Minutes
			}
			items = append(items, read{At: item.At.Unix(), Minutes: float64(minutes), Summary: s.Plan().Touchpoint(item.Touchpoint).Title.En})
		}
		require.Greater(t, len(items), 30)
		slices.SortFunc(items, inTime)
		calendars[name], want[name] = string(calendar), items
		calendars[name+", unknown"], want[name+", unknown"] = strings.ReplaceAll(string(calendar), zone, "x-"+strings.ReplaceAll(name, " ", "-")), items
	}
	everyDay := audience.WorkDays(127)
	for zone, site := range zones {
		for name, m := range map[string]campaign.StandardMoment{
			"Thursdays": moment("TH", "11:00", 1), "every third Monday": moment("MO", "08:30", 3),
			"Sunday nights": moment("SU", "02:30", 1), "Sundays early": moment("SU", "01:45", 1), // clocks skip these, and show them twice
			"before midnight": moment("FR", "23:50", 2),
		} {
			person := somebody("nora", zone, site)
			person.WorkDays = everyDay
			add(zone+" "+name, zone, schedule(t, twoYears(t, m), person), "nora", edition)
		}
		person := somebody("nora", zone, site)
		person.WorkDays = audience.Monday | audience.Wednesday // off on Thursdays
		add(zone+" off", zone, schedule(t, twoYears(t, moment("TH", "11:00", 1)), person), "nora", edition)
	}
	capped := twoYears(t, hour) // caps move one, and holidays in a row take one away
	capped.Touchpoint("thursday-hour").Channel = "email"
	capped.Limits.Caps = []campaign.Cap{{PerDay: new(1)}}
	capped.Limits.MinutesBetween = 300
	for _, d := range []engagement.Date{"2027-05-06", "2027-05-07", "2027-05-08", "2027-05-09", "2027-05-10", "2027-05-11", "2027-05-12"} {
		capped.Limits.DaysOff = append(capped.Limits.DaysOff, campaign.DayOff{Date: d, Name: engagement.Text{It: "x", Nl: "x", En: "x"}})
	}
	s := schedule(t, capped, somebody("nora", "Europe/Rome", "ferrara")).Beside(func(string) []campaign.Sent {
		return []campaign.Sent{{At: time.Date(2027, 6, 10, 7, 0, 0, 0, time.UTC)}}
	})
	add("limits", "Europe/Rome", s, "nora", edition)
	rule := moments(t, []byte(calendars["limits"]))
	require.Len(t, values(rule[0], ics.ComponentPropertyExdate), 1)
	require.Greater(t, len(rule), 2)

	for _, r := range readers(t) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			found := r.read(t, calendars)
			for name := range calendars {
				got := found[name]
				slices.SortFunc(got, inTime)
				require.Equal(t, told(want[name]), told(got), name)
			}
		})
	}
}

// inTime is the order of events, by their titles at one time.
func inTime(a, b read) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Summary, b.Summary)) }

// told writes events in lines that people can compare.
func told(all []read) []string {
	var lines []string
	for _, e := range all {
		lines = append(lines, time.Unix(e.At, 0).UTC().Format(time.RFC3339)+" "+time.Duration(e.Minutes*float64(time.Minute)).String()+" "+e.Summary)
	}
	return lines
}

func TestOthersReadAnyText(t *testing.T) {
	s := schedule(t, brief(t, hour), somebody("nora", "Europe/Rome", "ferrara"))
	calendars := map[string]string{}
	for _, text := range texts {
		calendars[strings.ToValidUTF8(text, "\uFFFD")] = string(requireSurvives(t, s, text))
	}
	for _, r := range readers(t) {
		t.Run(r.name, func(t *testing.T) {
			found := r.read(t, calendars)
			for text := range calendars {
				want := title(text)
				if r.name == "icalendar" && strings.Contains(strings.ToLower(text), `\n`) || want == "" {
					continue // it takes a backslash before an n for a line break, be it escaped or not
				}
				require.True(t, slices.ContainsFunc(found[text], func(e read) bool {
					return title(e.Summary) == want && strings.Contains(e.Description, "What you gain\n")
				}), "%q", text)
			}
		})
	}
}
