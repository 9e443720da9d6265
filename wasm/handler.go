package wasm

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// types are the content types of what lies beside a widget. A browser runs no
// module and streams no WebAssembly of another type.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
}

// Handler serves the files of a widget: those of [Build], and bundles beside
// them. It reads and compresses all of them once, at the first request, and
// answers 500 to every request where a file cannot be read.
//
// Names stay the same from one version to the next, so that pages need not
// change; therefore a browser keeps its copy but asks each time whether it is
// still the same, by an ETag of the content. Shell, engine and bundle can then
// never be of different versions for longer than a reload.
func Handler(files fs.FS) http.Handler {
	load := sync.OnceValues(func() (map[string]asset, error) { return assets(files) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		all, err := load()
		if err != nil {
			http.Error(w, "the files of the widget cannot be read", http.StatusInternalServerError)
			return
		}
		a, ok := all[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		a.serve(w, r)
	})
}

// asset is one file, ready to be sent.
type asset struct {
	kind   string
	tag    string // strong ETag of the plain bytes, without quotes
	plain  []byte
	packed []byte // gzip; nil where it would not be smaller
}

func assets(files fs.FS) (map[string]asset, error) {
	all := map[string]asset{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		a := asset{kind: types[path.Ext(name)], tag: hex.EncodeToString(sum[:16]), plain: data}
		if a.kind == "" {
			a.kind = "application/octet-stream"
		}
		if a.packed, err = pack(data); err != nil {
			return err
		}
		all[name] = a
		return nil
	})
	return all, err
}

func pack(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if out.Len() >= len(data) {
		return nil, nil
	}
	return out.Bytes(), nil
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h, body, tag := w.Header(), a.plain, `"`+a.tag+`"`
	if a.packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Values("Accept-Encoding")) {
			// Other bytes, so another tag: it is a strong one.
			body, tag = a.packed, `"`+a.tag+`-gzip"`
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	if holds(r.Header.Values("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", a.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	if r.Method == http.MethodGet {
		w.Write(body) // a client that went away is no fault of ours
	}
}

// holds tells whether If-None-Match names the tag; a proxy may have made it a
// weak one.
func holds(values []string, tag string) bool {
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			one = strings.TrimSpace(one)
			if one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}

// acceptsGzip reads Accept-Encoding: gzip by name, or else any encoding, with
// a weight above zero.
func acceptsGzip(values []string) bool {
	anything := false
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			coding, weight, _ := strings.Cut(one, ";")
			ok := true
			if q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q="); found {
				f, err := strconv.ParseFloat(q, 64)
				ok = err == nil && f > 0
			}
			switch strings.ToLower(strings.TrimSpace(coding)) {
			case "gzip":
				return ok
			case "*":
				anything = ok
			}
		}
	}
	return anything
}
