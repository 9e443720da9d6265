package decision

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/light"
)

func parseValue(t *testing.T, text string) light.Value {
	t.Helper()
	r := light.NewReader([]byte(text))
	v := r.Value()
	require.NoError(t, r.End(), text)
	return v
}

func TestExpressionsMatchProfiles(t *testing.T) {
	const person = `{"unit":"care","tenureDays":90,"manager":false,"certified":null,"needs":["career","problem"],
		"hired":"2026-11-02","site":{"city":"Bari","floor":{"number":2}},"site.code":"B2","grade":"7"}`
	for _, c := range []struct {
		name, condition string
		want            bool
	}{
		{"nothing asked", `{}`, true},
		{"bare text", `{"unit":"care"}`, true},
		{"bare text, other value", `{"unit":"sales"}`, false},
		{"texts tell case apart", `{"unit":"Care"}`, false},
		{"bare number", `{"tenureDays":90}`, true},
		{"bare flag", `{"manager":false}`, true},
		{"bare flag is not the missing one", `{"remote":false}`, false},
		{"bare null on null", `{"certified":null}`, true},
		{"bare null on missing", `{"remote":null}`, true},
		{"bare null on a value", `{"unit":null}`, false},
		{"bare list in the same order", `{"needs":["career","problem"]}`, true},
		{"bare list in another order", `{"needs":["problem","career"]}`, false},
		{"a list does not equal its element", `{"needs":"career"}`, false},
		{"bare object", `{"site":{"city":"Bari","floor":{"number":2}}}`, true},
		{"bare object, members in another order", `{"site":{"floor":{"number":2},"city":"Bari"}}`, true},
		{"several members are all asked", `{"unit":"care","tenureDays":90}`, true},
		{"several members, one unmet", `{"unit":"care","tenureDays":91}`, false},

		{"$eq", `{"unit":{"$eq":"care"}}`, true},
		{"$eq, other value", `{"unit":{"$eq":"sales"}}`, false},
		{"$eq null on missing", `{"remote":{"$eq":null}}`, true},
		{"$eq null on null", `{"certified":{"$eq":null}}`, true},
		{"$eq a value on missing", `{"remote":{"$eq":true}}`, false},
		{"$ne", `{"unit":{"$ne":"sales"}}`, true},
		{"$ne, same value", `{"unit":{"$ne":"care"}}`, false},
		{"$ne on missing", `{"remote":{"$ne":true}}`, true},

		{"$lt above", `{"tenureDays":{"$lt":91}}`, true},
		{"$lt at the limit", `{"tenureDays":{"$lt":90}}`, false},
		{"$lte at the limit", `{"tenureDays":{"$lte":90}}`, true},
		{"$lte below", `{"tenureDays":{"$lte":89.5}}`, false},
		{"$gt below", `{"tenureDays":{"$gt":-1}}`, true},
		{"$gt at the limit", `{"tenureDays":{"$gt":90}}`, false},
		{"$gte at the limit", `{"tenureDays":{"$gte":90}}`, true},
		{"$gte above", `{"tenureDays":{"$gte":90.5}}`, false},
		{"a range", `{"tenureDays":{"$gte":30,"$lt":100}}`, true},
		{"a range missed", `{"tenureDays":{"$gte":30,"$lt":60}}`, false},
		{"dates compare as texts", `{"hired":{"$lt":"2027-01-01"}}`, true},
		{"dates compare as texts, later", `{"hired":{"$gte":"2027-01-01"}}`, false},
		{"missing is not less", `{"age":{"$lt":5}}`, false},
		{"missing is not more", `{"age":{"$gte":5}}`, false},
		{"a flag has no order", `{"manager":{"$lt":1}}`, false},
		{"a list has no order", `{"needs":{"$gt":0}}`, false},
		{"null has no order", `{"tenureDays":{"$gte":null}}`, false},

		{"$in", `{"unit":{"$in":["sales","care"]}}`, true},
		{"$in, none", `{"unit":{"$in":["sales","it"]}}`, false},
		{"$in an empty list", `{"unit":{"$in":[]}}`, false},
		{"$in on a list that shares one", `{"needs":{"$in":["development","problem"]}}`, true},
		{"$in on a list that shares none", `{"needs":{"$in":["development"]}}`, false},
		{"$in on missing", `{"remote":{"$in":[true,false]}}`, false},
		{"$nin", `{"unit":{"$nin":["sales"]}}`, true},
		{"$nin, one", `{"unit":{"$nin":["care"]}}`, false},
		{"$nin an empty list", `{"unit":{"$nin":[]}}`, true},
		{"$nin on a list that shares one", `{"needs":{"$nin":["problem"]}}`, false},
		{"$nin on missing", `{"remote":{"$nin":[true]}}`, true},
		{"$all", `{"needs":{"$all":["problem","career"]}}`, true},
		{"$all, one absent", `{"needs":{"$all":["problem","development"]}}`, false},
		{"$all on no list", `{"unit":{"$all":["care"]}}`, false},
		{"$size", `{"needs":{"$size":2}}`, true},
		{"$size, other", `{"needs":{"$size":1}}`, false},
		{"$size on no list", `{"unit":{"$size":4}}`, false},
		{"$exists", `{"unit":{"$exists":true}}`, true},
		{"$exists on missing", `{"remote":{"$exists":true}}`, false},
		{"$exists on null", `{"certified":{"$exists":true}}`, false},
		{"$exists false on missing", `{"remote":{"$exists":false}}`, true},
		{"$exists false on a value", `{"manager":{"$exists":false}}`, false},
		{"$not of an operator", `{"tenureDays":{"$not":{"$lt":90}}}`, true},
		{"$not of several operators", `{"tenureDays":{"$not":{"$gte":0,"$lt":100}}}`, false},
		{"$not of a bare value", `{"unit":{"$not":"sales"}}`, true},

		{"$and", `{"$and":[{"unit":"care"},{"tenureDays":{"$lt":100}}]}`, true},
		{"$and, one unmet", `{"$and":[{"unit":"care"},{"tenureDays":{"$lt":10}}]}`, false},
		{"$and of nothing", `{"$and":[]}`, true},
		{"$or", `{"$or":[{"unit":"sales"},{"tenureDays":90}]}`, true},
		{"$or, none", `{"$or":[{"unit":"sales"},{"tenureDays":91}]}`, false},
		{"$or of nothing", `{"$or":[]}`, true},
		{"$nor", `{"$nor":[{"unit":"sales"},{"tenureDays":91}]}`, true},
		{"$nor, one", `{"$nor":[{"unit":"sales"},{"tenureDays":90}]}`, false},
		{"$not of a condition", `{"$not":{"unit":"care"}}`, false},
		{"a group beside a trait", `{"unit":"care","$or":[{"tenureDays":1},{"manager":false}]}`, true},
		{"a group beside a trait, unmet", `{"unit":"sales","$or":[{"tenureDays":1},{"manager":false}]}`, false},

		{"a path into an object", `{"site.city":"Bari"}`, true},
		{"a longer path", `{"site.floor.number":{"$gte":2}}`, true},
		{"a path to nowhere", `{"site.street.number":{"$exists":true}}`, false},
		{"a path through a text", `{"unit.name":"care"}`, false},
		{"a name with a dot wins over the path", `{"site.code":"B2"}`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, problems := ParseExpr(parseValue(t, c.condition))
			require.Empty(t, problems)
			require.Equal(t, c.want, e.Match(&Facts{Profile: parseValue(t, person)}), c.condition)
		})
	}
}

func TestProblemsTellWhereAndWhatWasExpected(t *testing.T) {
	for condition, want := range map[string][]Problem{
		`[1]`:                               {{"", `[1]`, "object"}},
		`{"$and":{"unit":1}}`:               {{"/$and", `{"unit":1}`, "list"}},
		`{"$or":[{"a":1},7]}`:               {{"/$or/1", `7`, "object"}},
		`{"$not":"x"}`:                      {{"/$not", `"x"`, "object"}},
		`{"$xor":[]}`:                       {{"/$xor", `$xor`, "operator"}},
		`{"unit":{"$in":"care"}}`:           {{"/unit/$in", `"care"`, "list"}},
		`{"unit":{"$nin":1}}`:               {{"/unit/$nin", `1`, "list"}},
		`{"unit":{"$all":null}}`:            {{"/unit/$all", `null`, "list"}},
		`{"unit":{"$size":"2"}}`:            {{"/unit/$size", `"2"`, "number"}},
		`{"unit":{"$exists":1}}`:            {{"/unit/$exists", `1`, "flag"}},
		`{"unit":{"$regexp":"^c"}}`:         {{"/unit/$regexp", `$regexp`, "operator"}},
		`{"a/b~c":{"$foo":1,"$bar":2}}`:     {{"/a~1b~0c/$foo", `$foo`, "operator"}, {"/a~1b~0c/$bar", `$bar`, "operator"}},
		`{"unit":{"$not":{"$foo":1}}}`:      {{"/unit/$not/$foo", `$foo`, "operator"}},
		`{"$nor":[{"$and":[{"$foo":{}}]}]}`: {{"/$nor/0/$and/0/$foo", `$foo`, "operator"}},
	} {
		_, problems := ParseExpr(parseValue(t, condition))
		require.Equal(t, want, problems, condition)
	}
}

func TestEveryListedOperatorIsUnderstood(t *testing.T) {
	arguments := map[string]string{"$size": `1`, "$exists": `true`, "$type": `"string"`, "$elemMatch": `{}`, "$since": `"-P90D"`, "$before": `"2027-01-11"`}
	for _, op := range []string{"$in", "$nin", "$ini", "$nini", "$all", "$alli", "$inGroup", "$notInGroup"} {
		arguments[op] = `[]`
	}
	for _, op := range []string{"$regex", "$regexi"} {
		arguments[op] = `["a",0,[0,1,97,97],[4,0]]`
	}
	require.Len(t, Operators(), 29)
	for _, op := range Operators() {
		argument := arguments[op]
		if argument == "" {
			argument = `"x"`
		}
		_, problems := ParseExpr(parseValue(t, `{"unit":{"`+op+`":`+argument+`}}`))
		require.Empty(t, problems, op)
	}
	Operators()[0] = "changed"
	require.NotContains(t, Operators(), "changed")
}

func TestLeavesComeInOrderWithTheirPlace(t *testing.T) {
	e, problems := ParseExpr(parseValue(t, `{"unit":"care","$or":[{"tenureDays":{"$gte":1,"$lt":9}},{"$not":{"site.city":{"$in":["Bari"]}}}]}`))
	require.Empty(t, problems)
	var got []string
	e.Leaves(func(leaf *Expr) { got = append(got, leaf.Trait+" "+leaf.Path) })
	require.Equal(t, []string{"unit /unit", "tenureDays /$or/0/tenureDays/$gte", "tenureDays /$or/0/tenureDays/$lt", "site.city /$or/1/$not/site.city/$in"}, got)
}

// The laws hold for any condition on any profile; a generator with a fixed seed
// makes some thousands of both.
func TestLawsOfLogic(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 4))
	met := 0
	for range 5000 {
		a, b, profile := randomCondition(r, 3), randomCondition(r, 3), parseValue(t, randomProfile(r))
		match := func(condition string) bool {
			e, problems := ParseExpr(parseValue(t, condition))
			require.Empty(t, problems, condition)
			return e.Match(&Facts{Profile: profile})
		}
		is := func(equal bool, law string) {
			require.True(t, equal, "%s\na: %s\nb: %s\nprofile: %s", law, a, b, profile.Append(nil))
		}
		not := func(c string) string { return `{"$not":` + c + `}` }
		group := func(op string, c ...string) string { return `{"$` + op + `":[` + strings.Join(c, ",") + `]}` }
		ma, mb := match(a), match(b)
		if ma {
			met++
		}
		is(match(not(a)) != ma, "excluded middle")
		is(match(not(not(a))) == ma, "double negation")
		is(match(group("and", a, b)) == (ma && mb), "conjunction")
		is(match(group("or", a, b)) == (ma || mb), "disjunction")
		is(match(group("nor", a, b)) == match(not(group("or", a, b))), "nor is not or")
		is(match(not(group("and", a, b))) == match(group("or", not(a), not(b))), "De Morgan")
		is(match(group("and", a, a)) == ma, "idempotence")
		is(match(group("or", a, group("and", a, b))) == ma, "absorption")
		is(match(group("and", a, `{}`)) == ma, "everyone is neutral")
	}
	require.Greater(t, met, 500, "the generator makes too few conditions that are met")
	require.Less(t, met, 4500, "the generator makes too few conditions that are not met")
}

func TestLawsOfOperators(t *testing.T) {
	profiles := []string{`{}`, `{"n":1}`, `{"n":2}`, `{"n":3}`, `{"n":null}`}
	for _, text := range profiles {
		profile := parseValue(t, text)
		present := profile.Member("n").Kind == light.Number
		match := func(condition string) bool {
			e, problems := ParseExpr(parseValue(t, condition))
			require.Empty(t, problems)
			return e.Match(&Facts{Profile: profile})
		}
		require.Equal(t, match(`{"n":{"$in":[2]}}`), match(`{"n":{"$eq":2}}`), text)
		require.Equal(t, match(`{"n":{"$nin":[1,2]}}`), !match(`{"n":{"$in":[1,2]}}`), text)
		require.Equal(t, match(`{"n":{"$ne":2}}`), !match(`{"n":{"$eq":2}}`), text)
		require.Equal(t, match(`{"n":{"$exists":true}}`), !match(`{"n":{"$exists":false}}`), text)
		require.Equal(t, match(`{"n":{"$lte":2}}`), match(`{"n":{"$lt":2}}`) || match(`{"n":2}`), text)
		require.Equal(t, match(`{"n":{"$gte":2}}`), match(`{"n":{"$gt":2}}`) || match(`{"n":2}`), text)
		require.Equal(t, present, match(`{"n":{"$lt":2}}`) || match(`{"n":{"$gte":2}}`), "a number is on one side, nothing else is: %s", text)
		require.False(t, match(`{"n":{"$lt":2}}`) && match(`{"n":{"$gte":2}}`), text)
	}
}

func TestMatchingDoesNotAllocate(t *testing.T) {
	e, _ := ParseExpr(parseValue(t, `{"unit":{"$in":["sales","care"]},"tenureDays":{"$lt":90},"site.city":"Bari"}`))
	facts := &Facts{Profile: parseValue(t, `{"unit":"care","tenureDays":30,"site":{"city":"Bari"}}`)}
	require.True(t, e.Match(facts))
	require.Zero(t, testing.AllocsPerRun(100, func() { e.Match(facts) }))
}

func randomCondition(r *rand.Rand, depth int) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	if depth > 0 && r.IntN(2) == 0 {
		a, b := randomCondition(r, depth-1), randomCondition(r, depth-1)
		return pick(`{"$and":[`+a+`,`+b+`]}`, `{"$or":[`+a+`,`+b+`]}`, `{"$nor":[`+a+`,`+b+`]}`, `{"$not":`+a+`}`)
	}
	text, number := pick(`"a"`, `"b"`, `null`), pick(`1`, `2`, `3`)
	return pick(
		`{"t":`+text+`}`, `{"t":{"$eq":`+text+`}}`, `{"t":{"$ne":`+text+`}}`, `{"t":{"$in":["a",`+text+`]}}`, `{"t":{"$not":{"$eq":`+text+`}}}`,
		`{"n":`+number+`}`, `{"n":{"$lt":`+number+`}}`, `{"n":{"$gte":`+number+`}}`, `{"n":{"$gt":1,"$lte":`+number+`}}`,
		`{"l":{"$all":["a"]}}`, `{"l":{"$size":`+number+`}}`, `{"l":{"$in":["b"]}}`, `{"o.t":`+text+`}`, `{"t":{"$exists":true}}`,
		`{"t":{"$nin":["b",`+text+`]}}`, `{"n":{"$in":[1,true,`+number+`]}}`, `{"l":{"$elemMatch":{"$eq":"b"}}}`, `{"l":["a"]}`, `{"t":{"$ini":["A"]}}`, `{"l.0":{"$ne":"a"}}`, `{"t":{"$lt":"b"}}`,
	)
}

func randomProfile(r *rand.Rand) string {
	var members []string
	for name, values := range [...][]string{{`"t":"a"`, `"t":"b"`, `"t":null`}, {`"n":1`, `"n":2`, `"n":3`}, {`"m":2`, `"m":3`, `"m":null`}, {`"l":["a"]`, `"l":["a","b"]`, `"l":[]`}, {`"o":{"t":"a"}`, `"o":{}`, `"o":7`}} {
		if r.IntN(4) > 0 {
			members = append(members, values[(r.IntN(3)+name)%3])
		}
	}
	return `{` + strings.Join(members, ",") + `}`
}

// randomPair holds a trait against another of the same person. The laws of two
// values do not hold for it: where one is missing nobody can tell.
func randomPair(r *rand.Rand) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	operator := pick("$eq", "$ne", "$lt", "$lte", "$gt", "$gte")
	return pick(
		`{"n":{"`+operator+`":{"$trait":"`+pick("m", "t", "l.length", "n", "none")+`"}}}`,
		`{"`+pick("t", "o.t", "l.0", "l")+`":{"$not":{"`+operator+`":{"$trait":"`+pick("t", "o.t", "m")+`"}}}}`,
	)
}
