package statistic

import "math"

// AlwaysValid returns the confidence at which the interval of one look must be
// made, so that the intervals of all looks together, however many there are
// and whatever made one look or stop, hold the true value at a confidence such
// as 0.95. Information is how much is known at this look, in units of what is
// expected at the planned end, where the intervals are made narrowest; it may
// go beyond 1. Without information nothing can be said: the result is 1.
//
// It is the normal mixture boundary for Brownian motion of Robbins, as an
// asymptotic confidence sequence with the tuning that its authors recommend: an
// estimate is further than m standard errors from the truth at any time with a
// probability of at most α, where
//
//	m² = (1 + 1/v) (ln(1 + v) − 2 ln α),  v = information · (−2 ln α + ln(−2 ln α) + 1).
//
// Returned is the confidence of m standard errors. At 0.95 and the planned
// end m is 3.04, beside 1.96 for a single look, 2.41 for five equal looks
// (Pocock 1977) and 2.04 for the last of five (O’Brien and Fleming 1979): the
// price of looking whenever one likes.
//
// Sources: H. Robbins, Statistical methods related to the law of the iterated
// logarithm, Annals of Mathematical Statistics 41 (1970); I. Waudby-Smith,
// D. Arbour, R. Sinha, E. H. Kennedy and A. Ramdas, Time-uniform central limit
// theory and asymptotic confidence sequences, Annals of Statistics 52 (2024).
func AlwaysValid(confidence, information float64) float64 {
	if !(information > 0) || math.IsInf(information, 1) {
		return 1
	}
	log := -2 * math.Log1p(-confidence)
	v := information * (log + math.Log(log) + 1)
	return math.Erf(math.Sqrt((1+1/v)*(math.Log1p(v)+log)) / math.Sqrt2)
}

// Information is how much a sample over all arms tells, in units of what is
// expected at the planned end: for [AlwaysValid]. It is people · mean² /
// variance, over the same for that many people of whom a half say yes. For a
// share p that is people · p/(1−p): where people come one after the other it
// grows with them, and where all are there from the beginning, and more and more
// of them have done it, it grows with the odds, which is the time in which the
// difference of two such shares is Brownian motion. For amounts that grow by
// independent steps it grows with the steps; where some people do more than
// others all along, looks resemble each other more, and the intervals are wider
// than they would have to be. Values are not negative.
func Information(s Sample, planned int) float64 {
	variance := s.Variance()
	if variance == 0 || planned <= 0 {
		return 0
	}
	return float64(s.N) * s.Mean() * s.Mean() / variance / float64(planned)
}
