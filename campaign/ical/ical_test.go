package ical_test

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// requireFolded checks what the format asks of every line.
func requireFolded(t testing.TB, calendar []byte) {
	t.Helper()
	require.True(t, bytes.HasSuffix(calendar, []byte("\r\n")))
	for l := range bytes.SplitSeq(bytes.TrimSuffix(calendar, []byte("\r\n")), []byte("\r\n")) {
		require.LessOrEqual(t, len(l), 75, "%s", l)
		require.NotEmpty(t, l)
		require.True(t, utf8.Valid(l), "a character is cut in two: %q", l)
		require.NotContains(t, string(l), "\n")
		require.NotContains(t, string(l), "\r")
	}
}

func TestCalendarsAreAsTheyWere(t *testing.T) {
	b := brief(t, hour)
	b.Limits = &campaign.Limits{Places: &campaign.Places{Region: "it"}}
	nora, joost := somebody("nora", "Europe/Rome", "ferrara"), somebody("joost", "Europe/Amsterdam", "utrecht")
	nora.Language, joost.Language = "it", "nl"
	s := schedule(t, b, nora, joost)
	later := edition
	later.Revision++
	for name, calendar := range map[string]func() ([]byte, error){
		"person.it":   func() ([]byte, error) { return ical.Person(s, "nora", edition) },
		"invite.nl":   func() ([]byte, error) { return ical.Invite(s, "joost", "thursday-hour", edition) },
		"cancel.nl":   func() ([]byte, error) { return ical.Cancel(s, "joost", "thursday-hour", later) },
		"planners.it": func() ([]byte, error) { return ical.Plan(s.Plan(), edition) },
	} {
		t.Run(name, func(t *testing.T) {
			got, err := calendar()
			require.NoError(t, err)
			requireFolded(t, got)
			again, err := calendar()
			require.NoError(t, err)
			require.Equal(t, got, again)
			path := "testdata/" + name + ".ics"
			if *update {
				require.NoError(t, os.WriteFile(path, got, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(got))
		})
	}
}

func TestTheMomentComesBackAsTheScheduleHasIt(t *testing.T) {
	off := func(dates ...engagement.Date) func(*campaign.Brief, *audience.Person) {
		return func(b *campaign.Brief, _ *audience.Person) {
			b.Limits = &campaign.Limits{}
			for _, d := range dates {
				b.Limits.DaysOff = append(b.Limits.DaysOff, campaign.DayOff{Date: d, Name: engagement.Text{It: "x", Nl: "x", En: "x"}})
			}
		}
	}
	for _, c := range []struct {
		name     string
		change   func(*campaign.Brief, *audience.Person)
		start    string
		rule     string
		without  []string // EXDATE
		moved    []string // from, to
		minutes  string
		busyness string
	}{
		{"every week until the phase ends", nil,
			"20270422T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z", nil, nil, "PT60M", "OPAQUE"},
		{"every third week", func(b *campaign.Brief, _ *audience.Person) { b.Touchpoint("thursday-hour").Moment.EveryWeeks = 3 },
			"20270422T110000", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH;UNTIL=20270624T215959Z", nil, nil, "PT60M", "OPAQUE"},
		{"who is off on Thursdays has it on Fridays", func(_ *campaign.Brief, p *audience.Person) { p.WorkDays = audience.Monday | audience.Friday },
			"20270423T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;UNTIL=20270625T215959Z", nil, nil, "PT60M", "OPAQUE"},
		{"a day on which all are off moves it, on a page too", off("2027-05-06"),
			"20270422T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z", nil, []string{"20270506T110000", "20270507T110000"}, "PT60M", "OPAQUE"},
		{"a week in which all are off takes it away", off("2027-05-06", "2027-05-07", "2027-05-10", "2027-05-11", "2027-05-12"),
			"20270422T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z", []string{"20270506T110000"}, nil, "PT60M", "OPAQUE"},
		{"one taken away at the beginning or the end is no exception", func(b *campaign.Brief, p *audience.Person) {
			p.WorkDays = audience.Thursday
			off("2027-04-22", "2027-06-24")(b, p)
		}, "20270429T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270617T215959Z", nil, nil, "PT60M", "OPAQUE"},
		{"a moment beside working time leaves people free", func(b *campaign.Brief, _ *audience.Person) { b.Touchpoint("thursday-hour").Moment.WorkingTime = false },
			"20270422T110000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z", nil, nil, "PT60M", "TRANSPARENT"},
		{"quiet hours that move all of them are the rule", func(b *campaign.Brief, _ *audience.Person) {
			b.Touchpoint("thursday-hour").Channel = "email"
			b.Limits = &campaign.Limits{QuietHours: &campaign.QuietHours{From: "18:00", To: "11:30"}}
		}, "20270422T113000", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH;UNTIL=20270624T215959Z", nil, nil, "PT60M", "OPAQUE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, person := brief(t, hour), somebody("nora", "Europe/Rome", "ferrara")
			if c.change != nil {
				c.change(b, &person)
			}
			s := schedule(t, b, person)
			calendar, err := ical.Person(s, "nora", edition)
			require.NoError(t, err)
			requireFolded(t, calendar)
			all := moments(t, calendar)
			zoned := func(walls ...string) (out []string) {
				for _, w := range walls {
					out = append(out, "Europe/Rome "+w)
				}
				return out
			}
			require.Equal(t, zoned(c.start), values(all[0], ics.ComponentPropertyDtStart))
			require.Equal(t, []string{c.rule}, values(all[0], ics.ComponentPropertyRrule))
			require.Equal(t, zoned(c.without...), values(all[0], ics.ComponentPropertyExdate))
			require.Equal(t, []string{c.minutes}, values(all[0], ics.ComponentPropertyDuration))
			require.Equal(t, []string{c.busyness}, values(all[0], ics.ComponentPropertyTransp))
			var moved []string
			for _, e := range all[1:] {
				require.Equal(t, all[0].Id(), e.Id())
				moved = append(append(moved, values(e, ics.ComponentPropertyRecurrenceId)...), values(e, ics.ComponentPropertyDtStart)...)
			}
			require.Equal(t, zoned(c.moved...), moved)
		})
	}
}

func TestAnOccurrenceThatMovesSaysWhy(t *testing.T) {
	b := brief(t, hour)
	b.Limits = &campaign.Limits{DaysOff: []campaign.DayOff{{Date: "2027-05-06", Name: engagement.Text{It: "x", Nl: "x", En: "x"}}}}
	calendar, err := ical.Person(schedule(t, b, somebody("nora", "Europe/Rome", "ferrara")), "nora", edition)
	require.NoError(t, err)
	all := moments(t, calendar)
	require.Len(t, all, 2)
	require.NotContains(t, all[0].GetProperty(ics.ComponentPropertyDescription).Value, "holiday")
	require.Contains(t, all[1].GetProperty(ics.ComponentPropertyDescription).Value, "It passes over a public holiday.")
}

func TestPlannedAgainItIsTheSameMomentOfAHigherRevision(t *testing.T) {
	b := brief(t, hour)
	before, err := ical.Invite(schedule(t, b, somebody("nora", "Europe/Rome", "ferrara")), "nora", "thursday-hour", edition)
	require.NoError(t, err)
	b.Touchpoint("thursday-hour").Moment.Time = "15:00"
	later := edition
	later.Revision, later.At = 4, edition.At.AddDate(0, 0, 7)
	after, err := ical.Invite(schedule(t, b, somebody("nora", "Europe/Rome", "ferrara"), somebody("zoe", "Europe/Rome", "ferrara")), "nora", "thursday-hour", later)
	require.NoError(t, err)
	one, two := moments(t, before)[0], moments(t, after)[0]
	require.Equal(t, one.Id(), two.Id())
	require.Equal(t, []string{"3"}, values(one, ics.ComponentPropertySequence))
	require.Equal(t, []string{"4"}, values(two, ics.ComponentPropertySequence))
	require.Equal(t, []string{"20270111T090000Z"}, values(two, ics.ComponentPropertyDtstamp))
	require.Equal(t, []string{"Europe/Rome 20270415T150000"}, values(two, ics.ComponentPropertyDtStart))
}

func TestIdentifiersAreApartForEveryPersonAndThing(t *testing.T) {
	b := brief(t, hour)
	s := schedule(t, b, somebody("nora", "Europe/Rome", "ferrara"), somebody("zoe", "Europe/Rome", "ferrara"))
	seen := map[string]bool{}
	for _, person := range []string{"nora", "zoe"} {
		calendar, err := ical.Person(s, person, edition)
		require.NoError(t, err)
		for _, e := range events(t, calendar) {
			require.False(t, seen[e.Id()])
			seen[e.Id()] = true
		}
	}
	planners, err := ical.Plan(s.Plan(), edition)
	require.NoError(t, err)
	all := events(t, planners)
	require.Len(t, all, len(s.Plan().Touchpoints))
	for _, e := range all {
		require.False(t, seen[e.Id()])
		seen[e.Id()] = true
	}
	require.NotContains(t, string(planners), "nora")
}

func TestASurpriseIsKeptUntilItsTime(t *testing.T) {
	b := brief(t, hour)
	b.Touchpoint("locked-box").Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{{DaysBefore: 3, Time: "08:00", Title: engagement.Text{It: "Psst", Nl: "Psst", En: "Psst"}, Body: engagement.Text{It: "Arriva", Nl: "Nog even", En: "Soon"}}}}
	s := schedule(t, b, somebody("nora", "Europe/Rome", "ferrara"))
	for at, shown := range map[string][2]bool{"2027-02-01T09:00:00Z": {false, false}, "2027-02-20T09:00:00Z": {true, false}, "2027-02-22T12:00:00Z": {true, true}} {
		e := edition
		var err error
		e.At, err = time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		calendar, err := ical.Person(s, "nora", e)
		require.NoError(t, err)
		require.Equal(t, shown[0], strings.Contains(string(calendar), ":Psst\r\n"), at)
		require.Equal(t, shown[1], strings.Contains(string(calendar), "What is in the box?"), at)
	}
}

func TestEveryLanguageAndOnlyIt(t *testing.T) {
	nora := somebody("nora", "Europe/Rome", "ferrara")
	nora.Language = "it"
	s := schedule(t, brief(t, hour), nora)
	for l, want := range map[engagement.Language]string{"": "LANGUAGE=it", "it": "LANGUAGE=it", "nl": "LANGUAGE=nl", "en": "LANGUAGE=en"} {
		e := edition
		e.Language = l
		person, err := ical.Person(s, "nora", e)
		require.NoError(t, err)
		planners, err := ical.Plan(s.Plan(), e)
		require.NoError(t, err)
		for _, calendar := range [][]byte{person, planners} {
			require.Contains(t, string(calendar), want)
			require.Equal(t, strings.Count(string(calendar), "LANGUAGE="), strings.Count(string(calendar), want))
			require.NotContains(t, string(calendar), "plan.")
		}
	}
}

func TestAddressesAreWholeOrLeftOut(t *testing.T) {
	b := brief(t, hour)
	s := schedule(t, b, somebody("nora", "Europe/Rome", "ferrara"))
	nowhere := edition
	nowhere.Site = ""
	calendar, err := ical.Person(s, "nora", nowhere)
	require.NoError(t, err)
	require.NotContains(t, string(calendar), "URL:")
	require.NotContains(t, string(calendar), "/learn/")
	b.Interventions[0].URL, b.Interventions[1].URL, b.Interventions[2].URL = "https://learn.example/a?b=c;d,e", "https://learn.example/b", "https://learn.example/c"
	calendar, err = ical.Person(schedule(t, b, somebody("nora", "Europe/Rome", "ferrara")), "nora", nowhere)
	require.NoError(t, err)
	require.Contains(t, string(calendar), "\r\nURL:https://learn.example/a?b=c;d,e\r\n")
}

func TestWhoGetsNothingHasAnEmptyCalendarOfTheirZone(t *testing.T) {
	b := brief(t, hour)
	for i := range b.Touchpoints {
		b.Touchpoints[i].Segment = "rental"
	}
	s := schedule(t, b, somebody("nora", "Pacific/Auckland", "galway"))
	require.Empty(t, items(t, s, "nora"))
	calendar, err := ical.Person(s, "nora", edition)
	require.NoError(t, err)
	require.Contains(t, string(calendar), "TZID:Pacific/Auckland")
	require.Empty(t, events(t, calendar))
	_, err = ical.Invite(s, "nora", "thursday-hour", edition)
	require.ErrorIs(t, err, ical.ErrNoMoment)
}

func TestClocksAreRulesWhereTheyFollowOne(t *testing.T) {
	for _, c := range []struct {
		zone string
		want []string // kind, from, to, start, rule
	}{
		{"Europe/Rome", []string{"DAYLIGHT +0100 +0200 19700329T020000 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "STANDARD +0200 +0100 19701025T030000 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"}},
		{"Europe/Dublin", []string{"DAYLIGHT +0000 +0100 19700329T010000 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "STANDARD +0100 +0000 19701025T020000 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"}},
		{"America/New_York", []string{"DAYLIGHT -0500 -0400 19700308T020000 FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "STANDARD -0400 -0500 19701101T020000 FREQ=YEARLY;BYMONTH=11;BYDAY=1SU"}},
		{"Australia/Lord_Howe", []string{"STANDARD +1100 +1030 19700405T020000 FREQ=YEARLY;BYMONTH=4;BYDAY=1SU", "DAYLIGHT +1030 +1100 19701004T020000 FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"}},
		{"Asia/Jerusalem", []string{"DAYLIGHT +0200 +0300 19700327T020000 FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR", "STANDARD +0300 +0200 19701025T020000 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"}},
		{"Asia/Kolkata", []string{"STANDARD +0530 +0530 19700101T000000 "}},
		{"", []string{"STANDARD +0000 +0000 19700101T000000 "}},
		{"Africa/Casablanca", []string{"STANDARD +0100 +0100 19700101T000000 ", "STANDARD +0100 +0000 20270207T030000 ", "DAYLIGHT +0000 +0100 20270314T020000 "}}, // around Ramadan
	} {
		t.Run(c.zone, func(t *testing.T) {
			calendar, err := ical.Person(schedule(t, brief(t, hour), somebody("nora", c.zone, "ferrara")), "nora", edition)
			require.NoError(t, err)
			parsed, err := ics.ParseCalendar(bytes.NewReader(calendar))
			require.NoError(t, err)
			require.Len(t, parsed.Timezones(), 1)
			var got []string
			for _, part := range parsed.Timezones()[0].SubComponents() {
				kind := "STANDARD"
				if _, ahead := part.(*ics.Daylight); ahead {
					kind = "DAYLIGHT"
				}
				values := map[string]string{}
				for _, p := range part.UnknownPropertiesIANAProperties() {
					values[p.IANAToken] = p.Value
				}
				got = append(got, strings.Join([]string{kind, values["TZOFFSETFROM"], values["TZOFFSETTO"], values["DTSTART"], values["RRULE"]}, " "))
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestFaultsAreNamed(t *testing.T) {
	homeless, lost := somebody("homeless", "Europe/Rome", "ferrara"), somebody("lost", "Europe/Atlantis", "ferrara")
	homeless.Email = ""
	s := schedule(t, brief(t, hour), somebody("nora", "Europe/Rome", "ferrara"), homeless, lost)
	with := func(change func(*ical.Edition)) ical.Edition {
		e := edition
		change(&e)
		return e
	}
	for _, c := range []struct {
		name               string
		person, touchpoint string
		edition            ical.Edition
		want               error
	}{
		{"nobody", "nobody", "thursday-hour", edition, campaign.ErrUnknownPerson},
		{"a touchpoint without moments", "nora", "five-questions", edition, ical.ErrNoMoment},
		{"a touchpoint that does not exist", "nora", "friday-hour", edition, ical.ErrNoMoment},
		{"a person without an address", "homeless", "thursday-hour", edition, ical.ErrAddress},
		{"no organiser", "nora", "thursday-hour", with(func(e *ical.Edition) { e.Organiser = "" }), ical.ErrAddress},
		{"an organiser who begins a line", "nora", "thursday-hour", with(func(e *ical.Edition) { e.Organiser = "a@b.example\r\nATTENDEE:mailto:c@d.example" }), ical.ErrAddress},
		{"a site that is a path", "nora", "thursday-hour", with(func(e *ical.Edition) { e.Site = "/intranet" }), ical.ErrSite},
		{"a site of another kind", "nora", "thursday-hour", with(func(e *ical.Edition) { e.Site = "ftp://intranet.example" }), ical.ErrSite},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, write := range []func(*campaign.Schedule, string, string, ical.Edition) ([]byte, error){ical.Invite, ical.Cancel} {
				out, err := write(s, c.person, c.touchpoint, c.edition)
				require.ErrorIs(t, err, c.want)
				require.Nil(t, out)
			}
		})
	}
	_, err := ical.Person(s, "lost", edition)
	var zone *campaign.ZoneError
	require.ErrorAs(t, err, &zone)
	_, err = ical.Plan(s.Plan(), ical.Edition{})
	require.ErrorIs(t, err, ical.ErrAddress)
	_, err = ical.Person(s, "nobody", edition)
	require.ErrorIs(t, err, campaign.ErrUnknownPerson)
}

// texts are titles and bodies that people might write, or that others might
// write for them.
var texts = []string{
	"Apri, guarda; scegli\\n e basta", "riga\nnuova\r\nriga", strings.Repeat("lungo titolo ", 17), strings.Repeat("x", 200), strings.Repeat("👩🏽‍🔧", 40),
	"שלום עולם, זה הזמן ללמוד", "\u200fمرحبا", "e\u0301\u0301 combining", "a\u2028b\u2029c\u0085d", "tab\there", "BEGIN:VEVENT", `back\slash\\N;,"quoted": x`, "日本語" + strings.Repeat("学", 90), "\xff broken", " ", "<b>bold</b> > <i> 1 < 2",
}

// requireSurvives writes a calendar with a text in all places of a plan, and
// reads it back. It returns the calendar.
func requireSurvives(t testing.TB, s *campaign.Schedule, text string) []byte {
	t.Helper()
	b := &s.Plan().Brief
	written := engagement.Text{It: text, Nl: text, En: text}
	b.Name, b.Channel("email").Name, b.Offices[0].Name, b.Interventions[0].Title = written, written, written, written
	touchpoint := b.Touchpoint("five-questions")
	touchpoint.Title, touchpoint.Body = written, written
	planners, err := ical.Plan(s.Plan(), edition)
	require.NoError(t, err)
	requireFolded(t, planners)
	require.Len(t, events(t, planners), len(s.Plan().Touchpoints), "no text makes an event")
	calendar, err := ical.Person(s, "nora", edition)
	require.NoError(t, err)
	requireFolded(t, calendar)
	want := title(text)
	require.True(t, want == "" || slices.ContainsFunc(events(t, calendar), func(e *ics.VEvent) bool {
		p := e.GetProperty(ics.ComponentPropertySummary)
		return p != nil && title(p.Value) == want
	}), "%q was not read back", text)
	return calendar
}

// title is a text as a line can hold it: without what is no character, and with
// one space for any run of them.
func title(text string) string {
	kept := strings.Map(func(r rune) rune {
		if r < ' ' && !strings.ContainsRune("\n\r\t\v\f", r) || r >= 0x7f && r < 0xa0 || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(kept), " ")
}

func TestAnyTextSurvives(t *testing.T) {
	s := schedule(t, brief(t, hour), somebody("nora", "Europe/Rome", "ferrara"))
	for _, text := range texts {
		requireSurvives(t, s, text)
	}
}

func FuzzText(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	s := schedule(f, brief(f, hour), somebody("nora", "Europe/Rome", "ferrara"))
	f.Fuzz(func(t *testing.T, text string) { requireSurvives(t, s, text) })
}
