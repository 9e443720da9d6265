// Command mix races Osmosi's choice of channels against CBC, the mixed-integer
// solver of COIN-OR (apt-get install coinor-cbc), on the same generated
// instances in the same run:
//
//	cd bench && go run ./mix
//
// It fails where the two prove different reaches.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	instances := flag.Int("instances", 20, "instances of each size")
	rounds := flag.Int("rounds", 5, "rounds of which the median counts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *instances, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "mix:", err)
		os.Exit(1)
	}
}

// nearly is the share of the best that a search cut short should have.
const nearly = 0.999

func run(ctx context.Context, instances, rounds int) error {
	dir, err := os.MkdirTemp("", "osmosi-mix")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, z := range sizes {
		fmt.Printf("\n%d channels × %d groups, %d rounds\n%5s %9s %7s %12s %12s %9s %10s %8s %9s\n", z.channels, z.groups, rounds, "seed", "reached", "nodes", "osmosi", "cbc", "times", fmt.Sprint("in ", z.moment), "gap", "after")
		var ratios []float64
		early, near := 1.0, 0
		for seed := range uint64(instances) {
			r, err := race(ctx, dir, z, seed, rounds)
			if err != nil {
				return err
			}
			ratios = append(ratios, r.ratio())
			if early = min(early, r.early); r.early >= nearly {
				near++
			}
			fmt.Printf("%5d %9.0f %7d %9.2f ms %9.1f ms %8.1f× %9.3f%% %7.3f%% %6.2f ms\n", r.seed, r.reached, r.nodes, 1e3*r.ours.Seconds(), 1e3*r.cbcs.Seconds(), r.ratio(), 100*r.early, 100*r.gap, 1e3*r.cut.Seconds())
		}
		least := ratios[0]
		for _, x := range ratios {
			least = min(least, x)
		}
		fmt.Printf("median %.0f×, least %.1f×; in %v at least %.3f%% of the best, %g%% on %d of %d\n", median(ratios), least, z.moment, 100*early, 100*nearly, near, instances)
	}
	return nil
}
