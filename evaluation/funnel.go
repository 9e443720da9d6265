package evaluation

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

// Funnel counts events as they come. It keeps what each person did at all in
// each phase, so that events may come in any order and any number of times,
// and a host may keep one funnel and add to it, or let several count and merge
// them. It takes 2 bytes a person beside its [Index], and up to 64 kB for each
// cause of ignoring events. Two events with the same ID are taken to be the
// same; where they differ, both are taken in. [Progress] asks in which order
// things were done.
//
// A Funnel is not safe for use by several goroutines at once.
type Funnel struct {
	index   *Index
	firsts  []uint16   // by touchpoint, the first bit of its phase
	did     []uint16   // by person, a set of verbs for each phase
	ignored []distinct // events, by cause
	broken  int        // lines that could not be read
}

// NewFunnel prepares to count the events of a plan for the people it was made
// for. Each person counts in the first of the plan's segments that they are in.
func NewFunnel(p *campaign.Plan, w *audience.Workforce) *Funnel { return NewIndex(p, w).Funnel() }

// Funnel returns a funnel in which nobody did anything yet.
func (x *Index) Funnel() *Funnel {
	f := &Funnel{index: x, firsts: make([]uint16, len(x.phases)), did: make([]uint16, x.Len()), ignored: make([]distinct, len(Causes()))}
	for i, phase := range x.phases {
		f.firsts[i] = 1 << (phase * verbs)
	}
	return f
}

// Add takes an event in. It returns why the event does not count, empty where
// it does.
func (f *Funnel) Add(e Event) Cause {
	d := f.index.Deed(e)
	f.Take(d)
	return d.Cause()
}

// Take takes deeds of the funnel's index in. It panics on numbers that the
// index does not have.
func (f *Funnel) Take(deeds ...Deed) {
	did, firsts := f.did, f.firsts
	for i := range deeds {
		if d := &deeds[i]; d.cause == 0 {
			did[d.Person] |= uint16(d.Did) * firsts[d.Touchpoint]
		} else {
			f.ignored[d.cause-1].add(d.Event)
		}
	}
}

// TakeColumns takes in deeds that all count, as columns of a table hold them: of
// each the number of a person, that of a touchpoint, and what was done. It
// panics on columns of different lengths and on numbers that the index does not
// have.
func (f *Funnel) TakeColumns(people []uint32, touchpoints []uint16, deeds []Deeds) {
	did, firsts := f.did, f.firsts
	touchpoints, deeds = touchpoints[:len(people)], deeds[:len(people)]
	for i, person := range people {
		did[person] |= uint16(deeds[i]) * firsts[touchpoints[i]] // faster than to shift
	}
}

// Merge takes in all that another funnel took in, which stays as it is. In
// whatever way events are shared out to funnels, these merge to the one that
// takes them all, in any order; only lines that cannot be read count each time
// they come. It fails with [ErrOtherIndex], and changes nothing then.
func (f *Funnel) Merge(with *Funnel) error {
	if f.index.print != with.index.print {
		return ErrOtherIndex
	}
	for i, did := range with.did {
		f.did[i] |= did
	}
	for i := range f.ignored {
		f.ignored[i].merge(&with.ignored[i])
	}
	f.broken += with.broken
	return nil
}

// tables counts the people: a table for each phase, and the audience of each
// row, which is the same in all of them.
func (f *Funnel) tables() (audience []int, tables []table) {
	rows := len(f.index.segments) + 1
	phases := len(campaign.Phases())
	people := make([][1 << verbs]int, rows*phases) // who did just that, by row and phase
	for i, did := range f.did {
		row := people[int(f.index.rows[i])*phases:]
		for phase := range phases {
			row[phase][did>>(phase*verbs)&(1<<verbs-1)]++
		}
	}
	audience, tables = make([]int, rows), make([]table, phases)
	for phase := range tables {
		tables[phase] = newTable(rows)
		for row := range rows {
			for did, n := range people[row*phases+phase] {
				tables[phase].count(row, Deeds(did), n)
				if phase == 0 {
					audience[row] += n
				}
			}
		}
	}
	return audience, tables
}

// table is the counts of one phase by row, the total left out.
type table struct {
	reached, activated, completed, dismissed, shared []int
}

func newTable(rows int) table {
	return table{make([]int, rows), make([]int, rows), make([]int, rows), make([]int, rows), make([]int, rows)}
}

// What of shows that somebody came to a stage.
const (
	reaches   = shown | dismissed | started | completed | shared
	activates = started | completed
)

// count counts people who did the same into every stage that they came to.
func (t *table) count(row int, did Deeds, people int) {
	for _, stage := range []struct {
		counts []int
		of     Deeds
	}{
		{t.reached, reaches},
		{t.activated, activates},
		{t.completed, completed},
		{t.dismissed, dismissed},
		{t.shared, shared},
	} {
		if did&stage.of != 0 {
			stage.counts[row] += people
		}
	}
}
