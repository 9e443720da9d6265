package mix

import (
	"math"
	"slices"
)

// relaxation is the linear relaxation of a [core]: channels may be chosen in
// part, and of each group at least 1 − Σ share·x stays unreached. It seeks the
// least number of people unreached.
//
// The shortfall of a group, v = 1 − Σ share·x, costs its people where it is
// above 0 and nothing below, so that no variable is needed for what is reached.
// The method is the dual simplex one: every state has prices that give a valid
// bound, and fixing a channel leaves them valid, so the search goes on from
// where it is.
//
// A variable (a channel, the shortfall of a group, the slack of a limit) either
// rests at a break of its cost or is in the basis. A channel rests at 0 or 1, a
// row (a shortfall or slack) at 0. As many channels are in the basis as rows
// rest, and few do, so only the inverse of the matrix of those rows and
// channels is kept; the rest follows from the core.
//
// The price of a variable that rests is the rate at which the costs of the
// basis fall with it. It lies between the slopes of its own cost on both sides
// of the break.
type relaxation struct {
	core *core
	n    int // channels
	m    int // groups
	rows int // groups and limits, the budget's first

	limits []limit
	state  []float64 // values, prices and slopes together, to be kept at once

	// of channels
	x     []float64 // value
	place []int32   // index in the basis, or -1
	cost  []float64 // price where it rests
	fixed []int8    // -1 free, or its value

	// of rows
	v      []float64 // value
	side   []float64 // of its break in the basis: its weight above, less its weight below, 0 where it rests
	slope  []float64 // of its cost
	rests  []int32   // index among the rows that rest, or -1
	price  []float64 // where it rests
	weight []float64 // of its gap, when choosing what to change

	spare []bool // of each group: whether it has no price at the start

	in      []int32   // channels in the basis
	rest    []int32   // rows that rest
	inverse []float64 // of the matrix rest × in: n values for each channel in the basis

	bound  float64 // people unreached at least, as the method reckons
	pivots int     // since the inverse was made

	alpha []float64 // scratch: of each channel, how the leaving variable falls with it
	y     []float64 // of each resting row, the same
	w     []float64 // of each channel in the basis
	flips []int32
	u     []float64
	worth []float64 // of each channel at the last safe bound
}

// limit is Σ of·x ≤ at most.
type limit struct {
	of   []float64
	most float64
}

const (
	exact    = 1e-9  // within which values are equal
	small    = 1e-7  // below which an element is no pivot
	maxCuts  = 24    // limits besides those of the core
	freshFor = 100   // pivots after which the inverse is made anew
	maxSteps = 10000 // of the method at one node; the bound is valid wherever it stops
)

// newRelaxation starts near a choice: a group that its channels reach more than
// once over has no price, any other its full one. Then any channel has a price
// that speaks for choosing it, and the budget's finds which to leave out.
func newRelaxation(c *core, near *choice) *relaxation {
	n, m := len(c.cost), len(c.people)
	mean := 0.0 // people of a group
	for _, people := range c.people {
		mean += people / float64(m)
	}
	own := 1 + len(c.limits)
	room := m + own + maxCuts
	floats := make([]float64, 7*n+6*room+n*n)
	state := floats[:2*n+4*room]
	take := func(size int) []float64 {
		s := floats[:size:size]
		floats = floats[size:]
		return s
	}
	r := &relaxation{
		core: c, n: n, m: m, rows: m + own, limits: make([]limit, 0, own+maxCuts),
		state: state, // the next six lie in it
		x:     take(n), cost: take(n), v: take(room), side: take(room), slope: take(room), price: take(room),
		place: make([]int32, n), fixed: make([]int8, n), rests: make([]int32, room),
		in: make([]int32, 0, n), rest: make([]int32, 0, n), inverse: take(n * n),
		alpha: take(n), y: take(n), w: take(n), u: take(room), worth: take(n), weight: take(room),
	}
	// The budget is scaled so that its slack compares with shortfalls.
	scale := slices.Max(c.cost)
	if scale == 0 {
		scale = 1
	}
	budget := limit{of: take(n), most: c.budget / scale}
	for i := range n {
		r.fixed[i] = -1
		budget.of[i] = c.cost[i] / scale
	}
	r.limits = append(append(r.limits, budget), c.limits...)
	for row := range r.weight {
		if r.weight[row] = 1; row < m {
			r.weight[row] = math.Sqrt(c.people[row] / mean)
		}
	}
	r.spare = make([]bool, m)
	for j := range r.spare {
		reach := 0.0
		for e := c.rowFrom[j]; e < c.rowFrom[j+1]; e++ {
			if near.in[c.rowChannel[e]] {
				reach += c.rowShare[e]
			}
		}
		r.spare[j] = reach > 1+exact
	}
	r.restart()
	return r
}

// enter puts a row into the basis, on a side of its break.
func (r *relaxation) enter(row int, above bool) {
	switch {
	case row >= r.m:
		r.side[row], r.slope[row] = r.weight[row], 0
	case above:
		r.side[row], r.slope[row] = r.weight[row], r.core.people[row]
	default:
		r.side[row], r.slope[row] = -r.weight[row], 0
	}
}

// ends are between which values a channel may be.
func (r *relaxation) ends(channel int) (low, high float64) {
	if f := r.fixed[channel]; f >= 0 {
		return float64(f), float64(f)
	}
	return 0, 1
}

// settle works out the values of all variables, the prices and the bound from
// the basis and the inverse.
func (r *relaxation) settle() {
	c := r.core
	// Values: first as if the channels in the basis were 0, then with them.
	for j := range r.m {
		r.v[j] = 1
	}
	for l := range r.limits {
		r.v[r.m+l] = r.limits[l].most
	}
	for i := range r.n {
		if r.place[i] < 0 {
			r.spend(i, r.x[i])
		}
	}
	k := len(r.in)
	for a, i := range r.in {
		value := 0.0
		for b, row := range r.rest {
			value += r.inverse[a*r.n+b] * r.v[row]
		}
		r.x[i] = value
	}
	for _, i := range r.in {
		r.spend(int(i), r.x[i])
	}
	// Prices: of the basis' slopes through channels in the basis to the rows
	// that rest, and through both to the other channels.
	for i := range r.n {
		sum := 0.0
		for e := c.from[i]; e < c.from[i+1]; e++ {
			if row := c.group[e]; r.rests[row] < 0 {
				sum += r.slope[row] * c.share[e]
			}
		}
		r.cost[i] = sum
	}
	y := r.y[:k]
	for b := range y {
		y[b] = 0
		for a, i := range r.in {
			y[b] -= r.cost[i] * r.inverse[a*r.n+b]
		}
	}
	for b, row := range r.rest {
		r.price[row] = y[b]
		r.each(int(row), func(i int, t float64) { r.cost[i] += y[b] * t })
	}
	r.bound = 0
	for row := range r.rows {
		if r.rests[row] < 0 {
			r.bound += r.slope[row] * r.v[row]
		} else {
			r.v[row] = 0
		}
	}
}

// spend lowers the rows by what a channel takes of them.
func (r *relaxation) spend(channel int, d float64) {
	if d == 0 {
		return
	}
	groups, shares := r.core.reached(channel)
	v := r.v
	for k, j := range groups {
		v[j] -= shares[k] * d
	}
	for l := range r.limits {
		v[r.m+l] -= r.limits[l].of[channel] * d
	}
}

// each yields the channels of a row.
func (r *relaxation) each(row int, yield func(channel int, t float64)) {
	if row >= r.m {
		for i, t := range r.limits[row-r.m].of {
			if t != 0 {
				yield(i, t)
			}
		}
		return
	}
	c := r.core
	for e := c.rowFrom[row]; e < c.rowFrom[row+1]; e++ {
		yield(int(c.rowChannel[e]), c.rowShare[e])
	}
}

// scatter adds f times a row to alpha.
func (r *relaxation) scatter(row int, f float64) {
	alpha := r.alpha
	if row >= r.m {
		for i, t := range r.limits[row-r.m].of {
			alpha[i] += f * t
		}
		return
	}
	c := r.core
	from, to := c.rowFrom[row], c.rowFrom[row+1]
	shares := c.rowShare[from:to]
	for k, i := range c.rowChannel[from:to] {
		alpha[i] += f * shares[k]
	}
}

// solve moves prices until the values agree with them, or the bound exceeds
// most. It reports false where no choice meets the limits.
func (r *relaxation) solve(most float64) bool {
	for range maxSteps {
		if r.bound > most {
			return true
		}
		row, channel, gap, score := -1, -1, exact, 0.0
		cgap := exact
		side := r.side[:r.rows]
		for i, v := range r.v[:r.rows] {
			if s := v * side[i]; s < score && math.Abs(v) > exact {
				row, score = i, s
			}
		}
		if row >= 0 {
			gap = math.Abs(r.v[row])
		}
		for a, i := range r.in {
			l, h := r.ends(int(i))
			if g := l - r.x[i]; g > cgap {
				channel, cgap = a, g
			}
			if g := r.x[i] - h; g > cgap {
				channel, cgap = a, g
			}
		}
		switch {
		case channel >= 0 && (row < 0 || 2*cgap >= gap):
			if !r.leave(channel, cgap) {
				return false
			}
		case row >= 0:
			if !r.rise(row, gap) {
				return false
			}
		default:
			return true
		}
		if r.pivots > freshFor {
			r.refresh()
		}
	}
	return true
}

// rise changes the slope of a row whose value is on the wrong side.
func (r *relaxation) rise(row int, gap float64) bool {
	k := len(r.in)
	y := r.y[:k]
	clear(y)
	clear(r.alpha)
	r.scatter(row, 1)
	for a, i := range r.in {
		if t := r.alpha[i]; t != 0 {
			for b, f := range r.inverse[a*r.n : a*r.n+k] {
				y[b] -= t * f
			}
		}
	}
	for b, f := range y {
		if f != 0 {
			r.scatter(int(r.rest[b]), f)
		}
	}
	sign, most := -1.0, math.Inf(1)
	up := r.side[row] < 0
	if up {
		sign = 1
	}
	if row < r.m {
		most = r.core.people[row] // change of the slope until the row is on its other side
	}
	theta, growth, channel, kink := r.ratio(sign, gap, most)
	if math.IsInf(growth, 1) {
		return false
	}
	r.bound += growth
	r.change(sign * theta)
	if channel < 0 && kink < 0 {
		r.enter(row, up)
		return true
	}
	price := r.slope[row] + sign*theta
	if channel >= 0 {
		// The row rests, the channel comes into the basis: both are new in the inverse.
		s := 1 / r.alpha[channel]
		w := r.through(channel)
		d := r.v[row] * s
		r.shift(w, d)
		r.x[channel] += d
		r.spend(channel, d)
		n := r.n
		for a := range k {
			line := r.inverse[a*n : a*n+k+1]
			f := w[a] * s
			for b := range k {
				line[b] -= f * y[b]
			}
			line[k] = -f
		}
		line := r.inverse[k*n : k*n+k+1]
		for b := range k {
			line[b] = y[b] * s
		}
		line[k] = s
		r.place[channel] = int32(k)
		r.in = append(r.in, int32(channel))
		r.rest = append(r.rest, int32(row))
		r.settleRow(row, k, price)
	} else {
		// The row takes the place of one that rests.
		e := y[kink]
		w := r.w[:k]
		for a := range k {
			w[a] = r.inverse[a*r.n+kink]
		}
		d := r.v[row] / e
		r.shift(w, d)
		old := int(r.rest[kink])
		for a := range k {
			line := r.inverse[a*r.n : a*r.n+k]
			f := w[a] / e
			for b := range line {
				line[b] -= f * y[b]
			}
			line[kink] = -f
		}
		r.wake(old, d, sign*e > 0)
		r.rest[kink] = int32(row)
		r.settleRow(row, kink, price)
	}
	r.pivots++
	return true
}

// leave takes a channel out of the basis that is beyond its ends.
func (r *relaxation) leave(a int, gap float64) bool {
	k, n := len(r.in), r.n
	y := r.y[:k]
	copy(y, r.inverse[a*n:a*n+k])
	clear(r.alpha)
	for b, f := range y {
		if f != 0 {
			r.scatter(int(r.rest[b]), f)
		}
	}
	leaving := int(r.in[a])
	low, high := r.ends(leaving)
	sign, to := -1.0, low
	if r.x[leaving] > high {
		sign, to = 1, high
	}
	theta, growth, channel, kink := r.ratio(sign, gap, math.Inf(1))
	if math.IsInf(growth, 1) {
		return false
	}
	r.bound += growth
	r.change(sign * theta)
	r.cost[leaving], r.place[leaving] = sign*theta, -1
	if channel >= 0 {
		s := 1 / r.alpha[channel]
		w := r.through(channel)
		d := (r.x[leaving] - to) * s
		r.shift(w, d)
		r.x[channel] += d
		r.spend(channel, d)
		own := r.inverse[a*n : a*n+k]
		for b := range own {
			own[b] *= s
		}
		for e := range k {
			if f := w[e]; e != a && f != 0 {
				line := r.inverse[e*n : e*n+k]
				for b := range line {
					line[b] -= f * own[b]
				}
			}
		}
		r.in[a], r.place[channel] = int32(channel), int32(a)
	} else {
		w := r.w[:k]
		for e := range k {
			w[e] = r.inverse[e*n+kink]
		}
		d := (r.x[leaving] - to) / w[a]
		r.shift(w, d)
		r.wake(int(r.rest[kink]), d, sign*w[a] > 0)
		own := r.inverse[a*n : a*n+k]
		for e := range k {
			if f := w[e] / w[a]; e != a && f != 0 {
				line := r.inverse[e*n : e*n+k]
				for b := range line {
					line[b] -= f * own[b]
				}
			}
		}
		last := k - 1
		if a != last {
			copy(own, r.inverse[last*n:last*n+k])
			r.in[a] = r.in[last]
			r.place[r.in[a]] = int32(a)
		}
		if kink != last {
			for e := range last {
				r.inverse[e*n+kink] = r.inverse[e*n+last]
			}
			r.rest[kink] = r.rest[last]
			r.rests[r.rest[kink]] = int32(kink)
		}
		r.in, r.rest = r.in[:last], r.rest[:last]
	}
	r.x[leaving] = to
	r.pivots++
	return true
}

// settleRow lets a row rest at 0 with a price.
func (r *relaxation) settleRow(row, b int, price float64) {
	r.rests[row], r.price[row] = int32(b), price
	r.v[row], r.side[row], r.slope[row] = 0, 0, 0
}

// wake puts a row that rested into the basis.
func (r *relaxation) wake(row int, value float64, above bool) {
	r.rests[row], r.v[row] = -1, value
	r.enter(row, above)
}

// through is how the channels in the basis fall with one that rests.
func (r *relaxation) through(channel int) []float64 {
	k := len(r.in)
	w := r.w[:k]
	clear(w)
	groups, shares := r.core.reached(channel)
	for e, j := range groups {
		if b := r.rests[j]; b >= 0 {
			for a := range w {
				w[a] += r.inverse[a*r.n+int(b)] * shares[e]
			}
		}
	}
	for l := range r.limits {
		if b := r.rests[r.m+l]; b >= 0 {
			t := r.limits[l].of[channel]
			for a := range w {
				w[a] += r.inverse[a*r.n+int(b)] * t
			}
		}
	}
	return w
}

// shift lowers the channels in the basis by d·w, and with them the rows.
func (r *relaxation) shift(w []float64, d float64) {
	for a, i := range r.in {
		if f := -w[a] * d; f != 0 {
			r.x[i] += f
			r.spend(int(i), f)
		}
	}
}

// ratio finds how far a slope can change until a price reaches an end, and
// whose: a channel's, a resting row's, or with neither the changing row's own.
// Channels that can go from one end to the other on the way do. It reports by
// how much the bound grows, endlessly where nothing stops the change.
func (r *relaxation) ratio(sign, gap, most float64) (theta, growth float64, channel, kink int) {
	r.flips = r.flips[:0]
	for {
		next, element := math.Inf(1), 0.0
		channel, kink = -1, -1
		for i, a := range r.alpha {
			a *= sign
			if a < small && a > -small || r.place[i] >= 0 || r.fixed[i] >= 0 || (a > 0) != (r.x[i] == 0) {
				continue
			}
			size := math.Abs(a)
			t := -r.cost[i] / a
			if t < 0 {
				t = 0
			}
			if (t < next-exact || t <= next+exact && size > element) && !slices.Contains(r.flips, int32(i)) {
				next, channel, element = t, i, size
			}
		}
		for b, a := range r.y[:len(r.rest)] {
			a *= sign
			if a < small && a > -small {
				continue
			}
			row := int(r.rest[b])
			to := 0.0
			if row >= r.m {
				if a < 0 {
					continue
				}
			} else if a > 0 {
				to = r.core.people[row]
			}
			size := math.Abs(a)
			t := (to - r.price[row]) / a
			if t < 0 {
				t = 0
			}
			if t < next-exact || t <= next+exact && size > element {
				next, kink, channel, element = t, b, -1, size
			}
		}
		if most <= next {
			if most > theta {
				growth += (most - theta) * gap
			}
			return most, growth, -1, -1
		}
		if next > theta {
			growth += (next - theta) * gap
			theta = next
		}
		if kink >= 0 || gap-element <= exact {
			return theta, growth, channel, kink
		}
		gap -= element
		r.flips = append(r.flips, int32(channel))
	}
}

// change changes prices as a slope does, and moves the channels that go from
// one end to the other.
func (r *relaxation) change(f float64) {
	if f != 0 {
		for i, a := range r.alpha {
			r.cost[i] += f * a
		}
		for b, a := range r.y[:len(r.rest)] {
			r.price[r.rest[b]] += f * a
		}
	}
	for _, i := range r.flips {
		r.move(int(i), 1-r.x[i])
	}
}

// penalty is by how much the bound grows at least when a channel in the basis
// is left out, and when it is taken in.
func (r *relaxation) penalty(channel int) (out, in float64) {
	k, a := len(r.in), int(r.place[channel])
	y := r.y[:k]
	copy(y, r.inverse[a*r.n:a*r.n+k])
	clear(r.alpha)
	for b, f := range y {
		if f != 0 {
			r.scatter(int(r.rest[b]), f)
		}
	}
	x := r.x[channel]
	_, out, _, _ = r.ratio(1, x, math.Inf(1))
	_, in, _, _ = r.ratio(-1, 1-x, math.Inf(1))
	return out, in
}

// move puts a channel that rests at another value.
func (r *relaxation) move(channel int, to float64) {
	d := to - r.x[channel]
	r.shift(r.through(channel), d)
	r.x[channel] = to
	r.spend(channel, d)
	for _, row := range r.rest {
		r.v[row] = 0
	}
}

// refresh makes the inverse anew, before rounding errors add up.
func (r *relaxation) refresh() {
	k, n := len(r.in), r.n
	r.pivots = 0
	wide := make([]float64, 2*k*k) // the matrix rest × in, and beside it one
	for b, row := range r.rest {
		r.each(int(row), func(i int, t float64) {
			if a := r.place[i]; a >= 0 {
				wide[b*2*k+int(a)] = t
			}
		})
		wide[b*2*k+k+b] = 1
	}
	for a := range k {
		best := a
		for b := a + 1; b < k; b++ {
			if math.Abs(wide[b*2*k+a]) > math.Abs(wide[best*2*k+a]) {
				best = b
			}
		}
		for e := range 2 * k {
			wide[a*2*k+e], wide[best*2*k+e] = wide[best*2*k+e], wide[a*2*k+e]
		}
		own := wide[a*2*k : (a+1)*2*k]
		if size := math.Abs(own[a]); !(size > small*small) || math.IsInf(size, 1) {
			r.restart()
			return
		}
		f := 1 / own[a]
		for e := range own {
			own[e] *= f
		}
		for b := range k {
			line := wide[b*2*k : (b+1)*2*k]
			if g := line[a]; b != a && g != 0 {
				for e := range line {
					line[e] -= g * own[e]
				}
			}
		}
	}
	for a := range k {
		copy(r.inverse[a*n:a*n+k], wide[a*2*k+k:(a+1)*2*k])
	}
	r.settle()
}

// restart takes all channels out of the basis: whatever rounding did to it, the
// prices are right again.
func (r *relaxation) restart() {
	for i := range r.n {
		if r.place[i] = -1; r.fixed[i] >= 0 {
			r.x[i] = float64(r.fixed[i])
		} else {
			r.x[i] = 1
		}
	}
	r.in, r.rest, r.pivots = r.in[:0], r.rest[:0], 0
	for row := range r.rows {
		r.rests[row] = -1
		r.enter(row, row >= r.m || !r.spare[row])
	}
	r.settle()
}

// fix sets a channel to a value, or frees it with -1.
func (r *relaxation) fix(channel int, to int8) {
	r.fixed[channel] = to
	if r.place[channel] >= 0 {
		return
	}
	at := float64(to)
	if to < 0 {
		at = r.x[channel]
		if r.cost[channel] > 0 {
			at = 1
		} else if r.cost[channel] < 0 {
			at = 0
		}
	}
	if d := at - r.x[channel]; d != 0 {
		r.bound -= r.cost[channel] * d
		r.move(channel, at)
	}
}

// cut adds a limit.
func (r *relaxation) cut(l limit) {
	row := r.rows
	r.limits = append(r.limits, l)
	r.rows++
	r.rests[row] = -1
	r.enter(row, true)
	r.v[row] = l.most
	for i, of := range l.of {
		r.v[row] -= of * r.x[i]
	}
}

// kept is a state of a relaxation to come back to.
type kept struct {
	floats           []float64
	inverse          []float64
	place, rests     []int32
	in, rest         []int32
	fixed            []int8
	bound            float64
	rows, cuts, aged int
}

// keep stores the state.
func (r *relaxation) keep(k *kept) {
	k.floats = append(k.floats[:0], r.state...)
	k.inverse = append(k.inverse[:0], r.inverse[:len(r.in)*r.n]...)
	k.place, k.rests = append(k.place[:0], r.place...), append(k.rests[:0], r.rests...)
	k.in, k.rest = append(k.in[:0], r.in...), append(k.rest[:0], r.rest...)
	k.fixed = append(k.fixed[:0], r.fixed...)
	k.bound, k.rows, k.cuts, k.aged = r.bound, r.rows, len(r.limits), r.pivots
}

// back returns to a state. Cuts added since are gone.
func (r *relaxation) back(k *kept) {
	copy(r.state, k.floats)
	copy(r.inverse, k.inverse)
	copy(r.place, k.place)
	copy(r.rests, k.rests)
	copy(r.fixed, k.fixed)
	r.in, r.rest = append(r.in[:0], k.in...), append(r.rest[:0], k.rest...)
	r.bound, r.rows, r.limits, r.pivots = k.bound, k.rows, r.limits[:k.cuts], k.aged
}

// safe is a bound on the people unreached that rests on nothing but the signs
// of the prices: whatever rounding did to them, it holds. It leaves in worth
// how much the bound falls when a channel is chosen.
func (r *relaxation) safe() float64 {
	c, bound := r.core, 0.0
	copy(r.u, r.slope[:r.m])
	clear(r.worth)
	for _, row := range r.rest {
		if int(row) < r.m {
			r.u[row] = min(max(r.price[row], 0), c.people[row])
			continue
		}
		l := &r.limits[int(row)-r.m]
		price := max(-r.price[row], 0)
		bound -= price * l.most
		for i, of := range l.of {
			r.worth[i] -= price * of
		}
	}
	for _, u := range r.u[:r.m] {
		bound += u
	}
	for i := range r.n {
		w := r.worth[i]
		groups, shares := c.reached(i)
		for k, j := range groups {
			w += r.u[j] * shares[k]
		}
		r.worth[i] = w
		if r.fixed[i] == 1 || r.fixed[i] < 0 && w > 0 {
			bound -= w
		}
	}
	return bound
}
