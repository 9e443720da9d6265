package measure

import (
	"errors"
	"io"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// Tally takes in what measures are made of: who did what with each touchpoint,
// who did so in each week, and who kept a learning moment on its day. Deeds may
// come in any order and any number of times, and be shared out to tallies that
// merge in any order. It is personal data: it knows people by their number.
//
// A Tally is not safe for use by several goroutines at once.
type Tally struct {
	index   *evaluation.Index
	people  *audience.Workforce
	touches *evaluation.Touches
	moments []civil.Day // by touchpoint, the day of a learning moment; never of others
	kept    set
	monday  civil.Day // of the first week
	weeks   [][weekly]set
}

// weekly is how many stages are counted week by week: reached, activated,
// completed.
const weekly = 3

// set is people by number, a bit for each.
type set []uint64

func (s set) add(person uint32) { s[person/64] |= 1 << (person % 64) }

func (s set) union(with set) {
	for i := range with {
		s[i] |= with[i]
	}
}

func (s set) marks(n int) []bool {
	out := make([]bool, n)
	for i := range out {
		out[i] = s[i/64]>>(i%64)&1 == 1
	}
	return out
}

// NewTally prepares to take in deeds of a plan's touchpoints by the people that
// it was made for.
func NewTally(p *campaign.Plan, w *audience.Workforce) *Tally {
	x := evaluation.NewIndex(p, w)
	t := &Tally{index: x, people: w, touches: x.Touches()}
	t.kept = t.nobody()
	first, _ := civil.Parse(string(p.Brief.Frame.Inform))
	last, _ := civil.Parse(string(p.Brief.Frame.End))
	t.monday = first - civil.Day(first.Weekday())
	for monday := t.monday; monday <= last; monday += 7 {
		t.weeks = append(t.weeks, [weekly]set{t.nobody(), t.nobody(), t.nobody()})
	}
	t.moments = slices.Repeat([]civil.Day{never}, len(x.Touchpoints(nil)))
	for _, planned := range p.Touchpoints {
		made := p.Touchpoint(planned.ID)
		if n, known := x.Touchpoint(planned.ID); known && made != nil && made.Kind == campaign.LearningMoment {
			t.moments[n], _ = civil.Parse(string(planned.Date))
		}
	}
	return t
}

func (t *Tally) nobody() set { return make(set, (t.index.Len()+63)/64) }

// Index is what deeds are counted against.
func (t *Tally) Index() *evaluation.Index { return t.index }

// Take takes in a deed of the tally's index. One that does not count changes
// nothing.
func (t *Tally) Take(d evaluation.Deed) {
	if d.Cause() != "" || d.Did == 0 {
		return
	}
	t.touches.Take(d)
	day := dayOf(d.At)
	activated, completed := d.Did&activating != 0, d.Did&completing != 0
	if n := t.week(day); n >= 0 {
		for i, did := range [weekly]bool{true, activated, completed} {
			if did {
				t.weeks[n][i].add(d.Person)
			}
		}
	}
	if on := t.moments[d.Touchpoint]; activated && on != never && t.own(d.Person, on) == day {
		t.kept.add(d.Person)
	}
}

// never is no day of a learning moment.
const never = civil.Day(-1 << 31)

// dayOf is the day of an instant in milliseconds since 1970, in UTC.
func dayOf(at int64) civil.Day {
	const long = int64(24 * time.Hour / time.Millisecond)
	day := at / long
	if at%long < 0 {
		day--
	}
	return civil.Day(min(max(day, -1<<30), 1<<30))
}

// week is the number of a day's week within the campaign; -1 outside of it.
func (t *Tally) week(day civil.Day) int {
	if day < t.monday || int(day-t.monday)/7 >= len(t.weeks) {
		return -1
	}
	return int(day-t.monday) / 7
}

// own is the day of a person's learning moment: the planned one, or, where they
// do not work on its weekday, their next working day, as the plan has it.
func (t *Tally) own(person uint32, planned civil.Day) civil.Day {
	works := t.people.At(int(person)).WorkDays
	if works == 0 {
		works = audience.Weekdays
	}
	for range 7 {
		if works>>planned.Weekday()&1 == 1 {
			break
		}
		planned++
	}
	return planned
}

// Read takes in the events of newline-delimited JSON up to and including a day,
// in UTC. Lines with faults are passed over: a report counts them. Any other
// error ends it.
func (t *Tally) Read(r io.Reader, until engagement.Date) error {
	last, ok := civil.Parse(string(until))
	if !ok {
		return engagement.Findings{badDate(until)}.Err()
	}
	for d, err := range t.index.Read(r) {
		var fault *engagement.Finding
		switch {
		case errors.As(err, &fault):
		case err != nil:
			return err
		case dayOf(d.At) <= last:
			t.Take(d)
		}
	}
	return nil
}

// Merge takes in all that another took in, which stays as it is. It fails with
// [evaluation.ErrOtherIndex], and changes nothing then.
func (t *Tally) Merge(with *Tally) error {
	if err := t.touches.Merge(with.touches); err != nil {
		return err
	}
	t.kept.union(with.kept)
	for n := range t.weeks {
		for i := range weekly {
			t.weeks[n][i].union(with.weeks[n][i])
		}
	}
	return nil
}
