// Package shape reads lines of JSON fast where they look alike. Who writes many
// lines writes them in one way, so that they differ only in a few texts. Of a
// line that was read and checked in full a [Shape] is learnt: where these texts
// stand, and the bytes around them. Another line in which the same bytes stand
// around other texts without escapes is as good JSON as the first one, and only the texts
// are left to be checked.
package shape

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"
)

// Most is how many texts of a line may differ.
const Most = 24

// What may be said of the texts at a place, beside a number below 32 that names
// it.
const (
	// Any is for texts that need no check beyond being one: besides ASCII they
	// may hold all of UTF-8.
	Any uint8 = 1 << (5 + iota)
	// Sized is for texts that are mostly as long as the one before, and whose
	// check lets no quotes, backslashes, control characters and nothing beyond
	// ASCII pass: so their end is guessed, and the check would notice.
	Sized
	// Recurs is for texts that often are those of the line before.
	Recurs

	// Name is what names a place.
	Name uint8 = 1<<5 - 1
)

// Span is where a text stands in a line, without its quotes.
type Span struct {
	Begin, End int
	Same       bool // as in the last line that was kept: it was checked before
}

// Shape is what lines have in common. One reader at a time may use it.
type Shape struct {
	fixed []string // before each text, and after the last one
	kinds []uint8  // of each text, as its learner named them
	last  [][]byte // texts that were kept, where they recur
	sizes []int    // how long texts were
}

// Kinds tells of the texts that differ, in order, what was said of their places.
func (s *Shape) Kinds() []uint8 { return s.kinds }

// Match reports whether a line has the shape, and where its texts stand. They
// are plain, ASCII without escapes and control characters, or of kind [Any].
func (s *Shape) Match(line []byte, spans *[Most]Span) bool {
	at := 0
	for i, kind := range s.kinds {
		fixed := s.fixed[i]
		if len(line)-at < len(fixed) || string(line[at:at+len(fixed)]) != fixed {
			return false
		}
		at += len(fixed)
		guess := at + s.sizes[i]
		span := Span{Begin: at, End: guess}
		switch {
		case s.sizes[i] == 0 || guess >= len(line) || line[guess] != '"' || kind&(Recurs|Sized) == 0:
			fallthrough
		case kind&Recurs != 0 && string(line[at:guess]) != string(s.last[i]):
			if span.End = endOf(kind, line, at); span.End < 0 {
				return false
			}
			if kind&Sized != 0 {
				s.sizes[i] = span.End - at
			}
		case kind&Recurs != 0:
			span.Same = true
		}
		spans[i] = span
		at = span.End
	}
	return string(line[at:]) == s.fixed[len(s.kinds)]
}

// Keep remembers the texts of a line that matched and was found right.
func (s *Shape) Keep(line []byte, spans *[Most]Span) {
	for i, kind := range s.kinds {
		if kind&Recurs != 0 && !spans[i].Same {
			s.last[i] = append(s.last[i][:0], line[spans[i].Begin:spans[i].End]...)
			s.sizes[i] = len(s.last[i])
		}
	}
}

// endOf is where a text of a kind that begins at a place ends, -1 where it
// needs the reader of JSON.
func endOf(kind uint8, line []byte, at int) int {
	end, ascii := scan(line, at)
	if end < 0 || ascii || kind&Any != 0 && utf8.Valid(line[at:end]) {
		return end
	}
	return -1
}

// Plain reports whether a text is ASCII without quotes, backslashes and control
// characters.
func Plain(text []byte) bool {
	for _, c := range text {
		if c == '"' || c == '\\' || c < ' ' || c >= 0x80 {
			return false
		}
	}
	return true
}

// scan is where the text that begins at a place ends, -1 where it has escapes
// or control characters or does not end, and whether it is ASCII.
func scan(line []byte, at int) (end int, ascii bool) {
	const (
		each      = 0x0101010101010101
		top       = 0x80 * each
		quote     = '"' * each
		backslash = '\\' * each
		space     = ' ' * each
	)
	high := uint64(0)
	for ; at+8 <= len(line); at += 8 {
		// The lowest marked byte is the first that ends the text: a borrow of
		// the subtractions can only mark bytes above one that is marked.
		w := binary.LittleEndian.Uint64(line[at:])
		q, b := w^quote, w^backslash
		if m := ((q-each)&^q | (b-each)&^b | (w-space)&^w) & top; m != 0 {
			n := bits.TrailingZeros64(m) / 8
			if line[at+n] != '"' {
				return -1, false
			}
			high |= w & (1<<(8*n) - 1)
			return at + n, high&top == 0
		}
		high |= w
	}
	for ; at < len(line); at++ {
		switch c := line[at]; {
		case c == '"':
			return at, high&top == 0
		case c == '\\' || c < ' ':
			return -1, false
		default:
			high |= uint64(c)
		}
	}
	return -1, false
}

// Learn returns the shape of a line, which must be JSON. Kind names each text by
// its place, a JSON Pointer such as "/actor/account/name"; one that it names 0
// is part of the shape, as are numbers and names of members. It is nil where a
// text that may differ is not plain, or where there are more than [Most].
func Learn(line []byte, kind func(pointer string) uint8) *Shape {
	l := learner{line: line, kind: kind, shape: &Shape{}}
	l.value("")
	if l.shape == nil || len(l.shape.kinds) > Most {
		return nil
	}
	l.shape.fixed = append(l.shape.fixed, string(line[l.begin:]))
	l.shape.last, l.shape.sizes = make([][]byte, len(l.shape.kinds)), make([]int, len(l.shape.kinds))
	return l.shape
}

type learner struct {
	line  []byte
	at    int
	begin int // of what is fixed
	kind  func(string) uint8
	shape *Shape
}

// next steps over white space, and returns the byte there, 0 at the end.
func (l *learner) next() byte {
	for l.at < len(l.line) {
		switch c := l.line[l.at]; c {
		case ' ', '\t', '\n', '\r':
			l.at++
		default:
			return c
		}
	}
	return 0
}

// text steps over one, and returns it without its quotes.
func (l *learner) text() Span {
	l.at++
	s := Span{Begin: l.at, End: l.at}
	for ; l.at < len(l.line) && l.line[l.at] != '"'; l.at++ {
		if l.line[l.at] == '\\' {
			l.at++
		}
	}
	s.End = min(l.at, len(l.line))
	l.at++
	return s
}

func (l *learner) value(pointer string) {
	switch l.next() {
	case '{':
		l.list('}', func(int) {
			name := l.text()
			l.next()
			l.at++ // the colon
			l.value(pointer + "/" + string(l.line[name.Begin:name.End]))
		})
	case '[':
		l.list(']', func(i int) { l.value(pointer + "/" + strconv.Itoa(i)) })
	case '"':
		s := l.text()
		kind := l.kind(pointer)
		if kind == 0 || l.shape == nil {
			return
		}
		if endOf(kind, l.line, s.Begin) != s.End {
			l.shape = nil
			return
		}
		l.shape.fixed = append(l.shape.fixed, string(l.line[l.begin:s.Begin]))
		l.shape.kinds = append(l.shape.kinds, kind)
		l.begin = s.End
	default:
		for l.at < len(l.line) && l.line[l.at] != ',' && l.line[l.at] != '}' && l.line[l.at] != ']' {
			l.at++
		}
	}
}

// list steps over what stands between brackets.
func (l *learner) list(end byte, one func(i int)) {
	l.at++
	for i := 0; l.at < len(l.line); i++ {
		switch l.next() {
		case end:
			l.at++
			return
		case ',':
			l.at++
			l.next()
		}
		one(i)
	}
}

// Shapes are those learnt of late, up to a few; the last one that matched is
// tried first.
type Shapes struct {
	list []*Shape
	next int // to be forgotten
}

// few is how many shapes are kept.
const few = 24

// Match finds the shape of a line, nil where none is known.
func (s *Shapes) Match(line []byte, spans *[Most]Span) *Shape {
	for i, shape := range s.list {
		if shape.Match(line, spans) {
			s.list[0], s.list[i] = shape, s.list[0]
			return shape
		}
	}
	return nil
}

// Add keeps a shape; nil changes nothing.
func (s *Shapes) Add(shape *Shape) {
	switch {
	case shape == nil:
	case len(s.list) < few:
		s.list = append(s.list, shape)
	default:
		s.next = (s.next + 1) % few
		s.list[s.next] = shape
	}
}
