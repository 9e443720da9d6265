// Command voices holds the choice of ambassadors against the published programs
// for the same problem: OPIM-C (Tang, Tang, Xiao and Yuan, SIGMOD 2018) and
// SUBSIM (Guo, Wang, Wei and Chen, SIGMOD 2020), in C++ by their authors. Their
// programs are not part of Osmosi: give the paths to what you built of them.
//
//	go run ./voices -opim PATH -subsim PATH [-cpu] [graph ...]
//	go run ./voices -growth
//
// A graph is a text file: the number of nodes and of edges, then two nodes a
// line, counted from 0, the second of which hears the first. Without any, two
// graphs are made with as many nodes and edges as the e-mails of a research
// institute (SNAP, email-Eu-core) and the co-authors of NetHEPT, and heavy tails.
//
// All solve the same task: the weighted cascade, in which each of those whom a
// node hears is heard with the same share; within 1 − 1/e − 0.1 of the best, but
// for a probability of 1/n. Runs are interleaved, and a graph that is already in
// memory is where each clock starts; the median and the least time are printed,
// and how many times ours the faster of the others took. Ours runs within this
// process, each of the others in one of its own. On a machine that does other
// things too, build the others with cpuclock.h and give -cpu, so that all count
// the time of the processor. How far the chosen nodes reach is simulated alike
// for all, forwards, 20,000 times.
//
// With -growth nobody is raced: the time of Osmosi is held against the growth
// that its algorithm promises, k · n · log n / ε² whatever the number of edges.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/internal/cascade"
)

const (
	epsilon     = 0.1
	simulations = 20_000
)

func main() {
	opim := flag.String("opim", "", "path to the program OPIM 1.1")
	subsim := flag.String("subsim", "", "path to the program SUBSIM")
	runs := flag.Int("runs", 7, "how often each program solves each task")
	cpu := flag.Bool("cpu", false, "count the time of the processor: the other programs are built with cpuclock.h")
	grows := flag.Bool("growth", false, "measure how time grows instead")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if *grows {
		err = growth(os.Stdout, *runs)
	} else {
		clock := func() (time.Duration, error) { return time.Duration(time.Now().UnixNano()), nil }
		if *cpu {
			clock = processor
		}
		err = race(ctx, *opim, *subsim, *runs, clock, flag.Args())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "voices:", err)
		os.Exit(1)
	}
}

// race prints a row for each graph, number of nodes to choose, and program.
func race(ctx context.Context, opim, subsim string, runs int, clock func() (time.Duration, error), files []string) error {
	graphs := []*network{made("made-1005", 1005, 24_929, false, 1), made("made-15233", 15_233, 62_752, true, 2)}
	if len(files) > 0 {
		graphs = nil
	}
	for _, file := range files {
		g, err := read(file)
		if err != nil {
			return err
		}
		graphs = append(graphs, g)
	}
	dir, err := os.MkdirTemp("", "voices")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var peers []peer
	for _, p := range []peer{newOPIM(opim), newSUBSIM(subsim)} {
		if p.program == "" {
			fmt.Printf("not compared with %s: no path to it is given\n", p.name)
			continue
		}
		p.dir = filepath.Join(dir, p.name)
		peers = append(peers, p)
	}
	fmt.Printf("%-12s %4s %-8s %12s %12s %9s %9s\n", "graph", "k", "program", "median", "least", "samples", "reach")
	for _, g := range graphs {
		for _, p := range peers {
			if err := p.prepare(ctx, g); err != nil {
				return err
			}
		}
		for _, k := range []int{10, 50} {
			if err := task(ctx, g, k, runs, clock, peers); err != nil {
				return err
			}
		}
	}
	return nil
}

// result is how one program did in one run.
type result struct {
	took    time.Duration
	samples int
	nodes   []int32
}

// summary is how a program did in all runs: the best of the others is that of
// each figure.
type summary struct {
	median, least time.Duration
	reach         float64
}

// task has every program solve one task, in turns.
func task(ctx context.Context, g *network, k, runs int, clock func() (time.Duration, error), peers []peer) error {
	ours := cascade.NewGraph(g.nodes, g.edges)
	all := make([][]result, 1+len(peers))
	for run := range runs {
		begin, err := clock()
		if err != nil {
			return err
		}
		c := ours.Choose(&cascade.Limits{Count: k}, epsilon, 1/float64(g.nodes), uint64(run))
		end, err := clock()
		if err != nil {
			return err
		}
		all[0] = append(all[0], result{end - begin, c.Samples, c.Nodes})
		for i, p := range peers {
			r, err := p.solve(ctx, g, k)
			if err != nil {
				return err
			}
			all[i+1] = append(all[i+1], r)
		}
	}
	names := []string{"Osmosi"}
	for _, p := range peers {
		names = append(names, p.name)
	}
	var own, other summary
	for i, results := range all {
		reach, samples := 0.0, 0
		for j, r := range results {
			reach += simulate(g, r.nodes, max(1, simulations/runs), uint64(j)) / float64(runs)
			samples += r.samples / runs
		}
		slices.SortFunc(results, func(a, b result) int { return cmp.Compare(a.took, b.took) })
		s := summary{results[len(results)/2].took, results[0].took, reach}
		fmt.Printf("%-12s %4d %-8s %12v %12v %9d %9.1f\n", g.name, k, names[i], s.median.Round(time.Microsecond), s.least.Round(time.Microsecond), samples, reach)
		switch {
		case i == 0:
			own = s
		case i == 1:
			other = s
		default:
			other = summary{min(other.median, s.median), min(other.least, s.least), max(other.reach, reach)}
		}
	}
	if len(peers) > 0 {
		fmt.Printf("%-12s %4d %-8s %11.2f× %11.2f× %9s %8.1f%%\n", g.name, k, "", float64(other.median)/float64(own.median), float64(other.least)/float64(own.least), "", 100*own.reach/other.reach)
	}
	return nil
}
