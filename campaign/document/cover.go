package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// detail is a label and what it says.
type detail struct{ Label, Value string }

// atAGlance are the facts on the cover.
func (w writer) atAGlance() []detail {
	b := w.brief
	size := []string{w.say("plan.touchpoints", w.shown()), w.say("plan.offices", len(b.Offices))}
	if len(w.plan.Audiences) > 0 {
		size = append([]string{w.people(w.plan.Audiences[0].People)}, size...)
	}
	return []detail{
		{w.say("plan.organisation"), markup.Clean(b.Organisation)},
		{w.say("plan.period"), w.span(b.Frame.Inform, b.Frame.End) + " · " + w.length(b.Frame.Inform, b.Frame.End)},
		{w.say("plan.languages"), w.list(labels(w, "language.", b.Languages))},
		{w.say("plan.size"), strings.Join(size, " · ")},
	}
}

// promise is the line that the campaign stands for: what employees gain by the
// proposition that most touchpoints put forward, the first of equals. It is
// Markdown of one line, empty where nothing is for employees.
func (w writer) promise() string {
	carried := map[string]int{}
	for _, t := range w.touchpoints {
		carried[t.Proposition]++
	}
	var best *engagement.Proposition
	for _, q := range w.lettered() {
		if q.For == engagement.Employees && (best == nil || carried[q.ID] > carried[best.ID]) {
			best = q
		}
	}
	if best == nil {
		return ""
	}
	return markup.Line(best.Gain.In(w.language))
}

// opening is the title, the line that the campaign stands for, and the facts
// at a glance.
func (w writer) opening() string {
	var b strings.Builder
	b.WriteString("# " + markup.Escape(w.brief.Name.In(w.language)) + "\n\n")
	if promise := w.promise(); promise != "" {
		b.WriteString(markup.Escape(w.say("plan.promise")) + " " + promise + "\n\n")
	}
	for _, d := range w.atAGlance() {
		b.WriteString("- **" + markup.Escape(d.Label) + ":** " + markup.Escape(d.Value) + "\n")
	}
	return b.String()
}

// coverPhases are the phases with their dates.
func (w writer) coverPhases() []detail {
	var list []detail
	for _, p := range w.plan.Phases {
		list = append(list, detail{w.say("phase." + string(p.Phase)), w.say("plan.range", w.short(p.First), w.short(p.Last))})
	}
	return list
}
