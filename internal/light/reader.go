// Package light reads and writes JSON without encoding/json, reflect or fmt,
// so that the engine in the browser stays small.
//
// The reader pulls: the caller says what it expects next, and the first
// problem sticks. It accepts exactly the JSON of RFC 8259, refuses duplicate
// surprises such as trailing bytes, and bounds the depth of nesting.
package light

import (
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth is how deep arrays and objects may nest.
const MaxDepth = 64

// Error tells what was wrong and at which byte.
type Error struct {
	What   string
	Offset int
}

func (e *Error) Error() string { return e.What + " at byte " + Itoa(e.Offset) }

// Reader pulls values out of one JSON text. After a problem every method
// returns a zero value, and Err tells the problem.
type Reader struct {
	data  string
	pos   int
	depth int
	err   *Error
}

// NewReader reads a copy of data. The strings that it returns are parts of that
// copy, so that none needs room of its own.
func NewReader(data []byte) *Reader { return &Reader{data: string(data)} }

// Err is the first problem, or nil.
func (r *Reader) Err() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// End checks that nothing follows the value, and returns the first problem.
func (r *Reader) End() error {
	if r.err == nil && r.peek() != 0 {
		r.Fail("unexpected bytes after the value")
	}
	return r.Err()
}

// Fail records a problem at the present position, unless there is one already.
func (r *Reader) Fail(what string) {
	if r.err == nil {
		r.err = &Error{What: what, Offset: r.pos}
	}
}

// peek returns the next byte that is not white space, 0 at the end.
func (r *Reader) peek() byte {
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; c {
		case ' ', '\t', '\n', '\r':
			r.pos++
		case 0:
			r.Fail("unexpected NUL")
			return 0
		default:
			return c
		}
	}
	return 0
}

func (r *Reader) enter(open byte, what string) bool {
	if r.err != nil {
		return false
	}
	if r.peek() != open {
		r.Fail("expected " + what)
		return false
	}
	if r.depth == MaxDepth {
		r.Fail("nested too deeply")
		return false
	}
	r.depth++
	r.pos++
	return true
}

// Object calls member for each member, which must read or skip its value.
func (r *Reader) Object(member func(name string)) {
	if !r.enter('{', "an object") {
		return
	}
	defer func() { r.depth-- }()
	if r.peek() == '}' {
		r.pos++
		return
	}
	for r.err == nil {
		name := r.String()
		if r.err == nil && r.peek() != ':' {
			r.Fail("expected a colon")
		}
		if r.err != nil {
			return
		}
		r.pos++
		member(name)
		if !r.more('}') {
			return
		}
	}
}

// Array calls element for each element, which must read or skip it.
func (r *Reader) Array(element func()) {
	if !r.enter('[', "an array") {
		return
	}
	defer func() { r.depth-- }()
	if r.peek() == ']' {
		r.pos++
		return
	}
	for r.err == nil {
		element()
		if !r.more(']') {
			return
		}
	}
}

// more steps over a comma, or over the closing byte and reports false.
func (r *Reader) more(closing byte) bool {
	if r.err != nil {
		return false
	}
	switch r.peek() {
	case ',':
		r.pos++
		return true
	case closing:
		r.pos++
		return false
	}
	r.Fail("expected a comma or the end of the list")
	return false
}

// String reads a string.
func (r *Reader) String() string {
	if r.err != nil {
		return ""
	}
	if r.peek() != '"' {
		r.Fail("expected a string")
		return ""
	}
	r.pos++
	start := r.pos
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; {
		case c == '"':
			s := r.data[start:r.pos]
			if !utf8.ValidString(s) {
				r.Fail("string is not UTF-8")
				return ""
			}
			r.pos++
			return s
		case c == '\\':
			return r.escaped(start)
		case c < 0x20:
			r.Fail("control character in a string")
			return ""
		}
		r.pos++
	}
	r.Fail("unterminated string")
	return ""
}

// escaped reads the rest of a string from its first backslash on.
func (r *Reader) escaped(start int) string {
	out := append([]byte(nil), r.data[start:r.pos]...)
	for r.pos < len(r.data) {
		c := r.data[r.pos]
		switch {
		case c == '"':
			r.pos++
			if !utf8.Valid(out) {
				r.Fail("string is not UTF-8")
				return ""
			}
			return string(out)
		case c < 0x20:
			r.Fail("control character in a string")
			return ""
		case c != '\\':
			out = append(out, c)
			r.pos++
			continue
		}
		if r.pos+1 >= len(r.data) {
			break
		}
		r.pos += 2
		switch e := r.data[r.pos-1]; e {
		case '"', '\\', '/':
			out = append(out, e)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			x, ok := r.hex()
			if !ok {
				r.Fail("bad escape in a string")
				return ""
			}
			if utf16.IsSurrogate(x) {
				low := rune(-1)
				if r.pos+1 < len(r.data) && r.data[r.pos] == '\\' && r.data[r.pos+1] == 'u' {
					r.pos += 2
					if low, ok = r.hex(); !ok {
						low = -1
					}
				}
				if x = utf16.DecodeRune(x, low); x == utf8.RuneError {
					r.Fail("lone surrogate in a string")
					return ""
				}
			}
			out = utf8.AppendRune(out, x)
		default:
			r.Fail("bad escape in a string")
			return ""
		}
	}
	r.Fail("unterminated string")
	return ""
}

func (r *Reader) hex() (x rune, ok bool) {
	if r.pos+4 > len(r.data) {
		return 0, false
	}
	for _, c := range []byte(r.data[r.pos : r.pos+4]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		x = x<<4 | rune(c)
	}
	r.pos += 4
	return x, true
}

// Number reads a number.
func (r *Reader) Number() float64 {
	if r.err != nil {
		return 0
	}
	r.peek()
	end := scanNumber(r.data, r.pos)
	if end < 0 {
		r.Fail("expected a number")
		return 0
	}
	f, ok := number(r.data[r.pos:end])
	if !ok {
		r.Fail("number out of range")
		return 0
	}
	r.pos = end
	return f
}

// Int reads a whole number of at most 32 bits.
func (r *Reader) Int() int {
	f := r.Number()
	if f != float64(int32(f)) {
		r.Fail("expected a whole number")
		return 0
	}
	return int(f)
}

// scanNumber returns the end of the number that begins at pos, or -1.
func scanNumber(data string, pos int) int {
	digits := func() bool {
		start := pos
		for pos < len(data) && data[pos] >= '0' && data[pos] <= '9' {
			pos++
		}
		return pos > start
	}
	if pos < len(data) && data[pos] == '-' {
		pos++
	}
	if pos < len(data) && data[pos] == '0' {
		pos++
	} else if !digits() {
		return -1
	}
	if pos < len(data) && data[pos] == '.' {
		pos++
		if !digits() {
			return -1
		}
	}
	if pos < len(data) && (data[pos] == 'e' || data[pos] == 'E') {
		pos++
		if pos < len(data) && (data[pos] == '+' || data[pos] == '-') {
			pos++
		}
		if !digits() {
			return -1
		}
	}
	return pos
}

// Bool reads true or false.
func (r *Reader) Bool() bool {
	switch {
	case r.literal("true"):
		return true
	case r.literal("false"):
		return false
	}
	r.Fail("expected true or false")
	return false
}

// Null steps over null and reports whether it was there.
func (r *Reader) Null() bool { return r.literal("null") }

func (r *Reader) literal(word string) bool {
	if r.err != nil || r.peek() != word[0] || len(r.data)-r.pos < len(word) || r.data[r.pos:r.pos+len(word)] != word {
		return false
	}
	r.pos += len(word)
	return true
}

// Strings reads an array of strings.
func (r *Reader) Strings() []string {
	var out []string
	r.Array(func() { out = append(out, r.String()) })
	return out
}

// Skip steps over any value, checking it.
func (r *Reader) Skip() {
	switch r.peek() {
	case '{':
		r.Object(func(string) { r.Skip() })
	case '[':
		r.Array(r.Skip)
	default:
		r.Value()
	}
}
