package document

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// lines tells the shape of the reporting lines: empty where there are none.
// What is missing from them has a row only where something is.
func (w writer) lines() string {
	l := w.plan.Lines
	if l == nil {
		return ""
	}
	t := table{head: []string{w.say("plan.lines.column.what"), w.say("plan.lines.column.number")}, right: 1}
	row := func(key, value string) { t.row(markup.Escape(w.say("plan.lines."+key)), markup.Escape(value)) }
	people := func(key string, n *int) {
		switch {
		case n == nil:
			row(key, w.say("plan.few", campaign.SmallestGroup))
		case *n > 0:
			row(key, w.number(float64(*n)))
		}
	}
	row("levels", strconv.Itoa(l.Levels))
	row("trees", w.number(float64(l.Trees)))
	if l.MedianSpan != nil && l.WidestSpan != nil {
		row("median", w.number(*l.MedianSpan))
		row("widest", w.number(float64(*l.WidestSpan)))
	}
	people("dotted", l.Dotted)
	people("alone", l.Alone)
	people("orphans", l.Orphans)
	if l.Cycles > 0 {
		row("cycles", w.number(float64(l.Cycles)))
	}
	note := w.say("plan.lines.note")
	if l.Dotted == nil || *l.Dotted > 0 {
		note += " " + w.say("plan.lines.dottedNote")
	}
	return "\n### " + markup.Escape(w.say("plan.lines.heading")) + "\n\n" + t.String() + "\n" + markup.Escape(note) + "\n"
}
