// Package catalogue holds every text that Osmosi itself shows, in Italian,
// Dutch and English, with plurals and numbers as CLDR has them.
//
// Texts live in one folder a language, in files by topic. A text is a format
// with numbered arguments ("%[1]s"), or an object that picks one of several by
// the plural form of an argument: {"arg": 1, "one": "…", "other": "…"}.
package catalogue

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed it nl en
var files embed.FS

// Languages of the catalogue.
var languages = []string{"it", "nl", "en"}

type texts struct {
	keys     map[string]map[string]bool // by language
	printers map[string]*message.Printer
}

// load reads the embedded files once; they are part of the program, so a
// fault in them is a fault of the program.
var load = sync.OnceValue(func() texts {
	t := texts{map[string]map[string]bool{}, map[string]*message.Printer{}}
	builder := catalog.NewBuilder(catalog.Fallback(language.English))
	for _, l := range languages {
		t.keys[l] = map[string]bool{}
		tag := language.MustParse(l)
		entries, err := fs.ReadDir(files, l)
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			data, err := fs.ReadFile(files, path.Join(l, e.Name()))
			if err != nil {
				panic(err)
			}
			var raw map[string]json.RawMessage
			if err := json.Unmarshal(data, &raw); err != nil {
				panic(fmt.Errorf("%s/%s: %w", l, e.Name(), err))
			}
			for key, value := range raw {
				if t.keys[l][key] {
					panic(fmt.Errorf("%s/%s: %s stands twice", l, e.Name(), key))
				}
				t.keys[l][key] = true
				if err := add(builder, tag, key, value); err != nil {
					panic(fmt.Errorf("%s/%s: %s: %w", l, e.Name(), key, err))
				}
			}
		}
	}
	for _, l := range languages {
		t.printers[l] = message.NewPrinter(language.MustParse(l), message.Catalog(builder))
	}
	return t
})

func add(b *catalog.Builder, tag language.Tag, key string, value json.RawMessage) error {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return b.SetString(tag, key, text)
	}
	var forms struct {
		Arg              int
		One, Many, Other string
	}
	if err := json.Unmarshal(value, &forms); err != nil {
		return err
	}
	cases := []any{"one", forms.One}
	if forms.Many != "" {
		cases = append(cases, "many", forms.Many)
	}
	return b.Set(tag, key, plural.Selectf(forms.Arg, "%d", append(cases, "other", forms.Other)...))
}

// Text returns a text with its arguments filled in; arguments that the text
// does not use are ignored. A key that does not exist comes back as it is; the
// tests see to it that all keys exist.
func Text(lang, key string, args ...any) string {
	t := load()
	if !t.keys[lang][key] {
		return key
	}
	return t.printers[lang].Sprintf(message.Key(key, key), args...)
}

// Has tells whether a text exists in a language.
func Has(lang, key string) bool { return load().keys[lang][key] }

// Keys lists all keys of a language, sorted.
func Keys(lang string) []string { return slices.Sorted(maps.Keys(load().keys[lang])) }
