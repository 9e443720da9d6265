package cascade

// Limits are who may be chosen.
type Limits struct {
	Count   int     // how many at most
	Willing []bool  // by node; nil where any may be chosen
	Unit    []int32 // by node, from 0; nil where units have no limit
	PerUnit int     // how many of one unit at most
	Site    []int32 // by node, from 0, or -1 without one; nil where sites need nobody
	Sites   int     // of which each is to have somebody
}

// index is a sample the other way round: for each node, the sets that hold it.
type index struct {
	*sample
	start []int32 // of each node's sets among those in in; one more than there are nodes
	in    []int32
}

func (s *sample) index(nodes int) *index {
	start := make([]int32, nodes+2)
	for _, m := range s.members {
		start[m+2]++
	}
	for v := range nodes {
		start[v+2] += start[v+1]
	}
	in := make([]int32, len(s.members))
	first := int32(0)
	for i, end := range s.end {
		for _, m := range s.members[first:end] {
			in[start[m+1]] = int32(i)
			start[m+1]++
		}
		first = end
	}
	return &index{s, start[:nodes+1], in}
}

// sets are those that hold a node.
func (x *index) sets(v int32) []int32 { return x.in[x.start[v]:x.start[v+1]] }

// cover picks nodes greedily so that they meet as many sets as they can, and
// returns them and how many sets they meet.
func (x *index) cover(l *Limits) (chosen []int32, met int) {
	gain := make([]int32, len(x.start)-1)
	for v := range gain {
		gain[v] = x.start[v+1] - x.start[v]
	}
	covered := make([]bool, x.len())
	c := newChoice(gain, l)
	for len(chosen) < l.Count {
		v := c.next()
		if v < 0 {
			break
		}
		chosen = append(chosen, v)
		met += int(gain[v])
		for _, i := range x.sets(v) {
			if !covered[i] {
				covered[i] = true
				for _, m := range x.set(int(i)) {
					gain[m]--
				}
			}
		}
	}
	return chosen, met
}

// choice keeps to the limits while nodes are picked.
type choice struct {
	*Limits
	gain    []int32 // by node: the sets that it would add; who picks lowers them, and a node stays in its list until that comes first
	bucket  []int32 // by gain: the first node in a list of those that had it once, -1 at its end
	after   []int32 // by node: the next in its list
	top     int     // no gain is larger
	left    int
	inUnit  []int32
	hasSite []bool
	missing int // sites that have nobody yet
}

func newChoice(gain []int32, l *Limits) *choice {
	c := &choice{Limits: l, gain: gain, after: make([]int32, len(gain)), left: l.Count, hasSite: make([]bool, l.Sites), missing: l.Sites}
	for _, u := range l.Unit {
		for int(u) >= len(c.inUnit) {
			c.inUnit = append(c.inUnit, 0)
		}
	}
	for _, g := range gain {
		c.top = max(c.top, int(g))
	}
	c.bucket = make([]int32, c.top+1)
	for g := range c.bucket {
		c.bucket[g] = -1
	}
	for v := len(gain) - 1; v >= 0; v-- { // the first of equals comes first
		if c.willing(v) {
			c.put(int32(v))
		}
	}
	return c
}

func (l *Limits) willing(v int) bool { return l.Willing == nil || l.Willing[v] }

func (c *choice) put(v int32) {
	c.after[v], c.bucket[c.gain[v]] = c.bucket[c.gain[v]], v
}

// may reports whether a node may still be picked. One that may not never may
// again: units stay full, and once as many sites lack somebody as may be
// picked, all that follow come from those sites.
func (c *choice) may(v int32) bool {
	if c.Unit != nil && int(c.inUnit[c.Unit[v]]) >= c.PerUnit {
		return false
	}
	return c.missing == 0 || c.left > c.missing || c.Site[v] >= 0 && !c.hasSite[c.Site[v]]
}

// next picks whoever adds most. It returns -1 where nobody may be picked any
// more.
func (c *choice) next() int32 {
	for ; c.top >= 0; c.top-- {
		for c.bucket[c.top] >= 0 {
			v := c.bucket[c.top]
			c.bucket[c.top] = c.after[v]
			if int(c.gain[v]) < c.top {
				c.put(v)
				continue
			}
			if !c.may(v) {
				continue
			}
			c.left--
			if c.Unit != nil {
				c.inUnit[c.Unit[v]]++
			}
			if c.Site != nil && c.Site[v] >= 0 && !c.hasSite[c.Site[v]] {
				c.hasSite[c.Site[v]] = true
				c.missing--
			}
			return v
		}
	}
	return -1
}
