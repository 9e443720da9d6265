package relation

import (
	"errors"
	"math"
	"slices"
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

	pointsPerLogit  = 100              // a hundred points double the odds 1.4 times over (e¹)
	firstLogit      = -3 << (fine - 1) // minus one and a half
	firstPrecision  = 4                // of a feature: effects beyond one logit are rare
	commonPrecision = 1                // of what is common to all messages
	alikePrecision  = 6
	boldness        = 0.6  // of what chance adds: less than 1, because features believed one by one doubt more than they need to
	surely          = 2    // standard deviations from which on people alike are believed to differ
	steps           = 512  // of a logit, in which what is believed is counted
	fine            = 25   // bits of a logit in a mean: its steps, and 65,536 parts of them
	parted          = 5000 // parts of a variance of 1: those of three times most+1 features fit in 16 bits
	rootParted      = 70.71067811865476
	point           = 1 << fine / pointsPerLogit // in 65,536 parts of a step, in which candidates are compared
	unit            = 1 << 20                    // of the whole numbers in which natural parameters are kept
)

// ErrForeign is what taking out a contribution returns that is not in the state.
var ErrForeign = errors.New("the contribution is not in this state")

// feature is what was learnt of one, in natural parameters and units, and what
// follows from it.
type feature struct {
	precision int64 // with the first, so that it is never 0
	shift     int64 // precision times mean

	mean   int32 // of 1<<fine a logit
	people int32
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
	layout   *Layout
	features []feature
	beliefs  []belief // of the features; apart from them, so that those of a group lie side by side
	known    []bool   // propositions that enough people have taught
	unknown  int      // how many are not
	tables   *tables
}

// New returns a model that has learnt nothing.
func New(l *Layout) *Model {
	m := &Model{layout: l, features: make([]feature, l.features), beliefs: make([]belief, l.features), known: make([]bool, len(l.propositions)), unknown: len(l.propositions), tables: newTables()}
	for i := range l.features {
		m.features[i].precision = m.first(i)
		m.believe(uint32(i))
	}
	return m
}

// Layout is the model's.
func (m *Model) Layout() *Layout { return m.layout }

// People is how many people have taught the model: those of one contribution
// count once.
func (m *Model) People() int { return int(m.features[m.layout.common].people) }

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
	f, i := &m.features[place], int(place)
	b := f.follow()
	switch {
	case i == m.layout.common: // moves no choice
	case i >= m.layout.alike && (f.people < Least || !f.sure()):
		b = 0
	case f.people < Least:
		b = parted / firstPrecision
	}
	m.beliefs[place] = b
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
func (f *feature) follow() belief {
	precision := float32(f.precision)
	f.mean = int32(int64(float32(f.shift) * ((1 << fine) / precision)))
	return belief(f.mean&^0xffff + int32(unit*parted/precision+0.5))
}

// sure tells whether people alike are believed to differ from the sum of what
// they have in common with others.
func (f *feature) sure() bool {
	return float32(f.mean)*float32(f.shift) >= surely*surely*unit<<fine
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
	if chance := bits & 0xffff; chance < Floor || chance < Start && m.unsure(candidates) {
		return Choice{m.try(candidates, bits>>16), true}
	}
	var sums [quick]belief
	m.sum(c, 0, (*[group]belief)(sums[:]))
	for first := group; first < min(m.layout.columns, quick); first += group {
		m.sum(c, first, (*[group]belief)(sums[first:]))
	}
	if m.unknown > 0 || m.layout.columns > quick {
		return Choice{Index: m.carefully(c, candidates, draw, &sums)}
	}
	best, points, plain := int64(math.MinInt64), 0, -1
	for from := 0; from < len(candidates); from += group {
		few, bits := candidates[from:min(from+group, len(candidates))], draw.bits(uint64(from/group)+1)
		first, p, c := int64(0), 0, 0
		if len(few) == group {
			first, p, c = m.tables.eight((*[group]Candidate)(few), &sums, bits)
		} else {
			first, p, c = m.tables.first(few, &sums, bits)
		}
		best, points, plain = max(best, first-int64(from)), points|p, plain&c
	}
	if uint(points) >= near || plain >= 0 {
		return Choice{Index: m.carefully(c, candidates, draw, &sums)}
	}
	return Choice{Index: place(best)}
}

// first is the first of a few candidates, ranked, with the bits of all their
// points, and those that their channels and moments have in common: what asks for
// care shows in them.
func (t *tables) first(few []Candidate, sums *[quick]belief, bits uint64) (best int64, points, plain int) {
	best, plain = math.MinInt64, -1
	for i := range few {
		k := &few[i]
		points |= k.Points
		plain &= k.Channel & k.Moment
		best = max(best, ranked(k.Points, t.worth(sums[uint(k.Proposition)%quick], bits), i))
		bits >>= 8
	}
	return best, points, plain
}

// eight is what first is of as many, written out: a loop would keep its counter and
// its addresses where the candidates are worked out.
func (t *tables) eight(k *[group]Candidate, sums *[quick]belief, bits uint64) (best int64, points, plain int) {
	best = t.value(&k[0], sums, bits)
	best = max(best, t.value(&k[1], sums, bits>>8)-1)
	best = max(best, t.value(&k[2], sums, bits>>16)-2)
	best = max(best, t.value(&k[3], sums, bits>>24)-3)
	best = max(best, t.value(&k[4], sums, bits>>32)-4)
	best = max(best, t.value(&k[5], sums, bits>>40)-5)
	best = max(best, t.value(&k[6], sums, bits>>48)-6)
	best = max(best, t.value(&k[7], sums, bits>>56)-7)
	points = k[0].Points | k[1].Points | k[2].Points | k[3].Points | k[4].Points | k[5].Points | k[6].Points | k[7].Points
	plain = k[0].Channel & k[1].Channel & k[2].Channel & k[3].Channel & k[4].Channel & k[5].Channel & k[6].Channel & k[7].Channel &
		k[0].Moment & k[1].Moment & k[2].Moment & k[3].Moment & k[4].Moment & k[5].Moment & k[6].Moment & k[7].Moment
	return best, points, plain
}

// value is what a candidate with nothing to care for could be worth, ranked as if
// it were the first.
func (t *tables) value(k *Candidate, sums *[quick]belief, bits uint64) int64 {
	return ranked(k.Points, t.worth(sums[uint(k.Proposition)%quick], bits), 0)
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
	return m.tables.worth(sum+m.around(c, k), draw.bits(uint64(i/group)+1)>>(i%group*8))
}

// unsure tells whether some candidate's proposition is hardly known.
func (m *Model) unsure(candidates []Candidate) bool {
	return m.unknown > 0 && slices.ContainsFunc(candidates, func(k Candidate) bool { return !m.known[k.Proposition] })
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
	beliefs := m.beliefs[first:]
	b := beliefs[int(c.offsets[0]) : int(c.offsets[0])+group : int(c.offsets[0])+group]
	s0, s1, s2, s3, s4, s5, s6, s7 := b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]
	for i := int(c.n); i > 0; i-- {
		offset := c.offsets[i]
		b := beliefs[int(offset) : int(offset)+group : int(offset)+group]
		s0 += b[0]
		s1 += b[1]
		s2 += b[2]
		s3 += b[3]
		s4 += b[4]
		s5 += b[5]
		s6 += b[6]
		s7 += b[7]
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

// worth is what a sum of beliefs could be worth, in 65,536 parts of a step, by the
// lowest byte of chance. What its variance adds to the mean is less than a step.
func (t *tables) worth(sum belief, chance uint64) int64 {
	at := uint32(sum.variance())
	if at >= closely {
		at = closely + at/widely
	}
	deviation := int64(t.deviations[at%uint32(len(t.deviations))])
	return int64(sum) + deviation*int64(t.bold[chance&0xff])>>deviated
}

// around is what is believed of a candidate's channel and moment.
func (m *Model) around(c *Context, k *Candidate) belief {
	sum := belief(0)
	for i := range int(c.narrow) {
		row := c.row(m.layout, i)
		if k.Channel >= 0 {
			sum += m.beliefs[m.layout.channel+k.Channel+row*len(m.layout.channels)]
		}
		if k.Moment >= 0 {
			sum += m.beliefs[m.layout.moment+k.Moment+row*Moments]
		}
	}
	return sum
}
