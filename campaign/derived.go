package campaign

import (
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// The parts that a plan makes of a touchpoint; an ID is the touchpoint's, a
// dot, the part, a dash and a number.
const (
	partSuspense = "suspense" // teasers, from 1
	partStep     = "step"     // messages of a sequence, from 2: the touchpoint is the first
	partMoment   = "moment"   // recurring moments, from 1

	partEscalation = "escalation" // what tells of a briefing that is not acknowledged; 1
)

// Touchpoint returns the touchpoint with that ID as people get it, nil when
// there is none. IDs that the plan made itself are known too: a teaser
// ("kick-off.suspense-1"), a step of a sequence ("mails.step-2") and a learning
// moment ("hour.moment-3") have their own title, body, day and time, and
// everything else of the touchpoint they come from.
func (p *Plan) Touchpoint(id string) *Touchpoint {
	origin, part, n := splitID(id)
	of := p.Brief.Touchpoint(origin)
	if of == nil || part == "" {
		return of
	}
	planned := find(p.Touchpoints, id, func(t *PlannedTouchpoint) string { return t.ID })
	if planned == nil {
		return nil
	}
	t := *of
	t.ID, t.Days, t.Suspense, t.Drip, t.Moment = id, 0, nil, nil, nil
	switch {
	case part == partSuspense && of.Suspense != nil && n >= 1 && n <= len(of.Suspense.Teasers):
		teaser := of.Suspense.Teasers[n-1]
		t.Title, t.Body, t.Time = teaser.Title, teaser.Body, teaser.Time
	case part == partStep:
		step, _ := p.Step(id)
		if step == nil {
			return nil
		}
		t.Title, t.Body = step.Title, step.Body
		if step.Time != "" {
			t.Time = step.Time
		}
	case part == partEscalation && of.Acknowledgement != nil && of.Acknowledgement.Escalation != nil:
		e := of.Acknowledgement.Escalation
		t.Title, t.Body, t.Acknowledgement = e.Title, e.Body, nil
		if e.Time != "" {
			t.Time = e.Time
		}
	case part == partMoment && of.Moment != nil && n >= 1:
		t.Moment = of.Moment
		if of.Moment.Time != "" {
			t.Time = of.Moment.Time
		}
	default:
		return nil
	}
	t.Phase = p.Brief.Frame.phase(planned.Date)
	first, _ := p.Brief.Frame.Span(t.Phase)
	t.Day, _ = first.DaysUntil(planned.Date)
	return &t
}

// Part tells what a planned touchpoint is of the brief's: the brief's ID, and
// "suspense", "step", "moment" or "escalation" with its number, or empty where
// it is that touchpoint itself. The number of a step that has an ID of its own
// is 0: [Plan.Step] knows it.
func (t PlannedTouchpoint) Part() (of, part string, number int) { return splitID(t.ID) }

// splitID splits an ID into the brief's, the part and its number; the part is
// empty where the ID is not a derived one.
func splitID(id string) (origin, part string, n int) {
	origin, rest, ok := strings.Cut(id, ".")
	if !ok {
		return id, "", 0
	}
	part, number, _ := strings.Cut(rest, "-")
	if part == partStep && number != "" && number[0] >= 'a' && number[0] <= 'z' {
		return origin, part, 0
	}
	n, err := strconv.Atoi(number)
	if err != nil || strconv.Itoa(n) != number {
		return id, "", 0
	}
	return origin, part, n
}

func derivedID(origin, part string, n int) string { return origin + "." + part + "-" + strconv.Itoa(n) }

// derive plans the teasers, steps and moments of a touchpoint of the brief.
func (p *Plan) derive(i int, of PlannedTouchpoint, briefed civil.Day) ([]PlannedTouchpoint, engagement.Findings) {
	t, path := &p.Brief.Touchpoints[i], at("touchpoints", i)
	if of.Managers {
		briefed = 0
	}
	switch {
	case t.Suspense != nil:
		return p.teasers(t, of, briefed), nil
	case t.Drip != nil:
		return p.steps(t, path, of)
	case t.Moment != nil:
		return p.moments(t, of), nil
	case t.Acknowledgement != nil && t.Acknowledgement.Escalation != nil:
		return p.escalation(t, of), nil
	}
	return nil, nil
}

// teasers come before the kick-off and after managers were briefed; one for
// which no day is left is not planned.
func (p *Plan) teasers(t *Touchpoint, of PlannedTouchpoint, briefed civil.Day) (out []PlannedTouchpoint) {
	kickOff := day(of.Date)
	for j, teaser := range t.Suspense.Teasers {
		d := PlannedTouchpoint{ID: derivedID(t.ID, partSuspense, j+1), Managers: of.Managers}
		on := p.Brief.teased(teaser, kickOff)
		if briefed != 0 && on <= briefed {
			d.MovedFrom = engagement.Date(on.String())
			on = decision.Weekdays.Next(briefed + 1)
		}
		if on >= kickOff {
			continue
		}
		d.Date, d.Until = engagement.Date(on.String()), engagement.Date((kickOff - 1).String())
		out = append(out, d)
	}
	return out
}

// teased is the weekday on which the brief wants a teaser.
func (b *Brief) teased(t Teaser, kickOff civil.Day) civil.Day {
	on := kickOff - civil.Day(t.DaysBefore)
	for on.Weekday() > 4 {
		on--
	}
	return max(on, day(b.Frame.Inform))
}

// moments recur from the touchpoint's day until its end. One at the time of
// the touchpoint or before begins on a later day.
func (p *Plan) moments(t *Touchpoint, of PlannedTouchpoint) (out []PlannedTouchpoint) {
	from := day(of.Date)
	if t.Moment.Time <= t.Time {
		from++
	}
	last, every := day(of.Until), civil.Day(7*t.Moment.EveryWeeks)
	for on := t.Moment.Weekday.first(from); on <= last; on += every {
		until := min(on+every-1, last)
		out = append(out, PlannedTouchpoint{ID: derivedID(t.ID, partMoment, len(out)+1), Date: engagement.Date(on.String()), Until: engagement.Date(until.String()), Managers: of.Managers})
	}
	return out
}

// sequence tells the program what a derived touchpoint, or the first message
// of a sequence, is.
func (p *Plan) sequence(t *decision.Touchpoint) {
	origin, part, _ := splitID(t.ID)
	of := p.Brief.Touchpoint(origin)
	switch {
	case part == partSuspense:
		t.Occasion = decision.OccasionSuspense
	case part == partMoment:
		t.Occasion = decision.OccasionMoment
	case part == partStep:
		for _, step := range of.Drip.all() {
			if stepID(origin, step) == t.ID {
				step.follow(t)
			}
		}
	case part == partEscalation:
		t.Escalation = true
	case of.Acknowledgement != nil:
		t.Acknowledge = of.Acknowledgement.Days
	case of.Drip != nil:
		t.Step = 1
	}
}

// mayGet is how many people may get a touchpoint, given how many do of whom
// nothing is known: a step that waits for an outcome may come to all who get
// the first message, and of those who may be invited only a share is.
func (p *Plan) mayGet(id string, counted map[string]int) int {
	origin, part, _ := splitID(id)
	of := p.Brief.Touchpoint(origin)
	if step, _ := p.Step(id); part == partEscalation || step != nil && p.turns(id) {
		return counted[origin]
	}
	if of.CoCreation != nil {
		return of.CoCreation.invited(counted[id])
	}
	return counted[id]
}

// momentMinutes is the length of each learning moment, by ID.
func (p *Plan) momentMinutes() map[string]int {
	minutes := map[string]int{}
	for _, planned := range p.Touchpoints {
		if of, part, _ := planned.Part(); part == partMoment {
			minutes[planned.ID] = p.Brief.Touchpoint(of).Moment.Minutes
		}
	}
	return minutes
}

// derivedCodes are the codes that explain what the plan made of touchpoints.
func (p *Plan) derivedCodes() []string {
	codes := []string{decision.OccasionSuspense, decision.OccasionMoment, becauseHeard}
	for _, o := range Outcomes() {
		codes = append(codes, "after:"+string(o))
	}
	steps := 0
	for i := range p.Brief.Touchpoints {
		if drip := p.Brief.Touchpoints[i].Drip; drip != nil {
			steps = max(steps, len(drip.all())+1)
		}
	}
	for n := range steps {
		codes = append(codes, "step:"+strconv.Itoa(n+1))
	}
	if steps > 0 {
		codes = append(codes, "waited", "timedOut", "otherBranch")
	}
	return append(append(codes, decision.Cascades()...), "sent")
}

// turns reports whether what people do decides if a step comes to them: that
// it waits, or stands in for what does.
func (p *Plan) turns(id string) bool {
	origin, _, _ := splitID(id)
	steps := p.Brief.Touchpoint(origin).Drip.all()
	for _, s := range steps {
		if stepID(origin, s) != id {
			continue
		}
		for s.Wait == nil && s.After == "" && s.instead > 0 {
			s = steps[s.instead-2]
		}
		return s.Wait != nil || s.After != ""
	}
	return false
}

// briefs reports whether a planned briefing is one, rather than what tells that
// it was not acknowledged.
func (t PlannedTouchpoint) briefs() bool {
	_, part, _ := t.Part()
	return part != partEscalation
}
