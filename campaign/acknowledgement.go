package campaign

import (
	"slices"
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Acknowledgement is what a briefing asks of managers: to say that they have
// understood it. Their teams wait for that, so that nobody hears of something
// that their manager cannot speak of; but not for ever. Without it, a team
// follows the day after the briefing. The schedule is told who acknowledged, see
// [Schedule.At]; to a host that never tells, nobody ever does. Source: seed 001.
type Acknowledgement struct {
	// Days for which a team waits, counted from the briefing; then it hears all the same.
	Days int `json:"days"`
	// Escalation is what the manager's own manager gets while there is no acknowledgement.
	Escalation *Escalation `json:"escalation,omitempty"`
}

// Escalation is a message to the manager of somebody who has not acknowledged a
// briefing. It becomes a touchpoint of its own. Source: seed 001.
type Escalation struct {
	// AfterDays without acknowledgement, counted from the briefing; fewer than those for which the team waits.
	AfterDays int `json:"afterDays"`
	// Time of day where the person is; the briefing's when empty.
	Time string `json:"time,omitempty"`
	// Title, or the subject of a message.
	Title engagement.Text `json:"title"`
	// Body in Markdown.
	Body engagement.Text `json:"body"`
}

// escalation plans what managers of managers get.
func (p *Plan) escalation(t *Touchpoint, of PlannedTouchpoint) []PlannedTouchpoint {
	e := t.Acknowledgement.Escalation
	on := decision.Weekdays.Next(day(of.Date) + civil.Day(e.AfterDays))
	if e.AfterDays < 1 || on > day(p.Brief.Frame.End) {
		return nil
	}
	return []PlannedTouchpoint{{ID: derivedID(t.ID, partEscalation, 1), Date: engagement.Date(on.String()), Until: p.Brief.Frame.End, Managers: true}}
}

// acknowledgement refuses times that make no sense.
func (c *checker) acknowledgement(path string, t *Touchpoint) {
	a := t.Acknowledgement
	if a == nil {
		return
	}
	path += "/acknowledgement"
	if a.Days < 1 {
		c.fault("OSM-JOURNEY-009", path+"/days", rule.Detail{Found: strconv.Itoa(a.Days), Expected: "1", Args: []any{t.ID}, Source: "001"})
	}
	if e := a.Escalation; e != nil && (e.AfterDays < 1 || e.AfterDays >= a.Days) {
		c.fault("OSM-JOURNEY-010", path+"/escalation/afterDays", rule.Detail{Found: strconv.Itoa(e.AfterDays), Expected: strconv.Itoa(a.Days), Args: []any{t.ID}, Source: "001"})
	}
}

// release is the day after which a team waits for its manager no longer.
type release struct {
	day civil.Day
	how decision.Cascade
	at  int64 // its moment, in minutes since 1970; 0 where nobody waits, and once it is told for a place
}

// releaseOn is the release of a day and a minute on the manager's clocks.
func (s *Schedule) releaseOn(manager *audience.Person, day civil.Day, minute int, how decision.Cascade) release {
	r := release{day: day, how: how}
	if zone := s.zones[manager.TimeZone]; zone != nil {
		r.at = wallClock(day, minute, zone).Unix() / 60
	}
	return r
}

// where is the release as a person's calendar has it: where clocks are far
// ahead of the manager's, the day after the briefing may begin before it.
func (r release) where(zone *time.Location) release {
	if r.at != 0 && zone != nil {
		day, _ := onWall(time.Unix(r.at*60, 0), zone)
		r.day = max(r.day, day)
	}
	r.at = 0
	return r
}

// silence is a manager who has not acknowledged a briefing by a day.
type silence struct {
	person, touchpoint string
	day                civil.Day
}

// release finds when a manager's team follows their briefing, and notes for
// the manager above where there is no acknowledgement in time.
func (s *Schedule) release(p *audience.Person, briefing *decision.Due) release {
	t := &s.program.Touchpoints[briefing.Touchpoint]
	if t.Acknowledge == 0 {
		return s.releaseOn(p, briefing.Day, briefing.Minute, decision.AfterBriefing)
	}
	acknowledged, minute, ok := s.acknowledged(p, t)
	if above, e := s.workforce.ManagerOf(p.ID), s.plan.Brief.Touchpoint(t.ID).Acknowledgement.Escalation; above != nil && e != nil {
		one := silence{p.ID, derivedID(t.ID, partEscalation, 1), briefing.Day + civil.Day(e.AfterDays)}
		if escalation := s.plan.Touchpoint(one.touchpoint); escalation != nil {
			at, _ := civil.ParseMinute(escalation.Time)
			if !ok || acknowledged > one.day || acknowledged == one.day && minute >= at {
				s.silent[above.ID] = append(s.silent[above.ID], one)
			}
		}
	}
	if over := briefing.Day + civil.Day(t.Acknowledge); !ok || acknowledged > over {
		return s.releaseOn(p, over, 24*60-1, decision.Unacknowledged)
	}
	if acknowledged < briefing.Day || acknowledged == briefing.Day && minute < briefing.Minute {
		acknowledged, minute = briefing.Day, briefing.Minute
	}
	return s.releaseOn(p, acknowledged, minute, decision.Acknowledged)
}

// acknowledged is when a manager first acknowledged a briefing.
func (s *Schedule) acknowledged(p *audience.Person, t *decision.Touchpoint) (on civil.Day, minute int, ok bool) {
	person := s.knownPerson(p)
	for _, f := range person.Facts {
		if f.What != decision.FactAcknowledged || person.Now < f.Moment() && person.Now != 0 ||
			f.Touchpoint != t.ID && f.Proposition != s.program.Propositions[t.Proposition].ID {
			continue
		}
		if !ok || f.Day < on || f.Day == on && f.Minute < minute {
			on, minute, ok = f.Day, f.Minute, true
		}
	}
	return on, minute, ok
}

// escalated are the days on which the silence of those below comes to a person.
func (s *Schedule) escalated(person string) map[string]civil.Day {
	var days map[string]civil.Day
	for _, one := range s.silent[person] {
		if before, has := days[one.touchpoint]; !has || one.day < before {
			if days == nil {
				days = map[string]civil.Day{}
			}
			days[one.touchpoint] = one.day
		}
	}
	return days
}

// about are the people below whose silence an item is about.
func (s *Schedule) about(person string, due *decision.Due) []string {
	var ids []string
	for _, one := range s.silent[person] {
		if one.touchpoint == s.program.Touchpoints[due.Touchpoint].ID && one.day <= due.Day {
			ids = append(ids, one.person)
		}
	}
	slices.Sort(ids)
	return ids
}
