package evaluation

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
)

// ErrDamaged is what decoding an aggregate returns, with where it was met, for
// bytes that are not one whole aggregate as its AppendBinary writes it.
var ErrDamaged = errors.New("evaluation: not a whole aggregate")

// The first bytes of each form; the last one is the version.
const (
	funnelMagic   = "osmosiF\x01"
	progressMagic = "osmosiO\x01"
	touchesMagic  = "osmosiT\x01"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// seal adds the checksum, CRC-32C, of what was written from origin on.
func seal(dst []byte, origin int) []byte {
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[origin:], castagnoli))
}

// head begins a form: its magic, and what tells its index from others.
func (x *Index) head(dst []byte, magic string) []byte {
	return binary.LittleEndian.AppendUint64(append(dst, magic...), x.print)
}

// open checks a form's ends and returns a reader of what is between.
func (x *Index) open(data []byte, magic string) (*unpacker, error) {
	head := len(magic) + 8
	if len(data) < head+4 || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: magic", ErrDamaged)
	}
	end := len(data) - 4
	if crc32.Checksum(data[:end], castagnoli) != binary.LittleEndian.Uint32(data[end:]) {
		return nil, fmt.Errorf("%w: checksum", ErrDamaged)
	}
	if binary.LittleEndian.Uint64(data[len(magic):]) != x.print {
		return nil, ErrOtherIndex
	}
	return &unpacker{rest: data[head:end]}, nil
}

// unpacker takes what was written from the front of the rest, until it fails.
type unpacker struct {
	rest []byte
	err  error
}

func (u *unpacker) fail(what string) {
	if u.err == nil {
		u.err = fmt.Errorf("%w: %s", ErrDamaged, what)
	}
	u.rest = nil
}

// take returns the next n things of some bytes each, nil where there are fewer.
func (u *unpacker) take(n, size uint64) []byte {
	if u.err != nil || n > uint64(len(u.rest))/size {
		u.fail("ends too early")
		return nil
	}
	out := u.rest[:n*size]
	u.rest = u.rest[n*size:]
	return out
}

func (u *unpacker) uint32() uint32 {
	if b := u.take(1, 4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (u *unpacker) uint64() uint64 {
	if b := u.take(1, 8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// end returns the first problem, of which bytes that are left over are one.
func (u *unpacker) end() error {
	if len(u.rest) > 0 {
		u.fail("more than expected")
	}
	return u.err
}

// AppendBinary writes the funnel after what dst holds; [DecodeFunnel] reads it
// back. Equal funnels give equal bytes. The form holds no name, but what each
// person of the workforce did, in its order: it is personal data. The error is
// always nil.
//
// All numbers are little-endian. After the magic "osmosiF" and the version, a
// byte 1, come the index's fingerprint (uint64), what each person did (uint16:
// 5 bits for each phase), the lines that could not be read (uint64), and for
// each of [Causes] how many marks of ignored events follow (uint32) and the
// marks, in order (uint64). CRC-32C of all that (uint32) is the end.
func (f *Funnel) AppendBinary(dst []byte) ([]byte, error) {
	origin := len(dst)
	dst = f.index.head(dst, funnelMagic)
	for _, did := range f.did {
		dst = binary.LittleEndian.AppendUint16(dst, did)
	}
	dst = binary.LittleEndian.AppendUint64(dst, uint64(f.broken))
	for i := range f.ignored {
		f.ignored[i].settle()
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(f.ignored[i].marks)))
		for _, m := range f.ignored[i].marks {
			dst = binary.LittleEndian.AppendUint64(dst, m)
		}
	}
	return seal(dst, origin), nil
}

// DecodeFunnel reads a funnel of an index, which must be all of data. The error
// wraps [ErrDamaged], or is [ErrOtherIndex].
func DecodeFunnel(x *Index, data []byte) (*Funnel, error) {
	u, err := x.open(data, funnelMagic)
	if err != nil {
		return nil, err
	}
	f := x.Funnel()
	raw := u.take(uint64(len(f.did)), 2)
	for i := range len(raw) / 2 {
		if f.did[i] = binary.LittleEndian.Uint16(raw[2*i:]); f.did[i] >= 1<<(3*verbs) {
			u.fail("deeds")
		}
	}
	broken := u.uint64()
	if broken > math.MaxInt32 {
		u.fail("number of lines")
	}
	f.broken = int(broken)
	for i := range f.ignored {
		n := u.uint32()
		raw := u.take(uint64(n), 8)
		d := &f.ignored[i]
		for k := range len(raw) / 8 {
			d.marks = append(d.marks, binary.LittleEndian.Uint64(raw[8*k:]))
			if k > 0 && d.marks[k] <= d.marks[k-1] || k >= exactly {
				u.fail("marks of ignored events")
				break
			}
		}
		d.sorted = len(d.marks)
	}
	if err := u.end(); err != nil {
		return nil, err
	}
	return f, nil
}

// AppendBinary writes the ordered funnel after what dst holds; [DecodeProgress]
// reads it back. Equal ones give equal bytes. The form holds no name, but how
// far each person of the workforce came, in its order: it is personal data. The
// error is always nil.
//
// All numbers are little-endian, times in milliseconds since 1970. After the
// magic "osmosiO" and the version, a byte 1, come the index's fingerprint
// (uint64), how many slices are settled (uint32), for each its beginning and
// end (int64) and the course of each person (uint16), how many deeds are not
// settled (uint32), for each its time (int64), person (uint32), phase and step
// (a byte each). CRC-32C of all that (uint32) is the end.
func (p *Progress) AppendBinary(dst []byte) ([]byte, error) {
	origin := len(dst)
	p.sort()
	dst = p.index.head(dst, progressMagic)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p.slices)))
	for _, s := range p.slices {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.from))
		dst = binary.LittleEndian.AppendUint64(dst, uint64(s.until))
		for _, c := range s.courses {
			dst = binary.LittleEndian.AppendUint16(dst, uint16(c))
		}
	}
	dst = binary.LittleEndian.AppendUint32(dst, uint32(len(p.open)))
	for _, m := range p.open {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(m.at))
		dst = binary.LittleEndian.AppendUint32(dst, m.person)
		dst = append(dst, m.phase, m.step)
	}
	return seal(dst, origin), nil
}

// DecodeProgress reads an ordered funnel of an index, which must be all of
// data. The error wraps [ErrDamaged], or is [ErrOtherIndex].
func DecodeProgress(x *Index, data []byte) (*Progress, error) {
	u, err := x.open(data, progressMagic)
	if err != nil {
		return nil, err
	}
	p := x.Progress()
	for n := u.uint32(); n > 0 && u.err == nil; n-- {
		s := slice{from: int64(u.uint64()), until: int64(u.uint64())}
		raw := u.take(uint64(x.Len()), 2)
		if s.from >= s.until || len(p.slices) > 0 && p.slices[len(p.slices)-1].until >= s.from {
			u.fail("order of slices")
			break
		}
		for i := range len(raw) / 2 {
			c := course(binary.LittleEndian.Uint16(raw[2*i:]))
			if s.courses = append(s.courses, c); !c.valid() {
				u.fail("course")
				break
			}
		}
		p.slices = append(p.slices, s)
	}
	const size = 14
	raw := u.take(uint64(u.uint32()), size)
	for ; len(raw) > 0 && u.err == nil; raw = raw[size:] {
		m := moment{int64(binary.LittleEndian.Uint64(raw)), binary.LittleEndian.Uint32(raw[8:]), raw[12], raw[13]}
		if n := len(p.open); n > 0 && p.open[n-1].compare(m) >= 0 || m.person >= uint32(x.Len()) || m.phase > 2 || m.step >= steps || p.settled(m.at) {
			u.fail("deeds that are not settled")
		}
		p.open = append(p.open, m)
	}
	p.sorted = len(p.open)
	if err := u.end(); err != nil {
		return nil, err
	}
	return p, nil
}

// AppendBinary writes the touches after what dst holds; [DecodeTouches] reads
// them back. Equal ones give equal bytes. The form holds no name, but what each
// person of the workforce did, by their number: it is personal data. The error
// is always nil.
//
// All numbers are little-endian. After the magic "osmosiT" and the version, a
// byte 1, come the index's fingerprint (uint64) and, for each touchpoint and
// each verb in turn, how many blocks of people follow (uint32), for each its
// number (uint32) and 64 words (uint64) with a bit for each of 4,096 people;
// then for each touchpoint how many blocks of days follow (uint32), for each
// its number (uint32) and of 64 people the first and the last day (uint16 each,
// 32768 for the first day of the campaign, 0 for none). Blocks are in order, and
// none is empty. CRC-32C of all that (uint32) is the end.
func (t *Touches) AppendBinary(dst []byte) ([]byte, error) {
	origin := len(dst)
	dst = t.index.head(dst, touchesMagic)
	for _, c := range t.did {
		dst = binary.LittleEndian.AppendUint32(dst, filled(c))
		for i, block := range c {
			if block == nil {
				continue
			}
			dst = binary.LittleEndian.AppendUint32(dst, uint32(i))
			for _, word := range block {
				dst = binary.LittleEndian.AppendUint64(dst, word)
			}
		}
	}
	for _, c := range t.came {
		dst = binary.LittleEndian.AppendUint32(dst, filled(c))
		for i, block := range c {
			if block == nil {
				continue
			}
			dst = binary.LittleEndian.AppendUint32(dst, uint32(i))
			for _, d := range block {
				dst = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(dst, d.first), d.last)
			}
		}
	}
	return seal(dst, origin), nil
}

// filled counts the blocks that are there.
func filled[B any](blocks []*B) uint32 {
	n := uint32(0)
	for _, b := range blocks {
		if b != nil {
			n++
		}
	}
	return n
}

// DecodeTouches reads touches of an index, which must be all of data. The error
// wraps [ErrDamaged], or is [ErrOtherIndex].
func DecodeTouches(x *Index, data []byte) (*Touches, error) {
	u, err := x.open(data, touchesMagic)
	if err != nil {
		return nil, err
	}
	t := x.Touches()
	for i := range t.did {
		u.blocks(x.Len(), peopleOfBlock, 8*wordsOfBlock, func(k int, raw []byte) (people []bool) {
			block := t.did[i].block(k, x.Len())
			for n := range block {
				block[n] = binary.LittleEndian.Uint64(raw[8*n:])
				for bit := range 64 {
					people = append(people, block[n]>>bit&1 > 0)
				}
			}
			return people
		})
	}
	for i := range t.came {
		u.blocks(x.Len(), peopleOfDays, 4*peopleOfDays, func(k int, raw []byte) (people []bool) {
			block := t.came[i].block(k, x.Len())
			for n := range block {
				d := days{binary.LittleEndian.Uint16(raw[4*n:]), binary.LittleEndian.Uint16(raw[4*n+2:])}
				if block[n] = d; d.first > d.last || d.first == 0 && d.last > 0 {
					u.fail("days")
				}
				people = append(people, d.first > 0)
			}
			return people
		})
	}
	if err := u.end(); err != nil {
		return nil, err
	}
	return t, nil
}

// blocks reads the blocks of one column. To each is said of which people it
// holds something, of whom some must be there and all be people.
func (u *unpacker) blocks(people, of, size int, read func(i int, raw []byte) []bool) {
	last := -1
	for n := u.uint32(); n > 0 && u.err == nil; n-- {
		i, raw := int(u.uint32()), u.take(1, uint64(size))
		if raw == nil {
			return
		}
		if i <= last || i >= (people+of-1)/of {
			u.fail("order of blocks")
			return
		}
		last = i
		holds := read(i, raw)
		if !slices.Contains(holds, true) || slices.Contains(holds[min(people-i*of, of):], true) {
			u.fail("people of a block")
		}
	}
}
