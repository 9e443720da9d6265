package statistic

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/power"
)

// oracle reads what testdata/oracle.R wrote.
func oracle(t *testing.T) map[string]float64 {
	t.Helper()
	file, err := os.Open("testdata/oracle.txt")
	require.NoError(t, err)
	defer file.Close()
	all := map[string]float64{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		all[name], err = strconv.ParseFloat(value, 64)
		require.NoError(t, err, name)
	}
	return all
}

// clusters are those of the oracle, the first six in one arm.
func clusters() (arms [2][]Cluster, squares [2]float64) {
	for i, n := range []int{3, 5, 8, 4, 10, 6, 7, 2, 9, 5, 4} {
		arm, sum, c := min(i/6, 1), 0, i+1
		for j := 1; j <= n; j++ {
			y := (7*c*j+3*c+5*j)%11 + 2*c
			sum += y
			squares[arm] += float64(y * y)
		}
		arms[arm] = append(arms[arm], Cluster{n, float64(sum)})
	}
	return arms, squares
}

func sample(values ...float64) (s Sample) {
	for _, v := range values {
		s.N++
		s.Sum += v
		s.Squares += v * v
	}
	return s
}

// standardErrors is the number of them that belongs to a confidence.
func standardErrors(confidence float64) float64 { return math.Sqrt2 * math.Erfinv(confidence) }

func TestFiguresAreThoseOfR(t *testing.T) {
	got := map[string]float64{}
	for _, c := range [][4]int{{56, 70, 48, 80}, {9, 10, 3, 10}, {6, 7, 2, 7}, {130, 467, 171, 467}, {5, 400, 12, 390}} {
		name := fmt.Sprintf("%d/%d/%d/%d", c[0], c[1], c[2], c[3])
		got["newcombe.low."+name], got["newcombe.high."+name] = DifferenceOfShares(c[0], c[1], c[2], c[3], 0.95)
		got["ratio.low."+name], got["ratio.high."+name] = RatioOfShares(c[0], c[1], c[2], c[3], 0.95)
	}
	got["newcombe.p.130/467/171/467"] = Probability(0, func(confidence float64) (low, high float64) {
		return DifferenceOfShares(130, 467, 171, 467, confidence)
	})
	got["holdout.low"], got["holdout.high"] = DifferenceOfShares(218, 451, 58, 210, 0.95)

	welch := DifferenceOfMeans(sample(12, 30, 45, 0, 60, 75, 20, 15, 0, 90, 33), sample(10, 5, 0, 0, 25, 40, 12, 8))
	got["welch.low"], got["welch.high"] = welch.Interval(0.95)
	got["welch.df"], got["welch.p"] = welch.Degrees, Probability(0, welch.Interval)

	for _, c := range []struct {
		observed []int
		shares   []float64
	}{{[]int{480, 520}, []float64{.5, .5}}, {[]int{130, 870}, []float64{.1, .9}}, {[]int{510, 290, 200}, []float64{.5, .3, .2}}} {
		var names []string
		for _, o := range c.observed {
			names = append(names, strconv.Itoa(o))
		}
		name := strings.Join(names, "/")
		chi, degrees, p, ok := GoodnessOfFit(c.observed, c.shares)
		require.True(t, ok)
		require.Equal(t, len(c.observed)-1, degrees)
		got["chisq."+name], got["chisq.p."+name] = chi, p
	}
	for i, p := range Holm([]float64{.012, .04, .001, .3}) {
		got["holm."+strconv.Itoa(i+1)] = p
	}

	arms, squares := clusters()
	e := DifferenceOfClusters(arms[0], arms[1])
	got["cluster.value"], got["cluster.CR2"], got["cluster.df"], got["cluster.p"] = e.Value, e.Error, e.Degrees, Probability(0, e.Interval)
	icc, effect, ok := Intraclass([][]Cluster{arms[0], arms[1]}, squares[:])
	require.True(t, ok)
	got["cluster.icc"], got["cluster.effect"] = icc, effect

	got["detectable.0.3.100.900"] = power.DetectableBetween(0.3, true, 100, 900)
	for _, information := range []float64{.05, .2, .6, 1, 2, 10} {
		got["mixture."+strconv.FormatFloat(information, 'f', -1, 64)] = standardErrors(AlwaysValid(0.95, information))
	}

	want := oracle(t)
	require.Greater(t, len(got), 40)
	for name, value := range got {
		require.Contains(t, want, name)
		require.InDelta(t, want[name], value, 1e-6*max(1, math.Abs(want[name])), name)
	}
	require.InDelta(t, 0, want["cluster.CR2"]/want["cluster.CR0"]-1, 0.2, "the oracle's own variances are of one size")
	require.Greater(t, want["cluster.CR2"], want["cluster.CR0"], "which is biased downwards")
}

func TestPublishedFiguresComeOut(t *testing.T) {
	// Newcombe 1998, table II, method 10.
	for _, c := range []struct {
		x, n, y, m int
		low, high  float64
	}{{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {6, 7, 2, 7, 0.0582, 0.8062}, {5, 56, 0, 29, -0.0381, 0.1926}, {0, 10, 0, 20, -0.1611, 0.2775}, {0, 10, 0, 10, -0.2775, 0.2775}, {10, 10, 0, 20, 0.6791, 1}, {10, 10, 0, 10, 0.6075, 1}} {
		low, high := DifferenceOfShares(c.x, c.n, c.y, c.m, 0.95)
		require.InDelta(t, c.low, low, 5.1e-5)
		require.InDelta(t, c.high, high, 5.1e-5)
	}
	require.Equal(t, 17036, power.Needed(0.30, 0.014), "R’s pooled 17,038 is within two people")
	require.InDelta(t, oracle(t)["needed.pooled.0.30.0.014"], float64(power.Needed(0.30, 0.014)), 3)
	require.Equal(t, 1562, power.Needed(0.5, 0.05))
}

// The oracle computes how often a boundary is crossed where nothing is, and
// finds the 5 % of published boundaries again. With those, and not with 1.96,
// and with ours, people may look five times and fifty.
func TestTheBoundaryIsCrossedByChanceLessOftenThanAllowed(t *testing.T) {
	want := oracle(t)
	require.InDelta(t, 0.05, want["crossing.pocock"], 5e-5)
	require.InDelta(t, 0.05, want["crossing.obrienfleming"], 5e-5)
	require.Greater(t, want["crossing.naive"], 0.14)
	require.Less(t, want["crossing.mixture.5"], 0.05)
	require.Less(t, want["crossing.mixture.50"], 0.05)
	require.Greater(t, want["crossing.mixture.50"], want["crossing.mixture.5"])
}
