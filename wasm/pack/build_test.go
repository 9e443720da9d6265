package pack

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/wasm"
)

// work is where the tests build, once for all of them.
var work, errWork = os.MkdirTemp("", "osmosi-widget")

var once = sync.OnceValues(func() (*Manifest, error) {
	if errWork != nil {
		return nil, errWork
	}
	return Build(context.Background(), work, Options{Version: "1.2.3-test"})
})

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(work)
	os.Exit(code)
}

// built is the folder of a build, and its manifest.
func built(t *testing.T) (fs.FS, *Manifest) {
	t.Helper()
	m, err := once()
	require.NoError(t, err)
	return os.DirFS(work), m
}

func content(t *testing.T, dir fs.FS, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(dir, name)
	require.NoError(t, err)
	return data
}

func TestTheManifestTellsEveryFileAsItIs(t *testing.T) {
	dir, m := built(t)
	var read Manifest
	require.NoError(t, json.Unmarshal(content(t, dir, ManifestFile), &read))
	require.Equal(t, *m, read)
	require.Equal(t, "widget/v1", m.Osmosi)
	require.Equal(t, "1.2.3-test", m.Version)
	require.Equal(t, runtime.Version(), m.Go)
	require.Equal(t, m.Folder+"/osmosi-widget.js", m.Entry)
	require.Equal(t, m.Folder+"/"+wasm.EngineFile, m.Engine)
	require.Equal(t, m.Folder+"/osmosi-widget.css", m.Styles)
	require.Equal(t, "text/css; charset=utf-8", m.Files[m.Styles].Type)
	there := map[string]bool{}
	require.NoError(t, fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			there[name] = true
		}
		return err
	}))
	unpack := map[string]func([]byte) io.Reader{
		".br": func(data []byte) io.Reader { return brotli.NewReader(bytes.NewReader(data)) },
		".gz": func(data []byte) io.Reader {
			z, err := gzip.NewReader(bytes.NewReader(data))
			require.NoError(t, err)
			return z
		},
	}
	delete(there, ManifestFile)
	for name, file := range m.Files {
		require.True(t, there[name], name)
		delete(there, name)
		data := content(t, dir, name)
		require.Len(t, data, file.Size, name)
		sum := sha512.Sum384(data)
		require.Equal(t, "sha384-"+base64.StdEncoding.EncodeToString(sum[:]), file.Integrity, name)
		require.NotEmpty(t, file.Type)
		for extension, size := range map[string]int{".br": file.Brotli, ".gz": file.Gzip} {
			require.Equal(t, size > 0, there[name+extension], name+extension)
			delete(there, name+extension)
			if size == 0 {
				continue
			}
			require.Less(t, size, file.Size)
			packed := content(t, dir, name+extension)
			require.Len(t, packed, size)
			plain, err := io.ReadAll(unpack[extension](packed))
			require.NoError(t, err)
			require.True(t, bytes.Equal(data, plain), name+extension)
		}
	}
	require.Empty(t, there, "files that the manifest does not tell of")
	require.NotZero(t, m.Files[m.Entry].Brotli)
	require.NotZero(t, m.Files[m.Engine].Gzip)
}

func TestTheCoreKnowsItsEngineAndPagesFindTheCore(t *testing.T) {
	dir, m := built(t)
	shell, err := fs.Glob(wasm.Shell(), "*")
	require.NoError(t, err)
	var knowing []string
	for _, name := range shell {
		data := content(t, dir, m.Folder+"/"+name)
		if strings.Contains(string(data), `{file:"osmosi-engine.wasm",integrity:"`+m.Files[m.Engine].Integrity+`"}`) {
			knowing = append(knowing, name)
		}
		require.NotContains(t, string(data), `{file:"osmosi-engine.wasm",integrity:""}`)
	}
	require.Equal(t, []string{"osmosi-frame.js", "osmosi-headless.js", "osmosi-widget.person.js", "osmosi-worker.js"}, knowing, "whoever loads the engine")
	require.Equal(t, `export * from "./`+m.Folder+"/osmosi-headless.js\";\n", string(content(t, dir, "osmosi-headless.js")))
	require.Equal(t, `export * from "./`+m.Entry+"\";\n", string(content(t, dir, "osmosi-widget.js")))
	require.Equal(t, `<script type="module" src="/w/`+m.Entry+`" integrity="`+m.Files[m.Entry].Integrity+`" crossorigin></script>`, m.Script("/w/"))
}

func TestTheHandlerServesWhatIsBuilt(t *testing.T) {
	dir, m := built(t)
	h := wasm.Handler(dir)
	for name, file := range m.Files {
		for encoding, size := range map[string]int{"": file.Size, "br": file.Brotli, "gzip": file.Gzip} {
			if encoding == "gzip" && size == 0 || encoding == "br" && size == 0 {
				continue
			}
			r := httptest.NewRequest("GET", "/"+name, nil)
			r.Header.Set("Accept-Encoding", encoding)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			require.Equal(t, http.StatusOK, w.Code, name)
			require.Equal(t, size, w.Body.Len(), name+" "+encoding)
			require.Equal(t, file.Type, w.Header().Get("Content-Type"))
			require.Equal(t, strings.HasPrefix(name, m.Folder), strings.Contains(w.Header().Get("Cache-Control"), "immutable"), name)
		}
	}
}

// What a page loads before it shows anything is one request, styles included.
// What is not needed for the first card comes by import() once it is.
func TestTheCoreStaysSmall(t *testing.T) {
	const limit = 8_000 // bytes with brotli
	dir, m := built(t)
	core := string(content(t, dir, m.Entry))
	require.NotRegexp(t, regexp.MustCompile(`(from|import)\s*["']`), core, "the core is one file")
	require.LessOrEqual(t, m.Files[m.Entry].Brotli, limit)
	t.Logf("%d bytes, %d with brotli", len(core), m.Files[m.Entry].Brotli)
}

// The second build compiles everything anew, runtime included, and in another
// module, so that neither a cache nor the importer can be why they are equal.
func TestBuildGivesTheSameFilesInAnotherModuleAndWithAnEmptyCache(t *testing.T) {
	first, m := built(t)
	here, err := filepath.Abs("../..")
	require.NoError(t, err)
	other, again := t.TempDir(), filepath.Join(t.TempDir(), "not", "yet", "there")
	const module = "github.com/osmosi-learning/osmosi"
	gomod := "module example.com/host\n\ngo 1.26.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + here + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(other, "go.mod"), []byte(gomod), 0o644))
	t.Chdir(other)
	t.Setenv("GOCACHE", t.TempDir())
	t.Setenv("GOFLAGS", "-tags=other -ldflags=-X=main.x=y")
	var done []string
	second, err := Build(t.Context(), again, Options{Version: "1.2.3-test", Done: func(name string, file File) {
		require.Equal(t, m.Files[name], file)
		done = append(done, name)
	}})
	require.NoError(t, err)
	require.Equal(t, m, second)
	require.Len(t, done, len(m.Files))
	count := 0
	require.NoError(t, fs.WalkDir(os.DirFS(again), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			count++
			require.True(t, bytes.Equal(content(t, first, name), content(t, os.DirFS(again), name)), "%s differs", name)
		}
		return err
	}))
	require.Greater(t, count, len(m.Files))

	t.Run("without a network or a cache of the sources", func(t *testing.T) {
		t.Setenv("GOPROXY", "off")
		_, err := Build(t.Context(), again, Options{})
		require.NoError(t, err)
	})
	t.Run("what is compressed well is kept, and what is not is made anew", func(t *testing.T) {
		packed := filepath.Join(again, filepath.FromSlash(m.Entry)+".br")
		require.NoError(t, os.WriteFile(packed, []byte("broken"), 0o644))
		engine := filepath.Join(again, filepath.FromSlash(m.Engine)+".gz")
		before, err := os.ReadFile(engine)
		require.NoError(t, err)
		before[4]++ // the time in the header, which says nothing of the content
		require.NoError(t, os.WriteFile(engine, before, 0o644))
		third, err := Build(t.Context(), again, Options{})
		require.NoError(t, err)
		require.Equal(t, "0.0.0", third.Version, "that of the requirement")
		require.Equal(t, m.Folder, third.Folder, "the version of the package changes no file that pages keep")
		require.Equal(t, content(t, first, m.Entry+".br"), content(t, os.DirFS(again), m.Entry+".br"))
		require.Equal(t, before, content(t, os.DirFS(again), m.Engine+".gz"))
	})
	t.Run("other files stay", func(t *testing.T) {
		bundle := filepath.Join(again, "bundle.json")
		require.NoError(t, os.WriteFile(bundle, []byte("{}"), 0o644))
		_, err := Build(t.Context(), again, Options{})
		require.NoError(t, err)
		require.FileExists(t, bundle)
	})
}

func TestBuildSaysWhatIsWrong(t *testing.T) {
	t.Run("with a version that npm would refuse", func(t *testing.T) {
		for _, version := range []string{"1", "v1.2.3", "1.2", "01.2.3", "latest", "1.2.3 "} {
			_, err := Build(t.Context(), t.TempDir(), Options{Version: version})
			require.ErrorContains(t, err, "is no version", version)
		}
	})
	t.Run("with a file where the folder should come", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "widget")
		require.NoError(t, os.WriteFile(file, nil, 0o644))
		_, err := Build(t.Context(), file, Options{})
		require.ErrorContains(t, err, file)
	})
	t.Run("outside a module that requires Osmosi", func(t *testing.T) {
		other := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(other, "go.mod"), []byte("module example.com/host\n\ngo 1.26.0\n"), 0o644))
		t.Chdir(other)
		_, err := Build(t.Context(), t.TempDir(), Options{})
		require.ErrorContains(t, err, "go get ")
	})
}
