package trial

import "github.com/osmosi-learning/osmosi/internal/statistic"

// Tally is what was counted of an experiment: whole numbers for each arm, and for
// each team where teams were shared out. It holds no person, but which teams
// there are, and so it has no form to be written in: a [Result] is what may be
// shown. It is not safe for use by several goroutines at once.
type Tally struct {
	arms     []armTally
	heldBack int // people held out who did something with what is held back
}

// armTally is one arm: its people, and for each outcome what they have together.
type armTally struct {
	people int
	totals []total
	teams  map[string]*team // by the ID of who leads them; nil where people were shared out
}

// total of an outcome: the sum of its values, of their squares, and how many
// people have one that is not 0. None can overflow: see MostOf.
type total struct{ sum, squares, some int64 }

// team is one that was shared out: its people who count, and their sums.
type team struct {
	people int
	sums   []int64
}

func (t *Trial) empty() *Tally {
	all := &Tally{arms: make([]armTally, len(t.planned.Arms))}
	for i := range all.arms {
		all.arms[i] = armTally{totals: make([]total, len(t.terms.Outcomes)), teams: map[string]*team{}}
	}
	return all
}

// add counts a person; the team is empty where people were shared out.
func (t *Tally) add(arm int, of string, values []int64, heldBack bool) {
	a := &t.arms[arm]
	a.people++
	if heldBack {
		t.heldBack++
	}
	for i, v := range values {
		one := &a.totals[i]
		one.sum += v
		one.squares += v * v
		if v != 0 {
			one.some++
		}
	}
	if of != "" {
		a.team(of, len(values)).add(1, values)
	}
}

func (a *armTally) team(id string, outcomes int) *team {
	if a.teams[id] == nil {
		a.teams[id] = &team{sums: make([]int64, outcomes)}
	}
	return a.teams[id]
}

func (m *team) add(people int, sums []int64) {
	m.people += people
	for i, v := range sums {
		m.sums[i] += v
	}
}

// Merge adds what was counted of other people of the same trial. In which order
// parts are merged makes no difference.
func (t *Tally) Merge(other *Tally) {
	t.heldBack += other.heldBack
	for i := range other.arms {
		a, b := &t.arms[i], &other.arms[i]
		a.people += b.people
		for k := range b.totals {
			a.totals[k].sum += b.totals[k].sum
			a.totals[k].squares += b.totals[k].squares
			a.totals[k].some += b.totals[k].some
		}
		for id, m := range b.teams {
			a.team(id, len(m.sums)).add(m.people, m.sums)
		}
	}
}

// sample is an outcome of an arm.
func (a *armTally) sample(outcome int) statistic.Sample {
	one := a.totals[outcome]
	return statistic.Sample{N: a.people, Sum: float64(one.sum), Squares: float64(one.squares)}
}
