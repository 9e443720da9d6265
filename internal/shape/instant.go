package shape

import "github.com/osmosi-learning/osmosi/internal/civil"

// Instant reads a date and time of RFC 3339 with capital letters as
// milliseconds since 1970, and cuts off what is finer. It is false for anything
// else, and in the years 0 and 9999, where an offset may lead out of what can
// be written.
func Instant[T string | []byte](s T) (int64, bool) {
	if len(s) < len("2027-02-03T08:30:00Z") || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return 0, false
	}
	ok := true
	two := func(i int) int {
		a, b := s[i]-'0', s[i+1]-'0'
		ok = ok && a <= 9 && b <= 9
		return 10*int(a) + int(b)
	}
	year, month, day := 100*two(0)+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	if !ok || year == 0 || year == 9999 || month == 0 || month > 12 || day == 0 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	at, fraction := 19, 0
	if s[at] == '.' {
		scale := 100
		for at++; at < len(s) && s[at]-'0' <= 9; at++ {
			fraction += scale * int(s[at]-'0')
			scale /= 10
		}
		if at == len("2027-02-03T08:30:00.") {
			return 0, false
		}
	}
	if at >= len(s) {
		return 0, false
	}
	offset := 0
	switch sign := s[at]; {
	case sign == 'Z' && at+1 == len(s):
	case (sign == '+' || sign == '-') && at+6 == len(s) && s[at+3] == ':':
		hours, minutes := two(at+1), two(at+4)
		if offset = 60*hours + minutes; sign == '-' {
			offset = -offset
		}
		if !ok || hours > 23 || minutes > 59 {
			return 0, false
		}
	default:
		return 0, false
	}
	seconds := int64(civil.Of(year, month, day))*86400 + int64(3600*hour+60*(minute-offset)+second)
	return 1000*seconds + int64(fraction), true
}

// daysOf is how many days a month has.
func daysOf(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}
