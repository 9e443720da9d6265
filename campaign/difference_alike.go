package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// alike tells from two timetables who gets the same as before, so that only the
// others are compared item by item.
type alike struct {
	*differ
	sides [2]comparedSide // before and after
}

type comparedSide struct {
	*reader
	ids     []string        // of touchpoints
	wording *population.Set // which segments with words of their own a person is in
	order   *arrangement    // of its answers
	answers []uint64
	words   []uint64
	slots   []Slot
}

// newAlike is nil where timetables do not tell whether people get the same:
// where something is learnt, where segments ask for what people did, and where
// other segments have words of their own.
func newAlike(d *differ) *alike {
	a := &alike{differ: d}
	var worded [2][]string
	for n, s := range [...]*Schedule{d.before, d.after} {
		if s.learnt != nil || s.program.AsksDid() {
			return nil
		}
		b := &s.plan.Brief
		var asked []audience.Segment
		for _, q := range s.program.Propositions {
			for _, k := range q.Wordings {
				worded[n] = append(worded[n], q.ID, b.Segments[k].ID)
				asked = append(asked, b.Segments[k])
			}
		}
		table, _ := s.Timetable(nil) // whose time zones do not exist, they are told later
		made := comparedSide{reader: table.reader(), ids: table.Touchpoints(), wording: population.Prepare(table.store, asked, b.Frame.Inform)}
		made.order = newArrangement(made.wording.Words(), max(1, len(asked)))
		for to, bit := range bitsOf(made.wording, len(asked)) {
			made.order.put(bit, to)
		}
		made.answers, made.words = make([]uint64, made.order.given), make([]uint64, made.order.words)
		a.sides[n] = made
	}
	if !slices.Equal(worded[0], worded[1]) {
		return nil
	}
	return a
}

// same reports whether a person gets the same as before, of whom p is what is
// known before, and q after.
func (a *alike) same(p, q *audience.Person) bool {
	if p == nil || p.TimeZone != q.TimeZone || a.before.languages[p.Language] != a.after.languages[q.Language] {
		return false
	}
	for n, person := range [...]*audience.Person{p, q} {
		side := &a.sides[n]
		i, _ := side.schedule.workforce.Number(person.ID)
		if side.circumstances[i] == nowhere {
			return false
		}
		side.slots = side.person(side.slots[:0], i)
		side.wording.Person(i, side.answers)
		side.order.arrange(side.answers, side.words)
	}
	was, is := &a.sides[0], &a.sides[1]
	return slices.Equal(was.words, is.words) && slices.EqualFunc(was.slots, is.slots, func(s, t Slot) bool {
		return s.Minute == t.Minute && was.ids[s.Touchpoint] == is.ids[t.Touchpoint] && !a.touchpoints[is.ids[t.Touchpoint]].texts
	})
}

// changed are the IDs of the touchpoints of which something may differ between
// what a person was to get and gets, in one language and time zone.
func (d *differ) changed(was, is *side) map[string]bool {
	ids := map[string]bool{}
	for _, sides := range [...][2]*side{{was, is}, {is, was}} {
		one, other := sides[0], sides[1]
		for i := range one.due {
			due := &one.due[i]
			id := one.schedule.program.Touchpoints[due.Touchpoint].ID
			ids[id] = ids[id] || d.touchpoints[id].texts || !slices.ContainsFunc(other.due, func(e decision.Due) bool {
				return other.schedule.program.Touchpoints[e.Touchpoint].ID == id && e.Day == due.Day && e.Minute == due.Minute &&
					e.Fit.Words(other.schedule.program) == due.Fit.Words(one.schedule.program)
			})
		}
	}
	return ids
}
