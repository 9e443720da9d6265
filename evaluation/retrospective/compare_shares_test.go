package retrospective

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// trio judges three touchpoints against each other.
func trio(less bool, tallies ...tally) []Lesson {
	var all []candidate
	for i, t := range tallies {
		all = append(all, candidate{lesson: Lesson{ID: string(rune('a' + i))}, tally: t, less: less})
	}
	return judge(all, false)
}

func TestALessonIsOnlySaidWhereTheIntervalsSayIt(t *testing.T) {
	for _, c := range []struct {
		name    string
		tallies []tally
		less    bool
		want    []Verdict
	}{
		{"one far above two alike", []tally{{80, 100}, {20, 100}, {22, 100}}, false, []Verdict{Worked, DidNot, DidNot}},
		{"one far below", []tally{{50, 100}, {52, 100}, {51, 100}, {49, 100}, {5, 100}}, false, []Verdict{Unknown, Unknown, Unknown, Unknown, DidNot}},
		{"less is better", []tally{{50, 100}, {52, 100}, {51, 100}, {49, 100}, {5, 100}}, true, []Verdict{Unknown, Unknown, Unknown, Unknown, Worked}},
		{"all alike", []tally{{50, 100}, {52, 100}, {48, 100}}, false, []Verdict{Unknown, Unknown, Unknown}},
		{"apart, but of few people", []tally{{8, 13}, {5, 13}, {6, 13}}, false, []Verdict{Unknown, Unknown, Unknown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []Verdict
			for _, l := range trio(c.less, c.tallies...) {
				got = append(got, l.Verdict)
				require.NotNil(t, l.Figure)
				require.NotNil(t, l.Against)
				if l.Verdict != Unknown {
					require.True(t, l.Figure.Low > l.Against.High || l.Figure.High < l.Against.Low, "the intervals lie apart")
					require.Less(t, *l.Probability, level)
				}
			}
			require.Equal(t, c.want, got)
		})
	}
}

func TestManyComparisonsAskMoreOfEach(t *testing.T) {
	alone := trio(false, tally{50, 100}, tally{28, 100})
	require.Equal(t, Worked, alone[0].Verdict)
	tallies := []tally{{50, 100}}
	for range 40 {
		tallies = append(tallies, tally{28, 100})
	}
	many := trio(false, tallies...)
	require.Greater(t, *many[0].Probability, tallies[0].chance(tally{28 * 40, 4000}), "Holm adjusts")
}

func TestFiguresOfFewPeopleAreNeitherShownNorUsed(t *testing.T) {
	for _, hidden := range []tally{{2, 4}, {3, 100}, {97, 100}, {0, 4}, {4, 8}, {7, 5}, {-1, 10}} {
		require.False(t, hidden.shown(), hidden)
		with := trio(false, tally{50, 100}, tally{20, 100}, hidden)
		require.Equal(t, trio(false, tally{50, 100}, tally{20, 100}), with, "what is held against does not hold it either")
	}
	for _, shown := range []tally{{0, 5}, {5, 5}, {5, 10}, {95, 100}} {
		require.True(t, shown.shown(), shown)
	}
}

func TestOthersNeverCountAsMorePeopleThanThereAre(t *testing.T) {
	all := []candidate{{tally: tally{60, 100}}, {tally: tally{40, 100}}, {tally: tally{40, 100}}, {tally: tally{40, 100}}}
	all[3].tally = tally{48, 120}
	got := judge(all, true)
	require.Equal(t, 120, got[0].Against.People, "of the three others, the largest")
	require.InDelta(t, 0.4, got[0].Against.Share, 0.005)
	require.Equal(t, 320, judge(all, false)[0].Against.People)
}

func TestWithoutOthersNothingIsSaid(t *testing.T) {
	got := trio(false, tally{50, 100})
	require.Equal(t, Unknown, got[0].Verdict)
	require.Nil(t, got[0].Against)
	require.Nil(t, got[0].Probability)
}

func TestAMarkIsPassedByTheWholeInterval(t *testing.T) {
	for _, c := range []struct {
		tally tally
		less  bool
		want  Verdict
	}{
		{tally{80, 100}, false, Worked}, {tally{20, 100}, false, DidNot}, {tally{52, 100}, false, Unknown},
		{tally{80, 100}, true, DidNot}, {tally{20, 100}, true, Worked},
	} {
		var l Lesson
		l.hold(c.tally, 0.5, c.less)
		require.Equal(t, c.want, l.Verdict, c)
	}
}

func TestTwoWavesAreComparedWithAnInterval(t *testing.T) {
	better := compare(tally{200, 1000}, tally{300, 1000})
	require.Equal(t, Worked, better.Verdict)
	require.InDelta(t, 0.1, better.Difference, 1e-9)
	require.True(t, 0 < better.Low && better.Low < 0.1 && 0.1 < better.High)
	require.Equal(t, DidNot, compare(tally{300, 1000}, tally{200, 1000}).Verdict)
	same := compare(tally{200, 1000}, tally{210, 1000})
	require.Equal(t, Unknown, same.Verdict)
	require.True(t, same.Low < 0 && 0 < same.High)
	require.InDelta(t, 1, compare(tally{200, 1000}, tally{200, 1000}).Probability, 1e-9)
	require.Nil(t, compare(tally{3, 1000}, tally{300, 1000}), "it would tell of three people")
}
