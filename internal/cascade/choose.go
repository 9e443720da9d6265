package cascade

import "math"

// Choice is the nodes chosen with its proof. Figures are nodes reached, those
// chosen included.
type Choice struct {
	// Nodes chosen, whoever adds most first.
	Nodes []int32
	// Reach is the estimate on the second sample, which had no part in the choice.
	Reach float64
	// Low is a number that the expected reach exceeds, but for the failure probability.
	Low float64
	// AtMost is a number that no choice within the limits exceeds, but for the failure probability.
	AtMost float64
	// Proved is Low against AtMost: how near to the best the choice is proved to be.
	Proved float64
	// Samples is how many sets were drawn.
	Samples int
}

// growth is the ratio of one size of the first sample to the one before, and
// leap how many sizes may be skipped at once.
const (
	growth = 1.189207115002721 // the fourth root of 2
	leap   = 12
)

// A choice made on few sets follows their chances: it meets more of them than of
// others. That fades as sets are met, in proportion to the logarithm of the
// number of choices there are. So many sets are to be met, for each unit of that
// and in any case, before a choice is thought good; what is proved of it does
// not depend on these.
// The next size aims at an ample number of them: to look twice costs more.
const (
	metPerChoice = 5
	metAnyway    = 520
	ample        = 1.1
)

// flattery is which part of the share of sets that the choice meets in the first
// sample it is expected to meet in others.
const flattery = 0.88

// patience is how many times the first sample the second may be, and more by
// what it grows if it has proved too little.
const (
	patience = 1
	more     = 1.6
)

// Choose draws samples until the choice is proved to be within 1 − 1/e − ε of
// the best, or the number of samples is reached that makes it so in any case
// (without limits per unit and site). The same input gives the same choice.
//
// The failure probability is spent by thirds, as in OPIM-C: that number of
// samples may not suffice; the bound on the best may fail at one of the sizes
// that the first sample may have, each a like part of its third; and the bound
// on the choice may fail in one of the tests, of which the i-th has 1/(i (i+1))
// of the last third. What a test draws is independent of the choice it tests, and
// how much was settled before.
func (g *Graph) Choose(l *Limits, epsilon, failure float64, seed uint64) Choice {
	n, k := float64(g.Nodes()), float64(l.Count)
	goal := 1 - 1/math.E
	third := math.Log(3 / failure)
	choices := lchoose(n, k)
	least0 := 2 * math.Pow(goal*math.Sqrt(third+math.Ln2)+math.Sqrt(goal*(choices+third+math.Ln2)), 2)
	sets := max(least0, 16)
	enough := max(least0*n/(epsilon*epsilon*k), sets)
	rounds := max(math.Ceil(math.Log(enough/sets)/math.Log(growth)), 1)
	goal -= epsilon
	above := third + math.Log(rounds+1)
	first, second := newSampler(g, seed, 1), newSampler(g, seed, 2)
	var r1 sample
	drawn, tests := 0, 0.0
	for round := 0.0; ; {
		first.grow(&r1, int(math.Ceil(sets*math.Pow(growth, round))))
		theta := float64(r1.len())
		last := round >= rounds
		ahead := func(by float64) { round = min(rounds, round+max(1, min(leap, math.Round(by)))) }
		x := r1.index(g.Nodes())
		nodes, met := x.cover(l)
		if want := metPerChoice*choices + metAnyway; float64(met) < want && !last {
			ahead(math.Log(ample*want/float64(max(met, 1))) / math.Log(growth))
			continue
		}
		possible := most(float64(x.bound(l, nodes, met, epsilon/2)), theta, above)
		var c Choice
		hits, size := 0.0, 0.0
		for {
			aside := third + math.Log((tests+1)*(tests+2))
			next := math.Ceil(size * more)
			if size == 0 {
				next = wanted(flattery*float64(met)/theta, goal*possible, aside, patience*theta)
			}
			if next > patience*theta {
				if !last || size > 0 {
					break
				}
				next = math.Ceil(patience * theta)
			}
			hits += float64(second.meet(nodes, int(next-size)))
			drawn += int(next - size)
			size = next
			tests++
			c = Choice{Nodes: nodes, Reach: n * hits / size, AtMost: n * possible, Samples: r1.len() + drawn}
			c.Low = max(float64(len(nodes)), n*least(hits, size, aside))
			c.Proved = min(1, c.Low/c.AtMost)
			if c.Proved >= goal {
				return c
			}
		}
		if last {
			return c
		}
		ahead(2)
	}
}

// Reach is how many nodes some chosen ones reach, themselves included, and what
// encloses that but for the failure probability, after so many samples: others
// than those on which nodes are chosen with the same seed.
func (g *Graph) Reach(chosen []int32, samples int, failure float64, seed uint64) (mean, low, high float64) {
	n, size, a := float64(g.Nodes()), float64(samples), math.Log(2/failure)
	hits := float64(newSampler(g, seed, 3).meet(chosen, samples))
	return n * hits / size, max(float64(len(chosen)), n*least(hits, size, a)), n * most(hits, size, a)
}

// wanted is how large the second sample should be for a lower bound that
// reaches a goal, where it meets such a share; more than a limit where that
// would not do.
func wanted(met, goal, a, limit float64) float64 {
	for size := 64.0; size <= limit; size = math.Ceil(size * 1.1) {
		if hits := math.Floor(met * size); hits > goal*size && tail(lchoose(size, hits), hits, size, goal) <= -a {
			return size
		}
	}
	return limit + 1
}
