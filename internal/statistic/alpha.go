package statistic

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Alpha returns Cronbach's α of k items that n people answered in full, from
// the sum of the items' variances and the variance of each person's sum, and
// the ends of its interval at a two-sided confidence such as 0.95. α is how
// far the items go together; it can be below 0. With fewer than two items or
// people, or where everyone has the same sum, all are not a number.
//
// Sources: L. J. Cronbach, Coefficient alpha and the internal structure of
// tests, Psychometrika 16 (1951); L. S. Feldt, The approximate sampling
// distribution of Kuder–Richardson reliability coefficient twenty,
// Psychometrika 30 (1965), for the interval.
func Alpha(k, n int, items, total, confidence float64) (alpha, low, high float64) {
	if k < 2 || n < 2 || !(total > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	alpha = float64(k) / float64(k-1) * (1 - items/total)
	f := distuv.F{D1: float64(n - 1), D2: float64(n-1) * float64(k-1)}
	tail := (1 - confidence) / 2
	return alpha, 1 - (1-alpha)*f.Quantile(1-tail), 1 - (1-alpha)*f.Quantile(tail)
}
