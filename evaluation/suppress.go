package evaluation

import "github.com/osmosi-learning/osmosi/campaign"

// This file decides which cells of a report are kept back.
//
// A report is read by people who know each other, so it shows nothing of a
// group smaller than campaign.SmallestGroup, neither in a cell nor as the
// difference of two cells. Every row of a table is a group, every column a
// stage, and each stage a part of the one above it:
//
//	audience ⊇ reached ⊇ activated ⊇ completed
//	           reached ⊇ dismissed
//	           reached ⊇ shared
//
// The rows but the last are a partition, and the last is their total. Four
// rules follow, applied to one column after the other, from the audience down:
//
//  1. A cell is safe where the people it counts are none or enough, and so are
//     those of the stage above whom it leaves out: 3 of 40 are few, 37 of 40
//     leave few. Cells that are not safe are hidden, in the total as well.
//  2. Where a cell is hidden, the stages below it are hidden too in its row. So
//     every shown count lies within shown counts, and between any two of them
//     are none or enough.
//  3. The shown rows subtracted from the total give the hidden rows together.
//     This remainder must be safe as rule 1 has it; in particular no cell
//     stays hidden alone, for it would be its own remainder. Otherwise more
//     rows are hidden, the smallest counts first, until the remainder is safe.
//  4. Where no further row can make the remainder safe, the total is hidden
//     instead: then there is nothing to subtract from. A safe total holds
//     enough to cover any remainder, so this is left for the one case below.
//
// Why that is enough. Take a hidden count from 1 to 4 in a column whose total
// is shown. Rule 3 says that the hidden rows hold at least 5 such people, so
// some are in other rows; and that of the stage above they leave out either at
// least 5 or nobody. If at least 5, then somewhere among the hidden rows one
// who came to this stage and one who stayed in the stage above can change
// rows: every sum stays, no shown cell changes (rule 2), and the hidden count
// differs. If nobody, the column says of the hidden rows what the column above
// says, and the argument is repeated there. It could end only at an audience
// from 1 to 4 that is known from elsewhere and was reached to the last person:
// that is the one case, and cover demands that someone of the hidden rows was
// not reached. Where the total is hidden, one person of the row can move alone.
// The same swaps change a remainder from 1 to 4 that a hidden count leaves.
//
// The audience of a row is the same in every phase, so the same audiences are
// hidden in all. Nothing else links one phase to another: someone may be
// reached in one and not in the next.

// mask tells of one column which cells are hidden.
type mask struct {
	rows  []bool
	total bool
}

// enough reports whether a number of people may be shown: none, or a group
// that is large enough.
func enough(people int) bool { return people == 0 || people >= campaign.SmallestGroup }

// safe reports whether a count may be shown beside the one above it.
func safe(count, above int) bool { return enough(count) && enough(above-count) }

// hideAudience decides the audience column. A small row is hidden, and with it
// the next smallest where the hidden rows together are still a small group.
// An empty row is shown: there is nobody in it to protect.
func hideAudience(audience []int) mask {
	m := mask{rows: make([]bool, len(audience)), total: !enough(sum(audience))}
	for i, people := range audience {
		m.rows[i] = !enough(people)
	}
	if !m.total {
		// The total is enough, so some row can always be added.
		m.rows, _ = cover(audience, audience, m.rows, false)
	}
	return m
}

// hideStage decides the column of a stage, given the counts of the stage above
// and what is hidden of them. The column above is known if the audience is
// above: its sizes are taken to be known from elsewhere, even where hidden.
func hideStage(above, counts []int, hidden mask, known bool) mask {
	m := mask{rows: make([]bool, len(counts)), total: hidden.total || !safe(sum(counts), sum(above))}
	for i, count := range counts {
		m.rows[i] = hidden.rows[i] || !safe(count, above[i])
	}
	if m.total {
		return m
	}
	if rows, ok := cover(above, counts, m.rows, known); ok {
		m.rows = rows
	} else {
		m.total = true
	}
	return m
}

// cover hides rows until all hidden rows together are safe to be known, and
// reports whether that could be done.
func cover(above, counts []int, hidden []bool, known bool) ([]bool, bool) {
	hidden = append([]bool(nil), hidden...)
	for {
		var in, out int  // people of the hidden rows who came to the stage, and who did not
		var betrays bool // a small audience would be known to have come to the last person
		for i := range counts {
			if hidden[i] {
				in, out = in+counts[i], out+above[i]-counts[i]
				betrays = betrays || known && !enough(above[i])
			}
		}
		moreIn, moreOut := !enough(in), !enough(out) || betrays && out == 0
		if !moreIn && !moreOut {
			return hidden, true
		}
		next := pick(above, counts, hidden, moreIn, moreOut)
		if next < 0 {
			return nil, false
		}
		hidden[next] = true
	}
}

// pick chooses the shown row to hide next: one that brings all that is wanted
// before one that brings a part of it, the smallest count first, and of equals
// the one that comes last. It is -1 where no row brings anything.
func pick(above, counts []int, hidden []bool, moreIn, moreOut bool) int {
	best, bestBrings := -1, 0
	for i := range counts {
		brings := 0
		if moreIn && counts[i] > 0 {
			brings++
		}
		if moreOut && above[i] > counts[i] {
			brings++
		}
		if hidden[i] || brings == 0 || brings < bestBrings {
			continue
		}
		if brings > bestBrings || counts[i] <= counts[best] {
			best, bestBrings = i, brings
		}
	}
	return best
}

func sum(counts []int) int {
	total := 0
	for _, c := range counts {
		total += c
	}
	return total
}
