package light

import "math"

// Itoa writes a whole number.
func Itoa(n int) string { return string(AppendInt(nil, int64(n))) }

// AppendInt writes a whole number.
func AppendInt(dst []byte, n int64) []byte {
	left := uint64(n)
	if n < 0 {
		dst, left = append(dst, '-'), -left
	}
	var digits [20]byte
	at := len(digits)
	for {
		at--
		digits[at] = byte('0' + left%10)
		if left /= 10; left == 0 {
			return append(dst, digits[at:]...)
		}
	}
}

// AppendBool writes true or false.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

// AppendNumber writes a number as JSON: whole numbers without exponent up to
// 2^53, others in the shortest form that reads back the same.
func AppendNumber(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return append(dst, "null"...)
	case f == math.Trunc(f) && math.Abs(f) < 1<<53:
		return AppendInt(dst, int64(f))
	}
	if f < 0 {
		dst, f = append(dst, '-'), -f
	}
	digits, point := shortest(f)
	if -4 < point && point <= 6 {
		return appendPlain(dst, digits, point)
	}
	if dst = append(dst, digits[0]); len(digits) > 1 {
		dst = append(append(dst, '.'), digits[1:]...)
	}
	dst = append(dst, 'e')
	if point--; point < 0 {
		dst, point = append(dst, '-'), -point
	} else {
		dst = append(dst, '+')
	}
	if point < 10 {
		dst = append(dst, '0')
	}
	return AppendInt(dst, int64(point))
}

// FormatPlain writes a finite number without exponent, in the shortest form that
// reads back the same.
func FormatPlain(f float64) string {
	var dst []byte
	if math.Signbit(f) {
		dst, f = append(dst, '-'), -f
	}
	if f == 0 {
		return string(append(dst, '0'))
	}
	digits, point := shortest(f)
	return string(appendPlain(dst, digits, point))
}

func appendPlain(dst, digits []byte, point int) []byte {
	if point <= 0 {
		dst = append(dst, "0."...)
		for ; point < 0; point++ {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	for i := range max(len(digits), point) {
		if i == point {
			dst = append(dst, '.')
		}
		digit := byte('0')
		if i < len(digits) {
			digit = digits[i]
		}
		dst = append(dst, digit)
	}
	return dst
}

const (
	fraction = 1<<52 - 1 // bits of a float64 below its exponent
	hidden   = 1 << 52   // the bit that is not stored
	bias     = 1023
)

// shortest returns the fewest digits that read back as f, which is more than
// 0, and of those the nearest; the value is 0.digits × 10^point. It goes from
// digit to digit as long as what is left is more than half of the way to the
// next number (Steele and White, How to print floating-point numbers
// accurately, 1990).
func shortest(f float64) (digits []byte, point int) {
	pattern := math.Float64bits(f)
	mantissa, exponent := pattern&fraction, int(pattern>>52)
	if exponent > 0 {
		mantissa |= hidden
	} else {
		exponent = 1
	}
	even := mantissa%2 == 0
	// All in halves of the last bit, or in quarters where the number below is
	// only half as far as the one above.
	up, extra := natural{1}, 1
	if mantissa == hidden && exponent > 1 {
		up, extra = natural{2}, 2
	}
	down, unit := natural{1}, natural{1}
	rest := natural{uint32(mantissa), uint32(mantissa >> 32)}.trim().double(extra)
	if shift := exponent - bias - 52; shift > 0 {
		rest, up, down, unit = rest.double(shift), up.double(shift), down.double(shift), unit.double(extra)
	} else {
		unit = unit.double(extra - shift)
	}
	over := func() bool {
		c := rest.plus(up).compare(unit)
		return c > 0 || c == 0 && even
	}
	step := func() { rest, up, down = rest.times(10, 0), up.times(10, 0), down.times(10, 0) }
	for ; over(); point++ {
		unit = unit.times(10, 0)
	}
	for step(); !over(); step() {
		point--
	}
	for ; ; step() {
		digit := byte('0')
		for rest.compare(unit) >= 0 {
			rest = rest.minus(unit)
			digit++
		}
		c := rest.compare(down)
		low, high := c < 0 || c == 0 && even, over()
		if low && high {
			c := rest.plus(rest).compare(unit)
			low = c < 0 || c == 0 && digit%2 == 0
		}
		if low || high {
			if !low {
				digit++
			}
			return append(digits, digit), point
		}
		digits = append(digits, digit)
	}
}

// exact is the highest power of ten that a float64 holds, and all below.
const exact = 22

// most is how many digits of a number are looked at one by one. Half of the way
// between two numbers has fewer, so that beyond it only matters whether there
// is any digit but 0.
const most = 800

// number reads a number that [scanNumber] found, correctly rounded. It is false
// where it is too large.
func number(text string) (float64, bool) {
	negative := text[0] == '-'
	if negative {
		text = text[1:]
	}
	var room [24]byte // most numbers have no more digits
	digits := room[:0]
	exponent, fractional := 0, false
	for i := range len(text) {
		c := text[i]
		if c == '.' {
			fractional = true
			continue
		}
		if c == 'e' || c == 'E' {
			exponent += power(text[i+1:])
			break
		}
		if fractional {
			exponent--
		}
		switch {
		case len(digits) < most:
			if c != '0' || len(digits) > 0 {
				digits = append(digits, c)
			}
		default:
			exponent++
			if c != '0' {
				digits[most-1] |= 1 // 0 and 5 would be halves
			}
		}
	}
	f, ok := decimal(digits, exponent)
	if negative {
		f = -f
	}
	return f, ok
}

// power reads what follows an e, and no more of it than matters.
func power(text string) int {
	sign := 1
	switch text[0] {
	case '-':
		sign, text = -1, text[1:]
	case '+':
		text = text[1:]
	}
	n := 0
	for _, c := range text {
		n = min(10*n+int(c-'0'), 1<<40)
	}
	return sign * n
}

// decimal is digits × 10^exponent.
func decimal(digits []byte, exponent int) (float64, bool) {
	switch size := len(digits) + exponent; {
	case len(digits) == 0 || size < -330:
		return 0, true
	case size > 310:
		return 0, false
	case len(digits) <= 15 && -exact <= exponent && exponent <= exact:
		n, ten := int64(0), float64(1)
		for _, c := range digits {
			n = 10*n + int64(c-'0')
		}
		for range max(exponent, -exponent) {
			ten *= 10
		}
		if exponent < 0 {
			return float64(n) / ten, true
		}
		return float64(n) * ten, true
	}
	var above natural
	for _, c := range digits {
		above = above.times(10, uint32(c-'0'))
	}
	below := natural{1}.tens(max(-exponent, 0))
	above = above.tens(max(exponent, 0))

	// The value is above/below × 2^binary, and the first from 1 to 2.
	binary := above.length() - below.length()
	if binary > 0 {
		below = below.double(binary)
	} else {
		above = above.double(-binary)
	}
	if above.compare(below) < 0 {
		above, binary = above.times(2, 0), binary-1
	}
	if binary > bias {
		return 0, false
	}
	bits := 53
	if binary <= -bias { // smaller numbers have fewer bits
		bits += binary + bias - 1
	}
	mantissa := uint64(0)
	for range bits {
		mantissa *= 2
		if above.compare(below) >= 0 {
			above = above.minus(below)
			mantissa++
		}
		above = above.times(2, 0)
	}
	pattern := mantissa
	if bits == 53 {
		pattern = uint64(binary+bias)<<52 + mantissa - hidden
	}
	if c := above.compare(below); bits >= 0 && (c > 0 || c == 0 && mantissa%2 == 1) {
		pattern++ // into the exponent, where all bits are set
	}
	return math.Float64frombits(pattern), pattern>>52 <= 2*bias
}
