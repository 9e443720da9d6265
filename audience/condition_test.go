package audience

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// meets compiles a condition as a segment and asks it of a profile.
func meets(t *testing.T, c Condition, profile string) bool {
	t.Helper()
	r := light.NewReader([]byte(profile))
	v := r.Value()
	require.NoError(t, r.End(), profile)
	s := Segment{ID: "s", When: c}.Compile()
	require.Equal(t, "s", s.ID)
	require.JSONEq(t, c.String(), string(s.Raw.Append(nil)))
	return s.When.Match(&decision.Facts{Profile: v})
}

func TestConditionsAreMetAsWritten(t *testing.T) {
	const person = `{"unit":"care","tenureDays":40,"manager":true,"needs":["career"],"hired":"2026-12-01","site":{"city":"Utrecht"}}`
	for condition, want := range map[string]bool{
		`{}`:                                                      true,
		`{"unit":"care"}`:                                         true,
		`{"unit":"sales"}`:                                        false,
		`{"unit":{"$ne":"sales"}}`:                                true,
		`{"tenureDays":{"$lt":90}}`:                               true,
		`{"tenureDays":{"$lte":39}}`:                              false,
		`{"tenureDays":{"$gt":39}}`:                               true,
		`{"tenureDays":{"$gte":41}}`:                              false,
		`{"unit":{"$in":["sales","care"]}}`:                       true,
		`{"unit":{"$nin":["sales","care"]}}`:                      false,
		`{"needs":{"$all":["career"]}}`:                           true,
		`{"needs":{"$size":2}}`:                                   false,
		`{"needs":{"$in":["problem"]}}`:                           false,
		`{"unit":{"$exists":true}}`:                               true,
		`{"age":{"$exists":true}}`:                                false,
		`{"age":{"$lt":30}}`:                                      false, // missing meets no comparison
		`{"age":null}`:                                            true,
		`{"manager":{"$not":{"$eq":true}}}`:                       false,
		`{"hired":{"$gte":"2026-11-30"}}`:                         true,
		`{"site.city":"Utrecht"}`:                                 true,
		`{"$and":[{"unit":"care"},{"tenureDays":{"$gte":30}}]}`:   true,
		`{"$or":[{"unit":"sales"},{"needs":{"$in":["career"]}}]}`: true,
		`{"$nor":[{"unit":"sales"},{"unit":"care"}]}`:             false,
		`{"$not":{"unit":"care"}}`:                                false,
	} {
		c, err := ParseCondition(condition)
		require.NoError(t, err, condition)
		require.Equal(t, want, meets(t, c, person), condition)
	}
}

func TestConditionThatTheCoreCannotUnderstandIsMetByNobody(t *testing.T) {
	for _, condition := range []string{`{"unit":{"$matches":"c"}}`, `{"$xor":[]}`, `{"unit":{"$in":"care"}}`, `{"unit":"care","$or":7}`, `{"$not":{"unit":{"$foo":1}}}`} {
		c, err := ParseCondition(condition)
		require.NoError(t, err)
		require.NotEmpty(t, c.Check([]Trait{{Name: "unit", Kind: TextTrait}}, ""), condition)
		require.False(t, meets(t, c, `{"unit":"care"}`), condition)
		require.False(t, meets(t, c, `{}`), condition)
	}
}

func TestConstructorsWriteConditions(t *testing.T) {
	type floor int
	for _, c := range []struct {
		condition  Condition
		text       string
		met, unmet string
	}{
		{Is("unit", "care"), `{"unit":{"$eq":"care"}}`, `{"unit":"care"}`, `{"unit":"sales"}`},
		{Is("language", engagement.Dutch), `{"language":{"$eq":"nl"}}`, `{"language":"nl"}`, `{}`},
		{Is("manager", true), `{"manager":{"$eq":true}}`, `{"manager":true}`, `{"manager":false}`},
		{Is("floor", floor(2)), `{"floor":{"$eq":2}}`, `{"floor":2}`, `{"floor":3}`},
		{Is("fte", 0.5), `{"fte":{"$eq":0.5}}`, `{"fte":0.5}`, `{"fte":1}`},
		{Is(`the "unit"`, "a<b"), `{"the \"unit\"":{"$eq":"a\u003cb"}}`, `{"the \"unit\"":"a<b"}`, `{"unit":"a<b"}`},
		{In("unit", "sales", "care"), `{"unit":{"$in":["sales","care"]}}`, `{"unit":"care"}`, `{"unit":"it"}`},
		{Below("tenureDays", 90), `{"tenureDays":{"$lt":90}}`, `{"tenureDays":89}`, `{"tenureDays":90}`},
		{AtLeast("tenureDays", 90), `{"tenureDays":{"$gte":90}}`, `{"tenureDays":90}`, `{"tenureDays":89}`},
		{All(Is("unit", "care"), Below("tenureDays", 90)), `{"$and":[{"unit":{"$eq":"care"}},{"tenureDays":{"$lt":90}}]}`, `{"unit":"care","tenureDays":1}`, `{"unit":"care"}`},
		{Any(Is("unit", "care"), Is("unit", "it")), `{"$or":[{"unit":{"$eq":"care"}},{"unit":{"$eq":"it"}}]}`, `{"unit":"it"}`, `{"unit":"sales"}`},
		{Not(Is("unit", "care")), `{"$not":{"unit":{"$eq":"care"}}}`, `{}`, `{"unit":"care"}`},
		{Not(Not(Is("unit", "care"))), `{"$not":{"$not":{"unit":{"$eq":"care"}}}}`, `{"unit":"care"}`, `{}`},
	} {
		require.Equal(t, c.text, c.condition.String())
		require.True(t, meets(t, c.condition, c.met), "%s on %s", c.text, c.met)
		require.False(t, meets(t, c.condition, c.unmet), "%s on %s", c.text, c.unmet)
		again, err := ParseCondition(c.text)
		require.NoError(t, err)
		require.Equal(t, c.condition, again)
	}
}

func TestConstructorsAtTheirEdges(t *testing.T) {
	for _, profile := range []string{`{}`, `{"n":1}`, `{"n":null}`, `{"n":"x"}`} {
		require.True(t, meets(t, Condition{}, profile))
		require.True(t, meets(t, All(), profile))
		require.False(t, meets(t, Any(), profile))
		require.False(t, meets(t, In("n"), profile))
		require.False(t, meets(t, Is("n", math.NaN()), profile))
		require.False(t, meets(t, Below("n", math.Inf(1)), profile))
		require.False(t, meets(t, AtLeast("n", math.Inf(-1)), profile))
	}
}

func TestConditionsTravelAsJSON(t *testing.T) {
	var s Segment
	require.NoError(t, json.Unmarshal([]byte(`{"id":"new","when":{ "tenureDays" : {"$lt": 9e1} }}`), &s))
	require.Equal(t, `{"tenureDays":{"$lt":90}}`, s.When.String())
	data, err := json.Marshal(s)
	require.NoError(t, err)
	var again Segment
	require.NoError(t, json.Unmarshal(data, &again))
	require.Equal(t, s, again)

	data, err = json.Marshal(Condition{})
	require.NoError(t, err)
	require.Equal(t, `{}`, string(data))
}

func TestParseConditionRefusesWhatIsNoObject(t *testing.T) {
	for text, want := range map[string]string{
		``:                "condition: expected a value at byte 0",
		`null`:            "condition: expected an object, found null",
		`["unit"]`:        `condition: expected an object, found ["unit"]`,
		`{"unit":}`:       "condition: expected a value at byte 8",
		`{} {}`:           "condition: unexpected bytes after the value at byte 3",
		`{"unit":"\ud8"}`: "condition: bad escape in a string at byte 11",
		strings.Repeat(`{"$not":`, 65) + `{}` + strings.Repeat(`}`, 65): "condition: nested too deeply at byte 512",
	} {
		c, err := ParseCondition(text)
		require.EqualError(t, err, want)
		require.Equal(t, Condition{}, c)
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"unit":{"$in":["sales","care"]},"tenureDays":{"$lt":90}}`, `{"$or":[{"a":1},{"$not":{"b.c":null}}]}`,
		`{"$nor":[{"a":{"$all":["x"],"$size":1}}]}`, `{"a":{"$exists":true}}`, `{"":{"$":{}}}`, `{"a":{"$not":{"$ne":"\ud83d\ude00<"}}}`, `[`, `{"$and":7}`,
		`{"a":{"$elemMatch":{"$regexi":"^X","$ini":["x"]}},"a.0":{"$type":"string"}}`, `{"d":{"$since":"-P1M","$before":"P1Y2W"},"unit":{"$vgte":"1.2.3-rc.1+b"}}`,
		`{"did.p":{"$nin":["completed"]},"unit":{"$inGroup":"g"},"a":{"$size":{"$gt":1},"$alli":["X",{"$lt":"y"}]}}`, `{"a":{"$regex":[1,2]},"unit":{"$regx":1}}`,
		`{"tenureDays":{"$lt":{"$trait":"a.length"}},"unit":{"$ne":{"$trait":"a.0"}},"a":{"$elemMatch":{"$eq":{"$trait":"unit"}}},"b.c":{"$gte":{"$trait":7}}}`,
	} {
		f.Add(text, `{"a":"x","b":{"c":[1,"x"]},"unit":"care","tenureDays":3}`)
	}
	declared := []Trait{{Name: "a", Kind: ListTrait, Values: []string{"x", "y"}}, {Name: "unit", Kind: TextTrait}, {Name: "b.c", Kind: NumberTrait, Protected: true}}
	f.Fuzz(func(t *testing.T, text, profile string) {
		c, err := ParseCondition(text)
		if err != nil {
			require.Equal(t, Condition{}, c)
			return
		}
		require.True(t, json.Valid([]byte(c.String())), "%q", c.String())
		again, err := ParseCondition(c.String())
		require.NoError(t, err)
		require.Equal(t, c, again, "writing and reading is stable")

		found := c.Check(declared, "/when")
		for _, finding := range found {
			require.True(t, strings.HasPrefix(finding.Path, "/when"), finding.Path)
			require.NotContains(t, finding.Message.En, "%!")
		}
		require.Equal(t, found, c.Check(declared, "/when"), "checking is deterministic")

		r := light.NewReader([]byte(profile))
		v := r.Value()
		if r.End() != nil {
			return
		}
		for _, l := range engagement.Languages() {
			explained := c.Explain(l, declared)
			require.NotEmpty(t, explained)
			require.Equal(t, explained, again.Explain(l, declared))
		}
		filled := c.WithGroups(map[string][]any{"g": {"care"}})
		require.Equal(t, filled, filled.WithGroups(nil), "groups are filled in once")
		expr, negated := c.compile(), Not(c).compile()
		facts := decision.Facts{Profile: v, Day: 20_000, History: map[string]string{"p": "started"}}
		words := []uint64{0}
		decision.NewMatcher([]decision.Expr{expr}).Match(&facts, words)
		require.Equal(t, expr.Match(&facts), words[0] == 1, "the matcher answers as the interpreter")
		_, met, err := c.Because(engagement.English, declared, []byte(profile), "2024-10-04", facts.History)
		if v.Kind == light.Object {
			require.NoError(t, err)
			require.Equal(t, expr.Match(&facts), met)
		}
		if expr.Match(&decision.Facts{Profile: v}) && negated.Match(&decision.Facts{Profile: v}) {
			t.Fatalf("%s and its opposite are both met by %s", c, profile)
		}
	})
}
