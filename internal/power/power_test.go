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

func TestWhatIsNeededIsJustEnough(t *testing.T) {
	for _, base := range []float64{0.05, 0.3, 0.5} {
		for _, d := range []float64{0.014, -0.03, 0.087} {
			n := Needed(base, d)
			require.LessOrEqual(t, Detectable(base, d > 0, n), math.Abs(d))
			require.Greater(t, Detectable(base, d > 0, n-1), math.Abs(d))
		}
	}
	require.Zero(t, Needed(0.3, 0))
	require.Zero(t, Needed(0.95, 0.1), "there is no room above 100 %")
}

func TestUnequalGroupsSolveTheirFormulaAndShowLessThanEqualOnes(t *testing.T) {
	for _, up := range []bool{true, false} {
		d := DetectableBetween(0.3, up, 100, 900)
		q := 0.3 + d
		if !up {
			q = 0.3 - d
		}
		require.InDelta(t, d, z*math.Sqrt(0.3*0.7/100+q*(1-q)/900), 1e-12)
	}
	require.Greater(t, DetectableBetween(0.3, true, 100, 900), Detectable(0.3, true, 500))
	require.Less(t, DetectableBetween(0.3, true, 100, 900), Detectable(0.3, true, 100))
	require.True(t, math.IsInf(DetectableBetween(0.3, true, 0, 9), 1))
}

func TestTeamsThatAreAlikeCountForLess(t *testing.T) {
	require.Equal(t, 1.9, DesignEffect(10, 0.1))
	require.Equal(t, 10.0, DesignEffect(10, 1), "each team is one answer")
	require.Equal(t, 1.0, DesignEffect(1, 0.5))
	require.Equal(t, 1.0, DesignEffect(0, 0.5))
	require.InDelta(t, 2*z, DetectableMeans(2), 1e-12)
}
