package main

import (
	"math/rand/v2"
	"time"
)

// longest is how long to wait at most until the next try.
const longest = 4 * time.Hour

// backoff is how long to wait after a number of failures in a row: twice as
// long each time, and up to half less, by chance, so that what failed together
// is not tried again together.
func backoff(first time.Duration, failures int, chance *rand.Rand) time.Duration {
	d := first
	for ; failures > 1 && d < longest; failures-- {
		d *= 2
	}
	d = min(d, longest)
	return d - time.Duration(chance.Int64N(int64(d)/2+1))
}
