package document

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// approach is how each touchpoint speaks and offers, and which ones the plan
// leaves out because of it.
func (w writer) approach() string {
	t := table{head: []string{w.say("plan.column.touchpoint"), w.say("plan.column.approach"), w.say("plan.column.support"), w.say("plan.column.follows")}}
	for planned, touchpoint := range w.touchpoints {
		if planned.Approach == "" && planned.Support == "" {
			continue
		}
		approach, support := "", ""
		if planned.Approach != "" {
			approach = planned.Approach.Text().In(w.language)
		}
		if planned.Support != "" {
			support = planned.Support.Text().In(w.language)
		}
		t.row("**"+markup.Escape(touchpoint.Title.In(w.language))+"**", markup.Escape(approach), markup.Escape(support), w.follows(planned, touchpoint))
	}
	text := markup.Escape(w.say("plan.approach.none")) + "\n"
	if len(t.rows) > 0 {
		text = markup.Escape(w.say("plan.approach.intro")) + "\n\n" + t.String()
	}
	return text + w.withheld()
}

// follows is what approach and support change in a touchpoint, as Markdown of
// one line.
func (w writer) follows(planned campaign.PlannedTouchpoint, touchpoint *campaign.Touchpoint) string {
	q := w.brief.Proposition(touchpoint.Proposition)
	if q == nil {
		return ""
	}
	var parts []string
	asked := planned.Approach.Consequences()
	if asked.LinkFirst {
		parts = append(parts, markup.Escape(w.say("plan.approach.linkFirst")))
	}
	if len(planned.Explains) > 0 {
		parts = append(parts, markup.Escape(w.say("plan.approach.explains", markup.Plain(w.brief.Explanation(planned.Explains, w.language)))))
	}
	if planned.Voice != "" {
		parts = append(parts, markup.Escape(w.say("plan.approach.voice", w.office(planned.Voice))))
	}
	if len(q.Wording) > 0 {
		names := make([]string, len(q.Wording))
		for i, own := range q.Wording {
			names[i] = w.segment(own.Segment)
		}
		parts = append(parts, markup.Escape(w.say("plan.approach.wording", strings.Join(names, ", "))))
	}
	if offer := w.brief.Offer(q); len(offer) > 1 && planned.Support != engagement.OnDemand {
		parts = append(parts, markup.Escape(w.say("plan.approach.first", offer[0].Title.In(w.language))))
	}
	return strings.Join(parts, " · ")
}

// withheld lists what the plan leaves out, with the cause.
func (w writer) withheld() string {
	var b strings.Builder
	for _, left := range w.plan.Withheld {
		if t := w.brief.Touchpoint(left.ID); t != nil {
			b.WriteString("- **" + markup.Escape(t.Title.In(w.language)) + "** (" + markup.Escape(w.short(left.Date)+", "+w.channel(t.Channel)) + ")\\\n  " +
				markup.Escape(w.say("plan.withheld."+string(left.Cause))) + "\n")
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n### " + markup.Escape(w.say("plan.withheld")) + "\n\n" + b.String()
}

// wordings are the gain in the words of some segments.
func (w writer) wordings(q *engagement.Proposition) string {
	var b strings.Builder
	for _, own := range q.Wording {
		b.WriteString("- **" + markup.Escape(w.say("plan.proposition.wording", w.segment(own.Segment))) + ":** " + markup.Line(own.Gain.In(w.language)) + "\n")
	}
	return b.String()
}

// offer is what a proposition leads to besides its first intervention: the
// steps of a path, a choice, or more of the kind.
func (w writer) offer(q *engagement.Proposition) string {
	offer := w.brief.Offer(q)
	if len(offer) < 2 {
		return ""
	}
	support := q.Support()
	var items []string
	for _, v := range offer {
		items = append(items, w.intervention(v))
	}
	switch {
	case support.Ordered():
		steps := w.fact("plan.proposition.steps", "")
		for i, item := range items {
			steps += "  " + strconv.Itoa(i+1) + ". " + markup.Escape(item) + "\n"
		}
		return steps
	case support.Choice():
		return w.fact("plan.proposition.choice", strings.Join(items, " · "))
	}
	return w.fact("plan.proposition.also", strings.Join(items[1:], " · "))
}

// intervention names an intervention with its form and how long it takes.
func (w writer) intervention(v *campaign.Intervention) string {
	return w.say("plan.intervention", v.Title.In(w.language), w.say("form."+string(v.Form)), dates.Duration(v.Minutes, w.language))
}
