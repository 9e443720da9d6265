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
	boldness        = 0.6     // of what chance adds: less than 1, because features believed one by one doubt more than they need to
	surely          = 2       // standard deviations from which on people alike are believed to differ
	point           = 1 << 10 // parts of a point, in which what learning adds is counted
	unit            = 1 << 20 // of the whole numbers in which natural parameters are kept
)

// ErrForeign is what taking out a contribution returns that is not in the state.
var ErrForeign = errors.New("the contribution is not in this state")

// feature is what was learnt of one, in natural parameters and units, and what
// follows from it.
type feature struct {
	precision int64 // with the first, so that it is never 0
	shift     int64 // precision times mean
	people    int64

	mean, variance float64
}

// belief is a feature's mean and variance as choosing needs them: whole numbers
// of units, the mean in the upper half and the variance, which is never
// negative, in the lower. One addition adds both.
type belief int64

func believed(mean, variance float64) belief {
	return belief(whole(mean)<<32 + whole(variance))
}

// Model is the state of one campaign's learning. It is not for several
// goroutines at once where one of them learns.
type Model struct {
	layout   *Layout
	features []feature
	beliefs  []belief
	known    []bool // propositions that enough people have taught
	unknown  int    // how many are not
	curve    *curve
}

// New returns a model that has learnt nothing.
func New(l *Layout) *Model {
	m := &Model{layout: l, features: make([]feature, l.features), beliefs: make([]belief, l.features), known: make([]bool, len(l.propositions)), unknown: len(l.propositions), curve: newCurve()}
	for i := range m.features {
		m.features[i].precision = m.first(i)
		m.believe(i)
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
func (m *Model) believe(i int) {
	f := &m.features[i]
	once := 1 / float64(f.precision)
	f.mean, f.variance = float64(f.shift)*once, unit*once
	switch {
	case f.people < Least:
		m.beliefs[i] = 0
		if i < m.layout.common {
			m.beliefs[i] = believed(0, 1.0/firstPrecision)
		}
		if i < len(m.known) && m.known[i] {
			m.known[i] = false
			m.unknown++
		}
		return
	case i < len(m.known) && !m.known[i]:
		m.known[i] = true
		m.unknown--
	case i >= m.layout.alike && !f.sure():
		m.beliefs[i] = 0
		return
	}
	m.beliefs[i] = believed(f.mean, f.variance)
}

// sure tells whether people alike are believed to differ from the sum of what
// they have in common with others.
func (f *feature) sure() bool { return float64(f.mean*f.mean) >= surely*surely*f.variance }

// Candidate is one message that may be chosen.
type Candidate struct {
	Proposition int
	Channel     int // -1 where the layout does not know it, or all have the same
	Moment      int // -1 where all have the same
	Points      int // of the practitioner's prior

	learnt int64 // what learning adds, while choosing, in parts of a point
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
// first, rather one that is hardly known. The candidates are written to
// meanwhile.
func (m *Model) Choose(c *Context, candidates []Candidate, draw Draw) Choice {
	bits := draw.bits(0)
	if chance := bits & 0xffff; chance < Start && (chance < Floor || m.unsure(candidates)) {
		return Choice{m.try(candidates, bits>>16), true}
	}
	var sums [quick]belief
	for first := 0; first < min(m.layout.columns, quick); first += group {
		m.sum(c, first, (*[group]belief)(sums[first:]))
	}
	best, highest, lowest := int64(math.MinInt64), int64(math.MinInt64), int64(math.MaxInt64)
	for i := range candidates {
		if i&7 == 0 {
			bits = draw.bits(uint64(i/8) + 1)
		}
		k := &candidates[i]
		sum := sums[k.Proposition%quick]
		if k.Proposition >= quick || m.unknown > 0 {
			sum = m.unusual(c, k, sum)
		}
		if k.Channel&k.Moment >= 0 { // at least one is there
			sum += m.around(c, k)
		}
		k.learnt = sum.draw(normal[bits&0xff])
		bits >>= 8
		highest, lowest = max(highest, k.learnt), min(lowest, k.learnt)
		best = max(best, ranked(int64(k.Points)*point+k.learnt, i))
	}
	if highest-lowest > Reach*point {
		best = math.MinInt64
		for i := range candidates {
			k := &candidates[i]
			best = max(best, ranked(int64(k.Points)*point+max(k.learnt, highest-Reach*point), i))
		}
	}
	return Choice{Index: place(best)}
}

// unusual is what is believed of the proposition of a candidate that is hardly
// known, or was not summed up.
func (m *Model) unusual(c *Context, k *Candidate, sum belief) belief {
	if !m.known[k.Proposition] {
		return 0
	}
	if k.Proposition < quick {
		return sum
	}
	var sums [group]belief
	m.sum(c, k.Proposition/group*group, &sums)
	return sums[k.Proposition%group]
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
func ranked(value int64, i int) int64 { return value<<16 | int64(0xffff-i) }
func place(ranked int64) int          { return 0xffff - int(ranked&0xffff) }

// quick is how many propositions are summed up ahead; those after them are when
// they are met.
const quick = 32

// sum adds up what is believed of a group of propositions, from the first on.
func (m *Model) sum(c *Context, first int, sums *[group]belief) {
	b := (*[group]belief)(m.beliefs[int(c.alike)+first:])
	s0, s1, s2, s3, s4, s5, s6, s7 := b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]
	for _, offset := range c.offsets[:c.n] {
		b := (*[group]belief)(m.beliefs[int(offset)+first:])
		s0 += b[0]
		s1 += b[1]
		s2 += b[2]
		s3 += b[3]
		s4 += b[4]
		s5 += b[5]
		s6 += b[6]
		s7 += b[7]
	}
	*sums = [group]belief{s0, s1, s2, s3, s4, s5, s6, s7}
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

// draw is what a belief could be worth, in parts of a point.
func (b belief) draw(z float32) int64 {
	const scale = float32(pointsPerLogit) * point / unit
	deviation := float32(math.Sqrt(float64(float32(uint32(b))))) * (boldness * scale * 1024) // √unit is 1024
	return int64(float32(float32(int32(b>>32))*scale) + float32(deviation*z))
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
