package population

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/internal/light"
)

// ErrDamaged is what [Read] returns, with where it was met, for bytes that are
// not one whole store as [Store.AppendBinary] writes it.
var ErrDamaged = errors.New("population: not a whole store")

// magic begins every store; its last byte is the version.
const magic = "osmosip\x01"

// section is what a part of the binary form holds.
type section uint32

const (
	peopleSection section = iota + 1
	dictionarySection
	codesSection
)

// sectionHead is how long the head of a section is, and alignment where one may
// begin, in bytes from the beginning of the store.
const (
	sectionHead = 16
	alignment   = 8
)

// Marks of the kinds of values.
const (
	falseMark byte = iota + 1
	trueMark
	numberMark
	textMark
	listMark
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// AppendBinary writes the store after what dst holds; [Read] reads it back. The
// form tells of nobody's name and of no protected trait, but of each person
// what conditions may ask for, with the IDs of managers where the brief declares
// [audience.TraitLeaders] or [audience.TraitDotted]: it is personal data. The error is always nil.
//
// All numbers are little-endian, lengths are in bytes. After the magic
// "osmosip" and the version, a byte 1, come sections:
//
//	length of the content (uint64), kind (uint32),
//	CRC-32C (uint32) of the 12 bytes before it and of all that follows,
//	content, and zeros up to a multiple of 8
//
// First the people (kind 1): how many they are (uint64) and how many columns
// follow (uint32). Then for each column its dictionary (kind 2) and, if that is
// not empty, its codes (kind 3):
//
//	dictionary  name of the trait (text), number of values (uint32), values
//	codes       for each person the number of a value, from 1 on, or 0 for none:
//	            a byte with up to 255 values, a uint16 with up to 65,535, else
//	            a uint32
//
// A text is its length (uint32) and its bytes. A value begins with a mark: 1
// false, 2 true, 3 a number (IEEE 754, 8 bytes), 4 a text, 5 a list (how many
// texts, uint32, and the texts). There are columns of language, manager and
// tenureDays; that of tenureDays has the days of joining,
// as texts. Codes begin at multiples of 8, so that a program may use them where
// they stand in a mapped file.
func (s *Store) AppendBinary(dst []byte) ([]byte, error) {
	w := writer{dst: append(dst, magic...), origin: len(dst)}
	w.section(peopleSection, func(dst []byte) []byte {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.people))
		return binary.LittleEndian.AppendUint32(dst, uint32(len(s.columns)))
	})
	for _, c := range s.columns {
		w.section(dictionarySection, c.appendDictionary)
		if len(c.values) > 1 {
			w.section(codesSection, c.appendCodes)
		}
	}
	return w.dst, nil
}

type writer struct {
	dst    []byte
	origin int // where the store begins
}

func (w *writer) section(kind section, content func([]byte) []byte) {
	at := len(w.dst)
	w.dst = content(append(w.dst, make([]byte, sectionHead)...))
	head := w.dst[at:]
	binary.LittleEndian.PutUint64(head, uint64(len(head)-sectionHead))
	binary.LittleEndian.PutUint32(head[8:], uint32(kind))
	for (len(w.dst)-w.origin)%alignment != 0 {
		w.dst = append(w.dst, 0)
	}
	head = w.dst[at:]
	binary.LittleEndian.PutUint32(head[12:], checksum(head))
}

// checksum is that of a section, of everything but itself.
func checksum(section []byte) uint32 {
	return crc32.Update(crc32.Checksum(section[:12], castagnoli), castagnoli, section[sectionHead:])
}

func (c *column) appendDictionary(dst []byte) []byte {
	dst = appendText(dst, c.name)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(c.values)-1))
	for _, v := range c.values[1:] {
		switch v.Kind {
		case light.Flag:
			mark := falseMark
			if v.Flag {
				mark = trueMark
			}
			dst = append(dst, mark)
		case light.Number:
			dst = binary.LittleEndian.AppendUint64(append(dst, numberMark), math.Float64bits(v.Number))
		case light.Text:
			dst = appendText(append(dst, textMark), v.Text)
		case light.List:
			dst = binary.LittleEndian.AppendUint32(append(dst, listMark), uint32(len(v.List)))
			for _, one := range v.List {
				dst = appendText(dst, one.Text)
			}
		}
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(s))), s...)
}

func (c *column) appendCodes(dst []byte) []byte {
	switch {
	case c.narrow != nil:
		return append(dst, c.narrow...)
	case c.middle != nil:
		for _, code := range c.middle {
			dst = binary.LittleEndian.AppendUint16(dst, code)
		}
	default:
		for _, code := range c.wide {
			dst = binary.LittleEndian.AppendUint32(dst, code)
		}
	}
	return dst
}

// Read reads a store, which must be all of data. Codes of one byte are used
// where they stand: data, which may be a file mapped for reading only, must not
// change while the store is in use. The store never writes to it, and copies a
// column of such codes when it first changes one. Wider codes are copied at
// once. The error wraps [ErrDamaged].
func Read(data []byte) (*Store, error) {
	r := &reader{rest: data}
	if string(r.take(len(magic))) != magic {
		r.fail("magic")
	}
	head := r.section(peopleSection)
	people, columns := head.uint64(), head.uint32()
	head.end()
	if people > math.MaxInt {
		head.fail("number of people")
	}
	r.join(head)
	s := &Store{people: int(people)}
	coded := false
	for range columns {
		if r.err != nil {
			break
		}
		c := r.dictionary()
		if s.column(c.name) != nil {
			r.fail("two columns " + c.name)
		}
		if len(c.values) > 1 {
			r.codes(c, people)
			coded = true
		}
		s.columns = append(s.columns, c)
	}
	r.end()
	if people > 0 && !coded { // of everyone it is known at least whether they lead
		r.fail("people without traits")
	}
	s.assign()
	if s.manager == nil || s.language == nil || s.joined == nil {
		r.fail("no column of a trait that every store has")
	}
	if r.err != nil {
		return nil, r.err
	}
	return s, nil
}

// reader takes what was written from the front of the rest, until it fails.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrDamaged, what)
	}
	r.rest = nil
}

// join takes over that a reader of a part failed.
func (r *reader) join(part *reader) {
	if r.err == nil && part.err != nil {
		r.err, r.rest = part.err, nil
	}
}

func (r *reader) end() {
	if len(r.rest) > 0 {
		r.fail("more than expected")
	}
}

// take returns the next n bytes, nil where there are fewer.
func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.rest) {
		r.fail("ends too early")
		return nil
	}
	out := r.rest[:n:n]
	r.rest = r.rest[n:]
	return out
}

func (r *reader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) text() string {
	n := r.uint32()
	if uint64(n) > uint64(len(r.rest)) {
		r.fail("length of a text")
		return ""
	}
	return string(r.take(int(n)))
}

// section reads the next section, which must be of that kind, and returns a
// reader of its content.
func (r *reader) section(kind section) *reader {
	whole := r.rest
	head := &reader{rest: r.take(sectionHead)}
	length, found, sum := head.uint64(), head.uint32(), head.uint32()
	if length > uint64(len(r.rest)) {
		r.fail("length of a section")
	}
	content := r.take(int(length))
	zeros := r.take((alignment - int(length)%alignment) % alignment)
	switch {
	case r.err != nil:
	case section(found) != kind:
		r.fail("kind of a section")
	case checksum(whole[:sectionHead+len(content)+len(zeros)]) != sum:
		r.fail("checksum")
	case slices.ContainsFunc(zeros, func(b byte) bool { return b != 0 }):
		r.fail("end of a section")
	}
	return &reader{rest: content, err: r.err}
}

func (r *reader) dictionary() *column {
	in := r.section(dictionarySection)
	c := newColumn(in.text())
	for n := in.uint32(); n > 0 && in.err == nil; n-- {
		before := len(c.values)
		in.value(c)
		if len(c.values) == before {
			in.fail("value that is no value, or a second time")
		}
	}
	in.end()
	r.join(in)
	return c
}

// value reads a value into the dictionary.
func (r *reader) value(c *column) {
	mark := r.take(1)
	if mark == nil {
		return
	}
	switch mark[0] {
	case falseMark, trueMark:
		c.flag(mark[0] == trueMark)
	case numberMark:
		c.code(math.Float64frombits(r.uint64()))
	case textMark:
		c.text(r.text())
	case listMark:
		n := r.uint32()
		if uint64(n) > uint64(len(r.rest))/4 { // each is at least its length
			r.fail("length of a list")
		}
		list := []string{}
		for ; n > 0 && r.err == nil; n-- {
			list = append(list, r.text())
		}
		c.list(list)
	}
}

// codes reads those of a column, of which the dictionary is read.
func (r *reader) codes(c *column, people uint64) {
	in := r.section(codesSection)
	width := uint64(1)
	if len(c.values) > 1<<16 {
		width = 4
	} else if len(c.values) > 1<<8 {
		width = 2
	}
	data := in.rest
	if uint64(len(data))%width != 0 || uint64(len(data))/width != people {
		in.fail("number of codes")
		r.join(in)
		return
	}
	c.narrow, c.middle, c.wide = nil, nil, nil
	greatest := uint32(0)
	switch width {
	case 1:
		c.narrow, c.borrowed = data, true
		for _, code := range data {
			greatest = max(greatest, uint32(code))
		}
	case 2:
		c.middle = make([]uint16, people)
		for i := range c.middle {
			c.middle[i] = binary.LittleEndian.Uint16(data[2*i:])
			greatest = max(greatest, uint32(c.middle[i]))
		}
	case 4:
		c.wide = make([]uint32, people)
		for i := range c.wide {
			c.wide[i] = binary.LittleEndian.Uint32(data[4*i:])
			greatest = max(greatest, c.wide[i])
		}
	}
	if uint64(greatest) >= uint64(len(c.values)) {
		in.fail("code without a value")
	}
	r.join(in)
}
