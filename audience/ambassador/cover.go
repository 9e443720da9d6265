package ambassador

// limits are who may be chosen.
type limits struct {
	count   int
	willing []bool  // by node; nil where everyone may be asked
	unit    []int32 // by node; nil where units have no limit
	perUnit int
	site    []int32 // by node, -1 without a site; nil where sites need nobody
	sites   int
}

// cover picks people greedily so that they meet as many sets as they can. It
// returns them, how many sets they meet, and a bound on how many any choice
// within the limits could meet.
func (s *sample) cover(nodes int, l *limits) (chosen []int32, met int, bound float64) {
	start, in := s.index(nodes)
	gain := make([]int32, nodes)
	for v := range nodes {
		gain[v] = start[v+1] - start[v]
	}
	covered := make([]bool, s.len())
	c := newChoice(nodes, l)
	bound = float64(s.len())
	for {
		if l.unit == nil || len(chosen) == 0 || len(chosen) == l.count/2 || len(chosen) == l.count {
			bound = min(bound, float64(met)+float64(c.best(gain)))
		}
		if len(chosen) == l.count {
			return chosen, met, bound
		}
		v := c.next(gain)
		if v < 0 {
			return chosen, met, bound
		}
		chosen = append(chosen, v)
		met += int(gain[v])
		for _, i := range in[start[v]:start[v+1]] {
			if !covered[i] {
				covered[i] = true
				for _, m := range s.set(int(i)) {
					gain[m]--
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

// meets counts the sets that hold one of those chosen.
func (s *sample) meets(nodes int, chosen []int32) int {
	is := make([]bool, nodes)
	for _, v := range chosen {
		is[v] = true
	}
	met, first := 0, int32(0)
	for _, end := range s.end {
		for _, m := range s.members[first:end] {
			if is[m] {
				met++
				break
			}
		}
		first = end
	}
	return met
}

// choice keeps to the limits while people are picked.
type choice struct {
	*limits
	nodes   int
	picked  []bool
	left    int
	inUnit  []int32
	hasSite []bool
	missing int // sites that have nobody yet
	few     []int32
}

func newChoice(nodes int, l *limits) *choice {
	c := &choice{limits: l, nodes: nodes, picked: make([]bool, nodes), left: l.count, hasSite: make([]bool, l.sites), missing: l.sites}
	for _, u := range l.unit {
		for int(u) >= len(c.inUnit) {
			c.inUnit = append(c.inUnit, 0)
		}
	}
	return c
}

func (c *choice) may(v int) bool {
	return !c.picked[v] && (c.willing == nil || c.willing[v]) && (c.unit == nil || int(c.inUnit[c.unit[v]]) < c.perUnit)
}

// next picks whoever adds most; the first of equals. Where only as many can
// be picked as sites have nobody yet, they come from those sites. It returns
// -1 where nobody may be picked any more.
func (c *choice) next(gain []int32) int32 {
	forSites := c.missing > 0 && c.left <= c.missing
	best := -1
	for v := range c.nodes {
		if best >= 0 && gain[v] <= gain[best] || !c.may(v) {
			continue
		}
		if forSites && (c.site[v] < 0 || c.hasSite[c.site[v]]) {
			continue
		}
		best = v
	}
	if best < 0 {
		return -1
	}
	c.picked[best] = true
	c.left--
	if c.unit != nil {
		c.inUnit[c.unit[best]]++
	}
	if c.site != nil && c.site[best] >= 0 && !c.hasSite[c.site[best]] {
		c.hasSite[c.site[best]] = true
		c.missing--
	}
	return int32(best)
}

// best is the most that any choice within the limits could add: the sum of the
// largest gains, as many as may be chosen, of whoever may be. Those picked
// gain nothing more and take no place. Sites are left out of it, which can
// only raise the bound.
func (c *choice) best(gain []int32) int {
	if c.count == 0 {
		return 0
	}
	if c.unit == nil {
		return c.largest(gain)
	}
	heaps := make([][]int32, len(c.inUnit))
	for v := range c.nodes {
		if c.willing == nil || c.willing[v] {
			u := c.unit[v]
			heaps[u] = keep(heaps[u], gain[v], min(c.perUnit, c.count))
		}
	}
	var all []int32
	for _, h := range heaps {
		for _, g := range h {
			all = keep(all, g, c.count)
		}
	}
	return total(all)
}

func (c *choice) largest(gain []int32) int {
	c.few = c.few[:0]
	for v := range c.nodes {
		if (len(c.few) < c.count || gain[v] > c.few[0]) && (c.willing == nil || c.willing[v]) {
			c.few = keep(c.few, gain[v], c.count)
		}
	}
	return total(c.few)
}

func total(list []int32) int {
	sum := 0
	for _, g := range list {
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
