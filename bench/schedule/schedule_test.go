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
