package document

import (
	"cmp"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/internal/words"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// writer puts measures in words of one language. All it returns is plain text.
type writer struct {
	words.Writer
	measures *measure.Measures
	plan     *campaign.Plan
}

func newWriter(m *measure.Measures, p *campaign.Plan, l engagement.Language) writer {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	return writer{words.In(l), m, p}
}

// span writes the ends of a rate's interval.
func (w writer) span(r *evaluation.Rate) string {
	_, low, high := w.Rate(r)
	return w.Say("report.range", low, high)
}

// points of a difference of shares, with its sign.
func (w writer) points(v float64) string { return w.Signed(100*v, 0) }

func (w writer) hidden() string { return w.Say("report.hidden", w.measures.SmallestGroup) }

// people writes a count, or that it is kept back.
func (w writer) people(c evaluation.Cell) string {
	if c.People == nil {
		return w.hidden()
	}
	return w.Whole(*c.People)
}

// stage names a stage.
func (w writer) stage(id string) string {
	if id == "returned" {
		return w.Say("measure.stage.returned")
	}
	return w.Say("report.stage." + id)
}

// value names what a row is about.
func (w writer) value(by measure.Split, trait, value string) string {
	b := &w.plan.Brief
	switch by {
	case measure.ByPhase:
		return w.Say("phase." + value)
	case measure.BySegment:
		if s := b.Segment(value); s != nil {
			return cmp.Or(s.Name.In(w.Language), value)
		}
		return w.Say("report.rest")
	case measure.ByChannel:
		if c := b.Channel(value); c != nil {
			return cmp.Or(c.Name.In(w.Language), value)
		}
	case measure.ByProposition:
		if q := b.Proposition(value); q != nil {
			return cmp.Or(markup.Clean(markup.Plain(q.Gain.In(w.Language))), value)
		}
	case measure.ByLanguage:
		return w.Say("language." + value)
	case measure.BySite:
		if value == "" {
			return w.Say("measure.none")
		}
		for _, t := range b.Traits {
			if t.Name == trait {
				return cmp.Or(t.ValueLabels[value].In(w.Language), value)
			}
		}
	}
	return value
}

// trait names a trait.
func (w writer) trait(name string) string {
	for _, t := range w.plan.Brief.Traits {
		if t.Name == name {
			return cmp.Or(t.Label.In(w.Language), name)
		}
	}
	return name
}
