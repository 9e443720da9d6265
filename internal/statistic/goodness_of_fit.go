package statistic

import "gonum.org/v1/gonum/stat/distuv"

// GoodnessOfFit holds counts against the shares that were meant: the chi-squared
// statistic of Pearson, its degrees of freedom, and the probability of one at
// least as large by chance. False where fewer than five are expected in a place,
// or there are fewer than two places: then the approximation does not hold.
//
// Source: K. Pearson, Philosophical Magazine 50 (1900).
func GoodnessOfFit(observed []int, shares []float64) (chiSquared float64, degrees int, probability float64, ok bool) {
	n := 0
	for _, o := range observed {
		n += o
	}
	for i, o := range observed {
		expected := shares[i] * float64(n)
		if expected < 5 {
			return 0, 0, 1, false
		}
		chiSquared += (float64(o) - expected) * (float64(o) - expected) / expected
	}
	if degrees = len(observed) - 1; degrees < 1 {
		return 0, 0, 1, false
	}
	return chiSquared, degrees, distuv.ChiSquared{K: float64(degrees)}.Survival(chiSquared), true
}
