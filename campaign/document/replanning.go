package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Replanning renders what became of a campaign that was planned again, as
// Markdown: how many people get something else, touchpoint by touchpoint, and
// why. It tells nothing about any person.
func Replanning(before, after *campaign.Plan, r *campaign.Replanning, s Style) string {
	w, old := newWriter(after, s), newWriter(before, s)
	var b strings.Builder
	b.WriteString("# " + markup.Escape(w.say("replan.title", after.Brief.Name.In(w.language))) + "\n\n")
	if len(r.Touchpoints) == 0 && r.People != nil && *r.People == 0 {
		b.WriteString(markup.Escape(w.say("replan.nothing")) + "\n")
		return b.String()
	}
	b.WriteString(markup.Escape(w.say("replan.intro")) + "\n\n")
	b.WriteString(w.fact("replan.people", w.people(r.People)))
	b.WriteString(w.fact("replan.joined", w.people(r.Joined)))
	b.WriteString(w.fact("replan.left", w.people(r.Left)))
	if len(r.Touchpoints) > 0 {
		b.WriteString("\n## " + markup.Escape(w.say("replan.what")) + "\n\n")
		t := table{head: []string{w.say("replan.column.touchpoint"), w.say("replan.column.added"), w.say("replan.column.removed"), w.say("replan.column.moved"), w.say("replan.column.changed")}, right: 4}
		for _, row := range r.Touchpoints {
			title := row.Touchpoint
			if known := after.Touchpoint(row.Touchpoint); known != nil {
				title = known.Title.In(w.language)
			} else if known = before.Touchpoint(row.Touchpoint); known != nil {
				title = known.Title.In(old.language)
			}
			cells := []string{markup.Escape(title)}
			for _, n := range []*int{row.Added, row.Removed, row.Moved, row.Changed} {
				cells = append(cells, w.count(n, nil))
			}
			t.row(cells...)
		}
		b.WriteString(t.String())
	}
	if len(r.Causes) > 0 {
		b.WriteString("\n## " + markup.Escape(w.say("replan.why")) + "\n\n" + markup.Escape(w.say("replan.why.intro")) + "\n\n")
		t := table{head: []string{w.say("replan.column.cause"), w.say("plan.column.people")}, right: 1}
		for _, c := range r.Causes {
			t.row(markup.Escape(c.Cause.In(w.language)), w.count(c.People, nil))
		}
		b.WriteString(t.String())
	}
	b.WriteString("\n" + markup.Escape(w.say("replan.note", campaign.SmallestGroup)) + "\n")
	return b.String()
}
