package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/campaign"
)

func main() {
	people := flag.Int("people", 1_000_000, "how many people")
	few := flag.Int("few", 50_000, "for how many of them peers plan")
	rounds := flag.Int("rounds", 5, "how many rounds")
	only := flag.Bool("histories", false, "measure only people of whom it is known what they did")
	flag.Parse()
	if *only {
		if err := histories(os.Stdout, company(*people), *people, *rounds); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := compare(os.Stdout, *people, *few, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// runner is one way to plan, for so many people: it returns how many slots it made.
type runner struct {
	name   string
	people int
	run    func() (int, error)
}

// compare checks that all make the same slots, runs them in turn and prints the medians.
func compare(out io.Writer, people, few, rounds int) error {
	w := company(people)
	few = min(few, people)
	var runners []runner
	fmt.Fprintf(out, "%d people, %d segments\n\n", people, segments)
	for _, caps := range []bool{true, false} {
		plan, err := planned(caps)
		if err != nil {
			return err
		}
		begin := time.Now()
		s := plan.Schedule(w)
		prepared := time.Since(begin)
		begin = time.Now()
		store := population.Of(w, plan.Brief.Traits)
		encoded := time.Since(begin)
		table, err := s.Timetable(store)
		if err != nil {
			return err
		}
		work, err := told(plan, s, table)
		if err != nil {
			return err
		}
		result := make([]campaign.Slot, 0, 64*people)
		result = result[:write(table, result)]
		each := float64(len(result)) / float64(people)
		label := map[bool]string{true: "at most two e-mails in seven days", false: "no caps"}[caps]
		fmt.Fprintf(out, "%s: %.1f touchpoints a person; preparing the schedule %.0f ns a person, encoding the workforce %.0f\n", label, each, ns(prepared, people), ns(encoded, people))
		at := 0
		var one, other []campaign.Slot
		for i := range few {
			one = work.byDate(one[:0], &work.people[i], caps)
			n := len(table.Slots(nil, i))
			if !slices.Equal(one, result[at:at+n]) {
				return fmt.Errorf("%s: person %d gets %v by time.Date, %v of ours", label, i, one, result[at:at+n])
			}
			if !caps {
				if other, err = work.byRule(other[:0], &work.people[i]); err != nil {
					return err
				}
				if !slices.Equal(other, one) {
					return fmt.Errorf("person %d gets %v by rule, %v by time.Date", i, other, one)
				}
			}
			at += n
		}
		runners = append(runners, runner{"ours: all, everyone's slots written; " + label, people, func() (int, error) {
			table, err := s.Timetable(store)
			if err != nil {
				return 0, err
			}
			return write(table, result), nil
		}})
		runners = append(runners, runner{"ours: reading a timetable made before; " + label, people, func() (int, error) { return write(table, result), nil }})
		runners = append(runners, runner{"ours: a dry run, what comes and what does not counted; " + label, people, func() (int, error) { return max(1, table.Simulate().All), nil }})
		if caps {
			runners = append(runners, runner{"write floor: the same slots copied", people, func() (int, error) {
				some := result[:len(result)/people]
				n := 0
				for range people {
					n += copy(result[n:n+len(some):cap(result)], some)
				}
				return n, nil
			}})
		}
		runners = append(runners, runner{"time.Date, in " + label, few, func() (int, error) {
			var slots []campaign.Slot
			n := 0
			for i := range few {
				slots = work.byDate(slots[:0], &work.people[i], caps)
				n += len(slots)
			}
			return n, nil
		}})
		if !caps {
			runners = append(runners, runner{"rrule-go, " + label, few, func() (int, error) {
				var slots []campaign.Slot
				n := 0
				for i := range few {
					if slots, err = work.byRule(slots[:0], &work.people[i]); err != nil {
						return 0, err
					}
					n += len(slots)
				}
				return n, nil
			}})
		}
		day := plan.Brief.Frame.Activate
		from, err := time.Parse(time.DateOnly, string(day))
		if err != nil {
			return err
		}
		from = from.AddDate(0, 0, 4).Add(7*time.Hour + 30*time.Minute)
		runners = append(runners, runner{"who is due in one minute; " + label, people, func() (int, error) {
			n := 0
			for range table.Due(from, from.Add(time.Minute)) {
				n++
			}
			return max(n, 1), nil
		}})
	}
	times, made := make([][]float64, len(runners)), make([]int, len(runners))
	for range rounds {
		for i, r := range runners {
			runtime.GC()
			begin := time.Now()
			n, err := r.run()
			if err != nil {
				return err
			}
			times[i], made[i] = append(times[i], float64(time.Since(begin).Nanoseconds())), n
		}
	}
	fmt.Fprintf(out, "\nmedians of %d interleaved rounds\n%-66s %10s %10s %12s %12s\n", rounds, "", "people", "slots", "ms", "ns a slot")
	for i, r := range runners {
		fmt.Fprintf(out, "%-66s %10d %10d %12.2f %12.2f\n", r.name, r.people, made[i], median(times[i])/1e6, median(times[i])/float64(made[i]))
	}
	return nil
}

// write writes everyone's slots one after another and returns how many there are.
func write(table *campaign.Timetable, into []campaign.Slot) int {
	into = into[:cap(into)]
	n := 0
	for _, slots := range table.All() {
		n += copy(into[n:], slots)
	}
	return n
}

func ns(d time.Duration, people int) float64 { return float64(d.Nanoseconds()) / float64(people) }

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
