// Package statistic holds figures that are pure functions of counts and sums,
// one a file, each with its published source. Counts and sums are integers, so
// that a figure does not depend on the order in which answers came.
package statistic

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Variance is the sample variance (divided by n − 1) of n whole numbers with
// the given sum and sum of squares. It is 0 for fewer than two.
func Variance(n int, sum, squares int64) float64 {
	if n < 2 {
		return 0
	}
	// The numerator is exact: it needs no floating point.
	return float64(int64(n)*squares-sum*sum) / (float64(n) * float64(n-1))
}

// MeanT returns the mean of n whole numbers with the given sum and sum of
// squares, and the ends of its t interval at a two-sided confidence such as
// 0.95. Of one number there is a mean and no interval: it is infinite. Of
// none, all are not a number.
//
// The interval supposes that the mean is nearly normal. On answers of a few
// points that lean to one end, 95 % intervals hold the truth in some 94 % of
// cases with ten people, and in 95 % from thirty on. Where everyone gives the
// same answer its length is 0, which tells of these people and of nobody else.
//
// Source: Student, The probable error of a mean, Biometrika 6 (1908).
func MeanT(n int, sum, squares int64, confidence float64) (mean, low, high float64) {
	if n < 1 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	mean = float64(sum) / float64(n)
	if n == 1 {
		return mean, math.Inf(-1), math.Inf(1)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile((1 + confidence) / 2)
	half := t * math.Sqrt(Variance(n, sum, squares)/float64(n))
	return mean, mean - half, mean + half
}
