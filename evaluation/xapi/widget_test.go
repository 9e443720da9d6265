package xapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// inWidget is what the widget writes of events, a statement a line; nil where
// there is no Node, which fails in CI.
func inWidget(t *testing.T, x *Exchange, definitions json.RawMessage, events []evaluation.Event) []byte {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		require.NotEqual(t, "true", os.Getenv("CI"), "CI needs Node")
		t.Log("not done, since there is no node on the PATH")
		return nil
	}
	actor, err := x.AppendActor(nil, "è/ 1")
	require.NoError(t, err)
	var told []json.RawMessage
	for _, e := range events {
		e.Person = "" // the widget knows nobody
		told = append(told, evaluation.AppendEvent(nil, e))
	}
	asked, err := json.Marshal(map[string]any{"actor": json.RawMessage(actor), "activities": x.terms.Base, "platform": x.terms.Platform, "definitions": definitions, "events": told})
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), node, "testdata/statements.mjs", "../../wasm/shell")
	var complaints bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(asked), &complaints
	out, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	return out
}

// each is an event of every verb in every language with every touchpoint.
func each(campaign string, touchpoints []string) (all []evaluation.Event) {
	for i, verb := range evaluation.Verbs() {
		for k, l := range append(engagement.Languages(), "") {
			for n, touchpoint := range touchpoints {
				e := evaluation.Event{
					ID: fmt.Sprintf("0199c0de-0000-7000-8000-%03d%03d%06d", i, k, n), At: time.Date(2027, 2, 3, 8, 30, n, k*250_000_000, time.UTC), Campaign: campaign,
					Touchpoint: touchpoint, Proposition: []string{"calm", "a/b è(!*'$&+:=@;,?~)", ""}[(k+n)%3], Person: "è/ 1", Verb: verb, Language: l,
				}
				if k == 1 {
					e.ID = fmt.Sprintf("no UUID %d é %s", i, strings.Repeat("x", 40+n)) // as long as a block of SHA-1 and longer
				}
				all = append(all, e)
			}
		}
	}
	return all
}

// same requires that the widget writes what Go writes, to the byte but for the
// three characters that Go escapes, which stand for the same text.
func same(t *testing.T, x *Exchange, definitions json.RawMessage, events []evaluation.Event) []byte {
	t.Helper()
	written := inWidget(t, x, definitions, events)
	if written == nil {
		return nil
	}
	want := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(statements(t, x, events)))
	require.Equal(t, strings.Split(want, "\n"), strings.Split(string(written), "\n"))
	var back []evaluation.Event
	for e, err := range x.Read(bytes.NewReader(written)) {
		require.NoError(t, err)
		back = append(back, e)
	}
	require.Len(t, back, len(events))
	for i, e := range events {
		if e.Proposition == "" {
			e.Proposition = back[i].Proposition // that of the touchpoint, as it is read
		}
		require.Equal(t, []any{e.Touchpoint, e.Proposition, e.Person, e.Verb, e.Language, e.At}, []any{back[i].Touchpoint, back[i].Proposition, back[i].Person, back[i].Verb, back[i].Language, back[i].At})
		require.Empty(t, x.Index().Deed(back[i]).Cause())
	}
	return written
}

// Titles have quotes, and names that do not belong into a path.
func TestTheWidgetWritesTheStatementsThatGoWrites(t *testing.T) {
	p := plan()
	p.Brief.ID = "rise & <shine>!"
	p.Brief.Touchpoints = p.Brief.Touchpoints[:0]
	touchpoints, ids := map[string]any{}, []string(nil)
	for i, kind := range campaign.Kinds() {
		id := []string{"hour.%d", "a/b è(!*'$&+:=@;,?~)%d", "ora %d"}[i%3]
		one := campaign.Touchpoint{ID: fmt.Sprintf(id, i), Phase: campaign.Activate, Kind: kind, Proposition: "calm"}
		definition := map[string]any{"kind": kind}
		if i%4 > 0 {
			one.Title = engagement.Text{It: "Un’ora «calma»", Nl: "Een uur \"rust\" & <stilte>", En: "An hour \\ of calm"}
			definition["name"] = one.Title
		}
		p.Brief.Touchpoints = append(p.Brief.Touchpoints, one)
		touchpoints[one.ID], ids = definition, append(ids, one.ID)
	}
	definitions, err := json.Marshal(map[string]any{"campaign": p.Brief.ID, "touchpoints": touchpoints})
	require.NoError(t, err)
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "ada"}, {ID: "è/ 1"}})
	for _, platform := range []string{"Intranet", ""} {
		terms := terms()
		terms.Platform, terms.Activities = platform, nil
		x, err := New(p, w, terms)
		require.NoError(t, err)
		same(t, x, definitions, each(p.Brief.ID, ids))
	}
}

// And of a plan, whose bundle tells what its touchpoints are; a second validator
// finds nothing wrong with them.
func TestTheWidgetWritesStatementsOfABundle(t *testing.T) {
	data, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer data.Close()
	brief, found := campaign.ReadBrief(data)
	require.NoError(t, found.Err())
	brief.Touchpoint("your-hour").Title = engagement.Text{It: "{{firstName|Ciao}}, un’ora", Nl: "{{firstName|Dag}}, een uur", En: "{{firstName|Hello}}, an hour"}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "è/ 1"}})
	p, found := campaign.NewPlan(brief, w)
	require.NoError(t, found.Err())
	b, err := bundle.New(p)
	require.NoError(t, err)
	var told struct{ Touchpoints map[string]any }
	require.NoError(t, json.Unmarshal(b[bundle.Activities], &told))
	var ids []string
	for _, planned := range p.Touchpoints {
		if told.Touchpoints[planned.ID] != nil {
			ids = append(ids, planned.ID)
		}
	}
	require.NotEmpty(t, ids)
	require.Len(t, ids, len(told.Touchpoints))
	terms := terms()
	terms.Activities = nil
	x, err := New(p, w, terms)
	require.NoError(t, err)
	written := same(t, x, json.RawMessage(b[bundle.Activities]), each(p.Brief.ID, ids))
	if written == nil {
		return
	}
	require.Contains(t, string(written), "Hello, an hour")
	warnings := validated(t, written)
	require.Len(t, warnings, bytes.Count(written, []byte("\n")))
	for i, w := range warnings {
		require.Empty(t, w, "statement %d", i)
	}
}

func TestAnActorIsAPseudonymOfThePersonAlone(t *testing.T) {
	x := exchange(t)
	actor, err := x.AppendActor(nil, "ada")
	require.NoError(t, err)
	require.Equal(t, `{"account":{"homePage":"https://intranet.example.org","name":"83eeb38e004a295359bde4b0760bb271"}}`, string(actor))
	require.Contains(t, string(statements(t, x, events()[:1])), `"actor":{"objectType":"Agent",`+string(actor[1:]))
	none, err := x.AppendActor([]byte("before"), "zoe")
	var f *engagement.Finding
	require.ErrorAs(t, err, &f)
	require.Equal(t, noStatement, f.Code)
	require.Equal(t, "before", string(none))
}
