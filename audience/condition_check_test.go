package audience

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func declaredTraits() []Trait {
	return []Trait{
		{Name: "unit", Kind: TextTrait, Values: []string{"sales", "care", "logistics"}},
		{Name: "role", Kind: TextTrait},
		{Name: "fte", Kind: NumberTrait},
		{Name: "remote", Kind: FlagTrait},
		{Name: "certifiedUntil", Kind: DateTrait},
		{Name: "skills", Kind: ListTrait, Values: []string{"negotiation", "first-aid"}},
		{Name: "age", Kind: NumberTrait, Protected: true},
		{Name: "site.code", Kind: TextTrait},
	}
}

func TestCheckAcceptsConditionsThatMakeSense(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"unit":"care"}`,
		`{"unit":{"$in":["sales","care"]},"role":{"$ne":"nurse"}}`,
		`{"role":null}`,
		`{"role":{"$exists":false}}`,
		`{"fte":{"$gte":0.5,"$lt":1}}`,
		`{"remote":true}`,
		`{"certifiedUntil":{"$lt":"2027-02-01"}}`,
		`{"certifiedUntil":{"$ne":null}}`,
		`{"skills":{"$all":["negotiation"]}}`,
		`{"skills":{"$in":["negotiation","first-aid"]}}`,
		`{"skills":["negotiation"]}`,
		`{"skills":null}`,
		`{"skills":{"$size":2}}`,
		`{"site.code":"B2"}`,
		`{"language":"nl","manager":true,"tenureDays":{"$lt":90}}`,
		`{"needs":{"$in":["career"]},"reasons":{"$nin":["obligation"]},"factors":{"$exists":true}}`,
		`{"$or":[{"unit":"care"},{"$not":{"fte":{"$not":{"$lt":1}}}}]}`,
	} {
		c, err := ParseCondition(text)
		require.NoError(t, err)
		require.Empty(t, c.Check(declaredTraits(), ""), text)
	}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		condition, code, path, found, expected, suggestion, english string
	}{
		{`{"unit":{"$inn":["care"]}}`, "OSM-CONDITION-001", "/when/unit/$inn", "$inn", "", "$in", "There is no operator “$inn” here. Did you mean “$in”?"},
		{`{"$adn":[]}`, "OSM-CONDITION-001", "/when/$adn", "$adn", "", "$and", "There is no operator “$adn” here. Did you mean “$and”?"},
		{`{"unit":{"$or":["care"]}}`, "OSM-CONDITION-001", "/when/unit/$or", "$or", "", "", "There is no operator “$or” here."},
		{`{"unit":{"$in":"care"}}`, "OSM-CONDITION-002", "/when/unit/$in", `"care"`, "[…]", "", `"care" cannot stand here; expected […].`},
		{`{"$or":[1]}`, "OSM-CONDITION-002", "/when/$or/0", `1`, "{…}", "", `1 cannot stand here; expected {…}.`},
		{`{"unit":{"$exists":"yes"}}`, "OSM-CONDITION-002", "/when/unit/$exists", `"yes"`, "true, false", "", `"yes" cannot stand here; expected true, false.`},
		{`{"skills":{"$size":"2"}}`, "OSM-CONDITION-002", "/when/skills/$size", `"2"`, "0, 1, 2, …", "", `"2" cannot stand here; expected 0, 1, 2, ….`},
		{`{"tenuredays":{"$lt":1}}`, "OSM-CONDITION-003", "/when/tenuredays/$lt", "tenuredays", "", "tenureDays", "Nobody has declared a trait called “tenuredays”. Did you mean “tenureDays”?"},
		{`{"shoeSize":1}`, "OSM-CONDITION-003", "/when/shoeSize", "shoeSize", "", "", "Nobody has declared a trait called “shoeSize”."},
		{`{"unit":{"$lt":"care"}}`, "OSM-CONDITION-004", "/when/unit/$lt", "$lt", "text", "", "“$lt” does not work on the trait “unit”, whose kind is “text”."},
		{`{"remote":{"$gte":1}}`, "OSM-CONDITION-004", "/when/remote/$gte", "$gte", "flag", "", "“$gte” does not work on the trait “remote”, whose kind is “flag”."},
		{`{"role":{"$all":["nurse"]}}`, "OSM-CONDITION-004", "/when/role/$all", "$all", "text", "", "“$all” does not work on the trait “role”, whose kind is “text”."},
		{`{"fte":{"$size":1}}`, "OSM-CONDITION-004", "/when/fte/$size", "$size", "number", "", "“$size” does not work on the trait “fte”, whose kind is “number”."},
		{`{"unit":"cares"}`, "OSM-CONDITION-005", "/when/unit", "cares", "", "care", "“cares” is not one of the values that the trait “unit” may have. Did you mean “care”?"},
		{`{"skills":{"$in":["first-ade"]}}`, "OSM-CONDITION-005", "/when/skills/$in", "first-ade", "", "first-aid", "“first-ade” is not one of the values that the trait “skills” may have. Did you mean “first-aid”?"},
		{`{"language":"fr"}`, "OSM-CONDITION-005", "/when/language", "fr", "", "", "“fr” is not one of the values that the trait “language” may have."},
		{`{"age":{"$gte":55}}`, "OSM-CONDITION-006", "/when/age/$gte", "age", "", "", "The trait “age” is protected: it may describe an audience, but never decides who gets what."},
		{`{"fte":"0.5"}`, "OSM-CONDITION-007", "/when/fte", "0.5", "number", "", "“0.5” cannot be a value of the trait “fte”, whose kind is “number”."},
		{`{"fte":[1]}`, "OSM-CONDITION-007", "/when/fte", "[1]", "number", "", "“[1]” cannot be a value of the trait “fte”, whose kind is “number”."},
		{`{"fte":{"$lt":null}}`, "OSM-CONDITION-007", "/when/fte/$lt", "null", "number", "", "“null” cannot be a value of the trait “fte”, whose kind is “number”."},
		{`{"remote":1}`, "OSM-CONDITION-007", "/when/remote", "1", "flag", "", "“1” cannot be a value of the trait “remote”, whose kind is “flag”."},
		{`{"unit":true}`, "OSM-CONDITION-007", "/when/unit", "true", "text", "", "“true” cannot be a value of the trait “unit”, whose kind is “text”."},
		{`{"unit":{"name":"care"}}`, "OSM-CONDITION-007", "/when/unit", `{"name":"care"}`, "text", "", `“{"name":"care"}” cannot be a value of the trait “unit”, whose kind is “text”.`},
		{`{"certifiedUntil":{"$gt":"2027-02-30"}}`, "OSM-CONDITION-007", "/when/certifiedUntil/$gt", "2027-02-30", "date", "", "“2027-02-30” cannot be a value of the trait “certifiedUntil”, whose kind is “date”."},
		{`{"skills":{"$in":[1]}}`, "OSM-CONDITION-007", "/when/skills/$in", "1", "list", "", "“1” cannot be a value of the trait “skills”, whose kind is “list”."},
		{`{"skills":"negotiation"}`, "OSM-CONDITION-008", "/when/skills", "negotiation", "$in", "", "The trait “skills” is a list and never equals “negotiation”. To ask whether it holds it, use $in."},
		{`{"needs":{"$ne":"career"}}`, "OSM-CONDITION-008", "/when/needs/$ne", "career", "$in", "", "The trait “needs” is a list and never equals “career”. To ask whether it holds it, use $in."},
	} {
		t.Run(c.condition, func(t *testing.T) {
			condition, err := ParseCondition(c.condition)
			require.NoError(t, err)
			found := condition.Check(declaredTraits(), "/when")
			require.Len(t, found, 1, found.In(engagement.English))
			f := found[0]
			require.Equal(t, []string{c.code, c.path, c.found, c.expected, c.suggestion, c.english}, []string{f.Code, f.Path, f.Found, f.Expected, f.Suggestion, f.Message.En})
			require.Equal(t, engagement.SeverityError, f.Severity)
			requireWritten(t, f)
		})
	}
}

func TestCheckFindsEverythingAtOnce(t *testing.T) {
	c, err := ParseCondition(`{"unit":"cares","$or":[{"age":{"$lt":"x"}},{"rolle":{"$eqq":1}}],"skills":{"$in":["negotiation","a","b"]}}`)
	require.NoError(t, err)
	var got []string
	for _, f := range c.Check(declaredTraits(), "") {
		got = append(got, f.Code+" "+f.Path)
	}
	require.Equal(t, []string{
		"OSM-CONDITION-001 /$or/1/rolle/$eqq",
		"OSM-CONDITION-005 /unit",
		"OSM-CONDITION-006 /$or/0/age/$lt",
		"OSM-CONDITION-007 /$or/0/age/$lt",
		"OSM-CONDITION-005 /skills/$in",
		"OSM-CONDITION-005 /skills/$in",
	}, got)
}

// requireWritten checks that a finding speaks all languages, each its own words.
func requireWritten(t *testing.T, f engagement.Finding) {
	t.Helper()
	for _, l := range engagement.Languages() {
		text := f.Message.In(l)
		require.NotEmpty(t, text)
		require.NotContains(t, text, f.Code, "no text in %s", l)
		require.NotContains(t, text, "%!", "arguments do not fit in %s", l)
	}
	require.NotEqual(t, f.Message.En, f.Message.It)
	require.NotEqual(t, f.Message.En, f.Message.Nl)
}
