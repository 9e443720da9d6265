package power

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPublishedFiguresComeOut(t *testing.T) {
	for n, points := range map[int]float64{467: 8.7, 17038: 1.4} {
		require.Equal(t, points, math.Round(1000*Detectable(0.30, true, n))/10, "%d in each group", n)
	}
}

func TestTheDifferenceSolvesTheFormulaItComesFrom(t *testing.T) {
	for _, base := range []float64{0, 0.05, 0.3, 0.5, 0.97, 1} {
		for _, up := range []bool{true, false} {
			for _, n := range []int{5, 40, 2480} {
				d := Detectable(base, up, n)
				q := base + d
				if !up {
					q = base - d
				}
				if d == 0 {
					continue
				}
				require.InDelta(t, float64(n), z*z*(base*(1-base)+q*(1-q))/(d*d), 1e-6*float64(n), "%v %v %d", base, up, n)
			}
		}
	}
}

func TestMorePeopleShowLessAndNobodyShowsNothing(t *testing.T) {
	require.Greater(t, Detectable(0.3, true, 50), Detectable(0.3, true, 500))
	require.InDelta(t, Detectable(0.3, true, 80), Detectable(0.7, false, 80), 1e-12, "down from 70 % is up from 30 % seen from the other side")
	require.True(t, math.IsInf(Detectable(0.3, true, 0), 1))
}
