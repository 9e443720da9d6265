package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/osmosi-learning/osmosi/internal/cascade"
)

// network is a graph as all programs are given it: each edge once, none from a
// node to itself, and all of weight 1, which is the weighted cascade.
type network struct {
	name  string
	nodes int
	edges []cascade.Edge
}

func newNetwork(name string, nodes int, edges []cascade.Edge) *network {
	edges = slices.DeleteFunc(edges, func(e cascade.Edge) bool { return e.From == e.To })
	slices.SortFunc(edges, func(a, b cascade.Edge) int {
		if a.From != b.From {
			return int(a.From - b.From)
		}
		return int(a.To - b.To)
	})
	return &network{name, nodes, slices.Compact(edges)}
}

// read reads a graph from a file. It returns an error for what is no number or
// no node.
func read(file string) (*network, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var nodes, lines int
	if _, err := fmt.Fscan(in, &nodes, &lines); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var edges []cascade.Edge
	for {
		var from, to int
		_, err := fmt.Fscan(in, &from, &to)
		if err == io.EOF {
			return newNetwork(filepath.Base(file), nodes, edges), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: edge %d: %w", file, len(edges)+1, err)
		}
		if min(from, to) < 0 || max(from, to) >= nodes {
			return nil, fmt.Errorf("%s: edge %d: no such node", file, len(edges)+1)
		}
		edges = append(edges, cascade.Edge{From: int32(from), To: int32(to), Weight: 1})
	}
}

// made makes a graph with heavy tails: the chance of being an end of an edge
// falls with the rank of a node, as a power of it.
func made(name string, nodes, edges int, both bool, seed uint64) *network {
	random := rand.New(rand.NewPCG(seed, 0))
	end := func() int32 { return int32(float64(nodes) * math.Pow(random.Float64(), 2.2)) }
	seen := map[cascade.Edge]bool{}
	for len(seen) < edges {
		from, to := end(), end()
		if from == to {
			continue
		}
		seen[cascade.Edge{From: from, To: to, Weight: 1}] = true
		if both {
			seen[cascade.Edge{From: to, To: from, Weight: 1}] = true
		}
	}
	var list []cascade.Edge
	for e := range seen { // sorted below
		list = append(list, e)
	}
	return newNetwork(name, nodes, list)
}

// simulate plays the cascade forwards and returns how many nodes are reached in
// the mean. It shares nothing with what it judges.
func simulate(g *network, chosen []int32, runs int, seed uint64) float64 {
	hears := make([]float64, g.nodes)
	heard := make([][]int32, g.nodes)
	for _, e := range g.edges {
		hears[e.To]++
		heard[e.From] = append(heard[e.From], e.To)
	}
	random := rand.New(rand.NewPCG(seed, 1))
	reached, last := 0, make([]int, g.nodes)
	for run := 1; run <= runs; run++ {
		queue := slices.Clone(chosen)
		for _, v := range queue {
			last[v] = run
		}
		for i := 0; i < len(queue); i++ {
			for _, to := range heard[queue[i]] {
				if last[to] != run && random.Float64()*hears[to] < 1 {
					last[to] = run
					queue = append(queue, to)
				}
			}
		}
		reached += len(queue)
	}
	return float64(reached) / float64(runs)
}
