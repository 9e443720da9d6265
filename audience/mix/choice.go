package mix

import (
	"math"
	"slices"
)

// choice is a set of free channels of a core, with what it reaches kept up to
// date. Where channels reach groups as a whole, so is what each channel would
// add or is needed for: a group matters to it only while no other, or no
// second, reaches it.
type choice struct {
	core      *core
	in        []bool
	cost      float64
	full      []int32   // of each group: channels in that reach all of it
	who       []int32   // the exclusive or of those: where there is one, that one
	part      []float64 // the share of it that channels reaching a part leave; nil where there are none such
	unreached float64
	worth     []float64 // of each channel: people it would add, or lose where it is in; nil where part is not
	lack      []float64 // of each need: people more that it wants, where above 0
	trail     []int32   // channels added and removed since the last start of an exchange
}

func newChoice(c *core) *choice {
	n, m := len(c.cost), len(c.people)
	counts := make([]int32, 2*m)
	s := &choice{core: c, in: make([]bool, n), full: counts[:m:m], who: counts[m:], lack: make([]float64, len(c.needs))}
	if c.parts {
		s.part = make([]float64, m)
	} else {
		s.worth = make([]float64, n)
	}
	s.reset()
	return s
}

// reset leaves all channels out.
func (s *choice) reset() {
	clear(s.in)
	clear(s.full)
	clear(s.who)
	s.trail = s.trail[:0]
	for j := range s.part {
		s.part[j] = 1
	}
	s.cost, s.unreached = 0, 0
	for _, people := range s.core.people {
		s.unreached += people
	}
	for k := range s.core.needs {
		s.lack[k] = -s.core.needs[k].most
		for _, j := range s.core.needs[k].groups {
			s.lack[k] += s.core.people[j]
		}
	}
	for i := range s.worth {
		groups, _ := s.core.reached(i)
		s.worth[i] = 0
		for _, j := range groups {
			s.worth[i] += s.core.people[j]
		}
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
	if s.worth != nil {
		return s.worth[channel]
	}
	groups, shares := s.core.reached(channel)
	gain := 0.0
	for k, j := range groups {
		gain += s.left(int(j)) * shares[k]
	}
	return gain
}

func (s *choice) affords(channel int) bool {
	return s.cost+s.core.cost[channel] <= s.core.budget*(1+exact)
}

// add takes a channel in.
func (s *choice) add(channel int) {
	c := s.core
	s.in[channel] = true
	s.cost += c.cost[channel]
	s.trail = append(s.trail, int32(channel))
	groups, shares := c.reached(channel)
	if s.worth == nil {
		for k, j := range groups {
			left := s.left(int(j))
			if shares[k] == 1 {
				s.full[j]++
			} else {
				s.part[j] *= 1 - shares[k]
			}
			s.unreach(int(j), s.left(int(j))-left)
		}
		return
	}
	for _, j := range groups {
		switch people := c.people[j]; s.full[j] {
		case 0:
			for _, i := range c.rowChannel[c.rowFrom[j]:c.rowFrom[j+1]] {
				s.worth[i] -= people
			}
			s.worth[channel] += people
			s.unreach(int(j), -people)
		case 1:
			s.worth[s.who[j]] -= people
		}
		s.full[j]++
		s.who[j] ^= int32(channel)
	}
}

// remove leaves a channel out that is in.
func (s *choice) remove(channel int) {
	c := s.core
	s.in[channel] = false
	s.cost -= c.cost[channel]
	s.trail = append(s.trail, int32(channel))
	groups, shares := c.reached(channel)
	if s.worth == nil {
		for k, j := range groups {
			left := s.left(int(j))
			if shares[k] == 1 {
				s.full[j]--
			} else {
				s.part[j] /= 1 - shares[k]
			}
			s.unreach(int(j), s.left(int(j))-left)
		}
		return
	}
	for _, j := range groups {
		s.full[j]--
		s.who[j] ^= int32(channel)
		switch people := c.people[j]; s.full[j] {
		case 0:
			for _, i := range c.rowChannel[c.rowFrom[j]:c.rowFrom[j+1]] {
				s.worth[i] += people
			}
			s.worth[channel] -= people
			s.unreach(int(j), people)
		case 1:
			s.worth[s.who[j]] += people
		}
	}
}

// unreach counts people of a group who are not reached any more.
func (s *choice) unreach(j int, people float64) {
	s.unreached += people
	for _, k := range s.core.wanted[s.core.wantedFrom[j]:s.core.wantedFrom[j+1]] {
		s.lack[k] += people
	}
}

// undo takes back what was added and removed since the trail had a length.
func (s *choice) undo(length int) {
	for last := len(s.trail) - 1; last >= length; last-- {
		if i := int(s.trail[last]); s.in[i] {
			s.remove(i)
		} else {
			s.add(i)
		}
		s.trail = s.trail[:last]
	}
}

// meets reports whether all needs and limits are met.
func (s *choice) meets() bool {
	for i := range s.core.needs {
		if s.missing(i) > 0 {
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
func (s *choice) missing(need int) float64 {
	if lack := s.lack[need]; lack > exact*(1+s.core.needs[need].most) {
		return lack
	}
	return 0
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
		for k := range c.needs {
			if s.missing(k) == 0 {
				continue
			}
			short = true
			for _, j := range c.needs[k].groups {
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

// improve exchanges channels while that reaches more people: one at a time, and
// where that is of no use any more, two.
func (s *choice) improve() {
	for s.single() {
	}
}

// value is the people unreached, and for what needs and limits are missed a
// multiple besides: an exchange may go by way of a choice that is not allowed.
func (s *choice) value() float64 {
	value := s.unreached
	for k := range s.core.needs {
		value += dear * s.missing(k)
	}
	for k := range s.core.limits {
		if over := s.over(&s.core.limits[k]); over > exact {
			value += dear * over * s.core.all
		}
	}
	return value
}

// dear is how much more than others those people count whom a need misses.
const dear = 3

// better reports whether an exchange is of use, and takes it back where not.
func (s *choice) better(before float64, length int) bool {
	if s.value() < before-exact*(1+s.core.all) {
		return true
	}
	s.undo(length)
	return false
}

// single makes exchanges of one channel: it leaves, and what its cost allows
// comes in; or it comes in, and what is worth least leaves until the rest can be
// paid.
func (s *choice) single() (improved bool) {
	for i := range s.in {
		before, unreached := s.value(), s.unreached
		s.trail = s.trail[:0]
		if s.in[i] {
			s.remove(i)
			if s.promises(before) {
				s.fill(i)
			}
		} else {
			if s.core.cost[i] > s.core.budget || s.gain(i) == 0 {
				continue
			}
			s.force(i)
		}
		if s.better(before, 0) {
			improved = true
		} else {
			s.unreached = unreached
		}
	}
	return improved
}

// promises reports whether the budget that is left, spent at the best rate that
// any channel has, would leave fewer people unreached than before.
func (s *choice) promises(before float64) bool {
	if s.worth == nil {
		return true
	}
	rate := 0.0
	for i, cost := range s.core.cost {
		if !s.in[i] && s.affords(i) {
			rate = max(rate, s.worth[i]/(cost+exact))
		}
	}
	return s.unreached-rate*(s.core.budget-s.cost+exact) < before
}

// roam goes to and fro over the edge of the budget for some rounds, and keeps
// the best choice that it meets. What has just come in or left stays so for a
// while, which leads it out of choices that no small exchange improves. Channels
// that are fixed stay where they are.
func (s *choice) roam(rounds int, fixed []int8) {
	c := s.core
	until := make([]int, len(s.in)) // the round before which a channel stays where it is
	for i, f := range fixed {
		if f >= 0 {
			until[i] = math.MaxInt
		}
	}
	best, value := slices.Clone(s.in), math.Inf(1)
	if s.cost <= c.budget*(1+exact) {
		value = s.value()
	}
	for round := 1; round <= rounds; round++ {
		s.trail = s.trail[:0]
		leave := 0
		if round%2 == 0 {
			if i := s.pick(until, round, c.budget); i >= 0 {
				s.add(i)
				until[i] = round + 2 + round%4
			}
		} else {
			leave = 1 + round/2%3
		}
		for ; leave > 0 || s.cost > c.budget*(1+exact); leave-- {
			i := s.spare(until, round)
			if i < 0 {
				break
			}
			s.remove(i)
			until[i] = round + 2 + round%4
		}
		for {
			i := s.pick(until, round, c.budget-s.cost)
			if i < 0 {
				break
			}
			s.add(i)
		}
		if s.cost <= c.budget*(1+exact) && s.unreached < value {
			if v := s.value(); v < value-exact*(1+c.all) {
				value = v
				copy(best, s.in)
			}
		}
	}
	for i, in := range best {
		switch {
		case s.in[i] && !in:
			s.remove(i)
		case in && !s.in[i]:
			s.add(i)
		}
	}
	s.trail = s.trail[:0]
}

// pick is the channel to come in that adds most for its cost, of those that
// cost no more than there is room for; -1 where none adds.
func (s *choice) pick(until []int, round int, room float64) int {
	pick, rate := -1, 0.0
	room += s.core.budget * exact
	for i, worth := range s.worth {
		if cost := s.core.cost[i]; worth > rate*(cost+exact) && !s.in[i] && cost <= room && until[i] <= round {
			pick, rate = i, worth/(cost+exact)
		}
	}
	return pick
}

// spare is the channel to leave that is worth least for its cost; -1 where all
// must stay.
func (s *choice) spare(until []int, round int) int {
	spare, rate := -1, math.Inf(1)
	for i, in := range s.in {
		if !in || until[i] > round {
			continue
		}
		if r := s.worth[i] / (s.core.cost[i] + exact); r < rate {
			spare, rate = i, r
		}
	}
	return spare
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
	if s.worth != nil {
		return s.worth[channel]
	}
	groups, shares := s.core.reached(channel)
	loss := 0.0
	for k, j := range groups {
		part := s.core.people[j] * s.part[j]
		switch {
		case shares[k] == 1 && s.full[j] == 1:
			loss += part
		case shares[k] < 1 && s.full[j] == 0:
			loss += part / (1 - shares[k]) * shares[k]
		}
	}
	return loss
}
