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
	name      string
	run       func(Counting) error
	out       string
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
	list := []*contender{
		{name: "library, one goroutine", run: func(c Counting) error { return alone(ctx, of, c, work, 1) }},
		{name: fmt.Sprintf("library, %d goroutines", lanes), run: func(c Counting) error { return alone(ctx, of, c, work, lanes) }},
		{name: "Beam, one lane", run: func(c Counting) error { return beamx.Run(ctx, c.pipeline(work, 1)) }},
		{name: fmt.Sprintf("Beam, %d lanes", lanes), run: func(c Counting) error { return beamx.Run(ctx, c.pipeline(work, lanes)) }},
		{name: "Beam, no event", run: func(c Counting) error { return beamx.Run(ctx, c.pipeline([]Range{{File: work[0].File}}, 1)) }},
	}
	fmt.Fprintf(out, "%d events of %d people, %d ranges, %d rounds after a first one\n", events, of.workforce.Len(), len(work), rounds)
	for round := range rounds + 1 {
		for i := range list {
			c := list[(i+round)%len(list)]
			c.out = filepath.Join(folder, fmt.Sprint("out-", (i+round)%len(list)))
			if err := os.MkdirAll(c.out, 0o700); err != nil {
				return err
			}
			runtime.GC()
			wall, cpu := time.Now(), spent()
			if err := c.run(Counting{d.source, d.made, engagement.English, c.out}); err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			if round > 0 {
				c.wall, c.cpu = append(c.wall, time.Since(wall)), append(c.cpu, spent()-cpu)
			}
		}
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round, rounds)
	}
	for _, c := range list[1:4] {
		for _, name := range []string{"counts.bin", "report.json", "report.html"} {
			want, err := os.ReadFile(filepath.Join(list[0].out, name))
			if err != nil {
				return err
			}
			got, err := os.ReadFile(filepath.Join(c.out, name))
			if err != nil {
				return err
			}
			if !bytes.Equal(want, got) {
				return fmt.Errorf("%s: %s is not what the library makes", c.name, name)
			}
		}
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\tmedian\tleast\tns an event\tprocessor\tto one goroutine\tto several\t")
	for _, c := range list {
		wall := median(c.wall)
		fmt.Fprintf(table, "%s\t%s\t%s\t%.0f\t%s\t%.2f\t%.2f\t\n", c.name, wall.Round(time.Millisecond), slices.Min(c.wall).Round(time.Millisecond),
			float64(wall)/float64(events), median(c.cpu).Round(time.Millisecond), c.to(list[0]), c.to(list[1]))
	}
	return table.Flush()
}

// to is how many times as long as another it took, as a rule.
func (c *contender) to(other *contender) float64 {
	return float64(median(c.wall)) / float64(median(other.wall))
}

// alone counts with the library and no runner, on a number of goroutines.
func alone(ctx context.Context, of *company, c Counting, work []Range, goroutines int) error {
	made, faults := make([]*counts, goroutines), make([]error, goroutines)
	var all sync.WaitGroup
	for g := range goroutines {
		all.Go(func() {
			made[g] = newCounts(of.index)
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

func median(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
