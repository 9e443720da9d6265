package wasm

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever answers for security reads the page, not the code, so that the page
// has to say what the code does.
func TestThePrivacyPageNamesAllThatIsStoredAndImported(t *testing.T) {
	page, err := os.ReadFile("PRIVACY.md")
	require.NoError(t, err)
	got, err := imports(engine(t))
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	require.ElementsMatch(t, got, strings.Split(strings.TrimSpace(blocks[0][1]), "\n"))

	keys := map[string]bool{}
	shell := os.DirFS("shell") // not what is built of it, where functions have other names
	names, err := fs.Glob(shell, "*.js")
	require.NoError(t, err)
	for _, name := range names {
		source, err := fs.ReadFile(shell, name)
		require.NoError(t, err)
		for _, key := range regexp.MustCompile("`(osmosi:[a-z0-9:]+)").FindAllStringSubmatch(string(source), -1) {
			keys[key[1]] = true
		}
		for _, section := range regexp.MustCompile(`(?:remembered\(\w+, |ownKey\()"(\w+)"`).FindAllStringSubmatch(string(source), -1) {
			keys["osmosi:"+section[1]+":v1:"] = true
		}
		require.NotRegexp(t, `sessionStorage|indexedDB|document\.cookie|caches\.open`, string(source), name)
	}
	delete(keys, "osmosi:") // of what has a name, which was found
	require.Greater(t, len(keys), 10)
	for key := range keys {
		require.Contains(t, string(page), "`"+key, "a key that the page does not name")
	}
	for _, key := range regexp.MustCompile("(?m)^\\| `(osmosi:[a-z0-9:]+:)").FindAllStringSubmatch(string(page), -1) {
		require.True(t, keys[key[1]], "a key that is not there: %s", key[1])
	}
}
