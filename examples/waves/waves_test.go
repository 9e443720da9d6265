package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// seeds of what happens, for as many pairs of waves.
const seeds = 20

func TestASecondWaveDoesBetterForWhatTheFirstTaught(t *testing.T) {
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
			compare := func(change bool) *retrospective.Progress {
				next, found := retrospective.Next(brief, r, rule(r, change), second)
				if next == nil {
					t.Error(found.Err())
					return nil
				}
				then, err := newWave(next, workforce)
				if err != nil {
					t.Error(err)
					return nil
				}
				after, err := then.run(people, 200+n)
				if err != nil {
					t.Error(err)
					return nil
				}
				return retrospective.Compare(before.completed(), after.completed())
			}
			p = pair{compare(true), compare(false)}
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
	require.LessOrEqual(t, claimed, seeds/10, "where nothing changes, nothing is claimed")
}

func TestTheSameSeedsGiveTheSameWaves(t *testing.T) {
	var one, two bytes.Buffer
	require.NoError(t, run(&one, ""))
	require.NoError(t, run(&two, t.TempDir()))
	require.Equal(t, one.String(), two.String())
	require.Contains(t, one.String(), string(campaign.Accepted))
	require.Contains(t, one.String(), string(campaign.Declined))
}
