package relation

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

func layout() *Layout {
	return NewLayout([]string{"gain", "grow", "meet"}, []string{"email", "intranet"}, []string{"night", "sales", "new"})
}

// somebody is a context: a segment, and a place among what people declare.
func somebody(l *Layout, segment, declared int) Context {
	c := l.NewContext()
	l.Segment(&c, segment)
	l.Declare(&c, declared)
	l.Alike(&c)
	return c
}

// message is one that everything about it can be learnt from.
func message(proposition int) Candidate {
	return Candidate{Proposition: proposition, Channel: proposition % 2, Moment: proposition, Points: 50}
}

// taught is a model that some people taught, and what each of them did.
func taught(l *Layout, people int, seed uint64) (*Model, []*Contribution) {
	m := New(l)
	return m, teach(m, people, seed)
}

func teach(m *Model, people int, seed uint64) []*Contribution {
	r := rand.New(rand.NewPCG(seed, 1))
	var all []*Contribution
	for range people {
		own := &Contribution{}
		c := somebody(m.layout, r.IntN(3), r.IntN(13))
		for range 1 + r.IntN(4) {
			q := r.IntN(3)
			m.Learn(&c, message(q), r.Float64() < 0.2+0.2*float64(q), own)
		}
		all = append(all, own)
	}
	return all
}

func TestMergingIsAssociativeAndCommutative(t *testing.T) {
	l := layout()
	merged := func(parts ...*Model) []byte {
		all := New(l)
		for _, p := range parts {
			all.Merge(p)
		}
		return all.Append(nil)
	}
	a, _ := taught(l, 20, 1)
	b, _ := taught(l, 30, 2)
	c, _ := taught(l, 7, 3)
	ab, bc := New(l), New(l)
	ab.Merge(a)
	ab.Merge(b)
	bc.Merge(b)
	bc.Merge(c)
	require.Equal(t, merged(a, b, c), merged(c, a, b))
	require.Equal(t, merged(ab, c), merged(a, bc))
	require.Equal(t, a.Append(nil), merged(New(l), a), "what has learnt nothing adds nothing")
	require.NotEqual(t, merged(a, b), merged(a, c))
}

func TestForgettingRestoresTheStateBeforeToTheByte(t *testing.T) {
	m, _ := taught(layout(), 25, 1)
	before := m.Append(nil)
	contributions := teach(m, 3, 2)
	require.NotEqual(t, before, m.Append(nil))
	for _, own := range []*Contribution{contributions[1], contributions[2], contributions[0]} { // in any order
		require.NoError(t, m.Forget(own))
	}
	require.Equal(t, before, m.Append(nil))
	again, err := Decode(before, nil)
	require.NoError(t, err)
	require.Equal(t, again.features, m.features)
	require.Equal(t, again.beliefs, m.beliefs, "and so are choices")
	require.Equal(t, again.unknown, m.unknown)
}

func TestForgettingLeavesWhatOthersTaughtToTheByte(t *testing.T) {
	m, contributions := taught(layout(), 25, 1)
	leaving := contributions[7]
	require.NoError(t, m.Forget(leaving))
	others := New(m.layout)
	for i, own := range contributions {
		if i == 7 {
			continue
		}
		for _, e := range own.entries {
			others.features[e.feature].precision += e.precision
			others.features[e.feature].shift += e.shift
			others.features[e.feature].people++
		}
	}
	require.Equal(t, others.Append(nil), m.Append(nil))
	require.Equal(t, 24, m.People())
}

func TestForgettingWhatIsNotThereIsRefusedAndChangesNothing(t *testing.T) {
	m, _ := taught(layout(), 2, 1)
	_, others := taught(layout(), 40, 5)
	before := m.Append(nil)
	refused := 0
	for _, own := range others {
		if m.Forget(own) != nil {
			refused++
			require.Equal(t, before, m.Append(nil))
		} else {
			m, _ = taught(layout(), 2, 1)
		}
	}
	require.Positive(t, refused)
	require.ErrorIs(t, New(layout()).Forget(others[0]), ErrForeign)
	require.NoError(t, m.Forget(&Contribution{}), "who taught nothing has nothing to forget")
}

func TestTheSameEventsMakeTheSameState(t *testing.T) {
	a, _ := taught(layout(), 60, 9)
	b, _ := taught(layout(), 60, 9)
	require.Equal(t, a.Append(nil), b.Append(nil))
}

func TestTheStateGrowsWithFeaturesAndNotWithPeople(t *testing.T) {
	few, _ := taught(layout(), 500, 1)
	many, _ := taught(layout(), 5000, 1)
	require.Less(t, len(many.Append(nil)), 2*len(few.Append(nil)))
}

func TestPeopleRespondedToIsChosen(t *testing.T) {
	l := layout()
	m := New(l)
	night, sales := somebody(l, 0, 0), somebody(l, 1, 1)
	for range 200 {
		for q := range 3 {
			m.Learn(&night, Candidate{Proposition: q, Channel: -1, Moment: -1}, q == 0, &Contribution{})
			m.Learn(&sales, Candidate{Proposition: q, Channel: -1, Moment: -1}, q == 2, &Contribution{})
		}
	}
	chosen := func(c *Context) (counts [3]int) {
		for i := range 1000 {
			counts[m.Choose(c, offered(), Draw{7, uint64(i)}).Index]++
		}
		return counts
	}
	require.Greater(t, chosen(&night)[0], 980)
	require.Greater(t, chosen(&sales)[2], 980)
	require.NotEmpty(t, m.Why(&night, offered()[0]))
	require.Empty(t, m.Why(&night, offered()[2]))
}

func offered() []Candidate {
	return []Candidate{{Proposition: 0, Channel: -1, Moment: -1}, {Proposition: 1, Channel: -1, Moment: -1}, {Proposition: 2, Channel: -1, Moment: -1, Points: 30}}
}

func TestWhatSomebodyTookUpBeforePersonalisesWhatIsNext(t *testing.T) {
	l := layout()
	m := New(l)
	took, refused := l.NewContext(), l.NewContext()
	l.Alike(&took)
	l.Started(&took, 0)
	l.Alike(&refused)
	l.Dismissed(&refused, 0)
	for range 300 {
		m.Learn(&took, Candidate{Proposition: 1, Channel: -1, Moment: -1}, true, &Contribution{})
		m.Learn(&took, Candidate{Proposition: 2, Channel: -1, Moment: -1}, false, &Contribution{})
		m.Learn(&refused, Candidate{Proposition: 1, Channel: -1, Moment: -1}, false, &Contribution{})
		m.Learn(&refused, Candidate{Proposition: 2, Channel: -1, Moment: -1}, true, &Contribution{})
		m.Learn(&refused, Candidate{Proposition: 0, Channel: -1, Moment: -1}, false, &Contribution{})
	}
	count := func(c *Context, index int) (n int) {
		for i := range 1000 {
			if m.Choose(c, offered(), Draw{3, uint64(i)}).Index == index {
				n++
			}
		}
		return n
	}
	require.Greater(t, count(&took, 1), 950)
	require.Greater(t, count(&refused, 2), 950)
}

func TestThePriorsOrderStandsWhereEvidenceIsThin(t *testing.T) {
	l := layout()
	m := New(l)
	c := somebody(l, 0, 0)
	for range Least - 1 { // one person too few, and all of them against the prior
		m.Learn(&c, Candidate{Proposition: 2, Channel: -1, Moment: -1}, false, &Contribution{})
		m.Learn(&c, Candidate{Proposition: 0, Channel: -1, Moment: -1}, true, &Contribution{})
	}
	tried := 0
	for i := range 4000 {
		choice := m.Choose(&c, offered(), Draw{1, uint64(i)})
		if choice.New {
			tried++
			continue
		}
		require.Equal(t, 2, choice.Index)
	}
	require.InDelta(t, 4000.0*Start/65536, tried, 60)
	require.Empty(t, m.Why(&c, offered()[0]), "what fewer than %d people said explains nothing", Least)
	shared := m.Shared()
	for i := range l.features {
		f := &shared.features[i]
		require.True(t, f.people == 0 && f.shift == 0 || f.people >= Least, "nor does a page get to know feature %d", i)
	}
}

func beliefs(m *Model) (all []belief) {
	for i := range m.layout.features {
		if i != m.layout.common { // it moves no choice
			all = append(all, m.beliefs[i])
		}
	}
	return all
}

func TestOnePersonAloneMovesNoOtherChoiceHoweverOftenTheyRespond(t *testing.T) {
	l := layout()
	m := New(l)
	c, own := somebody(l, 0, 0), &Contribution{}
	for range 500 {
		m.Learn(&c, message(0), true, own)
	}
	require.Equal(t, beliefs(New(l)), beliefs(m))
	require.Equal(t, 1, m.People())
	require.Equal(t, 500, own.Times())
}

func TestSomethingNewIsTriedAtTheFloor(t *testing.T) {
	m, _ := taught(layout(), 2000, 1)
	c := somebody(m.layout, 0, 0)
	const n = 200_000
	tried := [3]int{}
	all := 0
	for i := range n {
		if choice := m.Choose(&c, offered(), Draw{2, uint64(i)}); choice.New {
			tried[choice.Index]++
			all++
		}
	}
	require.InDelta(t, float64(n)*Floor/65536, all, 80)
	for q, count := range tried {
		require.InDelta(t, float64(all)/3, count, 60, q)
	}
}

func TestLearningStaysWithinReachOfThePrior(t *testing.T) {
	l := layout()
	m := New(l)
	c := somebody(l, 0, 0)
	for range 3000 {
		m.Learn(&c, Candidate{Proposition: 0, Channel: -1, Moment: -1}, true, &Contribution{})
		m.Learn(&c, Candidate{Proposition: 1, Channel: -1, Moment: -1}, false, &Contribution{})
		m.Learn(&c, Candidate{Proposition: 2, Channel: -1, Moment: -1}, false, &Contribution{})
	}
	for i := range 20_000 {
		far := []Candidate{{Proposition: 0, Channel: -1, Moment: -1}, {Proposition: 1, Channel: -1, Moment: -1, Points: Reach + 1}}
		require.Equal(t, 1, m.Choose(&c, far, Draw{4, uint64(i)}).Index, "a manager's message comes first, and “not now” stands")
	}
	near := []Candidate{{Proposition: 0, Channel: -1, Moment: -1}, {Proposition: 1, Channel: -1, Moment: -1, Points: Reach - 99}}
	require.Equal(t, 0, m.Choose(&c, near, Draw{4, 4}).Index)
}

func TestAChoiceIsThatOfItsDraw(t *testing.T) {
	m, _ := taught(layout(), 30, 1)
	c := somebody(m.layout, 1, 2)
	seen := map[int]bool{}
	for i := range 300 {
		choice := m.Choose(&c, offered(), Draw{11, uint64(i)})
		require.Equal(t, choice, m.Choose(&c, offered(), Draw{11, uint64(i)}))
		seen[choice.Index] = true
	}
	require.Greater(t, len(seen), 1)
}

func TestManyPropositionsAreChosenAmongAsFewAre(t *testing.T) {
	ids := make([]string, 45)
	for i := range ids {
		ids[i] = string(rune('A' + i))
	}
	l := NewLayout(ids, nil, nil)
	m := New(l)
	c := l.NewContext()
	var all []Candidate
	for q := range ids {
		for range 30 {
			m.Learn(&c, Candidate{Proposition: q, Channel: -1, Moment: -1}, q == 41, &Contribution{})
		}
		all = append(all, Candidate{Proposition: q, Channel: -1, Moment: -1})
	}
	for i := range 200 {
		if choice := m.Choose(&c, all, Draw{1, uint64(i)}); !choice.New {
			require.Equal(t, 41, choice.Index)
		}
	}
}

func TestWhatWasLearntMovesToAnotherPlanByName(t *testing.T) {
	m, contributions := taught(layout(), 40, 1)
	wider := NewLayout([]string{"other", "meet", "gain", "grow"}, []string{"chat", "intranet", "email"}, []string{"new", "extra", "night", "sales"})
	moved := m.On(wider)
	require.Equal(t, m.People(), moved.People())
	require.Equal(t, m.Append(nil), moved.On(m.layout).Append(nil), "and back, with nothing lost")
	require.Equal(t, contributions[3].Lines(), contributions[3].On(wider).On(m.layout).Lines())
	require.ElementsMatch(t, contributions[3].Lines(), contributions[3].On(wider).Lines())
	require.NoError(t, moved.Forget(contributions[3].On(wider)))
	require.NoError(t, m.Forget(contributions[3]))
	require.Equal(t, m.On(wider).Append(nil), moved.Append(nil))

	narrower := NewLayout([]string{"meet"}, nil, []string{"sales"})
	require.Equal(t, m.People(), m.On(narrower).People())
	for _, line := range contributions[3].On(narrower).Lines() {
		require.Contains(t, []string{"proposition:meet"}, line.About[:min(16, len(line.About))])
		break
	}
}

func TestWhatIsReadIsWhatWasWritten(t *testing.T) {
	m, contributions := taught(layout(), 40, 1)
	again, err := Decode(m.Append(nil), nil)
	require.NoError(t, err)
	require.Equal(t, m.features, again.features)
	require.Equal(t, m.beliefs, again.beliefs)
	own, err := DecodeContribution(contributions[5].Append(nil), m.layout)
	require.NoError(t, err)
	require.Equal(t, contributions[5].entries, own.entries)
	empty, err := DecodeContribution((&Contribution{}).Append(nil), nil)
	require.NoError(t, err)
	require.Zero(t, empty.Times())
	_, err = Decode(m.Append(nil), NewLayout([]string{"gain"}, nil, nil))
	require.ErrorIs(t, err, ErrLayout)
	_, err = Decode(contributions[0].Append(nil), nil)
	require.ErrorIs(t, err, ErrKind)
}

func TestWhatWasWrittenBeforeIsReadToTheByte(t *testing.T) {
	for name, again := range map[string]func([]byte) ([]byte, error){
		"state": func(data []byte) ([]byte, error) {
			m, err := Decode(data, layout())
			if err != nil {
				return nil, err
			}
			require.Equal(t, 12, m.People())
			return m.Append(nil), nil
		},
		"contribution": func(data []byte) ([]byte, error) {
			own, err := DecodeContribution(data, layout())
			if err != nil {
				return nil, err
			}
			require.Positive(t, own.Times())
			return own.Append(nil), nil
		},
	} {
		data, err := os.ReadFile("testdata/" + name)
		require.NoError(t, err)
		got, err := again(data)
		require.NoError(t, err)
		require.Equal(t, data, got, name)
	}
}

func TestBeliefsOfAsManyFeaturesAsThereCanBeFitTogether(t *testing.T) {
	hardly := New(layout()).beliefs[0]
	sum := belief(0)
	for range 3*most + 1 {
		sum += hardly
	}
	require.Zero(t, sum.mean())
	require.Equal(t, (3*most+1)*hardly.variance(), sum.variance())
	m := New(layout())
	sum += m.beliefs[m.layout.common] - hardly // as learning adds them up
	require.Zero(t, sum.mean())
	require.Equal(t, int32(3*most*parted/firstPrecision+parted/commonPrecision), sum.variance())
}

func TestMoreThanAllPeopleCouldTeachIsRefused(t *testing.T) {
	l := layout()
	for shift, want := range map[int64]error{surest: nil, -surest: nil, surest + 1: ErrDamaged, -surest - 1: ErrDamaged} {
		own := &Contribution{l, []entry{{feature: 0, precision: 1, shift: shift, times: 1}}}
		_, err := DecodeContribution(own.Append(nil), l)
		require.ErrorIs(t, err, want, shift)
	}
}

func TestDeviationsAreSquareRoots(t *testing.T) {
	tables := newTables()
	for variance := 1; variance < 1<<16; variance += 7 {
		want := 1e6 * float64(normal[200]) * boldness * math.Sqrt(float64(variance)/parted)
		got := 1e6 * float64(tables.worth(belief(variance), 200)-int64(variance)) / (1 << fine)
		require.InEpsilon(t, want, got, 0.006, variance)
	}
}

func TestWhatIsCutOrDamagedIsRefused(t *testing.T) {
	m, _ := taught(layout(), 40, 1)
	data := m.Append(nil)
	for n := range data {
		_, err := Decode(data[:n], nil)
		require.Error(t, err, n)
	}
	for i := range data {
		for bit := range 8 {
			data[i] ^= 1 << bit
			_, err := Decode(data, nil)
			require.Error(t, err, "bit %d of byte %d", bit, i)
			data[i] ^= 1 << bit
		}
	}
}

func FuzzDecode(f *testing.F) {
	m, contributions := taught(layout(), 12, 1)
	f.Add(m.Append(nil))
	f.Add(contributions[0].Append(nil))
	f.Add((&Contribution{}).Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Past the sum, which a fuzzer would hardly guess, and without it.
		n := check(data)
		for _, data := range [][]byte{data, append(data[:len(data):len(data)], byte(n), byte(n>>8), byte(n>>16), byte(n>>24))} {
			if m, err := Decode(data, nil); err == nil {
				require.Equal(t, data, m.Append(nil))
			}
			if c, err := DecodeContribution(data, nil); err == nil {
				require.Equal(t, data, c.Append(nil))
				c.Lines()
			}
		}
	})
}

func TestDrawsAreNormal(t *testing.T) {
	var mean, variance float64
	for _, z := range normal {
		mean += float64(z) / 256
		variance += float64(z) * float64(z) / 256
	}
	require.InDelta(t, 0, mean, 1e-6)
	require.InDelta(t, 1, variance, 1e-4)
	stretch := float64(normal[255]) / (math.Sqrt2 * math.Erfinv(2*(255.5/256)-1))
	for i, z := range normal {
		require.InDelta(t, math.Sqrt2*math.Erfinv(2*((float64(i)+0.5)/256)-1)*stretch, z, 1e-5)
	}
	counts := [256]int{}
	for i := range uint64(256 * 200) {
		counts[Draw{5, i}.bits(1)&0xff]++
	}
	for _, n := range counts {
		require.InDelta(t, 200, n, 80)
	}
}

func TestTheCurveIsTheLogisticFunction(t *testing.T) {
	tables := newTables()
	chance := func(logit int64) float64 {
		p, _ := tables.chance(logit)
		return float64(p) / unit
	}
	for x := -7.99; x < 8; x += 0.0137 {
		p := 1 / (1 + math.Exp(-x))
		require.InDelta(t, p, chance(int64(x*(1<<fine))), 2e-5, x)
		_, slope := tables.chance(int64(x * (1 << fine)))
		require.InEpsilon(t, p*(1-p), float64(slope)/unit, 0.02, x)
	}
	require.InDelta(t, 1/(1+math.Exp(-8)), chance(math.MaxInt64), 2e-5)
	require.InDelta(t, 1/(1+math.Exp(8)), chance(math.MinInt64), 2e-5)
}

func TestMomentsArePartsOfTheDayInHalvesOfTheWeek(t *testing.T) {
	monday, _ := civil.Parse("2027-02-01")
	for _, c := range []struct {
		day    civil.Day
		minute int
		moment int
	}{{monday, 0, 0}, {monday, 719, 0}, {monday + 2, 720, 1}, {monday + 3, 839, 5}, {monday + 4, 840, 6}, {monday + 6, 1439, 7}} {
		require.Equal(t, c.moment, MomentOf(c.day, c.minute))
		require.Equal(t, c.moment, MomentOf(c.day, MinuteOf(c.moment)))
	}
}

func BenchmarkChooseAndLearn(b *testing.B) {
	l := NewLayout([]string{"a", "b", "c", "d", "e", "f", "g", "h"}, nil, []string{"s", "t", "u"})
	m := New(l)
	contexts := make([]Context, 100)
	for i := range contexts {
		contexts[i] = l.NewContext()
		l.Segment(&contexts[i], i%3)
		for _, place := range [...]int{i % 4, 4 + i/4%4, 8 + i/16%5} {
			l.Declare(&contexts[i], place)
		}
		l.Alike(&contexts[i])
	}
	candidates := make([]Candidate, 8)
	for q := range candidates {
		candidates[q] = Candidate{Proposition: q, Channel: -1, Moment: -1, Points: q * 10}
	}
	own := &Contribution{entries: make([]entry, 0, 64)}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		own.entries = own.entries[:0] // another person
		c := &contexts[i%len(contexts)]
		choice := m.Choose(c, candidates, Draw{1, uint64(i)})
		m.Learn(c, candidates[choice.Index], i%5 == 0, own)
	}
}
