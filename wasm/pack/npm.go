package pack

import (
	"path"
	"slices"
	"strings"
)

// packageJSON describes the folder as an npm package. What is imported from it
// are the modules that keep their names.
func packageJSON(m *Manifest, entries []string) ([]byte, error) {
	type target struct {
		Types   string `json:"types,omitempty"`
		Default string `json:"default,omitempty"`
	}
	exports := map[string]any{
		"./react":                target{Types: "./osmosi-widget-react.d.ts"},
		"./custom-elements.json": "./custom-elements.json",
		"./manifest.json":        "./manifest.json",
		"./package.json":         "./package.json",
	}
	files := []string{"*.js", "*.html", "*.d.ts", ManifestFile, "custom-elements.json", m.Folder + "/*", "!**/*.br", "!**/*.gz"}
	for _, e := range entries {
		name := strings.TrimSuffix(e, path.Ext(e))
		at := "./" + strings.TrimPrefix(name, "osmosi-")
		if e == entry {
			at = "."
		}
		exports[at] = target{Types: "./" + name + ".d.ts", Default: "./" + e}
	}
	effects := []string{"./" + entry, "./" + m.Entry}
	slices.Sort(effects)
	return encode(struct {
		Name           string         `json:"name"`
		Version        string         `json:"version"`
		Description    string         `json:"description"`
		License        string         `json:"license"`
		Type           string         `json:"type"`
		Exports        map[string]any `json:"exports"`
		Types          string         `json:"types"`
		CustomElements string         `json:"customElements"`
		SideEffects    []string       `json:"sideEffects"` // defining the element is one
		Files          []string       `json:"files"`
	}{
		Name: "@osmosi-learning/widget", Version: m.Version,
		Description: "A custom element that shows people the proposition of a learning campaign that suits them now.",
		License:     "MIT", Type: "module", Exports: exports, Types: "./osmosi-widget.d.ts",
		CustomElements: "./custom-elements.json", SideEffects: effects, Files: files,
	})
}
