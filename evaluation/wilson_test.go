package evaluation

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWilsonAgreesWithPublishedIntervals(t *testing.T) {
	for _, c := range []struct {
		successes, n int
		low, high    float64
	}{
		{0, 5, 0, 0.434},
		{18, 40, 0.307, 0.602},
		// Newcombe, Two-sided confidence intervals for the single proportion,
		// Statistics in Medicine 17 (1998), table I, method 3.
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		i := Wilson(c.successes, c.n, 0.95)
		require.InDelta(t, c.low, i.Low, 0.0005, "%d/%d", c.successes, c.n)
		require.InDelta(t, c.high, i.High, 0.0005, "%d/%d", c.successes, c.n)
	}
}

// The interval is all rates that the score test does not refuse: those with
// (observed - rate)² n <= z² rate (1 - rate). Its ends are found by halving,
// and z by halving too, on the distribution instead of its inverse.
func TestWilsonSolvesTheScoreEquation(t *testing.T) {
	halve := func(low, high float64, below func(float64) bool) float64 {
		for range 200 {
			middle := (low + high) / 2
			if below(middle) {
				low = middle
			} else {
				high = middle
			}
		}
		return (low + high) / 2
	}
	for _, confidence := range []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.999} {
		z := halve(0, 10, func(x float64) bool { return math.Erf(x/math.Sqrt2) < confidence })
		for _, n := range []int{1, 2, 5, 13, 40, 120, 1000, 50000} {
			for _, successes := range []int{0, 1, n / 3, n / 2, n - 1, n} {
				observed := float64(successes) / float64(n)
				refused := func(rate float64) bool {
					return (observed-rate)*(observed-rate)*float64(n) > z*z*rate*(1-rate)
				}
				i := Wilson(successes, n, confidence)
				if successes > 0 {
					require.InDelta(t, halve(0, observed, refused), i.Low, 1e-9, "%d/%d at %v", successes, n, confidence)
				} else {
					require.Zero(t, i.Low)
				}
				if successes < n {
					require.InDelta(t, halve(observed, 1, func(r float64) bool { return !refused(r) }), i.High, 1e-9, "%d/%d at %v", successes, n, confidence)
				} else {
					require.Equal(t, 1.0, i.High)
				}
			}
		}
	}
}

func TestWilsonAtItsEdges(t *testing.T) {
	all := Interval{0, 1}
	require.Equal(t, all, Wilson(0, 0, 0.95), "without trials nothing is known")
	require.Equal(t, all, Wilson(3, -1, 0.95))
	require.Equal(t, all, Wilson(3, 10, 1))
	require.Equal(t, all, Wilson(3, 10, math.NaN()))
	require.Equal(t, Interval{0.3, 0.3}, Wilson(3, 10, 0))
	require.Equal(t, Wilson(0, 10, 0.95), Wilson(-2, 10, 0.95))
	require.Equal(t, Wilson(10, 10, 0.95), Wilson(11, 10, 0.95))
}
