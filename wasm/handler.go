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
	"time"

	"github.com/osmosi-learning/osmosi/internal/asset"
)

// Handler serves the files of a widget: those that the command wasm/build
// wrote, and bundles beside them. It reads all of them once, at the first
// request, and answers 500 to every request where a file cannot be read.
//
// A file is sent in the form that the browser prefers (RFC 9110, section
// 12.5.3), the smallest of those it likes equally: with brotli where there is a
// form of it beside it (name.br), with gzip (name.gz, or made at the first
// request), or as it is. Who accepts none of them gets 406. Each form has a
// strong ETag of its bytes, and may be had in ranges. Modification times are
// neither told nor asked for: they differ between copies of the same files.
//
// What lies in a folder that the build named by its contents may be kept for
// ever; that the name is true is checked. All else keeps its name from one
// version to the next, so that pages need not change: a browser keeps a copy and
// asks each time whether it is still the same.
//
// Scripts of other origins may load code (such folders, and modules beside
// them), which holds nothing of anyone and of which every copy is the same. All
// else, bundles above all, is for pages of its own origin, since it tells of an
// organisation, and on an intranet the network may be all that protects it. To
// have pages of another origin read a bundle, set Access-Control-Allow-Origin
// to that origin before calling the handler, and Vary: Origin where there are
// several.
func Handler(files fs.FS) http.Handler {
	load := sync.OnceValues(func() (map[string]*file, error) { return read(files) })
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
		f := all[strings.TrimPrefix(r.URL.Path, "/")]
		if f == nil {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	})
}

// policies are those of what runs the engine where a page's own policy does not
// let it: there it may run, and nothing that it is told can go anywhere.
var policies = map[string]string{
	"osmosi-worker.js":  runsEngine,
	"osmosi-frame.html": runsEngine + "; frame-ancestors 'self'",
}

const runsEngine = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

// file is one file, ready to be sent in each of its forms.
type file struct {
	kind   string
	kept   bool // its address holds these bytes for ever
	code   bool // other origins may load it
	forms  []form
	varies bool
}

// form is how a file can be sent.
type form struct {
	encoding string // as in Content-Encoding; "identity" for the file as it is
	tag      string // strong ETag of the bytes
	data     []byte
}

func newForm(encoding string, data []byte) form {
	sum := sha256.Sum256(data)
	return form{encoding: encoding, tag: `"` + hex.EncodeToString(sum[:16]) + `"`, data: data}
}

func read(files fs.FS) (map[string]*file, error) {
	contents, folders := map[string][]byte{}, map[string]map[string][]byte{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if contents[name], err = fs.ReadFile(files, name); err != nil {
			return err
		}
		folder, base := path.Split(name)
		if folders[folder] == nil {
			folders[folder] = map[string][]byte{}
		}
		folders[folder][base] = contents[name]
		return nil
	})
	if err != nil {
		return nil, err
	}
	kept := map[string]bool{} // folders that are called what is in them
	for folder, inside := range folders {
		kept[folder] = path.Base(folder) == asset.Fingerprint(inside)
	}
	all := map[string]*file{}
	for name, data := range contents {
		if plain, packed := asset.Plain(name); packed && contents[plain] != nil {
			continue
		}
		folder, _ := path.Split(name)
		f := &file{kind: asset.Type(name), kept: kept[folder], code: kept[folder] || path.Ext(name) == ".js"}
		for _, e := range asset.Encodings {
			packed := contents[name+e.Extension]
			if packed == nil && e.Name == "gzip" {
				if packed, err = pack(data); err != nil {
					return nil, err
				}
			}
			if packed != nil {
				f.forms = append(f.forms, newForm(e.Name, packed))
			}
		}
		f.varies = len(f.forms) > 0
		f.forms = append(f.forms, newForm(identity, data))
		all[name] = f
	}
	return all, nil
}

// pack returns the bytes with gzip, or nil where that is not smaller.
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

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if f.varies {
		h.Add("Vary", "Accept-Encoding")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if f.code {
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Allow-Origin", "*")
	}
	if policy := policies[path.Base(r.URL.Path)]; policy != "" && h.Get("Content-Security-Policy") == "" {
		h.Set("Content-Security-Policy", policy)
	}
	chosen := choose(f.forms, r.Header.Values("Accept-Encoding"))
	if chosen == nil {
		http.Error(w, "none of the forms of this file is acceptable", http.StatusNotAcceptable)
		return
	}
	if asked := r.Header.Get("Range"); asked != "" && (r.Method == http.MethodHead || !strings.HasPrefix(asked, "bytes=")) {
		// Ranges are for GET alone, and in units that the server knows (RFC 9110,
		// section 14.2): what else is asked for is as if it were not.
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	h.Set("Cache-Control", "no-cache")
	if f.kept {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Type", f.kind)
	h.Set("ETag", chosen.tag)
	if chosen.encoding != identity {
		h.Set("Content-Encoding", chosen.encoding)
		if r.Header.Get("If-Match") == "" { // else the answer may be one without a body
			h.Set("Content-Length", strconv.Itoa(len(chosen.data)))
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(chosen.data))
}
