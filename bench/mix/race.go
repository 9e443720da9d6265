package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"syscall"
	"time"

	"github.com/osmosi-learning/osmosi/audience/mix"
)

// result of a race on one instance.
type result struct {
	seed       uint64
	reached    float64
	nodes      int
	ours, cbcs time.Duration // medians
	early      float64       // share of the best that was reached within the moment of its size
	gap        float64       // that the search reported then
	cut        time.Duration // when it returned
}

func (r *result) ratio() float64 { return r.cbcs.Seconds() / r.ours.Seconds() }

// size of instances, and the moment after which a search that is cut short has
// nearly the best.
type size struct {
	channels, groups int
	moment           time.Duration
}

var sizes = []size{{30, 200, time.Millisecond}, {60, 500, 10 * time.Millisecond}}

// race solves one instance with both in turn, some rounds, and compares what
// they prove. Times are those on a processor, since on a machine with other work
// both wait besides. Of CBC's, that of a process is taken off that only reads
// the instance.
func race(ctx context.Context, dir string, z size, seed uint64, rounds int) (*result, error) {
	p := generate(seed, z.channels, z.groups)
	s, err := newSolver(dir, fmt.Sprintf("%d-%d", z.channels, seed), &p)
	if err != nil {
		return nil, err
	}
	r := &result{seed: seed}
	var ours, cbcs []time.Duration
	for range rounds {
		best, feasible, solved, err := s.solve(ctx)
		if err != nil {
			return nil, err
		}
		read, err := s.read(ctx)
		if err != nil {
			return nil, err
		}
		begin, runs := spent(), 0
		var m mix.Mix
		for ; runs == 0 || spent()-begin < enough; runs++ {
			if m, err = mix.Solve(&p, mix.Limit{}); err != nil {
				return nil, err
			}
		}
		ours = append(ours, (spent()-begin)/time.Duration(runs))
		cbcs = append(cbcs, max(solved-read, 0))
		if feasible != (m.Unmet == nil) || feasible && (math.Abs(best-m.Reached) > 1e-6*best || m.Gap() > 0) {
			return nil, fmt.Errorf("%d × %d, seed %d: cbc says %v (%v), osmosi %v to %v (unmet %v)", z.channels, z.groups, seed, best, feasible, m.Reached, m.Bound, m.Unmet)
		}
		r.reached, r.nodes = m.Reached, m.Nodes
	}
	begin := time.Now()
	m, err := mix.Solve(&p, mix.Limit{Stop: func() bool { return time.Since(begin) >= z.moment }})
	if err != nil {
		return nil, err
	}
	r.early, r.gap, r.cut = m.Reached/r.reached, m.Gap(), time.Since(begin)
	if m.Unmet != nil {
		r.early = 0 // it found no allowed choice
	}
	if m.Bound < r.reached-1e-6*r.reached {
		return nil, fmt.Errorf("%d × %d, seed %d: bound %v below %v", z.channels, z.groups, seed, m.Bound, r.reached)
	}
	r.ours, r.cbcs = median(ours), median(cbcs)
	return r, nil
}

// enough is how long Osmosi solves an instance again and again in a round, for
// the clock of the processor is coarse.
const enough = 20 * time.Millisecond

// spent is the time that this process, its garbage collection included, has
// spent on a processor.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it knows this process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median[T ~int64 | ~float64](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
