package privacy

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Processing is what a host does with the data of a plan's people that the plan
// itself does not say.
type Processing struct {
	// Contact of the controller and the data protection officer; left to be completed where empty.
	Contact string
	// SmallestGroup is the least number of people of which anything is shown: 3 at least, 5 when empty.
	SmallestGroup int
	// Retention is for how long each kind of data is kept.
	Retention Retention
	// Relationship is true where messages are chosen by what people responded to.
	Relationship bool
	// Events is true where it is kept what each person did with messages.
	Events bool
	// NamedAnswers is true where answers to surveys are kept with the name.
	NamedAnswers bool
	// Coaching is true where traces of coaching are kept.
	Coaching bool
}

// Check returns what is wrong with it, and advice where data are kept without
// a period.
func (r Processing) Check(p *campaign.Plan) engagement.Findings {
	return append(CheckSmallest(r.SmallestGroup, "/smallestGroup"), r.Retention.Check(r.kept(&p.Brief)...)...)
}

// kept are the kinds of data that are kept.
func (r Processing) kept(b *campaign.Brief) []Kind {
	var kinds []Kind
	for _, k := range Kinds() {
		if k == Events && r.Events || k == Answers && r.NamedAnswers && asks(b) || k == Messages && sends(b) || k == Responses && r.Relationship || k == Cards && collects(b) || k == Coaching && r.Coaching {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// asks reports whether the brief asks people anything.
func asks(b *campaign.Brief) bool {
	return slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.Pulse != nil }) ||
		slices.ContainsFunc(b.Segments, func(s audience.Segment) bool { return s.Survey != nil })
}

// sends reports whether a channel of the brief brings messages to an address.
func sends(b *campaign.Brief) bool {
	return slices.ContainsFunc(b.Channels, func(c audience.Channel) bool {
		return c.Kind == audience.Email || c.Kind == audience.Chat
	})
}

// collects reports whether the brief calls for insight cards, or rests on them.
func collects(b *campaign.Brief) bool {
	return slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return t.InsightCall != nil }) ||
		slices.ContainsFunc(b.Propositions, func(q engagement.Proposition) bool {
			return slices.ContainsFunc(q.Evidence, func(e engagement.Evidence) bool { return e.Kind == engagement.CardEvidence })
		})
}

// Record writes the record of processing that a plan calls for, in Markdown:
// which data of whom, why, for how long, who sees them and where they are
// processed, what the company has to decide, and what concerns its employees'
// representatives. It says nothing of what the plan does not do. It is a draft
// for people to complete, and no legal advice. Sources: GDPR, article 30; WOR,
// article 27; Law 300/1970, article 4.
func Record(p *campaign.Plan, r Processing, l engagement.Language) string {
	b := &p.Brief
	l = engagement.MatchLanguage(b.Languages, string(l))
	w := &writer{l: l}
	w.heading(1, w.say("record.title", b.Name.In(l)))
	w.paragraph(w.say("record.lead"))

	w.heading(2, w.say("record.who"))
	w.paragraph(w.say("record.controller", b.Organisation))
	if r.Contact != "" {
		w.paragraph(w.say("record.contact", r.Contact))
	} else {
		w.paragraph(w.say("record.contact.open"))
	}

	w.heading(2, w.say("record.why"))
	w.paragraph(w.say("record.purpose", string(b.Frame.Inform), string(b.Frame.End)))
	var aims []string
	for _, o := range b.Objectives {
		aims = append(aims, o.Statement.In(l))
	}
	w.items(aims...)

	w.heading(2, w.say("record.data"))
	w.paragraph(w.say("record.people"))
	w.items(w.data(b, r)...)

	w.heading(2, w.say("record.basis"))
	w.paragraph(w.say("record.basis.text"))
	w.items(w.say("record.basis.c"), w.say("record.basis.f"), w.say("record.basis.a"))

	w.heading(2, w.say("record.long"))
	var periods []string
	for _, k := range r.kept(b) {
		kind := w.say("record.kind." + string(k))
		if days := r.Retention[k]; days > 0 {
			periods = append(periods, w.say("record.days", kind, days))
		} else {
			periods = append(periods, w.say("record.nodays", kind))
		}
	}
	w.items(append(periods, w.say("record.long.reports"))...)

	w.heading(2, w.say("record.sees"))
	var offices []string
	for _, o := range b.Offices {
		offices = append(offices, o.Name.In(l))
	}
	least := (&Release{SmallestGroup: r.SmallestGroup}).Least()
	w.items(w.say("record.sees.self"), w.say("record.sees.offices", strings.Join(offices, ", "), least), w.say("record.sees.managers"))

	w.heading(2, w.say("record.where"))
	w.paragraph(w.say("record.where.browser"))
	if r.Events {
		w.paragraph(w.say("record.where.events"))
	}
	w.paragraph(w.say("record.where.transfer"))

	if rows := w.browser(b, r); rows != nil {
		w.heading(2, w.say("record.browser"))
		w.paragraph(w.say("record.browser.lead"))
		w.items(rows...)
		w.paragraph(w.say("record.browser.erase"))
		w.paragraph(w.say("record.browser.law"))
	}

	w.heading(2, w.say("record.not"))
	w.paragraph(w.say("record.not.text"))
	w.heading(2, w.say("record.rights"))
	w.paragraph(w.say("record.rights.text"))
	w.heading(2, w.say("record.council"))
	w.items(w.say("record.council.it"), w.say("record.council.nl"), w.say("record.council.eu"))
	return w.text()
}

// data are the kinds of data that the plan and its host use.
func (w *writer) data(b *campaign.Brief, r Processing) []string {
	var list []string
	join := func(key string, names []string) {
		if len(names) > 0 {
			list = append(list, w.say(key, strings.Join(names, ", ")))
		}
	}
	var traits, channels, trials []string
	for _, t := range b.Traits {
		traits = append(traits, t.Name)
	}
	for _, c := range b.Channels {
		channels = append(channels, c.Name.In(w.l))
	}
	for _, e := range b.Experiments {
		trials = append(trials, e.ID)
	}
	join("record.traits", traits)
	join("record.channels", channels)
	if sends(b) {
		list = append(list, w.say("record.messages"))
	}
	if r.Events {
		list = append(list, w.say("record.events"))
	} else {
		list = append(list, w.say("record.noevents"))
	}
	if asks(b) {
		key := "record.surveys.unnamed"
		if r.NamedAnswers {
			key = "record.surveys.named"
		}
		list = append(list, w.say(key))
	}
	if r.Relationship {
		list = append(list, w.say("record.relationship"))
	}
	join("record.experiments", trials)
	has := func(is func(*campaign.Touchpoint) bool) bool {
		return slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return is(&t) })
	}
	if has(func(t *campaign.Touchpoint) bool { return t.Contest != nil }) {
		list = append(list, w.say("record.contests"))
	}
	if collects(b) {
		list = append(list, w.say("record.cards"))
	}
	if r.Coaching {
		list = append(list, w.say("record.coaching"))
	}
	if has(func(t *campaign.Touchpoint) bool { return t.Story != nil }) {
		list = append(list, w.say("record.stories"))
	}
	return list
}

// browser is what the widget keeps in people's browsers: nothing where the brief
// has no intranet to show it on. It follows wasm/PRIVACY.md.
func (w *writer) browser(b *campaign.Brief, r Processing) []string {
	shows := func(is func(*campaign.Touchpoint) bool) bool {
		return slices.ContainsFunc(b.Touchpoints, func(t campaign.Touchpoint) bool { return b.OnIntranet(&t) && is(&t) })
	}
	if !slices.ContainsFunc(b.Channels, func(c audience.Channel) bool { return c.Kind == audience.Intranet }) {
		return nil
	}
	cards := shows(func(t *campaign.Touchpoint) bool { return t.InsightCall != nil })
	pulses := shows(func(t *campaign.Touchpoint) bool { return t.Pulse != nil })
	var rows []string
	for _, row := range []struct {
		key  string
		kept bool
	}{
		{"history", true},
		{"relationship", r.Relationship},
		{"queue", r.Events},
		{"pulses", pulses},
		{"moments", shows(func(t *campaign.Touchpoint) bool { return t.Kind == campaign.LearningMoment })},
		{"contests", shows(func(t *campaign.Touchpoint) bool { return t.Contest != nil })},
		{"toolkit", shows(func(t *campaign.Touchpoint) bool { return t.Kind == campaign.Toolkit })},
		{"drafts", cards},
		{"letters", pulses || cards},
		{"technical", true},
	} {
		if row.kept {
			rows = append(rows, w.say("record.browser."+row.key))
		}
	}
	return rows
}

// RecordHTML writes the record as one page of HTML.
func RecordHTML(p *campaign.Plan, r Processing, l engagement.Language) []byte {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	return page(l, catalogue.Text(string(l), "record.title", p.Brief.Name.In(l)), Record(p, r, l))
}
