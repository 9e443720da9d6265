package audience

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// WorkHours are the hours in which a person works, by weekday: early, late and
// night shifts, split ones and those at weekends, also in weeks that take turns.
// They are on the clocks of the person's time zone. Hours across midnight belong
// to the day on which they begin. The zero value is that of a person whose hours
// are not known. It is comparable: equal hours are equal however they were
// written. Rotations of shifts are rosters, as Microsoft Shifts and workforce
// systems export them by employee and week; the days and hours of one week are
// written as in OpenStreetMap's opening_hours and schema.org's openingHours.
type WorkHours struct{ text string }

// ParseWorkHours reads hours: "Mo-Fr 06:00-14:00; Sa 22:00-06:00", or
// "Mo-Fr 06:00-10:00,16:00-20:00" for a shift in two parts. Days are in English,
// as two letters or three, in any case; a day that is not named is free. An end
// that is not after its beginning is on the next day, so that 08:00-08:00 is a
// day and a night. Weeks that take turns, 52 at most, stand between slashes
// after any date of the first: "2027-01-04: Mo-Fr 06:00-14:00 / Mo-Fr
// 14:00-22:00 / off". An empty text gives the zero value. The finding has
// no path, and is nil where nothing is wrong: OSM-HOURS-001 for a part that cannot be
// read, 002 for time that two parts tell of, 003 for weeks that take turns from
// no date on, 004 where no hours are named.
func ParseWorkHours(text string) (WorkHours, *engagement.Finding) {
	if text == "" {
		return WorkHours{}, nil
	}
	hours, fault := decision.ParseWorkHours(text)
	if fault != nil {
		code := [...]string{"", "OSM-HOURS-001", "OSM-HOURS-002", "OSM-HOURS-003", "OSM-HOURS-004"}[fault.Problem]
		f := rule.Error(code, "", rule.Detail{Found: fault.Found, Expected: fault.Expected, Near: fault.Near, Args: []any{text}, Source: hoursSource})
		return WorkHours{}, &f
	}
	return WorkHours{hours.String()}, nil
}

// String writes the hours as [ParseWorkHours] reads them: the same hours always
// as the same text, with days together whose hours are the same. It is empty
// where they are not known.
func (h WorkHours) String() string { return h.text }

// IsZero reports whether the hours are not known.
func (h WorkHours) IsZero() bool { return h.text == "" }

// MarshalText writes the hours as [WorkHours.String] does.
func (h WorkHours) MarshalText() ([]byte, error) { return []byte(h.text), nil }

// UnmarshalText reads the hours as [ParseWorkHours] does.
func (h *WorkHours) UnmarshalText(text []byte) error {
	read, fault := ParseWorkHours(string(text))
	if fault != nil {
		return fault
	}
	*h = read
	return nil
}

// hoursSource is the source of the rules on hours of work.
const hoursSource = "domain: working pattern; written as OpenStreetMap's opening_hours"
