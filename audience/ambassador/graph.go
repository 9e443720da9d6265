package ambassador

import (
	"cmp"
	"math"
	"slices"
)

// edge is a voice: to hears from.
type edge struct {
	from, to int32
	weight   float64
}

// graph holds, for each node, the nodes it hears, the loudest first.
type graph struct {
	start []int32   // where the node's voices begin; one more than there are nodes
	from  []int32   // whom it hears
	share []float32 // of all that it hears; parallel to from
	skip  []float32 // the mean of an exponential jump over voices of this share; parallel to from
}

// newGraph adds up edges between the same two nodes. Edges from a node to
// itself count for nothing.
func newGraph(nodes int, edges []edge) *graph {
	edges = slices.DeleteFunc(slices.Clone(edges), func(e edge) bool { return e.from == e.to })
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from)) })
	merged := edges[:0]
	for _, e := range edges {
		if last := len(merged) - 1; last >= 0 && merged[last].to == e.to && merged[last].from == e.from {
			merged[last].weight += e.weight
			continue
		}
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(b.weight, a.weight), cmp.Compare(a.from, b.from))
	})
	g := &graph{start: make([]int32, nodes+1), from: make([]int32, len(merged)), share: make([]float32, len(merged)), skip: make([]float32, len(merged))}
	for first := 0; first < len(merged); {
		next, all := first, 0.0
		for next < len(merged) && merged[next].to == merged[first].to {
			all += merged[next].weight
			next++
		}
		for i := first; i < next; i++ {
			share := merged[i].weight / all
			g.from[i], g.share[i] = merged[i].from, float32(share)
			g.skip[i] = float32(-1 / math.Log1p(-share)) // 0 where the share is 1: no jump
		}
		g.start[merged[first].to+1] = int32(next - first)
		first = next
	}
	for i := range nodes {
		g.start[i+1] += g.start[i]
	}
	return g
}

func (g *graph) nodes() int { return len(g.start) - 1 }
