package campaign

import (
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// hush is how many days before a kick-off nothing may announce what it is
// about, or it surprises nobody.
const hush = 7

// rhythmAdvice is about what belongs in each phase, and when (seed 004).
func rhythmAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-501", "004", func(a *advisor) []remark {
			var found []remark
			for _, phase := range Phases() {
				if !a.filled(phase) {
					found = append(found, remark{path: "/frame/" + string(phase), found: string(phase), args: []any{phase.text()}})
				}
			}
			return found
		}},
		{"OSM-PLAN-004", "004", func(a *advisor) []remark { return once(!a.has(Evaluation), "/touchpoints") }},
		{"OSM-PLAN-502", "004", (*advisor).notMidway},
		{"OSM-PLAN-503", "004", func(a *advisor) []remark {
			return once(a.filled(Activate) && !a.any(func(t *Touchpoint) bool { return t.Kind == KickOff && t.Phase == Activate }), "/touchpoints")
		}},
		{"OSM-PLAN-504", "004", (*advisor).spoiltSurprises},
		{"OSM-PLAN-505", "004", func(a *advisor) []remark {
			return once(a.filled(Inform) && a.serves() && !a.any(func(t *Touchpoint) bool {
				return t.Kind == Expectations && a.toEmployees(t) && a.dated(t.ID) < a.Frame.Activate
			}), "/touchpoints")
		}},
		{"OSM-PLAN-506", "004", func(a *advisor) []remark {
			return once(a.filled(Retain) && !a.any(func(t *Touchpoint) bool { return t.Kind == Story && t.Phase == Retain }), "/touchpoints")
		}},
		{"OSM-PLAN-507", "004", func(a *advisor) []remark { return once(a.serves() && !a.has(LearningMoment), "/touchpoints") }},
		{"OSM-PLAN-508", "domain: a touchpoint takes place on a weekday", (*advisor).weekends},
	}
}

// notMidway remarks on the first evaluation where none begins in the middle
// third of the campaign: early enough to steer, late enough to have something
// to say.
func (a *advisor) notMidway() []remark {
	length, _ := a.Frame.Inform.DaysUntil(a.Frame.End)
	from, to := a.Frame.Inform.AddDays(length/3), a.Frame.Inform.AddDays(2*length/3)
	first := -1
	for i, t := range a.Touchpoints {
		if t.Kind != Evaluation {
			continue
		}
		if on := a.dated(t.ID); on >= from && on <= to {
			return nil
		}
		if first < 0 {
			first = i
		}
	}
	if first < 0 {
		return nil
	}
	t := a.Touchpoints[first]
	return []remark{{path: at("touchpoints", first) + "/day", found: string(a.dated(t.ID)), expected: string(from), args: []any{string(to), t.ID}}}
}

// spoiltSurprises finds kick-offs whose proposition was announced just before.
func (a *advisor) spoiltSurprises() []remark {
	var found []remark
	for i, kickOff := range a.Touchpoints {
		if kickOff.Kind != KickOff {
			continue
		}
		for _, t := range a.touchpointsOf(kickOff.Proposition) {
			days, _ := a.dated(t.ID).DaysUntil(a.dated(kickOff.ID))
			if t.Kind == Announcement && days >= 0 && days <= hush {
				found = append(found, remark{path: at("touchpoints", i), found: kickOff.ID, expected: t.ID})
			}
		}
	}
	return found
}

// weekends finds touchpoints whose day falls on a weekend: they move to the
// Monday after.
func (a *advisor) weekends() []remark {
	var found []remark
	for i, t := range a.Touchpoints {
		first, _ := a.Frame.Span(t.Phase)
		asked := day(first) + civil.Day(t.Day)
		if monday := decision.Weekdays.Next(asked); monday != asked {
			found = append(found, remark{path: at("touchpoints", i) + "/day", found: asked.String(), expected: monday.String(), args: []any{t.ID}})
		}
	}
	return found
}
