package document

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

//go:embed page.html.tmpl
var pageSource string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

// HTML renders a report as one complete page, with the names that the plan
// has for campaign and segments: for each phase the funnel of everyone, and a
// table by segment. Every figure stands there in words, so that nothing hangs
// on seeing the charts. The page calls shown and opened reach, and says that
// this is no success. It needs nothing but itself, runs no script, follows
// light and dark screens, and prints on A4. The language is one of the brief's:
// the nearest where it has not the one asked for.
func HTML(r *evaluation.Report, p *campaign.Plan, l engagement.Language) []byte {
	var b bytes.Buffer
	// The template and what fills it are the program's own, and a buffer
	// takes every write: an error is a fault of the program.
	if err := pageTemplate().Execute(&b, newWriter(r, p, l).page()); err != nil {
		panic(err)
	}
	return b.Bytes()
}
