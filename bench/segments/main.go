package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
)

func main() {
	people := flag.Int("people", 1_000_000, "how many people")
	few := flag.Int("few", 50_000, "for how many of them peers answer that take one person at a time")
	count := flag.Int("segments", 30, "how many segments")
	rounds := flag.Int("rounds", 5, "how many rounds")
	flag.Parse()
	employees, w := company(*people)
	err := alone(os.Stdout, w, 10_000, []int{1, 3, 10}, *rounds)
	if err == nil {
		err = compare(os.Stdout, employees, w, *few, *count, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// compare runs everyone in turn and prints the medians.
func compare(out io.Writer, employees []employee, w *audience.Workforce, few, segments, rounds int) error {
	people := len(employees)
	rules := rules(segments)
	few = min(few, people)
	want := map[int][]int{}
	for _, n := range []int{people, few} {
		want[n], _ = byHand(employees[:n], rules).run()
	}
	peers, err := ours(w, rules, want[people])
	if err != nil {
		return err
	}
	peers = append(peers, byHand(employees, rules))
	for _, make := range []func([]employee, []rule) ([]peer, error){sqlite, duckDB} {
		more, err := make(employees, rules)
		if err != nil {
			return err
		}
		peers = append(peers, more...)
	}
	for _, make := range []func([]employee, []rule) (peer, error){exprLang, celGo, growthBook} {
		p, err := make(employees[:few], rules)
		if err != nil {
			return err
		}
		peers = append(peers, p)
	}

	times := make([][]float64, len(peers)) // ns a person and segment
	for range rounds {
		for i, p := range peers {
			runtime.GC()
			begin := spent()
			counts, err := p.run()
			took := spent() - begin
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			if counts != nil {
				if err := check(p, counts, want[p.people]); err != nil {
					return err
				}
			}
			times[i] = append(times[i], float64(took.Nanoseconds())/float64(p.people)/float64(segments))
		}
	}

	questions := 0
	for i := range rules {
		questions += rules[i].questions()
	}
	fmt.Fprintf(out, "%d people, %d segments, %d conditions; medians of %d interleaved rounds, ns of processor time a person and segment\n\n", people, segments, questions, rounds)
	fmt.Fprintf(out, "%-44s %10s %10s %10s %10s\n", "", "people", "median", "least", "ratio")
	for i, p := range peers {
		us := 0 // who is in which
		if p.counts {
			us = 1
		}
		fmt.Fprintf(out, "%-44s %10d %10.3f %10.3f %9.0f×\n", p.name, p.people, median(times[i]), slices.Min(times[i]), median(times[i])/median(times[us]))
	}
	return nil
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
