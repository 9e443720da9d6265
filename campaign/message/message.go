// Package message renders what one person receives for an item of their
// schedule: a subject, an HTML page for e-mail, and the same in plain text.
// Sending it is the host's.
package message

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Message is what a person receives.
type Message struct {
	// Subject is the touchpoint's title, on one line.
	Subject string
	// Text is the message in plain text; lines are as long as they are.
	Text string
	// HTML is a complete page without scripts and without anything to load.
	// Links are https, mailto, or paths on the site where the learning is: a
	// host that sends by e-mail writes https addresses in the brief.
	HTML string
	// Language in which it is written.
	Language engagement.Language
}

// UnknownError tells of something that an item names and its plan lacks.
type UnknownError struct {
	What string // touchpoint, proposition, intervention or language
	ID   string // as the item, or the proposition, names it
}

func (e *UnknownError) Error() string { return fmt.Sprintf("message: unknown %s %q", e.What, e.ID) }

//go:embed message.html.tmpl
var source string

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("message").Parse(source))
})

// Render writes the message for an item of the plan's schedule, in the item's
// language. It returns an [*UnknownError] where the plan does not have the
// item's touchpoint or proposition, or is not written in its language.
func Render(p *campaign.Plan, item campaign.Item) (Message, error) {
	b, l := &p.Brief, item.Language
	if !slices.Contains(b.Languages, l) {
		return Message{}, &UnknownError{"language", string(l)}
	}
	touchpoint := p.Touchpoint(item.Touchpoint)
	if touchpoint == nil || touchpoint.Withheld() {
		return Message{}, &UnknownError{"touchpoint", item.Touchpoint}
	}
	proposition := b.Proposition(item.Proposition)
	if proposition == nil {
		return Message{}, &UnknownError{"proposition", item.Proposition}
	}
	intervention := b.Intervention(proposition.Intervention)
	if intervention == nil {
		return Message{}, &UnknownError{"intervention", proposition.Intervention}
	}
	say := func(key string) string { return catalogue.Text(string(l), key) }
	c := content{
		Language: l,
		Subject:  markup.Clean(touchpoint.Title.In(l)),
		body:     touchpoint.Body.In(l),
		Answers: []answer{
			{Question: say("plan.message.gain"), markdown: proposition.Gain.In(l)},
			{Question: say("plan.message.problem"), markdown: proposition.Problem.In(l)},
			{Question: say("plan.message.ability"), markdown: proposition.Ability.In(l)},
		},
		Start:   say("plan.message.start"),
		Title:   markup.Clean(intervention.Title.In(l)),
		Details: say("form."+string(intervention.Form)) + ", " + dates.Duration(intervention.Minutes, l),
		Why:     markup.Clean(strings.Join(p.Explain(item.Why, l), " ")),
	}
	for _, term := range touchpoint.Terms(l) {
		c.Terms = append(c.Terms, markup.Clean(term))
	}
	if markup.Safe(intervention.URL) {
		c.URL = intervention.URL
	}
	return Message{Subject: c.Subject, Text: c.text(), HTML: c.html(), Language: l}, nil
}

// content is what a message says, before it is Text or HTML.
type content struct {
	Language engagement.Language
	Subject  string
	body     string // Markdown
	Body     template.HTML
	Terms    []string // what is agreed: rules of a contest, length of a moment
	Answers  []answer
	Start    string
	Title    string
	Details  string
	URL      string // safe, or empty
	Why      string
}

type answer struct {
	Question string
	markdown string
	Body     template.HTML
}

func (c content) html() string {
	c.Body = template.HTML(markup.HTML(c.body))
	c.Answers = slices.Clone(c.Answers)
	for i := range c.Answers {
		c.Answers[i].Body = template.HTML(markup.HTML(c.Answers[i].markdown))
	}
	var out bytes.Buffer
	if err := page().Execute(&out, c); err != nil {
		panic(err) // writing to memory and reading plain fields does not fail
	}
	return out.String()
}

func (c content) text() string {
	parts := []string{c.Subject, markup.Text(c.body)}
	if len(c.Terms) > 0 {
		parts = append(parts, strings.Join(c.Terms, "\n"))
	}
	for _, a := range c.Answers {
		parts = append(parts, a.Question+"\n"+markup.Text(a.markdown))
	}
	start := c.Start + ": " + c.Title + " (" + c.Details + ")"
	if c.URL != "" {
		start += "\n" + c.URL
	}
	parts = append(parts, start)
	if c.Why != "" {
		parts = append(parts, "--\n"+c.Why)
	}
	return strings.Join(parts, "\n\n") + "\n"
}
