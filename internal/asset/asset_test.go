package asset

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAFingerprintIsOfNamesAndContents(t *testing.T) {
	of := func(files ...string) string {
		dir := map[string][]byte{}
		for i := 0; i < len(files); i += 2 {
			dir[files[i]] = []byte(files[i+1])
		}
		print := Fingerprint(dir)
		require.Regexp(t, `^[0-9a-f]{24}$`, print)
		return print
	}
	first := of("a.js", "1", "b.js", "2")
	require.Equal(t, first, of("b.js", "2", "a.js", "1"))
	require.Equal(t, first, of("b.js", "2", "a.js", "1", "a.js.br", "x", "b.js.gz", "y"))
	for _, other := range [][]string{{"a.js", "1"}, {"a.js", "2", "b.js", "1"}, {"a.js", "1", "c.js", "2"}, {"a.js", "1", "b.js", "2", "c.js", ""}, {"a.js", "1", "b/b.js", "2"}} {
		require.NotEqual(t, first, of(other...), other)
	}
}

func TestTypesAreThoseThatBrowsersAskFor(t *testing.T) {
	for name, want := range map[string]string{
		"a.js": "text/javascript; charset=utf-8", "a.wasm": "application/wasm", "a.json": "application/json", "a.js.map": "application/json",
		"a.d.ts": "text/plain; charset=utf-8", "a.html": "text/html; charset=utf-8", "LICENSE": "application/octet-stream", "a.br": "application/octet-stream",
	} {
		require.Equal(t, want, Type(name), name)
	}
}
