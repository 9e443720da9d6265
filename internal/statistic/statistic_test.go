package statistic

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheEndsOfTheRangeAreNumbersAndHoldWhatWasSeen(t *testing.T) {
	for _, n := range []int{1, 5, 40} {
		for _, m := range []int{1, 7, 40} {
			for x := range n + 1 {
				for y := range m + 1 {
					p, q := float64(x)/float64(n), float64(y)/float64(m)
					low, high := DifferenceOfShares(x, n, y, m, 0.95)
					require.True(t, -1 <= low && low <= p-q+1e-12 && p-q <= high+1e-12 && high <= 1, "%d/%d %d/%d: %v %v", x, n, y, m, low, high)
					mirrorLow, mirrorHigh := DifferenceOfShares(y, m, x, n, 0.95)
					require.InDelta(t, -high, mirrorLow, 1e-12)
					require.InDelta(t, -low, mirrorHigh, 1e-12)
					low, high = RatioOfShares(x, n, y, m, 0.95)
					require.False(t, math.IsNaN(low) || math.IsNaN(high) || low < 0)
					if y > 0 {
						require.True(t, low <= p/q+1e-9 && p/q <= high+1e-9, "%d/%d %d/%d: %v %v", x, n, y, m, low, high)
					} else {
						require.True(t, math.IsInf(high, 1))
					}
				}
			}
		}
	}
	low, high := DifferenceOfShares(0, 0, 1, 2, 0.95)
	require.Equal(t, []float64{-1, 1}, []float64{low, high})
	low, high = RatioOfShares(1, 2, 0, 0, 0.95)
	require.Equal(t, []float64{0, math.Inf(1)}, []float64{low, high})
}

func TestWhatCannotBeToldIsNotTold(t *testing.T) {
	everything := func(low, high float64) { t.Helper(); require.True(t, math.IsInf(low, -1) && math.IsInf(high, 1)) }
	everything(DifferenceOfMeans(sample(3), sample(4, 5)).Interval(0.95))
	everything(DifferenceOfMeans(sample(3, 3), sample(4, 4)).Interval(0.95))
	everything(DifferenceOfClusters([]Cluster{{5, 3}}, []Cluster{{5, 3}, {4, 1}}).Interval(0.95))
	everything(Estimate{Value: 1, Error: 1, Degrees: 4}.Interval(1))
	low, high := RatioOfClusters([]Cluster{{5, 0}, {4, 0}}, []Cluster{{5, 3}, {4, 1}}, 0.95)
	require.True(t, low == 0 && math.IsInf(high, 1))
	_, _, ok := Intraclass([][]Cluster{{{1, 1}, {1, 0}}, {{1, 1}, {1, 1}}}, []float64{1, 2})
	require.False(t, ok, "nobody is beside others")
	_, _, ok = Intraclass([][]Cluster{{{2, 2}, {2, 2}}, {{2, 2}}}, []float64{4, 2})
	require.False(t, ok, "nothing varies")
	_, _, _, ok = GoodnessOfFit([]int{3, 4}, []float64{0.5, 0.5})
	require.False(t, ok)
	require.Equal(t, 1.0, AlwaysValid(0.95, 0))
	require.Equal(t, 1.0, AlwaysValid(0.95, math.Inf(1)))
	require.Equal(t, 1.0, AlwaysValid(0.95, math.NaN()))
}

func TestEmptyClustersChangeNothing(t *testing.T) {
	arms, _ := clusters()
	require.Equal(t, DifferenceOfClusters(arms[0], arms[1]), DifferenceOfClusters(append([]Cluster{{}}, arms[0]...), append(arms[1], Cluster{})))
}

// One person a cluster is a person by themselves: CR2 is Welch's variance then.
func TestClustersOfOneAreWelch(t *testing.T) {
	x, y := []float64{1, 4, 2, 8, 5}, []float64{7, 1, 3}
	var a, b []Cluster
	for _, v := range x {
		a = append(a, Cluster{1, v})
	}
	for _, v := range y {
		b = append(b, Cluster{1, v})
	}
	c, w := DifferenceOfClusters(a, b), DifferenceOfMeans(sample(x...), sample(y...))
	require.InDelta(t, w.Error, c.Error, 1e-12)
	require.InDelta(t, w.Value, c.Value, 1e-12)
}

// alike draws teams whose people say yes with a chance that differs from team
// to team as a beta distribution of that mean and intraclass correlation.
func alike(r *rand.Rand, teams, least, most int, mean, icc float64) (list []Cluster, squares float64, people int) {
	for range teams {
		p := mean
		if icc > 0 {
			scale := (1 - icc) / icc
			a, b := gamma(r, mean*scale), gamma(r, (1-mean)*scale)
			p = a / (a + b)
		}
		c := Cluster{N: least + r.IntN(most-least+1)}
		for range c.N {
			if r.Float64() < p {
				c.Sum++
			}
		}
		squares += c.Sum
		people += c.N
		list = append(list, c)
	}
	return list, squares, people
}

// gamma draws from the gamma distribution of that shape (Marsaglia and Tsang 2000).
func gamma(r *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return gamma(r, shape+1) * math.Pow(r.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := r.NormFloat64()
		v := math.Pow(1+x/math.Sqrt(9*d), 3)
		if v > 0 && math.Log(r.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func TestIntervalsOfPeopleHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	const runs = 20_000
	r := rand.New(rand.NewPCG(1, 2))
	binomial := func(n int, p float64) (x int) {
		for range n {
			if r.Float64() < p {
				x++
			}
		}
		return x
	}
	shares, ratios, means := 0, 0, 0
	for range runs {
		x, y := binomial(120, 0.38), binomial(180, 0.30)
		if low, high := DifferenceOfShares(x, 120, y, 180, 0.95); low <= 0.08 && 0.08 <= high {
			shares++
		}
		if low, high := RatioOfShares(x, 120, y, 180, 0.95); low <= 0.38/0.30 && 0.38/0.30 <= high {
			ratios++
		}
		var a, b Sample
		for range 60 {
			v := 40 + 25*r.NormFloat64()
			a = Sample{a.N + 1, a.Sum + v, a.Squares + v*v}
		}
		for range 25 {
			v := 34 + 10*r.NormFloat64()
			b = Sample{b.N + 1, b.Sum + v, b.Squares + v*v}
		}
		if low, high := DifferenceOfMeans(a, b).Interval(0.95); low <= 6 && 6 <= high {
			means++
		}
	}
	for name, held := range map[string]int{"shares": shares, "ratios": ratios, "means": means} {
		t.Log(name, float64(held)/runs)
		require.InDelta(t, 0.95, float64(held)/runs, 0.01, name)
	}
}

func TestIntervalsOfTeamsHoldTheTruthAsOftenAsTheySayAndNaiveOnesDoNot(t *testing.T) {
	const runs = 6000
	r := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		teams int
		icc   float64
	}{{12, 0.05}, {12, 0.1}, {20, 0.2}, {40, 0.1}} {
		held, naive, iccs := 0, 0, 0.0
		for range runs {
			a, squaresA, n := alike(r, c.teams, 5, 20, 0.42, c.icc)
			b, squaresB, m := alike(r, c.teams+4, 5, 20, 0.35, c.icc)
			if low, high := DifferenceOfClusters(a, b).Interval(0.95); low <= 0.07 && 0.07 <= high {
				held++
			}
			if low, high := DifferenceOfShares(int(squaresA), n, int(squaresB), m, 0.95); low <= 0.07 && 0.07 <= high {
				naive++
			}
			icc, _, ok := Intraclass([][]Cluster{a, b}, []float64{squaresA, squaresB})
			require.True(t, ok)
			iccs += icc / runs
		}
		t.Logf("%d teams, %v: %.4f, as if shared out one by one %.4f, mean estimate of the correlation %.3f", c.teams, c.icc, float64(held)/runs, float64(naive)/runs, iccs)
		require.InDelta(t, 0.95, float64(held)/runs, 0.01, "%v", c)
		require.Less(t, float64(naive)/runs, 0.925, "%v", c)
		require.InDelta(t, c.icc, iccs, 0.012)
	}
}

// looks runs an experiment many times, and counts how often one of its looks
// missed the truth: with always-valid intervals, and with those of one look.
func looks(runs int, run func(look func(always, once bool))) (always, once float64) {
	for range runs {
		missedAlways, missedOnce := false, false
		run(func(a, o bool) { missedAlways, missedOnce = missedAlways || a, missedOnce || o })
		if missedAlways {
			always += 1 / float64(runs)
		}
		if missedOnce {
			once += 1 / float64(runs)
		}
	}
	return always, once
}

func TestWhoeverLooksOftenIsStillRight(t *testing.T) {
	const runs = 1000
	r := rand.New(rand.NewPCG(5, 6))
	misses := func(interval func(confidence float64) (low, high float64), confidence, truth float64) bool {
		low, high := interval(confidence)
		return truth < low || high < truth
	}

	// A workforce that is there from the beginning: who does it does it once,
	// this week or a later one. What is known grows with the odds.
	fixed := func(rateA, rateB float64) (always, once float64) {
		const n, m = 250, 400
		return looks(runs, func(look func(always, once bool)) {
			x, y := 0, 0
			stayA, stayB := 1.0, 1.0
			for range 26 {
				for range n - x {
					if r.Float64() < rateA {
						x++
					}
				}
				for range m - y {
					if r.Float64() < rateB {
						y++
					}
				}
				stayA, stayB = stayA*(1-rateA), stayB*(1-rateB)
				interval := func(confidence float64) (float64, float64) { return DifferenceOfShares(x, n, y, m, confidence) }
				information := Information(Sample{n + m, float64(x + y), float64(x + y)}, n+m)
				look(misses(interval, AlwaysValid(0.95, information), stayB-stayA), misses(interval, 0.95, stayB-stayA))
			}
		})
	}
	for _, rates := range [][2]float64{{0.02, 0.02}, {0.05, 0.03}, {0.004, 0.004}} {
		always, once := fixed(rates[0], rates[1])
		t.Logf("fixed workforce, %v a week: %.4f, one look %.4f", rates, always, once)
		require.Less(t, always, 0.05)
		require.Greater(t, once, 0.09)
	}

	// People who come one after the other, each with minutes of learning.
	always, once := looks(runs, func(look func(always, once bool)) {
		var a, b Sample
		for range 40 {
			for range 15 {
				v, w := 60*r.ExpFloat64(), 52*r.ExpFloat64()
				a = Sample{a.N + 1, a.Sum + v, a.Squares + v*v}
				b = Sample{b.N + 1, b.Sum + w, b.Squares + w*w}
			}
			e := DifferenceOfMeans(a, b)
			both := Sample{a.N + b.N, a.Sum + b.Sum, a.Squares + b.Squares}
			look(misses(e.Interval, AlwaysValid(0.95, Information(both, 1200)), 8), misses(e.Interval, 0.95, 8))
		}
	})
	t.Logf("people one after the other: %.4f, one look %.4f", always, once)
	require.Less(t, always, 0.05)
	require.Greater(t, once, 0.15)

	// Minutes that the same people add to every week, some more than others.
	always, once = looks(runs, func(look func(always, once bool)) {
		var minutes, pace [300]float64
		for i := range pace {
			pace[i] = gamma(r, 3) / 3
		}
		for range 20 {
			var arms [2]Sample
			for i := range minutes {
				if r.Float64() < 0.2*pace[i] {
					minutes[i] += 30 * r.ExpFloat64()
				}
				s := &arms[i%2]
				*s = Sample{s.N + 1, s.Sum + minutes[i], s.Squares + minutes[i]*minutes[i]}
			}
			e := DifferenceOfMeans(arms[0], arms[1])
			both := Sample{300, arms[0].Sum + arms[1].Sum, arms[0].Squares + arms[1].Squares}
			look(misses(e.Interval, AlwaysValid(0.95, Information(both, 300)), 0), misses(e.Interval, 0.95, 0))
		}
	})
	t.Logf("minutes of a fixed workforce: %.4f, one look %.4f", always, once)
	require.Less(t, always, 0.05)
	require.Greater(t, once, 0.1)

	// Teams, shared out whole.
	always, once = looks(runs, func(look func(always, once bool)) {
		var a, b []Cluster
		for k := range 12 {
			more, _, _ := alike(r, 5, 4, 12, 0.4, 0.15)
			less, _, _ := alike(r, 5, 4, 12, 0.4, 0.15)
			a, b = append(a, more...), append(b, less...)
			e := DifferenceOfClusters(a, b)
			look(misses(e.Interval, AlwaysValid(0.95, float64(k+1)/12), 0), misses(e.Interval, 0.95, 0))
		}
	})
	t.Logf("teams: %.4f, one look %.4f", always, once)
	require.Less(t, always, 0.05)
	require.Greater(t, once, 0.12)
}

func TestHolmKeepsTheOrderAndNeverLowers(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		p := make([]float64, 1+r.IntN(6))
		for i := range p {
			p[i] = r.Float64()
		}
		adjusted := Holm(p)
		for i := range p {
			require.GreaterOrEqual(t, adjusted[i], p[i])
			require.LessOrEqual(t, adjusted[i], 1.0)
			for k := range p {
				require.True(t, p[i] > p[k] || adjusted[i] <= adjusted[k])
			}
		}
	}
}
