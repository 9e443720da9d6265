package privacy

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
	"sync"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed page.html.tmpl
var pageSource string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

// page is Markdown as one complete page of HTML. It needs nothing but itself,
// runs no script, follows light and dark screens, and prints on A4.
func page(l engagement.Language, title, markdown string) []byte {
	var b bytes.Buffer
	// The template and what fills it are the program's own, and a buffer
	// takes every write: an error is a fault of the program.
	if err := pageTemplate().Execute(&b, struct {
		Language engagement.Language
		Title    string
		Body     template.HTML
	}{l, title, template.HTML(markup.Page(markdown))}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// writer writes Markdown in one language.
type writer struct {
	b strings.Builder
	l engagement.Language
}

func (w *writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.l), key, args...)
}

func (w *writer) heading(level int, text string) {
	w.b.WriteString(strings.Repeat("#", level) + " " + markup.Escape(text) + "\n\n")
}

func (w *writer) paragraph(text string) { w.b.WriteString(markup.Escape(text) + "\n\n") }

func (w *writer) items(list ...string) {
	for _, text := range list {
		w.b.WriteString("- " + markup.Escape(text) + "\n")
	}
	w.b.WriteString("\n")
}

func (w *writer) text() string {
	return strings.TrimRight(w.b.String(), "\n") + "\n"
}

// Markdown writes the person's data for them to read.
func (d *PersonData) Markdown(l engagement.Language) string {
	w := &writer{l: l}
	w.heading(1, w.say("person.title"))
	w.paragraph(w.say("person.lead", d.Person, string(d.Made)))
	list := func(key string, lines []string) {
		w.heading(2, w.say(key))
		if len(lines) == 0 {
			w.paragraph(w.say("person.none"))
			return
		}
		w.items(lines...)
	}
	const at = "2006-01-02 15:04 UTC"
	var events, answers, messages []string
	for _, e := range d.Events {
		events = append(events, e.At.UTC().Format(at)+" · "+e.Touchpoint+": "+w.verb(e.Verb))
	}
	for _, a := range d.Answers {
		answers = append(answers, a.At.UTC().Format(at)+" · "+a.Question+": "+a.Answer)
	}
	for _, m := range d.Messages {
		line := m.At.UTC().Format(at) + " · " + m.Touchpoint + " · " + m.Channel
		if m.Address != "" {
			line += " · " + m.Address
		}
		messages = append(messages, line)
	}
	list("person.events", events)
	list("person.answers", answers)
	list("person.messages", messages)
	var cards, sessions []string
	for _, c := range d.Cards {
		line := string(c.At) + " · " + c.Text
		for _, m := range c.Media {
			line += " · " + m.URL
		}
		cards = append(cards, line)
	}
	for _, t := range d.Coaching {
		line := string(t.Day) + " · " + w.say("person.coached", t.Competence, t.Coach)
		if t.Coach == d.Person {
			line = string(t.Day) + " · " + w.say("person.coaching.held", t.Competence, t.Person)
		}
		if t.Material != "" {
			line += " · " + t.Material
		}
		sessions = append(sessions, line)
	}
	var own engagement.Responses
	var taught []string
	if len(d.Responses) > 0 && own.UnmarshalBinary(d.Responses) == nil {
		taught = append(taught, w.say("person.times", own.Times()))
	}
	list("person.cards", cards)
	list("person.coaching", sessions)
	list("person.taught", append(taught, d.Taught...))
	return w.text()
}

func (w *writer) verb(v evaluation.Verb) string {
	if key := "person.verb." + string(v); catalogue.Has(string(w.l), key) {
		return w.say(key)
	}
	return string(v)
}

// HTML writes the person's data as one page.
func (d *PersonData) HTML(l engagement.Language) []byte {
	return page(l, catalogue.Text(string(l), "person.title"), d.Markdown(l))
}
