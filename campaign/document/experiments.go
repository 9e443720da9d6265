package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// experiments tells what the plan compares, by whom people are shared out, and
// how many are in each arm; empty where there are no experiments. It is
// Markdown.
func (w writer) experiments() string {
	var parts []string
	for i := range w.plan.Experiments {
		planned := &w.plan.Experiments[i]
		if e := w.brief.Experiment(planned.ID); e != nil {
			parts = append(parts, w.experiment(e, planned))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return markup.Escape(w.say("plan.experiment.intro")) + "\n\n" + strings.Join(parts, "\n") +
		"\n" + markup.Escape(w.say("plan.experiment.note", campaign.SmallestGroup)) + "\n"
}

func (w writer) experiment(e *campaign.Experiment, planned *campaign.PlannedExperiment) string {
	var b strings.Builder
	b.WriteString("### " + markup.Escape(markup.Clean(e.Name.In(w.language))) + "\n\n")
	compared := w.say("plan.experiment.campaign")
	if e.Comparison != nil {
		compared = w.say("plan.experiment.texts", w.titles(planned.Touchpoints))
	} else if e.Holdout != nil && len(e.Holdout.Touchpoints) > 0 {
		compared = w.say("plan.experiment.touchpoints", w.titles(planned.Touchpoints))
	}
	b.WriteString(w.fact("plan.experiment.compared", compared))
	if len(planned.Spared) > 0 {
		b.WriteString(w.fact("plan.experiment.spared", w.titles(planned.Spared)))
	}
	unit := campaign.PersonUnit
	if e.Unit != "" {
		unit = e.Unit
	}
	b.WriteString(w.fact("plan.experiment.unit", w.say("plan.experiment.unit."+string(unit))))
	if ns := e.Namespace; ns != nil {
		b.WriteString(w.fact("plan.experiment.part", w.say("plan.experiment.namespace", w.tenths(ns.End-ns.Start), ns.Name)))
	}
	least := w.say("plan.experiment.none")
	if planned.Detectable != nil {
		least = w.say("plan.experiment.points", w.number(*planned.Detectable*100))
	}
	b.WriteString(w.fact("plan.experiment.detectable", least) + w.power(e, planned) + "\n")
	t := table{head: []string{w.say("plan.experiment.arm"), w.say("plan.experiment.share"), w.say("plan.column.people")}, right: 2}
	if unit == campaign.TeamUnit {
		t.head, t.right = append(t.head, w.say("plan.experiment.teams")), 3
	}
	for i, arm := range planned.Arms {
		cells := []string{markup.Escape(w.arm(e, i, arm.Arm)), markup.Escape(w.tenths(arm.Share)), w.count(arm.People, nil)}
		if unit == campaign.TeamUnit {
			cells = append(cells, w.count(arm.Teams, nil))
		}
		t.row(cells...)
	}
	return b.String() + t.String()
}

// arm says what the people of an arm get.
func (w writer) arm(e *campaign.Experiment, i int, id string) string {
	if e.Comparison == nil || i == 0 {
		return w.say("plan.experiment.arm." + id)
	}
	said := w.say("plan.experiment.variant", id)
	if t := w.plan.Varied(e.Comparison.Touchpoint, id); t != nil {
		said += ": " + markup.Clean(t.Title.In(w.language))
	}
	return said
}

// titles names touchpoints as people do.
func (w writer) titles(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id
		if t := w.brief.Touchpoint(id); t != nil {
			names[i] = w.say("plan.experiment.titled", markup.Clean(t.Title.In(w.language)))
		}
	}
	return strings.Join(names, ", ")
}
