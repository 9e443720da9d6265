package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
)

// showProgress tells how far a run is until it is stopped: one line that changes
// on a terminal, and a line every five seconds elsewhere. Work that is done in
// this process is counted; of others it shows the time, for their runner has a
// page of its own.
func showProgress(out *os.File, what string, total, unit int64, name string, done func() int64) (stop func()) {
	terminal := false
	if info, err := out.Stat(); err == nil {
		terminal = info.Mode()&os.ModeCharDevice != 0
	}
	every := 5 * time.Second
	if terminal {
		every = 200 * time.Millisecond
	}
	before, began := done(), time.Now()
	line := func() string {
		elapsed := time.Since(began).Round(time.Second)
		if !inProcess() {
			return fmt.Sprintf("%s on %s, %s", what, *runners.Runner, elapsed)
		}
		return fmt.Sprintf("%s: %d of %d %s, %s", what, (done()-before)/unit, (total+unit-1)/unit, name, elapsed)
	}
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		shown := ""
		for {
			select {
			case <-tick.C:
				if terminal {
					fmt.Fprint(out, "\r"+strings.Repeat(" ", len(shown))+"\r")
				}
				if shown = line(); terminal {
					fmt.Fprint(out, shown)
				} else {
					fmt.Fprintln(out, shown)
				}
			case <-end:
				if terminal {
					fmt.Fprint(out, "\r"+strings.Repeat(" ", len(shown))+"\r")
				}
				return
			}
		}
	}()
	return func() { close(end); <-ended }
}
