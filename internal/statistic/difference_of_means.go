package statistic

import "math"

// Sample is a number of values, their sum and the sum of their squares.
type Sample struct {
	N            int
	Sum, Squares float64
}

// Mean of the values; 0 without any.
func (s Sample) Mean() float64 {
	if s.N == 0 {
		return 0
	}
	return s.Sum / float64(s.N)
}

// Variance of the values, with n − 1 below the line; 0 for fewer than two.
func (s Sample) Variance() float64 {
	if s.N < 2 {
		return 0
	}
	n := float64(s.N)
	return max((s.Squares-s.Sum*s.Sum/n)/(n-1), 0)
}

// DifferenceOfMeans estimates the mean of a less the mean of b, where their
// variances may differ.
//
// Source: B. L. Welch, The generalization of Student’s problem when several
// different population variances are involved, Biometrika 34 (1947), with the
// degrees of freedom of Satterthwaite (1946).
func DifferenceOfMeans(a, b Sample) Estimate {
	e := Estimate{Value: a.Mean() - b.Mean()}
	if a.N < 2 || b.N < 2 {
		return e
	}
	va, vb := a.Variance()/float64(a.N), b.Variance()/float64(b.N)
	e.Error = math.Sqrt(va + vb)
	if e.Error > 0 {
		e.Degrees = (va + vb) * (va + vb) / (va*va/float64(a.N-1) + vb*vb/float64(b.N-1))
	}
	return e
}
