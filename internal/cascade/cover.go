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

// cover picks nodes greedily so that they meet as many sets as they can. It
// returns them, how many sets they meet, and a bound on how many any choice
// within the limits could meet.
func (s *sample) cover(nodes int, l *Limits) (chosen []int32, met int, bound float64) {
	start, in := s.index(nodes)
	gain := make([]int32, nodes)
	for v := range nodes {
		gain[v] = start[v+1] - start[v]
	}
	covered := make([]bool, s.len())
	c := newChoice(gain, l)
	bound = float64(s.len())
	for {
		if l.Unit == nil || len(chosen) == 0 || len(chosen) == l.Count/2 || len(chosen) == l.Count {
			bound = min(bound, float64(met)+float64(c.best()))
		}
		if len(chosen) == l.Count {
			return chosen, met, bound
		}
		v := c.next()
		if v < 0 {
			return chosen, met, bound
		}
		chosen = append(chosen, v)
		met += int(gain[v])
		for _, i := range in[start[v]:start[v+1]] {
			if !covered[i] {
				covered[i] = true
				for _, m := range s.set(int(i)) {
					c.lower(m)
				}
			}
		}
	}
}

// index lists, for each node, the sets that hold it.
func (s *sample) index(nodes int) (start, in []int32) {
	start = make([]int32, nodes+2)
	for _, m := range s.members {
		start[m+2]++
	}
	for v := range nodes {
		start[v+2] += start[v+1]
	}
	in = make([]int32, len(s.members))
	first := int32(0)
	for i, end := range s.end {
		for _, m := range s.members[first:end] {
			in[start[m+1]] = int32(i)
			start[m+1]++
		}
		first = end
	}
	return start[:nodes+1], in
}

// choice keeps to the limits while nodes are picked.
type choice struct {
	*Limits
	gain    []int32 // by node: the sets that it would add
	with    []int32 // by gain: how many nodes of those who may be chosen have it
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
	c.with, c.bucket = make([]int32, c.top+1), make([]int32, c.top+1)
	for g := range c.bucket {
		c.bucket[g] = -1
	}
	for v := len(gain) - 1; v >= 0; v-- { // the first of equals comes first
		if c.willing(v) {
			c.put(int32(v))
			c.with[gain[v]]++
		}
	}
	return c
}

func (c *choice) willing(v int) bool { return c.Willing == nil || c.Willing[v] }

func (c *choice) put(v int32) {
	c.after[v], c.bucket[c.gain[v]] = c.bucket[c.gain[v]], v
}

// lower takes one set from what a node would add. It stays in its list until
// that comes first.
func (c *choice) lower(v int32) {
	if c.willing(int(v)) {
		c.with[c.gain[v]]--
		c.with[c.gain[v]-1]++
	}
	c.gain[v]--
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

// best is the most that any choice within the limits could add: the sum of the
// largest gains, as many as may be chosen, of whoever may be. Those picked
// gain nothing more and take no place. Sites are left out of it, which can
// only raise the bound.
func (c *choice) best() int {
	if c.Unit != nil {
		return c.bestOfUnits()
	}
	sum, left := 0, c.Count
	for g := c.top; g > 0 && left > 0; g-- {
		n := min(left, int(c.with[g]))
		sum += n * g
		left -= n
	}
	return sum
}

func (c *choice) bestOfUnits() int {
	heaps := make([][]int32, len(c.inUnit))
	for v := range c.gain {
		if c.willing(v) {
			u := c.Unit[v]
			heaps[u] = keep(heaps[u], c.gain[v], min(c.PerUnit, c.Count))
		}
	}
	var all []int32
	for _, h := range heaps {
		for _, g := range h {
			all = keep(all, g, c.Count)
		}
	}
	sum := 0
	for _, g := range all {
		sum += int(g)
	}
	return sum
}

// keep adds a gain to a heap of the n largest, whose least stands first.
func keep(heap []int32, g int32, n int) []int32 {
	if len(heap) < n {
		heap = append(heap, g)
		for i := len(heap) - 1; i > 0 && heap[i] < heap[(i-1)/2]; i = (i - 1) / 2 {
			heap[i], heap[(i-1)/2] = heap[(i-1)/2], heap[i]
		}
		return heap
	}
	if n == 0 || g <= heap[0] {
		return heap
	}
	heap[0] = g
	for i := 0; ; {
		least := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < n && heap[child] < heap[least] {
				least = child
			}
		}
		if least == i {
			return heap
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}
