package relation

import (
	"errors"
	"math"
	"slices"
)

// Errors of what is decoded.
var (
	ErrCut     = errors.New("the bytes end too early")
	ErrDamaged = errors.New("the bytes are damaged")
	ErrKind    = errors.New("the bytes are of another kind or version")
	ErrLayout  = errors.New("the bytes are of another plan")
)

// Each form begins with what it is and its version.
const (
	stateKind        = "osmosi-s1"
	contributionKind = "osmosi-c1"

	longest = 1 << 10 // bytes of an ID
	largest = 1 << 21 // features of a layout
	surest  = 1 << 50 // precision and shift in units: four thousand million responses
)

// Append writes the model in its compact form: the IDs of its layout, for each
// feature that was taught its place, precision, shift and people, and a sum that
// tells damage.
func (m *Model) Append(dst []byte) []byte {
	w := begin(dst, stateKind, m.layout)
	for i := range m.layout.features {
		if f := &m.features[i]; f.people != 0 {
			w.entry(entry{f.precision - m.first(i), f.shift, uint32(i), f.people})
		}
	}
	return w.end()
}

// Append writes the contribution in its compact form.
func (c *Contribution) Append(dst []byte) []byte {
	l := c.layout
	if l == nil {
		l = &Layout{}
	}
	w := begin(dst, contributionKind, l)
	for _, e := range c.entries {
		w.entry(e)
	}
	return w.end()
}

// Decode reads a model on a layout; on that which it was written with where it is
// nil. It returns [ErrLayout] where it was written with another.
func Decode(data []byte, l *Layout) (*Model, error) {
	l, entries, err := decode(data, stateKind, l)
	if err != nil {
		return nil, err
	}
	m := New(l)
	for _, e := range entries {
		f := &m.features[e.feature]
		f.precision, f.shift, f.people = f.precision+e.precision, e.shift, e.times
		m.believe(e.feature)
	}
	return m, nil
}

// DecodeContribution reads a contribution, as [Decode] does a model.
func DecodeContribution(data []byte, l *Layout) (*Contribution, error) {
	l, entries, err := decode(data, contributionKind, l)
	if err != nil {
		return nil, err
	}
	return &Contribution{l, entries}, nil
}

type writer struct {
	dst    []byte
	start  int
	layout *Layout
	last   int // number of a feature
}

func begin(dst []byte, kind string, l *Layout) *writer {
	w := &writer{dst: dst, start: len(dst), layout: l, last: -1}
	w.dst = append(w.dst, kind...)
	for _, ids := range [...][]string{l.propositions, l.channels, l.segments} {
		w.number(uint64(len(ids)))
		for _, id := range ids {
			w.number(uint64(len(id)))
			w.dst = append(w.dst, id...)
		}
	}
	return w
}

// entry writes how many features lie between this and the one before, plus one,
// and its numbers.
func (w *writer) entry(e entry) {
	at := w.layout.number(int(e.feature))
	w.number(uint64(at - w.last))
	w.last = at
	w.number(uint64(e.precision))
	w.number(uint64(e.shift<<1) ^ uint64(e.shift>>63))
	w.number(uint64(e.times))
}

func (w *writer) number(n uint64) {
	for n >= 0x80 {
		w.dst = append(w.dst, byte(n)|0x80)
		n >>= 7
	}
	w.dst = append(w.dst, byte(n))
}

func (w *writer) end() []byte {
	w.number(0)
	n := check(w.dst[w.start:])
	return append(w.dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// check is FNV-1a, which any change of one byte changes.
func check(data []byte) uint32 {
	h := uint32(2166136261)
	for _, b := range data {
		h = (h ^ uint32(b)) * 16777619
	}
	return h
}

type reader struct {
	data []byte
	err  error
}

func decode(data []byte, kind string, wanted *Layout) (*Layout, []entry, error) {
	if len(data) < len(kind) {
		return nil, nil, ErrCut
	}
	if string(data[:len(kind)]) != kind {
		return nil, nil, ErrKind
	}
	if len(data) < len(kind)+4 {
		return nil, nil, ErrCut
	}
	body, sum := data[:len(data)-4], data[len(data)-4:]
	if n := check(body); sum[0] != byte(n) || sum[1] != byte(n>>8) || sum[2] != byte(n>>16) || sum[3] != byte(n>>24) {
		return nil, nil, ErrDamaged
	}
	r := &reader{data: body[len(kind):]}
	var ids [3][]string
	for i := range ids {
		for n := r.number(longest); n > 0 && r.err == nil; n-- {
			ids[i] = append(ids[i], r.text())
		}
	}
	if (len(ids[0])+group)*(Alike+2*len(ids[0])+len(ids[2])) > largest || len(ids[1])*len(ids[2]) > largest {
		return nil, nil, ErrDamaged
	}
	l := wanted
	if l == nil {
		l = NewLayout(ids[0], ids[1], ids[2])
	} else if r.err == nil && !(slices.Equal(l.propositions, ids[0]) && slices.Equal(l.channels, ids[1]) && slices.Equal(l.segments, ids[2])) {
		r.err = ErrLayout
	}
	var entries []entry
	for at := -1; r.err == nil; {
		gap := r.number(uint64(l.features))
		if gap == 0 {
			break
		}
		at += int(gap)
		e := entry{feature: uint32(l.place(at)), precision: int64(r.number(surest))}
		shift := r.number(2 * surest)
		e.shift = int64(shift>>1) ^ -int64(shift&1)
		e.times = int32(r.number(math.MaxInt32))
		if e.times == 0 || !l.holds(int(e.feature)) {
			r.fail(ErrDamaged)
		}
		entries = append(entries, e)
	}
	if r.err == nil && len(r.data) > 0 {
		r.err = ErrDamaged
	}
	return l, entries, r.err
}

func (r *reader) fail(err error) uint64 {
	if r.err == nil {
		r.err = err
	}
	r.data = nil
	return 0
}

func (r *reader) number(limit uint64) uint64 {
	n := uint64(0)
	for i := 0; i < len(r.data) && i < 10; i++ {
		b := r.data[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			if n > limit || i == 9 && b > 1 || i > 0 && b == 0 {
				return r.fail(ErrDamaged)
			}
			r.data = r.data[i+1:]
			return n
		}
	}
	return r.fail(ErrDamaged)
}

func (r *reader) text() string {
	n := r.number(longest)
	if n > uint64(len(r.data)) {
		r.fail(ErrDamaged)
		return ""
	}
	s := string(r.data[:n])
	r.data = r.data[n:]
	return s
}
