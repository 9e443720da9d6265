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
	start []int32   // where the node's runs begin; one more than there are nodes
	runs  []run     // of voices of about the same share
	from  []int32   // whom a node hears, the loudest first
	share []float32 // of all that it hears; parallel to from
}

// run is some of the voices that one node hears, the first of which is the
// loudest and the others are at least half as loud. How many of them are heard
// is drawn as if all were as loud as the first; the softer ones are thinned.
type run struct {
	first int32   // place of the first voice
	count int32   // number of voices
	none  float32 // the probability that none is heard
	odds  float32 // of the first voice: share / (1 − share)
	even  bool    // all are equally loud
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
	g := &Graph{start: make([]int32, nodes+1), from: make([]int32, len(merged)), share: make([]float32, len(merged))}
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
		for i := first; i < next; {
			end := i + 1
			for end < next && merged[end].Weight >= merged[i].Weight/2 {
				end++
			}
			g.runs = append(g.runs, newRun(i, end, merged[i].Weight/all, merged[i].Weight == merged[end-1].Weight))
			i = end
		}
		g.start[node+1] = int32(len(g.runs))
	}
	return g
}

func newRun(first, end int, share float64, even bool) run {
	n := end - first
	return run{int32(first), int32(n), float32(math.Pow(1-share, float64(n))), float32(share / (1 - share)), even}
}

// Nodes is how many there are.
func (g *Graph) Nodes() int { return len(g.start) - 1 }
