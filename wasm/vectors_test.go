package wasm

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/journeys"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// question is one to the engine, with a call that may come before it.
type question struct {
	Bundle  string `json:"bundle,omitempty"`
	First   *call  `json:"first,omitempty"`
	Call    string `json:"call"`
	Request string `json:"request"`
}

type call struct {
	Call string `json:"call"`
	Raw  string `json:"raw"`
}

// questions are those of the vectors and all that the journeys ask, with the
// answers of the engine on the host, which are those that vectors and journeys
// want.
func questions(t *testing.T) (all []question, answers []string) {
	const folder = "exchange/testdata"
	data, err := os.ReadFile(filepath.Join(folder, "vectors.json"))
	require.NoError(t, err)
	var vectors []struct {
		Bundle, Call, Raw string
		First             *call
		Request, Answer   json.RawMessage
	}
	require.NoError(t, json.Unmarshal(data, &vectors))
	for _, v := range vectors {
		q := question{First: v.First, Call: v.Call, Request: v.Raw}
		if v.Request != nil {
			q.Request = compact(t, v.Request)
		}
		if v.Bundle != "" {
			bundle, err := os.ReadFile(filepath.Join(folder, v.Bundle))
			require.NoError(t, err)
			q.Bundle = string(bundle)
		}
		all, answers = append(all, q), append(answers, compact(t, v.Answer))
	}
	require.NoError(t, journeys.Play(func(bundle string) func(call, request string) string {
		var engine exchange.Engine
		engine.Call("load", []byte(bundle))
		return func(call, request string) string {
			answer := string(engine.Call(call, []byte(request)))
			all, answers = append(all, question{Bundle: bundle, Call: call, Request: request}), append(answers, answer)
			return answer
		}
	}))
	require.Greater(t, len(all)-len(vectors), 300)
	return all, answers
}

// The same bytes come back from WebAssembly in Node, and the functions of the
// module say the same. That a page and a worker give them too is tested where
// there is a browser, in examples/intranet.
func TestVectorsAndJourneysAreTheSameInWebAssembly(t *testing.T) {
	all, want := questions(t)
	data, err := json.Marshal(all)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "questions.json")
	require.NoError(t, os.WriteFile(file, data, 0o644))
	out := runNode(t, "", "testdata/node.mjs", widget(t), file)
	if out == nil {
		return
	}
	var got struct {
		Raw   []string
		Typed []*string
	}
	require.NoError(t, json.Unmarshal(out, &got))
	require.Equal(t, want, got.Raw)
	typed := 0
	for i, answer := range got.Typed {
		if answer != nil {
			typed++
			require.Equal(t, want[i], *answer, all[i].Request)
		}
	}
	require.Greater(t, typed, 350, "few were asked through the functions")
}

func TestHeadless(t *testing.T) {
	runNode(t, widget(t), "--test", "testdata/headless.test.mjs")
}

// What the types declare is there, and nothing else is.
func TestHeadlessIsWhatItsTypesDeclare(t *testing.T) {
	source, err := os.ReadFile("pack/package/osmosi-headless.d.ts")
	require.NoError(t, err)
	var declared []string
	_, class, found := strings.Cut(string(source), "export class Osmosi {")
	require.True(t, found)
	class, _, _ = strings.Cut(class, "\n}")
	for line := range strings.Lines(class) {
		name, _, is := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "get "), "(")
		if is && !strings.ContainsAny(name, " */") {
			declared = append(declared, name)
		}
	}
	names, err := json.Marshal(declared)
	require.NoError(t, err)
	out := runNode(t, "", "testdata/members.mjs", "shell")
	if out != nil {
		require.JSONEq(t, string(names), string(out))
	}
}
