package campaign_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func codes(found engagement.Findings) []string {
	var all []string
	for _, f := range found {
		all = append(all, f.Code)
	}
	return all
}

func TestOsmosisCountsWhatOfficesMakeTogether(t *testing.T) {
	b := good(t)
	b.Touchpoints[0].Contributors = nil // learning's, which line management contributed to
	b.Interventions[0].Owner, b.Interventions[0].Contributors = "marketing", []string{"learning"}
	b.Propositions[0].Owner = "line"
	p, found := campaign.NewPlan(b, people(t))
	require.Empty(t, found)
	require.Equal(t, campaign.Osmosis{
		Elements: 12, Shared: 10, Share: 10. / 12,
		Offices: []campaign.OfficeShare{
			{Office: "learning", Owns: 6, Contributes: 4, Shared: 9},
			{Office: "marketing", Owns: 4, Contributes: 4, Shared: 8},
			{Office: "line", Owns: 2, Contributes: 4, Shared: 5},
		},
		Pairs: []campaign.OfficePair{{First: "learning", Second: "marketing", Elements: 7}, {First: "learning", Second: "line", Elements: 4}, {First: "marketing", Second: "line", Elements: 3}},
	}, p.Osmosis)
	require.Equal(t, 4, p.Osmosis.Between("line", "learning"))
	require.Zero(t, p.Osmosis.Between("line", "line"))
}

func TestOsmosisStaysBetweenItsEnds(t *testing.T) {
	b := good(t)
	p, _ := campaign.NewPlan(b, people(t))
	require.Equal(t, 1.0, p.Osmosis.Share)
	for i := range b.Touchpoints {
		b.Touchpoints[i].Contributors = nil
	}
	p, _ = campaign.NewPlan(b, people(t))
	require.Zero(t, p.Osmosis.Share)
	require.Empty(t, p.Osmosis.Pairs)
	for _, o := range p.Osmosis.Offices {
		require.True(t, o.Alone())
	}
}

func TestMakersThatCannotBeAreRefused(t *testing.T) {
	for code, c := range map[string]struct {
		change func(b *campaign.Brief)
		path   string
	}{
		"OSM-OSMOSIS-004": {func(b *campaign.Brief) { b.Interventions[1].Contributors = []string{"line"} }, "/interventions/1/owner"},
		"OSM-BRIEF-002":   {func(b *campaign.Brief) { b.Propositions[2].Owner = "lines" }, "/propositions/2/owner"},
		"OSM-BRIEF-015": {func(b *campaign.Brief) {
			b.Interventions[0].Owner, b.Interventions[0].Contributors = "line", []string{"line"}
		}, "/interventions/0/contributors/0"},
	} {
		b := good(t)
		c.change(b)
		found := b.Check()
		require.Equal(t, []string{code}, codes(found))
		require.Equal(t, c.path, found[0].Path)
		require.Error(t, found.Err())
		requireWhole(t, found[0])
	}
}
