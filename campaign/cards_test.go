package campaign_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestCardsAndPlansHideGroupsOfTheSameSize(t *testing.T) {
	require.Equal(t, campaign.SmallestGroup, insight.SmallestGroup)
}

func TestClustersSupportWhatSharesTheirSegmentOrNeed(t *testing.T) {
	six := 6
	for name, c := range map[string]struct {
		cluster insight.Cluster
		want    []string
		advice  []string
	}{
		"segment and need":                       {insight.Cluster{Segments: []string{"workshop"}, Needs: []engagement.Need{engagement.Problem}}, []string{"read-the-code"}, nil},
		"a segment alone":                        {insight.Cluster{Segments: []string{"newcomers"}}, []string{"first-weeks"}, nil},
		"a need alone, also everyone's":          {insight.Cluster{Needs: []engagement.Need{engagement.Employability}}, []string{"read-the-code", "safe-hands"}, nil},
		"another need in the segment":            {insight.Cluster{Segments: []string{"newcomers"}, Needs: []engagement.Need{engagement.Employability}}, []string{"safe-hands"}, nil},
		"managers by their segment":              {insight.Cluster{Segments: []string{"leads"}}, []string{"lead-calm"}, nil},
		"managers do not answer a need of all":   {insight.Cluster{Needs: []engagement.Need{engagement.Career}}, []string{"own-choice"}, nil},
		"a segment without proposition":          {insight.Cluster{Segments: []string{"rental"}}, nil, []string{"OSM-CARD-010 /clusters/0"}},
		"cards that speak of nobody and nothing": {insight.Cluster{Tags: []string{"queue"}}, nil, []string{"OSM-CARD-010 /clusters/0"}},
		"a segment that the brief does not have": {insight.Cluster{Segments: []string{"workshop", "workshops"}}, []string{"read-the-code"}, []string{"OSM-CARD-011 /clusters/0/segments/1"}},
	} {
		t.Run(name, func(t *testing.T) {
			c.cluster.Antennas = &six
			support, found := good(t).Support([]insight.Cluster{c.cluster})
			var got, advice []string
			for _, s := range support {
				got = append(got, s.Proposition)
				require.Equal(t, c.cluster.Evidence(), s.Evidence)
			}
			for _, f := range found {
				advice = append(advice, f.Code+" "+f.Path)
				require.Equal(t, engagement.SeverityAdvice, f.Severity)
				requireWhole(t, f)
			}
			require.Equal(t, c.want, got)
			require.Equal(t, c.advice, advice)
		})
	}
}
