// Package bucket puts people into the variations of an experiment by hashing
// what they are known by, as GrowthBook's public suite of cases has it: the
// same person gets the same variation everywhere, and nobody keeps a list.
package bucket

import (
	"math"
	"strconv"
	"unicode/utf16"
)

// Hash gives a number from 0, below 1, to a value; the seed makes experiments
// independent of each other. Version 1 gives thousandths and leans towards
// the same people across seeds that end alike; version 2 gives
// ten-thousandths and does not. There is no other version.
func Hash(seed, value string, version int) (n float64, ok bool) {
	switch version {
	case 1:
		return float64(fnv(fnv(offset, value), seed)%1000) / 1000, true
	case 2:
		var room [10]byte
		first := strconv.AppendUint(room[:0], uint64(fnv(fnv(offset, seed), value)), 10)
		h := uint32(offset)
		for _, c := range first {
			h = (h ^ uint32(c)) * prime
		}
		return float64(h%10000) / 10000, true
	}
	return 0, false
}

const (
	offset = 0x811c9dc5
	prime  = 0x01000193
)

// fnv goes on with the 32-bit hash FNV-1a over the UTF-16 units of a text.
func fnv(h uint32, text string) uint32 {
	for _, c := range text {
		if high, low := utf16.EncodeRune(c); c > 0xffff {
			h = (h ^ uint32(high)) * prime
			c = low
		}
		h = (h ^ uint32(c)) * prime
	}
	return h
}

// Range is a share of the numbers that a hash gives: from Min, below Max.
type Range struct{ Min, Max float64 }

// Ranges gives each variation its range: its weight's share of all numbers,
// of which only the covered part takes part. Coverage is held within 0 and 1;
// weights that do not fit (not one for each variation, one below 0, not 1
// together) become equal ones.
func Ranges(variations int, coverage float64, weights []float64) []Range {
	if !fit(weights, variations) {
		weights = Equal(variations)
	}
	coverage = max(0, min(coverage, 1))
	ranges, start := make([]Range, len(weights)), 0.0
	for i, w := range weights {
		ranges[i] = Range{start, start + coverage*w}
		start += w
	}
	return ranges
}

func fit(weights []float64, variations int) bool {
	sum := 0.0
	for _, w := range weights {
		if !(w >= 0) || math.IsInf(w, 0) {
			return false
		}
		sum += w
	}
	return len(weights) == variations && sum >= 0.99 && sum <= 1.01
}

// Equal is the weights of variations that weigh the same.
func Equal(variations int) []float64 {
	weights := make([]float64, max(variations, 0))
	for i := range weights {
		weights[i] = 1 / float64(variations)
	}
	return weights
}

// Choose is the variation in whose range the number falls, -1 where it falls
// in none.
func Choose(n float64, ranges []Range) int {
	for i, r := range ranges {
		if n >= r.Min && n < r.Max {
			return i
		}
	}
	return -1
}

// Within reports whether a person is in the share of a namespace from start,
// below end. Experiments with shares that do not overlap have nobody in common.
func Within(id, namespace string, start, end float64) bool {
	n, _ := Hash("__"+namespace, id, 1)
	return n >= start && n < end
}
