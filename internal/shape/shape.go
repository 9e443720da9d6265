// Package shape reads lines of JSON fast where they look alike. Who writes many
// lines writes them in one way, so that they differ only in a few texts. Of a
// line that was read and checked in full a [Shape] is learnt: where these texts
// stand, and the bytes around them. Another line in which the same bytes stand
// around other texts without escapes is as good JSON as the first one, and only the texts
// are left to be checked. Texts that recur are known again from lines before:
// they were checked there, together with what goes with them, such as the name
// of a thing after its ID.
package shape

import (
	"encoding/binary"
	"math/bits"
	"strconv"
	"unicode/utf8"
)

// Most is how many texts of a line may have to be checked.
const Most = 24

// What may be said of the texts at a place, beside a number below 32 that names
// it.
const (
	// Any is for texts that need no check beyond being one: besides ASCII they
	// may hold all of UTF-8. They get no [Span].
	Any uint8 = 1 << (5 + iota)
	// Sized is for texts that are mostly as long as the one before, and whose
	// check lets no quotes, backslashes, control characters and nothing beyond
	// ASCII pass: so their end is guessed, and the check would notice.
	Sized
	// Recurs is for texts that often are those of a line before. One that is
	// also Any goes with the one before it where that recurs: both are known
	// again together.
	Recurs

	// Name is what names a place.
	Name uint8 = 1<<5 - 1
)

// Span is where a text stands in a line, without its quotes.
type Span struct {
	Begin, End int
	Known      bool   // as in a line that was kept: it was checked before
	Value      uint32 // what it means, for [Shape.Keep]; of one that is known, what was kept

	place uint8
	sum   uint32
	until int // where what recurs with it ends
}

// Shape is what lines have in common. One reader at a time may use it.
type Shape struct {
	before string // the first text
	places []place
	kinds  []uint8 // of the texts that have spans
	news   bool    // whether a text of the last line recurs that is not known
	room   int     // how many bytes of texts may still be kept
}

// place is where texts differ.
type place struct {
	kind    uint8
	role    role
	follows bool   // it goes with the one before
	next    int    // the place after those that go with it
	after   string // the bytes after the text
	size    int    // of the last text
	last    *run   // that was met
	runs    []run  // that were kept, by sum
}

// role is what becomes of the texts at a place.
type role uint8

const (
	free      role = iota // no check and no span
	checked               // each time
	recurring             // once
)

// run is a text that recurs with all that goes with it, up to the next text that
// does not.
type run struct {
	bytes      []byte
	size       int    // of the text
	value, sum uint32 // there is no run where the sum is 0
}

const (
	// runs is how many are kept of a place, a power of two.
	runs = 256
	// tries is in how many places a run may be.
	tries = 4
	// room is how many bytes a shape may keep.
	room = 128 << 10
)

// Kinds tells of the texts that have spans, in order, what was said of their places.
func (s *Shape) Kinds() []uint8 { return s.kinds }

// Match reports whether a line has the shape, and where its texts stand. They
// are plain, ASCII without escapes and control characters.
func (s *Shape) Match(line []byte, spans *[Most]Span) bool {
	if !has(line, 0, s.before) {
		return false
	}
	s.news = false
	at, n := len(s.before), 0
	var fresh *Span // a text that recurs, is not known, and whose run goes on
	for i := 0; i < len(s.places); {
		p := &s.places[i]
		if fresh != nil && !p.follows {
			fresh.until, fresh = at, nil
		}
		end := -1
		switch p.role {
		case recurring:
			span := &spans[n]
			*span = Span{Begin: at, place: uint8(i)}
			n++
			if r := p.known(line, at, span); r != nil {
				span.End, span.Known, span.Value = at+r.size, true, r.value
				at, i = at+len(r.bytes), p.next
				continue
			}
			end, s.news, fresh = span.End, true, span
		case checked:
			end = p.end(line, at)
			spans[n] = Span{Begin: at, End: end}
			n++
		default:
			end = endOf(p.kind, line, at)
		}
		if end < 0 || !has(line, end, p.after) {
			return false
		}
		at = end + len(p.after)
		i++
	}
	if fresh != nil {
		fresh.until = at
	}
	return at == len(line)
}

// known is the run that stands at a place of a line. Where none is known it is
// nil, and the span gets the end of the text, -1 where that needs the reader of JSON.
func (p *place) known(line []byte, at int, span *Span) *run {
	if p.last != nil && has(line, at, p.last.bytes) {
		return p.last
	}
	var ascii bool
	if span.End, span.sum, ascii = scan(line, at); span.End < 0 {
		return nil
	}
	if r := p.find(span.sum); r != nil && has(line, at, r.bytes) {
		p.last = r
		return r
	}
	if !ascii && (p.kind&Any == 0 || !utf8.Valid(line[at:span.End])) {
		span.End = -1
	}
	return nil
}

// end is where the text at a place of a line ends, -1 where that needs the
// reader of JSON.
func (p *place) end(line []byte, at int) int {
	// Of a shorter text a quote may stand there by chance, but not all that follows.
	if guess := at + p.size; p.kind&Sized != 0 && has(line, guess, p.after) {
		return guess
	}
	end := endOf(p.kind, line, at)
	p.size = max(end-at, 0)
	return end
}

// has reports whether a line has some bytes at a place.
func has[T string | []byte](line []byte, at int, b T) bool {
	return len(line)-at >= len(b) && string(line[at:at+len(b)]) == string(b)
}

// find is the run of a sum, nil where none is kept.
func (p *place) find(sum uint32) *run {
	if p.runs != nil {
		for i := range uint32(tries) {
			if r := &p.runs[(sum>>1+i)%runs]; r.sum == sum {
				return r
			}
		}
	}
	return nil
}

// Keep remembers the texts of the line that matched last and was found right,
// each with the value of its span.
func (s *Shape) Keep(line []byte, spans *[Most]Span) {
	if !s.news {
		return
	}
	for i := range s.kinds {
		if span := &spans[i]; s.kinds[i]&Recurs != 0 && !span.Known {
			s.keep(&s.places[span.place], span, line[span.Begin:span.until])
		}
	}
}

// keep remembers a text with what goes with it, in the place of another where all are taken.
func (s *Shape) keep(p *place, span *Span, bytes []byte) {
	if p.runs == nil {
		p.runs = make([]run, runs)
	}
	r := p.find(span.sum)
	for i := uint32(0); r == nil && i < tries; i++ {
		if empty := &p.runs[(span.sum>>1+i)%runs]; empty.sum == 0 {
			r = empty
		}
	}
	if r == nil {
		r = &p.runs[span.sum>>1%runs]
	}
	if more := len(bytes) - cap(r.bytes); more > s.room {
		return
	} else if more > 0 {
		s.room -= more
		r.bytes = make([]byte, 0, len(bytes))
	}
	*r = run{append(r.bytes[:0], bytes...), span.End - span.Begin, span.Value, span.sum}
	p.last = r
}

// endOf is where a text of a kind that begins at a place ends, -1 where it
// needs the reader of JSON.
func endOf(kind uint8, line []byte, at int) int {
	end, _, ascii := scan(line, at)
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
// or control characters or does not end, a sum of it that few other texts have
// and that is not 0, and whether it is ASCII.
func scan(line []byte, at int) (end int, sum uint32, ascii bool) {
	const (
		each      = 0x0101010101010101
		top       = 0x80 * each
		quote     = '"' * each
		backslash = '\\' * each
		space     = ' ' * each
	)
	high, h := uint64(0), uint64(0)
	for ; ; at += 8 {
		// The lowest marked byte is the first that ends the text: a borrow of
		// the subtractions can only mark bytes above one that is marked.
		w := word(line, at)
		q, b := w^quote, w^backslash
		if m := ((q-each)&^q | (b-each)&^b | (w-space)&^w) & top; m != 0 {
			n := bits.TrailingZeros64(m) / 8
			if at+n >= len(line) || line[at+n] != '"' {
				return -1, 0, false
			}
			w &= 1<<(8*n) - 1
			return at + n, uint32(mix(h, w|1<<(8*n))) | 1, (high|w)&top == 0
		}
		high |= w
		h = mix(h, w)
	}
}

// mix takes a word into a sum.
func mix(h, w uint64) uint64 {
	high, low := bits.Mul64(h^w^0x9e3779b97f4a7c15, 0xa0761d6478bd642f)
	return high ^ low
}

// word is the eight bytes at a place, with zeros beyond the end.
func word(line []byte, at int) uint64 {
	if at+8 <= len(line) {
		return binary.LittleEndian.Uint64(line[at:])
	}
	var w [8]byte
	copy(w[:], line[min(at, len(line)):])
	return binary.LittleEndian.Uint64(w[:])
}

// Learn returns the shape of a line, which must be JSON. Kind names each text by
// its place, a JSON Pointer such as "/actor/account/name"; one that it names 0
// is part of the shape, as are numbers and names of members. It is nil where a
// text that may differ is not plain, or where more than [Most] are to be checked.
func Learn(line []byte, kind func(pointer string) uint8) *Shape {
	l := learner{line: line, kind: kind, shape: &Shape{room: room}}
	l.value("")
	s := l.shape
	if s == nil || len(s.kinds) > Most || len(s.places) > 255 {
		return nil
	}
	l.fixed(len(line))
	for i := len(s.places) - 1; i >= 0; i-- {
		if p := &s.places[i]; i+1 < len(s.places) && s.places[i+1].follows {
			p.next = s.places[i+1].next
		} else {
			p.next = i + 1
		}
	}
	return s
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

// fixed ends the bytes that are fixed.
func (l *learner) fixed(end int) {
	bytes := string(l.line[l.begin:end])
	if n := len(l.shape.places); n > 0 {
		l.shape.places[n-1].after = bytes
		return
	}
	l.shape.before = bytes
}

// place adds one for texts of a kind.
func (l *learner) place(kind uint8) {
	s, n := l.shape, len(l.shape.places)
	p := place{kind: kind, follows: kind&Any != 0 && kind&Recurs != 0 && n > 0 && s.places[n-1].kind&Recurs != 0}
	switch {
	case p.follows:
	case kind&Recurs != 0:
		p.role = recurring
	case kind&Any == 0:
		p.role = checked
	}
	if s.places = append(s.places, p); p.role != free {
		s.kinds = append(s.kinds, kind)
	}
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
		l.fixed(s.Begin)
		l.place(kind)
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
