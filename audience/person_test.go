package audience

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestProfileHoldsDeclaredAndDerivedTraits(t *testing.T) {
	declared := []Trait{
		{Name: "unit", Kind: TextTrait}, {Name: "fte", Kind: NumberTrait}, {Name: "floor", Kind: NumberTrait}, {Name: "remote", Kind: FlagTrait},
		{Name: "skills", Kind: ListTrait}, {Name: "badges", Kind: ListTrait}, {Name: "certifiedUntil", Kind: DateTrait},
	}
	p := Person{ID: "p1", GivenName: "Ada", FamilyName: "Bianchi", Email: "ada@example.org", Language: engagement.Italian, Hired: "2026-12-31", Manager: "p0",
		Traits: map[string]any{"unit": "care", "fte": 0.6, "floor": 3, "remote": false, "skills": []string{"first-aid", "<b>"}, "badges": []string{},
			"certifiedUntil": engagement.Date("2027-06-30"), "needs": []string{"career"}}}
	require.Equal(t,
		`{"badges":[],"certifiedUntil":"2027-06-30","floor":3,"fte":0.6,"language":"it","manager":true,"needs":["career"],"remote":false,"skills":["first-aid","\u003cb\u003e"],"tenureDays":11,"unit":"care"}`,
		string(p.Profile(true, "2027-01-11", declared)))
}

func TestProfileLeavesOutWhatConditionsMayNotAsk(t *testing.T) {
	declared := []Trait{{Name: "unit", Kind: TextTrait}, {Name: "age", Kind: NumberTrait, Protected: true}, {Name: "gender", Kind: TextTrait, Protected: true}, {Name: "needs", Kind: ListTrait, Protected: true}}
	p := Person{ID: "p1", GivenName: "Ada", Email: "ada@example.org", Traits: map[string]any{"unit": "care", "age": 58, "gender": "x", "salary": 41000, "needs": []string{"career"}}}
	profile := string(p.Profile(false, "2027-01-11", declared))
	require.Equal(t, `{"manager":false,"unit":"care"}`, profile, "protected and undeclared traits, names and addresses stay out")
}

func TestProfileDerivesWhatTraitsCannotOverride(t *testing.T) {
	p := Person{ID: "p1", Language: engagement.Dutch, Hired: "2027-01-01", Traits: map[string]any{TraitManager: "p0", TraitLanguage: "it", TraitTenureDays: 9999}}
	require.Equal(t, `{"language":"nl","manager":false,"tenureDays":31}`, string(p.Profile(false, "2027-02-01", nil)))
}

func TestProfileOfNothingKnown(t *testing.T) {
	var p Person
	require.Equal(t, `{"manager":false}`, string(p.Profile(false, "2027-02-01", nil)))
	p.Hired = "soon"
	require.Equal(t, `{"manager":false}`, string(p.Profile(false, "2027-02-01", nil)), "an invalid date is unknown")
	p.Hired = "2027-03-01"
	require.Equal(t, `{"manager":false,"tenureDays":-28}`, string(p.Profile(false, "2027-02-01", nil)), "hired, not yet begun")
}

func TestProfileLeavesOutValuesThatJSONCannotWrite(t *testing.T) {
	declared := []Trait{{Name: "a", Kind: NumberTrait}, {Name: "b", Kind: NumberTrait}, {Name: "c", Kind: TextTrait}, {Name: "d", Kind: TextTrait}}
	p := Person{Traits: map[string]any{"a": math.NaN(), "b": math.Inf(1), "c": struct{}{}, "d": nil}}
	require.Equal(t, `{"manager":false}`, string(p.Profile(false, "2027-02-01", declared)))
}

func TestProfileIsWhatConditionsSee(t *testing.T) {
	people := []Person{{ID: "boss"}, {ID: "p1", Manager: "boss", Traits: map[string]any{"unit": "care"}}}
	w, found := NewWorkforce(people)
	require.Empty(t, found)
	declared := []Trait{{Name: "unit", Kind: TextTrait}}
	for p := range w.People() {
		v := w.Profile(p, "2027-01-11", declared)
		require.Equal(t, string(p.Profile(w.Reports(p.ID) > 0, "2027-01-11", declared)), string(v.Append(nil)))
		require.Equal(t, p.ID == "boss", meets(t, Is("manager", true), string(v.Append(nil))))
		require.Equal(t, p.ID == "p1", meets(t, Is("unit", "care"), string(v.Append(nil))))
	}
}

func TestBuiltInTraitsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, trait := range Traits() {
		require.False(t, seen[trait.Name], trait.Name)
		seen[trait.Name] = true
		require.Contains(t, TraitKinds(), trait.Kind)
		require.Empty(t, trait.Label.Missing(engagement.Languages()))
		require.False(t, trait.Protected)
	}
	require.Len(t, seen, 7)
	require.Contains(t, Traits()[3].Values, "career")
	Traits()[0].Name = "changed"
	require.Equal(t, TraitLanguage, Traits()[0].Name, "the list is the caller's own")
}

func TestChannelsAndTheirKinds(t *testing.T) {
	var c Channel
	require.NoError(t, json.Unmarshal([]byte(`{"id":"canteen","kind":"poster","nature":"push","offline":true,"reach":[{"segment":"shop-floor","share":0.8}]}`), &c))
	require.Contains(t, ChannelKinds(), c.Kind)
	require.Contains(t, Natures(), c.Nature)
	require.Equal(t, []Reach{{"shop-floor", 0.8}}, c.Reach)
	require.Len(t, ChannelKinds(), 7)
	require.Len(t, Natures(), 2)
}
