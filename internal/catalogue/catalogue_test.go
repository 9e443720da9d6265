package catalogue

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryTextExistsInEveryLanguage(t *testing.T) {
	for _, l := range languages[1:] {
		require.Equal(t, Keys(languages[0]), Keys(l))
	}
	require.NotEmpty(t, Keys("en"))
}

// placeholder is a numbered argument of a text.
var placeholder = regexp.MustCompile(`%\[\d\][a-z]`)

func TestNoTextUsesAnArgumentThatAnotherLanguageLacks(t *testing.T) {
	raw := map[string]map[string]string{}
	for _, l := range languages {
		raw[l] = sources(t, l)
	}
	for key, english := range raw["en"] {
		want := map[string]bool{}
		for _, p := range placeholder.FindAllString(english, -1) {
			want[p] = true
		}
		for _, l := range []string{"it", "nl"} {
			got := map[string]bool{}
			for _, p := range placeholder.FindAllString(raw[l][key], -1) {
				got[p] = true
			}
			require.Equal(t, want, got, "%s in %s", key, l)
		}
	}
}

// sources is each key's text as written, plural forms joined.
func sources(t *testing.T, l string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := fs.ReadDir(files, l)
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^  "([^"]+)": (.*)$`)
	for _, e := range entries {
		data, err := fs.ReadFile(files, l+"/"+e.Name())
		require.NoError(t, err)
		for _, m := range line.FindAllStringSubmatch(string(data), -1) {
			out[m[1]] = m[2]
		}
	}
	return out
}

// code is a finding's code as Go source writes it.
var code = regexp.MustCompile(`"(OSM-[A-Z]+-\d{3})"`)

func TestEveryCodeInTheSourceHasItsMessage(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2 {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range code.FindAllStringSubmatch(string(data), -1) {
			if !strings.HasPrefix(m[1], "OSM-ENGINE-") { // the engine speaks to programs, in codes only
				seen[m[1]] = true
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, len(seen), 40)
	for c := range seen {
		require.True(t, Has("en", c), c)
	}
	for _, key := range Keys("en") {
		if strings.HasPrefix(key, "OSM-") {
			require.True(t, seen[key], "the message %s is of no rule", key)
		}
	}
}

func TestPluralsAndNumbersFollowTheLanguage(t *testing.T) {
	require.Equal(t, "no.such.key", Text("en", "no.such.key", 1))
	require.False(t, Has("en", "no.such.key"))
	require.False(t, Has("de", "OSM-DOC-001"))
	require.Equal(t, "The member “x” is missing.", Text("en", "OSM-DOC-002", "", "x"))
	require.NotContains(t, Text("en", "OSM-DOC-002", "found", "x", "an argument that the text leaves out"), "%!")
}
