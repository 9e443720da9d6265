package campaign_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestBalanceIsTheMeanOfItsSignals(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	require.Len(t, p.Balance, len(campaign.Axes()))
	want := []campaign.AxisBalance{
		{Axis: campaign.PushPull, Value: 0.4, Signals: []campaign.SignalCount{{Signal: campaign.ChannelNature, First: 3, Second: 7}}},
		{Axis: campaign.SellingServing, Value: -0.1143, Signals: []campaign.SignalCount{{Signal: campaign.Occasion, First: 4, Second: 6}, {Signal: campaign.Appeal, First: 5, Second: 2}}},
		{Axis: campaign.VolumeValue, Value: 0.3, Signals: []campaign.SignalCount{{Signal: campaign.Breadth, First: 6, Second: 4}, {Signal: campaign.Depth, First: 1, Second: 9}}},
	}
	require.Equal(t, want, p.Balance[:3])
}

// everyTouchpoint applies a change to all touchpoints and what they lead to.
func everyTouchpoint(b *campaign.Brief, change func(t *campaign.Touchpoint, q *engagement.Proposition, v *campaign.Intervention)) {
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		q := b.Proposition(t.Proposition)
		change(t, q, b.Intervention(q.Intervention))
	}
}

func TestPushThatLeansIsToldOnce(t *testing.T) {
	b := good(t)
	for i := range b.Touchpoints {
		b.Touchpoints[i].Channel = "email"
	}
	_, found := campaign.NewPlan(b, people(t))
	require.Equal(t, []string{"OSM-PLAN-011"}, codes(ofFamily(found, "OSM-PLAN-011", "OSM-BALANCE")))
	b.Touchpoints[3].Channel = "wall"
	_, found = campaign.NewPlan(b, people(t))
	require.Equal(t, []string{"OSM-BALANCE-001"}, codes(ofFamily(found, "OSM-PLAN-011", "OSM-BALANCE")))
	b.Channels[0].Nature = audience.Pull
	b.Touchpoints[1].Channel, b.Touchpoints[2].Channel = "intranet", "intranet"
	_, found = campaign.NewPlan(b, people(t))
	require.Empty(t, ofFamily(found, "OSM-PLAN-011", "OSM-BALANCE"), "three against seven is not yet leaning")
}

func TestAFewTouchpointsDoNotLean(t *testing.T) {
	b := good(t)
	b.Touchpoints = b.Touchpoints[1:campaign.LeastWeighed]
	for i := range b.Touchpoints {
		b.Touchpoints[i].Channel = "intranet"
	}
	p, found := campaign.NewPlan(b, people(t))
	require.Equal(t, 1.0, p.Balance[0].Value)
	require.NotContains(t, codes(found), "OSM-BALANCE-002")
}

func TestEverySignalBelongsToOneAxisAndStaysBetweenThePoles(t *testing.T) {
	p, _ := campaign.NewPlan(good(t), people(t))
	seen := map[campaign.Signal]bool{}
	for _, a := range p.Balance {
		require.GreaterOrEqual(t, a.Value, -1.0)
		require.LessOrEqual(t, a.Value, 1.0)
		for _, s := range a.Signals {
			require.False(t, seen[s.Signal])
			seen[s.Signal] = true
			require.Positive(t, s.First+s.Second, s.Signal)
		}
	}
	require.Len(t, seen, len(campaign.Signals()))
}
