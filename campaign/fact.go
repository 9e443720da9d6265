package campaign

import (
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Fact is something that happened to a person. Facts may be told in any order
// and more than once: the schedule is the same.
type Fact struct {
	// What happened: an outcome, or [SentOut] or [Acknowledged].
	What Outcome
	// Touchpoint is the ID of the planned one that it happened with; of its proposition where that is empty.
	Touchpoint string
	// Proposition is the ID of the one that it happened with.
	Proposition string
	// At is when. It may be zero for what was started, dismissed or completed with a proposition: that happened before everything, and of several the furthest counts.
	At time.Time
}

// At returns the same schedule at a moment, given what happened to people; it
// asks for each person's facts once. What a host sends it records with
// [SentOut]: that stays at its time, counts for caps and distances, and never
// comes again. What lies after now is not known yet, and nothing else is taken
// to happen after now, so that the schedule ahead is what comes if people do
// nothing. At the zero moment all facts are known.
//
// A sequence ends for those who completed what it leads to, and its steps come
// to those whom they wait for. Those most active are invited to co-creation:
// who completed counts two for each proposition, who started one, and equals are
// invited together.
func (s *Schedule) At(now time.Time, facts func(person string) []Fact) *Schedule {
	k := &knowledge{workforce: s.workforce, people: make([]known, s.workforce.Len()), now: now}
	i := 0
	for person := range s.workforce.People() {
		if zone := s.zones[person.TimeZone]; zone != nil { // else the person gets nothing but a [ZoneError]
			k.people[i].learn(facts(person.ID), now, zone)
		}
		i++
	}
	at := *s
	at.known = k
	if invites := func(t *Touchpoint) bool { return t.CoCreation != nil }; len(s.plan.invitations(s.program, invites)) > 0 {
		activity := make([]int, len(k.people))
		for i := range k.people {
			one := &k.people[i]
			for _, o := range s.program.Outcomes(decision.Person{Facts: one.facts, Now: k.nowFor(s.zones[s.workforce.At(i).TimeZone])}) {
				points, _ := activityOf(Outcome(o))
				activity[i] += points
			}
		}
		s.invite(k, activity)
	}
	at.brief()
	return &at
}

// learn takes in what happened to a person up to now.
func (k *known) learn(facts []Fact, now time.Time, zone *time.Location) {
	if len(facts) > 0 {
		k.facts = make([]decision.Fact, 0, len(facts))
	}
	for _, f := range facts {
		if f.At.IsZero() {
			k.before(f)
			continue
		}
		later := !now.IsZero() && f.At.After(now)
		if later && f.What != SentOut {
			continue
		}
		on, minute := asWritten(f.At, zone)
		fact := decision.Fact{What: string(f.What), Touchpoint: f.Touchpoint, Proposition: f.Proposition, Day: on, Minute: minute}
		if later {
			k.later = append(k.later, fact)
		} else {
			k.facts = append(k.facts, fact)
		}
		if f.What == SentOut {
			k.send(f.Touchpoint, f.At.In(zone))
		}
	}
}

// before takes in what happened at no known time: of a proposition the furthest,
// whatever the order.
func (k *known) before(f Fact) {
	if f.Proposition == "" || f.What != Started && f.What != Dismissed && f.What != Completed {
		return
	}
	at := 0
	for at < len(k.facts) && k.facts[at].Day == decision.LongAgo && k.facts[at].Proposition < f.Proposition {
		at++
	}
	if at < len(k.facts) && k.facts[at].Day == decision.LongAgo && k.facts[at].Proposition == f.Proposition {
		if what := &k.facts[at].What; *what != string(Completed) && f.What != Dismissed {
			*what = string(f.What)
		}
		return
	}
	k.facts = slices.Insert(k.facts, at, decision.Fact{What: string(f.What), Proposition: f.Proposition, Day: decision.LongAgo})
}

// send notes that a touchpoint came, where it is not known to have come before.
func (k *known) send(touchpoint string, at time.Time) {
	for i := range k.sent {
		if s := &k.sent[i]; s.touchpoint == touchpoint {
			if at.Before(s.at) {
				s.at = at
			}
			return
		}
	}
	k.sent = append(k.sent, sending{touchpoint, at})
}

// asWritten is the first day and minute that [wallClock] takes for a moment:
// what clocks show, but in the time after they went forward what they would
// have shown. So what is planned for a time that clocks skip is not taken to
// come before what happened right after the skip.
func asWritten(at time.Time, zone *time.Location) (civil.Day, int) {
	on, minute := onWall(at, zone)
	_, before := at.Add(-24 * time.Hour).In(zone).Zone()
	if _, now := at.In(zone).Zone(); before < now {
		skipped := at.In(time.FixedZone("", before))
		day, early := civil.Of(skipped.Year(), int(skipped.Month()), skipped.Day()), skipped.Hour()*60+skipped.Minute()
		if wallClock(day, early, zone).Unix()/60 == at.Unix()/60 {
			return day, early
		}
	}
	return on, minute
}

// nowFor is the moment of a schedule as the light core counts it; 0 where
// there is none.
func (k *knowledge) nowFor(zone *time.Location) int {
	if k == nil || k.now.IsZero() || zone == nil {
		return 0
	}
	// What is not past yet is left out already; this tells what still may come.
	return decision.Moment(asWritten(k.now, zone))
}
