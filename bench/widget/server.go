package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/osmosi-learning/osmosi/wasm"
	"github.com/osmosi-learning/osmosi/wasm/pack"
)

var types = map[string]string{".js": "text/javascript", ".json": "application/json", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm"}

// site is what both are served from: files by path, compressed before.
type site map[string][]byte

// newSite builds the widget and the yardstick, and puts them beside their pages.
func newSite(ctx context.Context) (site, *pack.Manifest, error) {
	dir, err := os.MkdirTemp("", "widget")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	m, err := pack.Build(ctx, filepath.Join(dir, "osmosi"), pack.Options{})
	if err != nil {
		return nil, nil, err
	}
	hello := filepath.Join(dir, "hello")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", filepath.Join(hello, "hello.wasm"), "./hello")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	build.Dir = here()
	if out, err := build.CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("the yardstick: %w\n%s", err, out)
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, nil, err
	}
	loader, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"))
	if err != nil {
		return nil, nil, err
	}
	s := site{}
	s.add("/hello/wasm_exec.js", loader)
	for name, page := range pages {
		s.add("/"+name, []byte(page))
	}
	bundle, err := files()
	if err != nil {
		return nil, nil, err
	}
	for name, data := range bundle {
		s.add("/bundle/"+name, data)
	}
	// The module that talks to the engine is asked alone, from its source.
	source := filepath.Join(here(), "../../wasm/shell")
	for _, name := range []string{"osmosi-engine.js", "osmosi-build.js"} {
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return nil, nil, err
		}
		s.add("/engine/"+name, data)
	}
	return s, m, fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || types[path.Ext(name)] == "" {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		s.add("/"+name, data)
		if name == "osmosi/"+m.Engine {
			s.add("/engine/"+wasm.EngineFile, data)
		}
		return err
	})
}

func (s site) add(path string, data []byte) {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	w.Write(data) // into memory
	w.Close()
	s[path] = out.Bytes()
}

func (s site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, has := s[r.URL.Path]
	if !has {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(r.URL.Path)])
	w.Header().Set("Content-Encoding", "br")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(data) // a browser that went away is measured again
}
