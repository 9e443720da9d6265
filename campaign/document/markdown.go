package document

import (
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
	markdown  string // below the title
}

func (w writer) sections() []section {
	made := []section{
		{id: "why", markdown: w.why()},
		{id: "objectives", markdown: w.objectives()},
		{id: "audiences", markdown: w.audiences()},
		{id: "propositions", markdown: w.propositions()},
		{id: "approach", markdown: w.approach()},
		{id: "expectations", markdown: w.expectations()},
		{id: "calendar", markdown: w.calendar()},
		{id: "sight", markdown: w.sight()},
		{id: "makers", markdown: w.makers()},
		{id: "people", markdown: w.rolesAndMissions()},
		{id: "cards", markdown: w.cards()},
		{id: "osmosis", markdown: w.osmosis()},
		{id: "balance", markdown: w.balance()},
		{id: "advice", markdown: w.advice()},
		{id: "glossary", markdown: w.glossary()},
	}
	made = slices.DeleteFunc(made, func(s section) bool { return (s.id == "people" || s.id == "cards") && s.markdown == "" })
	for i := range made {
		made[i].title = w.say("plan.section." + made[i].id)
	}
	return made
}

// opening is the title and the facts at a glance.
func (w writer) opening() string {
	b := w.brief
	facts := []string{
		w.fact("plan.organisation", b.Organisation),
		w.fact("plan.period", w.span(b.Frame.Inform, b.Frame.End)+" · "+w.length(b.Frame.Inform, b.Frame.End)),
		w.fact("plan.languages", w.list(labels(w, "language.", b.Languages))),
	}
	size := []string{w.say("plan.touchpoints", w.shown()), w.say("plan.offices", len(b.Offices))}
	if len(w.plan.Audiences) > 0 {
		size = append([]string{w.people(w.plan.Audiences[0].People)}, size...)
	}
	facts = append(facts, w.fact("plan.size", strings.Join(size, " · ")))
	return "# " + markup.Escape(b.Name.In(w.language)) + "\n\n" + strings.Join(facts, "")
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

// objectives is the cascade as a nested list. An objective without a parent
// that exists stands at the top.
func (w writer) objectives() string {
	var b strings.Builder
	shown := map[string]bool{}
	var tell func(o *engagement.Objective, indent string)
	tell = func(o *engagement.Objective, indent string) {
		if shown[o.ID] {
			return
		}
		shown[o.ID] = true
		b.WriteString(indent + "- **" + markup.Escape(w.say("level."+string(o.Level))) + ":** " + markup.Line(o.Statement.In(w.language)) + "\\\n")
		b.WriteString(indent + "  *" + markup.Escape(w.kpi(o.KPI)) + "*\n")
		for i := range w.brief.Objectives {
			if below := &w.brief.Objectives[i]; below.Parent == o.ID {
				tell(below, indent+"  ")
			}
		}
	}
	for i := range w.brief.Objectives {
		if o := &w.brief.Objectives[i]; w.brief.Objective(o.Parent) == nil {
			tell(o, "")
		}
	}
	return b.String()
}

func (w writer) audiences() string {
	t := table{head: []string{w.say("plan.column.segment"), w.say("plan.column.people"), w.say("plan.column.managers")}, right: 2}
	for _, a := range w.plan.Audiences {
		t.row(markup.Escape(w.segment(a.Segment)), w.count(a.People, a.People), w.count(a.Managers, a.People))
	}
	return t.String() + "\n" + w.conditions() +
		markup.Escape(w.say("plan.audiences.overlap")) + " " +
		markup.Escape(w.say("plan.audiences.note", campaign.SmallestGroup)) + "\n"
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
	ids := []string{""}
	for _, s := range w.brief.Segments {
		ids = append(ids, s.ID)
	}
	var b strings.Builder
	for _, id := range ids {
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
	b.WriteString("#### " + markup.Escape(w.say("plan.proposition.heading", w.say("party."+string(q.For)), intervention)) + "\n\n")
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

// calendar is a table of touchpoints for each phase.
func (w writer) calendar() string {
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
	return strings.Join(parts, "\n")
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
	t.row(
		markup.Escape(date),
		"**"+markup.Escape(touchpoint.Title.In(w.language))+"**",
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

// makers is what each office answers for and contributes to, and what goes
// through each channel.
func (w writer) makers() string {
	owns, contributes, carries := map[string]int{}, map[string]int{}, map[string]int{}
	for _, t := range w.touchpoints {
		owns[t.Owner]++
		carries[t.Channel]++
		for _, id := range t.Contributors {
			contributes[id]++
		}
	}
	offices := table{head: []string{w.say("plan.column.office"), w.say("plan.column.kind"), w.say("plan.column.owns"), w.say("plan.column.contributes")}, right: 2}
	for _, o := range w.brief.Offices {
		offices.row(markup.Escape(o.Name.In(w.language)), markup.Escape(w.say("office."+string(o.Kind))),
			w.number(float64(owns[o.ID])), w.number(float64(contributes[o.ID])))
	}
	channels := table{head: []string{w.say("plan.column.channel"), w.say("plan.column.kind"), w.say("plan.column.nature"), w.say("plan.column.touchpoints")}, right: 1}
	for _, c := range w.brief.Channels {
		channels.row(markup.Escape(c.Name.In(w.language)), markup.Escape(w.say("channel."+string(c.Kind))),
			markup.Escape(w.say("nature."+string(c.Nature))), w.number(float64(carries[c.ID])))
	}
	return offices.String() + "\n" + channels.String()
}

// sight is the line of sight. Touchpoints that look through the same
// proposition at the same objective share a row.
func (w writer) sight() string {
	t := table{head: []string{w.say("plan.column.touchpoints"), w.say("plan.column.proposition"), w.say("plan.column.objective"), w.say("plan.column.kpi")}}
	var lines []campaign.Sight
	titles := map[string][]string{}
	for _, s := range w.plan.Sights {
		key := s.Proposition + "\n" + strings.Join(s.Objectives, "\n")
		if titles[key] == nil {
			lines = append(lines, s)
		}
		if touchpoint := w.brief.Touchpoint(s.Touchpoint); touchpoint != nil {
			titles[key] = append(titles[key], markup.Escape(touchpoint.Title.In(w.language)))
		}
	}
	for _, s := range lines {
		key := s.Proposition + "\n" + strings.Join(s.Objectives, "\n")
		gain, kpi := "", ""
		if q := w.brief.Proposition(s.Proposition); q != nil {
			gain = markup.Line(q.Gain.In(w.language))
		}
		var cascade []string
		for i, id := range s.Objectives {
			o := w.brief.Objective(id)
			if o == nil {
				continue
			}
			if i == 0 {
				kpi = markup.Escape(w.kpi(o.KPI))
			}
			cascade = append(cascade, "*"+markup.Escape(w.say("level."+string(o.Level)))+":* "+markup.Line(o.Statement.In(w.language)))
		}
		t.row(strings.Join(titles[key], " · "), gain, strings.Join(cascade, " → "), kpi)
	}
	return markup.Escape(w.say("plan.sight.intro")) + "\n\n" + t.String()
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
