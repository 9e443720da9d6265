package bundle_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTheWidgetReadsWhatEveryoneReads(t *testing.T) {
	made, w := plan(t)
	brief := made.Brief
	brief.Touchpoint("your-hour").Title = engagement.Text{It: "{{firstName|Ciao}}, un’ora", Nl: "{{firstName|Dag}}, een uur", En: "{{firstName|Hello}}, an hour"}
	brief.Touchpoint("your-hour").Body.En = "At {{organisation}} from {{date|February}}: [start]({{link}})"
	p, found := campaign.NewPlan(&brief, w)
	require.NoError(t, found.Err())
	b, err := bundle.New(p)
	require.NoError(t, err)
	for name, data := range b {
		require.NotContains(t, string(data), "{{", name)
	}
	require.Contains(t, string(b["content.it.json"]), `"title":"Ciao, un’ora"`)
	require.Contains(t, string(b["content.en.json"]), `"At Viavelo from February: ",["a","/learn/`)
	require.Equal(t, 1, strings.Count(string(b["content.en.json"]), `"Hello, an hour"`))
}
