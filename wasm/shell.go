package wasm

import (
	"embed"
	"io/fs"
)

//go:generate go run -C generate . -from ../shell -o ../dist

//go:embed dist
var shell embed.FS

// EngineFile is the name of the engine among the files of the widget.
const EngineFile = "osmosi-engine.wasm"

// Shell is the part of the widget that a browser reads as it is, made of the
// source in the folder shell: modules that lie in one folder and find each
// other, and [EngineFile], there.
func Shell() fs.FS {
	files, err := fs.Sub(shell, "dist")
	if err != nil {
		panic(err) // the name is valid, so Sub cannot fail
	}
	return files
}
