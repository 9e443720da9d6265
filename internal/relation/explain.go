package relation

import (
	"math"
	"strings"
)

// spoken is how much a feature must count for, in steps, to be told as a reason:
// a tenth of a logit.
const spoken = steps / 10

// Why is a code for what learning says most loudly for a candidate's
// proposition: "learned:reason:x", "learned:segment:x" and so on where people who
// share that with the person respond to it, "learned:everyone" where people in
// general do, "learned:alike" where those who have the same segments and answers
// do. It is empty where learning does not speak for it, or where fewer than
// [Least] people did.
func (m *Model) Why(c *Context, k Candidate) string {
	if !m.known[k.Proposition] {
		return ""
	}
	l, loudest, all, row := m.layout, int32(spoken), int32(0), -1
	for i := range int(c.n) {
		r := c.row(l, i)
		mean := m.beliefs[k.Proposition+r*l.columns].mean()
		if all += mean; mean > loudest {
			loudest, row = mean, r
		}
	}
	alike := m.beliefs[c.alike()+uint32(k.Proposition)].mean()
	switch {
	case all+alike < spoken:
		return ""
	case alike > loudest:
		return "learned:alike"
	case row > 0:
		return "learned:" + l.row(row)
	case row == 0:
		return "learned:everyone"
	}
	return ""
}

// CodeNew says that a message is shown in order to try something.
const CodeNew = "learned:new"

// Line is one thing that a person's responses taught: whether people with
// something in common respond to something more or less. It tells what, and not
// how much.
type Line struct {
	About string // "proposition:x", "channel:x" or "moment:3"
	Given string // "reason:x", "segment:x" and so on; empty for people in general
	More  bool   // they respond to it more; less otherwise
	Times int    // responses of the person that taught it
}

// Lines are all that the contribution holds, but for what is common to all
// messages.
func (c *Contribution) Lines() []Line {
	var lines []Line
	for _, e := range c.entries {
		if about, given := c.layout.describe(int(e.feature)); about != "" && !strings.HasPrefix(given, "alike:") {
			lines = append(lines, Line{about, given, e.shift > 0, int(e.times)})
		}
	}
	return lines
}

// Taught is how many people responded to a proposition, by index, however few
// they are, and whether more than is usual: for a model that the reader alone
// taught.
func (m *Model) Taught(proposition int) (people int, more bool) {
	f := &m.features[proposition]
	return int(f.people), f.shift > 0
}

// Group is what was learnt of how people with something in common respond to
// something: a belief about all of them together.
type Group struct {
	About     string // "proposition:x", "channel:x" or "moment:3"
	Given     string // "segment:x"; empty for people in general
	People    int    // how many taught it
	Mean      float64
	Deviation float64 // of the mean, both in logits
}

// Groups are what the model believes of segments and of people in general, where
// at least so many people taught it, and never fewer than [Least].
func (m *Model) Groups(least int) []Group {
	l := m.layout
	least = max(least, Least)
	var groups []Group
	add := func(feature int) {
		if f := &m.features[feature]; int(f.people) >= least {
			about, given := l.describe(feature)
			precision := float64(f.precision)
			groups = append(groups, Group{about, given, int(f.people), float64(f.shift) / precision, math.Sqrt(unit / precision)})
		}
	}
	for row := range l.narrow {
		for i := range l.propositions {
			add(row*l.columns + i)
		}
		for i := range l.channels {
			add(l.channel + row*len(l.channels) + i)
		}
		for i := range Moments {
			add(l.moment + row*Moments + i)
		}
	}
	return groups
}
