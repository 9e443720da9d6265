package campaign_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

const quickstart = "../examples/quickstart/brief.json"

// good is the quickstart's brief, which has no faults.
func good(t *testing.T) *campaign.Brief {
	t.Helper()
	data, err := os.ReadFile(quickstart)
	require.NoError(t, err)
	b, found := campaign.ReadBrief(bytes.NewReader(data))
	require.Empty(t, found)
	return b
}

// people is a small workforce in three levels, with a manager who works on
// Thursdays only.
func people(t *testing.T) *audience.Workforce {
	t.Helper()
	list := []audience.Person{
		{ID: "ada", Language: "it", TimeZone: "Europe/Rome", Hired: "2015-03-01", Traits: map[string]any{"unit": "office", "role": "director", "site": "ferrara"}},
		{ID: "bram", Language: "nl", TimeZone: "Europe/Amsterdam", Manager: "ada", WorkDays: audience.Thursday, Hired: "2018-03-01", Traits: map[string]any{"unit": "workshop", "role": "team-lead", "site": "utrecht"}},
		{ID: "cleo", Language: "nl-BE", TimeZone: "Europe/Brussels", Manager: "ada", Hired: "2019-03-01", Traits: map[string]any{"unit": "rental", "role": "team-lead", "site": "utrecht"}},
	}
	for i := range 12 {
		p := audience.Person{ID: "p" + strconv.Itoa(i), Language: "en", TimeZone: "Europe/Dublin", Manager: "bram", Hired: "2020-01-01", Traits: map[string]any{"unit": "workshop", "role": "mechanic", "site": "galway", "age": 30.0}}
		if i%2 == 1 {
			p.Manager, p.Traits["unit"] = "cleo", "rental"
		}
		if i < 6 {
			p.Hired = "2026-12-15"
		}
		list = append(list, p)
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

// planted returns the quickstart's brief with faults planted by pointer: a
// value replaces or adds a member, nil removes it. A key "old>new" renames.
func planted(t *testing.T, faults map[string]any) []byte {
	t.Helper()
	data, err := os.ReadFile(quickstart)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(data, &doc))
	for pointer, value := range faults {
		tokens := strings.Split(pointer[1:], "/")
		node := doc
		for _, token := range tokens[:len(tokens)-1] {
			if list, ok := node.([]any); ok {
				i, err := strconv.Atoi(token)
				require.NoError(t, err)
				node = list[i]
				continue
			}
			node = node.(map[string]any)[token]
			require.NotNil(t, node, pointer)
		}
		last := tokens[len(tokens)-1]
		switch parent := node.(type) {
		case []any:
			i, err := strconv.Atoi(last)
			require.NoError(t, err)
			parent[i] = value
		case map[string]any:
			if from, to, rename := strings.Cut(last, ">"); rename {
				parent[to] = parent[from]
				delete(parent, from)
			} else if value == nil {
				delete(parent, last)
			} else {
				parent[last] = value
			}
		}
	}
	out, err := json.Marshal(doc)
	require.NoError(t, err)
	return out
}

// requireWhole checks that a finding says everything in every language.
func requireWhole(t *testing.T, f engagement.Finding) {
	t.Helper()
	for _, l := range engagement.Languages() {
		text := f.Message.In(l)
		require.NotEmpty(t, text, f.Code)
		require.NotContains(t, text, f.Code, "the message of %s is missing in %s", f.Code, l)
		require.NotContains(t, text, "%!", "%s in %s", f.Code, l)
		require.NotContains(t, text, "finding.", "%s in %s", f.Code, l)
	}
}

// ofFamily are the findings whose codes begin with one of the prefixes.
func ofFamily(found engagement.Findings, prefixes ...string) engagement.Findings {
	var out engagement.Findings
	for _, f := range found {
		for _, p := range prefixes {
			if strings.HasPrefix(f.Code, p) {
				out = append(out, f)
			}
		}
	}
	return out
}

// longAgo is what somebody did of which nobody knows when.
func longAgo(o campaign.Outcome, propositions ...string) (facts []campaign.Fact) {
	for _, id := range propositions {
		facts = append(facts, campaign.Fact{What: o, Proposition: id})
	}
	return facts
}
