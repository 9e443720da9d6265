package message

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestAMessageHasTheTextsOfItsVariant(t *testing.T) {
	plan, workforce := quickstart(t)
	item := first(t, plan, workforce, "mechanic")
	title := engagement.Text{It: "Un altro titolo", Nl: "Een andere titel", En: "Another title"}
	plan.Brief.Experiments = []campaign.Experiment{{ID: "words", Seed: "words", Comparison: &campaign.Comparison{
		Touchpoint: item.Touchpoint, Control: 0.5, Variants: []campaign.Variant{{ID: "b", Weight: 0.5, Title: &title}},
	}}}
	own, err := Render(plan, item)
	require.NoError(t, err)
	item.Variant = "b"
	varied, err := Render(plan, item)
	require.NoError(t, err)
	require.Equal(t, "Een andere titel", varied.Subject)
	require.NotEqual(t, own.Subject, varied.Subject)
	require.Contains(t, varied.HTML, "Een andere titel")
	require.Equal(t, own.Text[len(own.Subject):], varied.Text[len(varied.Subject):], "what it leaves out is the touchpoint's own")
	item.Variant = "gone"
	_, err = Render(plan, item)
	var unknown *UnknownError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, UnknownError{"variant", "gone"}, *unknown)
}
