package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAllPlanTheSame(t *testing.T) {
	var out strings.Builder
	require.NoError(t, compare(&out, 5_000, 5_000, 1))
	t.Log(out.String())
}

func TestWhatIsKnownOfPeopleIsPlannedTheSame(t *testing.T) {
	var out strings.Builder
	require.NoError(t, histories(&out, company(3_000), 3_000, 1))
	t.Log(out.String())
}
