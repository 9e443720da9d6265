// Package message renders what one person receives for an item of their
// schedule: a subject, an HTML page for e-mail, and the same in plain text and
// in the Markdown of chats.
// Sending it is the host's; package mail makes a whole e-mail of it.
package message

import (
	"bytes"
	_ "embed"
	"errors"
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
	// Chat is the message in the Markdown that Microsoft Teams and Slack show
	// alike: paragraphs, bold, italics, links and lists.
	Chat string
	// HTML is a complete page without scripts and without anything to load, its
	// styles inline and its colours the reader's own, dark or light.
	// Links are https, mailto, or, where no site was given, paths on the site
	// where the learning is.
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

// ErrSite tells of a site that is not an https address.
var ErrSite = errors.New("message: not the https address of a site")

// Render writes the message for an item of the plan's schedule, in the item's
// language, as it holds for everyone who gets the item: see [Personal]. It
// returns an [*UnknownError] where the plan does not have the item's touchpoint,
// variant or proposition, or is not written in its language.
func Render(p *campaign.Plan, item campaign.Item) (Message, error) {
	return render(p.General(), item, campaign.Facts{}, markup.Site{}, func(t *campaign.Touchpoint) []string { return t.Terms(item.Language) })
}

// Personal writes the message for an item of the schedule, to its person. Paths
// lead to the site, such as https://intranet.example, and stay paths where it
// is empty. Besides the errors of [Render] it returns
// [campaign.ErrUnknownPerson] and [ErrSite].
func Personal(s *campaign.Schedule, item campaign.Item, site string) (Message, error) {
	if s.Workforce().Person(item.Person) == nil {
		return Message{}, fmt.Errorf("message: %w: %q", campaign.ErrUnknownPerson, item.Person)
	}
	at, ok := markup.NewSite(site)
	if !ok && site != "" {
		return Message{}, fmt.Errorf("%w: %q", ErrSite, site)
	}
	return render(s.Plan(), item, s.Facts(item), at, func(*campaign.Touchpoint) []string { return s.Terms(item) })
}

func render(p *campaign.Plan, item campaign.Item, f campaign.Facts, site markup.Site, terms func(*campaign.Touchpoint) []string) (Message, error) {
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
		site:     site,
		Language: l,
		Subject:  markup.Clean(f.Title(touchpoint.Title.In(l))),
		body:     f.Body(touchpoint.Body.In(l)),
		Answers: []answer{
			{Question: say("plan.message.gain"), markdown: f.Body(proposition.GainFor(item.Wording).In(l))},
			{Question: say("plan.message.problem"), markdown: f.Body(proposition.Problem.In(l))},
			{Question: say("plan.message.ability"), markdown: f.Body(proposition.Ability.In(l))},
		},
		Offer:      newOffer(b, proposition, l, site),
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
	for _, term := range terms(touchpoint) {
		c.Terms = append(c.Terms, markup.Clean(term))
	}
	return Message{Subject: c.Subject, Text: c.text(), Chat: c.chat(), HTML: c.html(), Language: l}, nil
}

// content is what a message says, before it is Text or HTML.
type content struct {
	site     markup.Site
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
	c.Body = template.HTML(c.site.HTML(c.body))
	c.First, c.Answers = c.rendered(c.First), c.rendered(c.Answers)
	var out bytes.Buffer
	if err := page().Execute(&out, c); err != nil {
		panic(err) // writing to memory and reading plain fields does not fail
	}
	return out.String()
}

func (c content) rendered(answers []answer) []answer {
	out := slices.Clone(answers)
	for i := range out {
		out[i].Body = template.HTML(c.site.HTML(out[i].markdown))
	}
	return out
}

func (c content) text() string {
	parts := []string{c.Subject}
	if c.OfferFirst {
		parts = append(parts, c.Offer.text()...)
	}
	for _, a := range c.First {
		parts = append(parts, a.Question+"\n"+c.site.Text(a.markdown))
	}
	if c.Voice != "" {
		parts = append(parts, c.Voice)
	}
	parts = append(parts, c.site.Text(c.body))
	if len(c.Terms) > 0 {
		parts = append(parts, strings.Join(c.Terms, "\n"))
	}
	for _, a := range c.Answers {
		parts = append(parts, a.Question+"\n"+c.site.Text(a.markdown))
	}
	if !c.OfferFirst {
		parts = append(parts, c.Offer.text()...)
	}
	if c.Why != "" {
		parts = append(parts, "--\n"+c.Why)
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// chat says the same as text, in the Markdown of chats.
func (c content) chat() string {
	bold := func(s string) string { return "**" + markup.ChatEscape(s) + "**" }
	parts := []string{bold(c.Subject)}
	if c.OfferFirst {
		parts = append(parts, c.Offer.chat()...)
	}
	for _, a := range c.First {
		parts = append(parts, bold(a.Question), c.site.Chat(a.markdown))
	}
	if c.Voice != "" {
		parts = append(parts, "*"+markup.ChatEscape(c.Voice)+"*")
	}
	parts = append(parts, c.site.Chat(c.body))
	for _, term := range c.Terms {
		parts = append(parts, markup.ChatEscape(term))
	}
	for _, a := range c.Answers {
		parts = append(parts, bold(a.Question), c.site.Chat(a.markdown))
	}
	if !c.OfferFirst {
		parts = append(parts, c.Offer.chat()...)
	}
	if c.Why != "" {
		parts = append(parts, "*"+markup.ChatEscape(c.Why)+"*")
	}
	return strings.Join(parts, "\n\n") + "\n"
}
