package wasm

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the widget writes for calendars is read by ical.js too, where npm has it.
func TestSectionsOfTheWidget(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../campaign/ical/testdata/ical.js")))
	install := exec.CommandContext(t.Context(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err == nil {
		t.Setenv("OSMOSI_ICAL", filepath.Join(dir, "node_modules/ical.js/dist/ical.js"))
	} else if os.Getenv("CI") == "true" {
		t.Fatalf("CI needs ical.js: %v\n%s", err, out)
	} else {
		t.Logf("not read by ical.js: %v", err)
	}
	runNode(t, source(t), "--test", "testdata/sections.test.mjs")
}
