package audience_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// Somebody joins a team, and a matcher tells the segments that they are in.
func ExampleMatcher() {
	m := audience.NewMatcher([]audience.Segment{
		{ID: "new", When: audience.Since("hired", "-P90D")},
		{ID: "care", When: audience.In("unit", "care", "nursing")},
		{ID: "led-by-anna", When: audience.Under("anna")},
	}, []audience.Trait{{Name: "unit", Kind: audience.TextTrait}, {Name: audience.TraitHired, Kind: audience.DateTrait}, {Name: audience.TraitLeaders, Kind: audience.ListTrait}})
	w, _ := audience.NewWorkforce([]audience.Person{
		{ID: "anna"},
		{ID: "bo", Manager: "anna"},
		{ID: "cees", Manager: "bo", Hired: "2027-01-11", Traits: map[string]any{"unit": "care"}},
	})
	facts := m.Facts(w, w.Person("cees"), "2027-02-01", nil)
	fmt.Println(m.Segments(&facts))
	facts = m.Facts(w, w.Person("cees"), "2027-06-01", nil)
	fmt.Println(m.Segments(&facts))
	// Output:
	// [new care led-by-anna]
	// [care led-by-anna]
}

// crowd makes segments of four or five comparisons each, as large companies
// have them, and somebody of whom everything is known.
func crowd(n int) ([]audience.Segment, []audience.Trait, *audience.Workforce) {
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
		var last audience.Condition
		switch i % 4 {
		case 0:
			last = audience.Any(audience.Is("remote", true), audience.Is("contract", "contract1"))
		case 1:
			last = audience.In("role", some("role", 120, 20)...)
		case 2:
			last = audience.Below("tenureDays", float64(365*(1+r.IntN(6))))
		case 3:
			last = audience.AtLeast("salaryBand", float64(r.IntN(150)))
		}
		segments = append(segments, audience.Segment{ID: strconv.Itoa(i), When: audience.All(
			audience.In("unit", some("unit", 4, 3)...), audience.AtLeast("grade", float64(r.IntN(5))), audience.Below("grade", float64(6+r.IntN(9))),
			audience.Not(audience.In("site", some("site", 60, 4)...)), last)})
	}
	kinds := map[string]audience.TraitKind{"grade": audience.NumberTrait, "salaryBand": audience.NumberTrait, "remote": audience.FlagTrait}
	var traits []audience.Trait
	for _, name := range []string{"unit", "role", "site", "country", "contract", "grade", "salaryBand", "remote", "shift"} {
		kind := audience.TextTrait
		if k := kinds[name]; k != "" {
			kind = k
		}
		traits = append(traits, audience.Trait{Name: name, Kind: kind})
	}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "p", Language: "it", Hired: "2020-01-01", Traits: map[string]any{
		"unit": "unit2", "role": "role7", "site": "site59", "country": "it", "contract": "contract1", "grade": 5.0, "salaryBand": 90.0, "remote": false, "shift": "day"}}})
	return segments, traits, w
}

func TestTheMatcherFindsTheSegmentsThatConditionsTell(t *testing.T) {
	segments, traits, w := crowd(250)
	m := audience.NewMatcher(segments, traits)
	facts := m.Facts(w, w.Person("p"), "2027-01-11", nil)
	profile := w.PageProfile(w.Person("p"), "2027-01-11", traits)
	var want []string
	for _, s := range segments {
		met, err := s.When.Met(profile, "2027-01-11", nil)
		require.NoError(t, err)
		if met {
			want = append(want, s.ID)
		}
	}
	require.Greater(t, len(want), 20)
	require.Equal(t, want, m.Segments(&facts))
}

func BenchmarkMatcher(b *testing.B) {
	for _, n := range []int{30, 250} {
		segments, traits, w := crowd(n)
		b.Run(fmt.Sprint(n, " segments of one person"), func(b *testing.B) {
			m := audience.NewMatcher(segments, traits)
			facts, words := m.Facts(w, w.Person("p"), "2027-01-11", nil), make([]uint64, m.Words())
			b.ReportAllocs()
			for b.Loop() {
				m.Match(&facts, words)
			}
		})
		b.Run(fmt.Sprint(n, " segments compiled"), func(b *testing.B) {
			for b.Loop() {
				audience.NewMatcher(segments, traits)
			}
		})
	}
}
