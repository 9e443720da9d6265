package population

import "math/bits"

// Counts are the people in each segment.
func (p *Set) Counts() []int {
	tallies := make([]tally, len(p.words))
	n := len(p.words)
	for _, words := range p.Blocks() {
		for w := range tallies {
			tallies[w].add(words, w, n)
		}
	}
	counts := make([]int, len(p.segments))
	for w := range tallies {
		bit := tallies[w].bits()
		for i, at := range p.place {
			if at.word == w {
				counts[i] = bit[bits.TrailingZeros64(at.bit)]
			}
		}
	}
	return counts
}

// tally counts how often each bit is set in a row of words. It adds words as
// columns of binary digits (Harley and Seal's carry-save adders), so that only
// every eighth word is looked at bit by bit, eight bits of it at once.
type tally struct {
	ones, twos, fours uint64
	eights            [8]uint64 // of bit i, and of every eighth after it: a byte each
	filled            int       // how often eights were added to since they were emptied
	counts            [64]int   // eights counted so far
}

// add counts every n-th word from the one at place w.
func (t *tally) add(words []uint64, w, n int) {
	ones, twos, fours := t.ones, t.twos, t.fours
	i := w
	for ; i+7*n < len(words); i += 8 * n {
		var a, b, c, d, eight uint64
		ones, a = adder(ones, words[i], words[i+n])
		ones, b = adder(ones, words[i+2*n], words[i+3*n])
		twos, c = adder(twos, a, b)
		ones, a = adder(ones, words[i+4*n], words[i+5*n])
		ones, b = adder(ones, words[i+6*n], words[i+7*n])
		twos, d = adder(twos, a, b)
		fours, eight = adder(fours, c, d)
		t.carry(eight)
	}
	t.ones, t.twos, t.fours = ones, twos, fours
	for ; i < len(words); i += n {
		t.one(words[i])
	}
}

// adder adds three digits in each column: the sum's low and high digit.
func adder(a, b, c uint64) (low, high uint64) {
	u := a ^ b
	return u ^ c, a&b | u&c
}

// one adds a single word.
func (t *tally) one(m uint64) {
	t.ones, m = t.ones^m, t.ones&m
	t.twos, m = t.twos^m, t.twos&m
	t.fours, m = t.fours^m, t.fours&m
	t.carry(m)
}

func (t *tally) carry(eight uint64) {
	const lanes = 0x0101010101010101
	for i := range t.eights {
		t.eights[i] += eight >> i & lanes
	}
	if t.filled++; t.filled == 255 {
		t.empty()
	}
}

// empty moves the bytes to the counts before they overflow.
func (t *tally) empty() {
	for i, lanes := range t.eights {
		for bit := i; bit < 64; bit += 8 {
			t.counts[bit] += int(lanes >> (bit - i) & 0xff)
		}
		t.eights[i] = 0
	}
	t.filled = 0
}

// bits is how often each bit was set.
func (t *tally) bits() [64]int {
	t.empty()
	var out [64]int
	for i := range out {
		out[i] = 8*t.counts[i] + int(t.fours>>i&1)*4 + int(t.twos>>i&1)*2 + int(t.ones>>i&1)
	}
	return out
}
