package bundle_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

func plan(t *testing.T) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	f, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer f.Close()
	brief, found := campaign.ReadBrief(f)
	require.NoError(t, found.Err())
	w, found := audience.NewWorkforce([]audience.Person{
		{ID: "boss-7741", GivenName: "Ottavia", FamilyName: "Zanghellini", Email: "ottavia.z@example.org", Language: "it", Traits: map[string]any{"unit": "workshop"}},
		{ID: "rep-9912", GivenName: "Wessel", FamilyName: "Oudekerk", Email: "wessel.o@example.org", Language: "nl", Manager: "boss-7741", Hired: "2027-01-20"},
	})
	require.Empty(t, found)
	p, found := campaign.NewPlan(brief, w)
	require.NoError(t, found.Err())
	return p, w
}

func TestTheEngineReadsTheBundle(t *testing.T) {
	p, w := plan(t)
	b, err := bundle.New(p)
	require.NoError(t, err)
	var engine exchange.Engine
	require.JSONEq(t, `{"loaded":"`+p.Brief.ID+`"}`, string(engine.Call("load", b[bundle.Index])))
	require.Equal(t, exchange.Version, bundle.Version)

	boss := w.Person("boss-7741")
	answer := engine.Call("decide", []byte(`{"profile":`+string(boss.Profile(true, p.Brief.Frame.Inform, p.Brief.Traits))+`,"at":"`+string(p.Brief.Frame.Activate.AddDays(7))+`T12:00"}`))
	var decision struct{ Touchpoint, Proposition string }
	require.NoError(t, json.Unmarshal(answer, &decision))
	require.NotEmpty(t, decision.Touchpoint, string(answer))

	for _, l := range p.Brief.Languages {
		var c struct {
			Language     engagement.Language
			Labels       map[string]string
			Propositions map[string]struct{ Gain []any }
			Touchpoints  map[string]struct{ Title string }
			Why          map[string]string
		}
		require.NoError(t, json.Unmarshal(b["content."+string(l)+".json"], &c))
		require.Equal(t, l, c.Language)
		require.NotEmpty(t, c.Touchpoints[decision.Touchpoint].Title)
		require.NotEmpty(t, c.Propositions[decision.Proposition].Gain)
		require.NotEmpty(t, c.Labels)
		for code, sentence := range c.Why {
			require.NotEmpty(t, sentence, code)
			require.False(t, strings.HasPrefix(sentence, "why."), code)
		}
	}
}

func TestNothingAboutAnyPersonIsInTheBundle(t *testing.T) {
	p, w := plan(t)
	b, err := bundle.New(p)
	require.NoError(t, err)
	for name, data := range b {
		for person := range w.People() {
			for _, private := range []string{person.ID, person.GivenName, person.FamilyName, person.Email} {
				require.NotContains(t, strings.ToLower(string(data)), strings.ToLower(private), name)
			}
		}
		require.NotRegexp(t, regexp.MustCompile(`"people"|"managers":[0-9]`), string(data), name)
	}
}

func TestTheSamePlanGivesTheSameBytes(t *testing.T) {
	p, _ := plan(t)
	a, err := bundle.New(p)
	require.NoError(t, err)
	b, err := bundle.New(p)
	require.NoError(t, err)
	require.Equal(t, a, b)
	require.Len(t, a, 2+len(p.Brief.Languages))
}

func TestWritingAgainReplacesTheFiles(t *testing.T) {
	p, _ := plan(t)
	b, err := bundle.New(p)
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "new", "folder")
	for range 2 {
		require.NoError(t, b.Write(dir))
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Len(t, entries, len(b))
		for name, want := range b {
			got, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
		b[bundle.Index] = append(b[bundle.Index], '\n')
	}
	require.Error(t, b.Write(filepath.Join(dir, bundle.Index)), "a file is in the way")
}

func TestABundleIsAFileSystem(t *testing.T) {
	p, _ := plan(t)
	b, err := bundle.New(p)
	require.NoError(t, err)
	require.NoError(t, fstest.TestFS(b, bundle.Index, bundle.Activities, "content.it.json", "content.nl.json", "content.en.json"))
}
