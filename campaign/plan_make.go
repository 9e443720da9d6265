package campaign

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// NewPlan plans a brief for a workforce. The same input gives the same plan.
// It returns all findings, advice included; the plan is nil only where one of
// them is an error. The advice is also in the plan.
//
// Dates: a touchpoint takes place its number of days after the first day of
// its phase, or on the Monday after where that is a weekend. Managers come
// before teams: briefings go down the reporting lines, a level each weekday,
// and whatever is not for managers alone waits until the weekday after the
// last level (seed 001).
func NewPlan(b *Brief, w *audience.Workforce) (*Plan, engagement.Findings) {
	found := b.Check()
	if found.Err() != nil {
		return nil, found
	}
	p := &Plan{Osmosi: PlanVersion, Brief: *b}
	for _, phase := range Phases() {
		first, last := b.Frame.Span(phase)
		p.Phases = append(p.Phases, PlannedPhase{phase, first, last})
	}
	found = append(found, p.date(w)...)
	if found.Err() != nil {
		return nil, found
	}
	p.measure(w)
	p.Sights = sights(b)
	p.Advice = append(found, p.advise()...)
	if p.Advice == nil {
		p.Advice = engagement.Findings{}
	}
	return p, p.Advice
}

// date puts the touchpoints on the calendar.
func (p *Plan) date(w *audience.Workforce) engagement.Findings {
	b := &p.Brief
	briefed := civil.Day(0) // the day the last level of managers is briefed
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		if t.Kind == ManagerBriefing {
			on := wanted(b, t)
			for range managerLevels(w) - 1 {
				on = decision.Weekdays.Next(on + 1)
			}
			briefed = max(briefed, on)
		}
	}
	var found engagement.Findings
	times := map[string]string{}
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		managers := t.Kind == ManagerBriefing || b.Proposition(t.Proposition).For == engagement.Managers
		planned := PlannedTouchpoint{ID: t.ID, Managers: managers}
		on := wanted(b, t)
		if !managers && briefed != 0 && on <= briefed {
			planned.MovedFrom = engagement.Date(on.String())
			on = decision.Weekdays.Next(briefed + 1)
			path := "/touchpoints/" + strconv.Itoa(i) + "/day"
			found = append(found, rule.Advice("OSM-PLAN-001", path, rule.Detail{Found: string(planned.MovedFrom), Expected: on.String(), Args: []any{t.ID}, Source: "001"}))
		}
		if t.Kind == Toolkit && briefed != 0 && on <= briefed {
			planned.MovedFrom = engagement.Date(on.String())
			on = decision.Weekdays.Next(briefed + 1)
			found = append(found, rule.Advice("OSM-PLAN-072", at("touchpoints", i)+"/day", rule.Detail{Found: string(planned.MovedFrom), Expected: on.String(), Args: []any{t.ID}, Source: "001"}))
		}
		if on > day(b.Frame.End) {
			found = append(found, rule.Error("OSM-PLAN-002", "/touchpoints/"+strconv.Itoa(i)+"/day", rule.Detail{Found: on.String(), Expected: string(b.Frame.End), Args: []any{t.ID}}))
		}
		_, last := b.Frame.Span(t.Phase)
		until := day(last)
		if t.Days > 0 {
			until = on + civil.Day(t.Days) - 1
		}
		planned.Date = engagement.Date(on.String())
		planned.Until = engagement.Date(min(max(until, on), day(b.Frame.End)).String())
		p.Touchpoints = append(p.Touchpoints, planned)
		times[t.ID] = t.Time
		derived, more := p.derive(i, planned, briefed)
		found = append(found, more...)
		for _, d := range derived {
			p.Touchpoints = append(p.Touchpoints, d)
			times[d.ID] = p.Touchpoint(d.ID).Time
		}
	}
	slices.SortStableFunc(p.Touchpoints, func(x, y PlannedTouchpoint) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(times[x.ID], times[y.ID]), cmp.Compare(x.ID, y.ID))
	})
	return found
}

// wanted is the weekday on which the brief wants a touchpoint.
func wanted(b *Brief, t *Touchpoint) civil.Day {
	first, _ := b.Frame.Span(t.Phase)
	return decision.Weekdays.Next(day(first) + civil.Day(t.Day))
}

// managerLevels is how many levels of people lead others.
func managerLevels(w *audience.Workforce) int {
	levels := 0
	for person := range w.People() {
		if w.Reports(person.ID) > 0 {
			levels = max(levels, w.Level(person.ID)+1)
		}
	}
	return levels
}

// measure counts segments and the people of each touchpoint.
func (p *Plan) measure(w *audience.Workforce) {
	program := p.program()
	touchpoints := map[string]int{}
	people, managers := make([]int, len(p.Brief.Segments)+1), make([]int, len(p.Brief.Segments)+1)
	for person := range w.People() {
		profile := w.Profile(person, p.Brief.Frame.Inform, p.Brief.Traits)
		leads := w.Reports(person.ID) > 0
		count := func(i int) {
			people[i]++
			if leads {
				managers[i]++
			}
		}
		count(0)
		for i := range program.Segments {
			if program.Segments[i].When.Match(profile) {
				count(i + 1)
			}
		}
		for _, due := range program.Schedule(decision.Person{Profile: profile, Invited: invitations(program)}) {
			touchpoints[program.Touchpoints[due.Touchpoint].ID]++
		}
	}
	for i := range people {
		a := Audience{People: shown(people[i])}
		if rest := people[i] - managers[i]; a.People != nil && (rest == 0 || rest >= SmallestGroup) {
			a.Managers = shown(managers[i])
		}
		if i > 0 {
			a.Segment = p.Brief.Segments[i-1].ID
		}
		p.Audiences = append(p.Audiences, a)
	}
	for i := range p.Touchpoints {
		p.Touchpoints[i].People = shown(p.mayGet(p.Touchpoints[i].ID, touchpoints))
	}
}

// shown returns a count, nil where it tells of a group too small to show.
func shown(n int) *int {
	if n > 0 && n < SmallestGroup {
		return nil
	}
	return &n
}

// sights lists the lines of sight, in the order of the brief.
func sights(b *Brief) []Sight {
	var out []Sight
	for _, t := range b.Touchpoints {
		for _, objective := range b.Proposition(t.Proposition).Objectives {
			out = append(out, Sight{t.ID, t.Proposition, b.Cascade(objective)})
		}
	}
	return out
}
