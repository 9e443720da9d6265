package wasm

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/journeys"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// All that the scripts ask is asked of the engine in WebAssembly too: the same
// bytes come back as on the host, where the scripts hold.
func TestJourneysAreTheSameInWebAssembly(t *testing.T) {
	type question struct {
		Program string `json:"program"`
		Call    string `json:"call"`
		Request string `json:"request"`
	}
	var questions []question
	var answers []string
	scripts, err := journeys.Scripts()
	require.NoError(t, err)
	for _, s := range scripts {
		program, err := fs.ReadFile(journeys.Files(), "programs/"+s.Program+".json")
		require.NoError(t, err)
		var p struct{ Touchpoints []struct{ ID string } }
		require.NoError(t, json.Unmarshal(program, &p))
		var touchpoints []string
		for _, one := range p.Touchpoints {
			touchpoints = append(touchpoints, one.ID)
		}
		bundle := `{"osmosi":"bundle/v1","program":` + string(program) + `}`
		var engine exchange.Engine
		engine.Call("load", []byte(bundle))
		require.NoError(t, s.Run(touchpoints, func(call string, r journeys.Request) (items []journeys.Item, err error) {
			request, err := json.Marshal(r)
			if err != nil {
				return nil, err
			}
			answer := engine.Call(call, request)
			questions, answers = append(questions, question{bundle, call, string(request)}), append(answers, string(answer))
			if err := json.Unmarshal(answer, &items); err != nil {
				return nil, fmt.Errorf("%s: %w", answer, err)
			}
			return items, nil
		}, nil))
	}
	require.Greater(t, len(questions), 300)
	data, err := json.Marshal(questions)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "questions.json")
	require.NoError(t, os.WriteFile(file, data, 0o644))
	out := runNode(t, "", "testdata/journeys.mjs", widget(t), file)
	if out == nil {
		return
	}
	var got []string
	require.NoError(t, json.Unmarshal(out, &got))
	require.Equal(t, answers, got)
}
