package audience

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// WorkDays is a set of weekdays.
type WorkDays uint8

// The weekdays, to be combined: Monday | Wednesday.
const (
	Monday WorkDays = 1 << iota
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday

	// Weekdays is the pattern of a person without one.
	Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday
)

// weekdayCodes returns the codes that iCalendar uses (RFC 5545, BYDAY), from
// Monday on: they are the same in every language.
func weekdayCodes() []string { return []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"} }

// ParseWorkDays reads weekdays as iCalendar codes, in any order and case, with
// commas, semicolons or spaces between: "MO,TU,TH". It reports false where
// anything else stands there. An empty text is the pattern of a person without
// one.
func ParseWorkDays(text string) (WorkDays, bool) {
	var w WorkDays
	codes := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
	for _, code := range codes {
		day := slices.Index(weekdayCodes(), strings.ToUpper(code))
		if day < 0 {
			return 0, false
		}
		w |= 1 << day
	}
	return w, true
}

// String writes the days as ParseWorkDays reads them, from Monday on; it is
// empty where the person has no pattern.
func (w WorkDays) String() string { return strings.Join(w.Codes(), ",") }

// Codes returns the days as iCalendar codes, from Monday on.
func (w WorkDays) Codes() []string {
	var codes []string
	for day, code := range weekdayCodes() {
		if w&(1<<day) != 0 {
			codes = append(codes, code)
		}
	}
	return codes
}

// Works reports whether a date is one of the working days.
func (w WorkDays) Works(d engagement.Date) bool {
	if w == 0 {
		w = Weekdays
	}
	day, ok := civil.Parse(string(d))
	return ok && w&(1<<day.Weekday()) != 0
}
