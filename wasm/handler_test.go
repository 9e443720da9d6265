package wasm

import (
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/asset"
)

var files = fstest.MapFS{
	"osmosi-widget.js":   {Data: []byte(strings.Repeat("export {};\n", 100))},
	"osmosi-engine.wasm": {Data: []byte(strings.Repeat("\x00asm", 100))},
	"bundle.json":        {Data: []byte(`{"osmosi":"bundle/v1"}`)},
	"text/it.json":       {Data: []byte(`{}`)},
	"LICENSE":            {Data: []byte("short")},
}

// built is a folder as the build leaves it: a folder named by its contents, one
// that says it is and is not, and forms that are there to be sent.
func built() (dir fstest.MapFS, hashed string) {
	contents := map[string][]byte{
		"osmosi-widget.js":      []byte(strings.Repeat("export {};\n", 100)),
		"osmosi-widget.js.br":   []byte("as brotli has it"),
		"osmosi-widget.js.gz":   []byte("as gzip has it"),
		"osmosi-engine.wasm":    []byte(strings.Repeat("\x00asm", 100)),
		"osmosi-engine.wasm.br": []byte("the engine as brotli has it"),
	}
	hashed = asset.Fingerprint(contents)
	dir = fstest.MapFS{
		"osmosi-widget.js": {Data: []byte("export * from \"./" + hashed + "/osmosi-widget.js\";\n")},
		"bundle.json":      {Data: []byte(`{"osmosi":"bundle/v1"}`)},
		strings.Repeat("0", 24) + "/osmosi-widget.js": {Data: []byte("not what its name says")},
	}
	for name, data := range contents {
		dir[hashed+"/"+name] = &fstest.MapFile{Data: data}
	}
	return dir, hashed
}

func ask(h http.Handler, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	data, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(data)
}

func TestHandlerServesFilesWithTheirTypes(t *testing.T) {
	h := Handler(files)
	for path, kind := range map[string]string{
		"/osmosi-widget.js":   "text/javascript; charset=utf-8",
		"/osmosi-engine.wasm": "application/wasm",
		"/bundle.json":        "application/json",
		"/text/it.json":       "application/json",
		"/LICENSE":            "application/octet-stream",
	} {
		r := ask(h, "GET", path)
		require.Equal(t, 200, r.StatusCode, path)
		require.Equal(t, kind, r.Header.Get("Content-Type"))
		require.Equal(t, "nosniff", r.Header.Get("X-Content-Type-Options"))
		require.Empty(t, r.Header.Get("Content-Encoding"))
		want := files[path[1:]].Data
		require.Equal(t, strconv.Itoa(len(want)), r.Header.Get("Content-Length"))
		require.Equal(t, string(want), body(t, r))
	}
}

func TestHandlerKnowsNothingElse(t *testing.T) {
	h := Handler(files)
	for _, path := range []string{"/", "/text", "/text/", "/osmosi-widget", "/missing.js", "/../handler.go", "/text/../bundle.json"} {
		require.Equal(t, 404, ask(h, "GET", path).StatusCode, path)
	}
}

func TestHandlerTakesOnlyReads(t *testing.T) {
	h := Handler(files)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		r := ask(h, method, "/bundle.json")
		require.Equal(t, 405, r.StatusCode, method)
		require.Equal(t, "GET, HEAD", r.Header.Get("Allow"))
	}
}

func TestHandlerAnswersHeadAsGetWithoutTheBody(t *testing.T) {
	h := Handler(files)
	for _, encoding := range []string{"", "gzip"} {
		get := ask(h, "GET", "/osmosi-widget.js", "Accept-Encoding", encoding)
		head := ask(h, "HEAD", "/osmosi-widget.js", "Accept-Encoding", encoding)
		require.Equal(t, get.Header, head.Header)
		require.Equal(t, 200, head.StatusCode)
		require.Empty(t, body(t, head))
	}
}

func TestHandlerSendsTheFormThatIsPreferred(t *testing.T) {
	dir, hashed := built()
	h := Handler(dir)
	const none = "406"
	for _, c := range []struct{ accept, all, some string }{ // some: a file without gzip of its own, which is then made
		{"gzip, deflate, br, zstd", "br", "br"},
		{"gzip", "gzip", "gzip"}, {"GZIP", "gzip", "gzip"}, {"x-gzip", "gzip", "gzip"}, {"br", "br", "br"}, {"deflate", "", ""},
		{"", "", ""}, {"identity", "", ""}, {"*", "br", "br"}, {",, gzip ,", "gzip", "gzip"},
		{"br;q=0.5, gzip;q=0.8", "gzip", "gzip"}, {"br;q=0.8, gzip;q=0.8", "br", "br"}, {"gzip;q=0.001", "gzip", "gzip"},
		{"identity, gzip;q=0.5", "", ""}, {"gzip, identity;q=0.5", "gzip", "gzip"}, {"identity;q=0.5, *;q=0.4", "", ""}, {"deflate, *;q=0.1", "br", "br"},
		{"gzip;q=0", "", ""}, {"gzip; q=0.0", "", ""}, {"br;q=0, *", "gzip", "gzip"}, {"gzip;q=0, br;q=0, *", "", ""}, {"gzip ; q=1", "gzip", "gzip"}, {"gzip;Q=1.000", "gzip", "gzip"},
		{"gzip;q=many", "", ""}, {"gzip;q=2", "", ""}, {"gzip;q=1.5", "", ""}, {"gzip;q=0.1234", "", ""}, {"gzip;q=-1", "", ""}, {"gzip;q=1e-1", "", ""}, {"gzip;q=", "", ""}, {"gzip;level=1", "", ""},
		{"identity;q=0", none, none}, {"*;q=0", none, none}, {"gzip;q=0, *;q=0", none, none}, {"deflate, identity;q=0", none, none},
		{"identity;q=0, gzip", "gzip", "gzip"}, {"*;q=0, br", "br", "br"}, {"*;q=0, identity", "", ""}, {"gzip, *;q=0", "gzip", "gzip"},
	} {
		for file, want := range map[string]string{"osmosi-widget.js": c.all, "osmosi-engine.wasm": c.some} {
			r := ask(h, "GET", "/"+hashed+"/"+file, "Accept-Encoding", c.accept)
			require.Equal(t, "Accept-Encoding", r.Header.Get("Vary"), c.accept)
			if want == none {
				require.Equal(t, 406, r.StatusCode, c.accept)
				require.Empty(t, r.Header.Get("Cache-Control"))
				continue
			}
			require.Equal(t, 200, r.StatusCode, c.accept)
			require.Equal(t, want, r.Header.Get("Content-Encoding"), c.accept)
			require.Equal(t, asset.Type(file), r.Header.Get("Content-Type"))
			got := body(t, r)
			require.Equal(t, strconv.Itoa(len(got)), r.Header.Get("Content-Length"))
			switch want {
			case "":
				require.Equal(t, string(dir[hashed+"/"+file].Data), got)
			case "br":
				require.Equal(t, string(dir[hashed+"/"+file+".br"].Data), got)
			case "gzip":
				if there := dir[hashed+"/"+file+".gz"]; there != nil {
					require.Equal(t, string(there.Data), got)
					continue
				}
				z, err := gzip.NewReader(strings.NewReader(got))
				require.NoError(t, err)
				plain, err := io.ReadAll(z)
				require.NoError(t, err)
				require.Equal(t, string(dir[hashed+"/"+file].Data), string(plain))
			}
		}
	}
	t.Run("several headers are one list", func(t *testing.T) {
		r := ask(h, "GET", "/"+hashed+"/osmosi-widget.js", "Accept-Encoding", "gzip;q=0.5", "Accept-Encoding", "br;q=0.4")
		require.Equal(t, "gzip", r.Header.Get("Content-Encoding"))
	})
	t.Run("no header is no wish", func(t *testing.T) {
		require.Empty(t, ask(h, "GET", "/"+hashed+"/osmosi-widget.js").Header.Get("Content-Encoding"))
	})
	t.Run("what would be larger is sent as it is", func(t *testing.T) {
		r := ask(Handler(files), "GET", "/LICENSE", "Accept-Encoding", "gzip")
		require.Empty(t, r.Header.Get("Content-Encoding"))
		require.Empty(t, r.Header.Get("Vary"))
	})
	t.Run("forms are no files", func(t *testing.T) {
		require.Equal(t, 404, ask(h, "GET", "/"+hashed+"/osmosi-widget.js.br").StatusCode)
	})
}

func TestHandlerHasBrowsersKeepWhatIsNamedByItsContents(t *testing.T) {
	dir, hashed := built()
	h := Handler(dir)
	for path, want := range map[string]string{
		"/" + hashed + "/osmosi-widget.js":                  "public, max-age=31536000, immutable",
		"/" + hashed + "/osmosi-engine.wasm":                "public, max-age=31536000, immutable",
		"/osmosi-widget.js":                                 "no-cache",
		"/bundle.json":                                      "no-cache",
		"/" + strings.Repeat("0", 24) + "/osmosi-widget.js": "no-cache",
	} {
		for _, encoding := range []string{"", "br, gzip"} {
			r := ask(h, "GET", path, "Accept-Encoding", encoding)
			require.Equal(t, want, r.Header.Get("Cache-Control"), path)
			r = ask(h, "GET", path, "Accept-Encoding", encoding, "If-None-Match", r.Header.Get("ETag"))
			require.Equal(t, 304, r.StatusCode)
			require.Equal(t, want, r.Header.Get("Cache-Control"), path)
		}
	}
}

func TestHandlerLetsOtherOriginsLoadCodeAndNoContents(t *testing.T) {
	dir, hashed := built()
	h := Handler(dir)
	for path, code := range map[string]bool{"/osmosi-widget.js": true, "/" + hashed + "/osmosi-engine.wasm": true, "/bundle.json": false} {
		for _, match := range []string{"", "*"} { // 200 and 304
			r := ask(h, "GET", path, "Origin", "https://elsewhere.example", "If-None-Match", match)
			want, policy := "", "same-origin"
			if code {
				want, policy = "*", "cross-origin"
			}
			require.Equal(t, want, r.Header.Get("Access-Control-Allow-Origin"), path)
			require.Equal(t, policy, r.Header.Get("Cross-Origin-Resource-Policy"), path)
			require.Empty(t, r.Header.Get("Access-Control-Allow-Credentials"))
		}
	}
}

func TestHandlerLeavesTheHostsOwnHeadersAlone(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "https://intranet.example")
		w.Header().Set("Vary", "Origin")
		Handler(files).ServeHTTP(w, r)
	})
	r := ask(h, "GET", "/bundle.json")
	require.Equal(t, "https://intranet.example", r.Header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, r.Header.Values("Vary"), "Origin")
	r = ask(h, "GET", "/osmosi-widget.js")
	require.ElementsMatch(t, []string{"Origin", "Accept-Encoding"}, r.Header.Values("Vary"))
}

func TestHandlerSendsNothingThatTheBrowserHas(t *testing.T) {
	dir, hashed := built()
	h, path := Handler(dir), "/"+hashed+"/osmosi-widget.js"
	tag := map[string]string{}
	for _, encoding := range []string{"identity", "gzip", "br"} {
		tag[encoding] = ask(h, "GET", path, "Accept-Encoding", encoding).Header.Get("ETag")
		require.Regexp(t, `^"[0-9a-f]{32}"$`, tag[encoding])
	}
	require.NotEqual(t, tag["identity"], tag["gzip"])
	require.NotEqual(t, tag["gzip"], tag["br"])
	for _, c := range []struct {
		accept, match string
		want          int
	}{
		{"", tag["identity"], 304}, {"gzip", tag["gzip"], 304}, {"br", tag["br"], 304}, {"", `"other", ` + tag["identity"], 304}, {"gzip", "W/" + tag["gzip"], 304}, {"", "*", 304},
		{"", tag["gzip"], 200}, {"gzip", tag["identity"], 200}, {"br, gzip", tag["gzip"], 200}, {"", `"other"`, 200}, {"", "", 200}, {"", strings.Trim(tag["identity"], `"`), 200},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r := ask(h, method, path, "Accept-Encoding", c.accept, "If-None-Match", c.match)
			require.Equal(t, c.want, r.StatusCode, c)
			require.NotEmpty(t, r.Header.Get("ETag"))
			require.Equal(t, "Accept-Encoding", r.Header.Get("Vary"))
			if c.want == 304 {
				require.Empty(t, body(t, r))
				require.Empty(t, r.Header.Get("Content-Length"))
			}
		}
	}
	t.Run("times say nothing", func(t *testing.T) {
		r := ask(h, "GET", path, "If-Modified-Since", "Fri, 31 Dec 2999 23:59:59 GMT")
		require.Equal(t, 200, r.StatusCode)
		require.Empty(t, r.Header.Get("Last-Modified"))
	})
}

func TestHandlerSendsRangesOfTheFormThatItChose(t *testing.T) {
	dir, hashed := built()
	h, path := Handler(dir), "/"+hashed+"/osmosi-widget.js"
	plain, packed := string(dir[path[1:]].Data), "as brotli has it"
	tag := func(accept string) string { return ask(h, "GET", path, "Accept-Encoding", accept).Header.Get("ETag") }
	for _, c := range []struct {
		name, accept, asked, ifRange string
		status                       int
		content, part                string
	}{
		{"the first bytes", "", "bytes=0-5", "", 206, "bytes 0-5/1100", "export"},
		{"the last bytes", "", "bytes=-4", "", 206, "bytes 1096-1099/1100", "{};\n"},
		{"from one byte on", "", "bytes=1090-", "", 206, "bytes 1090-1099/1100", plain[1090:]},
		{"to beyond the end", "", "bytes=1090-9999", "", 206, "bytes 1090-1099/1100", plain[1090:]},
		{"of the packed bytes", "br", "bytes=3-8", "", 206, "bytes 3-8/16", "brotli"},
		{"of what is still the same", "br", "bytes=3-8", tag("br"), 206, "bytes 3-8/16", "brotli"},
		{"of what was another form", "br", "bytes=3-8", tag(""), 200, "", packed},
		{"of what was tagged weakly", "br", "bytes=3-8", "W/" + tag("br"), 200, "", packed},
		{"of what was had at some time", "br", "bytes=3-8", "Fri, 31 Dec 1999 23:59:59 GMT", 200, "", packed},
		{"in units unknown", "", "lines=1-2", "", 200, "", plain},
		{"beyond the end", "", "bytes=1100-", "", 416, "bytes */1100", ""},
		{"beyond the end of the packed bytes", "br", "bytes=16-", "", 416, "bytes */16", ""},
		{"that is none", "", "bytes=b-a", "", 416, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := []string{"Accept-Encoding", c.accept, "Range", c.asked}
			if c.ifRange != "" {
				headers = append(headers, "If-Range", c.ifRange)
			}
			r := ask(h, "GET", path, headers...)
			require.Equal(t, c.status, r.StatusCode)
			require.Equal(t, c.content, r.Header.Get("Content-Range"))
			if c.status == 416 {
				require.Empty(t, r.Header.Get("Content-Encoding"))
				return
			}
			require.Equal(t, "bytes", r.Header.Get("Accept-Ranges"))
			require.Equal(t, c.accept, r.Header.Get("Content-Encoding"))
			require.Equal(t, tag(c.accept), r.Header.Get("ETag"))
			require.Equal(t, c.part, body(t, r))
			require.Equal(t, strconv.Itoa(len(c.part)), r.Header.Get("Content-Length"))
			require.Equal(t, 200, ask(h, "HEAD", path, headers...).StatusCode, "ranges are for GET")
		})
	}
	t.Run("several at once", func(t *testing.T) {
		r := ask(h, "GET", path, "Range", "bytes=0-5,7-8")
		require.Equal(t, 206, r.StatusCode)
		kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		require.NoError(t, err)
		require.Equal(t, "multipart/byteranges", kind)
		parts := multipart.NewReader(r.Body, parameters["boundary"])
		for _, want := range []string{"export", "{}"} {
			part, err := parts.NextRawPart()
			require.NoError(t, err)
			data, err := io.ReadAll(part)
			require.NoError(t, err)
			require.Equal(t, want, string(data))
		}
	})
}

// What goes over a connection is more than a recorder sees: lengths that do not
// fit break it.
func TestHandlerOverAConnection(t *testing.T) {
	dir, hashed := built()
	site := httptest.NewServer(Handler(dir))
	defer site.Close()
	address := site.URL + "/" + hashed + "/osmosi-widget.js"
	for _, headers := range [][]string{{}, {"Range", "bytes=2-3"}, {"Range", "bytes=99999-"}, {"If-Match", `"other"`}, {"If-None-Match", "*"}} {
		for _, accept := range []string{"br", "identity", "identity;q=0"} {
			for _, method := range []string{"GET", "HEAD"} {
				r, err := http.NewRequest(method, address, nil)
				require.NoError(t, err)
				r.Header.Set("Accept-Encoding", accept)
				for i := 0; i < len(headers); i += 2 {
					r.Header.Set(headers[i], headers[i+1])
				}
				response, err := site.Client().Do(r)
				require.NoError(t, err)
				got := body(t, response) // fails where the length does not fit
				response.Body.Close()
				if len(headers) > 0 && headers[0] == "If-Match" && accept != "identity;q=0" {
					require.Equal(t, 412, response.StatusCode)
					require.Empty(t, got)
				}
			}
		}
	}
	t.Run("with curl", func(t *testing.T) {
		curl, err := exec.LookPath("curl")
		if err != nil {
			t.Log("not run, since there is no curl on the PATH")
			return
		}
		whole := filepath.Join(t.TempDir(), "osmosi-widget.js")
		first, err := exec.Command(curl, "-fsS", "-r", "0-99", address).Output()
		require.NoError(t, err)
		require.Len(t, first, 100)
		require.NoError(t, os.WriteFile(whole, first, 0o644))
		out, err := exec.Command(curl, "-fsS", "-C", "-", "-o", whole, address).CombinedOutput()
		require.NoError(t, err, string(out))
		got, err := os.ReadFile(whole)
		require.NoError(t, err)
		require.Equal(t, string(dir[hashed+"/osmosi-widget.js"].Data), string(got), "curl went on where it had stopped")
		again, err := exec.Command(curl, "-sS", "-o", os.DevNull, "-w", "%{http_code} %{size_download}", "-H", "Accept-Encoding: br", "-r", "3-8", address).Output()
		require.NoError(t, err)
		require.Equal(t, "206 6", string(again))
	})
}

func TestHandlerTagsContentAndNotTime(t *testing.T) {
	tag := func(data string) string {
		return ask(Handler(fstest.MapFS{"a.js": {Data: []byte(data)}}), "GET", "/a.js").Header.Get("ETag")
	}
	require.Equal(t, tag("one"), tag("one"))
	require.NotEqual(t, tag("one"), tag("two"))
}

// counting counts how often a file is opened, and fails where told to.
type counting struct {
	fs.FS
	opened *atomic.Int32
	err    error
}

func (c counting) Open(name string) (fs.File, error) {
	if name == "a.js" {
		c.opened.Add(1)
		if c.err != nil {
			return nil, c.err
		}
	}
	return c.FS.Open(name)
}

func TestHandlerReadsEachFileOnce(t *testing.T) {
	var opened atomic.Int32
	h := Handler(counting{FS: fstest.MapFS{"a.js": {Data: []byte("one")}}, opened: &opened})
	require.Zero(t, opened.Load())
	for range 3 {
		require.Equal(t, 200, ask(h, "GET", "/a.js").StatusCode)
	}
	require.Equal(t, int32(1), opened.Load())
}

func TestHandlerSaysThatAFileCannotBeRead(t *testing.T) {
	var opened atomic.Int32
	h := Handler(counting{FS: fstest.MapFS{"a.js": {Data: []byte("one")}}, opened: &opened, err: errors.New("disk at /secret/path")})
	r := ask(h, "GET", "/a.js")
	require.Equal(t, 500, r.StatusCode)
	require.NotContains(t, body(t, r), "secret")
}

func TestWhatRunsTheEngineElsewhereHasAPolicyOfItsOwn(t *testing.T) {
	files := fstest.MapFS{"osmosi-worker.js": {Data: []byte("1")}, "a/osmosi-frame.html": {Data: []byte("2")}, "osmosi-widget.js": {Data: []byte("3")}}
	policy := func(path, set string) string {
		answer := httptest.NewRecorder()
		if set != "" {
			answer.Header().Set("Content-Security-Policy", set)
		}
		Handler(files).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		require.Equal(t, http.StatusOK, answer.Code)
		return answer.Header().Get("Content-Security-Policy")
	}
	require.Equal(t, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", policy("/osmosi-worker.js", ""))
	require.Equal(t, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'self'", policy("/a/osmosi-frame.html", ""))
	require.Equal(t, "default-src 'self'", policy("/osmosi-worker.js", "default-src 'self'"), "the host's own")
	require.Empty(t, policy("/osmosi-widget.js", ""))
}
