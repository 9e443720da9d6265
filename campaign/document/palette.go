package document

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"
)

// The colours of page and charts, for screens light and dark and for paper: a
// chart holds them too, for it may stand alone.
//
//go:embed palette.css.tmpl
var paletteSource string

// parsed returns a template of this package, parsed when it is first needed. It may
// include the palette.
func parsed(name, source string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		palette := template.Must(template.New("palette").Parse(paletteSource))
		return template.Must(palette.New(name).Parse(source))
	})
}

// execute fills a template of this package with its own data.
func execute(t *template.Template, data any) []byte {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // writing to memory and reading plain fields does not fail
	}
	return b.Bytes()
}
