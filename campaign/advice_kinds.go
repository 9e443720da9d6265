package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/internal/decision"
)

// kindAdvice is about what the kinds of touchpoint ask for (seed 004). What a
// touchpoint does not tell is not judged, but for a story's consent.
func kindAdvice() []adviceRule {
	return []adviceRule{
		{"OSM-PLAN-060", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/suspense/teasers", func(t *Touchpoint) bool {
				return t.Suspense != nil && t.Suspense.Surprise && len(t.Suspense.Teasers) == 0
			})
		}},
		{"OSM-PLAN-061", "001", (*advisor).lostTeasers},
		{"OSM-PLAN-062", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/reward/for", func(t *Touchpoint) bool { return t.Reward != nil && t.Reward.For == Fastest })
		}},
		{"OSM-PLAN-063", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/contest/optIn", func(t *Touchpoint) bool { return t.Contest != nil && !t.Contest.OptIn })
		}},
		{"OSM-PLAN-064", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/contest/ranking", func(t *Touchpoint) bool { return t.Contest != nil && t.Contest.Ranking == FullRanking })
		}},
		{"OSM-PLAN-065", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/pulse/questions", func(t *Touchpoint) bool { return t.Pulse != nil && t.Pulse.Questions == 0 })
		}},
		{"OSM-PLAN-066", "004", func(a *advisor) []remark {
			return a.touchpointsSaying("/pulse/questions", func(t *Touchpoint) (string, string, bool) {
				if t.Pulse == nil {
					return "", "", false
				}
				return strconv.Itoa(t.Pulse.Questions), strconv.Itoa(PulseQuestions), t.Pulse.Questions > PulseQuestions
			})
		}},
		{"OSM-PLAN-067", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/moment/workingTime", func(t *Touchpoint) bool { return t.Moment != nil && !t.Moment.WorkingTime })
		}},
		{"OSM-PLAN-068", "004", func(a *advisor) []remark {
			return a.touchpointsWhere("/moment/ownChoice", func(t *Touchpoint) bool { return t.Moment != nil && !t.Moment.OwnChoice })
		}},
		{"OSM-PLAN-070", "002", func(a *advisor) []remark {
			var found []remark
			for i, t := range a.Touchpoints {
				if planned := a.plan.planned(t.ID); t.InsightCall != nil && planned != nil {
					if cards, most := t.InsightCall.Cards, CardsPerDay*planned.weekdays(); cards > most {
						found = append(found, remark{path: at("touchpoints", i) + "/insightCall/cards", found: strconv.Itoa(cards), expected: strconv.Itoa(most), args: []any{t.ID, cards, most}})
					}
				}
			}
			return found
		}},
		{"OSM-PLAN-071", "004", func(a *advisor) []remark {
			return a.touchpointsSaying("/moment/weekday", func(t *Touchpoint) (string, string, bool) {
				of, first := a.plan.planned(t.ID), derivedID(t.ID, partMoment, 1)
				if t.Moment == nil || of == nil || a.plan.withheld(first) {
					return "", "", false
				}
				return string(t.Moment.Weekday), string(of.Until), a.plan.planned(first) == nil
			})
		}},
		{"OSM-PLAN-073", "003; GDPR, articles 6 and 7", func(a *advisor) []remark {
			return a.touchpointsWhere("", func(t *Touchpoint) bool { return t.Kind == Story && t.Story == nil })
		}},
	}
}

// touchpointsWhere remarks on a member of the touchpoints that are such. The
// ID is the third argument.
func (a *advisor) touchpointsWhere(member string, such func(*Touchpoint) bool) []remark {
	return a.touchpointsSaying(member, func(t *Touchpoint) (string, string, bool) { return "", "", such(t) })
}

// touchpointsSaying is touchpointsWhere with what stands there and what may.
func (a *advisor) touchpointsSaying(member string, such func(*Touchpoint) (found, expected string, is bool)) []remark {
	var all []remark
	for i := range a.Touchpoints {
		t := &a.Touchpoints[i]
		if found, expected, is := such(t); is {
			all = append(all, remark{path: at("touchpoints", i) + member, found: found, expected: expected, args: []any{t.ID}})
		}
	}
	return all
}

// lostTeasers finds teasers for which no day is left between the briefing of
// the managers and the kick-off.
func (a *advisor) lostTeasers() []remark {
	var found []remark
	for i, t := range a.Touchpoints {
		kickOff := a.plan.planned(t.ID)
		if t.Suspense == nil || kickOff == nil {
			continue
		}
		for j, teaser := range t.Suspense.Teasers {
			if id := derivedID(t.ID, partSuspense, j+1); a.plan.planned(id) == nil && !a.plan.withheld(id) {
				path := at("touchpoints", i) + "/suspense/teasers/" + strconv.Itoa(j) + "/daysBefore"
				found = append(found, remark{path: path, found: a.teased(teaser, day(kickOff.Date)).String(), args: []any{t.ID}})
			}
		}
	}
	return found
}

// weekdays is how many weekdays a touchpoint is open.
func (t *PlannedTouchpoint) weekdays() int {
	n, until := 0, day(t.Until)
	for on := decision.Weekdays.Next(day(t.Date)); on <= until; on = decision.Weekdays.Next(on + 1) {
		n++
	}
	return n
}
