package relation

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
	old, n := len(own.entries), int(c.n)
	if cap(own.entries) < old+3*most+2 {
		own.entries = append(make([]entry, 0, 2*old+3*most+2), own.entries...)
	}
	taught := own.entries[old : old+3*most+2]
	beliefs, sum := m.beliefs, belief(0)
	for i, offset := range c.offsets[1 : 1+n] {
		place := offset + uint32(k.Proposition)
		taught[i].feature = place
		sum += beliefs[place]
	}
	logit := firstLogit + int64(k.Points)*point
	if k.Channel >= 0 || k.Moment >= 0 {
		n = m.aroundAt(c, k, taught, n)
		sum += m.around(c, &k)
	}
	common, alike := m.layout.common, c.alike()+uint32(k.Proposition)
	taught[n].feature, taught[n+1].feature = uint32(common), alike
	own.entries = own.entries[:old+n+2]
	sum += beliefs[common]
	logit += int64(sum &^ 0xffff)
	narrowed := int64(m.tables.narrow[sum.variance()/128&511])
	f := &m.features[alike]
	m.teach(taught[n+1:n+2], m.tables.lesson(logit+int64(f.mean), 1<<16, responded))
	m.teach(taught[:n+1], m.tables.lesson(logit*narrowed>>16, narrowed, responded))
	if f.people >= Least && !f.sure() {
		m.beliefs[alike] = 0
	}
	if old > 0 {
		m.fold(own, old)
	}
}

// aroundAt writes down the features of a message's channel and moment.
func (m *Model) aroundAt(c *Context, k Candidate, taught []entry, n int) int {
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
			m.features[e.feature].people-- // who is not new to it
		} else {
			copy(own.entries[at+1:old+1], own.entries[at:old])
			own.entries[at] = e
			old++
		}
		m.believe(e.feature)
	}
	own.entries = own.entries[:old]
}

// lesson is what a response says of the sum of features at play, in units.
type lesson struct {
	surprise  int64 // the slope of the logarithm of its chance
	curvature int64 // and minus how that slope changes
}

// lesson of a response, given what was expected and how much narrower that is, in
// 65,536 parts.
func (t *tables) lesson(logit, narrowed int64, responded bool) lesson {
	p, slope := t.chance(logit)
	surprise := -p
	if responded {
		surprise += unit
	}
	return lesson{surprise * narrowed >> 16, slope * (narrowed * narrowed >> 16) >> 16}
}

// teach moves features, and writes down by how much.
func (m *Model) teach(taught []entry, l lesson) {
	features, beliefs := m.features, m.beliefs
	for i := range taught {
		e := &taught[i]
		place := e.feature
		f := &features[place]
		shift := l.surprise + int64(f.mean)*l.curvature>>fine
		e.precision, e.shift, e.times = l.curvature, shift, 1
		f.precision += l.curvature
		f.shift += shift
		f.people++
		if beliefs[place] = f.follow(); f.people <= Least {
			m.believe(place)
		}
	}
}
