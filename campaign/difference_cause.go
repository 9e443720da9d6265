package campaign

import (
	"reflect"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Cause is why something is no longer the same after planning again.
type Cause string

// The causes: in the brief, in the plan, in the person, in what is known of the
// person, and in what else the person gets.
const (
	TouchpointAdded    Cause = "touchpointAdded"
	TouchpointRemoved  Cause = "touchpointRemoved"
	TouchpointChanged  Cause = "touchpointChanged"
	PropositionChanged Cause = "propositionChanged"
	ChannelChanged     Cause = "channelChanged"
	SegmentRedefined   Cause = "segmentRedefined" // the condition of a segment that it is for, or words its gain
	LimitsChanged      Cause = "limitsChanged"
	DateMoved          Cause = "dateMoved" // the plan has it on other dates, though the brief asks for the same: the frame moved, or managers come first

	PersonJoined     Cause = "personJoined"
	PersonLeft       Cause = "personLeft"
	ManagerChanged   Cause = "managerChanged"   // another one leads the person, who is briefed on another day
	BriefingMoved    Cause = "briefingMoved"    // that of the person's manager, or of the person
	TeamChanged      Cause = "teamChanged"      // the person leads a team, or does no longer
	ZoneChanged      Cause = "zoneChanged"      // the person's time zone
	WorkDaysChanged  Cause = "workDaysChanged"  // the person's
	WorkHoursChanged Cause = "workHoursChanged" // the person's
	PlaceChanged     Cause = "placeChanged"     // the person's, and with it the public holidays
	SegmentsChanged  Cause = "segmentsChanged"  // the person is in other segments
	LanguageChanged  Cause = "languageChanged"  // the person's, or those of the brief
	AddressChanged   Cause = "addressChanged"   // an e-mail address is known, or is no longer

	HistoryChanged    Cause = "historyChanged"    // of what the person did or got
	InvitationChanged Cause = "invitationChanged" // the person is asked, or is no longer
	ElsewhereChanged  Cause = "elsewhereChanged"  // of what other campaigns send the person
	LearningChanged   Cause = "learningChanged"   // of what people respond to

	Crowded Cause = "crowded" // limits moved it, since something else that the person gets came or went
)

// Causes lists all causes.
func Causes() []Cause {
	return []Cause{TouchpointAdded, TouchpointRemoved, TouchpointChanged, PropositionChanged, ChannelChanged, SegmentRedefined, LimitsChanged, DateMoved,
		PersonJoined, PersonLeft, ManagerChanged, BriefingMoved, TeamChanged, ZoneChanged, WorkDaysChanged, WorkHoursChanged, PlaceChanged, SegmentsChanged, LanguageChanged, AddressChanged,
		HistoryChanged, InvitationChanged, ElsewhereChanged, LearningChanged, Crowded}
}

// In says the cause in a language.
func (c Cause) In(l engagement.Language) string {
	return catalogue.Text(string(l), "replan.cause."+string(c))
}

// touched is what differs of a touchpoint, whoever gets it.
type touched struct {
	why      []Cause
	segments []string // it is for, or has words for; of either brief
	managers bool     // it is for them, in either plan
	push     bool     // limits hold for it, in either plan
	step     bool     // of a sequence
	toolkit  bool
	silence  bool // it tells of managers who do not acknowledge
	invites  bool
	texts    bool // something that people read may differ, whoever they are
}

func newDiffer(before, after *Schedule) *differ {
	a, b := &before.plan.Brief, &after.plan.Brief
	d := &differ{before: before, after: after, touchpoints: map[string]*touched{}}
	d.limits = !reflect.DeepEqual(before.program.Limits, after.program.Limits)
	for i, l := range [...]*Limits{a.Limits, b.Limits} {
		if l != nil && l.Places != nil {
			d.place[i] = l.Places.Trait
		}
	}
	for _, s := range [...]*Schedule{before, after} {
		for i := range s.program.Touchpoints {
			if id := s.program.Touchpoints[i].ID; d.touchpoints[id] == nil {
				d.touchpoints[id] = d.compare(id)
			}
		}
	}
	return d
}

// compare finds what differs of a touchpoint in the two plans.
func (d *differ) compare(id string) *touched {
	made := &touched{}
	a, b := &d.before.plan.Brief, &d.after.plan.Brief
	origin, part, _ := splitID(id)
	was, is := a.Touchpoint(origin), b.Touchpoint(origin)
	note := func(c Cause, differs bool) {
		if differs {
			made.why = append(made.why, c)
		}
	}
	note(TouchpointAdded, was == nil)
	note(TouchpointRemoved, is == nil)
	both := was != nil && is != nil
	note(TouchpointChanged, both && !reflect.DeepEqual(was, is))
	for _, s := range [...]*Schedule{d.before, d.after} {
		t := s.plan.Brief.Touchpoint(origin)
		if t == nil {
			continue
		}
		q := s.plan.Brief.Proposition(t.Proposition)
		made.segments = append(made.segments, t.Segment, q.Segment)
		for _, w := range q.Wording {
			made.segments = append(made.segments, w.Segment)
		}
		made.toolkit, made.invites = made.toolkit || t.Kind == Toolkit, made.invites || t.Invites()
		for i := range s.program.Touchpoints {
			if of := &s.program.Touchpoints[i]; of.ID == id {
				made.managers = made.managers || of.Managers || s.program.Propositions[of.Proposition].Managers
				made.push, made.step = made.push || of.Push, made.step || of.Step > 0
			}
		}
	}
	slices.Sort(made.segments)
	made.segments = slices.DeleteFunc(slices.Compact(made.segments), func(id string) bool { return id == "" })
	made.silence = part == partEscalation
	if both {
		note(PropositionChanged, !reflect.DeepEqual(a.Proposition(was.Proposition), b.Proposition(is.Proposition)))
		note(ChannelChanged, !reflect.DeepEqual(a.Channel(was.Channel), b.Channel(is.Channel)))
		made.texts = len(made.why) > 0
		note(SegmentRedefined, slices.ContainsFunc(made.segments, func(id string) bool { return d.redefined(id) }))
		x, y := d.before.plan.planned(id), d.after.plan.planned(id)
		note(DateMoved, !slices.Contains(made.why, TouchpointChanged) && (x == nil || y == nil || x.Date != y.Date || x.Until != y.Until || x.Managers != y.Managers))
	}
	return made
}

// redefined reports whether a segment has another condition.
func (d *differ) redefined(id string) bool {
	a, b := d.before.plan.Brief.Segment(id), d.after.plan.Brief.Segment(id)
	return a == nil || b == nil || !reflect.DeepEqual(a.When, b.When)
}

// causes are those that bear on what one person gets.
type causes struct {
	*differ
	was, is *side
	asked   bool
	in      [2]map[string]bool // the segments of the person, asked once
}

// of are the causes of a difference. One that only says something else has none
// of those that move things.
func (c *causes) of(d *Difference) []Cause {
	t := c.touchpoints[d.Touchpoint]
	why := slices.Clone(t.why)
	note := func(cause Cause, bears bool) {
		if bears {
			why = append(why, cause)
		}
	}
	p, q := c.was.person, c.is.person
	if p == nil || q == nil {
		note(PersonJoined, p == nil)
		note(PersonLeft, q == nil)
		return why
	}
	moves := d.Change != Changed
	note(LanguageChanged, slices.Contains(d.Of, LanguageAspect))
	note(SegmentsChanged, c.segments(t))
	if !moves {
		return slices.DeleteFunc(why, func(c Cause) bool { return c == DateMoved })
	}
	note(LimitsChanged, c.limits && (t.push || d.Touchpoint != "" && c.after.minutes[d.Touchpoint] > 0))
	a, b := c.before, c.after
	released := a.managerBriefed(p) != b.managerBriefed(q)
	note(ManagerChanged, released && a.leader(p) != b.leader(q))
	note(BriefingMoved, released && a.leader(p) == b.leader(q) || t.toolkit && a.releaseOf(p) != b.releaseOf(q) ||
		t.silence && !slices.Equal(a.silent[p.ID], b.silent[q.ID]))
	note(TeamChanged, t.managers && (a.workforce.Reports(p.ID) > 0) != (b.workforce.Reports(q.ID) > 0))
	note(ZoneChanged, p.TimeZone != q.TimeZone)
	note(WorkDaysChanged, p.WorkDays != q.WorkDays)
	note(WorkHoursChanged, p.WorkHours != q.WorkHours)
	note(PlaceChanged, placeOf(p, c.place[0]) != placeOf(q, c.place[1]))
	note(AddressChanged, (p.Email == "") != (q.Email == "") || !slices.Equal(a.mail, b.mail))
	limited := a.program.Limits != nil || b.program.Limits != nil
	note(HistoryChanged, (t.step || limited && t.push) && !a.known.of(p.ID).same(b.known.of(q.ID)))
	note(InvitationChanged, t.invites && !slices.Equal(a.invited(p.ID), b.invited(q.ID)))
	note(ElsewhereChanged, limited && t.push && !slices.Equal(a.beside(p.ID), b.beside(q.ID)))
	note(LearningChanged, t.push && a.learnt != b.learnt)
	note(Crowded, len(why) == 0 && limited && (t.push || t.step))
	return why
}

// same reports whether two know the same of what a person did and got.
func (k *known) same(other *known) bool {
	return slices.Equal(k.facts, other.facts)
}

// leader is who leads a person; empty at the top.
func (s *Schedule) leader(p *audience.Person) string {
	if m := s.workforce.ManagerOf(p.ID); m != nil {
		return m.ID
	}
	return ""
}

// placeOf is where a person is, by the trait that tells.
func placeOf(p *audience.Person, trait string) string {
	place, _ := p.Traits[trait].(string)
	return place
}

// segments reports whether the person's being in a segment that a touchpoint
// asks for differs, though what makes the segment does not.
func (c *causes) segments(t *touched) bool {
	if len(t.segments) == 0 {
		return false
	}
	if !c.asked {
		c.asked = true
		for i, s := range [...]*side{c.was, c.is} {
			c.in[i] = map[string]bool{}
			for k, in := range s.schedule.within(&s.known) {
				c.in[i][s.schedule.program.Segments[k].ID] = in
			}
		}
	}
	return slices.ContainsFunc(t.segments, func(id string) bool { return c.in[0][id] != c.in[1][id] && !c.redefined(id) })
}
