package growthbook_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	growthbook "github.com/growthbook/growthbook-golang"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// crowd makes segments of four or five comparisons each, and somebody of whom
// everything is known.
func crowd(n int) ([]audience.Segment, []audience.Trait, audience.Person) {
	r := rand.New(rand.NewPCG(5, 6))
	some := func(trait string, of, count int) []string {
		list := make([]string, count)
		for i := range list {
			list[i] = trait + strconv.Itoa(r.IntN(of))
		}
		return list
	}
	var segments []audience.Segment
	for i := range n {
		last := [...]audience.Condition{
			audience.Any(audience.Is("remote", true), audience.Is("contract", "contract1")), audience.In("role", some("role", 120, 20)...),
			audience.Below("tenureDays", float64(365*(1+r.IntN(6)))), audience.Above("salaryBand", float64(r.IntN(150)))}[i%4]
		segments = append(segments, audience.Segment{ID: strconv.Itoa(i), When: audience.All(
			audience.In("unit", some("unit", 4, 3)...), audience.AtLeast("grade", float64(r.IntN(5))), audience.Below("grade", float64(6+r.IntN(9))),
			audience.NotIn("site", some("site", 60, 4)...), last)})
	}
	var traits []audience.Trait
	for name, kind := range map[string]audience.TraitKind{"unit": "text", "role": "text", "site": "text", "contract": "text", "grade": "number", "salaryBand": "number", "remote": "flag"} {
		traits = append(traits, audience.Trait{Name: name, Kind: kind})
	}
	return segments, traits, audience.Person{ID: "p", Language: "it", Hired: "2020-01-01", Traits: map[string]any{
		"unit": "unit2", "role": "role7", "site": "site59", "contract": "contract1", "grade": 5.0, "salaryBand": 90.0, "remote": false}}
}

// BenchmarkOnePerson asks the segments of one person, by turns here and of
// GrowthBook, which has a feature for each segment. It reports the medians.
func BenchmarkOnePerson(b *testing.B) {
	for _, n := range []int{30, 250} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			segments, traits, person := crowd(n)
			w, _ := audience.NewWorkforce([]audience.Person{person})
			m := audience.NewMatcher(segments, traits)
			facts, words := m.Facts(w, w.Person("p"), "2027-01-11", nil), make([]uint64, m.Words())

			var attributes map[string]any
			require.NoError(b, json.Unmarshal(w.PageProfile(w.Person("p"), "2027-01-11", traits), &attributes))
			features := map[string]any{}
			for _, s := range segments {
				features[s.ID] = map[string]any{"defaultValue": false, "rules": []any{map[string]any{"condition": s.When, "force": true}}}
			}
			data, err := json.Marshal(features)
			require.NoError(b, err)
			client, err := growthbook.NewClient(b.Context(), growthbook.WithJsonFeatures(string(data)), growthbook.WithAttributes(attributes))
			require.NoError(b, err)
			var theirs []string
			for _, s := range segments {
				if client.EvalFeature(b.Context(), s.ID).On {
					theirs = append(theirs, s.ID)
				}
			}
			require.Equal(b, theirs, m.Segments(&facts))
			require.NotEmpty(b, theirs)

			const batch = 100 // for the clock to tell
			var ours, other []float64
			for b.Loop() {
				start := time.Now()
				for range batch {
					m.Match(&facts, words)
				}
				middle := time.Now()
				for range batch / 10 {
					for i := range segments {
						client.EvalFeature(b.Context(), segments[i].ID)
					}
				}
				ours = append(ours, float64(middle.Sub(start).Nanoseconds())/batch)
				other = append(other, float64(time.Since(middle).Nanoseconds())/(batch/10))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(ours), "osmosi-ns/person")
			b.ReportMetric(median(other), "growthbook-ns/person")
			require.Zero(b, testing.AllocsPerRun(10, func() { m.Match(&facts, words) }))
		})
	}
}

// BenchmarkCompile prepares 250 segments, by turns here and with GrowthBook.
func BenchmarkCompile(b *testing.B) {
	segments, traits, _ := crowd(250)
	features := map[string]any{}
	for _, s := range segments {
		features[s.ID] = map[string]any{"defaultValue": false, "rules": []any{map[string]any{"condition": s.When, "force": true}}}
	}
	data, err := json.Marshal(features)
	require.NoError(b, err)
	var ours, other []float64
	for b.Loop() {
		start := time.Now()
		audience.NewMatcher(segments, traits)
		middle := time.Now()
		_, err := growthbook.NewClient(b.Context(), growthbook.WithJsonFeatures(string(data)))
		require.NoError(b, err)
		ours, other = append(ours, middle.Sub(start).Seconds()*1e3), append(other, time.Since(middle).Seconds()*1e3)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours), "osmosi-ms")
	b.ReportMetric(median(other), "growthbook-ms")
}

func median(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}
