package wasm

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

var update = flag.Bool("update", false, "write the generated files anew")

// The shell needs words before it has a bundle, and has them from the same
// catalogue as the bundle.
func TestWordsOfTheShellAreThoseOfTheCatalogue(t *testing.T) {
	words := map[string]map[string]string{}
	for _, language := range []string{"it", "nl", "en"} {
		words[language] = map[string]string{}
		for _, key := range catalogue.Keys(language) {
			if name, ok := strings.CutPrefix(key, "widget."); ok {
				words[language][name] = catalogue.Text(language, key)
			}
		}
		require.NotEmpty(t, words[language])
	}
	var want bytes.Buffer
	want.WriteString("// Written by the tests of package wasm, from the catalogue: run them with -update.\n\n")
	want.WriteString("/** The labels of the widget, for when there is no bundle, or one without them. */\nexport const words = ")
	encoder := json.NewEncoder(&want)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(words))
	if *update {
		require.NoError(t, os.WriteFile("shell/osmosi-words.js", want.Bytes(), 0o644))
		return
	}
	got, err := fs.ReadFile(Shell(), "osmosi-words.js")
	require.NoError(t, err)
	require.Equal(t, want.String(), string(got), "run the tests with -update")
}
