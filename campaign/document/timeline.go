package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Timeline tells one person, as a document in GitHub Flavored Markdown, what
// comes to them and what does not, day by day in order of time: why this, why
// now, why here, or why not. Where the style names no language it is the
// person's own. It is about a person, and for that person to read. The error is
// that of [campaign.Schedule.Timeline].
func Timeline(s *campaign.Schedule, person string, style Style) (string, error) {
	told, err := s.Timeline(person)
	if err != nil {
		return "", err
	}
	of := s.Workforce().Person(person)
	if style.Language == "" {
		style.Language = of.Language
	}
	w := newWriter(s.Plan(), style)
	var b strings.Builder
	b.WriteString("# " + markup.Escape(w.say("timeline.title", w.brief.Name.In(w.language))) + "\n\n")
	if len(told) == 0 {
		b.WriteString(markup.Escape(w.say("timeline.nothing")) + "\n")
		return b.String(), nil
	}
	zone := told[0].At.Location().String() // UTC where the person has none
	b.WriteString(markup.Escape(w.say("timeline.zone", zone)) + "\n")
	day := engagement.Date("")
	for i := range told {
		t := &told[i]
		if on := engagement.Date(t.At.Format("2006-01-02")); on != day {
			day = on
			b.WriteString("\n## " + markup.Escape(dates.Full(on, w.language)) + "\n\n")
		}
		b.WriteString(w.happening(t))
	}
	return b.String(), nil
}

// happening is an item of a timeline, as Markdown.
func (w writer) happening(t *campaign.Told) string {
	title := t.Touchpoint
	if of := w.plan.Touchpoint(t.Touchpoint); of != nil {
		title = of.Title.In(w.language)
	}
	mark := "**"
	if t.Not != "" {
		mark = "*"
	}
	var b strings.Builder
	b.WriteString("- " + mark + markup.Escape(w.say("timeline.at", dates.Time(t.At, w.language), title)) + mark + "\n")
	if t.Not == "" {
		if q := w.brief.Proposition(t.Proposition); q != nil {
			b.WriteString("  " + markup.Line(q.GainFor(t.Wording).In(w.language)) + "\n")
		}
	}
	for _, part := range []struct {
		key   string
		codes []string
	}{{"timeline.whyNot", t.WhyNot()}, {"timeline.this", t.This}, {"timeline.now", t.Now}, {"timeline.here", t.Here}} {
		if said := w.plan.Explain(part.codes, w.language); len(said) > 0 && (t.Not == "" || part.key == "timeline.whyNot") {
			b.WriteString("  " + w.item(part.key, markup.Escape(strings.Join(said, " "))))
		}
	}
	return b.String()
}
