package cascade

import (
	"math/bits"
	"slices"
)

// sample is a number of sets: each holds whoever could have reached one node
// drawn at random.
type sample struct {
	members []int32
	end     []int32 // of each set among the members
}

func (s *sample) len() int { return len(s.end) }

func (s *sample) set(i int) []int32 {
	if i == 0 {
		return s.members[:s.end[0]]
	}
	return s.members[s.end[i-1]:s.end[i]]
}

// random is the generator SplitMix64 (Steele, Lea and Flood, "Fast Splittable
// Pseudorandom Number Generators", OOPSLA 2014): it is drawn from for each node
// of each set, so that its calls must be inlined.
type random uint64

// step is what each draw adds to the state.
const step = 0x9e3779b97f4a7c15

func (r *random) next() uint64 {
	*r += step
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n − 1 made from half a draw.
func below(half uint32, n int32) int32 { return int32(uint64(half) * uint64(n) >> 32) }

// sampler draws sets from a graph.
type sampler struct {
	*Graph
	random random
	mark   []mark // of each node
	picks  []int32
	walk   []int32
}

// mark is what a walk has to know of a node: a byte, so that all stay at hand.
type mark uint8

const (
	unseen mark = iota
	seen        // in this walk
	target      // it ends the walk
)

// newSampler draws from a stream of its own for each stream of a seed.
func newSampler(g *Graph, seed, stream uint64) *sampler {
	mixed := random(seed)
	return &sampler{Graph: g, random: random(mixed.next() + bits.Reverse64(stream)), mark: make([]mark, g.Nodes()), picks: make([]int32, 2)}
}

// grow draws until the sample has as many sets.
func (d *sampler) grow(s *sample, sets int) {
	if had := s.len(); had > 0 { // the others will be about as large
		s.members = slices.Grow(s.members, len(s.members)/had*(sets-had)+d.nodes)
	}
	s.end = slices.Grow(s.end, max(0, sets-s.len()))
	for s.len() < sets {
		s.members, _ = d.draw(s.members)
		s.end = append(s.end, int32(len(s.members)))
	}
}

// meet draws a number of sets and counts those that hold one of some nodes.
func (d *sampler) meet(nodes []int32, sets int) int {
	for _, v := range nodes {
		d.mark[v] = target
	}
	met := 0
	for range sets {
		var hit bool
		if d.walk, hit = d.draw(d.walk[:0]); hit {
			met++
		}
	}
	for _, v := range nodes {
		d.mark[v] = unseen
	}
	return met
}

// draw appends the nodes of one set. It walks back from a random node along
// the voices that were heard, and ends at the first target, which it reports.
// Its work grows with the voices that were heard, not with those there are.
func (d *sampler) draw(members []int32) ([]int32, bool) {
	members = slices.Grow(members, d.nodes)
	// Kept at hand, for this is where the time goes.
	runs, from, mark, random := d.runs, d.from, d.mark, d.random
	begin := len(members)
	next, end := begin, begin
	members = members[:begin+d.nodes]
	hit := false
	root := below(uint32(random.next()>>32), int32(d.nodes))
	if mark[root] == target {
		d.random = random
		return members[:begin], true
	}
	mark[root] = seen
	members[end] = root
	end++
walk:
	for ; next < end; next++ {
		for at := members[next]; ; {
			r := &runs[at]
			draw := random.next()
			if u := uint32(draw >> 32); u > r.none {
				// How many voices of the run are heard is binomially distributed.
				var picks []int32
				switch {
				case u <= r.one:
					picks = d.picks[:1]
					picks[0] = below(uint32(draw), r.count)
				case u <= r.two:
					picks = d.picks[:2]
					a, b := below(uint32(draw), r.count), below(uint32(random.next()>>32), r.count-1)
					if b >= a {
						b++
					}
					picks[0], picks[1] = a, b
				default:
					picks, random = pick(d.picks[:0], random, r.more(u), r.count)
					d.picks = picks
				}
				for _, pick := range picks {
					place := r.first + pick
					if !r.even && float32(random.next()>>40)*0x1p-24*d.share[r.first] >= d.share[place] {
						continue // softer than the voice that was drawn for
					}
					voice := from[place]
					if m := mark[voice]; m != unseen {
						if m == target {
							hit = true
							break walk
						}
						continue
					}
					mark[voice] = seen
					members[end] = voice
					end++
				}
			}
			if at = r.next; at == 0 {
				break
			}
		}
	}
	for _, v := range members[begin:end] {
		mark[v] = unseen
	}
	d.random = random
	return members[:end], hit
}

// more is how many voices are heard where they are three at least: found by
// adding up probabilities.
func (r *run) more(draw uint32) int32 {
	u, p := float32(draw-r.two)*0x1p-32, float32(r.two-r.one)*0x1p-32
	for heard := int32(3); ; heard++ {
		p *= r.odds * float32(r.count-heard+1) / float32(heard)
		if u < p || heard == r.count {
			return heard
		}
		u -= p
	}
}

// pick appends so many different numbers below n, each choice as likely
// (Floyd's algorithm). They are few.
func pick(picks []int32, r random, count, n int32) ([]int32, random) {
next:
	for j := n - count; j < n; j++ {
		pick := below(uint32(r.next()>>32), j+1)
		for _, other := range picks {
			if other == pick {
				picks = append(picks, j)
				continue next
			}
		}
		picks = append(picks, pick)
	}
	return picks, r
}
