package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress shows how far the mailer is: one line that changes on a terminal,
// and a line every few seconds elsewhere.
type progress struct {
	out      io.Writer
	terminal bool
	rate     int // messages a minute at most; 0 for no limit
	count    int // sent since the start
	began    time.Time
	shown    time.Time
	line     string // what the terminal shows now, or what was printed last
}

// onTerminal reports whether a file is one.
func onTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (p *progress) sent() {
	if p.count == 0 {
		p.began = time.Now()
	}
	p.count++
}

// say prints a line of its own.
func (p *progress) say(line string) {
	p.clear()
	fmt.Fprintln(p.out, line)
}

func (p *progress) clear() {
	if p.terminal && p.line != "" {
		fmt.Fprint(p.out, "\r"+strings.Repeat(" ", len([]rune(p.line)))+"\r")
		p.line = ""
	}
}

// show tells how things are, where it is time to.
func (p *progress) show(ctx context.Context, o *outbox, now time.Time) error {
	every := 5 * time.Second
	if p.terminal {
		every = 200 * time.Millisecond
	}
	if time.Since(p.shown) < every {
		return nil
	}
	t, err := o.tally(ctx, now)
	if err != nil {
		return err
	}
	p.shown = time.Now()
	line := t.String() + p.left(t.due)
	if line == p.line {
		return nil
	}
	p.clear()
	p.line = line
	if !p.terminal {
		line += "\n"
	}
	fmt.Fprint(p.out, line)
	return nil
}

func (t tally) String() string {
	s := fmt.Sprintf("sent %d, due %d, later %d, failed %d, dropped %d", t.in[sent], t.due, t.in[queued]-t.due, t.in[dead], t.in[dropped])
	if n := t.in[sending]; n > 0 {
		s += fmt.Sprintf(", in doubt %d", n)
	}
	return s
}

// left is how long what is due will take at the pace so far.
func (p *progress) left(due int) string {
	if due == 0 || p.count < 2 {
		return ""
	}
	each := time.Since(p.began) / time.Duration(p.count-1)
	if p.rate > 0 {
		each = max(each, time.Minute/time.Duration(p.rate))
	}
	return fmt.Sprintf("; %s left", (each * time.Duration(due)).Round(time.Second))
}
