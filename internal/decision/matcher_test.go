package decision

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/light"
)

func TestTheMatcherAnswersAsTheInterpreter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	pairs, met := 0, 0
	for range 60 {
		var exprs []Expr
		for range 1 + r.IntN(90) {
			condition := randomCondition(r, 3)
			if r.IntN(6) == 0 { // what cannot be understood
				condition = `{"$nor":[{"t":{"$regx":"a"}},` + condition + `]}`
			}
			for r.IntN(3) == 0 {
				condition = `{"` + []string{"$and", "$or", "$nor"}[r.IntN(3)] + `":[` + randomPair(r) + `,` + condition + `]}`
			}
			e, _ := ParseExpr(parseValue(t, condition))
			exprs = append(exprs, e)
		}
		m := NewMatcher(exprs)
		words := make([]uint64, m.Words())
		for range 60 {
			profile := parseValue(t, randomProfile(r))
			if r.IntN(3) == 0 && len(profile.Names) > 0 { // a name twice, out of order
				profile.Names, profile.List = append(profile.Names, profile.Names[0]), append(profile.List, light.TextOf("a"))
			}
			facts := Facts{Profile: profile, Sorted: slices.IsSorted(profile.Names) && len(slices.Compact(slices.Clone(profile.Names))) == len(profile.Names)}
			m.Match(&facts, words)
			for i := range exprs {
				want := exprs[i].Match(&facts)
				require.Equal(t, want, words[i/64]>>(i%64)&1 != 0, "%s of %s", exprs[i].Path, profile.Append(nil))
				pairs++
				if want {
					met++
				}
			}
		}
	}
	require.Greater(t, pairs, 100_000)
	require.Greater(t, met, pairs/10)
}

func TestTheMatcherLeavesWhatIsTooMuchToTheInterpreter(t *testing.T) {
	var exprs []Expr
	for i := range 700 { // texts and traits beyond what it numbers
		e, problems := ParseExpr(parseValue(t, `{"t`+strconv.Itoa(i%100)+`":{"$in":["v`+strconv.Itoa(i)+`"]},"t":"v`+strconv.Itoa(i)+`"}`))
		require.Empty(t, problems)
		exprs = append(exprs, e)
	}
	m := NewMatcher(exprs)
	words := make([]uint64, m.Words())
	for _, i := range []int{0, 99, 254, 255, 256, 699} {
		v := `"v` + strconv.Itoa(i) + `"`
		m.Match(&Facts{Profile: parseValue(t, `{"t":`+v+`,"t`+strconv.Itoa(i%100)+`":`+v+`}`)}, words)
		var met []int
		Each(words, func(i int) { met = append(met, i) })
		require.Equal(t, []int{i}, met)
	}
}

func TestTheMatcherAllocatesNothing(t *testing.T) {
	e, _ := ParseExpr(parseValue(t, `{"unit":{"$in":["sales","care"]},"skills":{"$in":["sql"]},"tenureDays":{"$lt":90},"site.city":"Bari","hired":{"$since":"-P1Y"},"v":{"$vgt":"1.2.3"},"skills":{"$size":{"$gt":1}},"w":{"$elemMatch":{"$gt":1}}}`))
	m := NewMatcher([]Expr{e})
	facts := &Facts{Profile: parseValue(t, `{"hired":"1969-12-31","site":{"city":"Bari"},"skills":["go","sql"],"tenureDays":30,"unit":"care","v":"10.0.0","w":[1,2]}`)}
	words := make([]uint64, 1)
	require.Zero(t, testing.AllocsPerRun(100, func() { m.Match(facts, words) }))
	require.Equal(t, uint64(1), words[0])
	require.Zero(t, testing.AllocsPerRun(100, func() { e.Match(facts) }))
}
