package pack

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"
)

// element is what custom-elements.json tells of <osmosi-widget>.
type element struct {
	TagName       string
	Attributes    []struct{ Name, FieldName string }
	Members       []struct{ Kind, Name, Attribute string }
	Events        []struct{ Name string }
	Slots         []struct{ Name string }
	CSSParts      []struct{ Name string } `json:"cssParts"`
	CSSProperties []struct{ Name, Default string }
}

func readElement(t *testing.T) element {
	t.Helper()
	data, err := documents.ReadFile("package/custom-elements.json")
	require.NoError(t, err)
	var manifest struct {
		Modules []struct{ Declarations []element }
	}
	require.NoError(t, json.Unmarshal(data, &manifest))
	return manifest.Modules[0].Declarations[0]
}

// readShell returns the source of the whole shell, and that of the element.
func readShell(t *testing.T) (all, widget string) {
	t.Helper()
	paths, err := filepath.Glob("../shell/*.js")
	require.NoError(t, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		all += string(data)
		if filepath.Base(path) == "osmosi-widget.js" {
			widget = string(data)
		}
	}
	return all, widget
}

// found are the first groups of all matches, apart by spaces, once and in order.
func found(text, pattern string) []string {
	var all []string
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		for _, group := range m[1:] {
			all = append(all, strings.Fields(group)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func names[T any](list []T, name func(T) string) []string {
	var all []string
	for _, one := range list {
		all = append(all, name(one))
	}
	slices.Sort(all)
	return all
}

// Editors and compilers know what the shell has, and nothing that it has not.
func TestTypesAndManifestTellWhatTheShellHas(t *testing.T) {
	e := readElement(t)
	all, widget := readShell(t)
	data, err := documents.ReadFile("package/osmosi-widget.d.ts")
	require.NoError(t, err)
	types := string(data)
	block := func(name string) string {
		_, rest, ok := strings.Cut(types, name+" {\n")
		require.True(t, ok, name)
		inside, _, _ := strings.Cut(rest, "\n}")
		return inside
	}
	class := block("class OsmosiWidget extends HTMLElement")

	t.Run("attributes", func(t *testing.T) {
		observed := found(strings.Join(found(widget, `observedAttributes = \[(.*)\]`), " "), `"(\w+)"`)
		require.Greater(t, len(observed), 8)
		require.Equal(t, observed, names(e.Attributes, func(a struct{ Name, FieldName string }) string { return a.Name }))
		require.Equal(t, observed, found(block("interface OsmosiWidgetAttributes"), `(?m)^  (\w+)\?:`))
	})
	t.Run("properties", func(t *testing.T) {
		has := found(widget, `(?m)^  get (\w+)\(\)`)
		require.Contains(t, has, "decision")
		var told []string
		for _, m := range e.Members {
			if m.Kind == "field" {
				told = append(told, m.Name)
			}
		}
		require.ElementsMatch(t, has, told)
		require.Equal(t, has, found(class, `(?m)^  (?:readonly )?(\w+): [^(\n]*;$|^  get (\w+)\(`))
	})
	t.Run("methods", func(t *testing.T) {
		has := slices.DeleteFunc(found(widget, `(?m)^  (?:async )?([a-z]\w+)\(.*\) \{`), func(name string) bool {
			return name == "constructor" || strings.HasSuffix(name, "Callback")
		})
		require.Contains(t, has, "relationship")
		var told []string
		for _, m := range e.Members {
			if m.Kind == "method" {
				told = append(told, m.Name)
			}
		}
		require.ElementsMatch(t, has, told)
		for _, name := range has {
			require.Contains(t, class, "\n  "+name+"(")
		}
	})
	t.Run("events", func(t *testing.T) {
		verbs := found(strings.Join(found(all, `@property \{([^}]*)\} verb`), " "), `"(\w+)"`)
		require.Contains(t, verbs, "completed")
		want := slices.Concat(verbs, found(all, `\b(?:emit|change)\("([a-z-]+)"`))
		slices.Sort(want)
		var events []string
		for _, name := range slices.Compact(want) {
			events = append(events, "osmosi-"+name)
		}
		require.Equal(t, events, names(e.Events, func(e struct{ Name string }) string { return e.Name }))
		require.Equal(t, events, found(block("interface OsmosiWidgetEventMap"), `"(osmosi-[a-z-]+)":`))
	})
	t.Run("parts", func(t *testing.T) {
		told := names(e.CSSParts, func(p struct{ Name string }) string { return p.Name })
		has := found(all, `\bpart: "([^"]+)"`)
		require.Greater(t, len(has), 15)
		// Parts whose name a function is called with.
		has = append(has, found(all, `\bquestion\("([a-z-]+)"`)...)
		has = append(has, found(all, `\bbutton\("\w+", "([a-z-]+)"`)...)
		slices.Sort(has)
		has = slices.DeleteFunc(slices.Compact(has), func(name string) bool { return name == "pause" })
		require.Equal(t, has, told)
	})
	t.Run("custom properties, with their defaults", func(t *testing.T) {
		has := found(all, `var\((--osmosi-[a-z-]+),`)
		require.Greater(t, len(has), 8)
		require.Equal(t, has, names(e.CSSProperties, func(p struct{ Name, Default string }) string { return p.Name }))
		for _, p := range e.CSSProperties {
			require.Contains(t, all, "var("+p.Name+", "+p.Default+")")
		}
	})
	t.Run("slots", func(t *testing.T) {
		require.Len(t, found(all, `element\("(slot)"`), 1)
		require.NotRegexp(t, `"slot", \{ name`, all)
		require.Len(t, e.Slots, 1)
		require.Empty(t, e.Slots[0].Name)
	})
	require.Equal(t, "osmosi-widget", e.TagName)
	require.Contains(t, widget, `define("osmosi-widget"`)
}

// consumer is a project that installed the widget as npm packs it.
func consumer(t *testing.T) string {
	t.Helper()
	built(t)
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/consumer")))
	for _, args := range [][]string{
		{"ci", "--ignore-scripts", "--no-audit", "--no-fund"},
		{"pack", work, "--silent", "--pack-destination", dir},
		{"install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "./osmosi-learning-widget-1.2.3-test.tgz"},
	} {
		cmd := exec.Command("npm", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			if os.Getenv("CI") == "true" || args[0] == "pack" {
				t.Fatalf("npm %s: %v\n%s", args[0], err, out)
			}
			t.Skipf("not done, npm packages cannot be installed here: %v", err)
		}
	}
	return dir
}

func TestAProjectInstallsThePackageAndItsTypesFit(t *testing.T) {
	dir := consumer(t)
	installed := filepath.Join(dir, "node_modules", "@osmosi-learning", "widget")
	t.Run("it holds what pages need, and no compressed forms", func(t *testing.T) {
		_, m := built(t)
		for name := range m.Files {
			there, err := os.ReadFile(filepath.Join(installed, filepath.FromSlash(name)))
			require.NoError(t, err, name)
			require.Equal(t, m.Files[name].Integrity, integrity(there))
		}
		for _, pattern := range []string{"*.br", "*.gz", "*/*.br", "*/*.gz"} {
			compressed, err := filepath.Glob(filepath.Join(installed, pattern))
			require.NoError(t, err)
			require.Empty(t, compressed)
		}
	})
	t.Run("programs compile", func(t *testing.T) {
		tsc := exec.Command(filepath.Join(dir, "node_modules", ".bin", "tsc"), "--project", "tsconfig.json")
		tsc.Dir = dir
		out, err := tsc.CombinedOutput()
		require.NoError(t, err, string(out))
	})
	t.Run("Node resolves every entry", func(t *testing.T) {
		script := `for (const at of ["", "/headless", "/custom-elements.json", "/manifest.json", "/package.json"]) console.log(import.meta.resolve("@osmosi-learning/widget" + at))`
		node := exec.Command("node", "--input-type=module", "-e", script)
		node.Dir = dir
		out, err := node.CombinedOutput()
		require.NoError(t, err, string(out))
		require.Len(t, strings.Fields(string(out)), 5)
	})
	t.Run("the manifest of elements is as its schema says", func(t *testing.T) {
		data, err := os.ReadFile(filepath.Join(dir, "node_modules", "custom-elements-manifest", "schema.json"))
		require.NoError(t, err)
		schema, err := jsonschema.CompileString("schema.json", string(data))
		require.NoError(t, err)
		data, err = os.ReadFile(filepath.Join(installed, "custom-elements.json"))
		require.NoError(t, err)
		var manifest map[string]any
		require.NoError(t, json.Unmarshal(data, &manifest))
		require.NoError(t, schema.Validate(manifest))
		manifest["modules"].([]any)[0].(map[string]any)["kind"] = "other"
		require.Error(t, schema.Validate(manifest))
	})
}
