package document

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

//go:embed page.html.tmpl
var pageSource string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

// HTML renders results as one complete page, with the words of their survey.
// Every figure stands there in a sentence, with how many answered, its range
// and what it means, so that nothing hangs on seeing the charts. The page needs
// nothing but itself, runs no script, follows light and dark screens, and
// prints on A4. The language is one of the survey's: the nearest where it has
// not the one asked for.
func HTML(r *survey.Results, s *survey.Survey, l engagement.Language) []byte {
	var b bytes.Buffer
	// The template and what fills it are the program's own, and a buffer
	// takes every write: an error is a fault of the program.
	if err := pageTemplate().Execute(&b, newWriter(r, s, l).page()); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Chapters renders what [HTML] has below its header, to be set into another page
// that brings a style for it.
func Chapters(r *survey.Results, s *survey.Survey, l engagement.Language) []byte {
	var b bytes.Buffer
	if err := pageTemplate().ExecuteTemplate(&b, "chapters", newWriter(r, s, l).page()); err != nil {
		panic(err) // see HTML
	}
	return b.Bytes()
}
