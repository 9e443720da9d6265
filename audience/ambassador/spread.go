package ambassador

import "math"

// spread is a choice with its proof, in nodes reached.
type spread struct {
	chosen     []int32
	mean       float64 // the estimate on the second sample, which had no part in the choice
	low, high  float64 // the reach lies between them, but for the failure probability
	possible   float64 // no choice within the limits reaches more, but for the failure probability
	samples    int
	proportion float64 // low against possible: how near to the best it is proved to be
}

// maximise draws samples until the choice is proved to be within (1 − 1/e − ε)
// of the best, or the number of samples is reached that makes it so in any
// case (without limits per unit and site).
func maximise(g *graph, l *limits, epsilon, failure float64, seed uint64) spread {
	n, k := float64(g.nodes()), float64(l.count)
	goal := 1 - 1/math.E
	choose := lchoose(n, k)
	most := 2 * n * math.Pow(math.Sqrt(math.Log(6/failure))+math.Sqrt(goal*(choose+math.Log(6/failure))), 2) / (epsilon * epsilon * k)
	// Each sample needs at least one member of each kind it is to tell apart.
	sets := max(most*epsilon*epsilon*k/n, 16)
	rounds := max(math.Ceil(math.Log2(most/sets)), 1)
	a := math.Log(4 * rounds / failure) // low, high, possible and the last round may each fail
	first, second := newSampler(g, seed, 1), newSampler(g, seed, 2)
	var r1, r2 sample
	for round := 1.0; ; round++ {
		first.grow(&r1, int(sets))
		chosen, _, bound := r1.cover(g.nodes(), l)
		second.grow(&r2, int(sets))
		met := float64(r2.meets(g.nodes(), chosen))
		unit := n / float64(r2.len())
		s := spread{chosen: chosen, mean: met * unit, samples: r1.len() + r2.len()}
		s.possible = min(n, math.Pow(math.Sqrt(bound+a/2)+math.Sqrt(a/2), 2)*n/float64(r1.len()))
		s.low = max(float64(len(chosen)), (math.Pow(max(0, math.Sqrt(met+2*a/9)-math.Sqrt(a/2)), 2)-a/18)*unit)
		s.high = min(n, math.Pow(math.Sqrt(met+a/2)+math.Sqrt(a/2), 2)*unit)
		s.proportion = min(1, s.low/s.possible)
		if s.proportion >= goal-epsilon || round >= rounds {
			return s
		}
		sets *= 2
	}
}

// lchoose is the logarithm of n over k.
func lchoose(n, k float64) float64 {
	whole, _ := math.Lgamma(n + 1)
	some, _ := math.Lgamma(k + 1)
	rest, _ := math.Lgamma(n - k + 1)
	return whole - some - rest
}
