package engagement

import "github.com/osmosi-learning/osmosi/internal/civil"

// Date is a calendar date without a time zone, written as in ISO 8601:
// "2027-01-11". Dates compare as strings do.
type Date string

// Valid reports whether the date exists.
func (d Date) Valid() bool {
	_, ok := civil.Parse(string(d))
	return ok
}

// AddDays returns the date n days later, or earlier where n is negative. An
// invalid date is returned as it is.
func (d Date) AddDays(n int) Date {
	day, ok := civil.Parse(string(d))
	if !ok {
		return d
	}
	return Date((day + civil.Day(n)).String())
}

// DaysUntil returns the number of days from d to e; false where one of them
// is not a date.
func (d Date) DaysUntil(e Date) (int, bool) {
	from, ok1 := civil.Parse(string(d))
	to, ok2 := civil.Parse(string(e))
	return int(to - from), ok1 && ok2
}
