package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/osmosi-learning/osmosi/engagement"
)

// contender is one way to count.
type contender struct {
	Counting
	name      string
	run       func(Counting) error
	wall, cpu []time.Duration // by round
}

// bench counts the same files with Beam and with the library alone, in turns,
// and prints the times. Plan and people have been read before, on all sides: what
// is left to Beam is what it adds. It fails where the results are not the same to
// the byte.
func bench(ctx context.Context, out io.Writer, events, copies, rounds, lanes int) (err error) {
	folder, err := os.MkdirTemp("", "osmosi-beam")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	d, err := newDemo(folder, copies, events, 8)
	if err != nil {
		return err
	}
	of, err := process.company(ctx, d.source)
	if err != nil {
		return err
	}
	work, err := ranges(ctx, d.events, 16<<20)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d events of %d people, %d ranges, %d rounds after a first one\n", events, of.workforce.Len(), len(work), rounds)
	for _, inOrder := range []bool{false, true} {
		list := []*contender{
			{name: "library, one goroutine", run: func(c Counting) error { return alone(ctx, of, c, work, 1) }},
			{name: fmt.Sprintf("library, %d goroutines", lanes), run: func(c Counting) error { return alone(ctx, of, c, work, lanes) }},
			{name: "Beam, one lane", run: func(c Counting) error { return beamx.Run(ctx, c.pipeline(work, 1)) }},
			{name: fmt.Sprintf("Beam, %d lanes", lanes), run: func(c Counting) error { return beamx.Run(ctx, c.pipeline(work, lanes)) }},
			{name: "Beam, no event", run: func(c Counting) error { return beamx.Run(ctx, c.pipeline([]Range{{File: work[0].File}}, 1)) }},
		}
		what := "Who did what"
		if inOrder {
			what += ", and in which order (-in-order)"
		}
		for i, c := range list {
			c.Counting = Counting{d.source, d.made, engagement.English, inOrder, filepath.Join(folder, fmt.Sprint("out-", i))}
			if err := os.MkdirAll(c.Out, 0o700); err != nil {
				return err
			}
		}
		for round := range rounds + 1 {
			for i := range list {
				if err := list[(i+round)%len(list)].measure(round > 0); err != nil {
					return err
				}
			}
			fmt.Fprintf(os.Stderr, "%s: round %d of %d\n", what, round, rounds)
		}
		for _, c := range list[1:4] {
			if err := c.same(list[0]); err != nil {
				return err
			}
		}
		table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(table, "\n%s\ttime\tleast\tprocessor\tleast\tns an event\t× one goroutine\tprocessor\t× %d goroutines\t\n", what, lanes)
		for _, c := range list {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%.0f\t%.2f\t%.2f\t%.2f\t\n", c.name,
				median(c.wall).Round(time.Millisecond), slices.Min(c.wall).Round(time.Millisecond), median(c.cpu).Round(time.Millisecond), slices.Min(c.cpu).Round(time.Millisecond),
				float64(median(c.wall))/float64(events), ratio(c.wall, list[0].wall), ratio(c.cpu, list[0].cpu), ratio(c.wall, list[1].wall))
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// measure counts once.
func (c *contender) measure(keep bool) error {
	runtime.GC()
	wall, cpu := time.Now(), spent()
	if err := c.run(c.Counting); err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	if keep {
		c.wall, c.cpu = append(c.wall, time.Since(wall)), append(c.cpu, spent()-cpu)
	}
	return os.RemoveAll(filepath.Join(c.Out, "parts"))
}

// same compares the results with another's.
func (c *contender) same(other *contender) error {
	for _, name := range []string{"counts.bin", "report.json", "report.html"} {
		want, err := os.ReadFile(filepath.Join(other.Out, name))
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(c.Out, name))
		if err != nil {
			return err
		}
		if !bytes.Equal(want, got) {
			return fmt.Errorf("%s: %s is not what the library makes", c.name, name)
		}
	}
	return nil
}

// ratio is the median of what each round says, of two who took turns in it.
func ratio(a, b []time.Duration) float64 {
	var list []float64
	for i := range a {
		list = append(list, float64(a[i])/float64(max(b[i], 1)))
	}
	return median(list)
}

// alone counts with the library and no runner, on a number of goroutines.
func alone(ctx context.Context, of *company, c Counting, work []Range, goroutines int) error {
	made, faults := make([]*counts, goroutines), make([]error, goroutines)
	var all sync.WaitGroup
	for g := range goroutines {
		all.Go(func() {
			made[g] = newCounts(of.index, c.InOrder)
			for i := g; i < len(work) && faults[g] == nil; i += goroutines {
				faults[g] = made[g].addRange(ctx, of.index, work[i], c.Made)
			}
		})
	}
	all.Wait()
	for _, more := range made[1:] {
		faults = append(faults, made[0].merge(more))
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	return c.write(ctx, of, made[0])
}

func median[T time.Duration | float64](list []T) T {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
