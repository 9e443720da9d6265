package ical

import (
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// cycle is how many years it takes until the days of the year fall on the same
// weekdays again: a rule that holds for all of them is not a coincidence.
const cycle = 28

// secondsPerDay is that of a day on which clocks do not change.
const secondsPerDay = 24 * 60 * 60

// change is a moment at which the clocks of a zone change.
type change struct {
	at       int64     // seconds since 1970
	day      civil.Day // as the clocks had it until then
	second   int       // of that day
	from, to int       // seconds east of UTC
	name     string    // of the time from then on, such as CEST
}

// stride is a time in which no clocks change twice.
const stride = 7 * 24 * time.Hour

// changes are those after a moment, up to another. They are found by asking
// what clocks show, since the bounds that the time package tells of a zone are
// not always moments at which its clocks change.
func changes(zone *time.Location, after, to time.Time) []change {
	offset := func(at int64) int {
		_, seconds := time.Unix(at, 0).In(zone).Zone()
		return seconds
	}
	var all []change
	for at, end := after.Unix(), to.Unix(); at < end; {
		next := min(at+int64(stride/time.Second), end)
		before, then := offset(at), offset(next)
		if before != then {
			early, late := at, next
			for late-early > 1 {
				if middle := (early + late) / 2; offset(middle) == before {
					early = middle
				} else {
					late = middle
				}
			}
			name, _ := time.Unix(late, 0).In(zone).Zone()
			wall := late + int64(before)
			second := (wall%secondsPerDay + secondsPerDay) % secondsPerDay
			all = append(all, change{late, civil.Day((wall - second) / secondsPerDay), int(second), before, then, name})
		}
		at = next
	}
	return all
}

// timezone describes the clocks of a zone, at least from the first of a year to
// the last of another. Clocks are on daylight time when they are ahead, which
// not all sources say of Ireland's.
func timezone(zone *time.Location, first, last int) *ics.VTimezone {
	made := ics.NewTimezone(zone.String())
	start := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC).Add(-24 * time.Hour) // it is no later there
	all := changes(zone, start, start.AddDate(cycle, 0, 0))
	rules, yearly := yearlyRules(all)
	if len(rules) > 0 && yearly {
		for _, r := range rules {
			on := r.in(1970)
			clock := observance(made, change{0, on, r.second, r.from, r.to, r.name})
			clock.AddProperty(ics.ComponentPropertyRrule, r.String())
		}
		return made
	}
	name, offset := start.In(zone).Zone()
	observance(made, change{0, civil.Of(1970, 1, 1), 0, offset, offset, name})
	until := time.Date(last+1, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range changes(zone, start, until) {
		observance(made, c)
	}
	return made
}

// observance adds the time that begins with a change.
func observance(zone *ics.VTimezone, c change) *ics.ComponentBase {
	var clock *ics.ComponentBase
	if c.to > c.from {
		daylight := &ics.Daylight{}
		zone.Components, clock = append(zone.Components, daylight), &daylight.ComponentBase
	} else {
		standard := ics.NewStandard()
		zone.Components, clock = append(zone.Components, standard), &standard.ComponentBase
	}
	clock.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), offset(c.from))
	clock.AddProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), offset(c.to))
	clock.AddProperty(ics.ComponentProperty(ics.PropertyTzname), c.name)
	clock.AddProperty(ics.ComponentPropertyDtStart, wall(c.day, c.second))
	return clock
}

// wall writes a moment as clocks show it.
func wall(day civil.Day, second int) string {
	y, m, d := day.Date()
	return fmt.Sprintf("%04d%02d%02dT%02d%02d%02d", y, m, d, second/3600, second/60%60, second%60)
}

// offset writes a distance from UTC.
func offset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// yearlyRule says when clocks change each year: at a time on a weekday of a
// month, the last of them or the first from a day on.
type yearlyRule struct {
	month, weekday, second int // weekday 0 is Monday
	least                  int // day of the month
	last                   bool
	from, to               int
	name                   string
}

// yearlyRules finds the rules behind the changes of a cycle of years, in the
// order of the first changes; false where there are none behind them.
func yearlyRules(all []change) ([]yearlyRule, bool) {
	var kinds [][]change
	for _, c := range all {
		i := slices.IndexFunc(kinds, func(k []change) bool { return k[0].from == c.from && k[0].to == c.to && k[0].name == c.name })
		if i < 0 {
			i = len(kinds)
			kinds = append(kinds, nil)
		}
		kinds[i] = append(kinds[i], c)
	}
	var rules []yearlyRule
	for _, k := range kinds {
		r, ok := ruleOf(k)
		if !ok {
			return nil, false
		}
		rules = append(rules, r)
	}
	return rules, true
}

// ruleOf is the rule behind changes of one kind, one in each year of a cycle.
func ruleOf(all []change) (yearlyRule, bool) {
	_, month, least := all[0].day.Date()
	r := yearlyRule{month: month, weekday: all[0].day.Weekday(), second: all[0].second, from: all[0].from, to: all[0].to, name: all[0].name, last: true}
	greatest := least
	before := 0
	for i, c := range all {
		y, m, d := c.day.Date()
		if m != r.month || c.day.Weekday() != r.weekday || c.second != r.second || i > 0 && y != before+1 {
			return r, false
		}
		before, least, greatest = y, min(least, d), max(greatest, d)
		_, next, _ := (c.day + 7).Date()
		r.last = r.last && next != m
	}
	r.least = least
	return r, len(all) == cycle && greatest-least == 6
}

// in is the day of a year on which clocks change.
func (r yearlyRule) in(year int) civil.Day {
	from := civil.Of(year, r.month, r.least)
	if r.last {
		from = civil.Of(year, r.month+1, 1) - 7
	}
	return from + civil.Day((r.weekday-from.Weekday()+7)%7)
}

// String is the rule as iCalendar writes it.
func (r yearlyRule) String() string {
	code := string(weekdays[r.weekday])
	switch {
	case r.last:
		return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=-1%s", r.month, code)
	case r.least%7 == 1:
		return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", r.month, r.least/7+1, code)
	}
	days := ""
	for d := r.least; d < r.least+7; d++ {
		days += fmt.Sprintf(",%d", d)
	}
	return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%s;BYDAY=%s", r.month, days[1:], code)
}
