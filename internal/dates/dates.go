// Package dates writes calendar dates and durations for people. Dates have the
// forms that CLDR has for Italian, Dutch and British English.
package dates

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en_GB"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/nl"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// Long writes day, month in full and year: "11 January 2027". What is not a
// date is returned as it is; so do the other functions.
func Long(d engagement.Date, l engagement.Language) string {
	return format(d, l, locales.Translator.FmtDateLong)
}

// Short writes day, month abbreviated and year: "11 Jan 2027".
func Short(d engagement.Date, l engagement.Language) string {
	return format(d, l, locales.Translator.FmtDateMedium)
}

// Full writes the weekday too: "Monday, 11 January 2027".
func Full(d engagement.Date, l engagement.Language) string {
	return format(d, l, locales.Translator.FmtDateFull)
}

// Time writes the time of day as clocks show it at a moment: "09:30".
func Time(at time.Time, l engagement.Language) string { return names(l).FmtTimeShort(at) }

// Month writes the abbreviated name of the date's month: "Jan".
func Month(d engagement.Date, l engagement.Language) string {
	return format(d, l, func(names locales.Translator, t time.Time) string { return names.MonthAbbreviated(t.Month()) })
}

// MonthOfYear writes the date's month in full with its year, as a heading:
// "January 2027".
func MonthOfYear(d engagement.Date, l engagement.Language) string {
	return format(d, l, func(names locales.Translator, t time.Time) string {
		name := names.MonthWide(t.Month())
		return strings.ToUpper(name[:1]) + name[1:] + " " + strconv.Itoa(t.Year())
	})
}

// Weekday is the name of a day of the week, abbreviated and in full.
type Weekday struct{ Short, Full string }

// Weekdays returns the days of the week from Monday to Sunday.
func Weekdays(l engagement.Language) []Weekday {
	list := make([]Weekday, 7)
	for i := range list {
		day := time.Weekday((i + 1) % 7)
		list[i] = Weekday{names(l).WeekdayAbbreviated(day), names(l).WeekdayWide(day)}
	}
	return list
}

// Duration writes how long something takes: in hours where they are whole.
func Duration(minutes int, l engagement.Language) string {
	if minutes > 0 && minutes%60 == 0 {
		return catalogue.Text(string(l), "plan.hours", minutes/60)
	}
	return catalogue.Text(string(l), "plan.minutes", minutes)
}

func format(d engagement.Date, l engagement.Language, write func(locales.Translator, time.Time) string) string {
	day, ok := civil.Parse(string(d))
	if !ok {
		return string(d)
	}
	return write(names(l), time.Unix(int64(day)*86400, 0).UTC())
}

// names returns how a language writes dates: as English for any other.
func names(l engagement.Language) locales.Translator {
	if t, known := translators()[l]; known {
		return t
	}
	return translators()[engagement.English]
}

// translators of all languages, made once: each holds long lists of names.
var translators = sync.OnceValue(func() map[engagement.Language]locales.Translator {
	return map[engagement.Language]locales.Translator{engagement.Italian: it.New(), engagement.Dutch: nl.New(), engagement.English: en_GB.New()}
})
