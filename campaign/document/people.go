package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// rolesAndMissions are the new roles, the missions that anyone can take on,
// and the ambassadors who are asked.
func (w writer) rolesAndMissions() string {
	var parts []string
	for i := range w.brief.Roles {
		parts = append(parts, w.role(&w.brief.Roles[i]))
	}
	for i := range w.brief.Missions {
		parts = append(parts, w.mission(&w.brief.Missions[i]))
	}
	for planned, t := range w.touchpoints {
		if t.Ambassadors != nil {
			parts = append(parts, w.ambassadors(planned, t))
		}
	}
	return strings.Join(parts, "\n")
}

func (w writer) role(r *audience.Role) string {
	var b strings.Builder
	b.WriteString("### " + markup.Escape(w.say("plan.role.heading", w.say("role."+string(r.Kind)), r.Name.In(w.language))) + "\n\n")
	if r.Segment != "" {
		b.WriteString(w.fact("plan.role.segment", w.segment(r.Segment)))
	}
	b.WriteString(w.does("plan.role.does", r.Does))
	b.WriteString(w.before(r.Replaces, r.Did))
	if r.Kind == audience.CommunityManager {
		var voiced []string
		for planned, t := range w.touchpoints {
			for _, id := range planned.Voices {
				if id == r.ID {
					voiced = append(voiced, t.Title.In(w.language))
				}
			}
		}
		b.WriteString(w.listed("plan.role.voice", voiced, "plan.role.noVoice"))
	}
	return b.String()
}

func (w writer) mission(m *audience.Mission) string {
	var b strings.Builder
	b.WriteString("### " + markup.Escape(w.say("plan.mission.heading", m.Name.In(w.language))) + "\n\n")
	b.WriteString(w.does("plan.mission.asks", m.Asks))
	b.WriteString(w.before(m.Replaces, m.Did))
	if m.Minutes > 0 {
		b.WriteString(w.fact("plan.mission.time", dates.Duration(m.Minutes, w.language)))
	}
	if q := w.brief.Proposition(m.Proposition); q != nil {
		b.WriteString(w.item("plan.mission.gain", markup.Line(q.Gain.In(w.language))))
	}
	looks := w.segment(m.Segment)
	if m.Need != "" {
		looks += " · " + w.say("need."+string(m.Need))
	}
	b.WriteString(w.fact("plan.mission.looks", looks))
	if m.Wanted > 0 {
		b.WriteString(w.fact("plan.mission.wanted", w.say("plan.people", m.Wanted)))
	}
	planned := w.plannedMission(m.ID)
	who := w.say("plan.hidden") // few may take it, or few may not
	if planned.People != nil {
		who = w.people(planned.People)
	}
	if m.Takers == (audience.Condition{}) {
		who = w.say("plan.mission.anyone") + " · " + who
	}
	b.WriteString(w.fact("plan.mission.who", who))
	var calls []string
	for _, id := range planned.Calls {
		if t := w.brief.Touchpoint(id); t != nil {
			calls = append(calls, t.Title.In(w.language))
		}
	}
	b.WriteString(w.listed("plan.mission.calls", calls, "plan.mission.noCalls"))
	if len(calls) > 0 {
		called := w.say("plan.hidden")
		if planned.Called != nil {
			called = w.people(planned.Called)
		}
		b.WriteString(w.fact("plan.mission.called", called))
	}
	return b.String()
}

// does says what is new in a role or mission, or that nobody has said it.
func (w writer) does(key string, text engagement.Text) string {
	if text.In(w.language) == "" {
		return w.fact(key, w.say("plan.role.nothing"))
	}
	return w.item(key, markup.Line(text.In(w.language)))
}

// before names the former job, where there was one, and what it was.
func (w writer) before(title, did engagement.Text) string {
	var parts []string
	for _, t := range []engagement.Text{title, did} {
		if text := t.In(w.language); text != "" {
			parts = append(parts, markup.Line(text))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return w.item("plan.role.replaces", strings.Join(parts, " · "))
}

// listed is a fact of several, or of none.
func (w writer) listed(key string, items []string, none string) string {
	if len(items) == 0 {
		return w.fact(key, w.say(none))
	}
	return w.fact(key, strings.Join(items, " · "))
}

func (w writer) plannedMission(id string) campaign.PlannedMission {
	for _, m := range w.plan.Missions {
		if m.ID == id {
			return m
		}
	}
	return campaign.PlannedMission{}
}

// voiced adds the voices of a touchpoint to its makers.
func (w writer) voiced(makers string, planned campaign.PlannedTouchpoint) string {
	var names []string
	for _, id := range planned.Voices {
		if r := w.brief.Role(id); r != nil {
			names = append(names, r.Name.In(w.language))
		}
	}
	if len(names) == 0 {
		return makers
	}
	return w.say("plan.calendar.voice", makers, len(names), w.list(names))
}
