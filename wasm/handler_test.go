package wasm

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

var files = fstest.MapFS{
	"osmosi-widget.js":   {Data: []byte(strings.Repeat("export {};\n", 100))},
	"osmosi-engine.wasm": {Data: []byte(strings.Repeat("\x00asm", 100))},
	"bundle.json":        {Data: []byte(`{"osmosi":"bundle/v1"}`)},
	"text/it.json":       {Data: []byte(`{}`)},
	"LICENSE":            {Data: []byte("short")},
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
		require.Equal(t, "no-cache", r.Header.Get("Cache-Control"))
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

func TestHandlerCompressesForWhoAcceptsIt(t *testing.T) {
	h := Handler(files)
	for accept, want := range map[string]bool{
		"gzip": true, "br, gzip;q=0.8": true, "GZIP": true, "*": true, "deflate, *;q=0.1": true, "gzip;q=1, *;q=0": true,
		"": false, "br": false, "identity": false, "gzip;q=0": false, "gzip; q=0.0": false, "*;q=0": false, "gzip;q=0, *": false, "gzip;q=many": false,
	} {
		r := ask(h, "GET", "/osmosi-widget.js", "Accept-Encoding", accept)
		require.Equal(t, 200, r.StatusCode)
		require.Equal(t, "Accept-Encoding", r.Header.Get("Vary"))
		got := body(t, r)
		require.Equal(t, strconv.Itoa(len(got)), r.Header.Get("Content-Length"))
		if !want {
			require.Empty(t, r.Header.Get("Content-Encoding"), accept)
			require.Equal(t, string(files["osmosi-widget.js"].Data), got)
			continue
		}
		require.Equal(t, "gzip", r.Header.Get("Content-Encoding"), accept)
		z, err := gzip.NewReader(bytes.NewReader([]byte(got)))
		require.NoError(t, err)
		plain, err := io.ReadAll(z)
		require.NoError(t, err)
		require.Equal(t, string(files["osmosi-widget.js"].Data), string(plain))
	}
	r := ask(h, "GET", "/LICENSE", "Accept-Encoding", "gzip")
	require.Empty(t, r.Header.Get("Content-Encoding"), "compressed it would be larger")
	require.Empty(t, r.Header.Get("Vary"))
}

func TestHandlerSendsNothingThatTheBrowserHas(t *testing.T) {
	h := Handler(files)
	plain := ask(h, "GET", "/osmosi-widget.js").Header.Get("ETag")
	packed := ask(h, "GET", "/osmosi-widget.js", "Accept-Encoding", "gzip").Header.Get("ETag")
	require.Regexp(t, `^"[0-9a-f]{32}"$`, plain)
	require.NotEqual(t, plain, packed)
	for _, c := range []struct {
		accept, match string
		want          int
	}{
		{"", plain, 304}, {"gzip", packed, 304}, {"", `"other", ` + plain, 304}, {"gzip", "W/" + packed, 304}, {"", "*", 304},
		{"", packed, 200}, {"gzip", plain, 200}, {"", `"other"`, 200}, {"", "", 200}, {"", strings.Trim(plain, `"`), 200},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			r := ask(h, method, "/osmosi-widget.js", "Accept-Encoding", c.accept, "If-None-Match", c.match)
			require.Equal(t, c.want, r.StatusCode, c)
			require.NotEmpty(t, r.Header.Get("ETag"))
			require.Equal(t, "no-cache", r.Header.Get("Cache-Control"))
			if c.want == 304 {
				require.Empty(t, body(t, r))
				require.Empty(t, r.Header.Get("Content-Length"))
			}
		}
	}
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
