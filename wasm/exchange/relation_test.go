package exchange

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// related is an engine that learns.
func related(t *testing.T) *Engine {
	e := &Engine{}
	e.Call("load", file(t, "bundle.json"))
	require.Equal(t, `{"people":0}`, string(e.Call("relate", []byte("{}"))))
	return e
}

const asked = `"profile":{"department":"sales","tenureDays":30},"at":"2027-02-05T10:00"`

// record tells how one more person responded, and returns what they taught.
func record(t *testing.T, e *Engine, touchpoint, responded, own string) (taught, state string) {
	request := `{` + asked + `,"touchpoint":"` + touchpoint + `","responded":` + responded
	if own != "" {
		request += `,"own":"` + own + `"`
	}
	var answer struct{ Own, State string }
	data := e.Call("record", []byte(request+"}"))
	require.NoError(t, json.Unmarshal(data, &answer))
	require.NotEmpty(t, answer.State, string(data))
	return answer.Own, answer.State
}

func decisions(e *Engine) map[string]int {
	counts := map[string]int{}
	for i := range 300 {
		answer := string(e.Call("decide", []byte(`{`+asked+`,"seed":5,"counter":`+strconv.Itoa(i)+`}`)))
		_, rest, _ := strings.Cut(answer, `"proposition":"`)
		proposition, _, _ := strings.Cut(rest, `"`)
		counts[proposition]++
		if strings.Contains(answer, `"learned:`) {
			counts["learned"]++
		}
	}
	return counts
}

func TestThePageLearnsFromResponsesAndForgetsThem(t *testing.T) {
	e := related(t)
	before := decisions(e)
	require.Greater(t, before["for-sales"], 250)
	require.Less(t, before["for-sales"], 300, "now and then something new is tried")
	erasable := []string{}
	for range 30 {
		own, _ := record(t, e, "sales-card", "false", "")
		own, _ = record(t, e, "sales-card", "false", own)
		erasable = append(erasable, own)
	}
	after := decisions(e)
	require.Less(t, after["for-sales"], before["for-sales"], "what nobody responds to gives way to what else there is")
	state := string(e.Call("erase", []byte("{}")))
	again := related(t)
	require.Equal(t, `{"people":30}`, string(again.Call("relate", []byte(state))))
	require.Equal(t, after, decisions(again))

	for _, own := range erasable {
		require.NotContains(t, string(e.Call("erase", []byte(`{"own":"`+own+`"}`))), "error")
	}
	require.Equal(t, string(related(t).Call("erase", []byte("{}"))), string(e.Call("erase", []byte("{}"))))
	require.Equal(t, before, decisions(e))
	require.Contains(t, string(e.Call("erase", []byte(`{"own":"`+erasable[0]+`"}`))), CodeForeign)

	e.Call("load", file(t, "bundle.json"))
	require.Contains(t, string(e.Call("record", []byte("{}"))), CodeNoState, "another bundle, another relationship")
}

// In a page that one person uses each response counts by itself, and the
// person can read what they add up to.
func TestThePageTellsWhatItLearnt(t *testing.T) {
	e := related(t)
	require.Equal(t, `{"people":0,"least":5,"propositions":{}}`, string(e.Call("knows", []byte("{}"))))
	before := decisions(e)
	for i := range 8 {
		record(t, e, "sales-card", "false", "")
		if i == 3 {
			require.Equal(t, before, decisions(e), "fewer than five responses move nothing")
		}
	}
	require.Less(t, decisions(e)["for-sales"], before["for-sales"])
	record(t, e, "welcome", "true", "")
	require.Equal(t, `{"people":9,"least":5,"propositions":{"for-all":{"people":1,"more":true},"for-sales":{"people":8,"more":false}}}`, string(e.Call("knows", []byte("{}"))))
	require.Contains(t, string(e.Call("knows", []byte("["))), CodeRequest)
	e.Call("load", file(t, "bundle.json"))
	require.Contains(t, string(e.Call("knows", []byte("{}"))), CodeNoState)
}
