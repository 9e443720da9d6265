package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// ambassadors tells how many people a touchpoint asks, from where, and how far
// their voices carry: never who they are.
func (w writer) ambassadors(planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) string {
	var b strings.Builder
	b.WriteString("### " + markup.Escape(w.say("plan.voice.heading", t.Title.In(w.language))) + "\n\n")
	terms := t.Ambassadors
	from := []string{w.audience(t)}
	if terms.Willing != "" {
		from = append(from, w.say("plan.voice.willing", w.trait(terms.Willing).Label.In(w.language)))
	}
	if terms.PerUnit > 0 {
		from = append(from, w.say("plan.voice.perUnit", terms.PerUnit, w.trait(terms.Unit).Label.In(w.language)))
	}
	if terms.Site != "" {
		from = append(from, w.say("plan.voice.site", w.trait(terms.Site).Label.In(w.language)))
	}
	b.WriteString(w.fact("plan.voice.from", strings.Join(from, " · ")))
	b.WriteString(w.fact("plan.voice.count", w.say("plan.people", terms.Count)))
	b.WriteString(w.fact("plan.voice.when", w.date(planned.Date)))
	if r := planned.Reach; r == nil {
		b.WriteString(w.fact("plan.voice.reach", w.say("plan.voice.hidden")))
	} else {
		people := func(n int) string { return w.number(float64(n)) }
		b.WriteString(w.fact("plan.voice.reach", w.say("plan.voice.range", people(r.People), people(r.Low), people(r.High))))
		b.WriteString(w.fact("plan.voice.proof", w.say("plan.voice.proved", r.Proved)))
	}
	return b.String() + "\n" + markup.Escape(w.say("plan.voice.note")) + "\n"
}
