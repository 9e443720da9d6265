package campaign_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestAReportTellsWhatGroupsRespondTo(t *testing.T) {
	p, w := mustPlan(t, good(t), people(t)), people(t)
	s := p.Schedule(w)
	at, touchpoints := open(t, s, p)
	liked := p.Touchpoint(touchpoints[0])
	r := p.Relationship()
	require.Empty(t, p.Learnt(r, 0, "en"))
	own := map[string]*engagement.Responses{}
	for range 40 {
		for i := range 10 {
			person := "p" + string("0123456789"[i])
			if own[person] == nil {
				own[person] = &engagement.Responses{}
			}
			for _, id := range touchpoints {
				_ = s.Respond(person, id, at, id == liked.ID, r, own[person])
			}
		}
	}

	report := p.Learnt(r, 0, "en")
	require.Empty(t, report[0].Segment, "people in general come first")
	require.Equal(t, campaign.LearntProposition, report[0].Kind)
	require.Equal(t, liked.Proposition, report[0].ID, "and what they respond to most")
	require.Greater(t, report[0].Low, 1.0)
	require.Contains(t, report[0].Text, "People in general respond more to")
	kinds := map[campaign.LearntKind]bool{}
	for _, l := range report {
		kinds[l.Kind] = true
		require.GreaterOrEqual(t, l.People, 5)
		require.Less(t, l.Low, l.Odds)
		require.Less(t, l.Odds, l.High)
	}
	require.Len(t, kinds, 3)
	for _, l := range p.Learnt(r, 7, "en") {
		require.GreaterOrEqual(t, l.People, 7)
	}
	require.Empty(t, p.Learnt(r, r.People()+1, "en"), "smaller groups than asked for are left out")

	texts := map[string]bool{}
	for _, l := range p.Brief.Languages {
		text := p.Learnt(r, 0, l)[0].Text
		require.NotContains(t, text, "%!")
		require.False(t, texts[text])
		texts[text] = true
		if l != "en" {
			require.True(t, strings.Contains(text, ","), "a decimal comma")
		}
	}
}
