package population

import (
	"cmp"
	"math/bits"
	"slices"
)

// pair is two columns of few values, told by one code for each person: as many
// words ask for both, they look up one table rather than two.
type pair struct {
	low, high *column
	shift     uint8 // of the code of high
}

// widest is how many bits the code of a pair may have: its tables, of 8 bytes a
// code, are to leave room in the nearest cache.
const widest = 11

// worthwhile is from how many words on a pair is worth its codes, which cost
// about as much as a look-up and a half.
const worthwhile = 3

// code is that of a person.
func (p *pair) code(i int) uint16 {
	return uint16(p.low.narrow[i]) | uint16(p.high.narrow[i])<<(p.shift&15)
}

// encode writes the codes of the people from first on.
func (p *pair) encode(first int, codes []uint16) {
	n := len(codes)
	low, high, shift := p.low.narrow[first:][:n], p.high.narrow[first:][:n], p.shift&15
	for i, code := range low {
		codes[i] = uint16(code) | uint16(high[i])<<shift
	}
}

// table is that of both columns, from those of each.
func (p *pair) table(low, high []uint64) []uint64 {
	out := make([]uint64, len(high)<<p.shift)
	for h, m := range high {
		for l, n := range low {
			out[h<<p.shift|l] = m & n
		}
	}
	return out
}

// pairUp finds the pairs of columns that most words ask for together. A column is in
// one at most.
func (p *Set) pairUp() []*pair {
	type two struct{ low, high *column }
	asking := map[two]int{}
	for i := range p.words {
		columns := p.words[i].columns(p.store)
		for k, low := range columns {
			for _, high := range columns[k+1:] {
				asking[two{low, high}]++
			}
		}
	}
	var found []*pair
	words := map[*pair]int{}
	for t, n := range asking {
		shift := bits.Len(uint(len(t.low.values) - 1))
		if n >= worthwhile && shift+bits.Len(uint(len(t.high.values)-1)) <= widest {
			one := &pair{low: t.low, high: t.high, shift: uint8(shift)}
			words[one] = n
			found = append(found, one)
		}
	}
	slices.SortFunc(found, func(a, b *pair) int {
		return cmp.Or(cmp.Compare(words[b], words[a]), cmp.Compare(a.low.name, b.low.name), cmp.Compare(a.high.name, b.high.name))
	})
	taken := map[*column]bool{}
	return slices.DeleteFunc(found, func(p *pair) bool {
		free := !taken[p.low] && !taken[p.high]
		if free {
			taken[p.low], taken[p.high] = true, true
		}
		return !free
	})
}
