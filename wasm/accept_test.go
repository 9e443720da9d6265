package wasm

import (
	"strings"
	"testing"
)

// Whatever is asked for, the answer is a form, and one that was not refused.
func FuzzAcceptEncoding(f *testing.F) {
	for _, seed := range []string{"", "gzip, deflate, br, zstd", "br;q=0.5, gzip;q=0.8", "*;q=0", "identity;q=0, *", "gzip;q=many", ",;q=,=;"} {
		f.Add(seed)
	}
	forms := []form{{encoding: "br"}, {encoding: "gzip"}, {encoding: identity}}
	f.Fuzz(func(t *testing.T, accept string) {
		weights := weigh([]string{accept})
		for coding, weight := range weights {
			if weight < 0 || weight > 1 || coding == "" || coding != strings.ToLower(coding) {
				t.Fatalf("%q: %q weighs %v", accept, coding, weight)
			}
		}
		chosen := choose(forms, []string{accept})
		as, told := weights[identity]
		any, other := weights["*"]
		refused := told && as == 0 || !told && other && any == 0
		if chosen == nil {
			if !refused {
				t.Fatalf("%q: nothing, though the file as it is was not refused", accept)
			}
			return
		}
		weight, named := weights[chosen.encoding]
		if !named && chosen.encoding != identity {
			weight, named = any, other
		}
		if named && weight == 0 || !named && (chosen.encoding != identity || refused) {
			t.Fatalf("%q: %s was refused", accept, chosen.encoding)
		}
	})
}
