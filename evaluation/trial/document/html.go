package document

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

//go:embed trial.html.tmpl
var source string

var parsed = sync.OnceValue(func() *template.Template { return template.Must(template.New("trial").Parse(source)) })

// HTML renders a result as one section, to be set into a page: for each outcome
// a forest plot, its figures by group, and each effect in sentences, so that
// nothing hangs on seeing the plot; what the figures bear comes last, but for
// groups of other sizes than meant, which come first. It needs nothing but
// itself, runs no script, follows light and dark screens, and prints. Several of
// one page need results of different experiments, whose IDs keep theirs apart.
func HTML(r *trial.Result, l engagement.Language) []byte {
	var b bytes.Buffer
	// The template and what fills it are the program's own, and a buffer takes
	// every write: an error is a fault of the program.
	if err := parsed().Execute(&b, newWriter(r, l).section()); err != nil {
		panic(err)
	}
	return b.Bytes()
}
