package message

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// offer is what there is to learn, presented as the proposition's support
// asks: one thing first and others after it, a path of steps, or a choice.
type offer struct {
	Start   string // before the one thing
	Lead    *thing // nil for a path and for a choice
	Heading string // above the list
	Ordered bool   // the list is steps
	List    []thing
}

// thing is one intervention.
type thing struct {
	Title   string
	Details string
	URL     string // safe, or empty
}

func newOffer(b *campaign.Brief, q *engagement.Proposition, l engagement.Language, site markup.Site) offer {
	say := func(key string) string { return catalogue.Text(string(l), key) }
	var things []thing
	for _, v := range b.Offer(q) {
		t := thing{
			Title:   markup.Clean(v.Title.In(l)),
			Details: say("form."+string(v.Form)) + ", " + dates.Duration(v.Minutes, l),
			URL:     site.Address(v.URL),
		}
		things = append(things, t)
	}
	support := q.Support()
	switch {
	case len(things) == 1:
		return offer{Start: say("plan.message.start"), Lead: &things[0]}
	case support.Ordered():
		return offer{Heading: say("message.steps"), Ordered: true, List: things}
	case support.Choice():
		if support.Recommends() {
			things[0].Details += ", " + say("message.recommended")
		}
		return offer{Heading: say("message.choice"), List: things}
	}
	return offer{Start: say("plan.message.start"), Lead: &things[0], Heading: say("message.also"), List: things[1:]}
}

// text is the offer in paragraphs of plain text.
func (o offer) text() []string {
	var parts []string
	if o.Lead != nil {
		parts = append(parts, o.Start+": "+o.Lead.text(""))
	}
	if len(o.List) > 0 {
		lines := []string{o.Heading}
		for i, t := range o.List {
			mark := "- "
			if o.Ordered {
				mark = strconv.Itoa(i+1) + ". "
			}
			lines = append(lines, mark+t.text(strings.Repeat(" ", len(mark))))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	return parts
}

// text is the thing on a line, with its address below it.
func (t thing) text(indent string) string {
	line := t.Title + " (" + t.Details + ")"
	if t.URL != "" {
		line += "\n" + indent + t.URL
	}
	return line
}
