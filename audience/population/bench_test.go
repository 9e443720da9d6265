package population_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/population"
	"github.com/osmosi-learning/osmosi/engagement"
)

// company is a large workforce with the traits that HR knows.
func company(people int) (*audience.Workforce, []audience.Trait) {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"unit", "role", "site", "country", "contract", "grade", "salaryBand", "remote", "shift"}
	var traits []audience.Trait
	for _, n := range names {
		kind := audience.TextTrait
		switch n {
		case "grade", "salaryBand":
			kind = audience.NumberTrait
		case "remote":
			kind = audience.FlagTrait
		}
		traits = append(traits, audience.Trait{Name: n, Kind: kind})
	}
	sizes := map[string]int{"unit": 40, "role": 120, "site": 60, "country": 3, "contract": 4, "shift": 3}
	list := make([]audience.Person, people)
	for i := range list {
		p := audience.Person{ID: strconv.Itoa(i), Language: "it", Hired: engagement.Date("2012-01-01").AddDays(r.IntN(5000)), Traits: map[string]any{}}
		for n, size := range sizes {
			p.Traits[n] = n + strconv.Itoa(r.IntN(size))
		}
		p.Traits["grade"], p.Traits["salaryBand"], p.Traits["remote"] = float64(r.IntN(15)), float64(r.IntN(200)), r.IntN(3) == 0
		if i > 10 {
			p.Manager = strconv.Itoa(i / 10)
		}
		list[i] = p
	}
	w, _ := audience.NewWorkforce(list)
	return w, traits
}

// audiences are segments with four or five leaf conditions each, one in four
// with two ways in.
func audiences(b testing.TB, n int) []audience.Segment {
	r := rand.New(rand.NewPCG(5, 6))
	some := func(trait string, of, count int) []any {
		list := make([]any, count)
		for i := range list {
			list[i] = trait + strconv.Itoa(r.IntN(of))
		}
		return list
	}
	var out []audience.Segment
	for i := range n {
		c := map[string]any{
			"unit":  map[string]any{"$in": some("unit", 40, 6)},
			"grade": map[string]any{"$gte": float64(r.IntN(5)), "$lt": float64(6 + r.IntN(9))},
			"site":  map[string]any{"$nin": some("site", 60, 4)},
		}
		switch i % 4 {
		case 0:
			c["$or"] = []any{map[string]any{"remote": true}, map[string]any{"contract": "contract1"}}
		case 1:
			c["role"] = map[string]any{"$in": some("role", 120, 20)}
		case 2:
			c["tenureDays"] = map[string]any{"$lt": float64(365 * (1 + r.IntN(6)))}
		case 3:
			c["salaryBand"] = map[string]any{"$gt": float64(r.IntN(150))}
		}
		out = append(out, segment(b, strconv.Itoa(i), c))
	}
	return out
}

func BenchmarkEverybody(b *testing.B) {
	w, traits := company(1_000_000)
	store := population.Of(w, traits)
	for _, of := range []struct{ millions, segments int }{{1, 30}, {1, 250}, {10, 30}} {
		store := store
		if of.millions > 1 {
			store = store.Repeat(of.millions)
		}
		segments := audiences(b, of.segments)
		name := fmt.Sprintf("%d million, %d segments, ", of.millions, of.segments)
		b.Run(name+"prepare", func(b *testing.B) {
			for b.Loop() {
				population.Prepare(store, segments, today)
			}
		})
		set := population.Prepare(store, segments, today)
		each := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(store.Len()*of.segments), "ns/person-segment")
		}
		b.Run(name+"who", func(b *testing.B) {
			b.ReportAllocs()
			var sum uint64
			for b.Loop() {
				for _, words := range set.Blocks() {
					sum += words[0]
				}
			}
			each(b)
		})
		b.Run(name+"counts", func(b *testing.B) {
			for b.Loop() {
				set.Counts()
			}
			each(b)
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	w, traits := company(100_000)
	for b.Loop() {
		population.Of(w, traits)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(w.Len()), "ns/person")
}

func BenchmarkAChangedPerson(b *testing.B) {
	w, traits := company(100_000)
	store := population.Of(w, traits)
	set := population.Prepare(store, audiences(b, 250), today)
	words, p := make([]uint64, set.Words()), w.Person("77777")
	b.ReportAllocs()
	for b.Loop() {
		store.Set(77777, w, p)
		set.Person(77777, words)
	}
}

func BenchmarkRead(b *testing.B) {
	w, traits := company(1_000_000)
	data, err := population.Of(w, traits).AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportMetric(float64(len(data))/float64(w.Len()), "bytes/person")
	for b.Loop() {
		if _, err := population.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
