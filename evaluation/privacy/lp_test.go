package privacy

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// adversary attacks releases with a linear program in floating point, and
// shares nothing with the package but the documents. It builds its equations
// from the people's numbers that it sees, in its own way: a variable for every
// count, and one more for what every count leaves of a wider one.
type adversary struct {
	names map[string]int
	shown map[int]float64
	rows  []map[int]float64 // each adds up to nothing
	slack map[int]string    // what a variable is, where it is a difference
}

func (a *adversary) variable(name string) int {
	if i, ok := a.names[name]; ok {
		return i
	}
	a.names[name] = len(a.names)
	return len(a.names) - 1
}

// spot is the place of a count in words: date, filter, stage, and a value for
// each dimension, "*" for all.
func spot(tw *town, date, filter, stage string, of []string) string {
	return date + "/" + filter + "/" + stage + "/" + join(of)
}

func join(of []string) string {
	s := ""
	for _, v := range of {
		s += v + ";"
	}
	return s
}

func newAdversary(tw *town, published []Release) *adversary {
	a := &adversary{names: map[string]int{}, shown: map[int]float64{}, slack: map[int]string{}}
	within := map[string]string{}
	for _, s := range tw.stages {
		within["stage "+s.ID] = s.Within
	}
	for _, f := range tw.filters {
		within["filter "+f.ID] = f.Within
	}
	there := map[string]bool{}
	type place struct {
		date, filter, stage string
		of                  []string
	}
	var places []place
	for _, r := range published {
		for _, c := range r.Counts {
			of := make([]string, len(tw.dims))
			for d := range tw.dims {
				of[d] = "*"
				for _, o := range c.Of {
					if o.Dimension == tw.dims[d].ID {
						of[d] = o.Value
					}
				}
			}
			name := spot(tw, string(c.Date), c.Filter, c.Stage, of)
			there[name] = true
			places = append(places, place{string(c.Date), c.Filter, c.Stage, of})
			if c.People != nil {
				a.shown[a.variable(name)] = float64(*c.People)
			}
		}
	}
	less := func(small, large string) {
		if !there[large] {
			return
		}
		d := a.variable(large + " - " + small)
		a.slack[d] = large + " - " + small
		a.rows = append(a.rows, map[int]float64{a.variable(large): 1, a.variable(small): -1, d: -1})
	}
	dates := 0
	for i, d := range tw.dates {
		if slices.ContainsFunc(places, func(p place) bool { return p.date == string(d) }) {
			dates = i + 1
		}
	}
	for _, p := range places {
		name := spot(tw, p.date, p.filter, p.stage, p.of)
		if w := within["stage "+p.stage]; w != "" {
			less(name, spot(tw, p.date, p.filter, w, p.of))
		}
		if p.filter != "" {
			less(name, spot(tw, p.date, within["filter "+p.filter], p.stage, p.of))
		}
		for i, d := range tw.dates[:dates] {
			if string(d) == p.date && i+1 < dates {
				less(name, spot(tw, string(tw.dates[i+1]), p.filter, p.stage, p.of))
			}
		}
		for d, v := range p.of { // what is told for all values of a dimension
			if v != "*" {
				continue
			}
			row := map[int]float64{a.variable(name): -1}
			for _, value := range tw.dims[d].Values {
				of := slices.Clone(p.of)
				of[d] = value
				if part := spot(tw, p.date, p.filter, p.stage, of); there[part] {
					row[a.variable(part)] = 1
				}
			}
			if told := len(row) - 1; told == 0 {
				continue
			} else if told < len(tw.dims[d].Values) { // the others are what is left
				rest := name + " without " + tw.dims[d].ID
				row[a.variable(rest)] = 1
				a.slack[a.variable(rest)] = rest
			}
			a.rows = append(a.rows, row)
		}
	}
	return a
}

// truths are how many people each variable stands for, of so many dates.
func (a *adversary) truths(tw *town, dates int) []float64 {
	x := make([]float64, len(a.names))
	for date := range dates {
		for _, c := range slices.Concat(tw.release(date).Counts, tw.result(date).Counts) {
			of := make([]string, len(tw.dims))
			for d := range tw.dims {
				of[d] = "*"
				for _, o := range c.Of {
					if o.Dimension == tw.dims[d].ID {
						of[d] = o.Value
					}
				}
			}
			if i, published := a.names[spot(tw, string(c.Date), c.Filter, c.Stage, of)]; published {
				x[i] = float64(*c.People)
			}
		}
	}
	for _, row := range a.rows {
		for d, f := range row {
			if a.slack[d] == "" {
				continue
			}
			for i, g := range row {
				if i != d {
					x[d] -= g * x[i] / f
				}
			}
		}
	}
	return x
}

// breaks counts the small groups of which the adversary knows for certain that
// they are small, and those that it tried.
func (a *adversary) breaks(t *testing.T, truth []float64, least int) (broken, tried int) {
	t.Helper()
	// What is known moves to the right; then rows are reduced.
	free := make([]int, 0, len(a.names)) // variables that are not shown
	column := map[int]int{}
	for i := range len(a.names) {
		if _, ok := a.shown[i]; !ok {
			column[i] = len(free)
			free = append(free, i)
		}
	}
	var rows [][]float64
	for _, row := range a.rows {
		line := make([]float64, len(free)+1)
		for i, f := range row {
			if v, ok := a.shown[i]; ok {
				line[len(free)] -= f * v
			} else {
				line[column[i]] += f
			}
		}
		rows = append(rows, line)
	}
	at := 0
	for c := range free {
		best := -1
		for r := at; r < len(rows); r++ {
			if math.Abs(rows[r][c]) > 1e-9 && (best < 0 || math.Abs(rows[r][c]) > math.Abs(rows[best][c])) {
				best = r
			}
		}
		if best < 0 {
			continue
		}
		rows[at], rows[best] = rows[best], rows[at]
		f := rows[at][c]
		for k := range rows[at] {
			rows[at][k] /= f
		}
		for r := range rows {
			if g := rows[r][c]; r != at && g != 0 {
				for k := range rows[r] {
					rows[r][k] -= g * rows[at][k]
				}
			}
		}
		at++
	}
	rows = rows[:at]
	few := func(v float64) bool { return v > 0.5 && v < float64(least)-0.5 }
	open := map[int]bool{}
	for i, v := range truth {
		if _, ok := a.shown[i]; few(v) && ok {
			broken++
		} else if few(v) {
			open[column[i]] = true
		}
	}
	tried = len(open) + broken
	if len(open) == 0 {
		return broken, tried
	}
	if len(rows) == 0 {
		return broken, tried // nothing is said of anything
	}
	// A variable of which nothing is said may be anything.
	kept := free[:0:0]
	moved := map[int]int{}
	for c := range free {
		said := false
		for r := range rows {
			if math.Abs(rows[r][c]) < 1e-9 {
				rows[r][c] = 0
			}
			said = said || rows[r][c] != 0
		}
		if said {
			moved[c] = len(kept)
			kept = append(kept, c)
		} else {
			delete(open, c)
		}
	}
	for r := range rows {
		line := make([]float64, 0, len(kept)+1)
		for _, c := range kept {
			line = append(line, rows[r][c])
		}
		rows[r] = append(line, rows[r][len(free)])
	}
	still := map[int]bool{}
	for c := range open {
		still[moved[c]] = true
	}
	free, open = kept, still
	if len(open) == 0 {
		return broken, tried
	}
	solve := func(cost []float64) ([]float64, bool) { return minimum(t, rows, cost) }
	see := func(x []float64) {
		for c := range open {
			if !few(x[c]) {
				delete(open, c)
			}
		}
	}
	// All of them as small as can be at once: most leave here.
	cost := make([]float64, len(free))
	for c := range open {
		cost[c] = 1
	}
	x, _ := solve(cost)
	see(x)
	for len(open) > 0 {
		c := len(free)
		for k := range open {
			c = min(c, k)
		}
		leaves := false
		for _, by := range []float64{1, -1} {
			cost := make([]float64, len(free))
			cost[c] = by
			x, ends := solve(cost)
			if !ends {
				leaves = true
				break
			}
			leaves = leaves || !few(x[c])
			see(x)
		}
		delete(open, c)
		if !leaves {
			broken++
		}
	}
	return broken, tried
}

// minimum is where a cost is least, among numbers that are not negative and fit
// the rows, the last column of which is the right side; false where it has no
// end. A tableau in floating point, with Bland's rule.
func minimum(t *testing.T, rows [][]float64, cost []float64) ([]float64, bool) {
	t.Helper()
	const tiny = 1e-9
	n, m := len(cost), len(rows)
	tableau := make([][]float64, m)
	basis := make([]int, m)
	first := make([]float64, n+m+1)
	for r := range rows {
		sign := 1.0
		if rows[r][n] < 0 {
			sign = -1
		}
		tableau[r] = make([]float64, n+m+1)
		for c := range n {
			tableau[r][c] = sign * rows[r][c]
			first[c] -= tableau[r][c]
		}
		tableau[r][n+r], tableau[r][n+m], basis[r] = 1, sign*rows[r][n], n+r
		first[n+m] -= tableau[r][n+m]
	}
	pivot := func(r, c int, goals ...[]float64) {
		f := tableau[r][c]
		for k := range tableau[r] {
			tableau[r][k] /= f
		}
		for _, line := range append(goals, tableau...) {
			if g := line[c]; g != 0 && &line[0] != &tableau[r][0] {
				for k := range line {
					if line[k] -= g * tableau[r][k]; math.Abs(line[k]) < 1e-12 {
						line[k] = 0
					}
				}
			}
		}
		basis[r] = c
	}
	run := func(goal []float64) bool {
		for {
			c := 0
			for c < n && goal[c] > -tiny {
				c++
			}
			if c == n {
				return true
			}
			best := -1
			for r := range tableau {
				if tableau[r][c] <= tiny {
					continue
				}
				if best >= 0 {
					d := tableau[r][n+m]/tableau[r][c] - tableau[best][n+m]/tableau[best][c]
					if d > tiny || d > -tiny && basis[r] > basis[best] {
						continue
					}
				}
				best = r
			}
			if best < 0 {
				return false
			}
			pivot(best, c, goal)
		}
	}
	run(first)
	require.InDelta(t, 0, first[n+m], 1e-6, "the truth fits")
	for r := range basis {
		for c := 0; basis[r] >= n && c < n; c++ {
			if math.Abs(tableau[r][c]) > tiny {
				pivot(r, c)
			}
		}
	}
	goal := make([]float64, n+m+1)
	copy(goal, cost)
	for r, c := range basis {
		if g := goal[c]; c < n && g != 0 {
			for k := range goal {
				goal[k] -= g * tableau[r][k]
			}
		}
	}
	ends := run(goal)
	x := make([]float64, n)
	for r, c := range basis {
		if c < n {
			x[c] = tableau[r][n+m]
		}
	}
	return x, ends
}
