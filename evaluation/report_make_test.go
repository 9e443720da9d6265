package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func report(t *testing.T, events []Event) *Report {
	t.Helper()
	r, err := NewReport(bakery(), bakers(t), sequence(events), "2027-03-31")
	require.NoError(t, err)
	return r
}

func TestReportOfABakery(t *testing.T) {
	r := report(t, append(spring(), happened(Shown, "news", "nobody"), happened(Shown, "poster", "o00")))
	golden(t, "report.json", r)

	data, err := json.Marshal(r)
	require.NoError(t, err)
	var back Report
	require.NoError(t, json.Unmarshal(data, &back))
	require.Equal(t, *r, back)
}

func TestOrderAndRepetitionChangeNothing(t *testing.T) {
	events := append(spring(), happened(Shown, "news", "nobody"), happened(Shown, "poster", "o00"), happened(Shown, "news", ""))
	want := report(t, events)
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		again := append(append([]Event(nil), events...), events[:r.IntN(len(events))]...)
		r.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
		require.Equal(t, want, report(t, again))
	}
}

// count returns the counts of one stage before anything is hidden.
func counts(t *testing.T, events ...Event) (audience []int, tables []table) {
	t.Helper()
	f := NewFunnel(bakery(), bakers(t))
	for _, e := range events {
		require.Empty(t, f.Add(e))
	}
	return f.tables()
}

func TestEveryoneCountsInTheFirstSegmentTheyAreIn(t *testing.T) {
	audience, tables := counts(t, happened(Shown, "news", "o00"), happened(Shown, "news", "d00"), happened(Shown, "news", "f00"))
	require.Equal(t, []int{20, 12, 3, 10}, audience, "who works nights at the ovens counts at the ovens")
	require.Equal(t, []int{1, 0, 1, 1}, tables[0].reached)
}

func TestStagesIncludeTheStagesAfterThem(t *testing.T) {
	for _, c := range []struct {
		verb                                             Verb
		reached, activated, completed, dismissed, shared int
	}{
		{Shown, 1, 0, 0, 0, 0},
		{Dismissed, 1, 0, 0, 1, 0},
		{Started, 1, 1, 0, 0, 0},
		{Completed, 1, 1, 1, 0, 0},
		{Shared, 1, 0, 0, 0, 1},
	} {
		_, tables := counts(t, happened(c.verb, "taster", "o00"))
		got := tables[1]
		require.Equal(t, []int{c.reached, c.activated, c.completed, c.dismissed, c.shared},
			[]int{got.reached[0], got.activated[0], got.completed[0], got.dismissed[0], got.shared[0]}, c.verb)
	}
}

func TestPeopleCountOnceAPhase(t *testing.T) {
	_, tables := counts(t, happened(Shown, "taster", "o00"), happened(Shown, "hour", "o00"), happened(Started, "hour", "o00"), happened(Shown, "story", "o00"))
	require.Zero(t, tables[0].reached[0])
	require.Equal(t, 1, tables[1].reached[0])
	require.Equal(t, 1, tables[1].activated[0])
	require.Equal(t, 1, tables[2].reached[0])
	require.Zero(t, tables[2].activated[0])
}

func TestWhatIsIgnoredIsCountedByCause(t *testing.T) {
	f := NewFunnel(bakery(), bakers(t))
	change := func(what func(*Event)) Event {
		e := happened(Shown, "news", "o00")
		what(&e)
		return e
	}
	for cause, e := range map[Cause]Event{
		OtherCampaign:     change(func(e *Event) { e.Campaign = "fall" }),
		UnknownVerb:       change(func(e *Event) { e.Verb = "opened" }),
		UnknownTouchpoint: change(func(e *Event) { e.Touchpoint = "poster" }),
		NoPerson:          change(func(e *Event) { e.Person = "" }),
		UnknownPerson:     change(func(e *Event) { e.Person = "x" }),
	} {
		require.Equal(t, cause, f.Add(e))
		require.Equal(t, cause, f.Add(e), "one that comes again")
	}
	require.Empty(t, f.Add(happened(Shown, "news", "o00")))
	r, err := f.Report("2027-03-31")
	require.NoError(t, err)
	require.Equal(t, []Ignored{{OtherCampaign, 1}, {UnknownVerb, 1}, {UnknownTouchpoint, 1}, {NoPerson, 1}, {UnknownPerson, 1}}, r.Ignored)
}

func TestATouchpointWithoutPhaseIsUnknown(t *testing.T) {
	p := bakery()
	p.Brief.Touchpoints[0].Phase = "later"
	require.Equal(t, UnknownTouchpoint, NewFunnel(p, bakers(t)).Add(happened(Shown, "news", "o00")))
}

func TestLinesWithFaultsAreCountedAndTheRestIsKept(t *testing.T) {
	var b bytes.Buffer
	for _, e := range spring() {
		b.Write(append(AppendEvent(nil, e), '\n'))
		b.WriteString("{}\n")
	}
	r, err := NewReport(bakery(), bakers(t), ReadEvents(&b), "2027-03-31")
	require.NoError(t, err)
	want := report(t, spring())
	want.Ignored = []Ignored{{Unreadable, len(spring())}}
	require.Equal(t, want, r)
}

func TestABrokenStreamGivesNoReport(t *testing.T) {
	broken := errors.New("connection lost")
	r, err := NewReport(bakery(), bakers(t), ReadEvents(io.MultiReader(strings.NewReader("\n"), iotest.ErrReader(broken))), "2027-03-31")
	require.ErrorIs(t, err, broken)
	require.ErrorContains(t, err, "line 2")
	require.Nil(t, r)
}

func TestAReportNeedsADate(t *testing.T) {
	r, err := NewReport(bakery(), bakers(t), sequence(nil), "2027-02-30")
	require.Nil(t, r)
	var f *engagement.Finding
	require.ErrorAs(t, err, &f)
	require.Equal(t, "OSM-REPORT-001", f.Code)
	require.Equal(t, "2027-02-30", f.Found)
}

func TestACampaignThatHasNotBegunShowsZeros(t *testing.T) {
	r := report(t, nil)
	require.Len(t, r.Phases, len(campaign.Phases()))
	rows := r.Phases[0].Rows
	total := rows[len(rows)-1]
	require.Equal(t, TotalRow, total.Kind)
	require.Equal(t, 45, *total.Audience.People)
	require.Zero(t, *total.Reached.People)
	require.Equal(t, Rate{0, 0, 0.078652}, *total.Reached.Rate)
	require.Zero(t, *total.Activated.People)
	require.Nil(t, total.Activated.Rate, "there is nobody whose share it could be")
	require.True(t, rows[2].Audience.Suppressed, "three people")
	require.True(t, rows[3].Audience.Suppressed, "the next smallest, without which the three would follow")
}

func TestAFirmTooSmallToReportOn(t *testing.T) {
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}})
	p := bakery()
	r, err := NewReport(p, w, sequence([]Event{happened(Completed, "hour", "a")}), "2027-03-31")
	require.NoError(t, err)
	for _, phase := range r.Phases {
		for _, row := range phase.Rows[3:] {
			for _, c := range append(stageSlice(row), row.Audience) {
				require.Equal(t, Cell{Suppressed: true}, c)
			}
		}
	}
}

func TestCausesAndRowKindsAreListed(t *testing.T) {
	require.Len(t, Causes(), 7)
	require.Equal(t, []RowKind{SegmentRow, RestRow, TotalRow}, RowKinds())
}

func BenchmarkNewReport(b *testing.B) {
	var staff []audience.Person
	for _, id := range people("o", 2000) {
		staff = append(staff, audience.Person{ID: id, Traits: map[string]any{"unit": "ovens"}})
	}
	w, _ := audience.NewWorkforce(staff)
	events := func() iter.Seq2[Event, error] {
		return func(yield func(Event, error) bool) {
			e := happened(Started, "hour", "")
			for i := range 100_000 {
				e.Person = staff[i%len(staff)].ID
				e.At = e.At.Add(time.Second)
				if !yield(e, nil) {
					return
				}
			}
		}
	}
	p := bakery()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewReport(p, w, events(), "2027-03-31"); err != nil {
			b.Fatal(err)
		}
	}
}
