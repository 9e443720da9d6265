package document

import (
	"html/template"

	"github.com/osmosi-learning/osmosi/internal/markup"
)

// phases tells what each phase is for, when it is and how much takes place in
// it: what the chart shows at a glance.
func (w writer) phases() string {
	t := table{head: []string{w.say("plan.column.phase"), w.say("plan.column.purpose"), w.say("plan.period"), w.say("plan.column.touchpoints")}, right: 1}
	for _, phase := range w.plan.Phases {
		n := 0
		for _, touchpoint := range w.touchpoints {
			if touchpoint.Phase == phase.Phase {
				n++
			}
		}
		t.row("**"+markup.Escape(w.say("phase."+string(phase.Phase)))+"**", markup.Escape(w.say("plan.purpose."+string(phase.Phase))),
			markup.Escape(w.span(phase.First, phase.Last)+" · "+w.length(phase.First, phase.Last)), w.number(float64(n)))
	}
	return t.String()
}

// phasesPage is as phases, with the chart.
func (w writer) phasesPage() template.HTML {
	return toHTML(w.phases()) + `<div class="sideways">` + "\n" + figures(w.charts()...) + "</div>\n"
}
