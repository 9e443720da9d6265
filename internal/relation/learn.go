package relation

import "math"

// Contribution is what one person taught: the differences that their responses
// made, feature by feature. It stays with the person or their host, and takes
// out of the state exactly what it put in. The zero Contribution is empty.
type Contribution struct {
	layout  *Layout
	entries []entry // in ascending order of features
}

type entry struct {
	feature   int
	precision int64
	shift     int64
	times     int64 // responses that taught it
}

// Reset empties the contribution and keeps its room.
func (c *Contribution) Reset() { c.entries = c.entries[:0] }

// Times is how many responses the contribution holds.
func (c *Contribution) Times() int {
	for _, e := range c.entries {
		if e.feature == c.layout.common {
			return int(e.times)
		}
	}
	return 0
}

// Learn takes in how a person responded to one message, and adds what it taught
// to the person's contribution. It is one step of assumed-density filtering: the
// response moves each feature that was at play in proportion to how little was
// known of it. What people alike do beyond that is learnt beside it.
func (m *Model) Learn(c *Context, k Candidate, responded bool, own *Contribution) {
	own.layout = m.layout
	old, n := len(own.entries), 0
	if cap(own.entries) < old+3*most+2 {
		own.entries = append(make([]entry, 0, 2*old+3*most+2), own.entries...)
	}
	taught := own.entries[old : old+3*most+2]
	for _, offset := range c.offsets[:c.n] {
		taught[n].feature = int(offset) + k.Proposition
		n++
	}
	if k.Channel >= 0 || k.Moment >= 0 {
		n = m.aroundAt(c, &k, taught, n)
	}
	taught[n].feature = m.layout.common
	taught[n+1].feature = int(c.alike) + k.Proposition
	own.entries = own.entries[:old+n+2]
	all, alike := taught[:n+1], &taught[n+1]

	logit, variance := firstLogit+float64(float64(k.Points)*(1.0/pointsPerLogit)), 0.0
	for i := range all {
		f := &m.features[all[i].feature]
		logit += f.mean
		variance += f.variance
	}
	beyond := m.features[alike.feature].mean
	// Under a normal belief the function is narrower, as MacKay (1992) approximates it.
	narrowed := 1 / math.Sqrt(1+float64(variance*(math.Pi/8)))
	m.teach(all, m.lesson(narrowed*logit, narrowed, responded), old == 0)
	m.teach(taught[n+1:n+2], m.lesson(logit+beyond, 1, responded), old == 0)
	if old > 0 {
		m.fold(own, old)
	}
}

// aroundAt writes down the features of a message's channel and moment.
func (m *Model) aroundAt(c *Context, k *Candidate, taught []entry, n int) int {
	if k.Channel >= 0 {
		for i := range int(c.narrow) {
			taught[n].feature = m.layout.channel + k.Channel + c.row(m.layout, i)*len(m.layout.channels)
			n++
		}
	}
	if k.Moment >= 0 {
		for i := range int(c.narrow) {
			taught[n].feature = m.layout.moment + k.Moment + c.row(m.layout, i)*Moments
			n++
		}
	}
	return n
}

// fold puts what was just taught among what a contribution had before.
func (m *Model) fold(own *Contribution, old int) {
	for i := old; i < len(own.entries); i++ {
		e, at := own.entries[i], old
		for at > 0 && own.entries[at-1].feature > e.feature {
			at--
		}
		if at > 0 && own.entries[at-1].feature == e.feature {
			o := &own.entries[at-1]
			o.precision += e.precision
			o.shift += e.shift
			o.times += e.times
		} else {
			copy(own.entries[at+1:old+1], own.entries[at:old])
			own.entries[at] = e
			old++
			m.features[e.feature].people++
		}
		m.believe(e.feature)
	}
	own.entries = own.entries[:old]
}

// lesson is what a response says of the sum of features at play.
type lesson struct {
	surprise  float64 // the slope of the logarithm of its chance
	curvature float64 // and minus how that slope changes
}

// lesson of a response, given what was expected.
func (m *Model) lesson(logit, narrowed float64, responded bool) lesson {
	p := m.curve.at(logit)
	surprise := -p
	if responded {
		surprise = 1 - p
	}
	return lesson{surprise * narrowed, narrowed * narrowed * p * (1 - p)}
}

// teach moves features, and writes down by how much.
func (m *Model) teach(taught []entry, l lesson, first bool) {
	for i := range taught {
		e := &taught[i]
		f := &m.features[e.feature]
		gain := 1 / (1 - float64(f.variance*l.curvature))
		precision := l.curvature * gain
		e.precision, e.shift, e.times = whole(precision), whole(float64(f.mean*precision)+float64(l.surprise*gain)), 1
		f.precision += e.precision
		f.shift += e.shift
		if !first {
			continue // fold tells whether the person is new to it
		}
		if f.people++; f.people <= Least {
			m.believe(e.feature)
			continue
		}
		once := 1 / float64(f.precision)
		f.mean, f.variance = float64(f.shift)*once, unit*once
		b := believed(f.mean, f.variance)
		if e.feature >= m.layout.alike && !f.sure() {
			b = 0
		}
		m.beliefs[e.feature] = b
	}
}
