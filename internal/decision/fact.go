package decision

import (
	"github.com/osmosi-learning/osmosi/internal/civil"
)

// What happens beside the outcomes that a history holds.
const (
	OutcomeClicked   = "clicked"      // followed a link
	OutcomeAnswered  = "answered"     // answered what was asked
	FactSent         = "sent"         // the person got it
	FactAcknowledged = "acknowledged" // a manager said that a briefing was understood
)

// Fact is something that happened to a person at a time, with a touchpoint or
// with a proposition. Neither the order of facts nor how often each is told
// matters.
type Fact struct {
	What        string
	Touchpoint  string // its ID; empty where Proposition is not
	Proposition string
	Day         civil.Day // where the person is
	Minute      int
}

// Moment is the fact's, in minutes since the day 0 where the person is.
func (f *Fact) Moment() int { return Moment(f.Day, f.Minute) }

// Moment is a day and a minute of it, in minutes since the day 0.
func Moment(day civil.Day, minute int) int { return int(day)*minutesPerDay + minute }

// LongAgo is the day on which something happened of which the time is not known:
// it is before everything. Its minute is 0.
const LongAgo civil.Day = -1 << 31

// The moments of that day and after everything.
const (
	longAgo = int(LongAgo) * minutesPerDay
	forever = 1 << 60
)

// deed is what a person did with a proposition.
type deed struct {
	proposition int // its number
	what        string
	at          int
}

// record is what is known of a person's deeds.
type record struct {
	program *Program
	untimed map[string]string // proposition ID to its latest outcome
	deeds   []deed
}

// before is the outcome of a proposition that a history tells.
func (r *record) before(proposition int) string {
	if len(r.untimed) == 0 {
		return ""
	}
	return r.untimed[r.program.Propositions[proposition].ID]
}

// record gathers what a person did up to now. What comes later than now, since
// some clock is wrong, is not known yet.
func (p *Program) record(person *Person) record {
	r := record{program: p, untimed: person.History}
	for i := range person.Facts {
		f := &person.Facts[i]
		if !person.knows(f) || f.What == FactSent {
			continue
		}
		of := p.proposition(f.Proposition)
		if t := p.touchpoint(f.Touchpoint); t != nil {
			of = t.Proposition
		}
		if of >= 0 {
			r.deeds = append(r.deeds, deed{of, f.What, f.Moment()})
		}
	}
	return r
}

// proposition is the number of one; -1 where there is none of that ID.
func (p *Program) proposition(id string) int {
	for i := range p.Propositions {
		if p.Propositions[i].ID == id {
			return i
		}
	}
	return -1
}

func (p *Program) touchpoint(id string) *Touchpoint {
	for i := range p.Touchpoints {
		if p.Touchpoints[i].ID == id && id != "" {
			return &p.Touchpoints[i]
		}
	}
	return nil
}

// knows reports whether a fact lies in the past. What a host that catches up
// sent it sent, even where its clock went back.
func (person *Person) knows(f *Fact) bool {
	return person.Now == 0 || f.Moment() <= person.Now || f.What == FactSent && person.CatchUp != nil
}

// first is the first moment at which a person did something with a proposition.
// Who starts has clicked, and who completes has started.
func (r *record) first(proposition int, what string) (at int, ok bool) {
	if implies(r.before(proposition), what) {
		return longAgo, true
	}
	for i := range r.deeds {
		if d := &r.deeds[i]; d.proposition == proposition && implies(d.what, what) && (!ok || d.at < at) {
			at, ok = d.at, true
		}
	}
	return at, ok
}

func implies(did, what string) bool {
	switch {
	case did == what:
		return did != ""
	case what == OutcomeClicked:
		return did == OutcomeStarted || did == OutcomeCompleted
	case what == OutcomeStarted:
		return did == OutcomeCompleted
	}
	return false
}

// by reports whether a person had done something by a moment.
func (r *record) by(proposition int, what string, moment int) bool {
	at, ok := r.first(proposition, what)
	return ok && at <= moment
}

// outcome is a proposition's at a moment. What is completed stays completed; of
// the rest the latest holds, and of two at once that the person started.
func (r *record) outcome(proposition int, moment int) string {
	if r.by(proposition, OutcomeCompleted, moment) {
		return OutcomeCompleted
	}
	latest, at := r.before(proposition), longAgo-1
	for i := range r.deeds {
		d := &r.deeds[i]
		if d.proposition != proposition || d.at > moment || d.what != OutcomeStarted && d.what != OutcomeDismissed {
			continue
		}
		if d.at > at || d.at == at && d.what == OutcomeStarted {
			latest, at = d.what, d.at
		}
	}
	return latest
}

// outcomes are those of all propositions at a moment.
func (p *Program) outcomes(r *record, moment int) map[string]string {
	if len(r.deeds) == 0 {
		return r.untimed
	}
	all := map[string]string{}
	for i := range p.Propositions {
		if o := r.outcome(i, moment); o != "" {
			all[p.Propositions[i].ID] = o
		}
	}
	return all
}

// admits reports whether a touchpoint is for the person at a moment. A step
// that waits for an outcome is for those who have it; everything else stops
// when the goal is met.
func (r *record) admits(t *Touchpoint, moment int) bool {
	proposition := t.Proposition
	outcome := r.outcome(proposition, moment)
	switch t.After {
	case OutcomeNone:
		return outcome == "" && !r.by(proposition, OutcomeClicked, moment) && !r.by(proposition, OutcomeAnswered, moment)
	case OutcomeClicked:
		return outcome != OutcomeCompleted && outcome != OutcomeDismissed && r.by(proposition, OutcomeClicked, moment)
	case OutcomeAnswered:
		return outcome != OutcomeCompleted && r.by(proposition, OutcomeAnswered, moment)
	case "":
		return outcome != OutcomeCompleted || t.Wait == OutcomeCompleted
	}
	return outcome == t.After
}
