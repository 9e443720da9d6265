//go:build unix

package main

import (
	"syscall"
	"time"
)

// spent is the time that this process has spent on a processor, garbage
// collection included: that others use the machine too does not count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it knows this process
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
