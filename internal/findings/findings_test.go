package findings

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// all are the rules of the module.
func all(t *testing.T) []Rule {
	t.Helper()
	rules, err := Read(os.DirFS("../.."))
	require.NoError(t, err)
	return rules
}

func TestEveryAdviceSaysWhatIsWhyAndWhatToDoInEveryLanguage(t *testing.T) {
	advice := 0
	for _, r := range all(t) {
		if !r.Advice {
			continue
		}
		advice++
		require.NotEmpty(t, r.Source, r.Code)
		for _, l := range []string{"it", "nl", "en"} {
			require.True(t, catalogue.Has(l, r.Code), "%s in %s", r.Code, l)
			require.True(t, catalogue.Has(l, "do."+r.Code), "what to do about %s in %s", r.Code, l)
			message, do := catalogue.Text(l, r.Code, blanks...), catalogue.Text(l, "do."+r.Code, blanks...)
			require.NotContains(t, message, do, "%s in %s says in its message what to do", r.Code, l)
			require.NotContains(t, message+do, "%!", "%s in %s", r.Code, l)
			require.True(t, strings.HasSuffix(do, "."), "%s in %s: %s", r.Code, l, do)
		}
	}
	require.Greater(t, advice, 85)
}

func TestNothingIsToBeDoneAboutAFindingThatDoesNotExist(t *testing.T) {
	codes := map[string]bool{}
	for _, r := range all(t) {
		codes[r.Code] = true
	}
	for _, key := range catalogue.Keys("en") {
		if code, is := strings.CutPrefix(key, "do."); is {
			require.True(t, codes[code], key)
		}
	}
}

// Read knows advice by its call or by its row in a table; one made in another
// way would escape the tests.
func TestAdviceIsMadeFromATableOrWithItsCode(t *testing.T) {
	var elsewhere []string
	require.NoError(t, fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile("../../" + name)
		if strings.Count(string(data), "rule.Advice(") != strings.Count(string(data), `rule.Advice("OSM-`) {
			elsewhere = append(elsewhere, name)
		}
		return err
	}))
	require.Equal(t, []string{"campaign/advice.go"}, elsewhere)
}

func TestRulesAreReadFromCallsAndTables(t *testing.T) {
	rules, err := Read(fstest.MapFS{
		"a/a.go": {Data: []byte(`package a
const gone, law = "OSM-A-001", "a law"
func f() {
	x.fault(gone, rule.Detail{Found: "x", Source: law})
	x.fault(gone, rule.Detail{Source: "another"})
	rule.Advice("OSM-A-002", "", rule.Detail{Source: "002"})
	code := "OSM-A-003"
	_ = "OSM-ENGINE-001"
}
func g() []adviceRule { return []adviceRule{{"OSM-B-001", law, nil}} }
`)},
		"a/a_test.go":     {Data: []byte("package a\nvar _ = \"OSM-A-004\"")},
		"examples/e/e.go": {Data: []byte("package e\nvar _ = \"OSM-A-005\"")},
	})
	require.NoError(t, err)
	require.Equal(t, []Rule{
		{"OSM-A-001", false, "a law · another"},
		{"OSM-A-002", true, "002"},
		{"OSM-A-003", false, ""},
		{"OSM-B-001", true, "a law"},
	}, rules)
	_, err = Read(fstest.MapFS{"a.go": {Data: []byte("pakage a")}})
	require.Error(t, err)
}

func TestTheListOfFindingsIsUpToDate(t *testing.T) {
	written, err := os.ReadFile("../../FINDINGS.md")
	require.NoError(t, err)
	require.Equal(t, string(Markdown(all(t))), string(written), "run go generate ./internal/findings")
}
