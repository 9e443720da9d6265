package population_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

const today = engagement.Date("2027-03-01")

var declared = []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: "grade", Kind: audience.NumberTrait}, {Name: "remote", Kind: audience.FlagTrait},
	{Name: "skills", Kind: audience.ListTrait}, {Name: "mixed", Kind: audience.TextTrait}, {Name: "absent", Kind: audience.TextTrait}, {Name: "age", Kind: audience.NumberTrait, Protected: true},
	{Name: "twice", Kind: audience.TextTrait, Protected: true}, {Name: "twice", Kind: audience.TextTrait}, {Name: "manager", Kind: audience.TextTrait, Protected: true}}

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
	p.Language = []engagement.Language{"it", "nl", "en", ""}[r.IntN(4)]
	if r.IntN(6) > 0 {
		p.Hired = engagement.Date(fmt.Sprintf("20%02d-%02d-01", 10+r.IntN(17), 1+r.IntN(13))) // some in a 13th month
	}
	if id > 0 && r.IntN(3) > 0 {
		p.Manager = strconv.Itoa(r.IntN(id))
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
	traits := []string{"unit", "grade", "remote", "skills", "mixed", "absent", "never", "language", "manager", "tenureDays", "age", "stance", "needs", "twice", "undeclared", "unit.name"}
	c := map[string]any{}
	for range 1 + r.IntN(3) {
		trait := traits[r.IntN(len(traits))]
		switch r.IntN(5) {
		case 0:
			c[trait] = value()
		case 1:
			c[trait] = map[string]any{[]string{"$in", "$nin", "$all"}[r.IntN(3)]: []any{value(), value()}}
		case 2:
			c[trait] = map[string]any{"$exists": r.IntN(2) == 0}
		case 3:
			c[trait] = map[string]any{"$gt": float64(r.IntN(3000)), "$lte": float64(r.IntN(6000))}
		case 4:
			c[trait] = map[string]any{[]string{"$eq", "$ne", "$lt", "$gte"}[r.IntN(4)]: value()}
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
	counts, conditions := make([]int, len(segments)), make([]func(light.Value) bool, len(segments))
	for i := range segments {
		e := segments[i].Compile().When
		conditions[i] = e.Match
	}
	alone := make([]uint64, set.Words())
	for first, words := range set.Blocks() {
		for k := 0; k < len(words); k += set.Words() {
			i := first + k/set.Words()
			profile := w.Profile(everyone[i], today, declared)
			set.Person(i, alone)
			require.Equal(t, words[k:k+set.Words()], alone)
			if !set.Profile(i).Equal(profile) {
				require.Equal(t, string(profile.Append(nil)), string(set.Profile(i).Append(nil)))
			}
			for n := range segments {
				in := conditions[n](profile)
				if in != set.In(alone, n) {
					require.Equal(t, in, set.In(alone, n), "%s of %s", segments[n].When, profile.Append(nil))
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
	require.Equal(t, []population.Path{{Segment: "plain", Ways: 1}, {Segment: "many", Slow: true}, {Segment: "nobody", Ways: 1}}, set.Paths())
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
