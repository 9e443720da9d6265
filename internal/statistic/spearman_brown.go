package statistic

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// SpearmanBrown returns the reliability of a scale of two items that n people
// answered in full, from the variances of both and of each person's sum, and
// the ends of its interval at a two-sided confidence such as 0.95. For two
// items it is the figure to give, rather than α. Where an item does not vary,
// or its correlation with the other is −1, all are not a number; with fewer
// than four people the interval is.
//
// The interval is Fisher's for the correlation of the items, stepped up like
// the correlation itself. Sources: W. Brown, Some experimental results in the
// correlation of mental abilities, and C. Spearman, Correlation calculated
// from faulty data, British Journal of Psychology 3 (1910); R. Eisinga and
// others, The reliability of a two-item scale, International Journal of Public
// Health 58 (2013); R. A. Fisher, On the probable error of a coefficient of
// correlation, Metron 1 (1921).
func SpearmanBrown(n int, first, second, total, confidence float64) (reliability, low, high float64) {
	if n < 2 || !(first > 0) || !(second > 0) || !(total > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	r := (total - first - second) / (2 * math.Sqrt(first*second))
	r = min(max(r, -1), 1)
	stepped := func(r float64) float64 { return 2 * r / (1 + r) }
	if n < 4 {
		return stepped(r), math.NaN(), math.NaN()
	}
	half := distuv.UnitNormal.Quantile((1+confidence)/2) / math.Sqrt(float64(n-3))
	z := math.Atanh(r)
	return stepped(r), stepped(math.Tanh(z - half)), stepped(math.Tanh(z + half))
}
