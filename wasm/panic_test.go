package wasm

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/slim"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// No request is known to make the engine panic, so it is given calls that do,
// and must answer as it would if there were one.
func TestASlimEngineOutlivesItsPanics(t *testing.T) {
	const source, place = "exchange/exchange.go", "\tswitch call {\n"
	faults := map[string]string{
		"panic":       `panic("on purpose")`,
		"index":       `return request[len(request):][:len(request)*9]`,
		"nothing":     `var other *Engine; other.program.Campaign = call`,
		"map":         `var none map[string]int; none[call] = 1`,
		"type":        `var any any = call; return any.([]byte)`,
		"deep":        `var down func(int) []byte; down = func(n int) []byte { if n == 0 { panic(n) }; defer func() { request = append(request, 1) }(); return down(n - 1) }; return down(5000)`,
		"once more":   `defer func() { panic(recover()) }(); panic("on purpose")`,
		"too much":    `return make([]byte, len(request)-3)`,
		"not a panic": `return []byte("fine")`,
	}
	code, err := os.ReadFile(source)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(code), place))
	var cases strings.Builder
	var calls []string
	for call, fault := range faults {
		calls = append(calls, call)
		cases.WriteString("\tcase \"" + call + "\":\n\t\t" + fault + "\n")
	}
	dir := t.TempDir()
	faulty, both, out := filepath.Join(dir, "exchange.go"), filepath.Join(dir, "both.json"), filepath.Join(dir, EngineFile)
	require.NoError(t, os.WriteFile(faulty, []byte(strings.Replace(string(code), place, place+cases.String(), 1)), 0o644))
	here, err := filepath.Abs(source)
	require.NoError(t, err)
	version, err := command(t.Context(), "..", "env", "GOVERSION")
	require.NoError(t, err)
	slender, err := overlay(t.Context(), "..", experiment(version), dir)
	require.NoError(t, err)
	data, err := os.ReadFile(slender)
	require.NoError(t, err)
	var files struct{ Replace map[string]string }
	require.NoError(t, json.Unmarshal(data, &files))
	files.Replace[here] = faulty
	data, err = json.Marshal(files)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(both, data, 0o644))
	_, err = tool(t.Context(), "..", experiment(version), "build", "-overlay", both, "-gcflags="+module+"/...=-l", "-ldflags=-s -w", "-o", out, "./wasm/engine")
	require.NoError(t, err)
	whole, err := os.ReadFile(out)
	require.NoError(t, err)
	engine, err := slim.Module(whole)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(out, engine, 0o644))

	text := runNode(t, "", append([]string{"testdata/panic.mjs", widget(t), out}, calls...)...)
	if text == nil {
		return
	}
	var answers []string
	require.NoError(t, json.Unmarshal(text, &answers))
	require.Len(t, answers, 50*len(calls))
	for i, answer := range answers {
		if call := calls[i%len(calls)]; call == "not a panic" {
			require.Equal(t, "fine", answer)
		} else {
			require.Contains(t, answer, exchange.CodePanic, call)
		}
	}
}
