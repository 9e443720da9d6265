package campaign

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// stepDates are the weekdays on which a step comes at the earliest and, where
// every wait is in vain, at the latest.
type stepDates struct {
	placedStep
	on, late civil.Day
}

// dates puts the steps of a sequence that begins on a day on the calendar.
func (s *Sequence) dates(first civil.Day) []stepDates {
	var out []stepDates
	steps := s.all()
	last := map[int]stepDates{0: {on: first, late: first}} // where the way through each list of steps has come to
	for _, step := range steps {
		before, begun := last[step.instead]
		if step.instead > 0 && !begun {
			before = last[-step.instead]
		}
		dated := stepDates{step, step.after(before.on), step.after(before.late)}
		out = append(out, dated)
		over := dated // when those that stand in for it begin
		if step.Wait != nil {
			over.on, over.late = before.on+civil.Day(step.Wait.Days), before.late+civil.Day(step.Wait.Days)
			dated.late = max(dated.late, decision.Weekdays.Next(over.late))
			out[len(out)-1].late = dated.late
		}
		last[step.instead], last[-step.number] = dated, over
		// Those after it come after whatever stands in for it.
		for of := step; of.instead > 0; {
			of = steps[of.instead-2]
			held := last[of.instead]
			held.late = max(held.late, dated.late)
			last[of.instead] = held
		}
	}
	return out
}

// after is the weekday of a step whose message before it comes on a day.
func (s *Step) after(on civil.Day) civil.Day {
	on += civil.Day(s.Delay)
	for range s.WorkingDays {
		on = decision.Weekdays.Next(on + 1)
	}
	return decision.Weekdays.Next(on)
}

// timing is the member of a step that says when it comes.
func (s *Step) timing() string {
	switch {
	case s.WorkingDays > 0:
		return "/workingDays"
	case s.Delay == 0 && s.Wait != nil:
		return "/wait/days"
	}
	return "/delay"
}

// steps follow one another, each its delay after the one before.
func (p *Plan) steps(t *Touchpoint, path string, of PlannedTouchpoint) (out []PlannedTouchpoint, found engagement.Findings) {
	end := day(p.Brief.Frame.End)
	for _, s := range t.Drip.dates(day(of.Date)) {
		if s.on > end {
			return out, append(found, rule.Error("OSM-PLAN-002", path+s.path+s.timing(), rule.Detail{Found: s.on.String(), Expected: end.String(), Args: []any{stepID(t.ID, s.placedStep)}}))
		}
		_, last := p.Brief.Frame.Span(p.Brief.Frame.phase(engagement.Date(min(s.late, end).String())))
		until := day(last)
		if t.Days > 0 {
			until = min(s.late+civil.Day(t.Days)-1, end)
		}
		out = append(out, PlannedTouchpoint{ID: stepID(t.ID, s.placedStep), Date: engagement.Date(s.on.String()), Until: engagement.Date(until.String()), Managers: of.Managers})
	}
	return out, nil
}

// follow tells the program what a step is.
func (s *placedStep) follow(made *decision.Touchpoint) {
	made.Step, made.Delay, made.WorkDelay = s.number, s.Delay, s.WorkingDays
	made.After, made.Instead, made.Soon = string(s.After), s.instead, s.Time == "" && s.Delay == 0 && s.WorkingDays == 0
	if s.Wait != nil {
		made.Wait, made.WaitDays, made.Soon = string(s.Wait.For), s.Wait.Days, s.Time == ""
	}
	if s.When != nil {
		c := s.When.Compile()
		made.When = &c
	}
}
