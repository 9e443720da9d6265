package main

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

const (
	touchpoints = 24 // a third in each phase
	segments    = 10 // the unit of a person is their number's last digit
	begin       = 1_800_000_000_000
	long        = 150 * 24 * 3600 * 1000 // ms
)

// draw is number i of a series of numbers that look random, below 2³¹. DuckDB
// computes the same ones, in drawSQL.
func draw(i, series int) int {
	const prime = 1<<31 - 1
	h := (i*48271 + series*7919) % prime
	h ^= h >> 13
	h = h * 69621 % prime
	h ^= h >> 11
	return h * 16807 % prime
}

func drawSQL(series int) string {
	h := fmt.Sprintf("((i*48271 + %d*7919) %% 2147483647)", series)
	h = fmt.Sprintf("((xor(%[1]s, %[1]s >> 13) * 69621) %% 2147483647)", h)
	return fmt.Sprintf("((xor(%[1]s, %[1]s >> 11) * 16807) %% 2147483647)", h)
}

// verbOf takes a drawn number: most were shown something, few completed.
func verbOf(n int) int { return []int{0, 0, 0, 0, 0, 1, 2, 2, 3, 4}[n%10] }

const verbSQL = "[0, 0, 0, 0, 0, 1, 2, 2, 3, 4][1 + %s %% 10]"

// company is a plan and the people it is for.
func company(people int) (*campaign.Plan, *audience.Workforce) {
	p := &campaign.Plan{Brief: campaign.Brief{
		ID:     "rise",
		Frame:  campaign.Frame{Inform: "2027-01-15", Activate: "2027-03-01", Retain: "2027-05-01", End: "2027-07-31"},
		Traits: []audience.Trait{{Name: "unit", Kind: audience.TextTrait}},
	}}
	for i := range touchpoints {
		p.Brief.Touchpoints = append(p.Brief.Touchpoints, campaign.Touchpoint{
			ID: touchpoint(i), Phase: campaign.Phases()[i%3], Kind: campaign.Content, Proposition: "calm",
			Title: engagement.Text{It: "Un’ora calma", Nl: "Een uur rust", En: "An hour of calm"},
		})
	}
	for i := range segments {
		p.Brief.Segments = append(p.Brief.Segments, audience.Segment{ID: "s" + strconv.Itoa(i), When: audience.Is("unit", strconv.Itoa(i))})
	}
	units := make([]map[string]any, segments)
	for i := range units {
		units[i] = map[string]any{"unit": strconv.Itoa(i)}
	}
	list := make([]audience.Person, people)
	for i := range list {
		list[i] = audience.Person{ID: person(i), Traits: units[i%segments]}
	}
	w, _ := audience.NewWorkforce(list)
	return p, w
}

func touchpoint(i int) string { return "touchpoint-" + strconv.Itoa(i) }
func person(i int) string     { return "p" + strconv.Itoa(i) }

// deeds are events in numbers.
func deeds(people, events int) []evaluation.Deed {
	out := make([]evaluation.Deed, events)
	for i := range out {
		out[i] = evaluation.Deed{
			At: int64(begin + draw(i, 4)%long), Person: uint32(draw(i, 1) % people), Touchpoint: uint16(draw(i, 2) % touchpoints),
			Did: evaluation.DeedsOf(evaluation.Verbs()[verbOf(draw(i, 3))]),
		}
	}
	return out
}

// columns are the same events as a table holds them.
type columns struct {
	people      []uint32
	touchpoints []uint16
	did         []evaluation.Deeds
}

// sorted are deeds in order of time and, at the same time, of steps.
func sorted(deeds []evaluation.Deed) []evaluation.Deed {
	step := func(d evaluation.Deed) int {
		return slices.Index([]evaluation.Deeds{evaluation.DeedsOf(evaluation.Started), evaluation.DeedsOf(evaluation.Completed)}, d.Did)
	}
	deeds = slices.Clone(deeds)
	slices.SortFunc(deeds, func(a, b evaluation.Deed) int { return cmp.Or(cmp.Compare(a.At, b.At), step(a)-step(b)) })
	return deeds
}

func columnsOf(deeds []evaluation.Deed) (c columns) {
	for _, d := range deeds {
		c.people, c.touchpoints, c.did = append(c.people, d.Person), append(c.touchpoints, d.Touchpoint), append(c.did, d.Did)
	}
	return c
}

// named are the first of the same events, with names.
func named(deeds []evaluation.Deed) []evaluation.Event {
	out := make([]evaluation.Event, len(deeds))
	for i, d := range deeds {
		out[i] = evaluation.Event{
			ID: fmt.Sprintf("0199c0de-0000-7000-8000-%012d", i), At: time.UnixMilli(d.At).UTC(), Campaign: "rise", Touchpoint: touchpoint(int(d.Touchpoint)),
			Proposition: "calm", Person: person(int(d.Person)), Verb: evaluation.Verbs()[bits.TrailingZeros8(uint8(d.Did))], Language: engagement.Dutch,
		}
	}
	return out
}

// counts are people by phase, segment and stage: reached, activated, completed,
// dismissed, shared.
type counts [3][segments][5]int

// countsOf are the counts of a report; a cell that it keeps back is -1.
func countsOf(f *evaluation.Funnel) (c counts, err error) {
	r, err := f.Report("2027-12-31")
	if err != nil {
		return c, err
	}
	for i, phase := range r.Phases {
		for k, row := range phase.Rows[:segments] {
			for s, cell := range []evaluation.Cell{row.Reached, row.Activated, row.Completed, row.Dismissed, row.Shared} {
				if c[i][k][s] = -1; cell.People != nil {
					c[i][k][s] = *cell.People
				}
			}
		}
	}
	return c, nil
}

// stages tell from a set of verbs who came to each stage.
var stages = [5]int{31, 12, 8, 2, 16}

// same compares counts, but for cells that a report keeps back. Some must be shown.
func same(name string, got, want counts) error {
	shown := 0
	for i := range want {
		for k := range want[i] {
			for s := range want[i][k] {
				switch {
				case want[i][k][s] < 0 || got[i][k][s] < 0:
				case got[i][k][s] != want[i][k][s]:
					return fmt.Errorf("%s: %d people in phase %d, segment %d, stage %d, not %d", name, got[i][k][s], i, k, s, want[i][k][s])
				default:
					shown++
				}
			}
		}
	}
	if shown < 50 {
		return fmt.Errorf("%s: only %d counts could be compared", name, shown)
	}
	return nil
}
