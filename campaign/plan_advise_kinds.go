package campaign

import (
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// adviseKinds returns what a practitioner would say about the kinds of
// touchpoint. What a touchpoint does not tell is not judged.
func (p *Plan) adviseKinds() engagement.Findings {
	var found engagement.Findings
	for i := range p.Brief.Touchpoints {
		t, path := &p.Brief.Touchpoints[i], at("touchpoints", i)
		advice := func(code, member string, d rule.Detail) {
			d.Args = append(d.Args, t.ID)
			found = append(found, rule.Advice(code, path+member, d))
		}
		if s := t.Suspense; s != nil && s.Surprise && len(s.Teasers) == 0 {
			advice("OSM-PLAN-060", "/suspense/teasers", rule.Detail{Source: "004"})
		}
		if t.Reward != nil && t.Reward.For == Fastest {
			advice("OSM-PLAN-062", "/reward/for", rule.Detail{Found: string(Fastest), Expected: string(AllWhoCompleted), Source: "004"})
		}
		if c := t.Contest; c != nil && !c.OptIn {
			advice("OSM-PLAN-063", "/contest/optIn", rule.Detail{Source: "004"})
		}
		if c := t.Contest; c != nil && c.Ranking == FullRanking {
			advice("OSM-PLAN-064", "/contest/ranking", rule.Detail{Found: string(c.Ranking), Expected: string(OwnProgress), Source: "004"})
		}
		if q := t.Pulse; q != nil && q.Questions == 0 {
			advice("OSM-PLAN-065", "/pulse/questions", rule.Detail{Source: "004"})
		}
		if q := t.Pulse; q != nil && q.Questions > PulseQuestions {
			advice("OSM-PLAN-066", "/pulse/questions", rule.Detail{Found: strconv.Itoa(q.Questions), Expected: strconv.Itoa(PulseQuestions), Source: "004"})
		}
		if m := t.Moment; m != nil && !m.WorkingTime {
			advice("OSM-PLAN-067", "/moment/workingTime", rule.Detail{Source: "004"})
		}
		if m := t.Moment; m != nil && !m.OwnChoice {
			advice("OSM-PLAN-068", "/moment/ownChoice", rule.Detail{Source: "004"})
		}
		if c := t.InsightCall; c != nil {
			if most := CardsPerDay * p.openWeekdays(t.ID); c.Cards > most {
				advice("OSM-PLAN-070", "/insightCall/cards", rule.Detail{Found: strconv.Itoa(c.Cards), Expected: strconv.Itoa(most), Source: "002"})
			}
		}
	}
	return found
}

// openWeekdays is how many weekdays a touchpoint is open.
func (p *Plan) openWeekdays(id string) int {
	planned := find(p.Touchpoints, id, func(t *PlannedTouchpoint) string { return t.ID })
	n, until := 0, day(planned.Until)
	for on := decision.Weekdays.Next(day(planned.Date)); on <= until; on = decision.Weekdays.Next(on + 1) {
		n++
	}
	return n
}
