package mix

import "slices"

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

// meets reports whether all needs and limits are met.
func (s *choice) meets() bool {
	for i := range s.core.needs {
		if s.missing(&s.core.needs[i]) > 0 {
			return false
		}
	}
	for i := range s.core.limits {
		if s.over(&s.core.limits[i]) > exact {
			return false
		}
	}
	return true
}

// missing is how many people more a need wants.
func (s *choice) missing(n *need) float64 {
	left := -n.most
	for _, j := range n.groups {
		left += s.left(int(j))
	}
	if left <= exact*(1+n.most) {
		return 0
	}
	return left
}

// over is by how much the choice exceeds a limit.
func (s *choice) over(l *limit) float64 {
	over := -l.most
	for i, of := range l.of {
		if s.in[i] {
			over += of
		}
	}
	return over
}

// urgent adds channels until limits and needs are met: the cheapest for a
// limit, and for needs those that add most people of whom too few are reached,
// for their cost. It reports whether it could.
func (s *choice) urgent() bool {
	c := s.core
	for _, l := range c.limits {
		for s.over(&l) > exact {
			best := -1
			for i, of := range l.of {
				if !s.in[i] && of < 0 && s.affords(i) && (best < 0 || c.cost[i] < c.cost[best]) {
					best = i
				}
			}
			if best < 0 {
				return false
			}
			s.add(best)
		}
	}
	if len(c.needs) == 0 {
		return true
	}
	missed := make([]float64, len(c.people)) // people not reached in groups of which too few are
	for {
		clear(missed)
		short := false
		for _, n := range c.needs {
			if s.missing(&n) == 0 {
				continue
			}
			short = true
			for _, j := range n.groups {
				missed[j] = s.left(int(j))
			}
		}
		if !short {
			return true
		}
		best, rate := -1, 0.0
		for i := range s.in {
			if s.in[i] || !s.affords(i) {
				continue
			}
			groups, shares := c.reached(i)
			gain := 0.0
			for k, j := range groups {
				gain += missed[j] * shares[k]
			}
			if r := gain / (c.cost[i] + exact); r > rate {
				best, rate = i, r
			}
		}
		if best < 0 {
			return false
		}
		s.add(best)
	}
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
// what its cost allows comes in; or one comes in, and what is worth least
// leaves until the rest can be paid.
func (s *choice) improve() {
	var before, after []int
	for again := true; again; {
		again = false
		for i := range s.in {
			was := s.unreached
			before = s.list(before[:0])
			if s.in[i] {
				s.remove(i)
				s.fill(i)
			} else {
				if s.core.cost[i] > s.core.budget {
					continue
				}
				s.force(i)
			}
			if s.unreached < was-exact*(1+was) && s.meets() {
				again = true
				continue
			}
			after = s.list(after[:0])
			for _, k := range after {
				if !slices.Contains(before, k) {
					s.remove(k)
				}
			}
			for _, k := range before {
				if !s.in[k] {
					s.add(k)
				}
			}
			s.unreached = was
		}
	}
}

// force adds a channel, removes those whose loss is least for their cost until
// the budget pays for the rest, and adds what it then allows.
func (s *choice) force(channel int) {
	s.add(channel)
	for s.cost > s.core.budget*(1+exact) {
		worst, rate := -1, 0.0
		for i := range s.in {
			if !s.in[i] || i == channel {
				continue
			}
			if r := s.loss(i) / (s.core.cost[i] + exact); worst < 0 || r < rate {
				worst, rate = i, r
			}
		}
		s.remove(worst)
	}
	s.fill(-1)
}

// loss is how many people would be lost without a channel that is in.
func (s *choice) loss(channel int) float64 {
	groups, shares := s.core.reached(channel)
	loss := 0.0
	for k, j := range groups {
		part := s.core.people[j]
		if s.part != nil {
			part *= s.part[j]
		}
		switch {
		case shares[k] == 1 && s.full[j] == 1:
			loss += part
		case shares[k] < 1 && s.full[j] == 0:
			loss += part / (1 - shares[k]) * shares[k]
		}
	}
	return loss
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
