package relation

// most is how many rows of one person count; what comes after is left out. Few
// people declare half as much.
const most = 16

// Context is what is known of a person, as far as learning may know it: the
// segments that they are in, what they declare and what they did. It is not made
// from traits, so that no protected one can enter.
type Context struct {
	n      uint8 // rows
	narrow uint8 // how many of them are the general row or a segment

	// offsets tells where the group of people alike begins, and then where the
	// rows do in the block of propositions, in ascending order.
	offsets [1 + most]uint32
}

// NewContext is the context of somebody of whom nothing is known. What is known
// is added in the order of the methods below.
func (l *Layout) NewContext() Context {
	c := Context{n: 1, narrow: 1}
	c.offsets[0] = uint32(l.alike)
	return c
}

// Segment adds a segment, by index, in ascending order.
func (l *Layout) Segment(c *Context, segment int) {
	l.add(c, 1+segment)
	c.narrow = c.n
}

// Declare adds a declared reason, factor or need, by its place in the list that
// [Reasons], [Factors] and [Needs] make one after the other, in ascending order.
func (l *Layout) Declare(c *Context, place int) { l.add(c, l.narrow+place) }

// Alike settles whom the person is like: after what they declared, and before
// what they did.
func (l *Layout) Alike(c *Context) {
	hash := uint64(0)
	for i := range int(c.n) {
		hash += l.hashes[c.row(l, i)] // in any order: segments may come in another in the next program
	}
	c.offsets[0] += uint32(Draw{Seed: hash}.bits(0)%Alike) * uint32(l.columns)
}

// Started adds that the person started or completed a proposition, by index, in
// ascending order; and Dismissed that they put it aside, after all started.
func (l *Layout) Started(c *Context, proposition int) {
	l.add(c, l.rows-2*len(l.propositions)+proposition)
}

// Dismissed: see [Layout.Started].
func (l *Layout) Dismissed(c *Context, proposition int) {
	l.add(c, l.rows-len(l.propositions)+proposition)
}

func (l *Layout) add(c *Context, row int) {
	if int(c.n) < most {
		c.n++
		c.offsets[c.n] = uint32(row * l.columns)
	}
}

// alike is where the group of people alike begins.
func (c *Context) alike() uint32 { return c.offsets[0] }

// row is the number of the i-th row.
func (c *Context) row(l *Layout, i int) int { return int(c.offsets[1+i]) / l.columns }
