package campaign

import (
	"cmp"
	"slices"

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
// before teams: the first briefing goes down the reporting lines, a level each
// weekday, and whatever is not for managers alone waits until the weekday after
// the last level (seed 001).
//
// A nil workforce is one without people.
func NewPlan(b *Brief, w *audience.Workforce) (*Plan, engagement.Findings) {
	if b == nil {
		return nil, engagement.Findings{rule.Error("OSM-WORKFORCE-004", "", rule.Detail{})}
	}
	if w == nil {
		w = &audience.Workforce{}
	}
	found := b.Check()
	if found.Err() != nil {
		return nil, found
	}
	p := &Plan{Osmosi: PlanVersion, Brief: *b}
	for _, phase := range Phases() {
		first, last := b.Frame.Span(phase)
		p.Phases = append(p.Phases, PlannedPhase{phase, first, last})
	}
	if found = p.date(w); len(found) > 0 {
		return nil, found
	}
	p.Holidays = b.holidays()
	p.approach()
	voices, found := p.ask(w)
	if found.Err() != nil {
		return nil, found
	}
	crowd := p.measure(w, voices)
	p.staff(w, crowd)
	p.Mix = p.chooseMix(crowd)
	p.Sights = p.sights()
	p.Osmosis, p.Balance = osmosis(b), balance(b)
	p.personal()
	p.Simulation = p.simulate(w, voices)
	p.Advice = p.General().advise(crowd)
	return p, p.Advice
}

// date puts the touchpoints on the calendar. It returns faults: what would
// take place after the end.
func (p *Plan) date(w *audience.Workforce) engagement.Findings {
	b := &p.Brief
	briefed := civil.Day(0) // the day the last level of managers has the first briefing
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		if t.Kind == ManagerBriefing {
			on := wanted(b, t)
			for range w.Levels() - 2 { // the last level leads nobody
				on = decision.Weekdays.Next(on + 1)
			}
			if briefed == 0 || on < briefed {
				briefed = on
			}
		}
	}
	var found engagement.Findings
	times := map[string]string{}
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		managers := t.Kind == ManagerBriefing || b.Proposition(t.Proposition).For == engagement.Managers
		planned := PlannedTouchpoint{ID: t.ID, Managers: managers}
		on := wanted(b, t)
		if (!managers || t.Kind == Toolkit) && briefed != 0 && on <= briefed {
			planned.MovedFrom = engagement.Date(on.String())
			on = decision.Weekdays.Next(briefed + 1)
		}
		if on > day(b.Frame.End) {
			found = append(found, rule.Error("OSM-PLAN-002", at("touchpoints", i)+"/day", rule.Detail{Found: on.String(), Expected: string(b.Frame.End), Args: []any{t.ID}}))
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

// measure counts segments and the people of each touchpoint, tells what their
// people are like and what managers think, and returns what advice needs to
// know of the workforce.
func (p *Plan) measure(w *audience.Workforce, voices voices) *crowd {
	program := p.program()
	crowd, in := newCrowd(p), make([]bool, len(p.Brief.Segments))
	crowd.portraits, crowd.moods = newPortraits(&p.Brief), newMoods(p, program)
	crowd.throng, crowd.voices = newThrong(&p.Brief), voices
	trials := p.trials(program)
	touchpoints, invited := map[string]int{}, p.invitations(program, func(t *Touchpoint) bool { return t.CoCreation != nil })
	people, managers := make([]int, len(p.Brief.Segments)+1), make([]int, len(p.Brief.Segments)+1)
	mail, hours := p.Brief.mailOf(w), p.hoursAsked()
	for person := range w.People() {
		facts := w.Facts(person, p.Brief.Frame.Inform, p.Brief.Traits)
		leads := w.Reports(person.ID) > 0
		count := func(i int) {
			people[i]++
			if leads {
				managers[i]++
			}
		}
		count(0)
		for i := range program.Segments {
			if in[i] = program.Segments[i].When.Match(&facts); in[i] {
				count(i + 1)
			}
		}
		asked := decision.Person{Profile: facts.Profile, Invited: slices.Concat(invited, voices.invited[person.ID])}
		asked.Held = heldOf(trials.draws, held(trials.draws, w, person))
		if person.Email == "" {
			asked.Unreached = mail
		}
		asked.Hours = hours(person)
		schedule, withheld := program.Account(asked)
		for _, due := range withheld {
			crowd.withheld[withheldFrom{program.Touchpoints[due.Touchpoint].ID, due.Not}]++
		}
		for _, due := range schedule {
			touchpoints[program.Touchpoints[due.Touchpoint].ID]++
		}
		crowd.see(&p.Brief, person, leads, in, schedule, withheld)
		trials.see(w, person, schedule, withheld)
		crowd.throng.see(person, in)
		crowd.portraits.see(person, in)
		crowd.moods.see(&p.Brief, w, person, in, schedule)
	}
	profiles, perceived := crowd.portraits.profiles(), crowd.moods.perceived()
	for i := range people {
		a := Audience{People: shown(people[i]), Managers: shown(managers[i]), Profile: profiles[i], Perceived: perceived[i]}
		if i > 0 {
			a.Segment, a.Motives = p.Brief.Segments[i-1].ID, p.Brief.motives(i-1)
		}
		p.Audiences = append(p.Audiences, a)
	}
	p.Stances = crowd.moods.stances()
	p.Lines = linesOf(w)
	p.Experiments = trials.planned()
	for i := range p.Touchpoints {
		p.Touchpoints[i].People = shown(p.mayGet(p.Touchpoints[i].ID, touchpoints))
	}
	return crowd
}

// shown returns a count as a plan shows it: rounded to a multiple of the
// smallest group, so that subtracting one count from another tells nothing
// exact about the few people who make the difference; nil where the count
// itself is of too few.
func shown(n int) *int {
	if n > 0 && n < SmallestGroup {
		return nil
	}
	n = (n + SmallestGroup/2) / SmallestGroup * SmallestGroup
	return &n
}

// sights lists the lines of sight, in the order of the brief.
func (p *Plan) sights() []Sight {
	b := &p.Brief
	var out []Sight
	for _, t := range b.Touchpoints {
		if p.planned(t.ID) == nil {
			continue
		}
		for _, objective := range b.Proposition(t.Proposition).Objectives {
			out = append(out, Sight{t.ID, t.Proposition, b.Cascade(objective)})
		}
	}
	return out
}
