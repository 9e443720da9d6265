package mix

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrProblem is returned for a problem that cannot be read: a number that is
// negative or none, a share above 1, an index that does not exist.
var ErrProblem = errors.New("mix: faulty problem")

// Limit ends a search before it is complete.
type Limit struct {
	// Nodes of the search at most; no limit when 0. The same number gives the same mix everywhere.
	Nodes int
	// Stop is asked at every node whether to stop, such as by a clock; nil never stops.
	Stop func() bool
}

// Mix is a choice of channels.
type Mix struct {
	// Chosen are the indices of the channels, in order.
	Chosen []int
	// Cost of them together.
	Cost float64
	// Reached is how many people they reach.
	Reached float64
	// Bound is how many people any allowed choice reaches at most.
	Bound float64
	// Nodes that were searched.
	Nodes int
	// Unmet are the terms that cannot be met, or not together with the others; the mix meets all others.
	Unmet []Unmet
}

// Gap is the share of the bound by which the mix may fall short of the best; 0
// where it is proven to be the best.
func (m *Mix) Gap() float64 {
	if m.Bound <= m.Reached {
		return 0
	}
	return (m.Bound - m.Reached) / m.Bound
}

// Term of a problem.
type Term string

// The terms that may be impossible to meet.
const (
	// TermMustHaves is that the must-haves fit into the budget.
	TermMustHaves Term = "mustHaves"
	// TermLeast is a least reach.
	TermLeast Term = "least"
	// TermOffline is that an offline channel reaches a group.
	TermOffline Term = "offline"
)

// Terms lists all terms.
func Terms() []Term { return []Term{TermMustHaves, TermLeast, TermOffline} }

// Unmet is a term that the mix does not meet.
type Unmet struct {
	// Term that it is.
	Term Term
	// Index of the least reach, or of the group that wants an offline channel.
	Index int
	// Asked is the share of people to be reached, or what the must-haves cost.
	Asked float64
	// Best is the share that a mix could have that serves nothing else, or the budget.
	Best float64
}

// Solve returns the best mix within the limit. Where terms cannot all be met it
// gives up as few as it can, and says which.
func Solve(p *Problem, l Limit) (Mix, error) {
	if err := p.check(); err != nil {
		return Mix{}, err
	}
	p = p.clone()
	must := 0.0
	var chosen []int
	for i, c := range p.Channels {
		if c.MustHave {
			must += c.Cost
			chosen = append(chosen, i)
		}
	}
	if must > p.Budget*(1+exact) {
		m := Mix{Chosen: chosen, Cost: must, Reached: p.reached(chosen), Unmet: []Unmet{{TermMustHaves, 0, must, p.Budget}}}
		m.Bound = m.Reached
		return m, nil
	}
	m, ok := p.search(l)
	if ok {
		return m, nil
	}
	unmet := p.giveUp(l)
	m, _ = p.search(l)
	m.Unmet = unmet
	return m, nil
}

// giveUp strikes terms until the rest can be met: those that cannot be met even
// alone, then the one whose absence lets the others be met at the least loss,
// or the last asked where no single one does.
func (p *Problem) giveUp(l Limit) []Unmet {
	var unmet []Unmet
	for j := range p.Groups {
		if p.Groups[j].Offline && !p.alone(func(q *Problem) { q.Groups[j].Offline = true }, l) {
			p.Groups[j].Offline = false
			unmet = append(unmet, Unmet{Term: TermOffline, Index: j, Asked: 1})
		}
	}
	for k := range p.Least {
		if l := p.Least[k]; len(l.Groups) > 0 {
			if best := p.best(k, Limit{Nodes: 1000}); best < l.Share-exact {
				unmet = append(unmet, Unmet{TermLeast, k, l.Share, best})
				p.Least[k].Groups = nil
			}
		}
	}
	for {
		if _, ok := p.search(l); ok {
			return unmet
		}
		last, found, loss := -1, -1, math.Inf(1)
		for k, least := range p.Least {
			if len(least.Groups) == 0 {
				continue
			}
			last = k
			p.Least[k].Groups = nil
			if m, ok := p.search(l); ok {
				if d := least.Share - p.share(least.Groups, m.Chosen); d < loss {
					found, loss = k, d
				}
			}
			p.Least[k] = least
		}
		if found < 0 {
			found = last
		}
		if found >= 0 {
			least := p.Least[found]
			unmet = append(unmet, Unmet{TermLeast, found, least.Share, p.best(found, Limit{Nodes: 1000})})
			p.Least[found].Groups = nil
			continue
		}
		j := len(p.Groups) - 1
		for j >= 0 && !p.Groups[j].Offline {
			j--
		}
		if j < 0 {
			return unmet // the must-haves alone are a choice, so this is not reached
		}
		p.Groups[j].Offline = false
		unmet = append(unmet, Unmet{Term: TermOffline, Index: j, Asked: 1})
	}
}

// alone reports whether the problem can be met with no term but one.
func (p *Problem) alone(with func(*Problem), l Limit) bool {
	q := p.clone()
	q.Least = nil
	for j := range q.Groups {
		q.Groups[j].Offline = false
	}
	with(q)
	_, ok := q.search(l)
	return ok
}

// best is the share of a least reach that a mix could have that serves nothing
// else.
func (p *Problem) best(k int, l Limit) float64 {
	q, groups := p.clone(), p.Least[k].Groups
	q.Least = nil
	for j := range q.Groups {
		q.Groups[j].Offline = false
		if !slices.Contains(groups, j) {
			q.Groups[j].People = 0
		}
	}
	m, _ := q.search(l)
	return p.share(groups, m.Chosen)
}

// search is one branch and bound; false where no choice is allowed.
func (p *Problem) search(l Limit) (Mix, bool) {
	root := newCore(p)
	fixed := make([]int8, len(p.Channels))
	var chosen []int
	budget := p.Budget
	for i, c := range p.Channels {
		if fixed[i] = -1; c.MustHave {
			fixed[i] = 1
			chosen = append(chosen, i)
			budget -= c.Cost
		}
	}
	for i, c := range p.Channels {
		if fixed[i] < 0 && c.Cost > budget*(1+exact) {
			fixed[i] = 0
		}
	}
	s := &search{limit: l, least: math.Inf(1), open: math.Inf(1), whole: !root.parts}
	for _, g := range p.Groups {
		s.all += g.People
		s.whole = s.whole && g.People == math.Trunc(g.People)
	}
	c, ok := root.restrict(fixed)
	if !ok {
		return Mix{}, false
	}
	s.descend(c, chosen, c.lost)
	if math.IsInf(s.least, 1) {
		return Mix{Nodes: s.nodes}, false
	}
	slices.Sort(s.best)
	m := Mix{Chosen: s.best, Reached: s.all - s.least, Nodes: s.nodes, Bound: s.all - min(s.open, s.least)}
	for _, i := range m.Chosen {
		m.Cost += p.Channels[i].Cost
	}
	return m, true
}

// check refuses what cannot be read.
func (p *Problem) check() error {
	bad := func(v float64) bool { return !(v >= 0) || math.IsInf(v, 1) }
	if bad(p.Budget) {
		return fmt.Errorf("%w: budget %v", ErrProblem, p.Budget)
	}
	for i, c := range p.Channels {
		if bad(c.Cost) || bad(c.Capacity) {
			return fmt.Errorf("%w: channel %d", ErrProblem, i)
		}
	}
	for j, g := range p.Groups {
		if bad(g.People) {
			return fmt.Errorf("%w: group %d", ErrProblem, j)
		}
		seen := map[int]bool{}
		for _, r := range g.Reach {
			if r.Channel < 0 || r.Channel >= len(p.Channels) || seen[r.Channel] || !(r.Share > 0 && r.Share <= 1) {
				return fmt.Errorf("%w: reach of group %d", ErrProblem, j)
			}
			seen[r.Channel] = true
		}
	}
	for k, l := range p.Least {
		if bad(l.Share) || l.Share > 1 || slices.ContainsFunc(l.Groups, func(j int) bool { return j < 0 || j >= len(p.Groups) }) {
			return fmt.Errorf("%w: least reach %d", ErrProblem, k)
		}
	}
	return nil
}

func (p *Problem) clone() *Problem {
	q := *p
	q.Groups, q.Least = slices.Clone(p.Groups), slices.Clone(p.Least)
	return &q
}
