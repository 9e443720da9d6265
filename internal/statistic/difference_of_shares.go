package statistic

import (
	"math"

	"github.com/osmosi-learning/osmosi/internal/wilson"
)

// DifferenceOfShares returns the interval of x/n − y/m, the difference of two
// independent proportions, at a two-sided confidence such as 0.95. It joins
// the two Wilson score intervals, so that it stays within −1 and 1 and is honest
// on small groups and near 0 and 1. Without people in a group nothing is known
// but that.
//
// Source: R. G. Newcombe, Interval estimation for the difference between
// independent proportions: comparison of eleven methods, Statistics in Medicine
// 17 (1998), method 10.
func DifferenceOfShares(x, n, y, m int, confidence float64) (low, high float64) {
	if n <= 0 || m <= 0 {
		return -1, 1
	}
	p, q := float64(x)/float64(n), float64(y)/float64(m)
	lowP, highP := wilson.Interval(x, n, confidence)
	lowQ, highQ := wilson.Interval(y, m, confidence)
	return p - q - math.Hypot(p-lowP, highQ-q), p - q + math.Hypot(highP-p, q-lowQ)
}
