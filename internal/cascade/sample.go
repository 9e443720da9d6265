package cascade

import "math/bits"

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

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
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
	seen   []uint32 // the set in which a node was seen last
	round  uint32
	picks  []int32 // of a run's voices
	walk   []int32
}

// newSampler draws from a stream of its own for each stream of a seed.
func newSampler(g *Graph, seed, stream uint64) *sampler {
	mixed := random(seed)
	return &sampler{Graph: g, random: random(mixed.next() + bits.Reverse64(stream)), seen: make([]uint32, g.Nodes())}
}

// grow draws until the sample has as many sets.
func (d *sampler) grow(s *sample, sets int) {
	for s.len() < sets {
		s.members, _ = d.draw(s.members, nil)
		s.end = append(s.end, int32(len(s.members)))
	}
}

// meet draws a number of sets and counts those that hold a node of which a
// flag is set.
func (d *sampler) meet(is []bool, sets int) int {
	met := 0
	for range sets {
		var hit bool
		if d.walk, hit = d.draw(d.walk[:0], is); hit {
			met++
		}
	}
	return met
}

// draw appends the nodes of one set. It walks back from a random node along
// the voices that were heard, and with flags ends at the first node that has
// one, which it reports.
func (d *sampler) draw(members []int32, is []bool) ([]int32, bool) {
	d.round++
	if d.round == 0 { // after four thousand million sets
		clear(d.seen)
		d.round = 1
	}
	// Kept at hand, for this is where the time goes.
	start, runs, from := d.start, d.runs, d.from
	seen, round, random := d.seen, d.round, d.random
	next := len(members)
	root := below(uint32(random.next()>>32), int32(d.Nodes()))
	if is != nil && is[root] {
		d.random = random
		return members, true
	}
	seen[root] = round
	members = append(members, root)
	for ; next < len(members); next++ {
		node := members[next]
		for i := start[node]; i < start[node+1]; i++ {
			r := &runs[i]
			draw := random.next()
			// How many voices of the run are heard: binomially distributed,
			// found by adding up probabilities.
			u := float32(draw>>40) * 0x1p-24
			heard, p := int32(0), r.none
			for u >= p && heard < r.count {
				u -= p
				p *= r.odds * float32(r.count-heard) / float32(heard+1)
				heard++
			}
			if heard == 0 {
				continue
			}
			if heard > 1 {
				d.picks, random = pick(d.picks[:0], random, heard, r.count)
			} else {
				d.picks = append(d.picks[:0], below(uint32(draw), r.count))
			}
			for _, pick := range d.picks {
				at := r.first + pick
				if !r.even && float32(random.next()>>40)*0x1p-24*d.share[r.first] >= d.share[at] {
					continue // softer than the voice that was drawn for
				}
				voice := from[at]
				if seen[voice] == round {
					continue
				}
				if is != nil && is[voice] {
					d.random = random
					return members, true
				}
				seen[voice] = round
				members = append(members, voice)
			}
		}
	}
	d.random = random
	return members, false
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
