package mix

import "slices"

// Shares returns the share of each group that channels reach together. Where
// their reaches are estimates they overlap by chance: of those whom one leaves
// unreached the next reaches its share, 1 − Π (1 − share) in all.
func (p *Problem) Shares(chosen []int) []float64 {
	factor := p.factors()
	shares := make([]float64, len(p.Groups))
	for j, g := range p.Groups {
		left := 1.0
		for _, r := range g.Reach {
			if slices.Contains(chosen, r.Channel) {
				left *= 1 - r.Share*factor[r.Channel]
			}
		}
		shares[j] = 1 - left
	}
	return shares
}

// factors are the parts of their reach that the capacities of channels allow.
func (p *Problem) factors() []float64 {
	full := make([]float64, len(p.Channels))
	for _, g := range p.Groups {
		for _, r := range g.Reach {
			full[r.Channel] += g.People * r.Share
		}
	}
	for i, people := range full {
		full[i] = 1
		if most := p.Channels[i].Capacity; most > 0 && people > most {
			full[i] = most / people
		}
	}
	return full
}

func (p *Problem) reached(chosen []int) float64 {
	people := 0.0
	for j, s := range p.Shares(chosen) {
		people += p.Groups[j].People * s
	}
	return people
}

// share is the part of some groups together that channels reach.
func (p *Problem) share(groups, chosen []int) float64 {
	has, all := 0.0, 0.0
	shares := p.Shares(chosen)
	for _, j := range groups {
		has, all = has+p.Groups[j].People*shares[j], all+p.Groups[j].People
	}
	if all == 0 {
		return 1
	}
	return has / all
}

// Reason why a channel is left out.
type Reason string

// The reasons.
const (
	// TooDear is a channel that the budget does not pay for even alone, beside the must-haves.
	TooDear Reason = "tooDear"
	// TooFull is a channel whose capacity takes most of its reach.
	TooFull Reason = "tooFull"
	// TooLittle is a channel that adds next to nobody to those chosen.
	TooLittle Reason = "tooLittle"
	// NoMeans is a channel that would add people, but not as many for its cost as those chosen.
	NoMeans Reason = "noMeans"
)

// Reasons lists all reasons.
func Reasons() []Reason { return []Reason{TooDear, TooFull, TooLittle, NoMeans} }

// LeftOut is a channel that is not chosen, and why.
type LeftOut struct {
	// Channel is its index.
	Channel int
	// Adds is how many people it would add to those whom the chosen reach.
	Adds float64
	// Reason why it is left out.
	Reason Reason
}

// little is the share of all people under which what a channel adds is next to
// nobody.
const little = 0.005

// LeftOut explains the channels that are not chosen.
func (p *Problem) LeftOut(chosen []int) []LeftOut {
	factor, with, all, must := p.factors(), p.reached(chosen), 0.0, 0.0
	for _, g := range p.Groups {
		all += g.People
	}
	for _, c := range p.Channels {
		if c.MustHave {
			must += c.Cost
		}
	}
	var list []LeftOut
	for i, c := range p.Channels {
		if slices.Contains(chosen, i) {
			continue
		}
		l := LeftOut{Channel: i, Adds: p.reached(append(slices.Clone(chosen), i)) - with, Reason: NoMeans}
		switch {
		case must+c.Cost > p.Budget*(1+exact):
			l.Reason = TooDear
		case factor[i] < 0.5:
			l.Reason = TooFull
		case l.Adds < little*all:
			l.Reason = TooLittle
		}
		list = append(list, l)
	}
	return list
}

// Point of the curve of reach over budgets.
type Point struct {
	// Budget that may be spent.
	Budget float64
	// Mix that reaches most people with it.
	Mix Mix
}

// Curve returns the best reach with each of some budgets. Must-haves stay, and
// terms are not asked for, as small budgets could not meet them.
func Curve(p *Problem, budgets []float64, l Limit) ([]Point, error) {
	q := p.clone()
	q.Least = nil
	for j := range q.Groups {
		q.Groups[j].Offline = false
	}
	var points []Point
	for _, b := range budgets {
		q.Budget = b
		m, err := Solve(q, l)
		if err != nil {
			return nil, err
		}
		points = append(points, Point{b, m})
	}
	return points, nil
}
