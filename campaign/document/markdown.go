package document

import (
	"html/template"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// Markdown renders the plan as a document in GitHub Flavored Markdown. Texts
// of people are escaped: a title cannot become a heading, a cell or HTML. The
// language is one of the brief's: the nearest where it has not the one asked
// for; so it is in [HTML] and [Gantt].
func Markdown(p *campaign.Plan, s Style) string {
	w := newWriter(p, s)
	parts := []string{w.opening()}
	for _, s := range w.sections() {
		parts = append(parts, "## "+markup.Escape(s.title)+"\n\n"+s.markdown)
	}
	return strings.Join(parts, "\n")
}

// section is one chapter of the document.
type section struct {
	id, title string
	markdown  string               // below the title
	page      func() template.HTML // what a page shows instead, where it shows more
}

func (w writer) sections() []section {
	made := []section{
		{id: "why", markdown: w.why()},
		{id: "history", markdown: w.history()},
		{id: "objectives", markdown: w.objectives()},
		{id: "audiences", markdown: w.audiences()},
		{id: "propositions", markdown: w.propositions()},
		{id: "approach", markdown: w.approach()},
		{id: "expectations", markdown: w.expectations()},
		{id: "phases", markdown: w.phases(), page: w.phasesPage},
		{id: "channels", markdown: w.channels(), page: w.channelsPage},
		{id: "mix", markdown: w.mix()},
		{id: "offices", markdown: w.offices()},
		{id: "people", markdown: w.rolesAndMissions()},
		{id: "cards", markdown: w.cards()},
		{id: "osmosis", markdown: w.osmosis()},
		{id: "balance", markdown: w.balance()},
		{id: "calendar", markdown: w.calendar(), page: w.calendarPage},
		{id: "simulation", markdown: w.simulation()},
		{id: "experiments", markdown: w.experiments()},
		{id: "advice", markdown: w.advice()},
		{id: "sight", markdown: w.sight(), page: w.sightPage},
		{id: "glossary", markdown: w.glossary()},
	}
	made = slices.DeleteFunc(made, func(s section) bool {
		return (s.id == "people" || s.id == "cards" || s.id == "mix" || s.id == "simulation" || s.id == "experiments" || s.id == "history") && s.markdown == ""
	})
	for i := range made {
		made[i].title = w.say("plan.section." + made[i].id)
	}
	return made
}

// fact is a list item in Markdown: a label and what it says.
func (w writer) fact(key, value string) string { return w.item(key, markup.Escape(value)) }

// item is as fact, of Markdown. A label that asks a question has its own mark.
func (w writer) item(key, markdown string) string {
	label := w.say(key)
	if !strings.HasSuffix(label, "?") {
		label += ":"
	}
	return "- **" + markup.Escape(label) + "** " + markdown + "\n"
}

func (w writer) why() string {
	var b strings.Builder
	for _, d := range w.brief.Drivers {
		b.WriteString("- **" + markup.Escape(w.say("driver."+string(d.Kind))) + ":** " + markup.Line(d.Statement.In(w.language)) + "\n")
	}
	return b.String()
}

// objectives is the cascade as a nested list: what the tree shows, in words.
func (w writer) objectives() string {
	var b strings.Builder
	var tell func(list []*branch, indent string)
	tell = func(list []*branch, indent string) {
		for _, below := range list {
			o := below.objective
			b.WriteString(indent + "- **" + below.code + " " + markup.Escape(w.say("level."+string(o.Level))) + ":** " + markup.Line(o.Statement.In(w.language)) + "\\\n")
			b.WriteString(indent + "  *" + markup.Escape(w.kpi(o.KPI)) + "*\n")
			tell(below.below, indent+"  ")
		}
	}
	tell(w.cascade(), "")
	return b.String()
}

func (w writer) audiences() string {
	t := table{head: []string{w.say("plan.column.segment"), w.say("plan.column.people"), w.say("plan.column.managers")}, right: 2}
	for _, a := range w.plan.Audiences {
		t.row(markup.Escape(w.segment(a.Segment)), w.count(a.People, a.People), w.count(a.Managers, a.People))
	}
	return t.String() + "\n" + w.conditions() +
		markup.Escape(w.say("plan.audiences.overlap")) + " " +
		markup.Escape(w.say("plan.audiences.note", campaign.SmallestGroup)) + "\n" + w.lines() + w.portraits()
}

// count writes a number of people within a whole. A number that is absent
// though the whole is told may be large: the rest is too small to be shown.
func (w writer) count(n, whole *int) string {
	switch {
	case n != nil:
		return markup.Escape(w.number(float64(*n)))
	case whole != nil:
		return markup.Escape(w.say("plan.hidden"))
	}
	return markup.Escape(w.say("plan.few", campaign.SmallestGroup))
}

// propositions lists them by segment: everyone's first, then in order of
// precedence.
func (w writer) propositions() string {
	var b strings.Builder
	for _, id := range w.segments() {
		var own strings.Builder
		for i := range w.brief.Propositions {
			if q := &w.brief.Propositions[i]; q.Segment == id {
				own.WriteString("\n" + w.proposition(q))
			}
		}
		if own.Len() > 0 {
			b.WriteString("### " + markup.Escape(w.segment(id)) + "\n" + own.String() + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (w writer) proposition(q *engagement.Proposition) string {
	var b strings.Builder
	intervention, details := q.Intervention, q.Intervention
	if offer := w.brief.Offer(q); len(offer) > 0 {
		intervention = offer[0].Title.In(w.language)
		details = w.intervention(offer[0])
	}
	b.WriteString("#### " + w.letter(q.ID) + " · " + markup.Escape(w.say("plan.proposition.heading", w.say("party."+string(q.For)), intervention)) + "\n\n")
	b.WriteString(w.item("plan.proposition.gain", markup.Line(q.Gain.In(w.language))))
	b.WriteString(w.wordings(q))
	b.WriteString(w.item("plan.proposition.problem", markup.Line(q.Problem.In(w.language))))
	b.WriteString(w.item("plan.proposition.ability", markup.Line(q.Ability.In(w.language))))
	for _, served := range []struct{ key, text string }{
		{"plan.proposition.needs", strings.Join(labels(w, "need.", q.Needs), " · ")},
		{"plan.proposition.reasons", strings.Join(labels(w, "reason.", q.Reasons), " · ")},
		{"plan.proposition.factors", strings.Join(labels(w, "factor.", q.Factors), " · ")},
	} {
		if served.text != "" {
			b.WriteString(w.fact(served.key, served.text))
		}
	}
	var objectives []string
	for _, id := range q.Objectives {
		if o := w.brief.Objective(id); o != nil {
			objectives = append(objectives, markup.Line(o.Statement.In(w.language)))
		}
	}
	b.WriteString(w.item("plan.proposition.objectives", strings.Join(objectives, " · ")))
	b.WriteString(w.fact("plan.proposition.intervention", details))
	b.WriteString(w.offer(q))
	evidence := make([]string, len(q.Evidence))
	for i, e := range q.Evidence {
		evidence[i] = w.say("evidence."+string(e.Kind)) + ": " + e.Note.In(w.language)
	}
	if len(evidence) == 0 {
		evidence = []string{w.say("plan.proposition.noEvidence")}
	}
	b.WriteString(w.fact("plan.proposition.evidence", strings.Join(evidence, " · ")))
	return b.String()
}

// calendarTables are a table of touchpoints for each phase.
func (w writer) calendarTables() string {
	parts := make([]string, len(w.plan.Phases))
	for i, phase := range w.plan.Phases {
		t := table{head: []string{
			w.say("plan.column.date"), w.say("plan.column.touchpoint"), w.say("plan.column.kind"), w.say("plan.column.audience"),
			w.say("plan.column.proposition"), w.say("plan.column.channel"), w.say("plan.column.makers"),
		}}
		for planned, touchpoint := range w.touchpoints {
			if touchpoint.Phase == phase.Phase {
				w.entry(&t, planned, touchpoint)
			}
		}
		content := t.String()
		if len(t.rows) == 0 {
			content = markup.Escape(w.say("plan.calendar.none")) + "\n"
		}
		when := w.span(phase.First, phase.Last) + " · " + w.length(phase.First, phase.Last) + " · " + w.say("plan.touchpoints", len(t.rows))
		content += w.details(phase.Phase)
		parts[i] = "### " + markup.Escape(w.say("phase."+string(phase.Phase))) + "\n\n" + markup.Escape(when) + "\n\n" + content
	}
	return strings.Join(parts, "\n") + w.limits()
}

func (w writer) entry(t *table, planned campaign.PlannedTouchpoint, touchpoint *campaign.Touchpoint) {
	date := w.short(planned.Date)
	if planned.Until != planned.Date {
		date = w.say("plan.range", date, w.short(planned.Until))
	}
	if planned.MovedFrom != "" {
		date += " (" + w.say("plan.calendar.moved", w.short(planned.MovedFrom)) + ")"
	}
	people := w.people(planned.People)
	if planned.Managers {
		people = w.say("plan.managersOnly") + ", " + people
	}
	gain := ""
	if q := w.brief.Proposition(touchpoint.Proposition); q != nil {
		gain = markup.Line(q.Gain.In(w.language))
	}
	origin, _, _ := planned.Part()
	t.row(
		markup.Escape(date),
		"**"+markup.Escape(touchpoint.Title.In(w.language))+"**"+w.changed(origin),
		markup.Escape(w.kind(planned, touchpoint)),
		markup.Escape(w.audience(touchpoint)+" ("+people+")"),
		gain,
		markup.Escape(w.channel(touchpoint.Channel)),
		markup.Escape(w.voiced(w.madeBy(touchpoint), planned)),
	)
}

// madeBy names the owner and the contributors.
func (w writer) madeBy(t *campaign.Touchpoint) string {
	others := make([]string, len(t.Contributors))
	for i, id := range t.Contributors {
		others[i] = w.office(id)
	}
	if len(others) == 0 {
		return w.office(t.Owner)
	}
	return w.say("plan.calendar.with", w.office(t.Owner), w.list(others))
}

func (w writer) advice() string {
	if len(w.plan.Advice) == 0 {
		return markup.Escape(w.say("plan.advice.none")) + "\n"
	}
	var b strings.Builder
	for _, f := range w.plan.Advice {
		b.WriteString("- **" + markup.Escape(f.Code) + "** " + markup.Escape(w.vocabulary.retell(w.language, f.Message.In(w.language))) + "\\\n")
		if do := f.Do.In(w.language); do != "" {
			b.WriteString("  **" + markup.Escape(w.say("plan.advice.do")) + ":** " + markup.Escape(w.vocabulary.retell(w.language, do)) + "\\\n")
		}
		b.WriteString("  *" + markup.Escape(w.place(f.Path)) + "*\n")
	}
	return b.String()
}
