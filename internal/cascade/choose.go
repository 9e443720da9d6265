package cascade

import "math"

// Choice is the nodes chosen with its proof. Figures are nodes reached, those
// chosen included.
type Choice struct {
	// Nodes chosen, whoever adds most first.
	Nodes []int32
	// Reach is the estimate on the second sample, which had no part in the choice.
	Reach float64
	// Low and High enclose the expected reach, but for the failure probability.
	Low, High float64
	// AtMost is a number that no choice within the limits exceeds, but for the failure probability.
	AtMost float64
	// Proved is Low against AtMost: how near to the best the choice is proved to be.
	Proved float64
	// Samples is how many sets were drawn.
	Samples int
}

// growth is the ratio of one size of the first sample to the one before.
const growth = math.Sqrt2

// patience is how many times the first sample the second may be: the first
// decides how good the choice is, the second only how well that is proved.
const patience = 0.5

// margin is how much larger than needed the second sample is, for luck.
const margin = 1.7

// Choose draws samples until the choice is proved to be within 1 − 1/e − ε of
// the best, or the number of samples is reached that makes it so in any case
// (without limits per unit and site). The same input gives the same choice.
func (g *Graph) Choose(l *Limits, epsilon, failure float64, seed uint64) Choice {
	n, k := float64(g.Nodes()), float64(l.Count)
	goal := 1 - 1/math.E
	enough := 2 * n * math.Pow(math.Sqrt(math.Log(6/failure))+math.Sqrt(goal*(lchoose(n, k)+math.Log(6/failure))), 2) / (epsilon * epsilon * k)
	sets := max(enough*epsilon*epsilon*k/n, 16)
	rounds := max(math.Ceil(math.Log(enough/sets)/math.Log(growth)), 1)
	goal -= epsilon
	first, second := newSampler(g, seed, 1), newSampler(g, seed, 2)
	var r1 sample
	is := make([]bool, g.Nodes())
	drawn, tests := 0, 0.0
	above := math.Log(4 * rounds / failure) // the bound on the best may fail in each round
	for round := 1.0; ; round++ {
		first.grow(&r1, int(sets))
		theta := float64(r1.len())
		nodes, met, bound := r1.cover(g.Nodes(), l)
		possible := most(bound, theta, above)
		// Each test may fail, above and below, the first most likely to be made.
		aside := math.Log(4 * (tests + 1) * (tests + 2) / failure)
		size, hope := wanted(float64(met)/theta, goal*possible, patience*theta, aside)
		if !hope && round < rounds {
			sets *= growth
			continue
		}
		tests++
		for _, v := range nodes {
			is[v] = true
		}
		hits := float64(second.meet(is, int(size)))
		for _, v := range nodes {
			is[v] = false
		}
		drawn += int(size)
		c := Choice{Nodes: nodes, Reach: n * hits / size, AtMost: n * possible, Samples: r1.len() + drawn}
		c.Low = max(float64(len(nodes)), n*least(hits, size, aside))
		c.High = n * most(hits, size, aside)
		c.Proved = min(1, c.Low/c.AtMost)
		if c.Proved >= goal || round >= rounds {
			return c
		}
		sets *= growth
	}
}

// wanted is how large the second sample should be for a lower bound that
// reaches a goal, given the share of sets that the choice met in the first;
// false where that is more than the most.
func wanted(met, goal, atMost, a float64) (float64, bool) {
	met *= 0.98 // the first sample flatters what was chosen on it
	if met <= goal {
		return atMost, false
	}
	size := math.Ceil(margin * a / divergence(met, goal))
	return min(size, atMost), size <= atMost
}

// lchoose is the logarithm of n over k.
func lchoose(n, k float64) float64 {
	whole, _ := math.Lgamma(n + 1)
	some, _ := math.Lgamma(k + 1)
	rest, _ := math.Lgamma(n - k + 1)
	return whole - some - rest
}
