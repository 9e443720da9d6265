package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

func TestASecondWaveDoesBetterForWhatTheFirstTaught(t *testing.T) {
	seeds := 20 // of what happens, for as many pairs of waves
	if testing.Short() {
		seeds = 4
	}
	brief, err := firstBrief()
	require.NoError(t, err)
	workforce := lumenta.Workforce(company)
	people := characters(workforce)
	first, err := newWave(brief, workforce)
	require.NoError(t, err)
	type pair struct{ learnt, declined *retrospective.Progress }
	done := make(chan pair, seeds)
	room := make(chan bool, 2) // of as many at a time
	for n := range uint64(seeds) {
		go func() {
			room <- true
			defer func() { <-room }()
			var p pair
			defer func() { done <- p }()
			before, err := first.run(people, 100+n)
			if err != nil {
				t.Error(err)
				return
			}
			r, err := before.look()
			if err != nil {
				t.Error(err)
				return
			}
			next, found := retrospective.Next(brief, r, rule(r, true), second)
			if next == nil {
				t.Error(found.Err())
				return
			}
			then, err := newWave(next, workforce)
			if err != nil {
				t.Error(err)
				return
			}
			for _, again := range []struct {
				wave *wave
				into **retrospective.Progress
			}{{then, &p.learnt}, {first, &p.declined}} { // where all is declined, the wave is the first once more
				after, err := again.wave.run(people, 200+n)
				if err != nil {
					t.Error(err)
					return
				}
				if *again.into, err = before.against(after); err != nil {
					t.Error(err)
					return
				}
			}
		}()
	}
	better, claimed := 0, 0
	for range seeds {
		p := <-done
		require.NotNil(t, p.learnt)
		require.NotNil(t, p.declined)
		if p.learnt.Verdict == retrospective.Worked {
			better++
		}
		if p.declined.Verdict != retrospective.Unknown {
			claimed++
		}
		t.Logf("learnt %+.3f (%+.3f to %+.3f), declined %+.3f (%+.3f to %+.3f)", p.learnt.Difference, p.learnt.Low, p.learnt.High, p.declined.Difference, p.declined.Low, p.declined.High)
	}
	require.GreaterOrEqual(t, better, seeds*9/10, "the second wave does better")
	require.LessOrEqual(t, claimed, max(1, seeds/10), "where nothing changes, nothing is claimed")
}

func TestWhereEverythingIsDeclinedTheSecondWaveIsTheFirstAYearLater(t *testing.T) {
	brief, err := firstBrief()
	require.NoError(t, err)
	workforce := lumenta.Workforce(company)
	first, err := newWave(brief, workforce)
	require.NoError(t, err)
	before, err := first.run(characters(workforce), 1)
	require.NoError(t, err)
	r, err := before.look()
	require.NoError(t, err)
	next, found := retrospective.Next(brief, r, rule(r, false), second)
	require.NotNil(t, next, found)
	require.Equal(t, brief.Touchpoints, next.Touchpoints)
	require.Equal(t, brief.Limits, next.Limits)
	require.Equal(t, brief.Experiments, next.Experiments)
	require.NotEmpty(t, next.History[0].Lessons)
	for _, l := range next.History[0].Lessons {
		require.Equal(t, campaign.Declined, l.Decision)
	}
}

func TestTheSameSeedsGiveTheSameWaves(t *testing.T) {
	var one, two bytes.Buffer
	require.NoError(t, run(&one, ""))
	require.NoError(t, run(&two, t.TempDir()))
	require.Equal(t, one.String(), two.String())
	require.Contains(t, one.String(), string(campaign.Accepted))
	require.Contains(t, one.String(), string(campaign.Declined))
}
