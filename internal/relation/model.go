package relation

import (
	"errors"
	"math"
)

// How the model believes and explores.
const (
	// Least is how many people must have taught a feature before it moves anyone,
	// and a proposition before learning touches its place: fewer are neither
	// evidence nor a group in which nobody stands out.
	Least = 5
	// Reach is how far learning can take one message past another, in points of
	// the prior: less than what makes a manager's message come first, and less
	// than what a person's "not now" takes away.
	Reach = 399
	// Floor is the chance of trying something new, of 65,536: 1 in 400.
	Floor = 164
	// Start is that chance while something on offer has taught nobody yet: 1 in 16.
	Start = 4096

	pointsPerLogit  = 100 // a hundred points double the odds 1.4 times over (e¹)
	firstLogit      = -1.5
	firstPrecision  = 4 // of a feature: effects beyond one logit are rare
	commonPrecision = 1 // of what is common to all messages
	alikePrecision  = 6
	boldness        = 0.6  // of what chance adds: less than 1, because features believed one by one doubt more than they need to
	surely          = 2    // standard deviations from which on people alike are believed to differ
	steps           = 500  // of a logit, in which what is believed is counted
	parted          = 5000 // parts of a variance of 1: those of three times most+1 features fit in 16 bits
	rootParted      = 70.71067811865476
	point           = steps / pointsPerLogit << 16 // in 65,536 parts of a step, in which candidates are compared
	unit            = 1 << 20                      // of the whole numbers in which natural parameters are kept
)

// ErrForeign is what taking out a contribution returns that is not in the state.
var ErrForeign = errors.New("the contribution is not in this state")

// feature is what was learnt of one, in natural parameters and units, and what
// follows from it. It fills half a line of a processor's cache.
type feature struct {
	precision int64 // with the first, so that it is never 0
	shift     int64 // precision times mean

	mean   float32
	people int32
	belief belief
}

// belief is a feature's mean and variance as choosing needs them: steps of the
// mean in the upper half, and parts of the variance, which is never negative, in
// the lower. One addition adds both.
type belief int32

// mean is in steps, and variance in parts.
func (b belief) mean() int32     { return int32(b) >> 16 }
func (b belief) variance() int32 { return int32(b) & 0xffff }

// Model is the state of one campaign's learning. It is not for several
// goroutines at once where one of them learns.
type Model struct {
	layout  *Layout
	groups  [][group]feature
	known   []bool // propositions that enough people have taught
	unknown int    // how many are not
	tables  *tables
}

// New returns a model that has learnt nothing.
func New(l *Layout) *Model {
	m := &Model{layout: l, groups: make([][group]feature, l.features/group), known: make([]bool, len(l.propositions)), unknown: len(l.propositions), tables: newTables()}
	for i := range l.features {
		m.at(uint32(i)).precision = m.first(i)
		m.believe(uint32(i))
	}
	return m
}

// Layout is the model's.
func (m *Model) Layout() *Layout { return m.layout }

// at is the feature that stands in a place.
func (m *Model) at(place uint32) *feature { return &m.groups[place/group][place%group] }

// People is how many people have taught the model: those of one contribution
// count once.
func (m *Model) People() int { return int(m.at(uint32(m.layout.common)).people) }

// first is a feature's precision before anything is learnt; its mean is 0.
func (m *Model) first(i int) int64 {
	switch {
	case i < m.layout.common:
		return firstPrecision * unit
	case i == m.layout.common:
		return commonPrecision * unit
	}
	return alikePrecision * unit
}

// believe brings what follows from what was learnt in line with it.
func (m *Model) believe(place uint32) {
	f, i := m.at(place), int(place)
	f.follow()
	switch {
	case i == m.layout.common: // moves no choice
	case i >= m.layout.alike && (f.people < Least || !f.sure()):
		f.belief = 0
	case f.people < Least:
		f.belief = parted / firstPrecision
	}
	if i < len(m.known) && m.known[i] != (f.people >= Least) {
		m.known[i] = !m.known[i]
		if m.known[i] {
			m.unknown--
		} else {
			m.unknown++
		}
	}
}

// follow works out what follows from the natural parameters. What states that
// nobody taught could hold wraps around, alike on every machine.
func (f *feature) follow() {
	once := 1 / float32(f.precision)
	f.mean = float32(f.shift) * once
	f.belief = belief(int32(int64(f.mean*steps))<<16 + int32(float32(once*(unit*parted))+0.5))
}

// sure tells whether people alike are believed to differ from the sum of what
// they have in common with others.
func (f *feature) sure() bool {
	return float32(f.mean*f.mean)*float32(f.precision) >= surely*surely*unit
}

// Candidate is one message that may be chosen.
type Candidate struct {
	Proposition int
	Channel     int // -1 where the layout does not know it, or all have the same
	Moment      int // -1 where all have the same
	Points      int // of the practitioner's prior
}

// Choice is the candidate chosen.
type Choice struct {
	Index int
	New   bool // chosen in order to try something
}

// First is the candidate that comes first without learning.
func First(candidates []Candidate) int {
	first := 0
	for i := range candidates {
		if candidates[i].Points > candidates[first].Points {
			first = i
		}
	}
	return first
}

// Choose chooses one of at least one candidate, those before others being
// preferred where all else is equal. Most often it draws what each could be
// worth from what is believed of it (Thompson sampling), adds that to the
// prior's points, and takes the best; where a proposition is hardly known, its
// prior alone counts. Now and then it tries one that is within reach of the
// first, rather one that is hardly known.
func (m *Model) Choose(c *Context, candidates []Candidate, draw Draw) Choice {
	bits := draw.bits(0)
	if chance := bits & 0xffff; chance < Start && (chance < Floor || m.unsure(candidates)) {
		return Choice{m.try(candidates, bits>>16), true}
	}
	var sums [quick]belief
	for first := 0; first < min(m.layout.columns, quick); first += group {
		m.sum(c, first, (*[group]belief)(sums[first:]))
	}
	if m.unknown > 0 || m.layout.columns > quick {
		return Choice{Index: m.carefully(c, candidates, draw, &sums)}
	}
	best, unusual := int64(math.MinInt64), 0
	for from := 0; from < len(candidates); from += group {
		few := candidates[from:min(from+group, len(candidates))]
		first, odd := m.tables.first(few, &sums, draw.bits(uint64(from/group)+1))
		best, unusual = max(best, first-int64(from)), unusual|odd
	}
	if uint(unusual) >= near {
		return Choice{Index: m.carefully(c, candidates, draw, &sums)}
	}
	return Choice{Index: place(best)}
}

// first is the first of a few candidates, ranked, and what is not below [near]
// where one of them asks for care.
func (t *tables) first(few []Candidate, sums *[quick]belief, bits uint64) (best int64, unusual int) {
	best = math.MinInt64
	for i := range few {
		k := &few[i]
		unusual |= k.Points | ^(k.Channel & k.Moment)
		best = max(best, ranked(k.Points, t.worth(sums[uint(k.Proposition)%quick], bits), i))
		bits >>= 8
	}
	return best, unusual
}

// carefully chooses as Choose does, whatever the candidates: with what is
// believed of channels and moments, propositions beyond those that are summed up
// ahead or that are hardly known, and points so far apart that [Reach] matters.
func (m *Model) carefully(c *Context, candidates []Candidate, draw Draw, sums *[quick]belief) int {
	highest, best := int64(math.MinInt64), int64(math.MinInt64)
	for i := range candidates {
		highest = max(highest, m.worth(c, &candidates[i], draw, i, sums))
	}
	for i := range candidates {
		worth := m.worth(c, &candidates[i], draw, i, sums)
		best = max(best, ranked(candidates[i].Points, max(worth, highest-Reach*point), i))
	}
	return place(best)
}

// worth is what the i-th candidate could be worth.
func (m *Model) worth(c *Context, k *Candidate, draw Draw, i int, sums *[quick]belief) int64 {
	sum := belief(0)
	switch {
	case !m.known[k.Proposition]:
	case k.Proposition < quick:
		sum = sums[k.Proposition]
	default:
		var own [group]belief
		m.sum(c, k.Proposition/group*group, &own)
		sum = own[k.Proposition%group]
	}
	return m.tables.worth(sum+m.around(c, k), draw.bits(uint64(i/8)+1)>>(i&7*8))
}

// unsure tells whether some candidate's proposition is hardly known.
func (m *Model) unsure(candidates []Candidate) bool {
	for i := range candidates {
		if m.unknown > 0 && !m.known[candidates[i].Proposition] {
			return true
		}
	}
	return false
}

// ranked and place keep a value and its place in one number, so that the
// greatest is found without a branch; of equal values the first comes first.
func ranked(points int, worth int64, i int) int64 {
	return (int64(points)*point+worth)&^0xffff - int64(i)
}
func place(ranked int64) int { return int(-ranked & 0xffff) }

// quick is how many propositions are summed up ahead; those after them are when
// they are met.
const quick = 32

// near is a power of two below Reach: points from 0 to less than that are within
// reach of each other.
const near = 256

// sum adds up what is believed of a group of propositions, from the first on.
func (m *Model) sum(c *Context, first int, sums *[group]belief) {
	groups := m.groups[first/group:]
	var s0, s1, s2, s3, s4, s5, s6, s7 belief
	for i := int(c.n); i >= 0; i-- {
		f := &groups[c.offsets[i]/group]
		s0 += f[0].belief
		s1 += f[1].belief
		s2 += f[2].belief
		s3 += f[3].belief
		s4 += f[4].belief
		s5 += f[5].belief
		s6 += f[6].belief
		s7 += f[7].belief
	}
	sums[0], sums[1], sums[2], sums[3] = s0, s1, s2, s3
	sums[4], sums[5], sums[6], sums[7] = s4, s5, s6, s7
}

// try picks one of the candidates within reach of the first, of those that are
// hardly known where there are any.
func (m *Model) try(candidates []Candidate, bits uint64) int {
	least := candidates[First(candidates)].Points - Reach
	unsure := false
	for i := range candidates {
		unsure = unsure || candidates[i].Points >= least && !m.known[candidates[i].Proposition]
	}
	within := func(i int) bool {
		return candidates[i].Points >= least && !(unsure && m.known[candidates[i].Proposition])
	}
	n := 0
	for i := range candidates {
		if within(i) {
			n++
		}
	}
	which := int((bits & 0xffffffff) * uint64(n) >> 32)
	for i := range candidates {
		if within(i) {
			if which == 0 {
				return i
			}
			which--
		}
	}
	return 0 // not reached: which is less than n
}

// worth is what a sum of beliefs could be worth, in steps and 65,536 parts of
// them, by the lowest byte of chance.
func (t *tables) worth(sum belief, chance uint64) int64 {
	deviation := float32(math.Sqrt(float64(float32(sum.variance()))))
	return int64(sum&^0xffff) + int64(float32(deviation*t.bold[chance&0xff]))
}

// around is what is believed of a candidate's channel and moment.
func (m *Model) around(c *Context, k *Candidate) belief {
	sum := belief(0)
	for i := range int(c.narrow) {
		row := c.row(m.layout, i)
		if k.Channel >= 0 {
			sum += m.at(uint32(m.layout.channel + k.Channel + row*len(m.layout.channels))).belief
		}
		if k.Moment >= 0 {
			sum += m.at(uint32(m.layout.moment + k.Moment + row*Moments)).belief
		}
	}
	return sum
}
