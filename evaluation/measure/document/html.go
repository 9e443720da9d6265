package document

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

//go:embed page.html.tmpl
var source string

var parsed = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(source)) })

// Beside is what else a page shows. The zero value is nothing.
type Beside struct {
	// Trials are results of experiments.
	Trials []*trial.Result
	// Results of a survey.
	Results *survey.Results
	// Survey that the results are of; both or neither.
	Survey *survey.Survey
}

// HTML renders measures as one complete page, with the names that the plan has
// for what they count: the key measures first, each in a sentence with how many
// people, its interval and what it means, then charts and tables, what
// experiments and a survey showed, and what to do last. Every figure stands
// there in words, so that nothing hangs on seeing the charts. The page needs
// nothing but itself, runs no script, follows light and dark screens, and
// prints on A4. The language is one of the brief's: the nearest where it has
// not the one asked for.
func HTML(m *measure.Measures, p *campaign.Plan, b Beside, l engagement.Language) []byte {
	var out bytes.Buffer
	// The template and what fills it are the program's own, and a buffer takes
	// every write: an error is a fault of the program.
	if err := parsed().Execute(&out, newWriter(m, p, l).page(b)); err != nil {
		panic(err)
	}
	return out.Bytes()
}
