package pack

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/asset"
	"github.com/osmosi-learning/osmosi/internal/compile"
	"github.com/osmosi-learning/osmosi/wasm"
)

// documents lie in the folder as they are: types for each module that pages
// load, and what else people and their tools read.
//
//go:embed package
var documents embed.FS

const entry = "osmosi-widget.js"

const frame = "osmosi-frame.html"

// Options say how to build.
type Options struct {
	// Version is that of the npm package, such as 0.3.0 (Semantic Versioning).
	// Without it it is the version of Osmosi, or 0.0.0 where that has none.
	Version string
	// Whole keeps in the engine what only tracebacks read, which makes it heavier
	// and tells in a crash report which functions and lines it was in.
	Whole bool
	// Done, where there is one, hears of each file that was written.
	Done func(name string, file File)
}

// Build writes the files that a page needs into dir, which it makes where it is
// not there. Files of the same name are replaced, others stay. The manifest
// comes last.
//
// It runs the go command of the PATH, in the module of the working directory,
// which is Osmosi itself or one that requires it, and needs no network where the
// sources are on the machine. Compressing takes a few seconds; a compressed form
// that is there already and says the same is kept.
func Build(ctx context.Context, dir string, o Options) (*Manifest, error) {
	m, err := build(ctx, dir, o)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return m, nil
}

func build(ctx context.Context, dir string, o Options) (*Manifest, error) {
	if o.Version != "" && !semantic.MatchString(o.Version) {
		return nil, fmt.Errorf("%q is no version such as 0.3.0", o.Version)
	}
	engine, err := compile.Compile(ctx, o.Whole)
	if err != nil {
		return nil, err
	}
	if o.Version == "" {
		if o.Version = strings.TrimPrefix(engine.Version, "v"); !semantic.MatchString(o.Version) {
			o.Version = "0.0.0"
		}
	}
	license, err := os.ReadFile(filepath.Join(engine.Home, "LICENSE"))
	if err != nil {
		return nil, err
	}
	inside, err := versioned(engine.Module)
	if err != nil {
		return nil, err
	}
	folder := asset.Fingerprint(inside)
	m := &Manifest{Osmosi: "widget/v1", Version: o.Version, Go: engine.Go, Folder: folder,
		Entry: folder + "/" + entry, Engine: folder + "/" + wasm.EngineFile, Styles: folder + "/osmosi-widget.css", Files: map[string]File{}}
	files := map[string][]byte{"LICENSE": license}
	for name, data := range inside {
		files[folder+"/"+name] = data
	}
	// The document that a page names where it runs the engine in a frame keeps its
	// address too.
	entries := []string{frame}
	if files[frame], err = framed(folder); err != nil {
		return nil, err
	}
	names, err := fs.Glob(documents, "package/*")
	if err != nil {
		return nil, err
	}
	for _, path := range names {
		name := strings.TrimPrefix(path, "package/")
		if files[name], err = documents.ReadFile(path); err != nil {
			return nil, err
		}
		module := strings.TrimSuffix(name, ".d.ts") + ".js"
		if module != name && inside[module] != nil {
			entries = append(entries, module)
			files[module] = fmt.Appendf(nil, "export * from \"./%s/%s\";\n", folder, module)
		}
	}
	if files["package.json"], err = packageJSON(m, slices.DeleteFunc(slices.Clone(entries), func(name string) bool { return name == frame })); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		loaded := strings.HasPrefix(name, folder) || slices.Contains(entries, name)
		file, err := write(dir, name, files[name], loaded)
		if err != nil {
			return nil, err
		}
		m.Files[name] = file
		if o.Done != nil {
			o.Done(name, file)
		}
	}
	list, err := encode(m)
	if err != nil {
		return nil, err
	}
	return m, os.WriteFile(filepath.Join(dir, ManifestFile), list, 0o644)
}

// framed is the document of the frame that runs the module in the folder.
func framed(folder string) ([]byte, error) {
	const src = `src="`
	page, err := fs.ReadFile(wasm.Shell(), frame)
	if err == nil && bytes.Count(page, []byte(src)) != 1 {
		err = errors.New("the document of the frame loads other than one script")
	}
	return bytes.Replace(page, []byte(src), []byte(src+folder+"/"), 1), err
}

// semantic matches versions that npm takes (Semantic Versioning 2.0.0).
var semantic = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)

// unknown is what the built shell says of its engine before there is one.
const unknown = `{file:"` + wasm.EngineFile + `",integrity:""}`

// versioned returns what lies in the folder that is named by its contents: the
// shell, which now knows its engine, and the engine.
func versioned(engine []byte) (map[string][]byte, error) {
	known := []byte(strings.Replace(unknown, `""`, `"`+integrity(engine)+`"`, 1))
	files, told := map[string][]byte{}, 0
	shell := wasm.Shell()
	names, err := fs.Glob(shell, "*")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(shell, name)
		if err != nil {
			return nil, err
		}
		told += bytes.Count(data, []byte(unknown))
		files[name] = bytes.ReplaceAll(data, []byte(unknown), known)
	}
	if told == 0 {
		return nil, errors.New("no module of the shell has a place for the hash of the engine")
	}
	files[wasm.EngineFile] = engine
	return files, nil
}

// encode writes JSON as people read it, without escaping what is only markup in
// a page.
func encode(value any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(value)
	return out.Bytes(), err
}
