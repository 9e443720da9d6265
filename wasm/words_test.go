package wasm

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

var update = flag.Bool("update", false, "write the generated files anew")

// before are the words for when there is no bundle yet.
var before = []string{"error", "loading", "offline"}

// The shell needs words before it has a bundle, and has them from the same
// catalogue as the bundle. What a bundle of an older version lacks lies apart,
// since few pages ever load it.
func TestWordsOfTheShellAreThoseOfTheCatalogue(t *testing.T) {
	words, labels := map[string]map[string]string{}, map[string]map[string]string{}
	for _, language := range []string{"it", "nl", "en"} {
		words[language], labels[language] = map[string]string{}, map[string]string{}
		for _, key := range catalogue.Keys(language) {
			if name, ok := strings.CutPrefix(key, "widget."); ok {
				labels[language][name] = catalogue.Text(language, key)
			}
		}
		for _, name := range before {
			require.NotEmpty(t, labels[language][name])
			words[language][name] = labels[language][name]
		}
	}
	generated(t, "osmosi-words.js", fmt.Sprintf("/** How many labels a bundle of this version has. */\nexport const labelled = %d;\n\n"+
		"/** The words of the widget for when there is no bundle yet. */\nexport const words = ", len(labels["en"])), words)
	generated(t, "osmosi-labels.js", "/** All labels of the widget, for a bundle that lacks some. */\nexport const labels = ", labels)
}

func generated(t *testing.T, name, head string, value any) {
	t.Helper()
	var want bytes.Buffer
	want.WriteString("// Written by the tests of package wasm, from the catalogue: run them with -update.\n\n" + head)
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(value))
	if *update {
		require.NoError(t, os.WriteFile("shell/"+name, want.Bytes(), 0o644))
		return
	}
	got, err := fs.ReadFile(Shell(), name)
	require.NoError(t, err)
	require.Equal(t, want.String(), string(got), "run the tests with -update")
}
