package population_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

const today = engagement.Date("2027-03-01")

var declared = []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "grade", Kind: audience.NumberTrait}, {Name: "remote", Kind: audience.FlagTrait},
	{Name: "skills", Kind: audience.ListTrait}, {Name: "mixed", Kind: audience.TextTrait}, {Name: "absent", Kind: audience.TextTrait}, {Name: "age", Kind: audience.NumberTrait, Protected: true},
	{Name: "twice", Kind: audience.TextTrait, Protected: true}, {Name: "twice", Kind: audience.TextTrait}, {Name: "manager", Kind: audience.TextTrait, Protected: true},
	{Name: audience.TraitHired, Kind: audience.DateTrait}, {Name: audience.TraitLeaders, Kind: audience.ListTrait}, {Name: audience.TraitDotted, Kind: audience.ListTrait}, {Name: "until", Kind: audience.DateTrait}, {Name: "needs.0", Kind: audience.TextTrait}, {Name: "group.name", Kind: audience.ListTrait}}

// anyone is a person of whom much may be unknown, or not of the kind declared.
func anyone(r *rand.Rand, id int) audience.Person {
	p := audience.Person{ID: strconv.Itoa(id), Traits: map[string]any{"age": float64(20 + r.IntN(40))}}
	some := func(name string, v any) {
		if r.IntN(5) > 0 {
			p.Traits[name] = v
		}
	}
	some("unit", []string{"sales", "care", "è", "", "10"}[r.IntN(5)])
	some("grade", float64(r.IntN(12)))
	some("remote", r.IntN(2) == 0)
	some("skills", []string{"go", "sql", "nl"}[:r.IntN(4)])
	some("mixed", []any{"a", 1.0, true, []string{"a"}, "1", "NaN", 1, math.NaN(), math.Inf(-1), math.Copysign(0, -1), []string(nil), engagement.Date("a"), "\xff", "\ufffd", nil, map[string]any{"a": 1}, int64(1), []any{"a"}}[r.IntN(18)])
	some("stance", []any{"promoter", "sceptical", true}[r.IntN(3)])
	some("needs", []string{"career"})
	some("twice", "a")
	some("manager", "a")
	some("language", "fr")
	some("tenureDays", 1.0)
	some("undeclared", "a")
	some("hired", "2019-01-01")
	some("leaders", []string{"a"})
	some("dotted", []string{"a"})
	some("until", []any{"2027-02-28", "2027-03-01", "2027-03-02", "2024-02-29", "2027-02-30", "", engagement.Date("2026-12-01"), 20270301.0}[r.IntN(8)])
	some("needs.0", []string{"career", "a"}[r.IntN(2)])
	some("group.name", []string{"go", "a"})
	p.Language = []engagement.Language{"it", "nl", "en", ""}[r.IntN(4)]
	if r.IntN(6) > 0 {
		p.Hired = engagement.Date(fmt.Sprintf("20%02d-%02d-01", 10+r.IntN(17), 1+r.IntN(13))) // some in a 13th month
	}
	if id > 0 && r.IntN(3) > 0 {
		p.Manager = strconv.Itoa(r.IntN(id))
	}
	if r.IntN(4) == 0 {
		p.DottedManagers = []string{strconv.Itoa(r.IntN(20)), strconv.Itoa(r.IntN(20))}[:1+r.IntN(2)]
	}
	return p
}

// anything is a condition that may nest.
func anything(r *rand.Rand, deep int) map[string]any {
	if deep > 0 && r.IntN(3) > 0 {
		kids := make([]any, r.IntN(4))
		for i := range kids {
			kids[i] = anything(r, deep-1)
		}
		switch r.IntN(4) {
		case 0:
			return map[string]any{"$not": anything(r, deep-1)}
		default:
			return map[string]any{[]string{"$and", "$or", "$nor"}[r.IntN(3)]: kids}
		}
	}
	value := func() any {
		return []any{"sales", "care", "è", "", "10", 3.0, 10.0, true, false, nil, "a", "1", 1.0, []any{"go"}, "it", "go"}[r.IntN(16)]
	}
	traits := []string{"unit", "grade", "remote", "skills", "mixed", "absent", "never", "language", "manager", "tenureDays", "age", "stance", "needs", "twice", "undeclared", "unit.name", "hired", "leaders", "until",
		"skills.0", "skills.1", "skills.length", "skills.0.0", "skills.", "leaders.0", "leaders.length", "dotted", "dotted.0", "dotted.length", "mixed.0", "needs.0", "needs.length", "group.name", "group.name.0", "did.x", "unknown.0"}
	patterns := []string{"^G", "^g", "l$", "[0-9]", "", "^2027-0[23]", "à|è", "("}
	c := map[string]any{}
	for range 1 + r.IntN(3) {
		trait := traits[r.IntN(len(traits))]
		switch r.IntN(16) {
		case 14, 15: // another trait of the same person
			kin := []string{"grade", "tenureDays", "until", "hired", "unit", "mixed", "skills.length", "skills.0", "needs.0", "unknown", "dotted.name.0", trait}
			c[kin[r.IntN(len(kin))]] = map[string]any{[]string{"$eq", "$ne", "$lt", "$lte", "$gt", "$gte"}[r.IntN(6)]: map[string]any{"$trait": kin[r.IntN(len(kin))]}}
		case 5:
			c[trait] = map[string]any{[]string{"$ini", "$nini", "$alli"}[r.IntN(3)]: []any{"CARE", "Go", "7", value()}}
		case 6:
			c[trait] = map[string]any{[]string{"$since", "$before"}[r.IntN(2)]: []string{"-P5Y", "-P18M", "2020-01-01", "P0D", "P1D", "-P1W", "soon"}[r.IntN(7)]}
		case 7:
			c[trait] = map[string]any{"$elemMatch": map[string]any{[]string{"$regex", "$regexi", "$eq"}[r.IntN(3)]: patterns[r.IntN(len(patterns))]}}
		case 8:
			c[trait] = map[string]any{"$not": map[string]any{[]string{"$regx", "$regex"}[r.IntN(2)]: "a"}}
		case 9:
			c[trait] = map[string]any{"$size": map[string]any{"$gt": float64(r.IntN(3))}, "$type": []string{"array", "string", "matrix"}[r.IntN(3)]}
		case 10:
			c[trait] = map[string]any{[]string{"$regex", "$regexi"}[r.IntN(2)]: patterns[r.IntN(len(patterns))]}
		case 11:
			c[[]string{"hired", "until"}[r.IntN(2)]] = map[string]any{[]string{"$since", "$before"}[r.IntN(2)]: []string{"-P5Y", "-P6Y", "P0D", "-P3M"}[r.IntN(4)]}
		case 12: // of the reporting line, also where nobody is called so
			id := strconv.Itoa(r.IntN(20))
			c["leaders"], c["leaders.0"] = map[string]any{[]string{"$in", "$all", "$nin"}[r.IntN(3)]: []any{id}}, map[string]any{[]string{"$ne", "$eq", "$lt"}[r.IntN(3)]: id}
			if r.IntN(2) == 0 {
				c["dotted"] = map[string]any{[]string{"$in", "$nin"}[r.IntN(2)]: []any{id}}
			}
		case 13:
			c[trait] = map[string]any{[]string{"$vgt", "$vlte", "$veq"}[r.IntN(3)]: []string{"1", "2.0.0"}[r.IntN(2)], "$eq": value()}
		case 0:
			c[trait] = value()
		case 1:
			c[trait] = map[string]any{[]string{"$in", "$nin", "$all"}[r.IntN(3)]: []any{value(), value()}}
		case 2:
			c[trait] = map[string]any{"$exists": r.IntN(2) == 0}
		case 3:
			c[trait] = map[string]any{"$gt": float64(r.IntN(3000)), "$lte": float64(r.IntN(6000))}
		case 4:
			c[trait] = map[string]any{[]string{"$eq", "$ne", "$lt", "$gte", "$regx"}[r.IntN(5)]: value()}
		}
	}
	return c
}

func segment(t testing.TB, id string, condition map[string]any) audience.Segment {
	data, err := json.Marshal(condition)
	require.NoError(t, err)
	c, err := audience.ParseCondition(string(data))
	require.NoError(t, err)
	return audience.Segment{ID: id, When: c}
}

// agree checks everybody's answers against the interpreter's.
func agree(t *testing.T, w *audience.Workforce, set *population.Set, segments []audience.Segment) (pairs int) {
	t.Helper()
	var everyone []*audience.Person
	for p := range w.People() {
		everyone = append(everyone, p)
	}
	counts, conditions := make([]int, len(segments)), make([]decision.Expr, len(segments))
	for i := range segments {
		conditions[i] = segments[i].Compile().When
	}
	alone := make([]uint64, set.Words())
	for first, words := range set.Blocks() {
		for k := 0; k < len(words); k += set.Words() {
			i := first + k/set.Words()
			facts := w.Facts(everyone[i], today, declared)
			set.Person(i, alone)
			require.Equal(t, words[k:k+set.Words()], alone)
			if !set.Profile(i).Equal(facts.Profile) {
				require.Equal(t, string(facts.Profile.Append(nil)), string(set.Profile(i).Append(nil)))
			}
			for n := range segments {
				in := conditions[n].Match(&facts)
				if in != set.In(alone, n) {
					require.Equal(t, in, set.In(alone, n), "%s of %s", segments[n].When, facts.Profile.Append(nil))
				}
				if in {
					counts[n]++
				}
				pairs++
			}
		}
	}
	require.Equal(t, counts, set.Counts())
	return pairs
}

func TestThePopulationAgreesWithTheInterpreter(t *testing.T) {
	pairs := 0
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		people := make([]audience.Person, 1500+r.IntN(200))
		for i := range people {
			people[i] = anyone(r, i)
		}
		w, _ := audience.NewWorkforce(people)
		var segments []audience.Segment
		for n := range 1 + r.IntN(150) {
			segments = append(segments, segment(t, strconv.Itoa(n), anything(r, 3)))
		}
		pairs += agree(t, w, population.Prepare(population.Of(w, declared), segments, today), segments)
	}
	require.Greater(t, pairs, 1_000_000)
}

func TestAConditionWithTooManyWaysIsAskedSlowlyAndSaid(t *testing.T) {
	ways := make([]any, 8)
	for i := range ways {
		ways[i] = map[string]any{"$or": []any{map[string]any{"unit": "sales"}, map[string]any{"grade": float64(i)}}}
	}
	segments := []audience.Segment{segment(t, "plain", map[string]any{"unit": "care"}), segment(t, "many", map[string]any{"$and": ways}), segment(t, "nobody", map[string]any{"$and": []any{map[string]any{"$or": []any{}}, map[string]any{"unit": map[string]any{"$in": []any{}}}}})}
	r := rand.New(rand.NewPCG(1, 1))
	people := make([]audience.Person, 3000)
	for i := range people {
		people[i] = anyone(r, i)
	}
	w, _ := audience.NewWorkforce(people)
	set := population.Prepare(population.Of(w, declared), segments, today)
	require.Equal(t, []population.Path{{Segment: "plain", Ways: 1}, {Segment: "many", Slow: true, Why: population.TooManyWays}, {Segment: "nobody", Ways: 1}}, set.Paths())
	agree(t, w, set, segments)
}

// crowd is a few people with three segments that overlap.
func crowd(t *testing.T, n int) (*audience.Workforce, []audience.Segment) {
	r := rand.New(rand.NewPCG(3, 1))
	people := make([]audience.Person, n)
	for i := range people {
		people[i] = anyone(r, i)
	}
	w, _ := audience.NewWorkforce(people)
	return w, []audience.Segment{segment(t, "care", map[string]any{"unit": "care"}), segment(t, "remote", map[string]any{"remote": true}), segment(t, "italian", map[string]any{"language": "it"})}
}

func TestOverlapsAreCounted(t *testing.T) {
	w, segments := crowd(t, 2500)
	set := population.Prepare(population.Of(w, declared), segments, today)
	three, two := 0, 0
	for p := range w.People() {
		if p.Traits["unit"] == "care" && p.Language == "it" {
			two++
			if p.Traits["remote"] == true {
				three++
			}
		}
	}
	require.NotZero(t, three)
	require.Equal(t, three, set.Overlap(0, 1, 2))
	require.Equal(t, []int{three, two, set.Counts()[1], 2500}, set.Count([]int{0, 1, 2}, []int{2, 0, 0}, []int{1}, nil))
	require.Equal(t, 2500, set.Overlap())
	require.Empty(t, set.Count())
}

func TestASampleIsDrawnEvenlyAndWithoutRepetition(t *testing.T) {
	w, segments := crowd(t, 300)
	set := population.Prepare(population.Of(w, declared), segments, today)
	size, r := set.Overlap(0, 2), rand.New(rand.NewPCG(7, 7))
	require.Greater(t, size, 5)
	drawn, words := map[int]int{}, make([]uint64, set.Words())
	const rounds, n = 4000, 5
	for range rounds {
		sample := set.Sample(r, n, 0, 2)
		require.Len(t, sample, n)
		for k, i := range sample {
			require.True(t, k == 0 || sample[k-1] < i)
			set.Person(i, words)
			require.True(t, set.In(words, 0) && set.In(words, 2))
			drawn[i]++
		}
	}
	require.Len(t, drawn, size)
	want, chi := float64(rounds*n)/float64(size), 0.0
	for _, times := range drawn {
		chi += (float64(times) - want) * (float64(times) - want) / want
	}
	require.Less(t, chi, float64(size)+5*math.Sqrt(2*float64(size)), "five standard deviations")
	require.Len(t, set.Sample(r, 1000, 0, 2), size, "everyone where there are fewer")
	require.Empty(t, set.Sample(r, 0))
	require.Equal(t, set.Sample(rand.New(rand.NewPCG(1, 1)), 9), set.Sample(rand.New(rand.NewPCG(1, 1)), 9))
}

func TestAChangedPersonIsSeen(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	people := make([]audience.Person, 300)
	for i := range people {
		people[i] = anyone(r, i)
	}
	segments := []audience.Segment{segment(t, "new", map[string]any{"unit": "new-unit"}), segment(t, "skilled", map[string]any{"skills": map[string]any{"$all": []any{"rust"}}}), segment(t, "never", map[string]any{"absent": "now"}), segment(t, "grade", map[string]any{"grade": map[string]any{"$gte": 100.0}})}
	w, _ := audience.NewWorkforce(people)
	store := population.Of(w, declared)
	set := population.Prepare(store, segments, today)
	agree(t, w, set, segments)
	for round := range 400 { // the dictionary of grades outgrows a byte
		i := r.IntN(len(people))
		people[i].Traits["grade"] = float64(100 + round)
		people[i].Traits["unit"], people[i].Traits["skills"], people[i].Traits["absent"] = "new-unit", []string{"rust"}, "now"
		w, _ = audience.NewWorkforce(people)
		store.Set(i, w, w.Person(people[i].ID))
	}
	agree(t, w, set, segments)
	require.NotZero(t, set.Counts()[2])
}

func TestNobody(t *testing.T) {
	w, _ := audience.NewWorkforce(nil)
	for _, segments := range [][]audience.Segment{nil, {{ID: "all"}}} {
		set := population.Prepare(population.Of(w, nil), segments, today)
		require.Len(t, set.Counts(), len(segments))
		require.Zero(t, set.Overlap())
	}
	people := make([]audience.Person, 70)
	for i := range people {
		people[i].ID = strconv.Itoa(i)
	}
	w, _ = audience.NewWorkforce(people)
	set := population.Prepare(population.Of(w, nil), nil, today)
	require.Equal(t, 70, set.Overlap(), "all are in all of none")
}

func TestAQuestionIsAskedOnceHoweverManySegmentsAskIt(t *testing.T) {
	w, _ := crowd(t, 2000)
	store := population.Of(w, declared)
	recent := map[string]any{"tenureDays": map[string]any{"$lt": 1000.0}, "unit": "care"}
	one := population.Prepare(store, []audience.Segment{segment(t, "a", recent)}, today)
	var many []audience.Segment
	for i := range 200 { // in several words
		many = append(many, segment(t, strconv.Itoa(i), map[string]any{"$and": []any{recent, map[string]any{"language": "it"}}}))
	}
	more := population.Prepare(store, many, today)
	require.Equal(t, 4, more.Words())
	language := population.Prepare(store, []audience.Segment{segment(t, "l", map[string]any{"language": "it"})}, today)
	require.Equal(t, one.Questions()+language.Questions(), more.Questions())

	before := more.Questions()
	p := *w.Person("7")
	p.Traits = map[string]any{"unit": "never before", "grade": 3.0}
	store.Set(7, w, &p)
	require.Equal(t, before+1, more.Questions(), "a new value is asked about, and nothing else")
}

func TestSegmentsThatAskTheSameShareAWord(t *testing.T) {
	w, _ := crowd(t, 500)
	var segments []audience.Segment
	for i := range 128 {
		trait := []string{"unit", "grade"}[i%2]
		segments = append(segments, segment(t, strconv.Itoa(i), map[string]any{trait: map[string]any{"$ne": float64(i)}}))
	}
	set := population.Prepare(population.Of(w, declared), segments, today)
	require.Equal(t, []int{1, 1}, set.Columns())
	agree(t, w, set, segments)
}

func TestNothingIsAllocatedForAPerson(t *testing.T) {
	each := func(people int) (asked, counted float64) {
		w, segments := crowd(t, people)
		store := population.Of(w, declared)
		set := population.Prepare(store, segments, today)
		words, p := make([]uint64, set.Words()), w.Person("5")
		require.Zero(t, testing.AllocsPerRun(10, func() { set.Person(5, words) }))
		require.Zero(t, testing.AllocsPerRun(10, func() { store.Set(5, w, p) }))
		asked = testing.AllocsPerRun(10, func() {
			for range set.Blocks() {
			}
		})
		return asked, testing.AllocsPerRun(10, func() { set.Counts() })
	}
	asked, counted := each(1000)
	askedMore, countedMore := each(9000)
	require.Equal(t, asked, askedMore)
	require.Equal(t, counted, countedMore)
}

func TestWhoLeadsAPersonIsStoredOnlyWhereItIsDeclared(t *testing.T) {
	people := []audience.Person{{ID: "board", Hired: "2020-01-01"}, {ID: "anna", Manager: "board", Hired: "2027-02-28"}, {ID: "ben", Manager: "anna"}, {ID: "cleo", Manager: "anna"}, {ID: "dan", Manager: "ben", DottedManagers: []string{"anna"}}}
	w, _ := audience.NewWorkforce(people)
	segments := []audience.Segment{{ID: "under", When: audience.Under("anna")}, {ID: "reports", When: audience.ReportsTo("anna")}, {ID: "new", When: audience.Since("hired", "-P1D")},
		{ID: "dotted", When: audience.DottedTo("anna")}, {ID: "top", When: segment(t, "", map[string]any{"leaders.length": 0.0}).When}}
	store := population.Of(w, declared)
	set := population.Prepare(store, segments, today)
	require.Equal(t, []int{3, 2, 1, 1, 1}, set.Counts())
	require.Equal(t, []int{0, 0, 0, 0, 0}, population.Prepare(population.Of(w, nil), segments, today).Counts())
	require.Equal(t, 0, population.Prepare(store, segments, today.AddDays(1)).Counts()[2], "the days follow the clock")

	people[2].Manager, people[4].Manager = "board", "cleo"
	people[2].DottedManagers = []string{"anna", "cleo"}
	w, _ = audience.NewWorkforce(people)
	for i := range people {
		store.Set(i, w, w.Person(people[i].ID))
	}
	require.Equal(t, []int{2, 1, 1, 2, 1}, set.Counts())
	agree(t, w, set, segments)
}

func TestAPathIsToldInWords(t *testing.T) {
	w, _ := crowd(t, 10)
	or := func(n int) map[string]any {
		ways := make([]any, n)
		for i := range ways {
			ways[i] = map[string]any{"unit": "care", "grade": float64(i)}
		}
		return map[string]any{"$or": ways}
	}
	segments := []audience.Segment{segment(t, "a", or(1)), segment(t, "b", or(3)), segment(t, "c", or(49)), segment(t, "d", map[string]any{"needs.0": "career"}),
		segment(t, "e", map[string]any{"grade": map[string]any{"$lt": map[string]any{"$trait": "tenureDays"}}}), segment(t, "f", map[string]any{"$not": map[string]any{}})}
	var told []string
	for _, p := range population.Prepare(population.Of(w, declared), segments, today).Paths() {
		told = append(told, p.String())
	}
	require.Equal(t, []string{
		"a: fast, one way in",
		"b: fast, 3 ways in, of which one is enough",
		"c: slow, the interpreter is asked about each person, since the condition falls into more than 48 ways",
		"d: slow, the interpreter is asked about each person, since it asks for a path with dots that is the name of a trait too",
		"e: slow, the interpreter is asked about each person, since it holds one trait against another of the same person",
		"f: fast, nobody meets it whatever their traits",
	}, told)
}

func TestAPathAndItsListShareAColumnButForATraitOfThatName(t *testing.T) {
	w, _ := crowd(t, 1500)
	segments := []audience.Segment{
		segment(t, "first", map[string]any{"skills.0": "go", "skills": map[string]any{"$size": 2.0}}), segment(t, "how many", map[string]any{"skills.length": map[string]any{"$gte": 1.0}, "unit": "care"}),
		segment(t, "both", map[string]any{"needs.0": "career"}), segment(t, "named", map[string]any{"group.name": map[string]any{"$in": []any{"go"}}}), segment(t, "no path", map[string]any{"group.name.0": "go"}),
	}
	set := population.Prepare(population.Of(w, declared), segments, today)
	require.Equal(t, []population.Path{{Segment: "first", Ways: 1}, {Segment: "how many", Ways: 1}, {Segment: "both", Slow: true, Why: population.AmbiguousPath}, {Segment: "named", Ways: 1}, {Segment: "no path", Ways: 1}}, set.Paths())
	require.Equal(t, []int{3, 0}, set.Columns(), "skills, unit and group.name")
	agree(t, w, set, segments)
	for i, n := range set.Counts() {
		require.Equal(t, segments[i].ID != "no path", n > 0)
	}
}

func TestAComparisonOfTwoTraitsIsAskedSlowlyAndSaid(t *testing.T) {
	w, _ := crowd(t, 1500)
	other := func(of string) map[string]any { return map[string]any{"$lt": map[string]any{"$trait": of}} }
	segments := []audience.Segment{
		segment(t, "two columns", map[string]any{"grade": other("tenureDays"), "unit": "care"}),
		segment(t, "not", map[string]any{"$not": map[string]any{"tenureDays": other("grade")}}),
		segment(t, "one column", map[string]any{"skills.0": map[string]any{"$ne": map[string]any{"$trait": "skills.1"}}, "unit": "care"}),
		segment(t, "with itself", map[string]any{"grade": other("grade")}),
		segment(t, "plain", map[string]any{"unit": "care"}),
		segment(t, "both causes", map[string]any{"needs.0": "career", "grade": other("tenureDays")}),
	}
	set := population.Prepare(population.Of(w, declared), segments, today)
	require.Equal(t, []population.Path{
		{Segment: "two columns", Slow: true, Why: population.ComparesTraits}, {Segment: "not", Slow: true, Why: population.ComparesTraits},
		{Segment: "one column", Ways: 1}, {Segment: "with itself", Ways: 1}, {Segment: "plain", Ways: 1}, {Segment: "both causes", Slow: true, Why: population.ComparesTraits},
	}, set.Paths())
	agree(t, w, set, segments)
	counts := set.Counts()
	require.Greater(t, counts[0], 50)
	require.Greater(t, counts[1], 1)
	require.Less(t, counts[0]+counts[1], 1500, "those of whom one of both is unknown are in neither")
	require.Zero(t, counts[3])
}

func TestNobodyMeetsWhatCannotBeUnderstoodNorItsOpposite(t *testing.T) {
	w, _ := crowd(t, 500)
	odd := map[string]any{"unit": map[string]any{"$regx": "a"}}
	segments := []audience.Segment{
		segment(t, "odd", odd), segment(t, "not", map[string]any{"$not": odd}), segment(t, "nor", map[string]any{"$nor": []any{odd, map[string]any{"grade": 300.0}}}),
		segment(t, "or", map[string]any{"$or": []any{odd, map[string]any{"remote": true}}}), segment(t, "not both", map[string]any{"$not": map[string]any{"unit": map[string]any{"$regx": "a"}, "remote": true}}),
	}
	set := population.Prepare(population.Of(w, declared), segments, today)
	agree(t, w, set, segments)
	counts := set.Counts()
	require.Equal(t, []int{0, 0, 0}, counts[:3])
	require.NotZero(t, counts[3])
	require.Equal(t, 500-counts[3], counts[4])
}

func TestPartsOfThePeopleAnswerAsAllDoFromSeveralGoroutinesToo(t *testing.T) {
	w, _ := crowd(t, 2000)
	set := population.Prepare(population.Of(w, declared), []audience.Segment{
		segment(t, "one", map[string]any{"unit": "care"}), segment(t, "two", map[string]any{"manager": true}),
	}, today)
	var all []uint64
	for _, words := range set.Blocks() {
		all = append(all, words...)
	}
	n := set.Words()
	var wait sync.WaitGroup
	for _, part := range [][2]int{{0, 1}, {1, 700}, {700, 1999}, {1999, 5000}, {-3, 2}, {9, 9}, {9, 3}} {
		wait.Go(func() {
			var got []uint64
			next := max(0, part[0])
			for first, words := range set.Between(part[0], part[1]) {
				if first != next {
					t.Errorf("from %d: %d", next, first)
				}
				next += len(words) / n
				got = append(got, words...)
			}
			if want := all[n*max(0, part[0]) : n*max(max(0, part[0]), min(part[1], w.Len()))]; !slices.Equal(want, got) {
				t.Errorf("people from %d on and before %d", part[0], part[1])
			}
		})
	}
	wait.Wait()
}
