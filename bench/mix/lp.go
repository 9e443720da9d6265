package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/mix"
)

// writeLP writes an instance whose shares are all 1 as a mixed-integer program
// in the LP format: x is 1 where a channel is chosen, y where a group is
// reached. The y need not be declared integer: they are where the x are.
func writeLP(w io.Writer, p *mix.Problem) error {
	var b strings.Builder
	term := func(v float64, name string, i int) {
		fmt.Fprintf(&b, " + %v %s%d\n", v, name, i)
	}
	b.WriteString("Maximize\n reach:\n")
	for j, g := range p.Groups {
		term(g.People, "y", j)
	}
	b.WriteString("Subject To\n budget:\n")
	for i, c := range p.Channels {
		term(c.Cost, "x", i)
	}
	fmt.Fprintf(&b, " <= %v\n", p.Budget)
	for j, g := range p.Groups {
		fmt.Fprintf(&b, " g%d: y%d", j, j)
		for _, r := range g.Reach {
			fmt.Fprintf(&b, " - x%d", r.Channel)
		}
		b.WriteString(" <= 0\n")
	}
	for k, l := range p.Least {
		fmt.Fprintf(&b, " least%d:\n", k)
		people := 0.0
		for _, j := range l.Groups {
			term(p.Groups[j].People, "y", j)
			people += p.Groups[j].People
		}
		fmt.Fprintf(&b, " >= %v\n", l.Share*people)
	}
	b.WriteString("Bounds\n")
	for j := range p.Groups {
		fmt.Fprintf(&b, " y%d <= 1\n", j)
	}
	for i, c := range p.Channels {
		if c.MustHave {
			fmt.Fprintf(&b, " x%d = 1\n", i)
		}
	}
	b.WriteString("Binaries\n")
	for i := range p.Channels {
		fmt.Fprintf(&b, " x%d\n", i)
	}
	b.WriteString("End\n")
	_, err := io.WriteString(w, b.String())
	return err
}
