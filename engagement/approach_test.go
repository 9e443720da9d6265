package engagement_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

// requireTexts checks that a value has words of its own in every language.
func requireTexts(t *testing.T, value string, text engagement.Text, seen map[string]bool) {
	t.Helper()
	for _, l := range engagement.Languages() {
		said := text.In(l)
		require.NotEmpty(t, said, value)
		require.NotRegexp(t, `^(approach|support|tier|question)\.`, said)
		require.False(t, seen[string(l)+said], "%s says in %s what another does", value, l)
		seen[string(l)+said] = true
	}
}

func TestEveryReasonHasAnApproachOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for i, r := range engagement.Reasons() {
		a := r.Approach()
		requireTexts(t, string(a), a.Text(), seen)
		require.Contains(t, engagement.Approaches(), a)
		require.NotZero(t, a.Consequences(), a)
		for _, other := range engagement.Reasons()[:i] {
			require.NotEqual(t, other.Approach().Consequences(), a.Consequences())
		}
	}
	require.Empty(t, engagement.Reason("fun").Approach())
	require.Zero(t, engagement.Approach("").Consequences())
	require.Equal(t, engagement.Consequences{Pushes: 2, LinkFirst: true}, engagement.Contingent.Approach().Consequences())
	require.Equal(t, engagement.Consequences{ExplainsNeed: true, Steps: true}, engagement.Obligation.Approach().Consequences())
}

func TestEveryFactorHasASupportOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range engagement.Factors() {
		s := f.Support()
		requireTexts(t, string(s), s.Text(), seen)
		require.Contains(t, engagement.Supports(), s)
		require.False(t, s.Ordered() && s.Choice(), "steps are no choice")
	}
	require.Empty(t, engagement.Factor("weather").Support())
	require.True(t, engagement.ForcedChange.Support().Steered())
	require.True(t, engagement.NewEnvironment.Support().Recommends())
	require.False(t, engagement.BroadDevelopment.Support().Recommends())
}

func TestTheLeadingReasonAndFactorDecide(t *testing.T) {
	for name, c := range map[string]struct {
		q        engagement.Proposition
		approach engagement.Approach
		support  engagement.Support
	}{
		"none":       {engagement.Proposition{}, "", ""},
		"the first":  {engagement.Proposition{Reasons: []engagement.Reason{engagement.Belonging, engagement.Obligation}, Factors: []engagement.Factor{engagement.NewEnvironment, engagement.ForcedChange}}, engagement.InteractionFirst, engagement.GuidedChoice},
		"obligation": {engagement.Proposition{Reasons: []engagement.Reason{engagement.Obligation}, Factors: []engagement.Factor{engagement.BroadDevelopment}}, engagement.NeedExplained, engagement.Mapped},
	} {
		require.Equal(t, c.approach, c.q.Approach(), name)
		require.Equal(t, c.support, c.q.Support(), name)
	}
}

func TestTheFirstThreeTiersProveNoLearning(t *testing.T) {
	seen := map[string]bool{}
	for i, tier := range engagement.Tiers() {
		require.Equal(t, engagement.Tier(i+1), tier)
		require.Equal(t, i >= 3, tier.ProvesLearning())
		requireTexts(t, "tier.", tier.Text(), seen)
	}
	require.Len(t, engagement.Tiers(), 8)
}

func TestEveryQuestionIsAskedInEveryLanguage(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range engagement.Questions() {
		requireTexts(t, string(q), q.Text(), seen)
	}
	require.Len(t, engagement.Questions(), 6)
}

func TestAGainIsToldInTheWordsOfASegment(t *testing.T) {
	q := engagement.Proposition{Gain: engagement.Text{En: "all"}, Wording: []engagement.Wording{{Segment: "shop", Gain: engagement.Text{En: "shop"}}}}
	require.Equal(t, "shop", q.GainFor("shop").En)
	require.Equal(t, "all", q.GainFor("other").En)
	require.Equal(t, "all", q.GainFor("").En)
}
