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

	"github.com/osmosi-learning/osmosi/internal/slim"
)

// EngineFile is the name of the engine among the files of the widget.
const EngineFile = "osmosi-engine.wasm"

const module = "github.com/osmosi-learning/osmosi"

// Build writes the files that a page needs into dir, which it makes where it is
// not there: the shell, and the engine, compiled by the Go tool with as much of
// the runtime as a page needs, and then rid of the tables that only tracebacks
// read. Files of the same name are replaced, others stay.
//
// It runs the go command of the PATH, in the module of the working directory,
// which is Osmosi itself or one that requires it. The engine is compiled in
// Osmosi's own module, with no part of the importing one, so everyone with the
// same version of Osmosi and of Go gets the same bytes.
//
// Of a version of Go that has another runtime or lays those tables out otherwise
// it says so and writes nothing; [BuildWhole] leaves all as it is.
func Build(ctx context.Context, dir string) error {
	engine, err := compile(ctx, true)
	if err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	if engine, err = slim.Module(engine); err != nil {
		return fmt.Errorf("wasm: the engine cannot be made slim, build it whole: %w", err)
	}
	return write(dir, engine)
}

// BuildWhole is [Build] with the engine as the Go tool compiles it, which is
// heavier and says in a crash report which functions and lines it was in.
func BuildWhole(ctx context.Context, dir string) error {
	engine, err := compile(ctx, false)
	if err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	return write(dir, engine)
}

func write(dir string, engine []byte) error {
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

// compile returns the engine as a WebAssembly module, with the runtime that Go
// has or the one that is left of it in a page.
func compile(ctx context.Context, slender bool) ([]byte, error) {
	home, err := command(ctx, "", "list", "-m", "-f", "{{.Dir}}", module)
	if err != nil {
		return nil, fmt.Errorf("finding Osmosi: run this in a module that requires it (go get %s): %w", module, err)
	}
	if home == "" {
		return nil, fmt.Errorf("finding Osmosi: its source is not on this machine; run go mod download %s", module)
	}
	version, err := command(ctx, home, "env", "GOVERSION")
	if err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp("", "osmosi")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	out := filepath.Join(temp, EngineFile)
	// Paths, version control and the linker's tables stay out: they differ from
	// one machine to the next, or the page has no use for them.
	build := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out}
	if slender {
		overlay, err := overlay(ctx, home, experiment(version), temp)
		if err != nil {
			return nil, err
		}
		// Functions of ours that are put where they are called make the engine
		// larger by more than a twentieth.
		build = append(build, "-overlay", overlay, "-gcflags="+module+"/...=-l")
	}
	if _, err = tool(ctx, home, experiment(version), append(build, "./wasm/engine")...); err != nil {
		return nil, fmt.Errorf("compiling the engine: %w", err)
	}
	return os.ReadFile(out)
}

// overlay writes the sources of the runtime without what a page has no use for.
func overlay(ctx context.Context, home, experiment, dir string) (string, error) {
	sources := map[string][]string{}
	for _, name := range slim.Packages() {
		list, err := tool(ctx, home, experiment, "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, name)
		if err != nil {
			return "", err
		}
		sources[name] = strings.Split(list, "\n")
	}
	path, err := slim.Overlay(sources, dir)
	if err != nil {
		return "", fmt.Errorf("the engine cannot be made slim, build it whole: %w", err)
	}
	return path, nil
}

// experiment is what the Go tool is to do otherwise. Its newer collector of
// garbage is made for many cores and large heaps, of which a page's engine has
// neither, and it is larger. Go 1.26 lets builds do without it, while other
// versions may refuse a name that they do not know.
func experiment(version string) string {
	if version == "go1.26" || strings.HasPrefix(version, "go1.26.") {
		return "nogreenteagc"
	}
	return ""
}

func command(ctx context.Context, dir string, args ...string) (string, error) {
	return tool(ctx, dir, "", args...)
}

// tool runs the go tool in a folder and returns what it prints. Flags of the
// user's environment, a vendor folder and a workspace would each give another
// engine, so they are set aside.
func tool(ctx context.Context, dir, experiment string, args ...string) (string, error) {
	env := []string{"GOOS=js", "GOARCH=wasm", "GOFLAGS=-mod=readonly", "GOEXPERIMENT=" + experiment, "GOWASM="}
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
