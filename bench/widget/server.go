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
	"github.com/osmosi-learning/osmosi/wasm/pack"
)

var types = map[string]string{".js": "text/javascript", ".json": "application/json", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm"}

// site is what both are served from: files by path, compressed before.
type site struct {
	files map[string][]byte
	made  *pack.Manifest
}

// newSite builds the engine and the yardstick in a folder, and puts them beside
// their pages.
func newSite(ctx context.Context, dir string) (*site, error) {
	made, err := pack.Build(ctx, filepath.Join(dir, "osmosi"), pack.Options{})
	if err != nil {
		return nil, err
	}
	hello := filepath.Join(dir, "hello")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", filepath.Join(hello, "hello.wasm"), "./hello")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	build.Dir = here()
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the yardstick: %w\n%s", err, out)
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	loader, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	s := &site{map[string][]byte{}, made}
	s.add("/hello/wasm_exec.js", loader)
	for name, page := range pages {
		s.add("/"+name, []byte(strings.ReplaceAll(page, "/osmosi/", "/osmosi/"+made.Folder+"/")))
	}
	bundle, err := files()
	if err != nil {
		return nil, err
	}
	for name, data := range bundle {
		s.add("/bundle/"+name, data)
	}
	return s, fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || types[path.Ext(name)] == "" {
			return err
		}
		file := filepath.Join(dir, name)
		if data, err := os.ReadFile(file + ".br"); err == nil { // compressed already
			s.files["/"+name] = data
			return nil
		}
		data, err := os.ReadFile(file)
		s.add("/"+name, data)
		return err
	})
}

func (s *site) add(path string, data []byte) {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestCompression)
	w.Write(data) // into memory
	w.Close()
	s.files[path] = out.Bytes()
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, has := s.files[r.URL.Path]
	if !has {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", types[path.Ext(r.URL.Path)])
	w.Header().Set("Content-Encoding", "br")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(data) // a browser that went away is measured again
}
