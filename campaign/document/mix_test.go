package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/mix"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// chosen is the quickstart's plan with a mix.
func chosen(t *testing.T) *campaign.Plan {
	plan := quickstart(t)
	plan.Brief.Mix = &campaign.MixTerms{Budget: 1200, MustHave: []string{"intranet"}, LeastReach: []audience.Reach{{Segment: "workshop", Share: 0.8}}}
	plan.Brief.Channel("intranet").Cost, plan.Brief.Channel("meeting").Cost, plan.Brief.Channel("wall").Cost = 300, 850.5, 400
	plan.Mix = &campaign.PlannedMix{
		Budget: 1200, Cost: 1150.5, People: 25, Share: 0.815, Bound: 0.84,
		Chosen:   []string{"intranet", "meeting"},
		Segments: []audience.Reach{{Segment: "workshop", Share: 0.95}, {Segment: "rental", Share: 0.8}},
		LeftOut:  []campaign.LeftOutChannel{{Channel: "email", Adds: 0.001, Reason: mix.TooLittle}, {Channel: "wall", Adds: 0.07, Reason: mix.NoMeans}},
		Curve:    []campaign.MixPoint{{Budget: 300, Share: 0.64}, {Budget: 1200, Share: 0.815}, {Budget: 1550.5, Share: 0.9}},
	}
	return plan
}

func TestTheMixIsInTheDocument(t *testing.T) {
	plan := chosen(t)
	for _, l := range engagement.Languages() {
		golden(t, "mix."+string(l)+".md", []byte(newWriter(plan, Style{Language: l}).mix()))
		golden(t, "mix."+string(l)+".svg", Reach(plan, Style{Language: l}))
		require.Contains(t, Markdown(plan, Style{Language: l}), "## "+catalogue.Text(string(l), "plan.section.mix"))
		page := HTML(plan, Style{Language: l})
		names := elements(t, page)
		require.NotContains(t, names, "script")
		require.Contains(t, string(page), `<svg xmlns="http://www.w3.org/2000/svg" class="mix palette"`)
	}
	plan.Mix.Bound = plan.Mix.Share
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "this is proven")
}

func TestAPlanWithoutAMixHasNoSuchSection(t *testing.T) {
	plan := quickstart(t)
	require.NotContains(t, Markdown(plan, Style{Language: engagement.English}), catalogue.Text("en", "plan.section.mix"))
	require.Nil(t, Reach(plan, Style{Language: engagement.English}))
}

func TestEveryReasonToLeaveAChannelOutHasWords(t *testing.T) {
	for _, l := range engagement.Languages() {
		for _, r := range mix.Reasons() {
			require.True(t, catalogue.Has(string(l), "mix.reason."+string(r)))
		}
	}
}

func TestTheMixOfLooseEndsIsStillWritten(t *testing.T) {
	plan := chosen(t)
	plan.Brief.Mix = nil
	plan.Mix.Chosen = []string{"gone"}
	plan.Mix.Curve = nil
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "gone")
	require.Nil(t, Reach(plan, Style{Language: engagement.English}))
}
