package main

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/compile"
)

func TestItWritesTheFilesAndPrintsTheirSizes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "widget")
	var out strings.Builder
	require.NoError(t, run(t.Context(), []string{"-slim=false", "-version", "1.2.3", "-o", dir}, &out, io.Discard))
	require.FileExists(t, filepath.Join(dir, "manifest.json"))
	require.Regexp(t, `\n +\d{7} +\d{6} +\d{6}  [0-9a-f]{24}/osmosi-engine\.wasm\n`, out.String())
	require.Regexp(t, `\n +\d{5} +\d{4,5} +\d{4,5}  [0-9a-f]{24}/osmosi-widget\.js\n`, out.String())
	require.Regexp(t, `\n +\d+ +- +-  osmosi-widget\.js\n`, out.String())
	require.Regexp(t, `\nVersion 1\.2\.3, engine by go1\.`, out.String())
	require.Regexp(t, `\n<script type="module" src="/widget/[0-9a-f]{24}/osmosi-widget\.js" integrity="sha384-[A-Za-z0-9+/]{64}" crossorigin></script>\n$`, out.String())

	engines, err := filepath.Glob(filepath.Join(dir, "*", "osmosi-engine.wasm"))
	require.NoError(t, err)
	require.Len(t, engines, 1)
	whole, err := os.Stat(engines[0])
	require.NoError(t, err)
	slim, err := compile.Compile(t.Context(), false)
	require.NoError(t, err)
	require.Less(t, len(slim.Module), int(whole.Size())*9/10, "it is whole, as asked")
}

func TestItNeedsAFolder(t *testing.T) {
	for _, args := range [][]string{nil, {"-o", ""}, {"-o", "x", "y"}, {"widget"}} {
		require.ErrorContains(t, run(t.Context(), args, io.Discard, io.Discard), "usage", args)
	}
	require.ErrorIs(t, run(t.Context(), []string{"-h"}, io.Discard, io.Discard), flag.ErrHelp)
	require.Error(t, run(t.Context(), []string{"-unknown"}, io.Discard, io.Discard))
}
