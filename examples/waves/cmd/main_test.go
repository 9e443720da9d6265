package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
)

func TestTheSameSeedsGiveTheSameWaves(t *testing.T) {
	var one, two bytes.Buffer
	require.NoError(t, run(&one, ""))
	require.NoError(t, run(&two, t.TempDir()))
	require.Equal(t, one.String(), two.String())
	require.Contains(t, one.String(), string(campaign.Accepted))
	require.Contains(t, one.String(), string(campaign.Declined))
}
