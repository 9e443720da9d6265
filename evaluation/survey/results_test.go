package survey_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/schema"
)

// result of one question.
func result(t *testing.T, r *survey.Results, id string) *survey.QuestionResult {
	t.Helper()
	for i := range r.Questions {
		if r.Questions[i].Question == id {
			return &r.Questions[i]
		}
	}
	t.Fatalf("no results of %s", id)
	return nil
}

func results(t *testing.T, tally *survey.Tally, wave string) *survey.Results {
	t.Helper()
	r, err := tally.Results(wave)
	require.NoError(t, err)
	require.Empty(t, schema.Validate(schema.Results, []byte(marshalled(t, r))), "results fit their schema")
	return r
}

func estimate(value, low, high float64) *survey.Estimate {
	return &survey.Estimate{Value: value, Low: &low, High: &high}
}

// The figures are those of R: t.test, prop.test and those of the oracle in
// package statistic.
func TestEachKindOfQuestionHasItsFigures(t *testing.T) {
	of := everything()
	of.Waves = nil
	var all []survey.Sheet
	tens := []int{10, 10, 9, 9, 10, 9, 10, 9, 9, 10, 9, 9, 0, 3, 6, 7, 8, 8, 7, 7}
	for i, points := range []int{5, 5, 4, 5, 3, 4, 5, 2, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} {
		s := sheet(of, map[string]int{"e1": tens[i]})
		if points > 0 {
			s = sheet(of, map[string]int{"t1": points, "e1": tens[i]})
			order := [][]string{{"video", "course", "coach"}, {"coach", "video", "course"}}[min(i/7, 1)]
			s.Answers = append(s.Answers,
				survey.Answer{Question: "one", Options: order[:1]},
				survey.Answer{Question: "any", Options: order[:2]},
				survey.Answer{Question: "order", Options: order},
				survey.Answer{Question: "words", Text: string(rune('k'-i)) + " more coaching "})
		}
		all = append(all, s)
	}
	r := results(t, tallied(t, of, all...), "")
	require.Equal(t, 20, *r.Sheets)

	points := result(t, r, "t1").Total
	require.Equal(t, 10, *points.N)
	require.Equal(t, []int{0, 1, 1, 2, 6}, points.Counts)
	require.Equal(t, estimate(4.3, 3.542187, 5), points.Mean, "R’s interval goes to 5.06, and the points to 5")
	require.Equal(t, &evaluation.Rate{Share: 0.8, Low: 0.490162, High: 0.943318}, points.Top)

	ten := result(t, r, "e1").Total
	require.Equal(t, estimate(45, 8.431133, 69.829737), ten.Net)
	require.InDelta(t, 5475, *ten.Variance, 1e-9)
	require.Nil(t, ten.Top)

	one := result(t, r, "one").Total.Options
	require.Equal(t, survey.OptionFigure{Option: "coach", Count: 3, Chosen: evaluation.Rate{Share: 0.3, Low: 0.107791, High: 0.603222}}, one[2])
	some := result(t, r, "any").Total.Options
	require.Equal(t, []int{10, 7, 3}, []int{some[0].Count, some[1].Count, some[2].Count})
	order := result(t, r, "order").Total.Options
	require.Equal(t, "video", order[0].Option)
	require.Equal(t, 7, order[0].Count)
	require.Equal(t, 1.3, order[0].Rank.Value)
	require.Equal(t, 2.3, order[1].Rank.Value)
	require.Equal(t, 2.4, order[2].Rank.Value)

	words := result(t, r, "words").Total
	require.Len(t, words.Texts, 10)
	require.Equal(t, "b more coaching", words.Texts[0], "in the order of the alphabet, not of coming")
	require.Equal(t, "k more coaching", words.Texts[9])
}

func TestUMUXLiteIsScoredAsPublished(t *testing.T) {
	of := survey.UMUXLiteInstrument.Survey()
	var all []survey.Sheet
	for _, pair := range [][2]int{{7, 7}, {1, 1}, {6, 5}, {4, 4}, {5, 6}} { // 100, 0, 75, 50, 75
		all = append(all, sheet(of, map[string]int{"capabilities": pair[0], "ease": pair[1]}))
	}
	f := results(t, tallied(t, of, all...), "").Scales[0].Total
	require.Equal(t, 60.0, f.Score.Value)
	require.InDelta(t, 0.65*60+22.9, f.SUS.Value, 1e-9)
	require.InDelta(t, 0.65**f.Score.Low+22.9, *f.SUS.Low, 1e-6)
	require.Equal(t, survey.SpearmanBrown, f.Reliability.Coefficient)
	require.InDelta(t, 2*0.944911/1.944911, f.Reliability.Value, 0.03)
	// t.test(c(100, 0, 75, 50, 75))
	require.InDelta(t, 60-2.776445*math.Sqrt(1437.5/5), *f.Score.Low, 1e-4)
}

func TestAScaleTurnsReversedItemsRound(t *testing.T) {
	of := everything()
	items := [][3]int{{1, 2, 1}, {2, 2, 3}, {3, 3, 3}, {4, 5, 4}, {5, 4, 5}, {3, 3, 2}, {2, 1, 2}}
	var all []survey.Sheet
	for _, x := range items {
		all = append(all, sheet(of, map[string]int{"t1": x[0], "t2": x[1], "t3": 6 - x[2]}))
	}
	f := results(t, tallied(t, of, all...), "first").Scales[0].Total
	require.Equal(t, survey.Alpha, f.Reliability.Coefficient)
	require.Equal(t, estimate(0.93, 0.739020, 0.986955), &f.Reliability.Estimate, "as R has it of the oracle’s first items")
	require.InDelta(t, 60.0/21, f.Score.Value, 1e-6)
	require.Equal(t, 7, *f.N)
}

func TestAScaleIsHiddenWhereFewLeftSomeItemsOut(t *testing.T) {
	of := everything()
	full := map[string]int{"t1": 3, "t2": 3, "t3": 3}
	tally := survey.NewTally(of)
	for range 10 {
		require.NoError(t, tally.Add(sheet(of, full)))
	}
	for partly := range 7 {
		r := results(t, tally, "first")
		require.Equal(t, partly > 0 && partly < 5, r.Scales[0].Total.Suppressed, "%d left some out", partly)
		require.Equal(t, 10+partly, *result(t, r, "t1").Total.N)
		require.NoError(t, tally.Add(sheet(of, map[string]int{"t1": 2})))
	}
}

func TestGroupsThatAreTooSmallAreNotShown(t *testing.T) {
	of := everything()
	tally := survey.NewTally(of)
	for group, n := range map[string]int{"": 6, "east": 7, "north": 12, "west": 3} {
		for i := range n {
			s := sheet(of, map[string]int{"t1": 1 + i%5})
			s.Group = group
			s.Answers = append(s.Answers, survey.Answer{Question: "words", Text: "from " + group})
			require.NoError(t, tally.Add(s))
		}
	}
	r := results(t, tally, "first")
	q := result(t, r, "t1")
	require.Equal(t, 28, *q.Total.N)
	shown := map[string]bool{}
	for _, g := range q.Groups {
		shown[g.Group] = !g.Suppressed
		if g.Suppressed {
			require.Equal(t, survey.Figure{Suppressed: true}, g.Figure)
		}
	}
	require.Equal(t, map[string]bool{"": false, "east": true, "north": true, "west": false}, shown, "the next smallest goes with the smallest")
	for _, g := range result(t, r, "words").Groups {
		require.Nil(t, g.Texts, "words are shown of everyone only")
	}
	require.Len(t, result(t, r, "words").Total.Texts, 28)
}

func TestOfTooFewPeopleNothingIsShown(t *testing.T) {
	of := everything()
	random := rand.New(rand.NewPCG(2, 2))
	tally := survey.NewTally(of)
	for range 4 {
		require.NoError(t, tally.Add(drawn(of, random)))
	}
	r := results(t, tally, "first")
	require.Nil(t, r.Sheets)
	for _, q := range r.Questions {
		require.Equal(t, &survey.Figure{Suppressed: true}, q.Total)
	}
	for _, s := range r.Scales {
		require.Equal(t, survey.ScaleFigure{Suppressed: true}, s.Total)
	}
	empty := results(t, tally, "second")
	require.Zero(t, *empty.Questions[0].Total.N)
	require.Nil(t, empty.Questions[0].Total.Mean)
}

func TestAGapIsWhatIsShownLessWhatIsRequired(t *testing.T) {
	of := everything()
	tally := survey.NewTally(of)
	for i := range 10 {
		s := sheet(of, map[string]int{"p1": []int{5, 2}[i%2]})
		s.Group = []string{"east", "west"}[i%2]
		require.NoError(t, tally.Add(s))
	}
	c := results(t, tally, "first").Competences[0]
	require.Equal(t, 4, c.Required)
	require.Equal(t, -0.5, *c.Total.Gap)
	require.Equal(t, 1.0, *c.Groups[0].Gap)
	require.Equal(t, -2.0, *c.Groups[1].Gap)
}

func TestResultsAreOfAWaveThatThereIs(t *testing.T) {
	tally := survey.NewTally(everything())
	for _, wave := range []string{"", "third"} {
		_, err := tally.Results(wave)
		require.Equal(t, []string{"OSM-SURVEY-022 "}, findingsOf(t, err))
	}
	_, err := tally.Feedback("first", "p-1")
	require.Equal(t, []string{"OSM-SURVEY-030 "}, findingsOf(t, err))
}

// feedback is a survey about two competences and words, with so many raters.
func feedback(t *testing.T, raters map[survey.Relation][]int) *survey.Tally {
	t.Helper()
	of := everything()
	of.Kind, of.Waves, of.Scales = survey.Feedback360, nil, nil
	of.Questions = []survey.Question{of.Questions[5], of.Questions[9]}
	tally := survey.NewTally(of)
	for relation, points := range raters {
		for _, p := range points {
			s := sheet(of, map[string]int{"p1": p})
			s.Subject, s.Relation = "p-1", relation
			s.Answers = append(s.Answers, survey.Answer{Question: "words", Text: string(relation) + " says so"})
			require.NoError(t, tally.Add(s))
			s.Subject = "p-2"
			require.NoError(t, tally.Add(s))
		}
	}
	return tally
}

func TestFeedbackPutsOneselfBesideOthers(t *testing.T) {
	tally := feedback(t, map[survey.Relation][]int{
		survey.Self: {5}, survey.Manager: {3}, survey.Peer: {4, 4, 4, 5, 3}, survey.Report: {1, 2, 1, 1},
	})
	r, err := tally.Feedback("", "p-1")
	require.NoError(t, err)
	require.Empty(t, schema.Validate(schema.Results, []byte(marshalled(t, r))))
	raters := r.Competences[0].Raters
	require.Equal(t, survey.RaterFigure{Relation: survey.Self, N: given(1), Mean: &survey.Estimate{Value: 5}}, raters[0])
	require.Equal(t, -2.0, *raters[1].Gap)
	require.Equal(t, 4.0, raters[2].Mean.Value)
	require.Equal(t, -1.0, *raters[2].Gap)
	require.Equal(t, 5, *raters[2].N)
	require.Equal(t, survey.RaterFigure{Relation: survey.Report, Suppressed: true}, raters[3], "four reports are too few")
	require.Equal(t, []survey.RaterWords{
		{Relation: survey.Self, Texts: []string{"self says so"}},
		{Relation: survey.Manager, Texts: []string{"manager says so"}},
		{Relation: survey.Peer, Texts: []string{"peer says so", "peer says so", "peer says so", "peer says so", "peer says so"}},
		{Relation: survey.Report, Suppressed: true},
	}, r.Questions[0].Raters)
	require.Nil(t, r.Sheets, "the number of sheets less those shown would tell of the hidden")
	require.Nil(t, r.Competences[0].Total, "and so would a mean of all")
	require.Len(t, r.Questions, 1, "and the figures of single questions")

	tally.Survey().Smallest = 3
	r, err = tally.Feedback("", "p-1")
	require.NoError(t, err)
	require.Equal(t, 1.25, r.Competences[0].Raters[3].Mean.Value, "three are enough where the survey says so")
}

func TestFeedbackIsForItsSubjectAlone(t *testing.T) {
	tally := feedback(t, map[survey.Relation][]int{survey.Peer: {4, 4, 4, 5, 3}})
	_, err := tally.Results("")
	require.Equal(t, []string{"OSM-SURVEY-031 "}, findingsOf(t, err))
	_, err = tally.Feedback("", "")
	require.Equal(t, []string{"OSM-SURVEY-030 "}, findingsOf(t, err))
	_, err = tally.Feedback("first", "p-1")
	require.Equal(t, []string{"OSM-SURVEY-022 "}, findingsOf(t, err))
	r, err := tally.Feedback("", "p-1")
	require.NoError(t, err)
	require.Equal(t, survey.RaterFigure{Relation: survey.Self}, r.Competences[0].Raters[0], "who did not answer")
	require.Nil(t, r.Competences[0].Raters[2].Gap, "and then there is no difference")
}

func TestAScaleOfAGroupIsHiddenWhereFewLeftSomeItemsOut(t *testing.T) {
	of := everything()
	tally := survey.NewTally(of)
	add := func(group string, n int, points map[string]int) {
		for range n {
			s := sheet(of, points)
			s.Group = group
			require.NoError(t, tally.Add(s))
		}
	}
	add("east", 10, map[string]int{"e1": 7, "e2": 8})
	add("west", 10, map[string]int{"e1": 3, "e2": 4})
	add("west", 2, map[string]int{"e1": 0})
	ease := results(t, tally, "first").Scales[1]
	require.True(t, ease.Total.Suppressed)
	require.False(t, ease.Groups[0].Suppressed)
	require.True(t, ease.Groups[1].Suppressed, "two in the west left an item out")
	add("east", 5, map[string]int{"e1": 9})
	ease = results(t, tally, "first").Scales[1]
	require.False(t, ease.Total.Suppressed, "in both together, seven did")
	require.Equal(t, 20, *ease.Total.N)
	require.True(t, ease.Groups[0].Suppressed, "the total less the east would tell of the two")
	require.True(t, ease.Groups[1].Suppressed)
}
