package decision

import (
	"slices"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// What a person did with a proposition so far.
const (
	OutcomeStarted   = "started"   // clicked it, or began the learning
	OutcomeDismissed = "dismissed" // said: not now
	OutcomeCompleted = "completed" // finished the learning
)

// Points of the practitioner's prior: who it speaks to weighs most, then the
// declared need, reason and factor, then what the person did with it before.
const (
	pointsManager   = 400 // a line manager is a manager first (001)
	pointsSegment   = 100 // said to some rather than to all
	pointsRank      = 24  // shared out over the order of precedence
	pointsNeed      = 60
	pointsReason    = 50
	pointsFactor    = 40
	pointsStarted   = 30
	pointsDismissed = -600
)

// Question is what a decision is asked on.
type Question struct {
	Profile light.Value       // the person's traits, an object
	History map[string]string // proposition ID to its latest outcome
	Briefed civil.Day         // the day the person's own manager is briefed; zero if none
	Day     civil.Day         // today, where the person is
	Minute  int               // of the day
	Held    []string          // IDs of the touchpoints that an experiment holds the person out of

	Learning *Learning // nil where nothing is learnt
}

// Decision is the answer: the proposition to show now, or none and why.
type Decision struct {
	Touchpoint  string
	Proposition string
	Phase       string
	Wording     string   // the segment whose wording the person gets; empty for the general one
	Segments    []string // all segments the profile is in
	Why         []string // codes that explain the choice
	None        string   // "early", "over" or "nothing"; empty when there is one
}

// Decide chooses among the touchpoints that the widget may show now. Equal
// points go to the one that opened last, then to the first by ID. Where there is
// learning, what it says of each adds to the points. It asks for no limits: what waits on a page until somebody looks disturbs nobody.
func (p *Program) Decide(q Question) Decision {
	facts := Facts{Profile: q.Profile, Day: q.Day, History: q.History}
	a := p.audience(&facts)
	d := Decision{}
	for i := range p.Segments {
		if a.in[i] {
			d.Segments = append(d.Segments, p.Segments[i].ID)
		}
	}
	best, bestPoints, bestFit := -1, 0, Fit{}
	var options []option
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		if !t.Widget || t.Invited || t.Escalation || !t.open(q.Day, q.Minute) || q.Briefed != 0 && q.Day <= q.Briefed || slices.Contains(q.Held, t.ID) {
			continue
		}
		outcome := q.History[p.Propositions[t.Proposition].ID]
		if !p.suits(t, &facts, outcome) {
			continue
		}
		f, ok := p.fit(t, &a)
		if !ok {
			continue
		}
		surveyed, _ := p.surveyed(t.Proposition, &a)
		points := p.points(f, outcome) + surveyed
		if q.Learning != nil {
			options = append(options, option{i, points, f})
		}
		if best < 0 || points > bestPoints || points == bestPoints && later(t, &p.Touchpoints[best]) {
			best, bestPoints, bestFit = i, points, f
		}
	}
	if best < 0 {
		switch {
		case q.Day < p.Start:
			d.None = "early"
		case q.Day > p.End:
			d.None = "over"
		default:
			d.None = "nothing"
		}
		return d
	}
	learnt := ""
	if q.Learning != nil {
		var chosen option
		chosen, learnt = p.learnt(&q, &a, options)
		best, bestFit = chosen.touchpoint, chosen.fit
	}
	t := &p.Touchpoints[best]
	d.Touchpoint, d.Proposition, d.Phase = t.ID, p.Propositions[t.Proposition].ID, t.Phase
	d.Wording = bestFit.Words(p)
	d.Why = p.because(nil, best, &bestFit)
	if q.History[d.Proposition] == OutcomeStarted {
		d.Why = append(d.Why, "started")
	}
	if points, segment := p.surveyed(t.Proposition, &a); points > 0 {
		d.Why = append(d.Why, "survey:"+p.Segments[segment].ID)
	}
	if learnt != "" {
		d.Why = append(d.Why, learnt)
	}
	return d
}

func (t *Touchpoint) open(day civil.Day, minute int) bool {
	return day <= t.Until && (day > t.Day || day == t.Day && minute >= t.Minute)
}

// later prefers what opened last; within one moment the list's order stands.
func later(t, than *Touchpoint) bool {
	return t.Day > than.Day || t.Day == than.Day && t.Minute > than.Minute
}

func (p *Program) points(f Fit, outcome string) int {
	points := 0
	if f.Manager {
		points += pointsManager
	}
	if f.Segment != Everyone {
		points += pointsSegment + pointsRank*(len(p.Segments)-f.Segment)/len(p.Segments)
	}
	for kind, worth := range [...]int{pointsNeed, pointsReason, pointsFactor} {
		if f.Motives[kind] > 0 {
			points += worth
		}
	}
	switch outcome {
	case OutcomeStarted:
		points += pointsStarted
	case OutcomeDismissed:
		points += pointsDismissed
	}
	return points
}

// Append writes the decision as JSON.
func (d *Decision) Append(dst []byte) []byte {
	dst = append(dst, '{')
	if d.None != "" {
		dst = append(dst, `"none":`...)
		dst = light.AppendString(dst, d.None)
	} else {
		dst = append(dst, `"touchpoint":`...)
		dst = light.AppendString(dst, d.Touchpoint)
		dst = append(dst, `,"proposition":`...)
		dst = light.AppendString(dst, d.Proposition)
		dst = append(dst, `,"phase":`...)
		dst = light.AppendString(dst, d.Phase)
		if d.Wording != "" {
			dst = append(dst, `,"wording":`...)
			dst = light.AppendString(dst, d.Wording)
		}
	}
	dst = append(dst, `,"segments":`...)
	dst = light.AppendStrings(dst, d.Segments)
	dst = append(dst, `,"why":`...)
	dst = light.AppendStrings(dst, d.Why)
	return append(dst, '}')
}
