package document

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// writer puts a plan in words of one language and vocabulary. Its methods return plain text
// unless they say Markdown.
type writer struct {
	plan       *campaign.Plan
	brief      *campaign.Brief
	language   engagement.Language
	vocabulary Vocabulary
	numbers    *message.Printer
}

func newWriter(p *campaign.Plan, s Style) writer {
	p = p.General() // nobody in particular reads it
	l := engagement.MatchLanguage(p.Brief.Languages, string(s.Language))
	return writer{p, &p.Brief, l, s.Vocabulary.orLearning(), message.NewPrinter(language.Make(string(l)))}
}

// say returns a text of the catalogue, in the terms of the vocabulary.
func (w writer) say(key string, args ...any) string {
	return w.vocabulary.text(w.language, key, args)
}

func (w writer) number(v float64) string {
	return w.numbers.Sprint(number.Decimal(v, number.MaxFractionDigits(2)))
}

// value writes a figure with its unit.
func (w writer) value(v float64, u engagement.Unit) string {
	return w.say("unit."+string(u), w.number(v), engagement.Quantity(v))
}

func (w writer) kpi(k engagement.KPI) string {
	return w.tier(w.say("plan.kpi", k.Name.In(w.language), w.value(k.Baseline, k.Unit), w.value(k.Target, k.Unit), dates.Long(k.By, w.language)), k.Tier)
}

func (w writer) date(d engagement.Date) string  { return dates.Long(d, w.language) }
func (w writer) short(d engagement.Date) string { return dates.Short(d, w.language) }

func (w writer) span(from, to engagement.Date) string {
	return w.say("plan.range", w.date(from), w.date(to))
}

// length writes how long a span of days is, in weeks where they are whole.
func (w writer) length(from, to engagement.Date) string {
	days, _ := from.DaysUntil(to)
	days++
	if days%7 == 0 {
		return w.say("plan.weeks", days/7)
	}
	return w.say("plan.days", days)
}

// people writes how many they are, where the plan may tell.
func (w writer) people(n *int) string {
	if n == nil {
		return w.say("plan.fewPeople", campaign.SmallestGroup)
	}
	return w.say("plan.people", *n)
}

// list joins as people do: a, b and c.
func (w writer) list(items []string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return w.say("plan.and", strings.Join(items[:last], ", "), items[last])
}

// labels puts values of an enumeration in words.
func labels[S ~string](w writer, prefix string, values []S) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = w.say(prefix + string(v))
	}
	return words
}

func (w writer) segment(id string) string {
	if s := w.brief.Segment(id); s != nil {
		return s.Name.In(w.language)
	}
	return w.say("plan.everyone")
}

func (w writer) office(id string) string {
	if o := w.brief.Office(id); o != nil {
		return o.Name.In(w.language)
	}
	return id
}

func (w writer) channel(id string) string {
	if c := w.brief.Channel(id); c != nil {
		return c.Name.In(w.language)
	}
	return id
}

// audience is whom a touchpoint is for: its segment, or its proposition's.
func (w writer) audience(t *campaign.Touchpoint) string {
	if q := w.brief.Proposition(t.Proposition); t.Segment == "" && q != nil {
		return w.segment(q.Segment)
	}
	return w.segment(t.Segment)
}

// touchpoints yields the planned touchpoints that the brief knows, with what
// the brief says of them. Recurring moments are told of once, where they
// begin.
func (w writer) touchpoints(yield func(campaign.PlannedTouchpoint, *campaign.Touchpoint) bool) {
	for _, planned := range w.plan.Touchpoints {
		if _, part, _ := planned.Part(); part == "moment" {
			continue
		}
		if t := w.plan.Touchpoint(planned.ID); t != nil && !yield(planned, t) {
			return
		}
	}
}

// shown is how many touchpoints the document tells of.
func (w writer) shown() int {
	n := 0
	for range w.touchpoints {
		n++
	}
	return n
}
