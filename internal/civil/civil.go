// Package civil counts calendar days as integers, so that the light core can
// reason about dates without the time package's parser or zone tables.
//
// The arithmetic is the proleptic Gregorian calendar; day 0 is 1970-01-01.
package civil

// Day is a number of days since 1970-01-01, without a time zone.
type Day int32

// Weekday of a day: 0 is Monday, 6 is Sunday, as in ISO 8601 minus one.
func (d Day) Weekday() int {
	w := (int(d) + 3) % 7
	if w < 0 {
		w += 7
	}
	return w
}

// Of returns the day of a date. Months and days out of range carry over.
func Of(year, month, day int) Day {
	year += (month - 1) / 12
	month = (month-1)%12 + 1
	if month < 1 {
		month += 12
		year--
	}
	// Years begin in March, so that a leap day is the last of its year.
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	if year < 0 && year%400 != 0 {
		era--
	}
	yearOfEra := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	return Day(era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468)
}

// Date returns the year, month (1 to 12) and day of the month.
func (d Day) Date() (year, month, day int) {
	z := int(d) + 719468
	era := z / 146097
	if z < 0 && z%146097 != 0 {
		era--
	}
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	month = m + 3
	year = yearOfEra + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// AddMonths returns the day n months later, or earlier where n is negative: the
// last day of a month that has no such day.
func (d Day) AddMonths(n int) Day {
	if n == 0 {
		return d
	}
	year, month, day := d.Date()
	return min(Of(year, month+n, day), Of(year, month+n+1, 1)-1)
}

// Parse reads an ISO 8601 calendar date, 2027-01-11. It reports false for
// anything else, also for days that do not exist.
func Parse(s string) (Day, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 || m < 1 || m > 12 || d < 1 {
		return 0, false
	}
	day := Of(y, m, d)
	if yy, mm, dd := day.Date(); yy != y || mm != m || dd != d {
		return 0, false
	}
	return day, true
}

// ParseMinute reads a time of day, 09:30, as minutes since midnight.
func ParseMinute(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, ok1 := digits(s[:2])
	m, ok2 := digits(s[3:])
	if !ok1 || !ok2 || h > 23 || m > 59 {
		return 0, false
	}
	return h*60 + m, true
}

// String formats the day as ISO 8601; years outside 0000 to 9999 saturate.
func (d Day) String() string {
	y, m, day := d.Date()
	y = max(0, min(y, 9999))
	return string([]byte{
		byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10), '-',
		byte('0' + m/10), byte('0' + m%10), '-',
		byte('0' + day/10), byte('0' + day%10),
	})
}

// FormatMinute formats minutes since midnight as 09:30.
func FormatMinute(m int) string {
	h, m := m/60%24, m%60
	return string([]byte{byte('0' + h/10), byte('0' + h%10), ':', byte('0' + m/10), byte('0' + m%10)})
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
