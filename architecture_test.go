package osmosi_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/osmosi-learning/osmosi"

// dependencies lists what a package imports, directly and not.
func dependencies(t *testing.T, pkg string, env ...string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", pkg)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		t.Log(string(exit.Stderr))
	}
	require.NoError(t, err)
	return strings.Fields(string(out))
}

// layers are the domain packages from the bottom up.
var layers = []string{"engagement", "audience", "campaign", "evaluation"}

func TestImportsNeverTurnBack(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	layer := func(pkg string) int {
		for i, l := range layers {
			if pkg == module+"/"+l || strings.HasPrefix(pkg, module+"/"+l+"/") {
				return i
			}
		}
		return -1
	}
	packages := 0
	for dec := json.NewDecoder(out); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else {
			require.NoError(t, err)
		}
		packages++
		from := layer(p.ImportPath)
		for _, imported := range p.Imports {
			to := layer(imported)
			if from >= 0 {
				require.LessOrEqual(t, to, from, "%s imports %s", p.ImportPath, imported)
				require.False(t, strings.HasPrefix(imported, module+"/examples"), "%s imports %s", p.ImportPath, imported)
			}
			if strings.HasPrefix(p.ImportPath, module+"/wasm") {
				require.Negative(t, to, "%s imports %s: the widget's side knows no domain package", p.ImportPath, imported)
			}
		}
		if p.ImportPath == module {
			require.Empty(t, p.Imports, "the root package exports nothing")
		}
	}
	require.NoError(t, cmd.Wait())
	require.Greater(t, packages, 15)

	for _, pkg := range dependencies(t, module+"/engagement") {
		if rest, ours := strings.CutPrefix(pkg, module+"/"); ours && rest != "engagement" {
			require.True(t, strings.HasPrefix(rest, "internal/"), "engagement imports %s", pkg)
		}
	}
}

// heavy is what the light core must do without.
var heavy = []string{"encoding/json", "fmt", "reflect", "regexp", "html/template", "text/template", "net/http", "time/tzdata", "golang.org/x/text", "github.com/yuin/goldmark", "github.com/santhosh-tekuri/jsonschema", "github.com/invopop/jsonschema", "github.com/rickar/cal", "gonum.org/v1/gonum", "syscall/js"}

func TestTheCoreIsLight(t *testing.T) {
	for _, pkg := range []string{"internal/civil", "internal/light", "internal/bucket", "internal/relation", "internal/decision", "wasm/exchange"} {
		requireWithout(t, pkg, dependencies(t, module+"/"+pkg), heavy)
	}
	requireWithout(t, "wasm/engine", dependencies(t, module+"/wasm/engine", "GOOS=js", "GOARCH=wasm"), heavy)
}

func TestWhoWantsNoDocumentsCarriesNone(t *testing.T) {
	documents := []string{"net/http", "html/template", "github.com/yuin/goldmark", "github.com/santhosh-tekuri/jsonschema", "github.com/invopop/jsonschema", "github.com/rickar/cal", "gonum.org/v1/gonum"}
	requireWithout(t, "engagement", dependencies(t, module+"/engagement"), documents)
	requireWithout(t, "audience", dependencies(t, module+"/audience"), documents)
	requireWithout(t, "campaign", dependencies(t, module+"/campaign"), []string{"net/http", "github.com/invopop/jsonschema", "gonum.org/v1/gonum"})
	requireWithout(t, "evaluation", dependencies(t, module+"/evaluation"), []string{"net/http", "html/template", "github.com/invopop/jsonschema"})
}

func TestFewPackagesCarryTheirLibrary(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").Output()
	require.NoError(t, err)
	for library, alone := range map[string]string{
		"github.com/arran4/golang-ical": "campaign/ical",
		"github.com/wneessen/go-mail":   "campaign/message/mail",
		"github.com/boombuler/barcode":  "campaign/message/poster",
		"github.com/andybalholm/brotli": "wasm/pack",
	} {
		var importers []string
		for line := range strings.Lines(string(out)) {
			if pkg, imports, _ := strings.Cut(strings.TrimSpace(line)+" ", " "); strings.Contains(" "+imports, " "+library) {
				importers = append(importers, pkg)
			}
		}
		require.Equal(t, []string{module + "/" + alone}, importers, library)
		for _, pkg := range append(layers, "campaign/bundle", "campaign/document", "campaign/message", "evaluation/document") {
			requireWithout(t, pkg, dependencies(t, module+"/"+pkg), []string{library})
		}
	}
}

// Whoever serves the widget carries neither what compresses it nor what compiles
// its engine.
func TestTheWidgetsHandlerIsLight(t *testing.T) {
	requireWithout(t, "wasm", dependencies(t, module+"/wasm"), []string{"os/exec", "encoding/json", "github.com/andybalholm/brotli", "github.com/evanw/esbuild", module + "/internal/compile", module + "/internal/slim"})
	requireWithout(t, "wasm/view", dependencies(t, module+"/wasm/view"), []string{"os/exec", "net/http", "github.com/andybalholm/brotli", module + "/wasm/pack", module + "/internal/compile", module + "/engagement", module + "/audience", module + "/campaign", module + "/evaluation"})
	requireWithout(t, "internal/asset", dependencies(t, module+"/internal/asset"), []string{"os/exec", "net/http", "encoding/json", "github.com/andybalholm/brotli"})
}

func requireWithout(t *testing.T, pkg string, deps, unwanted []string) {
	t.Helper()
	require.NotEmpty(t, deps)
	for _, d := range deps {
		for _, u := range unwanted {
			require.False(t, d == u || strings.HasPrefix(d, u+"/"), "%s imports %s", pkg, d)
		}
	}
}

func TestTheModuleHasFewDirectDependencies(t *testing.T) {
	data, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	for _, unwanted := range []string{"sqlite", "chromedp", "cdproto", "beam", "esbuild"} {
		require.NotContains(t, string(data), unwanted)
	}
	// Brotli is what every browser takes and what the engine travels best in; the
	// standard library has none, and this one is Go alone.
	for _, wanted := range []string{"andybalholm/brotli", "stretchr/testify", "invopop/jsonschema", "santhosh-tekuri/jsonschema/v5", "yuin/goldmark", "golang.org/x/text"} {
		line := ""
		for l := range strings.Lines(string(data)) {
			if strings.Contains(l, wanted+" ") {
				line = l
			}
		}
		require.NotEmpty(t, line, wanted)
		require.NotContains(t, line, "// indirect", wanted)
	}
}
