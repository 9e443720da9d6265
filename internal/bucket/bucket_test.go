package bucket

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHashesAreThoseOfThePublicSuite(t *testing.T) {
	for _, c := range []struct {
		seed, value string
		version     int
		want        float64
	}{{"", "a", 1, 0.22}, {"b", "a", 1, 0.946}, {"seed", "a", 2, 0.0505}, {"", "😀", 2, 0.4971}, {"expérience", "123", 2, 0.9001}} {
		got, ok := Hash(c.seed, c.value, c.version)
		require.True(t, ok)
		require.Equal(t, c.want, got, c)
	}
	for _, version := range []int{-1, 0, 3, 99} {
		_, ok := Hash("a", "b", version)
		require.False(t, ok)
	}
}

func TestPeopleAreSharedOutAsWeighted(t *testing.T) {
	ranges := Ranges(3, 0.5, []float64{0.2, 0.3, 0.5})
	counts := map[int]int{}
	const people = 100_000
	for i := range people {
		n, _ := Hash("lifting", strconv.Itoa(i), 2)
		counts[Choose(n, ranges)]++
	}
	for variation, share := range map[int]float64{-1: 0.5, 0: 0.1, 1: 0.15, 2: 0.25} {
		require.InDelta(t, share, float64(counts[variation])/people, 4*math.Sqrt(share*(1-share)/people), "variation %d", variation)
	}
}

func TestNamespacesWithSharesApartHaveNobodyInCommon(t *testing.T) {
	first := 0
	for i := range 10_000 {
		id := strconv.Itoa(i)
		a, b := Within(id, "learning", 0, 0.4), Within(id, "learning", 0.4, 1)
		require.NotEqual(t, a, b)
		if a {
			first++
		}
	}
	require.InDelta(t, 0.4, float64(first)/10_000, 0.02)
}

func TestWeightsThatDoNotFitBecomeEqual(t *testing.T) {
	even := []Range{{0, 0.5}, {0.5, 1}}
	for _, weights := range [][]float64{nil, {1}, {0.4, 0.1}, {0.7, 0.6}, {1.2, -0.2}, {math.NaN(), 1}, {math.Inf(1), 0}} {
		require.Equal(t, even, Ranges(2, 1, weights))
	}
	require.Empty(t, Ranges(0, 1, nil))
	require.Empty(t, Ranges(-1, 1, nil))
	require.Equal(t, []Range{{0, 0}, {0.5, 0.5}}, Ranges(2, math.Inf(-1), nil))
	require.Equal(t, -1, Choose(0.3, Ranges(2, 0.5, nil)))
}

func TestHashingAllocatesNothing(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() { Hash("experiment", "person-1", 2) }))
}

func FuzzChoose(f *testing.F) {
	f.Add("lifting", "p1", 3, 0.5, 0.2)
	f.Fuzz(func(t *testing.T, seed, value string, variations int, coverage, weight float64) {
		n, ok := Hash(seed, value, 2)
		require.True(t, ok && n >= 0 && n < 1)
		variations %= 100
		require.Less(t, Choose(n, Ranges(variations, coverage, []float64{weight, 1 - weight})), max(variations, 1))
	})
}
