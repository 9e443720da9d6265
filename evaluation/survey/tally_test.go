package survey_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

func TestTalliesMergeInAnyOrderToTheSameBytes(t *testing.T) {
	of, random := everything(), rand.New(rand.NewPCG(5, 6))
	var all []survey.Sheet
	for i := range 300 {
		s := drawn(of, random)
		s.Group = []string{"", "north", "south/east", "~west"}[i%4]
		s.Wave = of.Waves[i%2]
		all = append(all, s)
	}
	want := marshalled(t, tallied(t, of, all...))
	results, err := tallied(t, of, all...).Results("first")
	require.NoError(t, err)
	for range 20 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		a, b := random.IntN(len(all)), random.IntN(len(all))
		a, b = min(a, b), max(a, b)
		parts := []*survey.Tally{tallied(t, of, all[:a]...), tallied(t, of, all[a:b]...), tallied(t, of, all[b:]...), survey.NewTally(of)}
		random.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		// ((p0 + p1) + (p2 + p3)), one of them by way of another machine.
		far, err := survey.ReadTally(strings.NewReader(marshalled(t, parts[3])), everything())
		require.NoError(t, err)
		require.NoError(t, parts[0].Merge(parts[1]))
		require.NoError(t, parts[2].Merge(far))
		require.NoError(t, parts[0].Merge(parts[2]))
		require.Equal(t, want, marshalled(t, parts[0]))
		got, err := parts[0].Results("first")
		require.NoError(t, err)
		require.Equal(t, marshalled(t, results), marshalled(t, got))
	}
}

func TestMergingLeavesTheOtherAsItWas(t *testing.T) {
	of := everything()
	one, other := survey.NewTally(of), tallied(t, of, sheet(of, map[string]int{"t1": 3}))
	before := marshalled(t, other)
	require.NoError(t, one.Merge(other))
	require.NoError(t, one.Add(sheet(of, map[string]int{"t1": 5})))
	require.Equal(t, before, marshalled(t, other))
	require.Same(t, of, other.Survey())
}

func TestTalliesOfDifferentSurveysDoNotMerge(t *testing.T) {
	other := everything()
	other.Questions[0].Reversed = true
	one := survey.NewTally(everything())
	require.Equal(t, []string{"OSM-SURVEY-038 "}, findingsOf(t, one.Merge(tallied(t, other, sheet(other, map[string]int{"t1": 3})))))
	require.Equal(t, marshalled(t, survey.NewTally(other)), marshalled(t, one))
}

func TestASheetWithFaultsIsNotCounted(t *testing.T) {
	of := everything()
	tally := survey.NewTally(of)
	require.Equal(t, []string{"OSM-SURVEY-026 /answers/0/points"}, findingsOf(t, tally.Add(sheet(of, map[string]int{"t1": 6}))))
	require.Equal(t, marshalled(t, survey.NewTally(of)), marshalled(t, tally))
}

func TestATallyThatCannotBeIsRefused(t *testing.T) {
	of := everything()
	good := marshalled(t, tallied(t, of, sheet(of, map[string]int{"t1": 3, "t2": 3, "t3": 3})))
	_, err := survey.ReadTally(strings.NewReader(good), of)
	require.NoError(t, err)
	for _, c := range [][2]string{
		{`"survey":"spring"`, `"survey":"autumn"`},
		{`"sheets":1`, `"sheets":0`},
		{`"sheets":1`, `"sheets":-1`},
		{`"sheets":1`, `"people":1`},
		{`"/first///"`, `"first"`},
		{`"t1":{"answered":1,"counts":[0,0,1,0,0]}`, `"t1":{"answered":1,"counts":[0,0,1]}`},
		{`"t1":{"answered":1,"counts":[0,0,1,0,0]}`, `"t1":{"answered":1,"counts":[0,0,2,0,-1]}`},
		{`"t1":`, `"t7":`},
		{`"trust":{"complete":1`, `"trust":{"complete":2`},
		{`"items":[3,3,3]`, `"items":[3,3]`},
	} {
		broken := strings.Replace(good, c[0], c[1], 1)
		require.NotEqual(t, good, broken, c)
		_, err := survey.ReadTally(strings.NewReader(broken), of)
		require.Error(t, err, c)
	}
}
