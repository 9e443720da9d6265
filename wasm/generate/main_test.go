package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// source writes modules into a folder.
func source(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var shell = map[string]string{
	"osmosi-widget.js": `// A comment that no page needs.
		import { greet, own } from "./osmosi-greet.js";
		import { sheet } from "./osmosi-styles.js";
		export class Widget { #name = "w"; hello() { return greet(this.#name) + own() + sheet; } more() { return import("./osmosi-more.js"); } less() { return import("./osmosi-less.js"); } }`,
	"osmosi-greet.js":  `export function own() { return "for the core"; } export function greet(somebody) { return "hello “" + somebody + "”"; } export function unused() { return "nobody calls this"; }`,
	"osmosi-styles.js": "const css = `\n:host { color: #ffffff; }\n/* why */\n`;\nexport const sheet = css;",
	"osmosi-more.js":   `import { greet } from "./osmosi-greet.js"; import { both } from "./osmosi-both.js"; export const more = () => greet("more") + both();`,
	"osmosi-less.js":   `import { both } from "./osmosi-both.js"; export const less = () => both();`,
	"osmosi-both.js":   `export function both() { return "of two parts"; }`,
}

// imports are the files that a module asks for as soon as it is read.
var imports = regexp.MustCompile(`(?:from|import)"([^"]+)"`)

func TestAnEntryPointIsOneFileAndLaterPartsTakeFromIt(t *testing.T) {
	files, err := bundle(source(t, shell), "osmosi-widget")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"osmosi-widget.js":          nil,
		"osmosi-widget.more.js":     {"./osmosi-widget.js", "./osmosi-widget.shared-1.js"},
		"osmosi-widget.less.js":     {"./osmosi-widget.shared-1.js"},
		"osmosi-widget.shared-1.js": nil,
	}
	if len(files) != len(want) {
		t.Fatalf("%d files", len(files))
	}
	for name, imported := range want {
		got := map[string]bool{}
		for _, m := range imports.FindAllStringSubmatch(string(files[name]), -1) {
			got[m[1]] = true
		}
		if len(got) != len(imported) {
			t.Errorf("%s imports %v: %s", name, got, files[name])
		}
		for _, one := range imported {
			if !got[one] {
				t.Errorf("%s does not import %s: %s", name, one, files[name])
			}
		}
	}
	core := string(files["osmosi-widget.js"])
	for _, wanted := range []string{`import("./osmosi-widget.more.js")`, `import("./osmosi-widget.less.js")`, " as Widget", " as greet", "for the core", ":host{color:#fff}", "“", "#"} {
		if !strings.Contains(core, wanted) {
			t.Errorf("no %s in %s", wanted, core)
		}
	}
	for _, unwanted := range []string{" as own", "comment", "why", "somebody", "nobody calls this", "of two parts", "\\u"} {
		if strings.Contains(core, unwanted) {
			t.Errorf("%s in %s", unwanted, core)
		}
	}
}

func TestTheSameSourceGivesTheSameBytesInAnyFolder(t *testing.T) {
	one, err1 := bundle(source(t, shell), "osmosi-widget")
	two, err2 := bundle(source(t, shell), "osmosi-widget")
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	for name, data := range one {
		if string(data) != string(two[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestWhatCannotBeBuiltIsAnError(t *testing.T) {
	with := func(name, text string) map[string]string {
		files := map[string]string{name: text}
		for other, source := range shell {
			if other != name {
				files[other] = source
			}
		}
		return files
	}
	for wanted, files := range map[string]map[string]string{
		"Could not resolve":  with("osmosi-both.js", `import "./osmosi-gone.js"; export function both() {}`),
		"osmosi-both.js:1":   with("osmosi-both.js", `export function both( {}`),
		"no file of the":     with("osmosi-greet.js", `import "https://example.com/a.js"; export function greet() {} export function own() {}`),
		"cannot be made":     with("osmosi-styles.js", "const css = `:host { color: ${red}; }`;\nexport const sheet = css;"),
		"Expected \"}\"":     with("osmosi-styles.js", "const css = `:host { color: red; `;\nexport const sheet = css;"),
		"osmosi-styles.js: ": with("osmosi-styles.js", "const css = `:host { color red }`;\nexport const sheet = css;"),
	} {
		if _, err := bundle(source(t, files), "osmosi-widget"); err == nil || !strings.Contains(err.Error(), wanted) {
			t.Errorf("wanted %q, got %v", wanted, err)
		}
	}
}

func TestTheFolderHoldsNothingElseAfterwards(t *testing.T) {
	to := filepath.Join(t.TempDir(), "dist")
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "old.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run("../shell", to); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(to, "old.js")); !os.IsNotExist(err) {
		t.Error("an old file is still there")
	}
	if _, err := os.Stat(filepath.Join(to, "osmosi-widget.js")); err != nil {
		t.Error(err)
	}
}
