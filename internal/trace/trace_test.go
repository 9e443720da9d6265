package trace

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// recorded is a trace of two processes, in the order in which Chromium tells them,
// which is that of their ends.
const recorded = `[
	{"name":"TracingStartedInBrowser","ph":"I","pid":1,"tid":1,"ts":1,"args":{"data":{"frames":[{"frame":"B","parent":"A","processId":8},{"frame":"A","processId":7}]}}},
	{"name":"Other","ph":"I","pid":7,"tid":2,"ts":2,"args":{"name":3,"data":"text"}},
	{"name":"Layout","ph":"X","pid":7,"tid":2,"ts":110,"dur":60,"tdur":30,"args":{}},
	{"name":"Paint","ph":"X","pid":7,"tid":2,"ts":180,"dur":10,"tdur":5,"args":{}},
	{"name":"FunctionCall","ph":"X","pid":7,"tid":2,"ts":105,"dur":90,"tdur":50,"args":{}},
	{"name":"RunTask","ph":"X","pid":7,"tid":2,"ts":100,"dur":100,"tdur":55,"args":{}},
	{"name":"RunTask","ph":"X","pid":7,"tid":2,"ts":300,"dur":400,"tdur":20,"args":{}},
	{"name":"Idle","ph":"X","pid":7,"tid":2,"ts":800,"dur":400,"tdur":400,"args":{}},
	{"name":"RunTask","ph":"X","pid":7,"tid":3,"ts":100,"dur":900,"tdur":900,"args":{}},
	{"name":"RunTask","ph":"X","pid":8,"tid":2,"ts":100,"dur":900,"tdur":900,"args":{}},
	{"name":"thread_name","ph":"M","pid":8,"tid":2,"ts":0,"args":{"name":"CrRendererMain"}},
	{"name":"thread_name","ph":"M","pid":7,"tid":3,"ts":0,"args":{"name":"Compositor"}},
	{"name":"thread_name","ph":"M","pid":7,"tid":2,"ts":0,"args":{"name":"CrRendererMain"}}
]`

func events(t testing.TB, text string) (all []json.RawMessage) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &all))
	return all
}

func TestTasksAreThoseOfTheMainThreadByTheirTimeOnTheProcessor(t *testing.T) {
	tasks, err := Tasks(events(t, recorded))
	require.NoError(t, err)
	us := time.Microsecond
	require.Equal(t, []Task{
		{100 * us, 55 * us, []Part{{"Layout", 30 * us}, {"FunctionCall", 15 * us}, {"Paint", 5 * us}, {"RunTask", 5 * us}}},
		{400 * us, 20 * us, []Part{{"RunTask", 20 * us}}},
	}, tasks)
	require.True(t, tasks[0].Did("Paint"))
	require.False(t, tasks[1].Did("Paint"))
}

func TestATraceWithoutAPageIsAnError(t *testing.T) {
	_, err := Tasks(nil)
	require.ErrorContains(t, err, "no main thread")
	_, err = Tasks(events(t, recorded)[:5])
	require.ErrorContains(t, err, "no main thread")
	_, err = Tasks([]json.RawMessage{json.RawMessage("{")})
	require.ErrorContains(t, err, "event 0")
}

func FuzzTasks(f *testing.F) {
	f.Add(recorded)
	f.Fuzz(func(t *testing.T, text string) {
		var all []json.RawMessage
		if json.Unmarshal([]byte(text), &all) != nil {
			return
		}
		tasks, err := Tasks(all)
		require.False(t, err != nil && tasks != nil)
		for _, task := range tasks {
			require.NotEmpty(t, task.Parts)
		}
	})
}
