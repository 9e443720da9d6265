package decision

import "github.com/osmosi-learning/osmosi/internal/civil"

// Span is a date, or how far a date lies from today. The zero Span is today.
type Span struct {
	Months, Days int
	Date         civil.Day // where Fixed
	Fixed        bool
}

// ParseSpan reads a date such as 2027-01-11, or a duration of ISO 8601 in
// whole years, months, weeks and days: P1Y2M, or -P90D for the past.
func ParseSpan(text string) (Span, bool) {
	if day, ok := civil.Parse(text); ok {
		return Span{Date: day, Fixed: true}, true
	}
	sign := 1
	if text != "" && (text[0] == '-' || text[0] == '+') {
		if text[0] == '-' {
			sign = -1
		}
		text = text[1:]
	}
	if len(text) < 3 || text[0] != 'P' {
		return Span{}, false
	}
	var s Span
	units := "YMWD" // each at most once, in this order
	for text = text[1:]; text != ""; {
		n, i := 0, 0
		for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
			n = n*10 + int(text[i]-'0')
		}
		if i == 0 || i > 5 || i == len(text) {
			return Span{}, false
		}
		for len(units) > 0 && units[0] != text[i] {
			units = units[1:]
		}
		if units == "" {
			return Span{}, false
		}
		units = units[1:]
		switch text[i] {
		case 'Y':
			s.Months += 12 * sign * n
		case 'M':
			s.Months += sign * n
		case 'W':
			s.Days += 7 * sign * n
		case 'D':
			s.Days += sign * n
		}
		text = text[i+1:]
	}
	return s, true
}

// From is the date that the span leads to from a day: months first, to the
// last day of a month that is too short, and then days.
func (s Span) From(today civil.Day) civil.Day {
	if s.Fixed {
		return s.Date
	}
	return today.AddMonths(s.Months) + civil.Day(s.Days)
}
