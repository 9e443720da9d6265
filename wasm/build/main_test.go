package main

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestItWritesTheFilesAndPrintsTheirSizes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "widget")
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-o", dir}, &out, io.Discard))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Equal(t, len(entries), strings.Count(out.String(), "\n"))
	require.Regexp(t, `osmosi-engine\.wasm \d{7} bytes, \d{6} gzipped\n`, out.String())
	require.Regexp(t, `osmosi-widget\.js \d+ bytes, \d+ gzipped\n`, out.String())
}

func TestItBuildsTheEngineWholeWhereAsked(t *testing.T) {
	size := func(args ...string) int64 {
		dir := t.TempDir()
		require.NoError(t, run(t.Context(), append(args, "-o", dir), io.Discard, io.Discard))
		info, err := os.Stat(filepath.Join(dir, "osmosi-engine.wasm"))
		require.NoError(t, err)
		return info.Size()
	}
	require.Less(t, size(), size("-slim=false")*9/10)
}

func TestItNeedsAFolder(t *testing.T) {
	for _, args := range [][]string{nil, {"-o", ""}, {"-o", "x", "y"}, {"widget"}} {
		require.ErrorContains(t, run(t.Context(), args, io.Discard, io.Discard), "usage", args)
	}
	require.ErrorIs(t, run(t.Context(), []string{"-h"}, io.Discard, io.Discard), flag.ErrHelp)
	require.Error(t, run(t.Context(), []string{"-unknown"}, io.Discard, io.Discard))
}
