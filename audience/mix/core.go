package mix

import (
	"encoding/binary"
	"math"
	"slices"
)

// core is what is left to choose once some channels are in and others out:
// free channels, and the people whom those in have not reached. Groups that the
// same free channels reach are one.
type core struct {
	channel []int // of the problem, of each free channel
	cost    []float64
	budget  float64

	people []float64 // of each group that free channels reach
	all    float64   // of them together
	from   []int32   // where the groups of each channel begin in the next two
	group  []int32
	share  []float64

	rowFrom    []int32 // where the channels of each group begin in the next two
	rowChannel []int32
	rowShare   []float64

	limits []limit // on channels
	needs  []need

	wantedFrom []int32 // where the needs that each group is in begin in the next
	wanted     []int32

	lost  float64 // people whom no free channel reaches
	parts bool    // whether any share is less than 1
}

// need is that at most some people of some groups stay unreached.
type need struct {
	groups []int32
	most   float64
}

// newCore is the whole problem, with the reach of channels that would reach
// more people than they can hold brought down in proportion.
func newCore(p *Problem) *core {
	c := &core{budget: p.Budget, rowFrom: make([]int32, 1, len(p.Groups)+1)}
	for i, channel := range p.Channels {
		c.channel, c.cost = append(c.channel, i), append(c.cost, channel.Cost)
	}
	factor := p.factors()
	for _, g := range p.Groups {
		c.people = append(c.people, g.People)
		for _, r := range g.Reach {
			share := r.Share * factor[r.Channel]
			c.rowChannel, c.rowShare = append(c.rowChannel, int32(r.Channel)), append(c.rowShare, share)
			c.parts = c.parts || share < 1
		}
		c.rowFrom = append(c.rowFrom, int32(len(c.rowChannel)))
		if !g.Offline {
			continue
		}
		offline := limit{of: make([]float64, len(p.Channels)), most: -1}
		for _, r := range g.Reach {
			if p.Channels[r.Channel].Offline {
				offline.of[r.Channel] = -1
			}
		}
		c.limits = append(c.limits, offline)
	}
	for _, l := range p.Least {
		n := need{}
		for _, j := range l.Groups {
			n.groups = append(n.groups, int32(j))
			n.most += (1 - l.Share) * p.Groups[j].People
		}
		c.needs = append(c.needs, n)
	}
	c.finish()
	return c
}

// finish works out the people in all, and the needs of each group from the
// groups of each need.
func (c *core) finish() {
	for _, people := range c.people {
		c.all += people
	}
	c.wantedFrom = make([]int32, len(c.people)+2)
	from := c.wantedFrom[1:] // one further on, so that filling moves the beginnings to their places
	for _, n := range c.needs {
		for _, j := range n.groups {
			from[j+1]++
		}
	}
	for j := range c.people {
		from[j+1] += from[j]
	}
	c.wanted = make([]int32, from[len(c.people)])
	for k, n := range c.needs {
		for _, j := range n.groups {
			c.wanted[from[j]] = int32(k)
			from[j]++
		}
	}
}

// restrict is what is left of a core when some of its channels are in (1) or
// out (0) and the others free (-1). It reports false where that breaks a limit
// or a need for certain.
func (c *core) restrict(fixed []int8) (*core, bool) {
	child := &core{budget: c.budget, lost: c.lost}
	number := make([]int32, len(fixed)) // of each free channel in the child
	for i, f := range fixed {
		switch f {
		case 1:
			child.budget -= c.cost[i]
		case -1:
			number[i] = int32(len(child.channel))
			child.channel, child.cost = append(child.channel, c.channel[i]), append(child.cost, c.cost[i])
		}
	}
	if child.budget < -exact*max(1, c.budget) {
		return nil, false
	}
	for _, l := range c.limits {
		rest, least := limit{most: l.most}, 0.0
		for i, f := range fixed {
			switch f {
			case 1:
				rest.most -= l.of[i]
			case -1:
				rest.of = append(rest.of, l.of[i])
				least += min(l.of[i], 0)
			}
		}
		if least > rest.most+exact {
			return nil, false
		}
		child.limits = append(child.limits, rest)
	}
	for _, n := range c.needs {
		child.needs = append(child.needs, need{most: n.most})
	}
	same := make(map[string]int, len(c.people))
	child.people, child.rowFrom = make([]float64, 0, len(c.people)), make([]int32, 1, len(c.people)+1)
	child.rowChannel, child.rowShare = make([]int32, 0, len(c.rowChannel)), make([]float64, 0, len(c.rowChannel))
	var key []byte
	for j, people := range c.people {
		begin, within := len(child.rowChannel), c.wanted[c.wantedFrom[j]:c.wantedFrom[j+1]]
		for e := c.rowFrom[j]; e < c.rowFrom[j+1]; e++ {
			switch i, share := c.rowChannel[e], c.rowShare[e]; fixed[i] {
			case 1:
				people *= 1 - share
			case -1:
				child.rowChannel, child.rowShare = append(child.rowChannel, number[i]), append(child.rowShare, share)
			}
		}
		free := child.rowChannel[begin:]
		if people == 0 || len(free) == 0 {
			child.lost += people
			for _, k := range within {
				child.needs[k].most -= people
			}
			child.rowChannel, child.rowShare = child.rowChannel[:begin], child.rowShare[:begin]
			continue
		}
		key = binary.LittleEndian.AppendUint32(key[:0], uint32(len(free)))
		for e, i := range free {
			key = binary.LittleEndian.AppendUint32(key, uint32(i))
			key = binary.LittleEndian.AppendUint64(key, math.Float64bits(child.rowShare[begin+e]))
			child.parts = child.parts || child.rowShare[begin+e] < 1
		}
		for _, k := range within {
			key = binary.LittleEndian.AppendUint32(key, uint32(k))
		}
		if first, has := same[string(key)]; has {
			child.people[first] += people
			child.rowChannel, child.rowShare = child.rowChannel[:begin], child.rowShare[:begin]
			continue
		}
		same[string(key)] = len(child.people)
		for _, k := range within {
			child.needs[k].groups = append(child.needs[k].groups, int32(len(child.people)))
		}
		child.people, child.rowFrom = append(child.people, people), append(child.rowFrom, int32(len(child.rowChannel)))
	}
	child.transpose()
	child.finish()
	for _, n := range child.needs {
		if n.most < -exact*max(1, c.budget) {
			return nil, false
		}
	}
	return child, true
}

// transpose lists the groups of each channel, given the channels of each group.
func (c *core) transpose() {
	n := len(c.cost)
	c.from = make([]int32, n+1)
	for _, i := range c.rowChannel {
		c.from[i+1]++
	}
	for i := range n {
		c.from[i+1] += c.from[i]
	}
	c.group, c.share = make([]int32, len(c.rowChannel)), make([]float64, len(c.rowChannel))
	next := slices.Clone(c.from)
	for j := range c.people {
		for e := c.rowFrom[j]; e < c.rowFrom[j+1]; e++ {
			i := c.rowChannel[e]
			c.group[next[i]], c.share[next[i]] = int32(j), c.rowShare[e]
			next[i]++
		}
	}
}

// reached are the groups that a channel reaches, and the shares of them.
func (c *core) reached(channel int) ([]int32, []float64) {
	from, to := c.from[channel], c.from[channel+1]
	return c.group[from:to], c.share[from:to]
}
