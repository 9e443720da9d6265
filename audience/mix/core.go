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
	from   []int32   // where the groups of each channel begin in the next two
	group  []int32
	share  []float64

	rowFrom    []int32 // where the channels of each group begin in the next two
	rowChannel []int32
	rowShare   []float64

	limits []limit // on channels
	needs  []need
	lost   float64 // people whom no free channel reaches
	parts  bool    // whether any share is less than 1
}

// need is that at most some people of some groups stay unreached.
type need struct {
	groups []int32
	most   float64
}

// newCore is the whole problem, with the reach of channels that would reach
// more people than they can hold brought down in proportion.
func newCore(p *Problem) *core {
	c := &core{budget: p.Budget}
	full := make([]float64, len(p.Channels)) // people each would reach
	for _, g := range p.Groups {
		for _, r := range g.Reach {
			full[r.Channel] += g.People * r.Share
		}
	}
	reaches := make([][]Reach, len(p.Channels)) // by channel, of groups
	for j, g := range p.Groups {
		c.people = append(c.people, g.People)
		limit := limit{most: -1}
		if g.Offline {
			limit.of = make([]float64, len(p.Channels))
			c.limits = append(c.limits, limit)
		}
		for _, r := range g.Reach {
			share := r.Share
			if most := p.Channels[r.Channel].Capacity; most > 0 && full[r.Channel] > most {
				share *= most / full[r.Channel]
			}
			reaches[r.Channel] = append(reaches[r.Channel], Reach{j, share})
			c.parts = c.parts || share < 1
			if g.Offline && p.Channels[r.Channel].Offline {
				limit.of[r.Channel] = -1
			}
		}
	}
	for i, channel := range p.Channels {
		c.channel, c.cost, c.from = append(c.channel, i), append(c.cost, channel.Cost), append(c.from, int32(len(c.group)))
		for _, r := range reaches[i] {
			c.group, c.share = append(c.group, int32(r.Channel)), append(c.share, r.Share)
		}
	}
	c.from = append(c.from, int32(len(c.group)))
	for _, l := range p.Least {
		n := need{}
		for _, j := range l.Groups {
			n.groups = append(n.groups, int32(j))
			n.most += (1 - l.Share) * p.Groups[j].People
		}
		c.needs = append(c.needs, n)
	}
	return c
}

// restrict is what is left of a core when some of its channels are in (1) or
// out (0) and the others free (-1). It reports false where that breaks a limit
// or a need for certain.
func (c *core) restrict(fixed []int8) (*core, bool) {
	child := &core{budget: c.budget, lost: c.lost}
	left := make([]float64, len(c.people)) // people not yet reached
	copy(left, c.people)
	reach := make([][]Reach, len(c.people)) // of free channels, as the child numbers them
	for i, f := range fixed {
		of, share := c.reached(i)
		switch f {
		case 1:
			child.budget -= c.cost[i]
			for k, j := range of {
				left[j] *= 1 - share[k]
			}
		case -1:
			for k, j := range of {
				reach[j] = append(reach[j], Reach{len(child.channel), share[k]})
			}
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
	within := make([][]byte, len(c.people)) // the needs that each group is in
	for k, n := range c.needs {
		child.needs = append(child.needs, need{most: n.most})
		for _, j := range n.groups {
			within[j] = append(within[j], byte(k), byte(k>>8))
		}
	}
	same := map[string]int{}
	var kept [][]Reach
	var key []byte
	for j, people := range left {
		if people == 0 {
			continue
		}
		if len(reach[j]) == 0 {
			child.lost += people
			for k := 0; k < len(within[j]); k += 2 {
				child.needs[int(within[j][k])|int(within[j][k+1])<<8].most -= people
			}
			continue
		}
		key = key[:0]
		for _, r := range reach[j] {
			key = binary.LittleEndian.AppendUint32(key, uint32(r.Channel))
			if r.Share < 1 {
				child.parts = true
				key = binary.LittleEndian.AppendUint64(key, math.Float64bits(r.Share))
			}
		}
		key = append(append(key, '/'), within[j]...)
		if first, has := same[string(key)]; has {
			child.people[first] += people
			continue
		}
		same[string(key)] = len(kept)
		for k := 0; k < len(within[j]); k += 2 {
			n := &child.needs[int(within[j][k])|int(within[j][k+1])<<8]
			n.groups = append(n.groups, int32(len(kept)))
		}
		kept, child.people = append(kept, reach[j]), append(child.people, people)
	}
	child.columns(kept)
	for _, n := range child.needs {
		if n.most < -exact*max(1, c.budget) {
			return nil, false
		}
	}
	return child, true
}

// columns lists the groups of each channel, given the channels of each group.
func (c *core) columns(reach [][]Reach) {
	n, all := len(c.cost), 0
	c.from = make([]int32, n+1)
	for _, list := range reach {
		all += len(list)
		for _, r := range list {
			c.from[r.Channel+1]++
		}
	}
	for i := range n {
		c.from[i+1] += c.from[i]
	}
	c.group, c.share = make([]int32, all), make([]float64, all)
	c.rowFrom, c.rowChannel, c.rowShare = make([]int32, 0, len(reach)+1), make([]int32, 0, all), make([]float64, 0, all)
	next := slices.Clone(c.from)
	for j, list := range reach {
		c.rowFrom = append(c.rowFrom, int32(len(c.rowChannel)))
		for _, r := range list {
			c.rowChannel, c.rowShare = append(c.rowChannel, int32(r.Channel)), append(c.rowShare, r.Share)
			c.group[next[r.Channel]], c.share[next[r.Channel]] = int32(j), r.Share
			next[r.Channel]++
		}
	}
	c.rowFrom = append(c.rowFrom, int32(len(c.rowChannel)))
}

// reached are the groups that a channel reaches, and the shares of them.
func (c *core) reached(channel int) ([]int32, []float64) {
	from, to := c.from[channel], c.from[channel+1]
	return c.group[from:to], c.share[from:to]
}
