package campaign_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// fault is one thing planted in a good brief and what must be said of it.
type fault struct {
	name       string
	plant      map[string]any
	code       string
	path       string
	suggestion string
}

var faults = []fault{
	{"a member misspelt", map[string]any{"/touchpoints/0/chanel": "monday", "/touchpoints/0/channel": nil}, "OSM-DOC-003", "/touchpoints/0/chanel", "channel"},
	{"a member missing", map[string]any{"/propositions/0/objectives": nil}, "OSM-DOC-002", "/propositions/0/objectives", ""},
	{"a value not allowed", map[string]any{"/drivers/0/kind": "legalObligaton"}, "OSM-DOC-004", "/drivers/0/kind", "legalObligation"},
	{"a value of the wrong type", map[string]any{"/interventions/0/minutes": "ten"}, "OSM-DOC-005", "/interventions/0/minutes", ""},
	{"a time that is none", map[string]any{"/touchpoints/1/time": "25:00"}, "OSM-DOC-006", "/touchpoints/1/time", ""},
	{"a date that is none", map[string]any{"/objectives/0/kpi/by": "2027-02-30"}, "OSM-DOC-006", "/objectives/0/kpi/by", ""},
	{"a list left empty", map[string]any{"/channels": []any{}}, "OSM-DOC-007", "/channels", ""},
	{"another version", map[string]any{"/osmosi": "brief/v2"}, "OSM-DOC-008", "/osmosi", "brief/v1"},
	{"an ID used twice", map[string]any{"/offices/2/id": "learning", "/touchpoints/0/contributors": []any{}, "/touchpoints/2/contributors": []any{}, "/touchpoints/3/contributors": []any{}, "/touchpoints/5/contributors": []any{}, "/touchpoints/6/contributors": []any{}, "/touchpoints/7/owner": "learning", "/touchpoints/7/contributors": []any{}}, "OSM-BRIEF-001", "/offices/2/id", ""},
	{"a reference into nothing", map[string]any{"/touchpoints/2/proposition": "safe-hand"}, "OSM-BRIEF-002", "/touchpoints/2/proposition", "safe-hands"},
	{"a language left out", map[string]any{"/propositions/1/ability/nl": nil}, "OSM-BRIEF-003", "/propositions/1/ability/nl", ""},
	{"phases out of order", map[string]any{"/frame/end": "2027-04-01", "/touchpoints/6/day": 0, "/touchpoints/7/day": 0, "/touchpoints/8/day": 0}, "OSM-BRIEF-005", "/frame/end", ""},
	{"a parent of the organisation", map[string]any{"/objectives/0/parent": "no-accidents"}, "OSM-BRIEF-006", "/objectives/0/parent", ""},
	{"an organisation without driver", map[string]any{"/objectives/1/drivers": []any{}}, "OSM-BRIEF-007", "/objectives/1/drivers", ""},
	{"a parent at the wrong level", map[string]any{"/objectives/3/parent": "any-bike"}, "OSM-BRIEF-008", "/objectives/3/parent", ""},
	{"nothing to reach", map[string]any{"/objectives/0/kpi/target": 28}, "OSM-BRIEF-009", "/objectives/0/kpi/target", ""},
	{"a target in the past", map[string]any{"/objectives/0/kpi/by": "2027-01-31"}, "OSM-BRIEF-010", "/objectives/0/kpi/by", ""},
	{"a trait that Osmosi owns", map[string]any{"/traits/2/name": "tenureDays"}, "OSM-BRIEF-011", "/traits/2/name", ""},
	{"an address to nowhere good", map[string]any{"/interventions/0/url": "javascript:alert(1)"}, "OSM-BRIEF-012", "/interventions/0/url", ""},
	{"another host by two slashes", map[string]any{"/interventions/0/url": "//evil.example"}, "OSM-BRIEF-012", "/interventions/0/url", ""},
	{"a proposition for nothing", map[string]any{"/propositions/2/objectives": []any{}}, "OSM-BRIEF-013", "/propositions/2/objectives", ""},
	{"a snippet too long", map[string]any{"/propositions/2/gain/en": strings.Repeat("abc ", 36)}, "OSM-BRIEF-014", "/propositions/2/gain/en", ""},
	{"an owner that contributes", map[string]any{"/touchpoints/1/contributors/0": "marketing"}, "OSM-BRIEF-015", "/touchpoints/1/contributors/0", ""},
	{"a briefing that speaks to employees", map[string]any{"/touchpoints/0/proposition": "own-choice"}, "OSM-BRIEF-016", "/touchpoints/0/proposition", ""},
	{"a day outside its phase", map[string]any{"/touchpoints/0/day": 21}, "OSM-BRIEF-017", "/touchpoints/0/day", ""},
	{"a member that stands twice", nil, "OSM-DOC-009", "/frame/end", ""},
	{"a percentage over the top", map[string]any{"/objectives/0/kpi/target": -120}, "OSM-BRIEF-018", "/objectives/0/kpi/target", ""},
	{"a language that nobody writes", map[string]any{"/languages": []any{"it", "nl", "en", "de"}}, "OSM-DOC-004", "/languages/3", ""},
	{"a proposition that nobody can have completed", map[string]any{"/segments/2/when": map[string]any{"did.nothing": "completed"}}, "OSM-BRIEF-002", "/segments/2/when", ""},
	{"a trait nobody declared", map[string]any{"/segments/2/when": map[string]any{"unitt": "workshop"}}, "OSM-CONDITION-003", "/segments/2/when/unitt", "unit"},
	{"a protected trait that selects", map[string]any{"/segments/3/when": map[string]any{"age": map[string]any{"$gt": 50}}}, "OSM-CONDITION-006", "/segments/3/when/age/$gt", ""},
}

func TestEveryFaultIsFoundOnceWhereItIs(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			data := planted(t, f.plant)
			if f.plant == nil {
				data = bytes.Replace(data, []byte(`"frame":{`), []byte(`"frame":{"end":"2027-01-01",`), 1)
			}
			b, found := campaign.ReadBrief(bytes.NewReader(data))
			require.True(t, b == nil)
			require.Len(t, found, 1, "%s", found.In(engagement.English))
			require.Equal(t, f.code, found[0].Code)
			require.Equal(t, f.path, found[0].Path)
			require.Equal(t, f.suggestion, found[0].Suggestion)
			require.Equal(t, engagement.SeverityError, found[0].Severity)
			requireWhole(t, found[0])
		})
	}
}

func TestTwelveFaultsGiveTwelveFindingsAtOnce(t *testing.T) {
	twelve := map[string]any{}
	want := map[string]string{}
	for _, i := range []int{0, 2, 3, 5, 9, 10, 13, 14, 18, 21, 22, 28} {
		maps.Copy(twelve, faults[i].plant)
		want[faults[i].path] = faults[i].code
	}
	require.Len(t, want, 12)
	_, found := campaign.ReadBrief(bytes.NewReader(planted(t, twelve)))
	got := map[string]string{}
	for _, f := range found {
		got[f.Path] = f.Code
	}
	require.Equal(t, want, got, found.In(engagement.English))
	require.Len(t, found, 12)

	var one *engagement.Finding
	require.ErrorAs(t, found.Err(), &one)
	require.Contains(t, found.Err().Error(), "/touchpoints/2/proposition")
}

func TestWhatIsNotJSONIsSaidWithLineAndColumn(t *testing.T) {
	for in, where := range map[string]string{"{\n  \"osmosi\" \"brief/v1\"\n}": "2:12", "": "1:0:", "{}{}": "more than one", "[1,": "1:3:"} {
		b, found := campaign.ReadBrief(strings.NewReader(in))
		require.Nil(t, b)
		require.Len(t, found, 1)
		require.Equal(t, "OSM-DOC-001", found[0].Code)
		require.Contains(t, found[0].Message.En, where)
		requireWhole(t, found[0])
	}
	_, found := campaign.ReadBrief(iotest.ErrReader(errors.New("cable cut")))
	require.ErrorContains(t, found.Err(), "cable cut")
	_, found = campaign.ReadBrief(strings.NewReader(`[]`))
	require.Equal(t, "OSM-DOC-005", found[0].Code)
}

func TestAByteOrderMarkSaysNothing(t *testing.T) {
	_, found := campaign.ReadBrief(bytes.NewReader(append([]byte("\ufeff"), planted(t, nil)...)))
	require.Empty(t, found)
}

func TestAnotherDocumentIsSaidOnce(t *testing.T) {
	_, found := campaign.ReadPlan(bytes.NewReader(planted(t, nil)))
	require.Len(t, found, 1)
	require.Equal(t, "OSM-DOC-008", found[0].Code)
}

func TestABriefGoesToGoAndBackUnchanged(t *testing.T) {
	b := good(t)
	first, err := json.Marshal(b)
	require.NoError(t, err)
	again, found := campaign.ReadBrief(bytes.NewReader(first))
	require.Empty(t, found)
	second, err := json.Marshal(again)
	require.NoError(t, err)
	require.Equal(t, string(first), string(second))
	require.Equal(t, b, again)
}

func TestEveryBriefOfTheExamplesGoesToGoAndBackByteForByte(t *testing.T) {
	briefs, err := filepath.Glob(filepath.Join("..", "examples", "*", "brief.json"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(briefs), 5)
	for _, path := range briefs {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		b, found := campaign.ReadBrief(bytes.NewReader(data))
		require.Empty(t, found, "%s: %s", path, found.In(engagement.English))
		first, err := json.Marshal(b)
		require.NoError(t, err)
		require.JSONEq(t, string(data), string(first), "%s loses or gains something", path)
		again, found := campaign.ReadBrief(bytes.NewReader(first))
		require.Empty(t, found, path)
		require.Equal(t, b, again, path)
		second, err := json.Marshal(again)
		require.NoError(t, err)
		require.Equal(t, string(first), string(second), path)
	}
}

func TestABriefWrittenInGoIsCheckedAsADocumentIs(t *testing.T) {
	b := good(t)
	require.Empty(t, b.Check())
	b.Touchpoints[0].Phase = "informing"
	b.Channels = nil
	found := b.Check()
	var codes []string
	for _, f := range found {
		codes = append(codes, f.Code+" "+f.Path)
	}
	require.Equal(t, []string{"OSM-DOC-005 /channels", "OSM-DOC-004 /touchpoints/0/phase"}, codes, found.In(engagement.English))
	p, _ := campaign.NewPlan(b, people(t))
	require.Nil(t, p)
}

func TestEveryIDIsFoundAndNoOther(t *testing.T) {
	b := good(t)
	require.Equal(t, "electric", b.Driver("electric").ID)
	require.Equal(t, "any-bike", b.Objective("any-bike").ID)
	require.Equal(t, "line", b.Office("line").ID)
	require.Equal(t, "error-codes", b.Intervention("error-codes").ID)
	require.Equal(t, "leads", b.Segment("leads").ID)
	require.Equal(t, "wall", b.Channel("wall").ID)
	require.Equal(t, "lead-calm", b.Proposition("lead-calm").ID)
	require.Equal(t, "locked-box", b.Touchpoint("locked-box").ID)
	require.Nil(t, b.Driver("nobody"))
	require.Equal(t, "weekly-hour", b.Cascade("weekly-hour")[0])
	require.Equal(t, engagement.OrganisationLevel, b.Objective(b.Cascade("weekly-hour")[2]).Level)
	require.False(t, b.OnIntranet(&campaign.Touchpoint{Channel: "nobody"}))
	require.True(t, slices.ContainsFunc(b.Touchpoints, func(touch campaign.Touchpoint) bool { return b.OnIntranet(&touch) }))
}

func FuzzReadBrief(f *testing.F) {
	f.Add([]byte(`{"osmosi":"brief/v1","touchpoints":[{"id":"x","phase":"inform"}],"frame":{"inform":"2027-01-01"}}`))
	f.Add([]byte(`{"segments":[{"when":{"$or":[{"a":{"$lt":1}}]}}],"languages":["it"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, found := campaign.ReadBrief(bytes.NewReader(data))
		require.Equal(t, b == nil, found.Err() != nil)
	})
}
