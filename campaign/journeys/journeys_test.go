package journeys

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// native is the engine of a program, as it runs on the host.
func native(t *testing.T, program string) (touchpoints []string, ask Engine) {
	t.Helper()
	data, err := fs.ReadFile(Files(), "programs/"+program+".json")
	require.NoError(t, err)
	var engine exchange.Engine
	require.Contains(t, string(engine.Call("load", []byte(`{"osmosi":"bundle/v1","program":`+string(data)+`}`))), "loaded")
	var p struct{ Touchpoints []struct{ ID string } }
	require.NoError(t, json.Unmarshal(data, &p))
	for _, one := range p.Touchpoints {
		touchpoints = append(touchpoints, one.ID)
	}
	return touchpoints, func(call string, request Request) (items []Item, err error) {
		question, err := json.Marshal(request)
		if err != nil {
			return nil, err
		}
		answer := engine.Call(call, question)
		if err := json.Unmarshal(answer, &items); err != nil {
			return nil, fmt.Errorf("%s: %w", answer, err)
		}
		return items, nil
	}
}

func TestJourneys(t *testing.T) {
	scripts, err := Scripts()
	require.NoError(t, err)
	require.Greater(t, len(scripts), 60)
	names := map[string]bool{}
	for _, s := range scripts {
		require.False(t, names[s.Name], "two scripts are called %s", s.Name)
		names[s.Name] = true
		t.Run(s.Name, func(t *testing.T) {
			touchpoints, ask := native(t, s.Program)
			require.NoError(t, s.Run(touchpoints, ask, nil))
		})
	}
}

func TestAScriptThatIsWrongFails(t *testing.T) {
	for body, want := range map[string]string{
		"2026-03-02 09:00 expect mails because nothing":       "its reasons are",
		"2026-03-03 09:00 expect mails":                       "mails 2026-03-02T09:00",
		"2026-03-02 09:00 expect nobody":                      "mails.step-2",
		"assert withheld mails.step-2 completed":              "line 3",
		"assert none mails":                                   "line 3",
		"assert comes mails":                                  "line 3",
		"assert due mails":                                    "line 3",
		"assert everything":                                   "nobody knows what to assert",
		"2026-03-02 09:00 dance":                              "nobody knows what that means",
		"2026-03-02 09:00 now\nsleep 3x":                      "no length of time",
		"2026-03-02 09:00 event sent mails\nassert due mails": "line 4",
	} {
		all, err := Parse("wrong", []byte("== one\nprogram delays\n"+body))
		require.NoError(t, err, body)
		touchpoints, ask := native(t, "delays")
		require.ErrorContains(t, all[0].Run(touchpoints, ask, nil), want, body)
	}
	for _, body := range []string{"program delays", "== one\ndance", "== one\nworks everyday", "== one\nhistory gain", "== one\n2026-03-02 nine expect mails", "== one\n2026-03-02 09:00"} {
		_, err := Parse("wrong", []byte(body))
		require.Error(t, err, body)
		require.True(t, strings.HasPrefix(err.Error(), "wrong:"), err)
	}
}
