package main

import (
	"flag"
	"fmt"
	"io"
	"iter"
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

// The runners that ratios are of, without and with caps.
const (
	made    = "ours: made and read"
	written = "ours: made, everyone's slots written"
	both    = "ours: the same by two goroutines"
	reading = "ours: reading a timetable made before"
	dry     = "ours: a dry run, what comes and what does not counted"
	minute  = "ours: who is due in one minute"
	byHand  = "time.Date"
	byRule  = "rrule-go"
	floor   = "write floor: the same slots copied"
)

// compare checks that all make the same slots, runs them in turn and prints the
// medians, by processor time.
func compare(out io.Writer, people, few, rounds int) error {
	w := company(people)
	few = min(few, people)
	fmt.Fprintf(out, "%d people, %d segments\n\n", people, segments)
	var runners []runner
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
		result = result[:write(table.All(), result)]
		each := float64(len(result)) / float64(people)
		label := labels[caps]
		fmt.Fprintf(out, "%.1f touchpoints a person%s;  preparing the schedule %.0f ns a person, encoding the workforce %.0f\n", each, label, ns(prepared, people), ns(encoded, people))
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
		add := func(name string, people int, run func() (int, error)) {
			runners = append(runners, runner{name + label, people, run})
		}
		add(made, people, func() (int, error) {
			table, err := s.Timetable(store)
			if err != nil {
				return 0, err
			}
			return read(table), nil
		})
		add(written, people, func() (int, error) {
			table, err := s.Timetable(store)
			if err != nil {
				return 0, err
			}
			return write(table.All(), result), nil
		})
		add(both, people, func() (int, error) {
			table, err := s.Timetable(store)
			if err != nil {
				return 0, err
			}
			return halves(table, people, result), nil
		})
		add(reading, people, func() (int, error) { return read(table), nil })
		add(dry, people, func() (int, error) { return max(1, table.Simulate().All), nil })
		if caps {
			runners = append(runners, runner{floor, people, func() (int, error) {
				some := result[:len(result)/people]
				n := 0
				for range people {
					n += copy(result[n:n+len(some):cap(result)], some)
				}
				return n, nil
			}})
		}
		add(byHand, few, func() (int, error) {
			var slots []campaign.Slot
			n := 0
			for i := range few {
				slots = work.byDate(slots[:0], &work.people[i], caps)
				n += len(slots)
			}
			return n, nil
		})
		if !caps {
			add(byRule, few, func() (int, error) {
				var slots []campaign.Slot
				n := 0
				for i := range few {
					if slots, err = work.byRule(slots[:0], &work.people[i]); err != nil {
						return 0, err
					}
					n += len(slots)
				}
				return n, nil
			})
		}
		day := plan.Brief.Frame.Activate
		from, err := time.Parse(time.DateOnly, string(day))
		if err != nil {
			return err
		}
		for _, days := range []int{4, 60} { // early and late: whom caps have moved by then is more work
			at := from.AddDate(0, 0, days).Add(7*time.Hour + 30*time.Minute)
			add(fmt.Sprintf("%s, %d days on", minute, days), people, func() (int, error) {
				n := 0
				for range table.Due(at, at.Add(time.Minute)) {
					n++
				}
				return max(n, 1), nil
			})
		}
	}
	spent, passed, slots := make([][]float64, len(runners)), make([][]float64, len(runners)), make([]int, len(runners))
	for range rounds {
		for i, r := range runners {
			runtime.GC()
			used, begin := cpu(), time.Now()
			n, err := r.run()
			if err != nil {
				return err
			}
			passed[i] = append(passed[i], float64(time.Since(begin).Nanoseconds()))
			spent[i], slots[i] = append(spent[i], float64((cpu()-used).Nanoseconds())), n
		}
	}
	fmt.Fprintf(out, "\nmedians of %d interleaved rounds, by processor time\n%-72s %9s %9s %10s %10s %10s\n", rounds, "", "people", "slots", "ms", "ns a slot", "on the clock")
	each := map[string]float64{}
	clock := map[string]float64{}
	for i, r := range runners {
		each[r.name], clock[r.name] = median(spent[i])/float64(slots[i]), slices.Min(passed[i])
		fmt.Fprintf(out, "%-72s %9d %9d %10.2f %10.2f %10.2f\n", r.name, r.people, slots[i], median(spent[i])/1e6, each[r.name], median(passed[i])/1e6)
	}
	fmt.Fprintln(out, "\nmade and read: times as fast as")
	for _, caps := range []bool{true, false} {
		label := labels[caps]
		fmt.Fprintf(out, "%-40s %6.1f%s\n", byHand, each[byHand+label]/each[made+label], label)
	}
	label := labels[false]
	fmt.Fprintf(out, "%-40s %6.0f%s; %.0f where only reading counts\n", byRule, each[byRule+label]/each[made+label], label, each[byRule+label]/each[reading+label])
	for _, caps := range []bool{true, false} {
		label := labels[caps]
		fmt.Fprintf(out, "made and written: %.1f times the write floor, and with two goroutines %.2f times as fast on the clock (least of all rounds)%s\n",
			each[written+label]/each[floor], clock[written+label]/clock[both+label], label)
	}
	return nil
}

// labels tell runners apart.
var labels = map[bool]string{true: "; two e-mails in seven days", false: "; no caps"}

// read reads everyone's slots and returns how many there are, as the peers do.
func read(table *campaign.Timetable) int {
	n := 0
	for _, slots := range table.All() {
		n += len(slots)
	}
	return n
}

// halves is as write, by two goroutines with half of the people each. The
// second half stands behind where the first may end.
func halves(table *campaign.Timetable, people int, into []campaign.Slot) int {
	into = into[:cap(into)]
	middle := len(into) / 2
	second := make(chan int)
	go func() { second <- write(table.Between(people/2, people), into[middle:]) }()
	return write(table.Between(0, people/2), into[:middle]) + <-second
}

// write writes people's slots one after another and returns how many there are.
func write(all iter.Seq2[int, []campaign.Slot], into []campaign.Slot) int {
	into = into[:cap(into)]
	n := 0
	for _, slots := range all {
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
