package evaluation

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

// lively are random events of the bakery over a few days, some of which do not
// count, many at one instant, several of them twice.
func lively(r *rand.Rand, n int) []Event {
	var events []Event
	start := time.Date(2027, 2, 20, 8, 0, 0, 0, time.UTC)
	who := slices.Concat(people("o", 20), people("s", 12), people("d", 3), people("f", 10), []string{"x", ""})
	for i := range n {
		e := happened(Verbs()[r.IntN(5)], []string{"news", "taster", "hour", "story", "poster"}[r.IntN(5)], who[r.IntN(len(who))])
		e.ID = fmt.Sprint(i)
		e.At = start.Add(time.Duration(r.IntN(200)) * 37 * time.Minute)
		events = append(events, e)
		if r.IntN(5) == 0 {
			events = append(events, e)
		}
	}
	return events
}

// aggregate is what every aggregate can do.
type aggregate[A any] interface {
	AppendBinary([]byte) ([]byte, error)
	Merge(A) error
}

func bytesOf[A aggregate[A]](t testing.TB, a A) []byte {
	data, err := a.AppendBinary([]byte("before"))
	require.NoError(t, err)
	return data[len("before"):]
}

// deeds are the events in the numbers of an index.
func deeds(x *Index, events []Event) []Deed {
	var out []Deed
	for _, e := range events {
		out = append(out, x.Deed(e))
	}
	return out
}

// everyOrder shares deeds out at random and merges what counted the parts in a
// random tree: always the same bytes come out.
func everyOrder[A aggregate[A]](t *testing.T, empty func() A, take func(A, Deed), all []Deed) {
	whole := empty()
	for _, d := range all {
		take(whole, d)
	}
	want := bytesOf(t, whole)
	r := rand.New(rand.NewPCG(7, 8))
	for range 40 {
		parts := make([]A, 1+r.IntN(6))
		for i := range parts {
			parts[i] = empty()
		}
		for _, i := range r.Perm(len(all)) {
			take(parts[r.IntN(len(parts))], all[i])
			if r.IntN(9) == 0 { // at least once, and perhaps elsewhere
				take(parts[r.IntN(len(parts))], all[i])
			}
		}
		for len(parts) > 1 {
			i, k := r.IntN(len(parts)), r.IntN(len(parts)-1)
			if k >= i {
				k++
			}
			before := bytesOf(t, parts[k])
			require.NoError(t, parts[i].Merge(parts[k]))
			require.Equal(t, before, bytesOf(t, parts[k]), "what is merged stays as it is")
			parts = slices.Delete(parts, k, k+1)
		}
		require.Equal(t, want, bytesOf(t, parts[0]))
	}
}

func TestAggregatesMergeTheSameInEveryOrderAndPartition(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	all := deeds(x, lively(rand.New(rand.NewPCG(1, 2)), 900))
	everyOrder(t, x.Funnel, func(f *Funnel, d Deed) { f.Take(d) }, all)
	everyOrder(t, x.Touches, (*Touches).Take, all)
	everyOrder(t, x.Progress, func(p *Progress, d Deed) { require.True(t, p.Take(d)) }, all)
}

func TestColumnsAreTakenInAsDeedsAre(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	one, columns := x.Funnel(), x.Funnel()
	var people []uint32
	var touchpoints []uint16
	var did []Deeds
	for _, d := range deeds(x, lively(rand.New(rand.NewPCG(1, 2)), 900)) {
		if d.Cause() == "" {
			one.Take(d)
			people, touchpoints, did = append(people, d.Person), append(touchpoints, d.Touchpoint), append(did, d.Did)
		}
	}
	columns.TakeColumns(people, touchpoints, did)
	require.Equal(t, bytesOf(t, one), bytesOf(t, columns))
	require.Panics(t, func() { columns.TakeColumns(people, slices.Clip(touchpoints[1:]), did) })
}

func TestColumnsInOrderAreSettledAsDeedsAre(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	r := rand.New(rand.NewPCG(7, 7))
	cut := time.Date(2027, 2, 22, 12, 0, 0, 0, time.UTC)
	for range 30 {
		all := slices.DeleteFunc(deeds(x, lively(r, 900)), func(d Deed) bool { return d.Cause() != "" })
		slices.SortStableFunc(all, func(a, b Deed) int {
			return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(stepOf(a.Did), stepOf(b.Did)))
		})
		one, columns := x.Progress(), x.Progress()
		var people [2][]uint32
		var touchpoints [2][]uint16
		var did [2][]Deeds
		for _, d := range all {
			require.True(t, one.Take(d))
			part := 0
			if d.At >= cut.UnixMilli() {
				part = 1
			}
			people[part], touchpoints[part], did[part] = append(people[part], d.Person), append(touchpoints[part], d.Touchpoint), append(did[part], d.Did)
		}
		require.NotEmpty(t, people[0])
		require.NotEmpty(t, people[1])
		one.Settle(time.Time{}, time.Time{})
		require.NoError(t, columns.SettleColumns(cut, time.Time{}, people[1], touchpoints[1], did[1])) // in whatever order
		require.ErrorIs(t, columns.SettleColumns(time.Time{}, time.Time{}, people[0], touchpoints[0], did[0]), ErrSettled)
		require.NoError(t, columns.SettleColumns(time.Time{}, cut, people[0], touchpoints[0], did[0]))
		require.Equal(t, bytesOf(t, one), bytesOf(t, columns))
	}
	late := x.Progress()
	require.True(t, late.Take(Deed{At: cut.UnixMilli(), Did: DeedsOf(Started)}))
	require.ErrorIs(t, late.SettleColumns(cut, time.Time{}, nil, nil, nil), ErrSettled, "its place among them is not known")
	require.NoError(t, late.SettleColumns(time.Time{}, cut, nil, nil, nil))
}

func TestManyIgnoredEventsAreEstimatedInBoundedMemory(t *testing.T) {
	count := func(ids ...int) *distinct {
		var d distinct
		for _, i := range ids {
			d.add(Mark([]byte(fmt.Sprint(i))))
			require.LessOrEqual(t, len(d.marks), 2*exactly)
		}
		return &d
	}
	numbers := func(n int) (ids []int) {
		for i := range n {
			ids = append(ids, i, i/2)
		}
		return ids
	}
	require.Equal(t, exactly-1, count(numbers(exactly-1)...).count())
	for _, n := range []int{exactly, 10_000, 300_000} {
		whole := count(numbers(n)...)
		require.InEpsilon(t, n, whole.count(), 0.05)
		ids := rand.New(rand.NewPCG(3, uint64(n))).Perm(n)
		a, b := count(ids[:n/3]...), count(ids[n/4:]...)
		b.merge(a)
		require.Equal(t, whole.marks, b.marks)
	}
}

// ordered is how far somebody came in a phase by deeds in order, as a program
// would find it who has them all.
func ordered(events []Event, phase campaign.Phase) map[string]int {
	phaseOf := map[string]campaign.Phase{"news": campaign.Inform, "taster": campaign.Activate, "hour": campaign.Activate, "story": campaign.Retain}
	events = slices.Clone(events)
	step := func(e Event) int {
		return map[Verb]int{Shown: 0, Dismissed: 0, Shared: 0, Started: 1, Completed: 2}[e.Verb]
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return step(a) - step(b)
	})
	far := map[string]int{}
	for _, e := range events {
		if phaseOf[e.Touchpoint] == phase && step(e) == far[e.Person] {
			far[e.Person]++
		}
	}
	return far
}

func TestProgressIsThatOfDeedsInOrder(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	r := rand.New(rand.NewPCG(5, 5))
	for round := range 60 {
		events := lively(r, 20+r.IntN(500))
		p := x.Progress()
		for _, i := range r.Perm(len(events)) {
			require.True(t, p.Take(x.Deed(events[i])))
		}
		for i, phase := range campaign.Phases() {
			var want Steps
			for person, far := range ordered(events, phase) {
				n, known := x.workforce.Number(person)
				if !known {
					continue
				}
				for k, count := range []*int{&want.Reached, &want.Started, &want.Completed} {
					if far > k {
						*count++
					}
				}
				only := make([]bool, x.Len())
				only[n] = true
				require.Equal(t, min(far, 1), p.Count(phase, only).Reached)
			}
			require.Equal(t, want, p.Count(phase, nil), "round %d, phase %d", round, i)
		}
	}
}

func TestSettledSlicesComposeInWhateverOrderTheyAreMerged(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	r := rand.New(rand.NewPCG(6, 6))
	begin := time.Date(2027, 2, 20, 0, 0, 0, 0, time.UTC)
	for range 60 {
		events := lively(r, 900)
		whole := x.Progress()
		for _, e := range events {
			whole.Take(x.Deed(e))
		}
		want := whole.Count(campaign.Activate, nil)
		require.NotZero(t, want.Completed)
		whole.Settle(time.Time{}, time.Time{})

		cuts := []time.Time{{}}
		for range r.IntN(7) {
			cuts = append(cuts, begin.Add(time.Duration(r.IntN(6*24*60))*time.Minute))
		}
		slices.SortFunc(cuts, time.Time.Compare)
		cuts = append(slices.Compact(cuts), time.Time{})
		var parts []*Progress
		for i := range len(cuts) - 1 {
			p := x.Progress()
			for _, k := range r.Perm(len(events)) {
				if e := events[k]; !e.At.Before(cuts[i]) && (i == len(cuts)-2 || e.At.Before(cuts[i+1])) {
					require.True(t, p.Take(x.Deed(e)))
				}
			}
			if i == 0 || r.IntN(4) > 0 { // some are still open when they are merged
				p.Settle(cuts[i], cuts[i+1])
			}
			parts = append(parts, p)
		}
		r.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
		for len(parts) > 1 {
			i := r.IntN(len(parts) - 1)
			require.NoError(t, parts[i].Merge(parts[i+1]))
			data := bytesOf(t, parts[i])
			back, err := DecodeProgress(x, data)
			require.NoError(t, err)
			require.Equal(t, data, bytesOf(t, back))
			parts[i] = back
			parts = slices.Delete(parts, i+1, i+2)
		}
		require.Equal(t, want, parts[0].Count(campaign.Activate, nil))
		parts[0].Settle(time.Time{}, time.Time{})
		require.Equal(t, bytesOf(t, whole), bytesOf(t, parts[0]))
	}
}

func TestSettledTimeTakesNothingMoreIn(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	noon := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
	deed := func(verb Verb, after time.Duration) Deed {
		e := happened(verb, "taster", "o00")
		e.At = noon.Add(after)
		return x.Deed(e)
	}
	p := x.Progress()
	require.True(t, p.Take(deed(Completed, -time.Hour)), "out of order")
	require.True(t, p.Take(deed(Shown, -2*time.Hour)))
	p.Settle(time.Time{}, noon)
	require.False(t, p.Take(deed(Started, -time.Minute)))
	require.True(t, p.Take(deed(Started, 0)), "the end of a slice is no longer in it")
	require.Equal(t, Steps{1, 1, 0}, p.Count(campaign.Activate, nil))
	require.True(t, p.Take(deed(Completed, time.Minute)))
	require.Equal(t, Steps{1, 1, 1}, p.Count(campaign.Activate, nil))
	require.Equal(t, Steps{}, p.Count("later", nil))
	require.True(t, p.Take(x.Deed(Event{ID: "1"})), "what does not count changes nothing")

	other := x.Progress()
	other.Take(deed(Shown, -time.Second))
	require.ErrorIs(t, other.Merge(p), ErrSettled)
	require.ErrorIs(t, p.Merge(other), ErrSettled)
	other.Settle(noon.Add(-time.Minute), noon.Add(time.Minute))
	require.ErrorIs(t, p.Merge(other), ErrSettled)
	require.Equal(t, Steps{1, 1, 1}, p.Count(campaign.Activate, nil))
}

func TestCoursesCompose(t *testing.T) {
	require.True(t, course(0).valid())
	for first := range course(courseMaps) {
		require.Equal(t, first, first.then(0))
		require.Equal(t, first, course(0).then(first))
		for second := range course(courseMaps) {
			for third := range course(courseMaps) {
				require.Equal(t, first.then(second).then(third), first.then(second.then(third)))
			}
		}
	}
	all := course(0)
	for phase := range uint8(3) {
		for step := range uint8(steps) {
			all = all.step(phase, step)
			require.Equal(t, step+1, all.stage(phase))
			for c := range course(1 << bitsOfCourse) {
				if c.valid() {
					require.Equal(t, c.step(phase, step), moved()[course(phase*steps+step)<<bitsOfCourse|c])
				}
			}
			require.Equal(t, all, all.step(phase, step), "a step that comes again takes nobody further")
		}
	}
	require.True(t, all.valid())
}

func TestTouchesCountDistinctPeople(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	r := rand.New(rand.NewPCG(9, 9))
	for range 30 {
		events := lively(r, 300)
		touches := x.Touches()
		for _, e := range events {
			touches.Take(x.Deed(e))
		}
		for _, asked := range [][]string{{"news"}, {"taster", "hour"}, {"news", "hour", "story"}, {}} {
			numbers := []int{}
			for _, id := range asked {
				n, known := x.Touchpoint(id)
				require.True(t, known)
				numbers = append(numbers, n)
			}
			for _, prefix := range []string{"", "o", "d"} {
				var of []bool
				if prefix != "" {
					of = x.People(func(p *audience.Person) bool { return p.ID[:1] == prefix })
				}
				did, came := map[string]map[Verb]bool{}, map[string]map[string]bool{}
				for _, e := range events {
					if !slices.Contains(asked, e.Touchpoint) || e.Person == "" || e.Person == "x" || e.Person[:min(1, len(prefix))] != prefix {
						continue
					}
					if did[e.Person] == nil {
						did[e.Person], came[e.Person] = map[Verb]bool{}, map[string]bool{}
					}
					did[e.Person][e.Verb] = true
					if e.Verb != Shown && e.Verb != Dismissed {
						came[e.Person][e.At.Format(time.DateOnly)] = true
					}
				}
				var want Stages
				for person, verbs := range did {
					for count, such := range map[*int]bool{
						&want.Reached: true, &want.Activated: verbs[Started] || verbs[Completed], &want.Completed: verbs[Completed],
						&want.Dismissed: verbs[Dismissed], &want.Shared: verbs[Shared], &want.Returned: len(came[person]) > 1,
					} {
						if such {
							*count++
						}
					}
				}
				require.Equal(t, want, touches.Count(numbers, of), "%v of %q", asked, prefix)
			}
		}
		require.Equal(t, touches.Count(x.Touchpoints(nil), nil), touches.Count(nil, nil))
	}
}

func TestTouchpointsAreFoundByWhatThePlanSaysOfThem(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	require.Equal(t, "rise", x.Campaign())
	require.Equal(t, []int{1, 2}, x.Touchpoints(func(p *campaign.Touchpoint) bool { return p.Phase == campaign.Activate }))
	_, known := x.Touchpoint("poster")
	require.False(t, known)
}

func TestDaysFarOffStillDiffer(t *testing.T) {
	x := NewIndex(bakery(), bakers(t))
	touches := x.Touches()
	for _, at := range []string{"1000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"} {
		e := happened(Started, "hour", "o00")
		e.At, _ = time.Parse(time.RFC3339, at)
		touches.Take(x.Deed(e))
	}
	for _, at := range []string{"2027-03-01T23:59:59Z", "2027-03-01T00:00:00Z", "1969-12-31T23:00:00Z"} {
		e := happened(Shared, "hour", "o01")
		e.At, _ = time.Parse(time.RFC3339, at)
		touches.Take(x.Deed(e))
		require.Equal(t, at[:4] == "1969", touches.Count(nil, nil).Returned == 2)
	}
	require.Equal(t, uint16(noon-1), x.day(time.Date(2027, 1, 31, 23, 59, 0, 0, time.UTC).UnixMilli()))
}

// busy are aggregates of everything that can be in one, and how each is read.
func busy(t testing.TB) (*Index, map[string][]byte, map[string]func([]byte) ([]byte, error)) {
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "o00"}, {ID: "o01"}, {ID: "s00"}})
	x := NewIndex(bakery(), w)
	f, p, touches := x.Funnel(), x.Progress(), x.Touches()
	f.broken = 3
	for i, d := range deeds(x, lively(rand.New(rand.NewPCG(1, 2)), 120)) {
		f.Take(d)
		touches.Take(d)
		if i == 60 {
			p.Settle(time.Time{}, time.Date(2027, 2, 21, 0, 0, 0, 0, time.UTC))
			p.Settle(time.Date(2027, 2, 23, 0, 0, 0, 0, time.UTC), time.Date(2027, 2, 24, 0, 0, 0, 0, time.UTC))
		}
		p.Take(d)
	}
	require.Len(t, p.slices, 2)
	require.NotEmpty(t, p.open)
	return x, map[string][]byte{"funnel": bytesOf(t, f), "progress": bytesOf(t, p), "touches": bytesOf(t, touches)},
		map[string]func([]byte) ([]byte, error){
			"funnel":   again(x, DecodeFunnel),
			"progress": again(x, DecodeProgress),
			"touches":  again(x, DecodeTouches),
		}
}

// again decodes and writes what was decoded.
func again[A aggregate[A]](x *Index, decode func(*Index, []byte) (A, error)) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) {
		a, err := decode(x, data)
		if err != nil {
			return nil, err
		}
		return a.AppendBinary(nil)
	}
}

func TestAggregatesReadBackAndDamageIsNoticed(t *testing.T) {
	_, forms, decode := busy(t)
	for name, data := range forms {
		out, err := decode[name](data)
		require.NoError(t, err, name)
		require.Equal(t, data, out, name)
		for n := range data {
			_, err := decode[name](data[:n:n])
			require.ErrorIs(t, err, ErrDamaged, "%s, %d of %d bytes", name, n, len(data))
		}
		for bit := range 8 * len(data) {
			damaged := bytes.Clone(data)
			damaged[bit/8] ^= 1 << (bit % 8)
			_, err := decode[name](damaged)
			require.ErrorIs(t, err, ErrDamaged, "%s, bit %d", name, bit)
		}
		refused := 0
		for i := 16; i < len(data)-4; i++ { // damage under a right checksum
			damaged := bytes.Clone(data)
			damaged[i] ^= 0x85
			out, err := decode[name](signed(damaged))
			if err != nil {
				require.ErrorIs(t, err, ErrDamaged)
				refused++
				continue
			}
			require.Equal(t, signed(damaged), out, "there is one form of an aggregate")
		}
		require.NotZero(t, refused, name)
	}
}

// signed makes the checksum right.
func signed(data []byte) []byte {
	data = bytes.Clone(data)
	if n := len(data) - 4; n >= 0 {
		binary.LittleEndian.PutUint32(data[n:], crc32.Checksum(data[:n], crc32.MakeTable(crc32.Castagnoli)))
	}
	return data
}

func TestAggregatesOfOthersAreRefused(t *testing.T) {
	_, forms, _ := busy(t)
	x := NewIndex(bakery(), bakers(t))
	for name, decode := range map[string]func() error{
		"funnel":   func() error { _, err := DecodeFunnel(x, forms["funnel"]); return err },
		"progress": func() error { _, err := DecodeProgress(x, forms["progress"]); return err },
		"touches":  func() error { _, err := DecodeTouches(x, forms["touches"]); return err },
	} {
		require.ErrorIs(t, decode(), ErrOtherIndex, name)
	}
	p := bakery()
	p.Brief.Touchpoints[0].Phase = campaign.Retain
	y := NewIndex(p, bakers(t))
	require.ErrorIs(t, x.Funnel().Merge(y.Funnel()), ErrOtherIndex)
	require.ErrorIs(t, x.Progress().Merge(y.Progress()), ErrOtherIndex)
	require.ErrorIs(t, x.Touches().Merge(y.Touches()), ErrOtherIndex)
}

func FuzzDecodeAggregates(f *testing.F) {
	_, forms, decode := busy(f)
	for _, data := range forms {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, data := range [][]byte{data, signed(data)} {
			for name := range forms {
				out, err := decode[name](data)
				if err != nil {
					continue
				}
				require.Equal(t, data, out, "there is one form of an aggregate")
			}
		}
	})
}
