// Package compile makes the engine of the widget: it runs the Go tool so that its
// bytes depend on Osmosi and Go alone.
package compile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/slim"
)

const module = "github.com/osmosi-learning/osmosi"

// Engine is an engine, and what it was made of.
type Engine struct {
	// Module is the engine as a WebAssembly module.
	Module []byte
	// Version is that of Osmosi, such as v0.3.0; nothing where it is built from
	// a folder that has none.
	Version string
	// Go is the version of Go that compiled it, such as go1.26.8.
	Go string
	// Home is the folder of Osmosi's source.
	Home string
}

// Compile makes the engine by the go command of the PATH, in the module of the
// working directory, which is Osmosi itself or one that requires it. The engine
// is compiled in Osmosi's own module, with no part of the importing one, so
// everyone with the same version of Osmosi and of Go gets the same bytes.
//
// It is rid of what a page has no use for, as package slim says, unless it is to
// be whole. Of a version of Go of which that package does not know how, Compile is
// an error.
func Compile(ctx context.Context, whole bool) (Engine, error) {
	e, err := compile(ctx, !whole, nil)
	if err != nil || whole {
		return e, err
	}
	if e.Module, err = slim.Module(e.Module); err != nil {
		return Engine{}, fmt.Errorf("the engine cannot be made slim, build it whole: %w", err)
	}
	return e, nil
}

// Faulty is the engine with files of its source in the place of others, by path,
// as it is before what is done to its module: for tests of what it does with its
// own faults.
func Faulty(ctx context.Context, replace map[string]string) ([]byte, error) {
	e, err := compile(ctx, true, replace)
	return e.Module, err
}

// compile makes the engine with the runtime that Go has, or the one that is left
// of it in a page.
func compile(ctx context.Context, slender bool, replace map[string]string) (e Engine, err error) {
	found, err := Tool(ctx, "", "list", "-m", "-f", "{{.Version}}\t{{.Dir}}", module)
	if err != nil {
		return e, fmt.Errorf("finding Osmosi: run this in a module that requires it (go get %s): %w", module, err)
	}
	if e.Version, e.Home, _ = strings.Cut(found, "\t"); e.Home == "" {
		return e, fmt.Errorf("finding Osmosi: its source is not on this machine; run go mod download %s", module)
	}
	if e.Go, err = Tool(ctx, e.Home, "env", "GOVERSION"); err != nil {
		return e, err
	}
	temp, err := os.MkdirTemp("", "osmosi")
	if err != nil {
		return e, err
	}
	defer os.RemoveAll(temp)
	out := filepath.Join(temp, "engine.wasm")
	// Paths, version control and the linker's tables stay out: they differ from
	// one machine to the next, or the page has no use for them.
	build := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", out}
	if slender {
		overlay, err := overlay(ctx, e, replace, temp)
		if err != nil {
			return e, err
		}
		// Functions of ours that are put where they are called make the engine
		// larger by more than a twentieth.
		build = append(build, "-overlay", overlay, "-gcflags="+module+"/...=-l")
	}
	if _, err = tool(ctx, e.Home, experiment(e.Go), append(build, "./wasm/engine")...); err != nil {
		return e, fmt.Errorf("compiling the engine: %w", err)
	}
	e.Module, err = os.ReadFile(out)
	return e, err
}

// overlay writes the sources of the runtime without what a page has no use for,
// and returns the file that tells the Go tool so.
func overlay(ctx context.Context, e Engine, replace map[string]string, dir string) (string, error) {
	sources := map[string][]string{}
	for _, name := range slim.Packages() {
		list, err := tool(ctx, e.Home, experiment(e.Go), "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, name)
		if err != nil {
			return "", err
		}
		sources[name] = strings.Split(list, "\n")
	}
	path, err := slim.Overlay(sources, dir)
	if err != nil {
		return "", fmt.Errorf("the engine cannot be made slim, build it whole: %w", err)
	}
	if len(replace) == 0 {
		return path, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var all struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &all); err != nil {
		return "", err
	}
	maps.Copy(all.Replace, replace)
	if data, err = json.Marshal(all); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, data, 0o644)
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

// Tool runs the go tool in a folder as [Compile] does, and returns what it
// prints without the space around it.
func Tool(ctx context.Context, dir string, args ...string) (string, error) {
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
	return strings.Trim(stdout.String(), " \n\r"), nil
}
