// Package asset says of the widget's files what both who writes them and who
// serves them must know.
package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// types are the content types of what lies beside a widget. A browser runs no
// module and streams no WebAssembly of another type.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".map":  "application/json",
	".md":   "text/markdown; charset=utf-8",
	".svg":  "image/svg+xml",
	".ts":   "text/plain; charset=utf-8", // declarations, which people read; the type of that name is a video's
	".wasm": "application/wasm",
}

// Type is the content type of a file by its name.
func Type(name string) string {
	if kind := types[path.Ext(name)]; kind != "" {
		return kind
	}
	return "application/octet-stream"
}

// Encoding is a form that a file lies beside itself in, ready to be sent.
type Encoding struct {
	Name      string // as in Content-Encoding
	Extension string // after the file's own name
}

// Encodings are all of them, the smallest first.
var Encodings = []Encoding{{"br", ".br"}, {"gzip", ".gz"}}

// Plain returns the name of the file that another is a form of.
func Plain(name string) (string, bool) {
	for _, e := range Encodings {
		if plain, ok := strings.CutSuffix(name, e.Extension); ok {
			return plain, true
		}
	}
	return name, false
}

// Fingerprint names the contents of a folder: 24 hexadecimal digits that depend
// on the names and bytes of its files and on nothing else. Forms of a file that
// are there to be sent do not count, since they say the same.
func Fingerprint(files map[string][]byte) string {
	var list strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if _, packed := Plain(name); !packed {
			fmt.Fprintf(&list, "%q %x\n", name, sha256.Sum256(files[name]))
		}
	}
	sum := sha256.Sum256([]byte(list.String()))
	return hex.EncodeToString(sum[:12])
}
