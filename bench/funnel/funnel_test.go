package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/evaluation"
)

func TestEveryoneCountsTheSamePeople(t *testing.T) {
	var out strings.Builder
	require.NoError(t, compare(&out, 2000, 20_000, 5000, 1))
	for _, line := range []string{"2000 people, 20000 events, 5000 statements", "one random access", "DuckDB, in order", "xAPI: encoding/json takes"} {
		require.Contains(t, out.String(), line)
	}
	t.Log(out.String())
}

func TestADifferenceIsAnError(t *testing.T) {
	plan, w := company(2000)
	f := evaluation.NewIndex(plan, w).Funnel()
	f.Take(deeds(2000, 20_000)...)
	right, err := countsOf(f)
	require.NoError(t, err)
	require.NoError(t, same("same", right, right))
	wrong := right
	wrong[0][0][0]++
	require.Error(t, same("other", wrong, right))
	require.Error(t, same("none", counts{}, right))
	for i := range right {
		for k := range right[i] {
			right[i][k] = [5]int{-1, -1, -1, -1, -1}
		}
	}
	require.Error(t, same("hidden", right, right))
}
