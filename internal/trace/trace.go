// Package trace reads what Chromium records of itself, in the trace event format
// of its DevTools protocol (domain Tracing), and tells what kept the main thread of
// a page busy.
//
// A task is one turn of that thread: who uses the page waits until it ends. What
// counts is the time that it was on the processor. By the clock a task is long on a
// busy machine even where it does little, since others had the processor meanwhile.
package trace

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Categories are those of the events that a recording needs, and it needs no others.
func Categories() []string {
	return []string{"devtools.timeline", "disabled-by-default-devtools.timeline", "v8"}
}

// Task is one turn of a main thread.
type Task struct {
	Wall   time.Duration // from its beginning to its end
	Thread time.Duration // of that on the processor
	Parts  []Part        // what it did, the longest first
}

// Part is what a task did of one kind, such as Layout, without what it did of
// others meanwhile.
type Part struct {
	Name   string        // as Chromium calls it; RunTask for what has no name
	Thread time.Duration // on the processor
}

// Did tells whether a task did something of a kind.
func (t Task) Did(name string) bool {
	return slices.ContainsFunc(t.Parts, func(p Part) bool { return p.Name == name })
}

// event is one of a trace; times are in microseconds.
type event struct {
	Name, Ph      string
	Pid, Tid      int
	Ts, Dur, Tdur float64
	Args          struct {
		Name string
		Data struct {
			Frames []struct {
				Parent    string
				ProcessID int
			}
		}
	}
}

// Tasks returns the tasks of the main thread of the page that was recorded, the
// longest on the processor first.
func Tasks(events []json.RawMessage) ([]Task, error) {
	all, process := make([]event, 0, len(events)), 0
	for i, data := range events {
		var e event
		if err := json.Unmarshal(data, &e); err != nil {
			var kind *json.UnmarshalTypeError // what is not read here may be of any kind
			if !errors.As(err, &kind) {
				return nil, fmt.Errorf("trace: event %d: %w", i, err)
			}
		}
		all = append(all, e)
		for _, frame := range e.Args.Data.Frames {
			if e.Name == "TracingStartedInBrowser" && frame.Parent == "" {
				process = frame.ProcessID
			}
		}
	}
	main := slices.IndexFunc(all, func(e event) bool {
		return e.Pid == process && e.Ph == "M" && e.Name == "thread_name" && e.Args.Name == "CrRendererMain"
	})
	if process == 0 || main < 0 {
		return nil, fmt.Errorf("trace: no main thread of a page in %d events", len(events))
	}
	thread := all[main].Tid
	all = slices.DeleteFunc(all, func(e event) bool { return e.Pid != process || e.Tid != thread || e.Ph != "X" })
	slices.SortStableFunc(all, func(a, b event) int { return cmp.Or(cmp.Compare(a.Ts, b.Ts), cmp.Compare(b.Dur, a.Dur)) })
	var tasks []Task
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Ts < all[0].Ts+all[0].Dur {
			n++
		}
		if all[0].Name == "RunTask" {
			tasks = append(tasks, task(all[:n]))
		}
		all = all[n:]
	}
	slices.SortStableFunc(tasks, func(a, b Task) int { return cmp.Compare(b.Thread, a.Thread) })
	return tasks, nil
}

// task is what an event was that has others within it.
func task(events []event) Task {
	self, open := map[string]float64{}, []event{}
	for _, e := range events {
		for len(open) > 0 && open[len(open)-1].Ts+open[len(open)-1].Dur <= e.Ts {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			self[open[len(open)-1].Name] -= e.Tdur
		}
		self[e.Name] += e.Tdur
		open = append(open, e)
	}
	t := Task{Wall: micro(events[0].Dur), Thread: micro(events[0].Tdur)}
	for name, time := range self {
		t.Parts = append(t.Parts, Part{name, micro(time)})
	}
	slices.SortFunc(t.Parts, func(a, b Part) int { return cmp.Or(cmp.Compare(b.Thread, a.Thread), cmp.Compare(a.Name, b.Name)) })
	return t
}

func micro(us float64) time.Duration { return time.Duration(us * float64(time.Microsecond)) }
