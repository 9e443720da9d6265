package mix

// Problem is a choice of channels: the best reach with the means there are.
// Groups do not overlap: nobody is counted in two of them.
type Problem struct {
	// Channels to choose from.
	Channels []Channel
	// Groups of people, and which channels reach them.
	Groups []Group
	// Budget that the chosen channels cost at most together, in the unit of their costs.
	Budget float64
	// Least are reaches that the choice must have.
	Least []Least
}

// Channel can be chosen or left out.
type Channel struct {
	// Cost of choosing it, at least 0.
	Cost float64
	// Capacity is how many people it reaches at most; no limit when 0.
	Capacity float64
	// Offline is true where people need no screen.
	Offline bool
	// MustHave is true where it is chosen in any case.
	MustHave bool
}

// Group is people whom the same channels reach.
type Group struct {
	// People in it, at least 0.
	People float64
	// Reach lists the channels that reach some of them.
	Reach []Reach
	// Offline is true where an offline channel must be among those that reach them.
	Offline bool
}

// Reach is the share of a group that a channel reaches.
type Reach struct {
	// Channel is its index.
	Channel int
	// Share of the group, above 0 and at most 1. With 1 the group is counted
	// as a whole: reached where one of its channels is chosen.
	Share float64
}

// Least is a reach that must be had.
type Least struct {
	// Groups are the indices of those that count together.
	Groups []int
	// Share of their people to be reached, from 0 to 1.
	Share float64
}
