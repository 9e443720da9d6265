package campaign_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/mix"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// budgeted is the good brief with costs and a budget that pays for all
// channels but an expensive fair.
func budgeted(t *testing.T) *campaign.Brief {
	b := good(t)
	for i, cost := range []float64{300, 100, 200, 50} {
		b.Channels[i].Cost = cost
	}
	fair := *b.Channel("wall")
	fair.ID, fair.Cost, fair.Capacity = "fair", 5000, 20
	b.Channels = append(b.Channels, fair)
	b.Mix = &campaign.MixTerms{Budget: 700, MustHave: []string{"intranet"}, LeastReach: []audience.Reach{{Segment: "workshop", Share: 0.9}}}
	return b
}

// reachable is thirty people, of whom one in three has no e-mail address.
func reachable(t *testing.T) *audience.Workforce {
	return team(t, 30, func(i int, p *audience.Person) {
		p.Traits["unit"] = []string{"workshop", "rental"}[i%2]
		if i%3 == 0 {
			p.Email = ""
		}
	})
}

// mixed is what a brief with a budget is told about its channels, before and
// after a change.
func mixed(change func(b *campaign.Brief)) func(t *testing.T, planted bool) engagement.Findings {
	return func(t *testing.T, planted bool) engagement.Findings {
		b := budgeted(t)
		if planted {
			change(b)
		}
		_, found := campaign.NewPlan(b, reachable(t))
		return ofFamily(found, "OSM-MIX")
	}
}

func TestThePlanChoosesChannels(t *testing.T) {
	p, found := campaign.NewPlan(budgeted(t), reachable(t))
	require.NoError(t, found.Err())
	require.Empty(t, ofFamily(found, "OSM-MIX", "OSM-PLAN-404"), "a channel that is left out need not carry anything")
	m := p.Mix
	require.Equal(t, []string{"intranet", "email", "meeting", "wall"}, m.Chosen)
	require.Equal(t, 650.0, m.Cost)
	require.Equal(t, 30, m.People)
	require.Equal(t, m.Share, m.Bound, "proven")
	// In the workshop 50 % by intranet, 60 % by e-mail, 90 % in meetings and 90 % at the wall; at the counter 80 % and 70 %.
	require.Contains(t, m.Segments, audience.Reach{Segment: "workshop", Share: 0.998})
	require.Contains(t, m.Segments, audience.Reach{Segment: "rental", Share: 0.94})
	require.InDelta(t, (0.998+0.94)/2, m.Share, 0.001)
	require.Equal(t, []campaign.LeftOutChannel{{Channel: "fair", Adds: 0.018, Reason: mix.TooDear}}, m.LeftOut)
	for i, point := range m.Curve {
		require.GreaterOrEqual(t, point.Budget, 300.0, "the must-have costs that much")
		require.True(t, i == 0 || point.Share >= m.Curve[i-1].Share)
	}
	require.Contains(t, m.Curve, campaign.MixPoint{Budget: 700, Share: m.Share})

	data, err := json.Marshal(p)
	require.NoError(t, err)
	again, found := campaign.ReadPlan(bytes.NewReader(data))
	require.Empty(t, found)
	require.Equal(t, m, again.Mix)
}

func TestASmallerBudgetLeavesOutWhatReachesLeast(t *testing.T) {
	b := budgeted(t)
	b.Mix.Budget, b.Mix.LeastReach = 400, nil
	p, found := campaign.NewPlan(b, reachable(t))
	require.NoError(t, found.Err())
	require.Equal(t, []string{"intranet", "wall"}, p.Mix.Chosen)
	require.Equal(t, mix.NoMeans, p.Mix.LeftOut[0].Reason)
}

func TestWithoutCostsPeopleOrTermsThereIsNoMix(t *testing.T) {
	free := budgeted(t)
	for i := range free.Channels {
		free.Channels[i].Cost = 0
	}
	open := budgeted(t)
	open.Mix = nil
	for name, b := range map[string]*campaign.Brief{"costs": free, "terms": open} {
		p, found := campaign.NewPlan(b, reachable(t))
		require.NoError(t, found.Err())
		require.Nil(t, p.Mix, name)
	}
	p, found := campaign.NewPlan(budgeted(t), nil)
	require.NoError(t, found.Err())
	require.Nil(t, p.Mix)
}

func TestFaultyTermsOfTheMixAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m *campaign.MixTerms)
		code   string
		path   string
	}{
		"unknown channel":        {func(m *campaign.MixTerms) { m.MustHave = []string{"intranett"} }, "OSM-BRIEF-002", "/mix/mustHave/0"},
		"unknown segment":        {func(m *campaign.MixTerms) { m.LeastReach[0].Segment = "workshops" }, "OSM-BRIEF-002", "/mix/leastReach/0/segment"},
		"must-haves over budget": {func(m *campaign.MixTerms) { m.Budget = 299 }, "OSM-MIX-001", "/mix/budget"},
		"channel twice":          {func(m *campaign.MixTerms) { m.MustHave = append(m.MustHave, "intranet") }, "OSM-MIX-002", "/mix/mustHave/1"},
		"segment twice":          {func(m *campaign.MixTerms) { m.LeastReach = append(m.LeastReach, m.LeastReach[0]) }, "OSM-MIX-002", "/mix/leastReach/1/segment"},
	} {
		b := budgeted(t)
		c.change(b.Mix)
		found := b.Check().Errors()
		require.Len(t, found, 1, name)
		require.Equal(t, c.code, found[0].Code, name)
		require.Equal(t, c.path, found[0].Path, name)
		requireWhole(t, found[0])
	}
	require.Empty(t, budgeted(t).Check())
}
