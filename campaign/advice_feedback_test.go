package campaign_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// with360 is the quickstart's brief with 360-degree feedback and coaching in
// its offer, which one proposition leads to.
func with360(t *testing.T) *campaign.Brief {
	b := good(t)
	text := engagement.Text{It: "Che cosa vedono gli altri", Nl: "Wat anderen zien", En: "What others see"}
	b.Interventions = append(b.Interventions,
		campaign.Intervention{ID: "others-see", Form: campaign.Feedback360, Title: text, Minutes: 40, URL: "/learn/others-see"},
		campaign.Intervention{ID: "six-talks", Form: campaign.Coaching, Title: text, Minutes: 360, URL: "/learn/six-talks"})
	q := b.Proposition("read-the-code")
	q.Intervention, q.Also = "others-see", []string{"six-talks"}
	return b
}

func TestFeedbackFromAllSidesStandsAmongTheOtherLearning(t *testing.T) {
	for name, c := range map[string]struct {
		change     func(b *campaign.Brief)
		code, path string
	}{
		"feedback that coaching follows": {change: func(*campaign.Brief) {}},
		"feedback that nothing follows": {
			change: func(b *campaign.Brief) {
				b.Proposition("read-the-code").Also, b.Proposition("own-choice").Also = nil, []string{"six-talks"}
			},
			code: "OSM-FEEDBACK-001", path: "/propositions/2/also",
		},
		"feedback that no proposition leads to": {
			change: func(b *campaign.Brief) { b.Proposition("read-the-code").Intervention = "error-codes" },
			code:   "OSM-FEEDBACK-002", path: "/interventions/4",
		},
		"coaching that no proposition leads to": {
			change: func(b *campaign.Brief) { b.Proposition("read-the-code").Also = []string{"error-codes"} },
			code:   "OSM-FEEDBACK-002", path: "/interventions/5",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := with360(t)
			c.change(b)
			p, found := campaign.NewPlan(b, people(t))
			require.NotNil(t, p, found)
			var ours engagement.Findings
			for _, f := range found {
				if f.Code == "OSM-FEEDBACK-001" || f.Code == "OSM-FEEDBACK-002" {
					ours = append(ours, f)
				}
			}
			if c.code == "" {
				require.Empty(t, ours)
				return
			}
			require.Len(t, ours, 1)
			require.Equal(t, c.code, ours[0].Code)
			require.Equal(t, c.path, ours[0].Path)
			requireWhole(t, ours[0])
			require.False(t, ours[0].Do.IsZero())
		})
	}
}

func TestFeedbackFromAllSidesIsDeepLearningOfOnesOwn(t *testing.T) {
	require.False(t, campaign.Feedback360.Together(), "nobody meets while answering")
	counts := func(b *campaign.Brief, s campaign.Signal) (first, second int) {
		p, found := campaign.NewPlan(b, people(t))
		require.NotNil(t, p, found)
		for _, axis := range p.Balance {
			for _, c := range axis.Signals {
				if c.Signal == s {
					first, second = c.First, c.Second
				}
			}
		}
		return first, second
	}
	for _, s := range []campaign.Signal{campaign.Depth, campaign.Company} {
		without := with360(t)
		without.Intervention("others-see").Form = campaign.Webinar
		first, second := counts(without, s)
		now, own := counts(with360(t), s)
		require.Less(t, now, first, s)
		require.Greater(t, own, second, s)
	}
}
