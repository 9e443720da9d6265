package cascade

import (
	"cmp"
	"math"
	"slices"
)

// Edge is a voice: To hears From.
type Edge struct {
	From, To int32
	Weight   float64 // above 0, in any unit: what counts is its share in all that To hears
}

// Graph is who hears whom. It does not change.
type Graph struct {
	nodes int
	runs  []run     // the first of each node, by node, and then the others
	from  []int32   // whom a node hears, the loudest first
	share []float32 // of all that it hears; parallel to from
}

// run is some of the voices that one node hears, the first of which is the
// loudest and the others are at least half as loud. How many of them are heard
// is drawn as if all were as loud as the first; the softer ones are thinned.
// It fills half a cache line.
type run struct {
	first, count   int32   // place of the first voice, and number of voices
	none, one, two uint32  // the probability that no more than so many are heard, of 2³²
	odds           float32 // of the first voice: share / (1 − share)
	next           int32   // place of the node's next run; 0 where this is the last
	even           bool    // all are equally loud
}

// NewGraph makes a graph of so many nodes. It adds up edges between the same
// two nodes; those from a node to itself count for nothing.
func NewGraph(nodes int, edges []Edge) *Graph {
	edges = slices.DeleteFunc(slices.Clone(edges), func(e Edge) bool { return e.From == e.To })
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From)) })
	merged := edges[:0]
	for _, e := range edges {
		if last := len(merged) - 1; last >= 0 && merged[last].To == e.To && merged[last].From == e.From {
			merged[last].Weight += e.Weight
			continue
		}
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.From, b.From))
	})
	g := &Graph{nodes: nodes, runs: make([]run, nodes), from: make([]int32, len(merged)), share: make([]float32, len(merged))}
	next := 0
	for node := range nodes {
		first, all := next, 0.0
		for next < len(merged) && int(merged[next].To) == node {
			all += merged[next].Weight
			next++
		}
		for i := first; i < next; i++ {
			g.from[i], g.share[i] = merged[i].From, float32(merged[i].Weight/all)
		}
		at := node
		g.runs[at].none = math.MaxUint32 // until it hears somebody
		for i := first; i < next; {
			end := i + 1
			for end < next && merged[end].Weight >= merged[i].Weight/2 {
				end++
			}
			if i > first {
				g.runs[at].next = int32(len(g.runs))
				at = len(g.runs)
				g.runs = append(g.runs, run{})
			}
			g.runs[at] = newRun(i, end, merged[i].Weight/all, merged[i].Weight == merged[end-1].Weight)
			i = end
		}
	}
	return g
}

func newRun(first, end int, share float64, even bool) run {
	n := float64(end - first)
	r := run{first: int32(first), count: int32(end - first), even: even, one: math.MaxUint32, two: math.MaxUint32}
	if share >= 1 {
		return r // one voice alone, which is heard
	}
	odds := share / (1 - share)
	p := math.Pow(1-share, n)
	r.odds, r.none = float32(odds), of32(p)
	if n > 1 {
		p1 := p * odds * n
		r.one = of32(p + p1)
		if n > 2 {
			r.two = of32(p + p1 + p1*odds*(n-1)/2)
		}
	}
	return r
}

// of32 is a probability as a share of 2³².
func of32(p float64) uint32 { return uint32(min(p*0x1p32, math.MaxUint32)) }

// Nodes is how many there are.
func (g *Graph) Nodes() int { return g.nodes }
