package bundle_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
)

// asks is the plan with its first touchpoint made a pulse and its second a
// call for cards.
func asks(t *testing.T) *campaign.Plan {
	t.Helper()
	p, w := plan(t)
	b := p.Brief
	b.Touchpoints = append([]campaign.Touchpoint(nil), b.Touchpoints...)
	of := 0
	for i := range b.Touchpoints {
		q := b.Proposition(b.Touchpoints[i].Proposition)
		if q.For == engagement.Managers || b.Touchpoints[i].Story != nil || b.Touchpoints[i].Kind != campaign.Content || of == 2 {
			continue
		}
		t := &b.Touchpoints[i]
		t.Snippet = false
		if of++; of == 1 {
			t.Kind, t.Pulse = campaign.Evaluation, &campaign.Pulse{Questions: 5, Survey: "half-way"}
		} else {
			t.Kind, t.InsightCall = campaign.InsightCall, &campaign.CardCall{Cards: 4}
			b.Missions = append(b.Missions, audience.Mission{ID: "look", Name: t.Title, Proposition: t.Proposition, Need: engagement.Needs()[0], Cards: 4, Wanted: 2, Minutes: 20, Asks: t.Title})
		}
	}
	require.Equal(t, 2, of)
	made, found := campaign.NewPlan(&b, w)
	require.NoError(t, found.Err())
	return made
}

type asked struct {
	Pulse []struct {
		Touchpoint, From, Until string
		Asked                   map[string]string
	}
	Insight []struct {
		Touchpoint, From, Until string
		Cards, PerDay           int
		About                   map[string]string
	}
}

func contentOf(t *testing.T, b bundle.Bundle, l engagement.Language) (c asked) {
	t.Helper()
	require.NoError(t, json.Unmarshal(b["content."+string(l)+".json"], &c))
	return c
}

func TestTheBundleCarriesWhatIsAskedAndWhen(t *testing.T) {
	p := asks(t)
	q := bundle.Questionnaire{Survey: "half-way", Asked: map[engagement.Language]json.RawMessage{
		engagement.Italian: json.RawMessage(`{"title":"A metà"}`), engagement.Dutch: json.RawMessage(`{"title":"Halverwege"}`),
	}}
	b, err := bundle.New(p, q)
	require.NoError(t, err)
	dutch := contentOf(t, b, engagement.Dutch)
	require.Len(t, dutch.Pulse, 1)
	require.Equal(t, "Halverwege", dutch.Pulse[0].Asked["title"])
	for _, planned := range p.Touchpoints {
		if planned.ID == dutch.Pulse[0].Touchpoint {
			require.Equal(t, string(planned.Date), dutch.Pulse[0].From)
			require.Equal(t, string(planned.Until), dutch.Pulse[0].Until)
		}
	}
	require.Len(t, dutch.Insight, 1)
	require.Equal(t, 4, dutch.Insight[0].Cards)
	require.Equal(t, campaign.CardsPerDay, dutch.Insight[0].PerDay)
	require.Equal(t, string(engagement.Needs()[0]), dutch.Insight[0].About["need"])
	require.Empty(t, contentOf(t, b, engagement.English).Pulse, "it is not written in that language")
}

func TestWithoutItsQuestionnaireAPulseIsNotAskedInTheWidget(t *testing.T) {
	b, err := bundle.New(asks(t))
	require.NoError(t, err)
	require.Empty(t, contentOf(t, b, engagement.Dutch).Pulse)
}

func TestAQuestionnaireThatNobodyWouldBeAskedIsRefused(t *testing.T) {
	_, err := bundle.New(asks(t), bundle.Questionnaire{Survey: "halfway"})
	require.ErrorContains(t, err, `"halfway"`)
}
