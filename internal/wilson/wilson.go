// Package wilson tells how sure a proportion is.
package wilson

import "math"

// Interval returns the ends of the Wilson score interval of a proportion, for
// so many successes in n trials, at a two-sided confidence such as 0.95.
//
// Without trials nothing is known, and the interval is 0 to 1; so it is at a
// confidence of 1 or more, or not a number. At a confidence of 0 or less it is
// the observed rate alone. Successes below 0 count as 0, above n as n.
//
// Source: E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, JASA 22 (1927).
func Interval(successes, n int, confidence float64) (low, high float64) {
	if n <= 0 || !(confidence < 1) {
		return 0, 1
	}
	trials := float64(n)
	rate := float64(min(max(successes, 0), n)) / trials
	if confidence <= 0 {
		return rate, rate
	}
	z := math.Sqrt2 * math.Erfinv(confidence) // quantile of the standard normal at (1 + confidence) / 2
	scale := 1 + z*z/trials
	centre := (rate + z*z/(2*trials)) / scale
	half := z / scale * math.Sqrt(rate*(1-rate)/trials+z*z/(4*trials*trials))
	low, high = max(centre-half, 0), min(centre+half, 1)
	// At the ends the formula gives exactly 0 and 1, arithmetic nearly.
	if rate == 0 {
		low = 0
	}
	if rate == 1 {
		high = 1
	}
	return low, high
}
