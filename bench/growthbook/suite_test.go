package growthbook_test

import (
	"encoding/json"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
)

// deviations are the cases, "<section>/<name>", in which Osmosi answers
// otherwise, each with the reason.
var deviations = map[string]string{}

// suite reads the public cases out of the module that ships them.
func suite(t testing.TB) map[string][]json.RawMessage {
	t.Helper()
	cmd := exec.Command(filepath.Join(build.Default.GOROOT, "bin", "go"), "list", "-m", "-f", "{{.Dir}}", "github.com/growthbook/growthbook-golang")
	dir, err := cmd.Output()
	require.NoError(t, err)
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "cases.json"))
	require.NoError(t, err)
	var sections map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(data, &sections))
	cases := map[string][]json.RawMessage{}
	for _, name := range []string{"evalCondition", "hash", "getBucketRange", "chooseVariation", "inNamespace", "getEqualWeights"} {
		var list []json.RawMessage
		require.NoError(t, json.Unmarshal(sections[name], &list))
		cases[name] = list
	}
	return cases
}

// read reads the parts of a case, which is a list.
func read(t testing.TB, one json.RawMessage, parts ...any) {
	t.Helper()
	var list []json.RawMessage
	require.NoError(t, json.Unmarshal(one, &list))
	for i := range min(len(parts), len(list)) {
		require.NoError(t, json.Unmarshal(list[i], parts[i]), "%s", one)
	}
}

func TestConditionsAnswerAsThePublicSuite(t *testing.T) {
	cases := suite(t)["evalCondition"]
	require.Len(t, cases, 583)
	for _, one := range cases {
		var name string
		var condition, attributes json.RawMessage
		var want bool
		var groups map[string][]any
		read(t, one, &name, &condition, &attributes, &want, &groups)
		c, err := audience.ParseCondition(string(condition))
		require.NoError(t, err, name)
		met, err := c.WithGroups(groups).Met(attributes, "2027-01-11", nil)
		require.NoError(t, err, name)
		answers(t, "evalCondition/"+name, want, met)
	}
	stale(t, "evalCondition/")
}

// seen are the listed deviations that the suite still has.
var seen = map[string]bool{}

// answers holds an answer against the suite's; a listed deviation must deviate.
func answers(t *testing.T, name string, want, got any) {
	t.Helper()
	if reason, listed := deviations[name]; listed {
		seen[name] = true
		require.NotEqual(t, want, got, "%s no longer deviates (%s): take it off the list", name, reason)
		return
	}
	require.Equal(t, want, got, name)
}

// stale fails where a listed deviation is of no case.
func stale(t *testing.T, section string) {
	t.Helper()
	for name := range deviations {
		if strings.HasPrefix(name, section) {
			require.True(t, seen[name], "%s is no case of the suite: take it off the list", name)
		}
	}
}
