package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"syscall"
	"time"

	"github.com/osmosi-learning/osmosi/internal/cascade"
)

// processor is how long this process has used processors, its collector of
// garbage included.
func processor() (time.Duration, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}

// spread makes a graph in which every node hears as many others, drawn with
// chances that fall with their rank: which part of all voices is whose, and so
// how far the best reach, hardly changes with the number of edges.
func spread(name string, nodes, heard int, seed uint64) *network {
	random := rand.New(rand.NewPCG(seed, 0))
	edges := make([]cascade.Edge, 0, nodes*heard)
	for to := range nodes {
		seen := map[int32]bool{int32(to): true}
		for len(seen) <= heard {
			from := int32(float64(nodes) * math.Pow(random.Float64(), 1.6))
			if !seen[from] {
				seen[from] = true
				edges = append(edges, cascade.Edge{From: from, To: int32(to), Weight: 1})
			}
		}
	}
	return newNetwork(name, nodes, edges)
}

// growth prints how the time to choose changes with edges, nodes, precision and
// how many are chosen, one of them at a time. The last column is that time
// against k · n · ln n / ε², which bounds its growth: it may fall, since a proof
// mostly succeeds before that bound, but not rise with the edges. Samples grow
// as the reach of the best falls, which is why that is printed too.
func growth(out io.Writer, runs int) error {
	type shape struct {
		nodes, heard, k int
		epsilon         float64
	}
	shapes := []shape{}
	for _, heard := range []int{8, 16, 32, 64, 128} {
		shapes = append(shapes, shape{4000, heard, 10, 0.1})
	}
	for _, nodes := range []int{1000, 2000, 8000, 16_000} {
		shapes = append(shapes, shape{nodes, 8, 10, 0.1})
	}
	for _, epsilon := range []float64{0.2, 0.05, 0.025} {
		shapes = append(shapes, shape{4000, 8, 10, epsilon})
	}
	for _, k := range []int{5, 20, 40} {
		shapes = append(shapes, shape{4000, 8, k, 0.1})
	}
	graphs := make([]*cascade.Graph, len(shapes))
	for i, s := range shapes {
		g := spread("", s.nodes, s.heard, 1)
		graphs[i] = cascade.NewGraph(g.nodes, g.edges)
	}
	took, samples, reach := make([][]time.Duration, len(shapes)), make([]int, len(shapes)), make([]float64, len(shapes))
	for run := range runs { // in turns, so that what else the machine does falls on all
		for i, s := range shapes {
			begin, err := processor()
			if err != nil {
				return err
			}
			c := graphs[i].Choose(&cascade.Limits{Count: s.k}, s.epsilon, 1/float64(s.nodes), uint64(run))
			end, err := processor()
			if err != nil {
				return err
			}
			took[i] = append(took[i], end-begin)
			samples[i] += c.Samples
			reach[i] += c.Reach / float64(runs)
		}
	}
	fmt.Fprintf(out, "%7s %9s %4s %6s %12s %12s %9s %7s %14s\n", "nodes", "edges", "k", "ε", "median", "least", "samples", "reach", "ps of the unit")
	for i, s := range shapes {
		slices.Sort(took[i])
		median := took[i][runs/2]
		unit := float64(s.k*s.nodes) * math.Log(float64(s.nodes)) / (s.epsilon * s.epsilon)
		fmt.Fprintf(out, "%7d %9d %4d %6.3f %12v %12v %9d %7.0f %14.2f\n", s.nodes, s.nodes*s.heard, s.k, s.epsilon, median, took[i][0], samples[i]/runs, reach[i], float64(median)*1e3/unit)
	}
	return nil
}
