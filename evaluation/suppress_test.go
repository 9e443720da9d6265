package evaluation

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// The stages below the audience, and the stage above each: its index here, or
// -1 for the audience.
const (
	atReached = iota
	atActivated
	atCompleted
	atDismissed
	atShared
	stageCount
)

var stageAbove = [stageCount]int{-1, atReached, atActivated, atReached, atReached}

// truth is a table as it is, with the audience of every row.
type truth struct {
	audience []int
	stages   [stageCount][]int
}

func (tr truth) table() table {
	return table{tr.stages[0], tr.stages[1], tr.stages[2], tr.stages[3], tr.stages[4]}
}

func (tr truth) above(stage int) []int {
	if stageAbove[stage] < 0 {
		return tr.audience
	}
	return tr.stages[stageAbove[stage]]
}

func stageCells(r Row) [stageCount]Cell {
	return [stageCount]Cell{r.Reached, r.Activated, r.Completed, r.Dismissed, r.Shared}
}

// attacker holds what a reader of a report holds: the shown cells, and the
// audience of every row, even of those that the report hides. It knows nothing
// of how cells are hidden and solves the table in whole numbers, exactly.
type attacker struct {
	audience []int
	cell     [stageCount][]int // -1 where hidden
	total    [stageCount]int   // -1 where hidden

	// The question: is there a table in which this row's count of a stage
	// differs from what it is, or what the count leaves of the stage above?
	stage, row int
	remainder  bool
	not        int
}

func newAttacker(rows []Row, audience []int) *attacker {
	a := &attacker{audience: audience, row: -1}
	number := func(c Cell) int {
		if c.People == nil {
			return -1
		}
		return *c.People
	}
	for i, r := range rows {
		for s, c := range stageCells(r) {
			if i < len(audience) {
				a.cell[s] = append(a.cell[s], number(c))
			} else {
				a.total[s] = number(c)
			}
		}
	}
	return a
}

// canDiffer answers the question.
func (a *attacker) canDiffer(stage, row int, remainder bool, not int) bool {
	a.stage, a.row, a.remainder, a.not = stage, row, remainder, not
	return a.reach(make([]int, len(a.audience)), 0)
}

// totalCanDiffer tells whether a hidden total may be another number.
func (a *attacker) totalCanDiffer(stage, not int) bool {
	a.row = -1
	most := 0
	for _, n := range a.audience {
		most += n
	}
	defer func() { a.total[stage] = -1 }()
	for v := range most + 1 {
		a.total[stage] = v
		if v != not && a.reach(make([]int, len(a.audience)), 0) {
			return true
		}
	}
	return false
}

// choices lists what a row's count of a stage may be, given the stage above.
func (a *attacker) choices(stage, row, above int) []int {
	var list []int
	for v := range above + 1 {
		if known := a.cell[stage][row]; known >= 0 && known != v {
			continue
		}
		if stage == a.stage && row == a.row && (a.remainder && above-v == a.not || !a.remainder && v == a.not) {
			continue
		}
		list = append(list, v)
	}
	return list
}

// reach tries every way to fill the reached column, and of each whether the
// stages below can be filled: once it is fixed they do not touch each other.
func (a *attacker) reach(reached []int, row int) bool {
	if row < len(reached) {
		for _, v := range a.choices(atReached, row, a.audience[row]) {
			reached[row] = v
			if a.reach(reached, row+1) {
				return true
			}
		}
		return false
	}
	return a.sums(atReached, reached) && a.fits(atDismissed, reached) && a.fits(atShared, reached) &&
		a.activate(reached, make([]int, len(reached)), 0)
}

func (a *attacker) activate(reached, activated []int, row int) bool {
	if row < len(reached) {
		for _, v := range a.choices(atActivated, row, reached[row]) {
			activated[row] = v
			if a.activate(reached, activated, row+1) {
				return true
			}
		}
		return false
	}
	return a.sums(atActivated, activated) && a.fits(atCompleted, activated)
}

func (a *attacker) sums(stage int, counts []int) bool {
	return a.total[stage] < 0 || sum(counts) == a.total[stage]
}

// fits tells whether a last column can be filled: it collects which sums the
// rows can have together.
func (a *attacker) fits(stage int, above []int) bool {
	sums := map[int]bool{0: true}
	for row, n := range above {
		next := map[int]bool{}
		for _, v := range a.choices(stage, row, n) {
			for s := range sums {
				next[s+v] = true
			}
		}
		sums = next
	}
	if a.total[stage] < 0 {
		return len(sums) > 0
	}
	return sums[a.total[stage]]
}

func few(people int) bool { return people >= 1 && people <= 4 }

// leaks names the first count from 1 to 4, or remainder from 1 to 4, that the
// rows hide and the attacker can compute.
func leaks(tr truth, rows []Row) string {
	a := newAttacker(rows, tr.audience)
	for s := range stageCount {
		above := tr.above(s)
		for i, count := range tr.stages[s] {
			if a.cell[s][i] >= 0 {
				continue
			}
			if few(count) && !a.canDiffer(s, i, false, count) {
				return fmt.Sprintf("stage %d, row %d: %d of %d", s, i, count, above[i])
			}
			// Nobody reached of a small audience: the remainder is the
			// audience, which this attacker knew before.
			known := s == atReached && count == 0
			if few(above[i]-count) && !known && !a.canDiffer(s, i, true, above[i]-count) {
				return fmt.Sprintf("stage %d, row %d: all but %d of %d", s, i, above[i]-count, above[i])
			}
		}
		total, totalAbove := sum(tr.stages[s]), sum(above)
		if a.total[s] < 0 && (few(total) || few(totalAbove-total)) && !a.totalCanDiffer(s, total) {
			return fmt.Sprintf("stage %d, total: %d of %d", s, total, totalAbove)
		}
	}
	return ""
}

// randomTruth draws a table that likes the edges: empty and small rows, nobody
// and everybody.
func randomTruth(r *rand.Rand) truth {
	edge := func(n int) int {
		switch r.IntN(5) {
		case 0:
			return 0
		case 1:
			return n
		case 2:
			return min(n, r.IntN(5))
		case 3:
			return max(0, n-r.IntN(5))
		}
		return r.IntN(n + 1)
	}
	rows := 1 + r.IntN(4)
	tr := truth{audience: make([]int, rows)}
	for i := range tr.audience {
		tr.audience[i] = r.IntN(13)
		if r.IntN(3) == 0 {
			tr.audience[i] = r.IntN(5)
		}
	}
	for s := range stageCount {
		for i := range rows {
			tr.stages[s] = append(tr.stages[s], edge(tr.above(s)[i]))
		}
	}
	return tr
}

func segmentNames(rows int) []string { return make([]string, rows-1) }

func TestNothingHiddenCanBeComputed(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 1))
	for range 2000 {
		tr := randomTruth(r)
		made := rows(segmentNames(len(tr.audience)), tr.audience, tr.table())
		require.Empty(t, leaks(tr, made), "%+v", tr)
	}
}

func TestTheAttackerBreaksTablesThatHideSmallCellsOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 2))
	broken, naive := 0, 0
	for range 400 {
		tr := randomTruth(r)
		made := rows(segmentNames(len(tr.audience)), tr.audience, tr.table())
		plain := make([]Row, len(made))
		hides := false
		for i := range plain {
			cells := [stageCount]Cell{}
			for s := range cells {
				count, above := sum(tr.stages[s]), sum(tr.above(s))
				if i < len(tr.audience) {
					count, above = tr.stages[s][i], tr.above(s)[i]
				}
				if safe(count, above) {
					cells[s].People = &count
				} else {
					hides = true
				}
			}
			plain[i] = Row{Reached: cells[0], Activated: cells[1], Completed: cells[2], Dismissed: cells[3], Shared: cells[4]}
		}
		if hides {
			naive++
			if leaks(tr, plain) != "" {
				broken++
			}
		}
	}
	require.Greater(t, broken, naive/10, "an attacker that breaks nothing proves nothing")
}

func TestShownCellsAndRemaindersAreNobodyOrEnough(t *testing.T) {
	r := rand.New(rand.NewPCG(2027, 3))
	for range 5000 {
		tr := randomTruth(r)
		made := rows(segmentNames(len(tr.audience)), tr.audience, tr.table())
		total := made[len(made)-1]
		for _, row := range made {
			cells := append([]Cell{row.Audience}, stageSlice(row)...)
			for s, c := range cells {
				if c.Suppressed {
					require.Nil(t, c.People)
					require.Nil(t, c.Rate)
					continue
				}
				require.True(t, enough(*c.People), "%+v", tr)
				if s > 0 {
					above := cells[stageAbove[s-1]+1]
					require.NotNil(t, above.People, "a shown stage stands below shown stages: %+v", tr)
					require.True(t, enough(*above.People-*c.People), "%+v", tr)
				}
			}
		}
		hiddenAudience := 0
		for i, row := range made[:len(made)-1] {
			if row.Audience.Suppressed {
				hiddenAudience += tr.audience[i]
			}
		}
		if !total.Audience.Suppressed {
			require.True(t, enough(hiddenAudience), "%+v", tr)
		}
		for s := range stageCount {
			if stageCells(total)[s].Suppressed {
				continue
			}
			in, out := 0, 0
			for i, row := range made[:len(made)-1] {
				if stageCells(row)[s].Suppressed {
					in += tr.stages[s][i]
					out += tr.above(s)[i] - tr.stages[s][i]
				}
			}
			require.True(t, enough(in) && enough(out), "stage %d: %+v", s, tr)
		}
	}
}

func stageSlice(r Row) []Cell {
	cells := stageCells(r)
	return cells[:]
}

func TestHideAudience(t *testing.T) {
	const x, o = true, false
	for name, c := range map[string]struct {
		audience []int
		want     mask
	}{
		"all rows are large":                           {[]int{40, 12, 68}, mask{[]bool{o, o, o}, o}},
		"a small row takes the next smallest with it":  {[]int{40, 3, 12, 65}, mask{[]bool{o, x, x, o}, o}},
		"of equal rows the last goes":                  {[]int{12, 3, 12, 65}, mask{[]bool{o, x, x, o}, o}},
		"two small rows of five together are enough":   {[]int{40, 3, 2, 65}, mask{[]bool{o, x, x, o}, o}},
		"two small rows of four together take another": {[]int{40, 2, 2, 65}, mask{[]bool{x, x, x, o}, o}},
		"an empty row is shown and covers nothing":     {[]int{40, 3, 0, 65}, mask{[]bool{x, x, o, o}, o}},
		"everything is small":                          {[]int{3, 0, 1}, mask{[]bool{x, o, x}, x}},
		"nobody at all":                                {[]int{0, 0}, mask{[]bool{o, o}, o}},
	} {
		require.Equal(t, c.want, hideAudience(c.audience), name)
	}
}

func TestHideStage(t *testing.T) {
	const x, o = true, false
	for name, c := range map[string]struct {
		above, counts []int
		hidden        mask
		known         bool
		want          mask
	}{
		"all cells are safe":                              {[]int{40, 40, 40}, []int{20, 0, 40}, mask{[]bool{o, o, o}, o}, true, mask{[]bool{o, o, o}, o}},
		"a small count takes the next smallest with it":   {[]int{40, 40, 40}, []int{20, 3, 10}, mask{[]bool{o, o, o}, o}, true, mask{[]bool{o, x, x}, o}},
		"a small remainder takes a row that leaves many":  {[]int{40, 40, 40}, []int{20, 37, 40}, mask{[]bool{o, o, o}, o}, true, mask{[]bool{x, x, o}, o}},
		"one row brings what two would":                   {[]int{4, 40, 40, 40}, []int{2, 40, 0, 30}, mask{[]bool{x, o, o, o}, o}, true, mask{[]bool{x, o, o, x}, o}},
		"two rows where one does not bring all":           {[]int{4, 40, 40}, []int{2, 40, 0}, mask{[]bool{x, o, o}, o}, true, mask{[]bool{x, x, x}, o}},
		"a small total goes with its row":                 {[]int{40, 40}, []int{3, 0}, mask{[]bool{o, o}, o}, true, mask{[]bool{x, o}, x}},
		"what is hidden above stays hidden":               {[]int{3, 20, 40}, []int{0, 0, 20}, mask{[]bool{x, x, o}, o}, false, mask{[]bool{x, x, o}, o}},
		"a total hidden above stays hidden":               {[]int{3, 20, 40}, []int{0, 0, 20}, mask{[]bool{x, o, o}, x}, false, mask{[]bool{x, o, o}, x}},
		"a small audience is not known to be all reached": {[]int{3, 20, 40}, []int{3, 20, 20}, mask{[]bool{x, x, o}, o}, true, mask{[]bool{x, x, x}, o}},
		"unless nobody stays back to hide it":             {[]int{3, 20, 40}, []int{3, 20, 40}, mask{[]bool{x, x, o}, o}, true, mask{[]bool{x, x, o}, x}},
		"further down all may have come along":            {[]int{3, 20, 40}, []int{3, 20, 20}, mask{[]bool{x, x, o}, o}, false, mask{[]bool{x, x, o}, o}},
	} {
		require.Equal(t, c.want, hideStage(c.above, c.counts, c.hidden, c.known), name)
	}
}
