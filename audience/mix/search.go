package mix

import (
	"math"
	"slices"
)

// search is a branch and bound: it halves the choices by taking a channel in or
// leaving it out, and drops a half whose bound says that it holds nothing
// better than the best choice known.
type search struct {
	limit   Limit
	nodes   int
	stopped bool
	whole   bool    // whether a better choice reaches one person more at least
	all     float64 // people in all
	best    []int   // channels of the problem, beside those always in
	least   float64 // people that the best choice leaves unreached
	open    float64 // the least bound of what was not searched
}

// margin is by how much a choice must be better to be worth seeking.
func (s *search) margin() float64 {
	if s.whole {
		return 1 - 1e-6
	}
	return 1e-9 * max(1, s.all)
}

// halted counts a node, and reports whether the search must end. What is not
// searched has a bound.
func (s *search) halted(bound float64) bool {
	if !s.stopped && (s.limit.Nodes > 0 && s.nodes >= s.limit.Nodes || s.limit.Stop != nil && s.limit.Stop()) {
		s.stopped = true
	}
	if s.stopped {
		s.open = min(s.open, bound)
		return true
	}
	s.nodes++
	return false
}

// offer takes a choice if it is allowed and the best so far.
func (s *search) offer(c *choice, chosen []int) {
	if total := c.core.lost + c.unreached; total < s.least-exact*(1+s.all) && c.cost <= c.core.budget*(1+exact) && c.meets() {
		s.least = total
		s.best = append(s.best[:0], chosen...)
		for i, in := range c.in {
			if in {
				s.best = append(s.best, c.core.channel[i])
			}
		}
	}
}

// guess makes a choice from nothing: of what adds most for its cost, and where
// exchanges do not make that allowed, of what needs and limits ask for first.
func (s *search) guess(c *choice, chosen []int) {
	c.fill(-1)
	c.improve()
	if c.meets() {
		s.offer(c, chosen)
		return
	}
	c.reset()
	if c.urgent() {
		c.fill(-1)
		c.improve()
		s.offer(c, chosen)
	}
}

// descend searches a core. The channels chosen are those already in; the bound
// is what is known of the people unreached.
func (s *search) descend(c *core, chosen []int, bound float64) {
	for first := true; ; first = false {
		guess := newChoice(c)
		if len(c.cost) == 0 {
			s.offer(guess, chosen)
			return
		}
		if first && math.IsInf(s.least, 1) || c.parts {
			s.guess(guess, chosen)
		} else {
			for i, channel := range c.channel {
				if slices.Contains(s.best, channel) {
					guess.add(i)
				}
			}
		}
		if s.halted(bound) {
			return
		}
		t := &tree{search: s, core: c, chosen: chosen, r: newRelaxation(c, guess), guess: guess}
		lower, done := t.relax()
		if done {
			return
		}
		bound = max(bound, c.lost+lower)
		t.round()
		t.reduce(lower)
		free := 0
		for _, f := range t.r.fixed {
			if f < 0 {
				free++
			}
		}
		if free*5 > len(c.cost)*4 { // too little came of it to begin anew
			if !c.parts {
				t.roam()
				t.reduce(lower)
				if lower, done = t.relax(); !done {
					t.branch(lower, 0)
				}
				return
			}
			s.divide(t, bound)
			return
		}
		child, ok := c.restrict(t.r.fixed)
		if !ok {
			return
		}
		chosen = t.taken(chosen)
		c = child
	}
}

// divide searches both halves of a core, each as a core of its own: where
// channels reach a part of a group, taking one in changes what others add.
func (s *search) divide(t *tree, bound float64) {
	channel, value, _ := t.widest(math.Inf(-1))
	if channel < 0 {
		return
	}
	fixed := slices.Clone(t.r.fixed)
	for range 2 {
		fixed[channel] = value
		t.r.fixed = fixed
		if child, ok := t.core.restrict(fixed); ok {
			s.descend(child, t.taken(t.chosen), bound)
		}
		value = 1 - value
	}
}

// tree searches a core in which channels reach groups as a whole, with one
// relaxation that goes along.
type tree struct {
	*search
	core   *core
	chosen []int
	r      *relaxation
	guess  *choice
	stack  []*kept // of each depth
}

// taken are the chosen channels with those of this core that are in.
func (t *tree) taken(chosen []int) []int {
	out := slices.Clone(chosen)
	for i, f := range t.r.fixed {
		if f == 1 {
			out = append(out, t.core.channel[i])
		}
	}
	return out
}

// most is how many people of the core may stay unreached in a better choice.
func (t *tree) most() float64 { return t.least - t.margin() - t.core.lost }

// relax solves the relaxation, with cuts for needs that it does not meet, and
// returns the bound; done is true where nothing better is left.
func (t *tree) relax() (lower float64, done bool) {
	for {
		if !t.r.solve(t.most() + exact) {
			return math.Inf(1), true
		}
		lower = t.r.safe()
		if lower > t.most() {
			return lower, true
		}
		if t.r.bound > t.most()+exact {
			t.r.refresh()
			if !t.r.solve(math.Inf(1)) {
				return math.Inf(1), true
			}
			if lower = t.r.safe(); lower > t.most() {
				return lower, true
			}
		}
		if !t.cut() {
			return lower, false
		}
	}
}

// cut adds a limit for a need that the relaxation does not meet: the shortfalls
// of any of its groups are no more than the people who may stay unreached.
func (t *tree) cut() bool {
	for _, n := range t.core.needs {
		if len(t.r.limits) >= cap(t.r.limits) {
			return false
		}
		over := -n.most
		for _, j := range n.groups {
			over += max(t.r.v[j], 0) * t.core.people[j]
		}
		if over <= 1e-6*(1+n.most) {
			continue
		}
		in := make([]bool, len(t.core.people))
		l := limit{of: make([]float64, len(t.core.cost)), most: n.most}
		for _, j := range n.groups {
			if t.r.v[j] > 0 {
				in[j] = true
				l.most -= t.core.people[j]
			}
		}
		scale := 0.0
		for i := range l.of {
			groups, shares := t.core.reached(i)
			for k, j := range groups {
				if in[j] {
					l.of[i] -= shares[k] * t.core.people[j]
				}
			}
			scale = max(scale, -l.of[i])
		}
		if scale == 0 {
			continue
		}
		for i := range l.of {
			l.of[i] /= scale
		}
		l.most /= scale
		t.r.cut(l)
		return true
	}
	return false
}

// reduce fixes free channels that no better choice takes, or leaves out, and
// those that the budget does not allow any more. It reports whether there were
// such.
func (t *tree) reduce(lower float64) (fixed bool) {
	most := t.most()
	budget := t.core.budget * (1 + exact)
	for i, f := range t.r.fixed {
		if f == 1 {
			budget -= t.core.cost[i]
		}
	}
	for i, f := range t.r.fixed {
		if f >= 0 {
			continue
		}
		switch w := t.r.worth[i]; {
		case t.core.cost[i] > budget, w < 0 && lower-w > most:
			t.r.fix(i, 0)
			fixed = true
		case w > 0 && lower+w > most:
			t.r.fix(i, 1)
			fixed = true
		}
	}
	return fixed
}

// near is the share of all people by which a choice may be worse than the best
// for exchanges to be worth their time.
const near = 0.002

// round makes a choice of the relaxation: the channels it takes most of first,
// then what else the budget allows, then exchanges where it comes near the best.
func (t *tree) round() {
	g := t.guess
	g.reset()
	order := make([]int, 0, len(t.core.cost))
	for i := range t.core.cost {
		if t.r.x[i] > 0.3 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := t.r.x[a], t.r.x[b]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for _, i := range order {
		if g.affords(i) {
			g.add(i)
		}
	}
	g.fill(-1)
	if t.core.lost+g.unreached > t.least+near*t.all {
		return
	}
	g.improve()
	t.offer(g, t.chosen)
}

// roam seeks a better choice around the best one.
func (t *tree) roam() {
	g := t.guess
	g.reset()
	for i, f := range t.r.fixed {
		if f == 1 || f < 0 && slices.Contains(t.best, t.core.channel[i]) {
			g.add(i)
		}
	}
	g.roam(4*len(t.core.cost), t.r.fixed)
	t.offer(g, t.chosen)
}

// widest is the free channel to branch on, and the half to search first: the
// one that moves the bound most in both halves, or where the relaxation is sure
// of all, one it takes. Halves whose bound says enough are dropped at once, for
// which it may fix channels.
func (t *tree) widest(lower float64) (channel int, first int8, fixed bool) {
	best, score, room := -1, -1.0, t.most()-lower
	for i, f := range t.r.fixed {
		if x := t.r.x[i]; f >= 0 || t.r.place[i] < 0 || x < 1e-6 || x > 1-1e-6 {
			continue
		}
		out, in := t.r.penalty(i)
		switch {
		case out > room+exact && in > room+exact:
			return i, 0, true
		case out > room+exact:
			t.r.fix(i, 1)
			return i, 1, true
		case in > room+exact:
			t.r.fix(i, 0)
			return i, 0, true
		}
		if s := (out + 1e-6) * (in + 1e-6); s > score {
			best, score, first = i, s, 0
			if in <= out {
				first = 1
			}
		}
	}
	if best < 0 {
		for i, f := range t.r.fixed {
			if w := t.r.worth[i]; f < 0 && (best < 0 || w > score) {
				best, score, first = i, w, 0
				if t.r.x[i] >= 0.5 {
					first = 1
				}
			}
		}
	}
	return best, first, false
}

// branch searches below a node whose relaxation is solved.
func (t *tree) branch(lower float64, depth int) {
	channel, value, fixed := -1, int8(0), true
	for fixed {
		// What is fixed moves the relaxation: until that is solved anew it does
		// not show which channels are left to branch on.
		for t.reduce(lower) {
			var done bool
			if lower, done = t.relax(); done {
				return
			}
		}
		if channel, value, fixed = t.widest(lower); !fixed {
			break
		}
		if t.r.fixed[channel] < 0 {
			return
		}
		var done bool
		if lower, done = t.relax(); done {
			return
		}
	}
	// Rounding costs as much as a relaxation: every eighth node is enough.
	if channel < 0 || t.nodes%8 == 0 || t.integral() {
		t.take()
	}
	if lower > t.most() {
		return
	}
	if channel < 0 {
		t.only()
		return
	}
	if depth == len(t.stack) {
		t.stack = append(t.stack, new(kept))
	}
	here := t.stack[depth]
	t.r.keep(here)
	for half := range 2 {
		if t.halted(t.core.lost + lower) {
			return
		}
		if half > 0 {
			t.r.back(here)
		}
		t.r.fix(channel, value)
		if below, done := t.relax(); !done {
			t.branch(below, depth+1)
		}
		value = 1 - value
	}
}

// only offers the one choice that is left where all channels are fixed.
func (t *tree) only() {
	t.guess.reset()
	for i, f := range t.r.fixed {
		if f == 1 {
			t.guess.add(i)
		}
	}
	t.offer(t.guess, t.chosen)
}

func (t *tree) integral() bool {
	for i := range t.core.cost {
		if x := t.r.x[i]; min(x, 1-x) > 1e-6 {
			return false
		}
	}
	return true
}

// take offers the choice that the relaxation makes, rounded.
func (t *tree) take() {
	if !t.integral() {
		t.round()
		return
	}
	t.guess.reset()
	for i := range t.core.cost {
		if t.r.x[i] > 0.5 {
			t.guess.add(i)
		}
	}
	t.offer(t.guess, t.chosen)
}
