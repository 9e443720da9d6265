package shape

import (
	"encoding/binary"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

// Instant reads a date and time of RFC 3339 with capital letters as
// milliseconds since 1970, and cuts off what is finer. It is false for anything
// else, and in the years 0 and 9999, where an offset may lead out of what can
// be written.
func Instant(s []byte) (int64, bool) {
	const date, clock = uint64(0x2d30302d30303030), uint64(0x30303a3030543030) // 0000-00- and 00T00:00
	if len(s) < len("2027-02-03T08:30:00Z") || s[16] != ':' {
		return 0, false
	}
	dated, ok := pairs(binary.LittleEndian.Uint64(s), date, 0xff0000ff00000000)
	timed, good := pairs(binary.LittleEndian.Uint64(s[8:]), clock, 0x0000ff0000ff0000)
	second, fine := two(s[17], s[18])
	year, month, day := 100*int(dated&255)+int(dated>>16&255), int(dated>>40&255), int(timed&255)
	hour, minute := int(timed>>24&255), int(timed>>48&255)
	if !ok || !good || !fine || year == 0 || year == 9999 || month == 0 || month > 12 || day == 0 || day > 28 && day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	fraction, s, ok := fractionOf(s[19:])
	offset, good := offsetOf(s)
	seconds := int64(civil.Of(year, month, day))*86400 + int64(3600*hour+60*(minute-offset)+second)
	return 1000*seconds + int64(fraction), ok && good
}

// pairs reads eight bytes of a form that has 0 for digits, and separators. Byte
// i of what comes out is the number that the digits i and i+1 make.
func pairs(w, form, separators uint64) (uint64, bool) {
	const each = 0x0101010101010101
	w ^= form // digits become what they stand for, and separators 0
	return 10*w + w>>8, (w|(w+(0x80-10)*each))&(0x80*each) == 0 && w&separators == 0
}

// two reads a number of two digits.
func two(a, b byte) (int, bool) {
	a, b = a-'0', b-'0'
	return 10*int(a) + int(b), a <= 9 && b <= 9
}

// fractionOf reads a fraction of a second, where there is one, in milliseconds.
func fractionOf(s []byte) (ms int, rest []byte, ok bool) {
	if s[0] != '.' {
		return 0, s, true
	}
	at, scale := 1, 100
	for ; at < len(s) && s[at]-'0' <= 9; at++ {
		ms += scale * int(s[at]-'0')
		scale /= 10
	}
	return ms, s[at:], at > 1
}

// offsetOf reads an offset from UTC in minutes.
func offsetOf(s []byte) (int, bool) {
	if len(s) == 1 {
		return 0, s[0] == 'Z'
	}
	if len(s) != len("+01:00") || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return 0, false
	}
	hours, ok := two(s[1], s[2])
	minutes, good := two(s[4], s[5])
	offset := 60*hours + minutes
	if s[0] == '-' {
		offset = -offset
	}
	return offset, ok && good && hours <= 23 && minutes <= 59
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
