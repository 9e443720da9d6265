package document

import (
	"cmp"
	"math"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// writer puts measures in words of one language. All it returns is plain text.
type writer struct {
	measures *measure.Measures
	plan     *campaign.Plan
	language engagement.Language
	numbers  *message.Printer
}

func newWriter(m *measure.Measures, p *campaign.Plan, l engagement.Language) writer {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	return writer{m, p, l, message.NewPrinter(language.Make(string(l)))}
}

// say returns a text of the catalogue.
func (w writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.language), key, args...)
}

func (w writer) number(n int) string { return w.numbers.Sprint(number.Decimal(n)) }

func (w writer) decimals(v float64, n int) string {
	scale := math.Pow10(n)
	return w.numbers.Sprint(number.Decimal(math.Round(v*scale)/scale+0, number.Scale(n)))
}

func (w writer) percent(share float64) string { return w.numbers.Sprint(number.Percent(share)) }

// rate writes a rate and the ends of its interval. They are whole percents, as
// in a report; an interval narrower than two percent gets a decimal.
func (w writer) rate(r *evaluation.Rate) (share, low, high string) {
	digits := 0
	if r.High-r.Low < 0.02 {
		digits = 1
	}
	say := func(v float64) string {
		if v == 0 || v == 1 {
			return w.percent(v) // none and all are exact
		}
		return w.numbers.Sprint(number.Percent(v, number.Scale(digits)))
	}
	return say(r.Share), say(r.Low), say(r.High)
}

// span writes the ends of a rate's interval.
func (w writer) span(r *evaluation.Rate) string {
	_, low, high := w.rate(r)
	return w.say("report.range", low, high)
}

// points of a difference of shares, with its sign.
func (w writer) points(v float64) string {
	v = math.Round(100 * v)
	text := w.decimals(math.Abs(v), 0)
	switch {
	case v > 0:
		return "+" + text
	case v < 0:
		return "−" + text
	}
	return text
}

func (w writer) hidden() string { return w.say("report.hidden", w.measures.SmallestGroup) }

// people writes a count, or that it is kept back.
func (w writer) people(c evaluation.Cell) string {
	if c.People == nil {
		return w.hidden()
	}
	return w.number(*c.People)
}

// stage names a stage.
func (w writer) stage(id string) string {
	if id == "returned" {
		return w.say("measure.stage.returned")
	}
	return w.say("report.stage." + id)
}

// value names what a row is about.
func (w writer) value(by measure.Split, trait, value string) string {
	b := &w.plan.Brief
	switch by {
	case measure.ByPhase:
		return w.say("phase." + value)
	case measure.BySegment:
		if s := b.Segment(value); s != nil {
			return cmp.Or(s.Name.In(w.language), value)
		}
		return w.say("report.rest")
	case measure.ByChannel:
		if c := b.Channel(value); c != nil {
			return cmp.Or(c.Name.In(w.language), value)
		}
	case measure.ByProposition:
		if q := b.Proposition(value); q != nil {
			return cmp.Or(markup.Clean(markup.Plain(q.Gain.In(w.language))), value)
		}
	case measure.ByLanguage:
		return w.say("language." + value)
	case measure.BySite:
		if value == "" {
			return w.say("measure.none")
		}
		for _, t := range b.Traits {
			if t.Name == trait {
				return cmp.Or(t.ValueLabels[value].In(w.language), value)
			}
		}
	}
	return value
}

// trait names a trait.
func (w writer) trait(name string) string {
	for _, t := range w.plan.Brief.Traits {
		if t.Name == name {
			return cmp.Or(t.Label.In(w.language), name)
		}
	}
	return name
}
