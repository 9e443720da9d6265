package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// A few instances only: the whole race takes minutes, and is run by hand. The
// larger one has its best choice where nothing is left to branch on.
func TestBothProveTheSameReach(t *testing.T) {
	if _, err := exec.LookPath("cbc"); err != nil {
		require.Empty(t, os.Getenv("CI"), "cbc must be there in CI")
		return
	}
	for seed := range uint64(5) {
		r, err := race(t.Context(), t.TempDir(), sizes[0], seed, 1)
		require.NoError(t, err)
		require.Positive(t, r.reached)
		require.Positive(t, r.nodes)
	}
	_, err := race(t.Context(), t.TempDir(), sizes[1], 4, 1)
	require.NoError(t, err)
}

func TestASeedMakesTheSameInstance(t *testing.T) {
	require.Equal(t, generate(3, 30, 200), generate(3, 30, 200))
	require.NotEqual(t, generate(3, 30, 200), generate(4, 30, 200))
}
