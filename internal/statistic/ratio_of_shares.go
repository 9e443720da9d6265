package statistic

import (
	"math"

	"github.com/osmosi-learning/osmosi/internal/wilson"
)

// RatioOfShares returns the interval of (x/n)/(y/m), the ratio of two
// independent proportions, at a two-sided confidence such as 0.95, from the two
// Wilson score intervals, as [DifferenceOfShares] does for the difference; so
// that the one holds 1 where the other holds 0, but for hairlines. The high end
// is infinite where y is 0, or a group is empty.
//
// Source: A. Donner and G. Y. Zou, Closed-form confidence intervals for
// functions of the normal mean and standard deviation, Statistical Methods in
// Medical Research 21 (2012), the MOVER for ratios. The low end is written so
// that nothing is divided by zero.
func RatioOfShares(x, n, y, m int, confidence float64) (low, high float64) {
	if n <= 0 || m <= 0 {
		return 0, math.Inf(1)
	}
	p, q := float64(x)/float64(n), float64(y)/float64(m)
	lowP, highP := wilson.Interval(x, n, confidence)
	lowQ, highQ := wilson.Interval(y, m, confidence)
	if top := lowP * (2*p - lowP); top > 0 {
		low = top / (p*q + math.Sqrt(p*p*q*q-top*highQ*(2*q-highQ)))
	}
	bottom := lowQ * (2*q - lowQ)
	if bottom <= 0 {
		return low, math.Inf(1)
	}
	return low, (p*q + math.Sqrt(p*p*q*q-highP*(2*p-highP)*bottom)) / bottom
}
