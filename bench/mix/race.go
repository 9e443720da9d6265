package main

import (
	"context"
	"fmt"
	"math"
	"slices"
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
// they prove. CBC's time is that of its process less that of one that only
// reads the instance. Osmosi's has nothing taken off.
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
		begin := time.Now()
		m, err := mix.Solve(&p, mix.Limit{})
		ours = append(ours, time.Since(begin))
		if err != nil {
			return nil, err
		}
		cbcs = append(cbcs, max(solved-read, 0))
		if feasible != (m.Unmet == nil) || feasible && (math.Abs(best-m.Reached) > 1e-6*best || m.Gap() > 0) {
			return nil, fmt.Errorf("%d × %d, seed %d: cbc says %v (%v), osmosi %v to %v (unmet %v)", z.channels, z.groups, seed, best, feasible, m.Reached, m.Bound, m.Unmet)
		}
		r.reached, r.nodes = m.Reached, m.Nodes
	}
	begin := time.Now()
	cut, err := mix.Solve(&p, mix.Limit{Stop: func() bool { return time.Since(begin) >= z.moment }})
	if err != nil {
		return nil, err
	}
	r.early = cut.Reached / r.reached
	r.ours, r.cbcs = median(ours), median(cbcs)
	return r, nil
}

func median[T ~int64 | ~float64](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
