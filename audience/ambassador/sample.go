package ambassador

import "math/rand/v2"

// sample is a number of sets: each holds whoever could have reached one person
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

// sampler draws sets from a graph.
type sampler struct {
	*graph
	random *rand.Rand
	seen   []uint32 // the set in which a node was seen last
	round  uint32
}

func newSampler(g *graph, seed, stream uint64) *sampler {
	return &sampler{g, rand.New(rand.NewPCG(seed, stream)), make([]uint32, g.nodes()), 0}
}

// grow draws until the sample has as many sets.
func (d *sampler) grow(s *sample, sets int) {
	for s.len() < sets {
		d.draw(s)
	}
}

// draw adds one set. It walks back from a random person along the voices that
// were heard, and jumps over those that were not: the number of silent voices
// before the next one follows a geometric distribution.
func (d *sampler) draw(s *sample) {
	d.round++
	if d.round == 0 { // after four thousand million sets
		clear(d.seen)
		d.round = 1
	}
	first := len(s.members)
	root := int32(d.random.IntN(d.nodes()))
	d.seen[root] = d.round
	s.members = append(s.members, root)
	for next := first; next < len(s.members); next++ {
		node := s.members[next]
		i, last := d.start[node], d.start[node+1]
		for i < last {
			share := d.share[i]
			if share < 1 {
				jump := d.random.ExpFloat64() * float64(d.skip[i])
				if jump >= float64(last-i) {
					break
				}
				i += int32(jump)
				if d.share[i] < share && d.random.Float32()*share >= d.share[i] {
					i++ // softer than the voice that the jump was made for
					continue
				}
			}
			if from := d.from[i]; d.seen[from] != d.round {
				d.seen[from] = d.round
				s.members = append(s.members, from)
			}
			i++
		}
	}
	s.end = append(s.end, int32(len(s.members)))
}
