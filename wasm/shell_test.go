package wasm

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/compile"
)

// A page's policy may forbid inline styles and any code made of text, and
// markup made of text is how content becomes script.
func TestShellMakesNoMarkupStyleOrCodeOfTexts(t *testing.T) {
	for _, folder := range []fs.FS{os.DirFS("shell"), Shell()} {
		names, err := fs.Glob(folder, "*")
		require.NoError(t, err)
		require.Contains(t, names, "osmosi-widget.js")
		for _, name := range names {
			source, err := fs.ReadFile(folder, name)
			require.NoError(t, err)
			for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "setHTML", ".style.", "cssText", "\"style\"", "eval(", "Function(", "import(\"http", "document.cookie", "globalThis.osmosi", "window.osmosi"} {
				require.NotContains(t, string(source), word, name)
			}
		}
	}
}

func TestShell(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/shell.test.mjs")
}

func TestDelivery(t *testing.T) {
	runNode(t, widget(t), "--test", "--test-force-exit", "testdata/delivery.test.mjs") // a delivery that a failed test left would wait for ever
}

func TestTheShellAsks(t *testing.T) {
	runNode(t, "shell", "--test", "testdata/asked.test.mjs")
}

func TestEngineInTheHostOfAPage(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/engine.test.mjs")
}

// source is a folder with the source of the shell, each module a file that a
// script may import.
func source(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("shell")))
	return dir
}

// widget is the same with the engine.
func widget(t *testing.T) string {
	dir := source(t)
	engine, err := compile.Compile(t.Context(), false)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, EngineFile), engine.Module, 0o644))
	return dir
}

// asks finds what a built module asks for: as soon as it is read, or later.
var asks = regexp.MustCompile("(from|import|import\\()[\"'`]([^\"'`]+)[\"'`]")

func TestAPageAsksOnceForTheCoreAndEverythingElseIsThere(t *testing.T) {
	names, err := fs.Glob(Shell(), "*.js")
	require.NoError(t, err)
	for _, name := range names {
		built, err := fs.ReadFile(Shell(), name)
		require.NoError(t, err)
		require.NotContains(t, string(built), "/** @", "%s is as short as it gets", name)
		for _, one := range asks.FindAllStringSubmatch(string(built), -1) {
			if strings.HasPrefix(one[2], "node:") {
				require.Equal(t, "osmosi-headless.js", name, "only that runs in Node")
				require.Equal(t, "import(", one[1], "pages have no %s", one[2])
				continue
			}
			if strings.Count(name, ".") == 1 {
				require.Equal(t, "import(", one[1], "%s is whole, and imports %s", name, one[2])
			}
			_, err := fs.Stat(Shell(), strings.TrimPrefix(one[2], "./"))
			require.NoError(t, err, "%s asks for %s", name, one[2])
		}
	}
}

// runNode runs a script in Node and returns what it prints. Where there is no
// Node it returns nil, and fails in CI: there it must have run.
func runNode(t *testing.T, widget string, args ...string) []byte {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs Node: there is no node on the PATH")
		}
		t.Logf("not run, since there is no node on the PATH: %s", strings.Join(args, " "))
		return nil
	}
	cmd := exec.CommandContext(t.Context(), node, args...)
	cmd.Env = append(os.Environ(), "OSMOSI_WIDGET="+widget)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, "%s\n%s", out, stderr.String())
	return out
}

func compact(t *testing.T, data []byte) string {
	var out bytes.Buffer
	require.NoError(t, json.Compact(&out, data))
	return out.String()
}
