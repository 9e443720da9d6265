package wasm

import (
	"embed"
	"io/fs"
)

//go:embed shell/*.js shell/*.html shell/*.d.ts
var shell embed.FS

// Shell is the part of the widget that a browser reads as it is: modules that lie
// in one folder and find each other, and [EngineFile], there.
func Shell() fs.FS {
	files, err := fs.Sub(shell, "shell")
	if err != nil {
		panic(err) // the name is valid, so Sub cannot fail
	}
	return files
}
