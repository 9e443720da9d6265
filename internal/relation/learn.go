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
	precision int64
	shift     int64
	feature   uint32
	times     int32 // responses that taught it
}

// Reset empties the contribution and keeps its room.
func (c *Contribution) Reset() { c.entries = c.entries[:0] }

// Times is how many responses the contribution holds.
func (c *Contribution) Times() int {
	for _, e := range c.entries {
		if int(e.feature) == c.layout.common {
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
	if own.layout != m.layout {
		own.layout = m.layout
	}
	old, n := len(own.entries), 0
	if cap(own.entries) < old+3*most+2 {
		own.entries = append(make([]entry, 0, 2*old+3*most+2), own.entries...)
	}
	taught := own.entries[old : old+3*most+2]
	for _, offset := range c.offsets[1 : 1+c.n] {
		taught[n].feature = offset + uint32(k.Proposition)
		n++
	}
	if k.Channel >= 0 || k.Moment >= 0 {
		n = m.aroundAt(c, &k, taught, n)
	}
	taught[n].feature = uint32(m.layout.common)
	taught[n+1].feature = c.alike() + uint32(k.Proposition)
	own.entries = own.entries[:old+n+2]
	all, alike := taught[:n+1], &taught[n+1]

	logit, variance := firstLogit+float32(float32(k.Points)*(1.0/pointsPerLogit)), int32(0)
	for i := range all {
		f := m.at(all[i].feature)
		logit += f.mean
		variance += f.belief.variance()
	}
	f := m.at(alike.feature)
	// Under a normal belief the function is narrower, as MacKay (1992) approximates it.
	narrowed := 1 / float32(math.Sqrt(float64(1+float32(float32(variance)*(math.Pi/8/parted)))))
	beyond := m.lesson(logit+f.mean, 1, responded)
	m.teach(all, m.lesson(float32(logit*narrowed), narrowed, responded), old == 0)
	m.teach(taught[n+1:n+2], beyond, old == 0)
	if f.people >= Least && !f.sure() {
		f.belief = 0
	}
	if old > 0 {
		m.fold(own, old)
	}
}

// aroundAt writes down the features of a message's channel and moment.
func (m *Model) aroundAt(c *Context, k *Candidate, taught []entry, n int) int {
	if k.Channel >= 0 {
		for i := range int(c.narrow) {
			taught[n].feature = uint32(m.layout.channel + k.Channel + c.row(m.layout, i)*len(m.layout.channels))
			n++
		}
	}
	if k.Moment >= 0 {
		for i := range int(c.narrow) {
			taught[n].feature = uint32(m.layout.moment + k.Moment + c.row(m.layout, i)*Moments)
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
			m.at(e.feature).people++
		}
		m.believe(e.feature)
	}
	own.entries = own.entries[:old]
}

// lesson is what a response says of the sum of features at play, in units.
type lesson struct {
	surprise  float32 // the slope of the logarithm of its chance
	curvature float32 // and minus how that slope changes
}

// lesson of a response, given what was expected.
func (m *Model) lesson(logit, narrowed float32, responded bool) lesson {
	p := m.tables.chance(logit)
	surprise := -p
	if responded {
		surprise = 1 - p
	}
	once := float32(narrowed * unit)
	return lesson{surprise * once, float32(narrowed*once) * float32(p*(1-p))}
}

// teach moves features, and writes down by how much.
func (m *Model) teach(taught []entry, l lesson, first bool) {
	precision := int64(l.curvature)
	for i := range taught {
		e := &taught[i]
		f := m.at(e.feature)
		shift := int64(float32(f.mean*l.curvature) + l.surprise)
		*e = entry{precision, shift, e.feature, 1}
		f.precision += precision
		f.shift += shift
		if !first {
			continue // fold tells whether the person is new to it
		}
		if f.people++; f.people <= Least {
			m.believe(e.feature)
			continue
		}
		f.follow()
	}
}
