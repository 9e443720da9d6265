package privacy

import "errors"

// errUndecided is that a question was too large for exact answers.
var errUndecided = errors.New("too large to be decided exactly")

// ratio is an exact fraction; d is positive.
type ratio struct{ n, d int64 }

func whole(n int64) ratio { return ratio{n, 1} }

// small numbers multiply without overflow.
func small(n int64) bool { return n > -1<<30 && n < 1<<30 }

func reduce(n, d int64) ratio {
	if d == 1 {
		return ratio{n, 1}
	}
	if d < 0 {
		n, d = -n, -d
	}
	a, b := n, d
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return ratio{n / a, d / a}
}

// lessMul is r - a·b.
func (r ratio) lessMul(a, b ratio, big *bool) ratio {
	if r.d == 1 && a.d == 1 && b.d == 1 && small(a.n) && small(b.n) {
		n := r.n - a.n*b.n
		*big = *big || !small(n)
		return ratio{n, 1}
	}
	p := reduce(a.n*b.n, a.d*b.d)
	*big = *big || !small(a.n) || !small(b.n) || !small(a.d) || !small(b.d) || !small(p.n) || !small(p.d) || !small(r.n) || !small(r.d)
	if *big {
		return r
	}
	return reduce(r.n*p.d-p.n*r.d, r.d*p.d)
}

func (r ratio) over(b ratio, big *bool) ratio {
	if b.n == b.d {
		return r
	}
	*big = *big || !small(r.n) || !small(r.d) || !small(b.n) || !small(b.d)
	if *big {
		return r
	}
	return reduce(r.n*b.d, r.d*b.n)
}

// less compares fractions of small numbers.
func (r ratio) less(b ratio) bool { return r.n*b.d < b.n*r.d }

// equation is that numbers with coefficients of one add up to a sum.
type equation struct {
	plus, minus []int // the variables
	sum         int
}

// program is a set of equations over whole numbers within bounds, solved by the
// simplex method in exact fractions. Source: Dantzig 1963; Bland 1977 for the
// choice of pivots, which ends.
type program struct {
	rows  [][]ratio // the tableau; the last column is the right side
	basis []int     // the variable of each row
	vars  int       // variables asked about; slacks come after
	width int
	low   []int
	big   bool
	work  int
}

// newProgram finds a vertex; false where nothing fits.
func newProgram(equations []equation, low, high []int) (*program, bool, error) {
	p := &program{vars: len(low), low: low}
	bounded := 0
	for i := range low {
		if high[i] < low[i] {
			return nil, false, nil
		}
		if high[i] < unbounded {
			bounded++
		}
	}
	rows := len(equations) + bounded
	p.width = p.vars + bounded + rows // the last ones are artificial
	artificial := p.vars + bounded
	uses := make([]int, p.vars)
	for _, e := range equations {
		for _, i := range e.plus {
			uses[i]++
		}
		for _, i := range e.minus {
			uses[i]++
		}
	}
	row := func(r int) []ratio {
		line := make([]ratio, p.width+1)
		for i := range line {
			line[i] = whole(0)
		}
		line[artificial+r] = whole(1)
		p.basis = append(p.basis, artificial+r)
		p.rows = append(p.rows, line)
		return line
	}
	for r, e := range equations {
		sum := e.sum
		line := row(r)
		for _, i := range e.plus {
			line[i].n++
			sum -= low[i]
		}
		for _, i := range e.minus {
			line[i].n--
			sum += low[i]
		}
		if sum < 0 {
			for i := range p.vars {
				line[i].n = -line[i].n
			}
			sum = -sum
		}
		line[p.width] = whole(int64(sum))
		for i := range p.vars { // a number of this row alone, such as a rest, begins in the basis
			if uses[i] == 1 && high[i] >= unbounded && line[i].n == 1 {
				p.basis[r] = i
				line[artificial+r] = whole(0)
				break
			}
		}
	}
	slack := p.vars
	for i := range low {
		if high[i] < unbounded {
			line := row(len(p.rows))
			line[i], line[slack] = whole(1), whole(1)
			line[p.width] = whole(int64(high[i] - low[i]))
			slack++
		}
	}
	cost := make([]ratio, p.width+1)
	for i := range cost {
		cost[i] = whole(0)
	}
	for r, line := range p.rows { // the sum of the artificial ones, in what is not in the basis
		if p.basis[r] < artificial {
			continue
		}
		for i := range artificial {
			cost[i] = cost[i].lessMul(line[i], whole(1), &p.big)
		}
		cost[p.width] = cost[p.width].lessMul(line[p.width], whole(1), &p.big)
	}
	if err := p.minimise(cost, artificial); err != nil {
		return nil, false, err
	}
	if cost[p.width].n != 0 {
		return nil, false, nil
	}
	// Artificial ones leave the basis; a row without anything else says nothing.
	for r := 0; r < len(p.rows); r++ {
		if p.basis[r] < artificial {
			continue
		}
		entering := -1
		for i := range artificial {
			if p.rows[r][i].n != 0 {
				entering = i
				break
			}
		}
		if entering >= 0 {
			p.pivot(r, entering, nil)
			continue
		}
		p.rows = append(p.rows[:r], p.rows[r+1:]...)
		p.basis = append(p.basis[:r], p.basis[r+1:]...)
		r--
	}
	for r := range p.rows {
		p.rows[r] = append(p.rows[r][:artificial], p.rows[r][p.width])
	}
	p.width = artificial
	if p.big {
		return nil, false, errUndecided
	}
	return p, true, nil
}

// minimise pivots until the cost cannot become less; what is minimised stands
// in the last place of cost, negated. Only the first columns may enter.
func (p *program) minimise(cost []ratio, columns int) error {
	for steps := 0; ; steps++ {
		entering := -1
		for i := range columns {
			if cost[i].n >= 0 {
				continue
			}
			if entering < 0 || steps < 200 && cost[i].less(cost[entering]) {
				entering = i
			}
			if steps >= 200 {
				break // by Bland's rule from here on, so that it ends
			}
		}
		if entering < 0 {
			return nil
		}
		leaving := -1
		var least ratio
		for r := range p.rows {
			if p.rows[r][entering].n <= 0 {
				continue
			}
			q := p.rows[r][p.width].over(p.rows[r][entering], &p.big)
			if leaving < 0 || q.less(least) || !least.less(q) && p.basis[r] < p.basis[leaving] {
				leaving, least = r, q
			}
		}
		if leaving < 0 {
			return nil // without end: for the caller to see, the cost stays
		}
		p.pivot(leaving, entering, cost)
		if p.work += len(p.rows) * p.width; p.big || p.work > mostWork {
			return errUndecided
		}
	}
}

// mostWork bounds one program, in cells of tableaus that were worked through:
// some seconds.
const mostWork = 1 << 30

func (p *program) pivot(r, c int, cost []ratio) {
	line := p.rows[r]
	by := line[c]
	for i := range line {
		if line[i].n != 0 {
			line[i] = line[i].over(by, &p.big)
		}
	}
	take := func(other []ratio) {
		f := other[c]
		if f.n == 0 {
			return
		}
		for i := range line {
			if line[i].n != 0 {
				other[i] = other[i].lessMul(f, line[i], &p.big)
			}
		}
	}
	for q := range p.rows {
		if q != r {
			take(p.rows[q])
		}
	}
	if cost != nil {
		take(cost)
	}
	p.basis[r] = c
}

// extreme goes to a vertex at which a variable is least (by 1) or greatest
// (by -1); false where it has no end.
func (p *program) extreme(i int, by int64) (ends bool, err error) {
	cost := make([]ratio, p.width+1)
	for k := range cost {
		cost[k] = whole(0)
	}
	cost[i] = whole(by)
	for r, b := range p.basis {
		if b != i {
			continue
		}
		for k := range cost {
			cost[k] = cost[k].lessMul(whole(by), p.rows[r][k], &p.big)
		}
	}
	if err := p.minimise(cost, p.width); err != nil {
		return false, err
	}
	for k := range cost[:p.width] {
		if cost[k].n < 0 {
			return false, nil
		}
	}
	return true, nil
}

// value of a variable at the vertex.
func (p *program) value(i int) ratio {
	for r, b := range p.basis {
		if b == i {
			v := p.rows[r][p.width]
			return reduce(v.n+int64(p.low[i])*v.d, v.d)
		}
	}
	return whole(int64(p.low[i]))
}

// point are all values at the vertex; false where one is not whole, with its
// place.
func (p *program) point() (values []int, fraction int, ok bool) {
	values = make([]int, p.vars)
	copy(values, p.low)
	for r, b := range p.basis {
		if b >= p.vars {
			continue
		}
		v := p.rows[r][p.width]
		if v.d != 1 {
			return nil, b, false
		}
		values[b] += int(v.n)
	}
	return values, -1, true
}

// integral finds a whole solution within bounds by branching; nil where there
// is none.
func integral(equations []equation, low, high []int, branches *int) ([]int, error) {
	if *branches--; *branches < 0 {
		return nil, errUndecided
	}
	p, ok, err := newProgram(equations, low, high)
	if err != nil || !ok {
		return nil, err
	}
	values, i, ok := p.point()
	if ok {
		return values, nil
	}
	v := p.value(i)
	floor := int(v.n / v.d)
	for _, up := range []bool{false, true} {
		l, h := append([]int(nil), low...), append([]int(nil), high...)
		if up {
			l[i] = floor + 1
		} else {
			h[i] = floor
		}
		if values, err := integral(equations, l, h, branches); values != nil || err != nil {
			return values, err
		}
	}
	return nil, nil
}
