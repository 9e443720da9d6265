package population

import "math/bits"

// Counts are the people in each segment.
func (p *Set) Counts() []int {
	tallies := make([]tally, len(p.words))
	for at := range p.parts(0, p.store.people) {
		w := &p.words[at.word]
		if len(w.folds) > 0 {
			w.spread(at.words, at.words, 1)
		}
		tallies[at.word].add(at.words)
	}
	counts := make([]int, len(p.place))
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

// Count tells how many people are in all segments of each of the ways. A way
// lists segments by their places in the list that was prepared; everyone is in
// all of none.
func (p *Set) Count(ways ...[]int) []int {
	wanted := p.wanted(ways)
	counts := make([]int, len(ways))
	n := len(p.words)
	for _, words := range p.Blocks() {
		for k := 0; k+n <= len(words); k += n {
			for i, want := range wanted {
				if all(words[k:k+n], want) {
					counts[i]++
				}
			}
		}
	}
	return counts
}

// Overlap is how many people are in all of the segments, given by their places
// in the list that was prepared: everyone where there are none.
func (p *Set) Overlap(segments ...int) int { return p.Count(segments)[0] }

// wanted are the bits of a person who is in all segments of a way, for each.
func (p *Set) wanted(ways [][]int) [][]uint64 {
	out := make([][]uint64, len(ways))
	for i, segments := range ways {
		out[i] = make([]uint64, len(p.words))
		for _, s := range segments {
			out[i][p.place[s].word] |= p.place[s].bit
		}
	}
	return out
}

// all reports whether a person's words have all bits that are wanted.
func all(words, want []uint64) bool {
	var lack uint64
	for i, w := range want {
		lack |= w &^ words[i]
	}
	return lack == 0
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

// add counts words.
func (t *tally) add(words []uint64) {
	ones, twos, fours := t.ones, t.twos, t.fours
	for ; len(words) >= 8; words = words[8:] {
		var a, b, c, d, eight uint64
		ones, a = adder(ones, words[0], words[1])
		ones, b = adder(ones, words[2], words[3])
		twos, c = adder(twos, a, b)
		ones, a = adder(ones, words[4], words[5])
		ones, b = adder(ones, words[6], words[7])
		twos, d = adder(twos, a, b)
		fours, eight = adder(fours, c, d)
		t.carry(eight)
	}
	t.ones, t.twos, t.fours = ones, twos, fours
	for _, m := range words {
		t.one(m)
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
