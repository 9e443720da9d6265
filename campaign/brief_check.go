package campaign

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// Check returns everything wrong with the brief: what its schema refuses, and
// every breach of a domain rule.
func (b *Brief) Check() engagement.Findings {
	data, err := json.Marshal(b)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	return b.check(schema.Validate(schema.Brief, data))
}

// check adds the breaches of domain rules to the schema's findings, in one
// list. It leaves out what merely follows from something the schema found: a
// rule on a part that is faulty, a reference into a list that is.
func (b *Brief) check(found engagement.Findings) engagement.Findings {
	c := checker{brief: b}
	c.ids()
	c.texts()
	c.frame()
	c.objectives()
	c.traits()
	c.describing()
	c.segments()
	c.channels()
	c.interventions()
	c.propositions()
	c.approach()
	c.expectations()
	c.makers()
	c.touchpoints()
	c.roles()
	c.missions()
	c.mix()
	c.limits()
	c.placeholders()
	c.experiments()
	c.history()
	faulty := func(path string) bool {
		return slices.ContainsFunc(found, func(f engagement.Finding) bool {
			place := f.Path
			if f.Code == "OSM-DOC-003" && f.Suggestion != "" { // a member misspelt is a member missing
				place = place[:strings.LastIndexByte(place, '/')+1] + f.Suggestion
			}
			return path == place || strings.HasPrefix(path, place+"/")
		})
	}
	all := slices.Clone(found)
	for _, f := range c.found {
		if !faulty(f.Path) && (f.Code != "OSM-BRIEF-002" || !faulty("/"+f.Expected)) {
			all = append(all, f)
		}
	}
	return all
}

// longest is how many days a campaign may last: ten years, so that a slip of
// the pen in a year is noticed.
const longest = 3660

// checker gathers findings on one brief.
type checker struct {
	brief *Brief
	found engagement.Findings
	read  []readText
}

func (c *checker) fault(code, path string, d rule.Detail) {
	c.found = append(c.found, rule.Error(code, path, d))
}

// list is the IDs of one list of the brief.
type list struct {
	name string
	ids  []string
}

func listOf[T any](name string, items []T, id func(T) string) list {
	l := list{name: name}
	for _, item := range items {
		l.ids = append(l.ids, id(item))
	}
	return l
}

func (b *Brief) lists() []list {
	return []list{
		listOf("drivers", b.Drivers, func(d engagement.Driver) string { return d.ID }),
		listOf("objectives", b.Objectives, func(o engagement.Objective) string { return o.ID }),
		listOf("offices", b.Offices, func(o Office) string { return o.ID }),
		listOf("interventions", b.Interventions, func(i Intervention) string { return i.ID }),
		listOf("segments", b.Segments, func(s audience.Segment) string { return s.ID }),
		listOf("channels", b.Channels, func(ch audience.Channel) string { return ch.ID }),
		listOf("propositions", b.Propositions, func(q engagement.Proposition) string { return q.ID }),
		listOf("touchpoints", b.Touchpoints, func(t Touchpoint) string { return t.ID }),
		listOf("roles", b.Roles, func(r audience.Role) string { return r.ID }),
		listOf("missions", b.Missions, func(m audience.Mission) string { return m.ID }),
		listOf("experiments", b.Experiments, func(e Experiment) string { return e.ID }),
	}
}

// ids refuses an ID that stands twice in its list.
func (c *checker) ids() {
	for _, l := range c.brief.lists() {
		for i, id := range l.ids {
			if first := slices.Index(l.ids, id); id != "" && first < i {
				c.fault("OSM-BRIEF-001", at(l.name, i)+"/id", rule.Detail{Found: id, Expected: at(l.name, first)})
			}
		}
	}
}

// refer refuses a reference to what the list does not hold.
func (c *checker) refer(name, id, path string) {
	for _, l := range c.brief.lists() {
		if l.name == name && !slices.Contains(l.ids, id) {
			c.fault("OSM-BRIEF-002", path, rule.Detail{Found: id, Expected: name, Near: l.ids})
		}
	}
}

// text refuses a text that lacks one of the brief's languages.
func (c *checker) text(path string, t engagement.Text) {
	c.read = append(c.read, readText{path, t})
	for _, l := range t.Missing(c.brief.Languages) {
		if !slices.Contains(engagement.Languages(), l) {
			continue // the language itself is the fault
		}
		c.fault("OSM-BRIEF-003", path+"/"+string(l), rule.Detail{Expected: string(l)})
	}
}

// snippet refuses a text that is longer than bite-sized.
func (c *checker) snippet(path string, t engagement.Text) {
	for _, l := range c.brief.Languages {
		if n := engagement.Characters(markup.Plain(t.In(l))); n > engagement.SnippetLimit {
			c.fault("OSM-BRIEF-014", path+"/"+string(l), rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(engagement.SnippetLimit), Source: "004"})
		}
	}
}

// texts refuses a text that lacks one of the brief's languages.
func (c *checker) texts() {
	b, text := c.brief, c.text
	text("/name", b.Name)
	for i, d := range b.Drivers {
		text(at("drivers", i)+"/statement", d.Statement)
	}
	for i, o := range b.Objectives {
		text(at("objectives", i)+"/statement", o.Statement)
		text(at("objectives", i)+"/kpi/name", o.KPI.Name)
	}
	for i, o := range b.Offices {
		text(at("offices", i)+"/name", o.Name)
	}
	for i, v := range b.Interventions {
		text(at("interventions", i)+"/title", v.Title)
	}
	for i, t := range b.Traits {
		text(at("traits", i)+"/label", t.Label)
	}
	for i, s := range b.Segments {
		text(at("segments", i)+"/name", s.Name)
		text(at("segments", i)+"/because", s.Because)
	}
	for i, ch := range b.Channels {
		text(at("channels", i)+"/name", ch.Name)
	}
	for i, q := range b.Propositions {
		text(at("propositions", i)+"/gain", q.Gain)
		text(at("propositions", i)+"/problem", q.Problem)
		text(at("propositions", i)+"/ability", q.Ability)
		for j, e := range q.Evidence {
			text(at("propositions", i)+"/evidence/"+strconv.Itoa(j)+"/note", e.Note)
		}
	}
	for i, t := range b.Touchpoints {
		text(at("touchpoints", i)+"/title", t.Title)
		text(at("touchpoints", i)+"/body", t.Body)
		t.detailTexts(at("touchpoints", i), text)
	}
}

// frame refuses phases out of order. Dates that do not exist compare with
// nothing; the schema refuses them, and so does this for briefs made in Go.
func (c *checker) frame() {
	f := c.brief.Frame
	dates := []struct {
		name string
		date engagement.Date
	}{{"inform", f.Inform}, {"activate", f.Activate}, {"retain", f.Retain}, {"end", f.End}}
	for i, d := range dates {
		if !d.date.Valid() {
			c.fault("OSM-BRIEF-004", "/frame/"+d.name, rule.Detail{Found: string(d.date)})
			continue
		}
		if i > 0 && dates[i-1].date.Valid() && d.date <= dates[i-1].date {
			c.fault("OSM-BRIEF-005", "/frame/"+d.name, rule.Detail{Found: string(d.date), Expected: string(dates[i-1].date)})
		}
	}
	if days, ok := f.Inform.DaysUntil(f.End); ok && days > longest {
		c.fault("OSM-BRIEF-019", "/frame/end", rule.Detail{Found: strconv.Itoa(days), Expected: strconv.Itoa(longest)})
	}
}

// objectives refuses cascades that do not reach the organisation, and KPIs
// that ask for nothing.
func (c *checker) objectives() {
	b := c.brief
	for i, o := range b.Objectives {
		path := at("objectives", i)
		for j, id := range o.Drivers {
			c.refer("drivers", id, path+"/drivers/"+strconv.Itoa(j))
		}
		above, has := o.Level.Above()
		parent := b.Objective(o.Parent)
		switch {
		case !has && o.Parent != "":
			c.fault("OSM-BRIEF-006", path+"/parent", rule.Detail{Found: o.Parent, Args: []any{o.ID}, Source: "004"})
		case !has && len(o.Drivers) == 0 && len(b.Drivers) > 0:
			c.fault("OSM-BRIEF-007", path+"/drivers", rule.Detail{Found: o.ID, Source: "004"})
		case has && o.Parent != "" && parent == nil:
			c.refer("objectives", o.Parent, path+"/parent")
		case has && (parent == nil || parent.Level != above):
			c.fault("OSM-BRIEF-008", path+"/parent", rule.Detail{Found: o.Parent, Expected: string(above), Args: []any{o.ID}, Source: "004"})
		}
		if o.KPI.Baseline == o.KPI.Target {
			c.fault("OSM-BRIEF-009", path+"/kpi/target", rule.Detail{Found: strconv.FormatFloat(o.KPI.Target, 'g', -1, 64)})
		}
		for _, value := range []struct {
			name  string
			value float64
		}{{"baseline", o.KPI.Baseline}, {"target", o.KPI.Target}} {
			if o.KPI.Unit == engagement.Percent && (value.value < 0 || value.value > 100) {
				c.fault("OSM-BRIEF-018", path+"/kpi/"+value.name, rule.Detail{Found: strconv.FormatFloat(value.value, 'g', -1, 64)})
			}
		}
		if !o.KPI.By.Valid() {
			c.fault("OSM-BRIEF-004", path+"/kpi/by", rule.Detail{Found: string(o.KPI.By)})
		} else if b.Frame.Inform.Valid() && o.KPI.By <= b.Frame.Inform {
			c.fault("OSM-BRIEF-010", path+"/kpi/by", rule.Detail{Found: string(o.KPI.By), Expected: string(b.Frame.Inform)})
		}
	}
}

// traits refuses a second declaration, and one of a name that Osmosi uses.
func (c *checker) traits() {
	for i, t := range c.brief.Traits {
		taken := func(list []audience.Trait) bool {
			return slices.ContainsFunc(list, func(u audience.Trait) bool { return u.Name == t.Name })
		}
		if taken(audience.Traits()) || taken(c.brief.Traits[:i]) {
			c.fault("OSM-BRIEF-011", at("traits", i)+"/name", rule.Detail{Found: t.Name})
		}
	}
}

// condition checks a condition, and that the propositions it asks about exist.
func (c *checker) condition(when audience.Condition, path string) {
	c.found = append(c.found, when.Check(c.brief.Traits, path)...)
	for _, id := range when.Propositions() {
		c.refer("propositions", id, path)
	}
}

func (c *checker) segments() {
	for i, s := range c.brief.Segments {
		c.condition(s.When, at("segments", i)+"/when")
		if s.Survey != nil {
			c.found = append(c.found, s.Survey.Check(at("segments", i)+"/survey")...)
		}
	}
}

func (c *checker) channels() {
	for i, ch := range c.brief.Channels {
		for j, r := range ch.Reach {
			c.refer("segments", r.Segment, at("channels", i)+"/reach/"+strconv.Itoa(j)+"/segment")
		}
	}
}

func (c *checker) interventions() {
	for i, v := range c.brief.Interventions {
		if !markup.Safe(v.URL) || strings.HasPrefix(strings.ToLower(v.URL), "mailto:") {
			c.fault("OSM-BRIEF-012", at("interventions", i)+"/url", rule.Detail{Found: v.URL})
		}
	}
}

func (c *checker) propositions() {
	b := c.brief
	for i, q := range b.Propositions {
		path := at("propositions", i)
		if q.Segment != "" {
			c.refer("segments", q.Segment, path+"/segment")
		}
		c.refer("interventions", q.Intervention, path+"/intervention")
		for j, id := range q.Objectives {
			c.refer("objectives", id, path+"/objectives/"+strconv.Itoa(j))
		}
		if len(q.Objectives) == 0 {
			c.fault("OSM-BRIEF-013", path+"/objectives", rule.Detail{Found: q.ID, Source: "001"})
		}
		c.snippet(path+"/gain", b.fill(gapped{&q.Gain, q.ID, false}))
	}
}

func (c *checker) touchpoints() {
	b := c.brief
	for i, t := range b.Touchpoints {
		path := at("touchpoints", i)
		c.details(path, &t)
		c.refer("propositions", t.Proposition, path+"/proposition")
		if t.Segment != "" {
			c.refer("segments", t.Segment, path+"/segment")
		}
		c.refer("channels", t.Channel, path+"/channel")
		c.refer("offices", t.Owner, path+"/owner")
		for j, id := range t.Contributors {
			c.refer("offices", id, path+"/contributors/"+strconv.Itoa(j))
			if id == t.Owner {
				c.fault("OSM-BRIEF-015", path+"/contributors/"+strconv.Itoa(j), rule.Detail{Found: id, Source: "003"})
			}
		}
		if q := b.Proposition(t.Proposition); t.Kind == ManagerBriefing && q != nil && q.For == engagement.Employees {
			c.fault("OSM-BRIEF-016", path+"/proposition", rule.Detail{Found: t.Proposition, Args: []any{t.ID}, Source: "001"})
		}
		first, last := b.Frame.Span(t.Phase)
		if length, ok := first.DaysUntil(last); ok && length >= 0 && (t.Day < 0 || t.Day > length) {
			c.fault("OSM-BRIEF-017", path+"/day", rule.Detail{Found: strconv.Itoa(t.Day), Expected: strconv.Itoa(length), Args: []any{t.ID}})
		}
	}
}
