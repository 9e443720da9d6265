package wasm

import (
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A page's policy may forbid inline styles and any code made of text, and
// markup made of text is how content becomes script.
func TestShellMakesNoMarkupStyleOrCodeOfTexts(t *testing.T) {
	names, err := fs.Glob(Shell(), "*")
	require.NoError(t, err)
	require.Contains(t, names, "osmosi-widget.js")
	for _, name := range names {
		source, err := fs.ReadFile(Shell(), name)
		require.NoError(t, err)
		for _, word := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "setHTML", ".style.", "cssText", "\"style\"", "eval(", "Function(", "import(\"http", "document.cookie", "globalThis.osmosi", "window.osmosi"} {
			require.NotContains(t, string(source), word, name)
		}
	}
}

func TestShell(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/shell.test.mjs")
}

func TestDelivery(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/delivery.test.mjs")
}

func TestTheShellAsks(t *testing.T) {
	runNode(t, "shell", "--test", "testdata/asked.test.mjs")
}

func TestEngineInTheHostOfAPage(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/engine.test.mjs")
}

// widget builds the widget into a folder.
func widget(t *testing.T) string {
	dir := t.TempDir()
	require.NoError(t, Build(t.Context(), dir))
	return dir
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
