package decision

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestATraitIsHeldAgainstAnotherOfTheSamePerson(t *testing.T) {
	const unknown = -1
	for _, c := range []struct {
		a, b                     string
		eq, ne, lt, lte, gt, gte int // met, not met or neither
	}{
		{`1`, `2`, 0, 1, 1, 1, 0, 0},
		{`2`, `2`, 1, 0, 0, 1, 0, 1},
		{`3`, `2`, 0, 1, 0, 0, 1, 1},
		{`"2027-01-11"`, `"2027-02-01"`, 0, 1, 1, 1, 0, 0},
		{`"x"`, `"x"`, 1, 0, 0, 1, 0, 1},
		{`true`, `true`, 1, 0, 0, 0, 0, 0},
		{`"1"`, `1`, 0, 1, 0, 0, 0, 0},
		{`[1]`, `[1]`, 0, 1, 0, 0, 0, 0},
		{`null`, `2`, unknown, unknown, unknown, unknown, unknown, unknown},
		{`2`, `null`, unknown, unknown, unknown, unknown, unknown, unknown},
		{`2`, ``, unknown, unknown, unknown, unknown, unknown, unknown},
		{``, ``, unknown, unknown, unknown, unknown, unknown, unknown},
	} {
		profile, join := "", ""
		if c.a != "" {
			profile, join = `"a":`+c.a, ","
		}
		if c.b != "" {
			profile += join + `"b":` + c.b
		}
		facts := Facts{Profile: parseValue(t, `{`+profile+`}`)}
		for op, want := range map[string]int{"$eq": c.eq, "$ne": c.ne, "$lt": c.lt, "$lte": c.lte, "$gt": c.gt, "$gte": c.gte} {
			pair := `{"a":{"` + op + `":{"$trait":"b"}}}`
			e, problems := ParseExpr(parseValue(t, pair))
			require.Empty(t, problems)
			opposite, _ := ParseExpr(parseValue(t, `{"$not":`+pair+`}`))
			require.Equal(t, want == 1, e.Match(&facts), "%s of {%s}", pair, profile)
			require.Equal(t, want == 0, opposite.Match(&facts), "the opposite of %s of {%s}", pair, profile)
		}
	}
}

func TestTheOtherTraitIsFoundAsAnyTraitIs(t *testing.T) {
	profile := `{"a":1,"o":{"b":2,"a":9},"l":[5,6],"x.y":3,"x":{"y":0}}`
	for condition, want := range map[string]bool{
		`{"a":{"$lt":{"$trait":"o.b"}}}`:            true,
		`{"o.b":{"$eq":{"$trait":"l.length"}}}`:     true,
		`{"a":{"$lt":{"$trait":"x.y"}}}`:            true,
		`{"l.0":{"$lt":{"$trait":"l.1"}}}`:          true,
		`{"l.0":{"$lt":{"$trait":"l.2"}}}`:          false,
		`{"did.p":{"$eq":{"$trait":"did.q"}}}`:      true,
		`{"$nor":[{"a":{"$gt":{"$trait":"o.b"}}}]}`: true,
		`{"a":{"$gt":0,"$lt":{"$trait":"o.b"}}}`:    true,
	} {
		e, problems := ParseExpr(parseValue(t, condition))
		require.Empty(t, problems, condition)
		facts := Facts{Profile: parseValue(t, profile), History: map[string]string{"p": "started", "q": "started"}}
		require.Equal(t, want, e.Match(&facts), condition)
		require.Zero(t, testing.AllocsPerRun(10, func() { e.Match(&facts) }), condition)
	}
}

func TestAnOperandThatNamesNoTraitIsMetByNobody(t *testing.T) {
	for _, c := range []struct{ condition, path, profile string }{
		{`{"a":{"$lt":{"$trait":7}}}`, "/a/$lt", `{"a":1,"b":2}`},
		{`{"a":{"$ne":{"$trait":"b","of":"manager"}}}`, "/a/$ne", `{"a":1,"b":2}`},
		{`{"a":{"$elemMatch":{"$eq":{"$trait":"b"}}}}`, "/a/$elemMatch/$eq", `{"a":["x"],"b":"x"}`},
		{`{"a":{"$elemMatch":{"level":{"$lt":{"$trait":"b"}}}}}`, "/a/$elemMatch/level/$lt", `{"a":[{"level":1}],"b":2}`},
		{`{"a":{"$size":{"$gt":{"$trait":"b"}}}}`, "/a/$size/$gt", `{"a":["x"],"b":0}`},
		{`{"a":{"$all":["x",{"$not":{"$gte":{"$trait":"b"}}}]}}`, "/a/$all/1/$not/$gte", `{"a":["x"],"b":"y"}`},
	} {
		e, problems := ParseExpr(parseValue(t, c.condition))
		require.Len(t, problems, 1, c.condition)
		require.Equal(t, "trait", problems[0].Expected)
		require.Equal(t, c.path, problems[0].Path)
		opposite, _ := ParseExpr(parseValue(t, `{"$not":`+c.condition+`}`))
		facts := Facts{Profile: parseValue(t, c.profile)}
		require.False(t, e.Match(&facts), c.condition)
		require.False(t, opposite.Match(&facts), c.condition)
	}
	e, problems := ParseExpr(parseValue(t, `{"a":{"$lt":{"$trait":"b"}},"l":{"$elemMatch":{"$gt":1}},"c":{"$eq":{"$trait":"b"}}}`))
	require.Empty(t, problems, "a list is left again")
	require.True(t, e.Match(&Facts{Profile: parseValue(t, `{"a":1,"b":2,"c":2,"l":[2]}`)}))
}
