package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/campaign"
)

// cpu is the processor time that this program has used. Other programs on the
// machine do not lengthen it much, unlike the time on the clock.
func cpu() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// past is what happened to everyone by a moment in the middle of the campaign:
// what the schedule had by then was sent, and of four people one clicked, one
// started, one completed something and one did nothing. Facts are kept by
// person, as a host would read them from its database in one go.
type past struct {
	now     time.Time
	facts   [][]campaign.Fact
	untimed [][]campaign.Fact // outcomes without times
	sent    [][]campaign.Sent
}

func happened(table *campaign.Timetable, b *campaign.Brief, people int, now time.Time) *past {
	made := &past{now, make([][]campaign.Fact, people), make([][]campaign.Fact, people), make([][]campaign.Sent, people)}
	ids := table.Touchpoints()
	for i, slots := range table.All() {
		for n, s := range slots {
			at := s.At()
			if !at.Before(now) {
				continue
			}
			made.facts[i] = append(made.facts[i], campaign.Fact{What: campaign.SentOut, Touchpoint: ids[s.Touchpoint], At: at})
			deed := []campaign.Outcome{campaign.Clicked, campaign.Started, campaign.Completed, ""}[i%4]
			if n%3 == 0 && deed != "" {
				made.facts[i] = append(made.facts[i], campaign.Fact{What: deed, Touchpoint: ids[s.Touchpoint], At: at.Add(time.Hour)})
			}
		}
		made.untimed[i] = []campaign.Fact{{What: campaign.Completed, Proposition: b.Propositions[1+i%12].ID}, {What: campaign.Started, Proposition: b.Propositions[1+i%7].ID}}
		made.sent[i] = []campaign.Sent{{Channel: "email", At: now.Add(time.Duration(i%20*24) * time.Hour)}, {At: now}}
	}
	return made
}

// row is one measurement: nanoseconds of processor time a person, of each round.
type row struct {
	name string
	run  func() (slots int, err error)
	ns   []float64
	made int
}

// histories measures schedules of people of whom it is known what they did.
func histories(out io.Writer, w *audience.Workforce, people, rounds int) error {
	b, err := brief(true, true)
	if err != nil {
		return err
	}
	plan, found := campaign.NewPlan(b, company(100))
	if err := found.Err(); err != nil {
		return err
	}
	store := population.Of(w, plan.Brief.Traits)
	s := plan.Schedule(w)
	table, err := s.Timetable(store)
	if err != nil {
		return err
	}
	now, err := time.Parse(time.DateOnly, string(plan.Brief.Frame.Activate.AddDays(21)))
	if err != nil {
		return err
	}
	p := happened(table, &plan.Brief, people, now)
	number := func(id string) int {
		i, err := strconv.Atoi(id)
		if err != nil {
			panic(err)
		}
		return i
	}
	factsOf := func(id string) []campaign.Fact { return p.facts[number(id)] }
	untimedOf := func(id string) []campaign.Fact { return p.untimed[number(id)] }
	sentOf := func(id string) []campaign.Sent { return p.sent[number(id)] }
	known := map[string]*campaign.Schedule{"what was sent, clicked, started and completed": s.At(now, factsOf), "outcomes without times": s.At(time.Time{}, untimedOf), "what other campaigns send": s.Beside(sentOf)}
	rows := []*row{
		{name: "Plan.Schedule", run: func() (int, error) { plan.Schedule(w); return 1, nil }},
		{name: "Schedule.At", run: func() (int, error) { s.At(now, factsOf); return 1, nil }},
		{name: "Schedule.At, outcomes without times", run: func() (int, error) { s.At(time.Time{}, untimedOf); return 1, nil }},
		{name: "Schedule.Beside", run: func() (int, error) { s.Beside(sentOf); return 1, nil }},
	}
	result := make([]campaign.Slot, 0, 64*people)
	whole := func(name string, s *campaign.Schedule) {
		rows = append(rows, &row{name: "timetable made and read: " + name, run: func() (int, error) {
			table, err := s.Timetable(store)
			if err != nil {
				return 0, err
			}
			return write(table.All(), result), nil
		}})
	}
	whole("nothing known", s)
	for _, name := range []string{"what was sent, clicked, started and completed", "outcomes without times", "what other campaigns send"} {
		one := known[name]
		table, err := one.Timetable(store)
		if err != nil {
			return err
		}
		ids := table.Touchpoints()
		for i := 0; i < people; i += max(1, people/500) {
			var want []campaign.Slot
			for item, err := range one.For(w.At(i).ID) {
				if err != nil {
					return err
				}
				want = append(want, campaign.Slot{Touchpoint: uint32(slices.Index(ids, item.Touchpoint)), Minute: uint32(item.At.Unix() / 60)})
			}
			if got := table.Slots(nil, i); !slices.Equal(got, want) {
				return fmt.Errorf("%s: person %d gets %v in the timetable, %v alone", name, i, got, want)
			}
		}
		whole(name, one)
	}
	for _, change := range []struct{ touchpoint, name string }{
		{"touchpoint-5", "another time of day for a touchpoint that all get"},
		{"touchpoint-20", "another time of day for a touchpoint of a segment"},
	} {
		changed := *b
		changed.Touchpoints = slices.Clone(b.Touchpoints)
		changed.Touchpoint(change.touchpoint).Time = "16:40"
		again, found := campaign.NewPlan(&changed, company(100))
		if err := found.Err(); err != nil {
			return err
		}
		after := again.Schedule(w).At(now, factsOf)
		rows = append(rows, &row{name: "Differences: " + change.name, run: func() (int, error) {
			n := 0
			for _, err := range campaign.Differences(s, after) {
				if err != nil {
					return 0, err
				}
				n++
			}
			return n, nil
		}})
	}
	for range rounds {
		for _, r := range rows {
			runtime.GC()
			begin := cpu()
			n, err := r.run()
			if err != nil {
				return err
			}
			r.ns, r.made = append(r.ns, ns(cpu()-begin, people)), n
		}
	}
	fmt.Fprintf(out, "\npeople of whom more is known, with limits and sequences; processor time, least and median of %d interleaved rounds\n%-66s %10s %12s %12s\n", rounds, "", "slots", "least ns", "median ns")
	for _, r := range rows {
		fmt.Fprintf(out, "%-66s %10d %12.0f %12.0f\n", r.name, r.made, slices.Min(r.ns), median(r.ns))
	}
	return nil
}
