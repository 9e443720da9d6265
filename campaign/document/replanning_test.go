package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestPlanningAgainIsToldWithoutTellingOfAnyone(t *testing.T) {
	before := quickstart(t)
	workforce := func(n int) *audience.Workforce {
		people := []audience.Person{{ID: "director"}, {ID: "lead", Manager: "director"}}
		for i := range n {
			people = append(people, audience.Person{ID: "somebody" + string(rune('a'+i)), Manager: "lead", Traits: map[string]any{"unit": "workshop"}})
		}
		w, found := audience.NewWorkforce(people)
		require.Empty(t, found)
		return w
	}
	brief := before.Brief
	brief.Touchpoints = append([]campaign.Touchpoint(nil), brief.Touchpoints...)
	brief.Touchpoint("locked-box").Time = "15:15"
	brief.Touchpoints = brief.Touchpoints[:len(brief.Touchpoints)-1]
	old, found := campaign.NewPlan(&before.Brief, workforce(14))
	require.NoError(t, found.Err())
	after, found := campaign.NewPlan(&brief, workforce(16))
	require.NoError(t, found.Err())
	sum, err := campaign.Replan(old, after, campaign.Differences(old.Schedule(workforce(14)), after.Schedule(workforce(16))))
	require.NoError(t, err)
	for _, l := range engagement.Languages() {
		text := Replanning(old, after, sum, Style{Language: l})
		require.NotContains(t, text, "somebody")
		require.NotContains(t, text, "replan.")
		golden(t, "replanning."+string(l)+".md", []byte(text))
	}

	none, err := campaign.Replan(old, old, campaign.Differences(old.Schedule(workforce(14)), old.Schedule(workforce(14))))
	require.NoError(t, err)
	require.Equal(t, "# What changes in “An hour of your own”\n\nNothing changes for anybody.\n", Replanning(old, old, none, Style{Language: "en"}))
}
