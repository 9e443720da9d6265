package wasm

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuildWritesTheShellAndTheEngine(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet", "there")
	require.NoError(t, Build(t.Context(), dir))
	names, err := fs.Glob(Shell(), "*")
	require.NoError(t, err)
	want := map[string]bool{EngineFile: true}
	for _, name := range names {
		want[name] = true
		source, err := fs.ReadFile(Shell(), name)
		require.NoError(t, err)
		written, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, string(source), string(written))
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	got := map[string]bool{}
	for _, e := range entries {
		got[e.Name()] = true
	}
	require.Equal(t, want, got)
}

// The second build compiles everything anew, runtime included, and in another
// module, so that neither a cache nor the importer can be why they are equal.
func TestBuildGivesTheSameBytesInAnotherModuleAndWithAnEmptyCache(t *testing.T) {
	first := engine(t)
	here, err := filepath.Abs("..")
	require.NoError(t, err)
	other := t.TempDir()
	gomod := "module example.com/host\n\ngo 1.26.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + here + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(other, "go.mod"), []byte(gomod), 0o644))
	t.Chdir(other)
	t.Setenv("GOCACHE", t.TempDir())
	t.Setenv("GOFLAGS", "-tags=other -ldflags=-X=main.x=y")
	require.True(t, bytes.Equal(first, engine(t)), "two builds differ")
}

func TestBuildSaysWhatToDo(t *testing.T) {
	t.Run("outside a module that requires Osmosi", func(t *testing.T) {
		other := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(other, "go.mod"), []byte("module example.com/host\n\ngo 1.26.0\n"), 0o644))
		t.Chdir(other)
		require.ErrorContains(t, Build(t.Context(), t.TempDir()), "go get "+module)
	})
	t.Run("without the Go tool", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		require.ErrorContains(t, Build(t.Context(), t.TempDir()), "no go command on the PATH")
	})
	t.Run("with a file where the folder should come", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "widget")
		require.NoError(t, os.WriteFile(file, nil, 0o644))
		require.ErrorContains(t, Build(t.Context(), file), file)
	})
	t.Run("with a module that does not compile", func(t *testing.T) {
		broken, host := t.TempDir(), t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(broken, "wasm", "engine"), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(broken, "go.mod"), []byte("module "+module+"\n\ngo 1.26.0\n"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(broken, "wasm", "engine", "main.go"), []byte("package main\n\nfunc main() { missing() }\n"), 0o644))
		gomod := "module example.com/host\n\ngo 1.26.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + broken + "\n"
		require.NoError(t, os.WriteFile(filepath.Join(host, "go.mod"), []byte(gomod), 0o644))
		t.Chdir(host)
		require.ErrorContains(t, Build(t.Context(), t.TempDir()), "undefined: missing")
	})
	t.Run("when it is called off", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		require.ErrorIs(t, Build(ctx, t.TempDir()), context.Canceled)
	})
}

func compact(t *testing.T, data []byte) string {
	var out bytes.Buffer
	require.NoError(t, json.Compact(&out, data))
	return out.String()
}
