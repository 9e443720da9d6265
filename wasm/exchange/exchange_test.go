package exchange

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// vector is one question to the engine and its answer. The file is in no
// language of programming, so that the engine in the page, and any other
// implementation, is held to the same.
type vector struct {
	Name    string
	Bundle  string // file that is loaded first; none where empty
	First   *call  // a call that comes before
	Call    string
	Request json.RawMessage
	Raw     string // the request, where it is not a JSON value that could stand here
	Answer  json.RawMessage
}

type call struct {
	Call string
	Raw  string
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			var e Engine
			if v.Bundle != "" {
				require.JSONEq(t, `{"loaded":"spring"}`, string(e.Call("load", file(t, v.Bundle))))
			}
			if v.First != nil {
				e.Call(v.First.Call, []byte(v.First.Raw))
			}
			request := []byte(v.Raw)
			if v.Request != nil {
				request = v.Request
			}
			require.Equal(t, compact(t, v.Answer), string(e.Call(v.Call, request)))
		})
	}
}

func TestVectorsCoverEveryCallAndEveryErrorThatARequestCanCause(t *testing.T) {
	calls, codes := map[string]bool{}, map[string]bool{}
	for _, v := range vectors(t) {
		calls[v.Call] = true
		var answer struct{ Error struct{ Code string } }
		if json.Unmarshal(v.Answer, &answer) == nil {
			codes[answer.Error.Code] = true
		}
	}
	for _, call := range []string{"load", "decide", "schedule", "withheld", "relate", "record", "erase", "knows"} {
		require.True(t, calls[call], call)
	}
	for _, code := range []string{CodeBundle, CodeRequest, CodeNotYet, CodeVersion, CodeCall, CodeState, CodeNoState, CodeForeign} {
		require.True(t, codes[code], code)
	}
}

func TestAFaultOfTheEngineIsAnsweredAndNotThrown(t *testing.T) {
	e := Engine{program: &decision.Program{
		End:         20000,
		Touchpoints: []decision.Touchpoint{{Proposition: 7, Segment: decision.Everyone, Widget: true, Until: 20000}},
	}}
	want := `{"error":{"code":"OSM-ENGINE-005","what":"the engine failed on this request"}}`
	require.Equal(t, want, string(e.Call("decide", []byte(`{"at":"2020-01-01T10:00"}`))))
	require.Equal(t, want, string(e.Call("schedule", []byte(`{}`))))
}

func TestAnswersDoNotDependOnWhatTheCallerDoesWithTheBundle(t *testing.T) {
	var e Engine
	bundle := file(t, "bundle.json")
	e.Call("load", bundle)
	clear(bundle)
	require.Contains(t, string(e.Call("decide", []byte(`{"at":"2027-01-20T10:00"}`))), `"welcome"`)
}

func FuzzCall(f *testing.F) {
	bundle, err := os.ReadFile("testdata/bundle.json")
	require.NoError(f, err)
	f.Add(bundle, "decide", []byte(`{"profile":{"manager":true,"needs":["career"],"department":"sales"},"history":{"for-all":"started"},"at":"2027-02-05T10:00"}`))
	limited, err := os.ReadFile("testdata/limited.json")
	require.NoError(f, err)
	f.Add(limited, "withheld", []byte(`{"profile":{"site":"utrecht"},"earlier":[{"channel":"email","at":"2027-03-22T09:00"}],"unreached":["chat"],"held":["flash"],"history":{"gain":"completed"}}`))
	steps := []byte(`{"osmosi":"bundle/v1","program":{"start":"2027-03-01","end":"2027-04-30","propositions":[{"id":"p","segment":-1}],"touchpoints":[{"id":"m","segment":-1,"day":"2027-03-01","time":"09:00","until":"2027-04-30","step":1,"widget":true},{"id":"m.a","segment":-1,"day":"2027-03-02","time":"09:00","until":"2027-04-30","step":2,"widget":true,"wait":"started","waitDays":3,"soon":true,"when":{"a":1}},{"id":"m.b","segment":-1,"day":"2027-03-04","time":"09:00","until":"2027-04-30","step":3,"workDelay":2,"instead":2,"widget":true},{"id":"b.e","segment":-1,"day":"2027-03-04","time":"09:00","until":"2027-04-30","escalation":true}]}}`)
	f.Add(steps, "withheld", []byte(`{"profile":{"a":1},"facts":[{"what":"sent","touchpoint":"m","at":"1969-12-31T23:59"},{"what":"started","proposition":"p","at":"2027-03-02T10:00"},{"what":"sent","touchpoint":"gone","at":"2027-03-02T10:00"}],"now":"2027-03-03T00:00","cascade":"unacknowledged","briefed":"2027-03-01","escalated":{"b.e":"2027-03-02"}}`))
	f.Add(bundle, "schedule", []byte(`{"profile":{"shift":"night"},"workDays":31,"briefed":"2027-01-15"}`))
	f.Add([]byte(`{"osmosi":"bundle/v1","program":{"segments":[{"id":"s","when":{"$nor":[{"a.b":{"$not":{"$size":2}}}]}}],"touchpoints":[{"proposition":-1,"segment":9}]}}`), "decide", []byte(`{"profile":{"a":{"b":[1,"x"]}}}`))
	f.Add([]byte(`{"osmosi":"bundle/v1","program":null}`), "load", []byte(`[[[[`))
	f.Add([]byte(strings.Repeat("[", 1000)), "load", []byte(`{"history":{"__proto__":"started"}}`))
	f.Add([]byte(`{"osmosi":"bundle/v1","program":{"propositions":[{"segment":1e999}]},"program":{"touchpoints":[{"proposition":-2147483649,"segment":2147483647}]}}`), "schedule", []byte(`{"workDays":128}`))
	f.Fuzz(func(t *testing.T, bundle []byte, call string, request []byte) {
		var e Engine
		for _, answer := range [][]byte{e.Call("load", bundle), e.Call(call, request), e.Call("decide", request), e.Call("schedule", request), e.Call("withheld", request), e.Call("relate", request), e.Call("relate", []byte("{}")), e.Call("record", request), e.Call("erase", request), e.Call("knows", request), e.Call("decide", request)} {
			require.True(t, json.Valid(answer), "%q", answer)
			require.NotContains(t, string(answer), CodePanic)
		}
	})
}

func vectors(t *testing.T) []vector {
	var all []vector
	decoder := json.NewDecoder(bytes.NewReader(file(t, "vectors.json")))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&all))
	return all
}

func file(t *testing.T, name string) []byte {
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return data
}

func compact(t *testing.T, data []byte) string {
	var out bytes.Buffer
	require.NoError(t, json.Compact(&out, data))
	return out.String()
}

// What a spoilt bundle costs is told by the processor's time, the least of some
// tries, since the machine may be busy. The largest fill what the page takes at most.
func TestASpoiltBundleIsAnsweredSoon(t *testing.T) {
	whole := file(t, "bundle.json")
	steps := `{"osmosi":"bundle/v1","program":{"start":"2027-01-11","end":"2027-03-31","propositions":[{"id":"p","segment":-1}],"touchpoints":[`
	cases := map[string][]byte{
		"nothing":             nil,
		"nested without end":  bytes.Repeat([]byte("["), 100_000),
		"nested in a member":  []byte(`{"osmosi":"bundle/v1","program":` + strings.Repeat(`{"segments":[`, 50_000)),
		"200,000 empty steps": []byte(steps + strings.Repeat("{},", 199_999) + "{}]}}"),
		"200,000 numbers":     []byte(steps + strings.Repeat("1,", 199_999) + "1]}}"),
		"5,000 segments":      []byte(`{"osmosi":"bundle/v1","program":{"segments":[` + strings.Repeat(`{"when":{"a":1}},`, 4_999) + `{"when":{"a":1}}]}}`),
		"all that may be":     []byte(steps + strings.Repeat(`{"widget":true,"segment":-1,"push":true,"day":"2027-01-12","time":"09:00","until":"2027-03-01"},`, 4_999) + `{"segment":-1}]}}`),
		"200,000 segments":    []byte(`{"osmosi":"bundle/v1","program":{"segments":[` + strings.Repeat("{},", 199_999) + "{}]}}"),
		"a long text":         []byte(`{"osmosi":"` + strings.Repeat("x", 1_900_000) + `"}`),
		"a number too large":  []byte(strings.Replace(steps, "-1", "1e999", 1) + "]}}"),
		"a place out of range": []byte(strings.Replace(steps, "-1", "2147483647", 1) +
			`{"id":"t","proposition":9007199254740993,"segment":-2147483649,"widget":true,"day":"2027-01-12","time":"09:00","until":"2027-03-01"}]}}`),
		"members twice": bytes.Replace(whole, []byte(`"program":`), []byte(`"program":{"touchpoints":[{"proposition":7,"widget":true,"segment":-1}]},"program":`), 1),
	}
	for i := range 50 {
		cases["cut at "+strconv.Itoa(i)] = whole[:len(whole)*i/50]
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		flipped := bytes.Clone(whole)
		flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
		cases["flipped "+strconv.Itoa(i)] = flipped
	}
	for name, bundle := range cases {
		const most = slower * 100 * time.Millisecond
		least := time.Hour
		for try := 0; try < 5 && least >= most; try++ {
			var e Engine
			began := worked(t)
			answers := [][]byte{e.Call("load", bundle), e.Call("decide", []byte(`{"at":"2027-01-20T10:00"}`)), e.Call("schedule", []byte(`{}`))}
			least = min(least, worked(t)-began)
			for _, answer := range answers {
				require.True(t, json.Valid(answer), name)
				require.NotContains(t, string(answer), CodePanic, name)
			}
		}
		require.Less(t, least, most, name)
	}
}

// worked is for how long the processor worked for this process.
func worked(t *testing.T) time.Duration {
	var used syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
