package main

import (
	"context"
	"sync"
	"time"
)

// clock is the mailer's present. It may be used by several goroutines.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration // of the machine's clock
	leaps time.Duration // over waits from this one on, instead of waiting; over none where zero
}

// newClock shows a moment now; the machine's where zero.
func newClock(at time.Time) *clock {
	if at.IsZero() {
		return &clock{}
	}
	return &clock{ahead: time.Until(at)}
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

// wait lets time pass, or leaps over it where it is long; less where the context ends.
func (c *clock) wait(ctx context.Context, d time.Duration) {
	if c.leaps > 0 && d >= c.leaps {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.ahead += max(d, 0)
		return
	}
	pause(ctx, d)
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
