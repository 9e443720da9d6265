package wasm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The engine can reach what it imports and nothing else: no page, no network,
// no storage.
func TestEngineImportsOnlyWhatTheRuntimeNeeds(t *testing.T) {
	got, err := imports(engine(t))
	require.NoError(t, err)
	require.ElementsMatch(t, []string{
		"gojs runtime.clearTimeoutEvent",
		"gojs runtime.getRandomData",
		"gojs runtime.nanotime1",
		"gojs runtime.resetMemoryDataView",
		"gojs runtime.scheduleTimeoutEvent",
		"gojs runtime.walltime",
		"gojs runtime.wasmExit",
		"gojs runtime.wasmWrite",
		"osmosi ready",
	}, got)
}

func TestEngineStaysLight(t *testing.T) {
	// Limits on what is sent, and why something is not, are decided here too,
	// so that all engines agree on them; they weigh about 40 kB. The operators
	// of conditions, with Unicode’s folding of letters and the runner of
	// compiled patterns, are 70 kB. Learning, which is here so that what people
	// do need not leave the page, is about 120 kB. Journeys, which read what
	// happened when and find each person's way through a sequence, are 60 kB.
	// Hours of work, which are read and kept to here too, are 40 kB.
	// Code is three quarters of what travels, and half of the code is the
	// runtime. Of what the Go tool would make, 549 kB, tables for tracebacks were
	// 125, parts of the runtime that no page uses 97, package strconv 20, functions
	// put where they are called 17, and calls written out in full 22.
	const limit, limitGzip, limitBrotli = 1_300_000, 355_000, 270_000 // bytes
	const limitRatio = 0.62                                           // to a Go program that says hello
	dir := widget(t)
	file := filepath.Join(dir, EngineFile)
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Less(t, len(data), limit)
	packed, err := pack(data)
	require.NoError(t, err)
	require.Less(t, len(packed), limitGzip)
	brotli := runNode(t, "", "testdata/brotli.mjs", file)
	if brotli != nil {
		size, err := strconv.Atoi(string(brotli))
		require.NoError(t, err)
		require.Less(t, size, limitBrotli)
		least, err := strconv.Atoi(string(runNode(t, "", "testdata/brotli.mjs", hello(t))))
		require.NoError(t, err)
		t.Logf("%.3f of %d bytes with brotli", float64(size)/float64(least), least)
		require.Less(t, float64(size)/float64(least), limitRatio)
	}
	t.Logf("%d bytes, %d gzipped, %s with brotli", len(data), len(packed), brotli)
}

// hello is the file of the least that Go programs for pages weigh, as the Go
// tool compiles them.
func hello(t *testing.T) string {
	dir := t.TempDir()
	source, out := filepath.Join(dir, "main.go"), filepath.Join(dir, "hello.wasm")
	require.NoError(t, os.WriteFile(source, []byte("package main\n\nimport \"syscall/js\"\n\nfunc main() { js.Global().Get(\"console\").Call(\"log\", \"hello\") }\n"), 0o644))
	_, err := command(t.Context(), dir, "build", "-trimpath", "-ldflags=-s -w", "-o", out, source)
	require.NoError(t, err)
	return out
}

func TestEngineDependsOnNothingHeavy(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "./engine")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	require.NoError(t, err)
	deps := strings.Fields(string(out))
	require.Contains(t, deps, "github.com/osmosi-learning/osmosi/internal/decision")
	for _, dep := range deps {
		for _, heavy := range []string{"encoding/json", "fmt", "reflect", "regexp", "strconv", "html/template", "net", "net/http", "os", "syscall/js", "time", "time/tzdata"} {
			require.NotEqual(t, heavy, dep)
		}
		if strings.Contains(dep, ".") {
			require.True(t, strings.HasPrefix(dep, module+"/"), "%s is of another module", dep)
		}
	}
}

func TestImportsRefusesWhatIsNoModule(t *testing.T) {
	for _, data := range []string{"", "\x00asm", "<!doctype html>", "\x00asm\x01\x00\x00\x00\x02\x7f", "\x00asm\x01\x00\x00\x00\x02\x03\x01\x7fx"} {
		_, err := imports([]byte(data))
		require.Error(t, err, "%q", data)
	}
}

// engine is the module as Build makes it.
func engine(t *testing.T) []byte {
	data, err := os.ReadFile(filepath.Join(widget(t), EngineFile))
	require.NoError(t, err)
	return data
}

// imports lists the functions that a WebAssembly module imports, as "module
// name", from its import section (WebAssembly core specification, 5.5.5).
func imports(data []byte) ([]string, error) {
	r := bytes.NewReader(data)
	header := make([]byte, 8)
	if _, err := io.ReadFull(r, header); err != nil || string(header) != "\x00asm\x01\x00\x00\x00" {
		return nil, errors.New("no WebAssembly module")
	}
	for {
		section, err := r.ReadByte()
		if err != nil {
			return nil, err
		}
		body, err := vector(r)
		if err != nil {
			return nil, err
		}
		if section == 2 {
			return functions(bytes.NewReader(body))
		}
	}
}

func functions(r *bytes.Reader) ([]string, error) {
	count, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	var names []string
	for range count {
		from, err1 := vector(r)
		name, err2 := vector(r)
		kind, err3 := r.ReadByte()
		_, err4 := binary.ReadUvarint(r) // the function's type
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return nil, err
		}
		if kind != 0 {
			return nil, errors.New(string(name) + " is no function")
		}
		names = append(names, string(from)+" "+string(name))
	}
	return names, nil
}

// vector reads bytes with their number before them. Numbers are LEB128, which
// is how encoding/binary writes unsigned ones too.
func vector(r *bytes.Reader) ([]byte, error) {
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return nil, err
	}
	if n > uint64(r.Len()) {
		return nil, io.ErrUnexpectedEOF
	}
	data := make([]byte, n)
	_, err = io.ReadFull(r, data)
	return data, err
}
