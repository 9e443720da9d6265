package wasm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// EngineFile is the name of the engine among the files of the widget.
const EngineFile = "osmosi-engine.wasm"

const module = "github.com/osmosi-learning/osmosi"

// Build writes the files that a page needs into dir, which it makes where it is
// not there: the shell, and the engine as the Go tool compiles it. Files of the
// same name are replaced, others stay.
//
// It runs the go command of the PATH, in the module of the working directory,
// which is Osmosi itself or one that requires it. The engine is compiled in
// Osmosi's own module, with no part of the importing one, so everyone with the
// same version of Osmosi and of Go gets the same bytes.
func Build(ctx context.Context, dir string) error {
	engine, err := compile(ctx)
	if err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	files := Shell()
	names, err := fs.Glob(files, "*")
	if err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("wasm: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("wasm: %w", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, EngineFile), engine, 0o644); err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	return nil
}

// compile returns the engine as a WebAssembly module.
func compile(ctx context.Context) ([]byte, error) {
	home, err := command(ctx, "", "list", "-m", "-f", "{{.Dir}}", module)
	if err != nil {
		return nil, fmt.Errorf("finding Osmosi: run this in a module that requires it (go get %s): %w", module, err)
	}
	if home == "" {
		return nil, fmt.Errorf("finding Osmosi: its source is not on this machine; run go mod download %s", module)
	}
	temp, err := os.MkdirTemp("", "osmosi")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	out := filepath.Join(temp, EngineFile)
	// Paths, version control and the linker's tables stay out: they differ from
	// one machine to the next, or the page has no use for them.
	_, err = command(ctx, home, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out, "./wasm/engine")
	if err != nil {
		return nil, fmt.Errorf("compiling the engine: %w", err)
	}
	return os.ReadFile(out)
}

// command runs the go tool in a folder and returns what it prints. Flags of
// the user's environment, a vendor folder and a workspace would each give
// another engine, so they are set aside.
func command(ctx context.Context, dir string, args ...string) (string, error) {
	env := []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS=-mod=readonly", "GOEXPERIMENT=", "GOWASM="}
	if dir != "" {
		env = append(env, "GOWORK=off")
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("the Go toolchain is needed and there is no go command on the PATH (https://go.dev/dl): %w", err)
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", fmt.Errorf("go %s: %w\n%s", args[0], err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSpace(stdout.String()), nil
}
