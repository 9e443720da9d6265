package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// kind is the kind of a touchpoint in words, with which teaser or message it
// is and whom it waits for.
func (w writer) kind(planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) string {
	words := w.say("kind." + string(t.Kind))
	_, part, n := planned.Part()
	if part == "" {
		return words
	}
	step, number := w.plan.Step(planned.ID)
	if step != nil {
		n = number
	}
	words += " (" + w.say("plan.part."+part, n)
	if step != nil && step.After != "" {
		words += ", " + w.say("plan.after."+string(step.After))
	}
	return words + ")"
}

// details lists what the brief says of the touchpoints of a phase beyond what
// the table shows; empty where it says nothing more. It is Markdown.
func (w writer) details(phase campaign.Phase) string {
	var b strings.Builder
	for planned, t := range w.touchpoints {
		if t.Phase != phase {
			continue
		}
		if _, part, _ := planned.Part(); part != "" {
			continue
		}
		if told := append(w.organised(planned, t), t.Terms(w.language)...); len(told) > 0 {
			for i := range told {
				told[i] = markup.Escape(markup.Clean(told[i]))
			}
			b.WriteString("- **" + markup.Escape(markup.Clean(t.Title.In(w.language))) + "**: " + strings.Join(told, " ") + "\n")
		}
	}
	if b.Len() == 0 {
		return w.journeys(phase)
	}
	return "\n" + markup.Escape(w.say("plan.details")) + "\n\n" + b.String() + w.journeys(phase)
}

// organised is what those who make the campaign agree among themselves.
func (w writer) organised(planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) []string {
	var told []string
	add := func(key string, args ...any) { told = append(told, w.say(key, args...)) }
	if words := w.personal(t.ID); words != "" {
		add("plan.detail.personal", words)
	}
	if t.Snippet {
		add("plan.detail.snippet")
	}
	if s := t.Suspense; s != nil {
		if s.Surprise {
			add("plan.detail.surprise")
		}
		if len(s.Teasers) > 0 {
			add("plan.detail.teasers", len(s.Teasers))
		}
	}
	if t.Drip != nil {
		add("plan.detail.drip", w.countSteps(t.Drip.Steps))
	}
	if a := t.Acknowledgement; a != nil {
		add("plan.detail.acknowledgement", a.Days)
		if a.Escalation != nil {
			add("plan.detail.escalation", a.Escalation.AfterDays)
		}
	}
	if t.Moment != nil {
		add("plan.detail.moments", w.moments(planned.ID), w.date(planned.Until))
	}
	if c := t.CoCreation; c != nil {
		add("plan.detail.coCreation", w.number(c.Share*100))
	}
	if q := t.Pulse; q != nil && q.Survey != "" {
		add("plan.detail.pulse")
	}
	if c := t.InsightCall; c != nil && planned.People != nil && *planned.People > 0 {
		add("plan.detail.insightCall", c.Cards**planned.People)
	}
	return told
}

// moments is how many learning moments the plan made of a touchpoint.
func (w writer) moments(id string) int {
	n := 0
	for _, planned := range w.plan.Touchpoints {
		if of, part, _ := planned.Part(); of == id && part == "moment" {
			n++
		}
	}
	return n
}
