package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/xapi"
)

func main() {
	people := flag.Int("people", 200_000, "how many people")
	events := flag.Int("events", 2_000_000, "how many events")
	lines := flag.Int("statements", 50_000, "how many statements")
	rounds := flag.Int("rounds", 5, "how many rounds")
	flag.Parse()
	if err := compare(os.Stdout, *people, *events, *lines, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// task is something that is done in each round.
type task struct {
	name  string
	times int // how many events or statements it takes
	run   func() error
}

// compare runs everyone in turn and prints the medians.
func compare(out io.Writer, people, events, lines, rounds int) error {
	plan, w := company(people)
	before := held()
	index := evaluation.NewIndex(plan, w)
	all := index.Funnel()
	perPerson := float64(held()-before) / float64(people)
	deeds := deeds(people, events)
	all.Take(deeds...)
	want, err := countsOf(all)
	if err != nil {
		return err
	}
	db, err := newDuckDB(people, events)
	if err != nil {
		return err
	}
	defer db.db.Close()
	progress := func() *evaluation.Progress {
		p := index.Progress()
		for _, d := range deeds {
			p.Take(d)
		}
		p.Settle(time.Time{}, time.Time{})
		return p
	}
	order := orderedBy(progress())

	x, err := xapi.New(plan, w, xapi.Terms{Home: "https://intranet.example.org", Base: "https://intranet.example.org/learning/", Key: []byte("a key of 16 bytes"), Platform: "Intranet"})
	if err != nil {
		return err
	}
	first := named(deeds[:min(lines, events)])
	text, names, err := statements(x, people, first)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "funnel")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "statements.ndjson")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return err
	}
	question, err := db.statements(file, names)
	if err != nil {
		return err
	}
	decoder := newDecoder(names)
	said, err := decoder.count(text)
	if err != nil {
		return err
	}
	var own []byte
	for _, e := range first {
		own = append(evaluation.AppendEvent(own, e), '\n')
	}

	marks := make([]uint16, people)
	quarter := index.Funnel()
	columns, inTime := columnsOf(deeds), columnsOf(sorted(deeds))
	counted := func(take func(f *evaluation.Funnel)) func() error {
		return func() error {
			f := index.Funnel()
			take(f)
			got, err := countsOf(f)
			if err == nil {
				err = same("Osmosi", got, want)
			}
			return err
		}
	}
	asked := func(query string, want counts) func() error {
		return func() error {
			got, err := db.counted(query)
			if err == nil {
				err = same("DuckDB", got, want)
			}
			return err
		}
	}
	read := func(take func(f *evaluation.Funnel) error) func() error {
		return func() error {
			f := index.Funnel()
			if err := take(f); err != nil {
				return err
			}
			got, err := countsOf(f)
			if err == nil {
				err = same("Osmosi", got, said)
			}
			return err
		}
	}
	tasks := []task{
		{"one random access", events, func() error { touch(marks, columns.people); return nil }},
		{"Osmosi, columns", events, counted(func(f *evaluation.Funnel) {
			f.TakeColumns(columns.people, columns.touchpoints, columns.did)
		})},
		{"Osmosi, deeds", events, counted(func(f *evaluation.Funnel) { f.Take(deeds...) })},
		{"DuckDB, bits of each person", events, asked(eventBits, want)},
		{"DuckDB, distinct people", events, asked(plainly, want)},
		{"Osmosi, in order", events, func() error {
			if got := orderedBy(progress()); got != order {
				return fmt.Errorf("in order, Osmosi: %v, not %v", got, order)
			}
			return nil
		}},
		{"DuckDB, in order", events, func() error {
			got, err := db.ordered()
			if err == nil && got != order {
				err = fmt.Errorf("in order, DuckDB: %v, not %v", got, order)
			}
			return err
		}},
		{"xAPI, Osmosi, all checked", len(first), read(func(f *evaluation.Funnel) error { return x.Tally(f, bytes.NewReader(text), "") })},
		{"xAPI, encoding/json, nothing checked", len(first), func() error {
			got, err := decoder.count(text)
			if err == nil {
				err = same("encoding/json", got, said)
			}
			return err
		}},
		{"xAPI, DuckDB read_json, nothing checked", len(first), asked(question, said)},
		{"Osmosi, columns, a quarter, uncounted", events / 4, func() error {
			quarter.TakeColumns(columns.people[:events/4], columns.touchpoints, columns.did)
			return nil
		}},
		{"Osmosi, columns, uncounted", events, func() error {
			quarter.TakeColumns(columns.people, columns.touchpoints, columns.did)
			return nil
		}},
		{"our own events, Osmosi, all checked", len(first), read(func(f *evaluation.Funnel) error { return f.Read(bytes.NewReader(own), "") })},
		{"Osmosi, columns in order", events, func() error {
			p := index.Progress()
			err := p.SettleColumns(time.Time{}, time.Time{}, inTime.people, inTime.touchpoints, inTime.did)
			if got := orderedBy(p); err == nil && got != order {
				err = fmt.Errorf("columns in order, Osmosi: %v, not %v", got, order)
			}
			return err
		}},
	}
	took := make([][]float64, len(tasks))
	for range rounds {
		for i, t := range tasks {
			runtime.GC()
			start, runs, spentOn := spent(), 0, time.Duration(0)
			for spentOn < enough {
				if err := t.run(); err != nil {
					return err
				}
				runs++
				spentOn = spent() - start
			}
			took[i] = append(took[i], float64(spentOn.Nanoseconds())/float64(runs)/float64(t.times))
		}
	}

	fmt.Fprintf(out, "%d people, %d events, %d statements of %d bytes; medians of %d interleaved rounds, ns of processor time an event\n\n", people, events, len(first), len(text)/len(first), rounds)
	fmt.Fprintf(out, "%-42s %10s %10s\n", "", "median", "least")
	for i, t := range tasks {
		fmt.Fprintf(out, "%-42s %10.2f %10.2f\n", t.name, median(took[i]), slices.Min(took[i]))
	}
	ratio := func(a, b int) float64 { return median(took[a]) / median(took[b]) }
	fmt.Fprintf(out, "\nOsmosi takes %.2f times one random access an event, and %.2f times as much an event as for a quarter of them; %.1f bytes a person\n", ratio(1, 0), ratio(11, 10), perPerson)
	fmt.Fprintf(out, "DuckDB takes %.0f times as long with bits, %.0f times with distinct people, %.1f times in order, and %.0f times where events lie in order\n", ratio(3, 1), ratio(4, 1), ratio(6, 5), ratio(6, 13))
	fmt.Fprintf(out, "xAPI: encoding/json takes %.1f times as long, DuckDB %.1f times\n", ratio(8, 7), ratio(9, 7))
	return nil
}

// touch marks each event's person.
func touch(marks []uint16, people []uint32) {
	for _, person := range people {
		marks[person] |= 1
	}
}

// held is how many bytes are in use.
func held() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// enough is how long a task is done again and again in a round, for the clock
// of the processor is coarse.
const enough = 50 * time.Millisecond

// spent is the time that this process, its garbage collection included, has
// spent on a processor: that others use the machine too does not count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it knows this process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
