package evaluation

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
)

// exactly is how many different ignored events are told apart for each cause.
// The count of more is an estimate from the smallest marks, whose standard error
// is 1/√(exactly−2), 1.6 %.
const exactly = 4096

// Mark is what stands for the ID of an event: 64 bits as if drawn at random, the
// same everywhere. (Eight bytes at a time are folded in by a multiplication, as
// wyhash does; the last steps are those of MurmurHash3.)
func Mark(id []byte) uint64 {
	h := uint64(len(id)) ^ 0x9e3779b97f4a7c15
	for len(id) >= 8 {
		h = fold(h ^ binary.LittleEndian.Uint64(id))
		id = id[8:]
	}
	last := uint64(1)
	for _, c := range id {
		last = last<<8 | uint64(c)
	}
	h = fold(h ^ last)
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func fold(h uint64) uint64 {
	high, low := bits.Mul64(h, 0xa0761d6478bd642f)
	return high ^ low
}

// distinct counts different marks: it keeps the smallest ones, so that marks
// may come in any order and any number of times, two of it merge to what one
// would have become, and it never grows beyond a bound. (Bar-Yossef, Jayram,
// Kumar, Sivakumar, Trevisan: Counting Distinct Elements in a Data Stream, 2002.)
type distinct struct {
	marks  []uint64 // the first sorted of them in order, each once
	sorted int
}

func (d *distinct) add(m uint64) {
	if d.sorted == exactly && m >= d.marks[exactly-1] {
		return
	}
	if d.marks = append(d.marks, m); len(d.marks) > d.sorted+exactly {
		d.settle()
	}
}

// settle brings the marks into the one form that equal sets have.
func (d *distinct) settle() {
	slices.Sort(d.marks)
	d.marks = slices.Compact(d.marks)
	d.marks = d.marks[:min(len(d.marks), exactly)]
	d.sorted = len(d.marks)
}

func (d *distinct) merge(with *distinct) {
	d.marks = append(d.marks, with.marks...)
	d.settle()
}

// count is how many different marks came: exact for fewer than exactly.
func (d *distinct) count() int {
	d.settle()
	if d.sorted < exactly {
		return d.sorted
	}
	// The k-th smallest of n marks lies at about k/n of all numbers.
	n, _ := bits.Div64(exactly-1, 0, max(d.marks[exactly-1], exactly))
	return int(min(n, math.MaxInt32))
}
