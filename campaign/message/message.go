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
	What string // touchpoint, variant, proposition, intervention or language
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
// item's touchpoint, variant or proposition, or is not written in its language.
func Render(p *campaign.Plan, item campaign.Item) (Message, error) {
	b, l := &p.Brief, item.Language
	if !slices.Contains(b.Languages, l) {
		return Message{}, &UnknownError{"language", string(l)}
	}
	touchpoint := p.Touchpoint(item.Touchpoint)
	if touchpoint == nil || touchpoint.Withheld() {
		return Message{}, &UnknownError{"touchpoint", item.Touchpoint}
	}
	if touchpoint = p.Varied(item.Touchpoint, item.Variant); touchpoint == nil {
		return Message{}, &UnknownError{"variant", item.Variant}
	}
	proposition := b.Proposition(item.Proposition)
	if proposition == nil {
		return Message{}, &UnknownError{"proposition", item.Proposition}
	}
	if b.Intervention(proposition.Intervention) == nil {
		return Message{}, &UnknownError{"intervention", proposition.Intervention}
	}
	say := func(key string) string { return catalogue.Text(string(l), key) }
	c := content{
		Language: l,
		Subject:  markup.Clean(touchpoint.Title.In(l)),
		body:     touchpoint.Body.In(l),
		Answers: []answer{
			{Question: say("plan.message.gain"), markdown: proposition.GainFor(item.Wording).In(l)},
			{Question: say("plan.message.problem"), markdown: proposition.Problem.In(l)},
			{Question: say("plan.message.ability"), markdown: proposition.Ability.In(l)},
		},
		Offer:      newOffer(b, proposition, l),
		OfferFirst: proposition.Approach().Consequences().LinkFirst,
		Why:        markup.Clean(strings.Join(p.Explain(item.Why, l), " ")),
	}
	if explanation := b.Explanation(item.Explains, l); explanation != "" {
		c.First = []answer{{Question: say("message.explains"), markdown: explanation}}
	}
	if o := b.Office(item.Voice); o != nil {
		c.Voice = markup.Clean(catalogue.Text(string(l), "message.voice", o.Name.In(l)))
	}
	for _, i := range item.Answers {
		if i >= 0 && i < len(b.Expectations) {
			e := b.Expectations[i]
			c.Answers = append(c.Answers, answer{Question: e.Question.Text().In(l), markdown: e.Answer.In(l)})
		}
	}
	for _, term := range touchpoint.Terms(l) {
		c.Terms = append(c.Terms, markup.Clean(term))
	}
	return Message{Subject: c.Subject, Text: c.text(), HTML: c.html(), Language: l}, nil
}

// content is what a message says, before it is Text or HTML.
type content struct {
	Language engagement.Language
	Subject  string
	body     string // Markdown
	Body     template.HTML
	First    []answer // before the body: the organisation's need
	Voice    string   // who speaks, where management does
	Terms    []string // what is agreed: rules of a contest, length of a moment
	Answers  []answer
	Offer    offer
	// OfferFirst puts the offer before all else.
	OfferFirst bool
	Why        string
}

type answer struct {
	Question string
	markdown string
	Body     template.HTML
}

func (c content) html() string {
	c.Body = template.HTML(markup.HTML(c.body))
	c.First, c.Answers = rendered(c.First), rendered(c.Answers)
	var out bytes.Buffer
	if err := page().Execute(&out, c); err != nil {
		panic(err) // writing to memory and reading plain fields does not fail
	}
	return out.String()
}

func rendered(answers []answer) []answer {
	out := slices.Clone(answers)
	for i := range out {
		out[i].Body = template.HTML(markup.HTML(out[i].markdown))
	}
	return out
}

func (c content) text() string {
	parts := []string{c.Subject}
	if c.OfferFirst {
		parts = append(parts, c.Offer.text()...)
	}
	for _, a := range c.First {
		parts = append(parts, a.Question+"\n"+markup.Text(a.markdown))
	}
	if c.Voice != "" {
		parts = append(parts, c.Voice)
	}
	parts = append(parts, markup.Text(c.body))
	if len(c.Terms) > 0 {
		parts = append(parts, strings.Join(c.Terms, "\n"))
	}
	for _, a := range c.Answers {
		parts = append(parts, a.Question+"\n"+markup.Text(a.markdown))
	}
	if !c.OfferFirst {
		parts = append(parts, c.Offer.text()...)
	}
	if c.Why != "" {
		parts = append(parts, "--\n"+c.Why)
	}
	return strings.Join(parts, "\n\n") + "\n"
}
