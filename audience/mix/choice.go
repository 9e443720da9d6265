package mix

// choice is a set of free channels of a core, with what it reaches kept up to
// date.
type choice struct {
	core      *core
	in        []bool
	cost      float64
	full      []int32   // of each group: channels in that reach all of it
	part      []float64 // the share of it that channels reaching a part leave; nil where there are none such
	unreached float64
}

func newChoice(c *core) *choice {
	s := &choice{core: c, in: make([]bool, len(c.cost)), full: make([]int32, len(c.people))}
	if c.parts {
		s.part = make([]float64, len(c.people))
	}
	s.reset()
	return s
}

// reset leaves all channels out.
func (s *choice) reset() {
	clear(s.in)
	clear(s.full)
	for j := range s.part {
		s.part[j] = 1
	}
	s.cost, s.unreached = 0, 0
	for _, people := range s.core.people {
		s.unreached += people
	}
}

// left is how many people of a group are not reached.
func (s *choice) left(j int) float64 {
	switch {
	case s.full[j] > 0:
		return 0
	case s.part != nil:
		return s.part[j] * s.core.people[j]
	}
	return s.core.people[j]
}

// gain is how many people a channel would add.
func (s *choice) gain(channel int) float64 {
	groups, shares := s.core.reached(channel)
	gain := 0.0
	if s.part == nil {
		for _, j := range groups {
			if s.full[j] == 0 {
				gain += s.core.people[j]
			}
		}
		return gain
	}
	for k, j := range groups {
		gain += s.left(int(j)) * shares[k]
	}
	return gain
}

func (s *choice) affords(channel int) bool {
	return s.cost+s.core.cost[channel] <= s.core.budget*(1+exact)
}

func (s *choice) add(channel int) {
	s.unreached -= s.gain(channel)
	s.in[channel] = true
	s.cost += s.core.cost[channel]
	groups, shares := s.core.reached(channel)
	for k, j := range groups {
		if shares[k] == 1 {
			s.full[j]++
		} else {
			s.part[j] *= 1 - shares[k]
		}
	}
}

func (s *choice) remove(channel int) {
	s.in[channel] = false
	s.cost -= s.core.cost[channel]
	groups, shares := s.core.reached(channel)
	for k, j := range groups {
		if shares[k] == 1 {
			s.full[j]--
		} else {
			s.part[j] /= 1 - shares[k]
		}
	}
	s.unreached += s.gain(channel)
}

// short is by how many people the choice falls short of its needs, and by how
// much of its limits, where a limit outweighs everyone.
func (s *choice) short() float64 {
	short := 0.0
	for _, n := range s.core.needs {
		left := -n.most
		for _, j := range n.groups {
			left += s.left(int(j))
		}
		if left > exact*(1+n.most) {
			short += left
		}
	}
	for _, l := range s.core.limits {
		over := -l.most
		for i, of := range l.of {
			if s.in[i] {
				over += of
			}
		}
		if over > exact {
			short += 1e9 * over
		}
	}
	return short
}

// urgent adds channels until needs and limits are met, those first that bring
// most of what is short for their cost. It reports whether it could.
func (s *choice) urgent() bool {
	short := s.short()
	for short > 0 {
		best, rate, then := -1, 0.0, 0.0
		for i := range s.in {
			if s.in[i] || !s.affords(i) {
				continue
			}
			s.add(i)
			now := s.short()
			s.remove(i)
			if r := (short - now) / (s.core.cost[i] + exact); r > rate {
				best, rate, then = i, r, now
			}
		}
		if best < 0 {
			return false
		}
		s.add(best)
		short = then
	}
	return true
}

// fill adds channels while the budget allows, those first that add most people
// for their cost; one channel may be barred.
func (s *choice) fill(barred int) {
	for {
		best, rate := -1, 0.0
		for i := range s.in {
			if s.in[i] || i == barred || !s.affords(i) {
				continue
			}
			if r := s.gain(i) / (s.core.cost[i] + exact); r > rate {
				best, rate = i, r
			}
		}
		if best < 0 {
			return
		}
		s.add(best)
	}
}

// improve exchanges channels while that reaches more people: one leaves, and
// what its cost allows comes in.
func (s *choice) improve() {
	var before, better []int
	for again := true; again; {
		again = false
		for i := range s.in {
			if !s.in[i] {
				continue
			}
			was := s.unreached
			before = s.list(before[:0])
			s.remove(i)
			s.fill(i)
			if s.unreached < was-exact*(1+was) && s.short() == 0 {
				again = true
				continue
			}
			better = s.list(better[:0])
			for _, k := range better {
				s.remove(k)
			}
			for _, k := range before {
				s.add(k)
			}
			s.unreached = was
		}
	}
}

// list appends the channels that are in.
func (s *choice) list(to []int) []int {
	for i, in := range s.in {
		if in {
			to = append(to, i)
		}
	}
	return to
}
