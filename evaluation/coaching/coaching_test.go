package coaching_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
)

var session = coaching.Trace{Osmosi: coaching.Version, ID: "s-1", Day: "2027-03-01", Person: "p-7", Coach: "p-12", Competence: "listening", Material: "peer-circle", Minutes: 45}

// Whoever adds room for what was said has to change this test.
func TestATraceHasNoRoomForWhatWasSaid(t *testing.T) {
	var members []string
	for f := range reflect.TypeFor[coaching.Trace]().Fields() {
		members = append(members, f.Name)
	}
	require.Equal(t, []string{"Osmosi", "ID", "Day", "Person", "Coach", "Competence", "Material", "Minutes"}, members)
}

// read returns the good traces, and code and place of each fault.
func read(t *testing.T, text string) (good []coaching.Trace, wrong []string) {
	t.Helper()
	for trace, err := range coaching.Read(strings.NewReader(text)) {
		if err == nil {
			good = append(good, trace)
			continue
		}
		require.Empty(t, trace)
		var f *engagement.Finding
		require.ErrorAs(t, err, &f)
		wrong = append(wrong, f.Code+" "+f.Path)
		require.NotContains(t, err.Error(), "afraid", "what was said is not repeated")
	}
	return good, wrong
}

func TestFaultsAreFoundAndReadingGoesOn(t *testing.T) {
	line := string(coaching.Append(nil, session))
	other := session
	other.ID, other.Material, other.Minutes = "s-2", "", 0
	last := string(coaching.Append(nil, other))
	for name, c := range map[string]struct{ line, want string }{
		"notes":                  {strings.Replace(line, `"day"`, `"notes":"is afraid of","day"`, 1), "OSM-COACH-001 /2/notes"},
		"a name":                 {strings.Replace(line, "p-7", "Jo Bakker", 1), "OSM-COACH-002 /2/person"},
		"an address":             {strings.Replace(line, "p-12", "jo@example.org", 1), "OSM-COACH-002 /2/coach"},
		"alone":                  {strings.Replace(line, "p-12", "p-7", 1), "OSM-COACH-003 /2/coach"},
		"twice":                  {line, "OSM-COACH-004 /2/id"},
		"too long":               {strings.Replace(line, "s-1", strings.Repeat("s", coaching.MaxLine), 1), "OSM-COACH-005 /2"},
		"an hour":                {strings.Replace(line, "2027-03-01", "2027-03-01T09:12:00Z", 1), "OSM-DOC-006 /2/day"},
		"no competence":          {strings.Replace(line, `"competence":"listening",`, "", 1), "OSM-DOC-002 /2/competence"},
		"a sentence as material": {strings.Replace(line, "peer-circle", "we spoke of her doubts", 1), "OSM-DOC-006 /2/material"},
		"no minutes":             {strings.Replace(line, "45", "0", 1), "OSM-DOC-007 /2/minutes"},
		"not JSON":               {"{", "OSM-DOC-001 /2"},
	} {
		t.Run(name, func(t *testing.T) {
			good, wrong := read(t, line+"\n"+c.line+"\n\n"+last)
			require.Equal(t, []coaching.Trace{session, other}, good)
			require.Equal(t, []string{c.want}, wrong)
		})
	}
}

type broken struct{}

var errBroken = errors.New("the line is down")

func (broken) Read([]byte) (int, error) { return 0, errBroken }

func TestAReaderThatBreaksEndsTheTraces(t *testing.T) {
	turns := 0
	for _, err := range coaching.Read(io.MultiReader(strings.NewReader(string(coaching.Append(nil, session))+"\n"), broken{})) {
		if turns++; turns == 2 {
			require.ErrorIs(t, err, errBroken)
		}
	}
	require.Equal(t, 2, turns)
}

func FuzzRead(f *testing.F) {
	f.Add(coaching.Append(nil, session))
	f.Add([]byte(`{"osmosi":"coaching/v1","id":"","person":"a b","notes":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for trace, err := range coaching.Read(strings.NewReader(string(data))) {
			if err != nil {
				continue
			}
			for again, err := range coaching.Read(strings.NewReader(string(coaching.Append(nil, trace)))) {
				require.NoError(t, err)
				require.Equal(t, trace, again)
			}
		}
	})
}

// Traces come a line each; one that brings what was said is refused.
func ExampleRead() {
	lines := string(coaching.Append(nil, session)) + `
{"osmosi":"coaching/v1","id":"s-2","day":"2027-03-08","person":"p-7","coach":"p-12","competence":"listening","notes":"…"}`
	for trace, err := range coaching.Read(strings.NewReader(lines)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(trace.Day, trace.Competence, trace.Material)
	}
	// Output:
	// 2027-03-01 listening peer-circle
	// OSM-COACH-001 at /2/notes: A coaching session leaves no “notes”: it is kept that it took place, on which competence and with which material, never what was said.
}
