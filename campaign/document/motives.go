package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// motives tells what the people of each segment that was asked named, how many
// they were and how sure the shares are.
func (w writer) motives() string {
	var b strings.Builder
	for _, a := range w.plan.Audiences {
		if a.Motives == nil {
			continue
		}
		m := a.Motives
		b.WriteString("\n#### " + markup.Escape(w.group(a.Segment)) + "\n\n" + markup.Escape(w.say("plan.motives.asked", w.date(m.Date), m.Asked, m.Answered, w.percent(m.Response))) + "\n")
		t := table{head: []string{w.say("plan.motives.column.kind"), w.say("plan.motives.column.named"), w.say("plan.motives.column.people"), w.say("plan.motives.column.share"), w.say("plan.motives.column.interval")}, right: 3}
		for _, kind := range []struct {
			trait string
			named []campaign.Motive
		}{{audience.TraitReasons, m.Reasons}, {audience.TraitFactors, m.Factors}, {audience.TraitNeeds, m.Needs}} {
			for _, one := range kind.named {
				t.row(markup.Escape(w.trait(kind.trait).Label.In(w.language)), markup.Escape(w.valueOf(kind.trait, one.Name)), w.number(float64(one.People)), markup.Escape(w.percent(one.Share)), markup.Escape(w.say("plan.motives.interval", w.percent(one.Low), w.percent(one.High))))
			}
		}
		if len(t.rows) > 0 {
			b.WriteString("\n" + t.String())
		}
		var order []string
		for _, id := range m.Order {
			if letter := w.letter(id); letter != "" {
				order = append(order, letter)
			}
		}
		if len(order) > 0 {
			b.WriteString("\n" + markup.Escape(w.say("plan.motives.order", strings.Join(order, ", "))) + "\n")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n### " + markup.Escape(w.say("plan.motives.heading")) + "\n\n" + markup.Escape(w.say("plan.motives.note")) + "\n" + b.String()
}
