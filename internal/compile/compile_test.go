package compile

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestItSaysWhatToDo(t *testing.T) {
	t.Run("outside a module that requires Osmosi", func(t *testing.T) {
		other := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(other, "go.mod"), []byte("module example.com/host\n\ngo 1.26.0\n"), 0o644))
		t.Chdir(other)
		_, err := Compile(t.Context(), false)
		require.ErrorContains(t, err, "go get "+module)
	})
	t.Run("without the Go tool", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		_, err := Compile(t.Context(), false)
		require.ErrorContains(t, err, "no go command on the PATH")
	})
	t.Run("with a module that does not compile", func(t *testing.T) {
		broken, host := t.TempDir(), t.TempDir()
		require.NoError(t, os.MkdirAll(filepath.Join(broken, "wasm", "engine"), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(broken, "go.mod"), []byte("module "+module+"\n\ngo 1.26.0\n"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(broken, "wasm", "engine", "main.go"), []byte("package main\n\nfunc main() { missing() }\n"), 0o644))
		gomod := "module example.com/host\n\ngo 1.26.0\n\nrequire " + module + " v0.0.0\n\nreplace " + module + " => " + broken + "\n"
		require.NoError(t, os.WriteFile(filepath.Join(host, "go.mod"), []byte(gomod), 0o644))
		t.Chdir(host)
		_, err := Compile(t.Context(), false)
		require.ErrorContains(t, err, "undefined: missing")
	})
	t.Run("when it is called off", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := Compile(ctx, false)
		require.ErrorIs(t, err, context.Canceled)
	})
}
