package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
	_ "time/tzdata" // time zones, also where a worker has none

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// options are what the flags say, beside Beam's own.
type options struct {
	source   Source
	events   string
	slots    bool
	inOrder  bool
	out      string
	made     string
	language string
	megabyte int64
	people   int
	lanes    int
	bench    bool
}

func main() {
	var o options
	flag.StringVar(&o.source.Plan, "plan", "", "the plan, as JSON; an invented company with its events where it is missing")
	flag.StringVar(&o.source.People, "people", "", "the table of all people, as CSV")
	flag.StringVar(&o.source.Columns, "columns", "", "what is where in the table, as JSON (csv.Mapping)")
	flag.StringVar(&o.events, "events", "", "count these files of events, a pattern such as gs://bucket/events/*.ndjson")
	flag.BoolVar(&o.slots, "slots", false, "write who gets what when")
	flag.BoolVar(&o.inOrder, "in-order", false, "keep in counts.bin also in which order people did things (evaluation.Progress)")
	flag.StringVar(&o.out, "out", "", "the folder for results")
	flag.StringVar(&o.made, "made", "", "the day of the report; today, in UTC, where it is missing")
	flag.StringVar(&o.language, "language", "en", "of the report's page: it, nl or en")
	flag.Int64Var(&o.megabyte, "range-mb", 64, "how much of a file a worker reads at a time, in MB")
	flag.IntVar(&o.people, "range-people", 100_000, "how many people a worker plans for at a time")
	flag.IntVar(&o.lanes, "lanes", 0, "how many functions run beside each other, for runners that do not see to it; as many as processors on Prism, else 1")
	flag.BoolVar(&o.bench, "bench", false, "count the same events with Beam and with the library alone, and compare")
	flag.Parse()
	registerFunctions()
	beam.Init() // in a worker it does not return
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if inProcess() { // Prism tells every step
		slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	}
	if err := o.run(ctx, os.Stdout, time.Now()); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

// inProcess reports whether the pipeline runs here, on Prism.
func inProcess() bool {
	return *runners.Runner == "" || strings.EqualFold(*runners.Runner, "prism") || *runners.Runner == "PrismRunner"
}

func (o *options) run(ctx context.Context, out io.Writer, now time.Time) error {
	if o.lanes == 0 {
		if o.lanes = 1; inProcess() {
			o.lanes = runtime.GOMAXPROCS(0)
		}
	}
	if o.made == "" {
		o.made = now.UTC().Format(time.DateOnly)
	}
	if o.bench {
		return bench(ctx, out, 1_000_000, 20, 5, o.lanes)
	}
	if o.source.Plan == "" {
		folder := o.out
		if folder == "" {
			var err error
			if folder, err = os.MkdirTemp("", "osmosi-beam"); err != nil {
				return err
			}
		}
		d, err := newDemo(folder, 1, 200_000, 8)
		if err != nil {
			return err
		}
		o.source, o.events, o.made, o.slots, o.out = d.source, d.events, string(d.made), true, folder
	}
	if o.out == "" || o.events == "" && !o.slots {
		return fmt.Errorf("say where results go (-out) and what is to be done: -events, -slots or both")
	}
	if o.events != "" {
		if err := o.count(ctx, out); err != nil {
			return err
		}
	}
	if o.slots {
		return o.schedule(ctx, out)
	}
	return nil
}

func (o *options) count(ctx context.Context, out io.Writer) error {
	work, err := ranges(ctx, o.events, o.megabyte<<20)
	if err != nil {
		return err
	}
	total := int64(0)
	for _, r := range work {
		total += r.Before - r.From
	}
	c := Counting{o.source, engagement.Date(o.made), engagement.Language(o.language), o.inOrder, o.out}
	began := time.Now()
	stop := showProgress(os.Stderr, "counting", total, 1<<20, "MB", process.bytes.Load)
	err = beamx.Run(ctx, c.pipeline(work, o.lanes))
	stop()
	if err = errors.Join(err, remove(ctx, o.out+"/parts/*.bin")); err != nil {
		return err
	}
	var report evaluation.Report
	if err := readJSON(ctx, o.out+"/report.json", &report); err != nil {
		return err
	}
	fmt.Fprintf(out, "Counted %.1f MB in %d ranges, %s\n\n", float64(total)/(1<<20), len(work), time.Since(began).Round(time.Millisecond))
	printReport(out, &report)
	fmt.Fprintf(out, "\n%s\n", strings.Join([]string{o.out + "/report.json", o.out + "/report.html", o.out + "/counts.bin"}, "\n"))
	return nil
}

// printReport prints the funnel of everyone in each phase.
func printReport(out io.Writer, r *evaluation.Report) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "phase\taudience\treached\tactivated\tcompleted\tdismissed\tshared\t")
	for _, phase := range r.Phases {
		for _, row := range phase.Rows {
			if row.Kind != evaluation.TotalRow {
				continue
			}
			fmt.Fprintf(table, "%s\t", phase.Phase)
			for _, cell := range []evaluation.Cell{row.Audience, row.Reached, row.Activated, row.Completed, row.Dismissed, row.Shared} {
				if cell.People == nil {
					fmt.Fprint(table, "hidden\t")
				} else {
					fmt.Fprintf(table, "%d\t", *cell.People)
				}
			}
			fmt.Fprintln(table)
		}
	}
	table.Flush()
	for _, i := range r.Ignored {
		fmt.Fprintf(out, "not counted: %d %s\n", i.Events, i.Cause)
	}
}

func (o *options) schedule(ctx context.Context, out io.Writer) error {
	c, err := process.company(ctx, o.source)
	if err != nil {
		return err
	}
	people := c.workforce.Len()
	began := time.Now()
	stop := showProgress(os.Stderr, "planning", int64(people), 1, "people", process.made.Load)
	err = beamx.Run(ctx, Planning{o.source, o.out}.pipeline(peopleRanges(people, o.people), o.lanes))
	stop()
	if err != nil {
		return err
	}
	var shards []Shard
	if err := readJSON(ctx, o.out+"/slots.json", &shards); err != nil {
		return err
	}
	var all Shard
	for _, s := range shards {
		all.People, all.Reached, all.Slots = all.People+s.People, all.Reached+s.Reached, all.Slots+s.Slots
	}
	fmt.Fprintf(out, "\nPlanned for %d people, %s: something comes to %s, %d items in all\n", all.People, time.Since(began).Round(time.Millisecond), atLeast(all.Reached), all.Slots)
	for _, s := range shards[:min(3, len(shards))] {
		fmt.Fprintln(out, s.File)
	}
	if len(shards) > 3 {
		fmt.Fprintf(out, "… and %d more, see %s\n", len(shards)-3, filepath.ToSlash(o.out+"/slots.json"))
	}
	return nil
}

// atLeast is a number of people, where they are no small group.
func atLeast(people int) string {
	if people < campaign.SmallestGroup {
		return fmt.Sprintf("fewer than %d", campaign.SmallestGroup)
	}
	return fmt.Sprint(people)
}

func readJSON(ctx context.Context, name string, into any) error {
	in, err := open(ctx, name)
	if err != nil {
		return err
	}
	defer in.Close()
	return json.NewDecoder(in).Decode(into)
}
