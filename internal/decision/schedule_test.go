package decision

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

func TestNextWorkingDay(t *testing.T) {
	const monday, saturday = "2027-02-01", "2027-02-06"
	for _, c := range []struct {
		name string
		work WorkDays
		from string
		want string
	}{
		{"a working day is its own", Weekdays, monday, monday},
		{"after the weekend", Weekdays, saturday, "2027-02-08"},
		{"in the weekend, for who works then", 0b1100000, saturday, saturday},
		{"the day before, six days on", 0b0010000, saturday, "2027-02-12"},
		{"no working days at all: the day itself", 0, saturday, saturday},
		{"every day", 0b1111111, saturday, saturday},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, c.work.Next(day(t, c.from)).String())
		})
	}
}

func TestNextIsTheFirstWorkingDayWithinAWeek(t *testing.T) {
	for work := range WorkDays(128) {
		for from := civil.Day(-8); from < 8; from++ {
			next := work.Next(from)
			require.True(t, next >= from && next < from+7)
			require.Equal(t, work != 0, work&(1<<next.Weekday()) != 0)
			for d := from; d < next; d++ {
				require.Zero(t, work&(1<<d.Weekday()))
			}
		}
	}
}

// told writes a schedule in short: touchpoint, day of the month, time, why not
// on its own day.
func told(p *Program, items []Due) string {
	var out []string
	for _, d := range items {
		one := p.Touchpoints[d.Touchpoint].ID + " " + d.Day.String()[5:] + " " + civil.FormatMinute(d.Minute)
		if d.Cascaded {
			one += " cascaded"
		}
		if d.Moved {
			one += " moved"
		}
		if d.Holiday {
			one += " holiday"
		}
		if d.Quiet {
			one += " quiet"
		}
		if d.Capped {
			one += " capped"
		}
		if d.Spaced {
			one += " spaced"
		}
		out = append(out, one)
	}
	return strings.Join(out, ", ")
}

func TestSchedule(t *testing.T) {
	for _, c := range []struct {
		name, profile string
		work          WorkDays
		briefed       string
		want          string
	}{
		{"who is in no segment gets what is for everyone", `{}`, 0, "", "a 02-02 09:30"},
		{"who is in a segment gets that too", `{"department":"sales"}`, 0, "", "a 02-02 09:30, s 02-03 09:30"},
		{"managers get theirs", `{"manager":true}`, 0, "", "a 02-02 09:30, m 02-02 09:30"},
		{"no days off when no days are known to be worked", `{}`, 0, "", "a 02-02 09:30"},
		{"on the first day worked", `{}`, 0b0010000, "", "a 02-05 09:30 moved"},
		{"not before the day after the manager's briefing", `{}`, 0, "2027-02-02", "a 02-03 09:30 cascaded"},
		{"nor on the day of the briefing itself", `{"manager":true}`, 0, "2027-02-03", "a 02-04 09:30 cascaded, m 02-04 09:30 cascaded"},
		{"after a briefing on Friday, on Monday", `{}`, 0, "2027-02-05", "a 02-08 09:30 cascaded moved"},
		{"an earlier briefing changes nothing", `{}`, 0, "2027-02-01", "a 02-02 09:30"},
		{"on its last day", `{}`, 0, "2027-02-18", "a 02-19 09:30 cascaded"},
		{"nothing after it", `{}`, 0, "2027-02-19", ""},
		{"nothing that a day off would carry beyond its last day", `{}`, 0b1000000, "2027-02-15", ""},
		{"nothing after the campaign", `{}`, 0, "2027-02-26", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sample(t)
			person := Person{Profile: profile(t, c.profile), WorkDays: c.work}
			if c.briefed != "" {
				person.Briefed = day(t, c.briefed)
			}
			require.Equal(t, c.want, told(p, p.Schedule(person)))
		})
	}
}

func TestScheduleIsInOrderOfTimeAndThenOfTheProgram(t *testing.T) {
	p := sample(t)
	p.Touchpoints[0].Minute = 900
	in := profile(t, `{"department":"sales","shift":"night"}`)
	require.Equal(t, "a 02-02 15:00, n 02-03 09:30, s 02-03 09:30, s-night 02-04 09:30", told(p, p.Schedule(Person{Profile: in})))
	require.Equal(t, "n 02-09 09:30 cascaded, s 02-09 09:30 cascaded, s-night 02-09 09:30 cascaded, a 02-09 15:00 cascaded",
		told(p, p.Schedule(Person{Profile: in, Briefed: day(t, "2027-02-08")})))
}

func TestScheduleHoldsWhatNoWidgetShowsToo(t *testing.T) {
	p := sample(t)
	p.Touchpoints[0].Widget = false
	require.Equal(t, "a 02-02 09:30", told(p, p.Schedule(Person{})))
}

func TestItemsSayWhyThisAndWhyNow(t *testing.T) {
	p := sample(t)
	items := p.Schedule(Person{Profile: profile(t, `{"manager":true,"needs":["problem"]}`), Briefed: day(t, "2027-02-05")})
	require.Len(t, items, 2)
	require.Equal(t, []string{"everyone", "need:problem", "phase:inform", "afterManager", "workday"}, items[0].Why(p, nil))
	require.Equal(t, []string{"manager", "everyone", "phase:inform", "afterManager", "workday"}, items[1].Why(p, nil))
	items = p.Schedule(Person{Profile: profile(t, `{"department":"sales"}`)})
	require.Equal(t, []string{"segment:sales", "phase:inform"}, items[1].Why(p, nil))
}
