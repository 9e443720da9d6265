package cascade

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// tailExact is the probability of so many hits or fewer among n draws.
func tailExact(hits, n int, p float64) float64 {
	sum := 0.0
	for k := range hits + 1 {
		sum += math.Exp(lchoose(float64(n), float64(k)) + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	}
	return sum
}

func TestBoundsAreRefutedAsSeldomAsTheySay(t *testing.T) {
	const n, a = 200, 3.0
	for _, hits := range []int{1, 20, 100, 180, 199} {
		high, low := most(float64(hits), n, a), least(float64(hits), n, a)
		require.Greater(t, high, float64(hits)/n)
		require.Less(t, low, float64(hits)/n)
		require.LessOrEqual(t, tailExact(hits, n, high), math.Exp(-a)*1.0001)
		require.LessOrEqual(t, 1-tailExact(hits-1, n, low), math.Exp(-a)*1.0001)
	}
	require.InDelta(t, 1-math.Exp(-a/n), most(0, n, a), 1e-9)
	require.InDelta(t, math.Exp(-a/n), least(n, n, a), 1e-9)
	require.Equal(t, 1.0, most(n, n, a))
	require.InDelta(t, 0, least(0, n, a), 1e-9)
}

func TestDifferentNumbersArePickedAlike(t *testing.T) {
	r, counts := random(7), [6]int{}
	var picks []int32
	for range 60_000 {
		picks, r = pick(picks[:0], r, 3, 6)
		require.Len(t, picks, 3)
		require.NotEqual(t, picks[0], picks[1])
		require.NotEqual(t, picks[1], picks[2])
		require.NotEqual(t, picks[0], picks[2])
		for _, p := range picks {
			counts[p]++
		}
	}
	for _, c := range counts {
		require.InDelta(t, 30_000, c, 700)
	}
}
