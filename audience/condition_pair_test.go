package audience_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Somebody whose skill is below what their role requires is in a segment.
func ExampleThe() {
	gap := audience.Below("skillShown", audience.The("skillRequired"))
	fmt.Println(gap)
	for _, profile := range []string{`{"skillShown":2,"skillRequired":3}`, `{"skillShown":3,"skillRequired":3}`, `{"skillRequired":3}`} {
		met, _ := gap.Met([]byte(profile), "2027-01-11", nil)
		not, _ := audience.Not(gap).Met([]byte(profile), "2027-01-11", nil)
		fmt.Println(met, not)
	}
	// Output:
	// {"skillShown":{"$lt":{"$trait":"skillRequired"}}}
	// true false
	// false true
	// false false
}

func compared() []audience.Trait {
	points := func(name, it, nl, en string) audience.Trait {
		return audience.Trait{Name: name, Kind: audience.NumberTrait, Unit: engagement.Score, Label: engagement.Text{It: it, Nl: nl, En: en}}
	}
	return []audience.Trait{
		points("skillShown", "Livello mostrato", "Getoond niveau", "Level shown"), points("skillRequired", "Livello richiesto", "Vereist niveau", "Level required"),
		{Name: "seniority", Kind: audience.NumberTrait, Unit: engagement.Years, Label: engagement.Text{It: "Anzianità", Nl: "Anciënniteit", En: "Seniority"}},
		{Name: "way", Kind: audience.NumberTrait, Unit: engagement.Kilometres, Label: engagement.Text{It: "Tragitto", Nl: "Reisafstand", En: "Way to work"}},
		{Name: "certified", Kind: audience.DateTrait, Label: engagement.Text{It: "Certificazione", Nl: "Gecertificeerd", En: "Certified"}},
		{Name: "law", Kind: audience.DateTrait, Label: engagement.Text{It: "Nuova legge", Nl: "Nieuwe wet", En: "New law"}},
		{Name: "site", Kind: audience.TextTrait, Label: engagement.Text{It: "Sede", Nl: "Vestiging", En: "Site"}},
		{Name: "home", Kind: audience.TextTrait, Label: engagement.Text{It: "Sede del team", Nl: "Vestiging van het team", En: "Team’s site"}},
		{Name: "age", Kind: audience.NumberTrait, Unit: engagement.Years, Protected: true},
		{Name: "skills", Kind: audience.ListTrait}, {Name: "wanted", Kind: audience.ListTrait}, {Name: "count", Kind: audience.NumberTrait},
	}
}

func TestComparisonsOfTraitsAndUnitsAreSaid(t *testing.T) {
	for _, c := range []struct {
		condition  audience.Condition
		it, nl, en string
	}{
		{audience.Below("skillShown", audience.The("skillRequired")), "livello mostrato inferiore a «livello richiesto» della stessa persona", "getoond niveau is minder dan ‘vereist niveau’ van dezelfde persoon", "level shown is less than the same person’s “level required”"},
		{audience.Not(audience.AtLeast("skillShown", audience.The("skillRequired"))), "non vale «livello mostrato di almeno «livello richiesto» della stessa persona»", "‘getoond niveau is minstens ‘vereist niveau’ van dezelfde persoon’ geldt niet", "“level shown is at least the same person’s “level required”” does not hold"},
		{audience.Is("site", audience.The("home")), "sede pari a «sede del team» della stessa persona", "vestiging is gelijk aan ‘vestiging van het team’ van dezelfde persoon", "site is the same as the same person’s “team’s site”"},
		{audience.Not(audience.Is("site", audience.The("home"))), "sede che non è pari a «sede del team» della stessa persona", "vestiging verschilt van ‘vestiging van het team’ van dezelfde persoon", "site differs from the same person’s “team’s site”"},
		{audience.Below("certified", audience.The("law")), "certificazione prima del giorno «nuova legge» della stessa persona", "gecertificeerd vóór ‘nieuwe wet’ van dezelfde persoon", "certified before the same person’s “new law”"},
		{audience.AtLeast("seniority", 5), "anzianità di almeno 5 anni", "anciënniteit is minstens 5 jaar", "seniority is at least 5 years"},
		{audience.Above("seniority", 1), "anzianità superiore a 1 anno", "anciënniteit is meer dan 1 jaar", "seniority is more than 1 year"},
		{audience.Below("seniority", 1.5), "anzianità inferiore a 1,5 anni", "anciënniteit is minder dan 1,5 jaar", "seniority is less than 1.5 years"},
		{audience.AtMost("way", 1200), "tragitto di al massimo 1.200\u00a0km", "reisafstand is hoogstens 1.200\u00a0km", "way to work is at most 1,200\u00a0km"},
	} {
		require.Empty(t, c.condition.Check(compared(), ""), c.condition)
		for l, want := range map[engagement.Language]string{engagement.Italian: "persone per cui vale: " + c.it, engagement.Dutch: "mensen voor wie geldt: " + c.nl, engagement.English: "people for whom this holds: " + c.en} {
			require.Equal(t, want, c.condition.Explain(l, compared()))
		}
	}
	for text, want := range map[string]string{
		`{"seniority":{"$gte":5},"way":{"$gt":1}}`:                                      "because seniority is at least 5 years and way to work is more than 1\u00a0km",
		`{"$or":[{"way":{"$lt":1}},{"skillShown":{"$lt":{"$trait":"skillRequired"}}}]}`: "because level shown is less than the same person’s “level required”",
	} {
		condition, err := audience.ParseCondition(text)
		require.NoError(t, err)
		because, met, err := condition.Because(engagement.English, compared(), []byte(`{"seniority":7,"way":12,"skillShown":1,"skillRequired":2}`), "2027-01-11", nil)
		require.NoError(t, err)
		require.True(t, met)
		require.Equal(t, want, because)
	}
}

func TestComparisonsOfTraitsAreChecked(t *testing.T) {
	for _, c := range []struct{ condition, code, path, found, expected, suggestion, english string }{
		{`{"skillShown":{"$lt":{"$trait":"skillRequird"}}}`, "OSM-CONDITION-003", "/when/skillShown/$lt/$trait", "skillRequird", "", "skillRequired", "Nobody has declared a trait called “skillRequird”. Did you mean “skillRequired”?"},
		{`{"seniority":{"$lt":{"$trait":"age"}}}`, "OSM-CONDITION-006", "/when/seniority/$lt/$trait", "age", "", "", "The trait “age” is protected: it may describe an audience, but never decides who gets what."},
		{`{"age":{"$lt":{"$trait":"seniority"}}}`, "OSM-CONDITION-006", "/when/age/$lt", "age", "", "", "The trait “age” is protected: it may describe an audience, but never decides who gets what."},
		{`{"site":{"$lt":{"$trait":"home"}}}`, "OSM-CONDITION-004", "/when/site/$lt", "$lt", "text", "", "“$lt” does not work on the trait “site”, whose kind is “text”."},
		{`{"site":{"$in":{"$trait":"home"}}}`, "OSM-CONDITION-002", "/when/site/$in", `{"$trait":"home"}`, "[…]", "", `{"$trait":"home"} cannot stand here; expected […].`},
		{`{"site":{"$trait":"home"}}`, "OSM-CONDITION-001", "/when/site/$trait", "$trait", "", "", "There is no operator “$trait” here."},
		{`{"skills":{"$elemMatch":{"$eq":{"$trait":"home"}}}}`, "OSM-CONDITION-012", "/when/skills/$elemMatch/$eq", `{"$trait":"home"}`, `{"$trait": "…"}`, "", `{"$trait":"home"} does not name a trait that can stand here.`},
		{`{"skillShown":{"$lt":{"$trait":["skillRequired"]}}}`, "OSM-CONDITION-012", "/when/skillShown/$lt", `{"$trait":["skillRequired"]}`, `{"$trait": "…"}`, "", `{"$trait":["skillRequired"]} does not name a trait that can stand here.`},
		{`{"skillShown":{"$lt":{"$trait":"site"}}}`, "OSM-CONDITION-013", "/when/skillShown/$lt/$trait", "site", "skillRequired", "", "The trait “skillShown” (number) cannot be compared with “site” (text)."},
		{`{"skills":{"$eq":{"$trait":"wanted"}}}`, "OSM-CONDITION-013", "/when/skills/$eq/$trait", "wanted", "needs, reasons, factors, wanted", "", "The trait “skills” (list) cannot be compared with “wanted” (list)."},
		{`{"did.a":{"$eq":{"$trait":"site"}}}`, "OSM-CONDITION-013", "/when/did.a/$eq/$trait", "site", "language, stance, site, home", "", "The trait “did.a” (text) cannot be compared with “site” (text)."},
		{`{"skillShown":{"$lt":{"$trait":"seniority"}}}`, "OSM-CONDITION-014", "/when/skillShown/$lt/$trait", "seniority", "skillRequired", "", "The traits “skillShown” and “seniority” are in different units: score and years."},
		{`{"count":{"$lt":{"$trait":"way"}}}`, "OSM-CONDITION-014", "/when/count/$lt/$trait", "way", "–", "", "The traits “count” and “way” are in different units: – and kilometres."},
	} {
		condition, err := audience.ParseCondition(c.condition)
		require.NoError(t, err)
		found := condition.Check(compared(), "/when")
		require.Len(t, found, 1, c.condition)
		f := found[0]
		require.Equal(t, []string{c.code, c.path, c.found, c.expected, c.suggestion, c.english}, []string{f.Code, f.Path, f.Found, f.Expected, f.Suggestion, f.Message.En}, c.condition)
		require.NotEqual(t, f.Message.It, f.Message.Nl)
		if c.code >= "OSM-CONDITION-012" {
			for _, l := range engagement.Languages() {
				require.NotEmpty(t, f.Do.In(l))
				require.NotContains(t, f.Do.In(l), "%!")
			}
		}
	}
	lengths, err := audience.ParseCondition(`{"skills.length":{"$lt":{"$trait":"wanted.length"}},"skills.0":{"$ne":{"$trait":"site"}},"seniority":{"$gt":0,"$lt":{"$trait":"seniority"}}}`)
	require.NoError(t, err)
	require.Empty(t, lengths.Check(compared(), ""))
}
