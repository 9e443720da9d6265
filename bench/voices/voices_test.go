package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/cascade"
)

func TestTheSimulationAgreesWithWhatCanBeCounted(t *testing.T) {
	// The second node hears two others: whoever is reached with one of them
	// hears it half of the time, and with both three times in four.
	g := newNetwork("g", 3, []cascade.Edge{{From: 0, To: 1, Weight: 1}, {From: 2, To: 1, Weight: 1}, {From: 1, To: 1, Weight: 1}})
	require.Len(t, g.edges, 2)
	require.InDelta(t, 1.5, simulate(g, []int32{0}, 40_000, 1), 0.01)
	require.InDelta(t, 2.75, simulate(g, []int32{0, 2}, 40_000, 1), 0.01)
}

func TestGraphsAreReadOrRefused(t *testing.T) {
	for text, want := range map[string]int{"3 4\n0 1\n1 2\n0 1\n2 2\n": 2, "2 1\n0 2\n": -1, "2 1\n0 x\n": -1, "": -1} {
		file := filepath.Join(t.TempDir(), "graph")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		g, err := read(file)
		if want < 0 {
			require.Error(t, err, text)
			continue
		}
		require.NoError(t, err)
		require.Len(t, g.edges, want)
	}
}

func TestMadeGraphsHaveTheirSizesAndHeavyTails(t *testing.T) {
	g := made("made", 1000, 8000, true, 1)
	require.Len(t, g.edges, 8000)
	require.Equal(t, g, made("made", 1000, 8000, true, 1))
	degree := make([]int, 1000)
	for _, e := range g.edges {
		degree[e.To]++
	}
	require.Greater(t, degree[0], 20*degree[500])
}

func TestGraphsThatGrowHaveTheirEdges(t *testing.T) {
	g := spread("spread", 500, 16, 1)
	require.Len(t, g.edges, 500*16)
	heard := make([]int, 500)
	for _, e := range g.edges {
		heard[e.To]++
	}
	for _, n := range heard {
		require.Equal(t, 16, n)
	}
}

func TestAPeerThatIsNotThereIsAnError(t *testing.T) {
	p := newOPIM(filepath.Join(t.TempDir(), "absent"))
	p.dir = t.TempDir()
	require.ErrorIs(t, p.prepare(context.Background(), made("made", 10, 20, false, 1)), os.ErrNotExist)
}
