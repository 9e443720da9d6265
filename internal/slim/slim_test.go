package slim

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var all = flag.Bool("all", false, "run the tests of more packages of the standard library, for some minutes")

func TestModuleTakesOutWhatOnlyTracebacksRead(t *testing.T) {
	whole := compiled(t, "")
	require.Contains(t, string(whole), "main.(*tree).sum")
	require.Contains(t, string(whole), "main.go")
	got, err := Module(whole)
	require.NoError(t, err)
	require.NotContains(t, string(got), "main.(*tree).sum")
	require.NotContains(t, string(got), "main.go")
	require.Contains(t, string(got), "main.(*square).area", "wrappers panic with their name")
	require.Contains(t, string(got), "reflect.makeFuncStub", "the collector finds it by name")
	require.Less(t, len(got), len(whole)*9/10)
}

func TestModuleGivesTheSameBytes(t *testing.T) {
	whole := compiled(t, "")
	before := bytes.Clone(whole)
	first, err := Module(whole)
	require.NoError(t, err)
	second, err := Module(whole)
	require.NoError(t, err)
	require.True(t, bytes.Equal(first, second), "the same module gave other bytes")
	require.True(t, bytes.Equal(before, whole), "the module it was given changed")
	again, err := Module(first)
	require.NoError(t, err)
	require.True(t, bytes.Equal(first, again), "a slim module gave other bytes")
}

func TestModuleChangesDataAndCode(t *testing.T) {
	whole := compiled(t, "")
	slim, err := Module(whole)
	require.NoError(t, err)
	want, err := split(whole)
	require.NoError(t, err)
	got, err := split(slim)
	require.NoError(t, err)
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, want[i].id, got[i].id)
		changes := slices.Contains([]byte{globalSection, codeSection, dataSection}, want[i].id)
		require.Equal(t, changes, !bytes.Equal(want[i].body, got[i].body), "section %d", want[i].id)
	}
}

func TestModuleRefusesWhatItDoesNotKnow(t *testing.T) {
	whole := compiled(t, "")
	sections, err := split(whole)
	require.NoError(t, err)
	data := slices.IndexFunc(sections, func(s section) bool { return s.id == dataSection })
	changed := func(change func(p *program)) []byte {
		m, err := load(sections[data].body)
		require.NoError(t, err)
		p, err := find(m)
		require.NoError(t, err)
		change(p)
		other := slices.Clone(sections)
		other[data].body = m.segments()
		return join(other)
	}
	header := func(p *program) int { return bytes.Index(p.data, []byte("\xf1\xff\xff\xff\x00\x00\x01\x08")) }
	first := func(p *program) int { return p.functions + int(p.u32(p.functions+4)) }
	for name, module := range map[string][]byte{
		"nothing":                           nil,
		"text":                              []byte("<!doctype html>"),
		"half a module":                     whole[:len(whole)/2],
		"a module without data":             []byte(preamble),
		"a module of another compiler":      append([]byte(preamble), 11, 8, 1, 0, 0x41, 0, 0x0b, 2, 'h', 'i'),
		"data for a memory made at the end": append([]byte(preamble), 11, 8, 1, 1, 0x41, 0, 0x0b, 2, 'h', 'i'),
		"data at the end of memory":         append([]byte(preamble), 11, 12, 1, 0, 0x41, 0xff, 0xff, 0xff, 0xff, 7, 0x0b, 2, 'h', 'i'),
		"another magic number":              changed(func(p *program) { p.data[header(p)] = 0xf2 }),
		"tables elsewhere":                  changed(func(p *program) { p.data[header(p)+headerTables+8] += 8 }),
		"functions elsewhere":               changed(func(p *program) { p.set32(p.functions+4, 1<<30) }),
		"a name elsewhere":                  changed(func(p *program) { p.set32(first(p)+funcName, 1<<30) }),
		"a table of values elsewhere":       changed(func(p *program) { p.set32(first(p)+funcFrame, 1<<30) }),
		"other marks of functions": changed(func(p *program) {
			funcs, err := p.funcs()
			require.NoError(t, err)
			at := slices.IndexFunc(funcs, func(f function) bool { return f.name == "runtime.gopanic" })
			p.data[funcs[at].at+funcID]++
		}),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Module(module)
			require.ErrorIs(t, err, ErrLayout)
		})
	}
}

// The program exercises what reads the tables that stay: growing and moving
// stacks, the collector, finalizers, panics, frames that recover counts,
// wrappers, functions made by reflect, and the search for deadlocks.
func TestASlimProgramDoesWhatTheWholeOneDoes(t *testing.T) {
	for name, experiment := range map[string]string{"with the collector of Go": "", "with the collector of the engine": "nogreenteagc"} {
		t.Run(name, func(t *testing.T) {
			whole := compiled(t, experiment)
			slim, err := Module(compiled(t, experiment, "-overlay", overlay(t, experiment)))
			require.NoError(t, err)
			require.Less(t, len(slim), len(whole)*3/4)
			want, wantErr, wantCode := node(t, "", whole)
			if want == "" {
				return
			}
			got, gotErr, gotCode := node(t, "", slim)
			for _, line := range []string{
				"panic value method main.square.area called using nil *square pointer\n",
				"recover <nil> deferred\n", "recover deferred <nil>\n", "finalised xxx\n",
			} {
				require.Contains(t, want, line)
			}
			require.Equal(t, want, got)
			require.Equal(t, 2, wantCode)
			require.Equal(t, 2, gotCode)
			for _, text := range []string{wantErr, gotErr} {
				require.Contains(t, text, "fatal error: all goroutines are asleep - deadlock!")
			}
			require.Contains(t, wantErr, "main.deadlock")
			require.NotContains(t, gotErr, "main.deadlock")
		})
	}
}

// skip are the tests of a behaviour that the environment is to choose: what is
// left of the runtime does not ask for it.
const skip = "-test.skip=TestChan/asynctimerchan=2"

// outcome is a line of a test's result, without the time it took.
var outcome = regexp.MustCompile(`(?m)^ *--- (?:PASS|FAIL|SKIP): \S+`)

func TestTheStandardLibraryPassesItsOwnTestsWhenSlim(t *testing.T) {
	packages := []string{"container/list", "encoding/json", "sort", "strings"}
	if *all {
		packages = append(packages, "math/big", "regexp", "text/template", "time")
	}
	changed := overlay(t, "nogreenteagc")
	for _, name := range packages {
		t.Run(name, func(t *testing.T) {
			test := func(flags ...string) []byte {
				out := filepath.Join(t.TempDir(), "test.wasm")
				compile(t, "nogreenteagc", append(append([]string{"test", "-c", "-ldflags=-s -w", "-o", out}, flags...), name)...)
				module, err := os.ReadFile(out)
				require.NoError(t, err)
				return module
			}
			whole := test()
			slim, err := Module(test("-overlay", changed))
			require.NoError(t, err)
			dir := filepath.Join(goroot(t), "src", filepath.FromSlash(name))
			got, gotErr, code := node(t, dir, slim, "-test.v", "-test.short", skip)
			if got == "" {
				return
			}
			require.Zero(t, code, "%s\n%s", got, gotErr)
			want, _, _ := node(t, dir, whole, "-test.v", "-test.short", skip)
			require.Equal(t, outcomes(want), outcomes(got))
			require.NotEmpty(t, outcomes(got))
		})
	}
}

// outcomes are in the order of their names: some tests range over maps.
func outcomes(text string) []string {
	lines := outcome.FindAllString(text, -1)
	slices.Sort(lines)
	return lines
}

func FuzzModule(f *testing.F) {
	f.Add([]byte(preamble))
	f.Add(append([]byte(preamble), 11, 8, 1, 0, 0x41, 0, 0x0b, 2, 'h', 'i'))
	f.Fuzz(func(t *testing.T, module []byte) {
		slim, err := Module(module)
		if err != nil {
			require.ErrorIs(t, err, ErrLayout)
			return
		}
		again, err := Module(slim)
		require.NoError(t, err)
		require.Equal(t, slim, again)
	})
}

// Bytes of the tables that are other than the linker writes them are refused or
// emptied, and nothing beyond them is read or written.
func FuzzTables(f *testing.F) {
	m := tables(f)
	f.Add(uint32(0), uint32(0))
	f.Add(uint32(headerTables), uint32(1<<31))
	f.Fuzz(func(t *testing.T, at, value uint32) {
		p := &program{}
		*p = *m
		p.memory = &memory{bytes.Clone(m.data)}
		from := p.units - p.names // the tables behind the names
		p.set32(p.names+from+int(at)%(p.end-p.names-from-4), value)
		if err := p.empty(); err != nil {
			require.ErrorIs(t, err, ErrLayout)
		}
		require.Equal(t, m.data[p.end:], p.data[p.end:])
		require.Equal(t, m.data[:p.names], p.data[:p.names])
	})
}

func tables(t testing.TB) *program {
	sections, err := split(compiled(t, ""))
	require.NoError(t, err)
	data := slices.IndexFunc(sections, func(s section) bool { return s.id == dataSection })
	m, err := load(sections[data].body)
	require.NoError(t, err)
	p, err := find(m)
	require.NoError(t, err)
	return p
}

// compiled is the program in testdata, with an experiment of the Go tool.
func compiled(t testing.TB, experiment string, flags ...string) []byte {
	out := filepath.Join(t.TempDir(), "program.wasm")
	compile(t, experiment, append(append([]string{"build", "-ldflags=-s -w", "-o", out}, flags...), "./testdata/program")...)
	module, err := os.ReadFile(out)
	require.NoError(t, err)
	return module
}

// overlay is the changed sources of the standard library.
func overlay(t testing.TB, experiment string) string {
	path, err := Overlay(sources(t, experiment), t.TempDir())
	require.NoError(t, err)
	return path
}

func sources(t testing.TB, experiment string) map[string][]string {
	files := map[string][]string{}
	for _, name := range Packages() {
		list := compile(t, experiment, "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, name)
		files[name] = strings.Fields(list)
	}
	return files
}

func compile(t testing.TB, experiment string, args ...string) string {
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT="+experiment, "GOFLAGS=")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

func goroot(t testing.TB) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// node runs a module in a folder with the Go tool's own host for it. Where
// there is no Node it returns nothing, and fails in CI: there it must have run.
func node(t testing.TB, dir string, module []byte, args ...string) (stdout, stderr string, code int) {
	path, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs Node: there is no node on the PATH")
		}
		t.Log("not run, since there is no node on the PATH")
		return "", "", 0
	}
	file := filepath.Join(t.TempDir(), "module.wasm")
	require.NoError(t, os.WriteFile(file, module, 0o644))
	host := filepath.Join(goroot(t), "lib", "wasm", "wasm_exec_node.js")
	cmd := exec.CommandContext(t.Context(), path, append([]string{"--stack-size=8192", host, file}, args...)...)
	cmd.Args[0] = "node" // net/http tells by this name that there is no page
	cmd.Dir = dir
	// The host has room for a few variables of the environment only.
	cmd.Env = []string{"PATH=" + filepath.Dir(path), "HOME=" + t.TempDir()}
	var out, errors strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errors
	err = cmd.Run()
	if exit := new(exec.ExitError); err != nil {
		require.ErrorAs(t, err, &exit)
	}
	return out.String(), errors.String(), cmd.ProcessState.ExitCode()
}
