package waves

import (
	"encoding/json"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// next is a year after the first wave, on the same weekdays.
var next = retrospective.Wave{ID: "sparks-2028", Inform: "2028-01-10"}

func play(t *testing.T, seeds Seeds) *Story {
	t.Helper()
	var begun []Chapter
	s, err := Play(lumenta.Workforce(2027), seeds, next, func(c Chapter) { begun = append(begun, c) })
	require.NoError(t, err)
	require.Equal(t, Chapters(), begun)
	return s
}

func TestASecondWaveDoesBetterForWhatTheFirstTaught(t *testing.T) {
	seeds := 20 // of what happens, for as many pairs of waves
	if testing.Short() {
		seeds = 4
	}
	workforce := lumenta.Workforce(2027)
	done := make(chan *Story, seeds)
	room := make(chan bool, 2) // of as many at a time
	for n := range uint64(seeds) {
		go func() {
			room <- true
			defer func() { <-room }()
			s, err := Play(workforce, Seeds{1, 100 + n, 200 + n}, next, func(Chapter) {})
			if err != nil {
				t.Error(err)
			}
			done <- s
		}()
	}
	better, claimed := 0, 0
	for range seeds {
		s := <-done
		require.NotNil(t, s)
		learnt, declined := s.Progress, s.Unchanged
		if learnt.Verdict == retrospective.Worked {
			better++
		}
		if declined.Verdict != retrospective.Unknown {
			claimed++
		}
		t.Logf("learnt %+.3f (%+.3f to %+.3f), declined %+.3f (%+.3f to %+.3f)", learnt.Difference, learnt.Low, learnt.High, declined.Difference, declined.Low, declined.High)
	}
	require.GreaterOrEqual(t, better, seeds*9/10, "the second wave does better")
	require.LessOrEqual(t, claimed, max(1, seeds/10), "where nothing changes, nothing is claimed")
}

func TestTheSecondWaveStartsFromTheAcceptedRetrospective(t *testing.T) {
	s := play(t, Seeds{1, 1, 2})
	one, two := s.First.Plan.Brief, s.Second.Plan.Brief
	doc, err := json.Marshal(one)
	require.NoError(t, err)
	decided := map[campaign.Decision]int{}
	removed := []retrospective.Operation{} // what takes out of a list comes last
	apply := func(operations []retrospective.Operation) {
		patch, err := json.Marshal(operations)
		require.NoError(t, err)
		operation, err := jsonpatch.DecodePatch(patch)
		require.NoError(t, err)
		doc, err = operation.Apply(doc)
		require.NoError(t, err)
	}
	for _, u := range s.Rulings {
		decided[u.Decision]++
		for _, l := range s.Retrospective.Lessons {
			if l.ID != u.Lesson || u.Decision != campaign.Accepted {
				continue
			}
			for _, o := range l.Proposal.Patch {
				if o.Op == retrospective.Remove {
					removed = append(removed, o)
				} else {
					apply([]retrospective.Operation{o})
				}
			}
		}
	}
	apply(removed)
	require.Positive(t, decided[campaign.Accepted])
	require.Positive(t, decided[campaign.Declined])
	var want campaign.Brief
	require.NoError(t, json.Unmarshal(doc, &want))
	require.Equal(t, want.Touchpoints, two.Touchpoints)
	require.Equal(t, want.Limits, two.Limits)
	require.Equal(t, want.Experiments, two.Experiments)
	require.NotEqual(t, one.Touchpoints, two.Touchpoints)
	require.Len(t, two.History, 1)
	require.Len(t, two.History[0].Lessons, len(s.Rulings))
}

func TestWhereEverythingIsDeclinedTheSecondWaveIsTheFirstAYearLater(t *testing.T) {
	s := play(t, Seeds{1, 1, 2})
	brief := &s.First.Plan.Brief
	again, found := retrospective.Next(brief, s.Retrospective, rule(s.Retrospective, false), next)
	require.NotNil(t, again, found)
	require.Equal(t, brief.Touchpoints, again.Touchpoints)
	require.Equal(t, brief.Limits, again.Limits)
	require.Equal(t, brief.Experiments, again.Experiments)
	require.NotEmpty(t, again.History[0].Lessons)
	for _, l := range again.History[0].Lessons {
		require.Equal(t, campaign.Declined, l.Decision)
	}
}
