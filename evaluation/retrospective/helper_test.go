package retrospective

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// read reads an example's brief.
func read(t testing.TB, name string) *campaign.Brief {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "examples", name, "brief.json"))
	require.NoError(t, err)
	b, found := campaign.ReadBrief(bytes.NewReader(data))
	require.NoError(t, found.Err())
	return b
}

// planned is a maker for a brief, without evidence.
func planned(t testing.TB, b *campaign.Brief) *maker {
	t.Helper()
	p, found := campaign.NewPlan(b, nil)
	require.NotNil(t, p, found)
	return &maker{plan: p, said: p.General(), brief: &p.Brief}
}

func text(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

// of is the figure of a tally.
func of(did, people int) *Figure { return tally{did, people}.figure() }
