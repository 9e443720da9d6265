package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
)

var update = flag.Bool("update", false, "write the golden files")

func TestQuickstartPrintsThePlanAndAPersonsSchedule(t *testing.T) {
	const golden = "testdata/output.golden"
	var out bytes.Buffer
	require.NoError(t, run(&out, "V18"))
	if *update {
		require.NoError(t, os.WriteFile(golden, out.Bytes(), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), out.String())
}

func TestQuickstartHasSomethingForEveryPersonInThePeopleFile(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(people), "\n")[1:] {
		id, _, _ := strings.Cut(line, ",")
		var out bytes.Buffer
		require.NoError(t, run(&out, id))
		require.GreaterOrEqual(t, bytes.Count(out.Bytes(), []byte("\n\n")), 5, "items of %s", id)
	}
}

func TestQuickstartRefusesAPersonItDoesNotKnow(t *testing.T) {
	require.ErrorIs(t, run(new(bytes.Buffer), "V99"), campaign.ErrUnknownPerson)
}
