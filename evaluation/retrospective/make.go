package retrospective

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/internal/relation"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// The marks that lessons without others of their kind are held against: figures
// of this package, by which it says that few answered or too many waited.
const (
	FewAnswer = 0.5  // of those asked; fewer are few
	MayWait   = 0.25 // of the teams of a briefing; more are too many
)

// Make makes the retrospective of a plan and its people from evidence. The same
// evidence gives the same retrospective. Every proposal applies to the plan's
// brief, and what comes of it can be planned; where no such change is found,
// there is a lesson without a proposal.
func Make(p *campaign.Plan, w *audience.Workforce, e Evidence) *Retrospective {
	m := maker{plan: p, said: p.General(), brief: &p.Brief, workforce: w, evidence: e}
	faults := m.count()
	r := &Retrospective{Osmosi: Version, Campaign: p.Brief.ID, Made: e.Made, Counted: m.counted, Confidence: Confidence, SmallestGroup: campaign.SmallestGroup}
	for _, lessons := range [][]Lesson{
		m.touched(Activation), m.touched(Completion), m.reach(), m.dismissal(), m.moments(),
		m.propositions(), m.segments(), m.variants(), m.pulses(), m.briefings(),
	} {
		r.Lessons = append(r.Lessons, lessons...)
	}
	for i := range r.Lessons {
		l := &r.Lessons[i]
		m.warn(l)
		l.Meaning = m.meaning(l)
		m.propose(l, r.Lessons)
	}
	r.Findings = append(faults, m.advise(r)...)
	return r
}

// maker makes one retrospective.
type maker struct {
	plan      *campaign.Plan
	said      *campaign.Plan // as people in general read it
	brief     *campaign.Brief
	workforce *audience.Workforce
	evidence  Evidence
	shown     map[group]int   // all that may be told
	counted   engagement.Date // until which day
}

// touched tells which touchpoints moved those whom they reached, and which those
// who began saw through.
func (m *maker) touched(topic Topic) []Lesson {
	var all []candidate
	for i := range m.brief.Touchpoints {
		t := &m.brief.Touchpoints[i]
		c := candidate{lesson: Lesson{ID: id(topic, t.ID), Topic: topic, Phase: t.Phase, Touchpoint: t.ID}, group: string(t.Phase)}
		if m.managers(t) {
			c.group += " managers"
		}
		c.tally = m.told(shareOf(topic, t.ID))
		all = append(all, c)
	}
	return judge(all, true)
}

// managers reports whether a touchpoint is for managers alone.
func (m *maker) managers(t *campaign.Touchpoint) bool {
	q := m.brief.Proposition(t.Proposition)
	return t.Kind == campaign.ManagerBriefing || q != nil && q.For == engagement.Managers
}

// reach tells which channels reached those for whom their touchpoints were
// meant. A plan rounds how many these are.
func (m *maker) reach() []Lesson {
	var all []candidate
	for _, c := range m.brief.Channels {
		var sum tally
		people := 0
		for _, planned := range m.plan.Touchpoints {
			t := m.brief.Touchpoint(planned.ID)
			if t == nil || t.Channel != c.ID || planned.People == nil || *planned.People < campaign.SmallestGroup || m.managers(t) {
				continue
			}
			// Made of figures that are told of touchpoints, and of the plan's.
			told := m.told(shareOf(Activation, t.ID))
			if !told.shown() {
				continue
			}
			reached := tally{min(told.of, *planned.People), *planned.People} // the plan's count is rounded
			if reached.shown() {
				sum.did, sum.of = sum.did+reached.did, sum.of+reached.of
				people = max(people, reached.of)
			}
		}
		if sum = sum.within(people); sum.shown() {
			all = append(all, candidate{lesson: Lesson{ID: id(Reach, c.ID), Topic: Reach, Channel: c.ID}, tally: sum})
		}
	}
	return judge(all, true)
}

// dismissal tells through which channels people put away what came, from the
// measures.
func (m *maker) dismissal() []Lesson {
	if m.evidence.Measures == nil {
		return nil
	}
	var all []candidate
	for _, f := range m.evidence.Measures.Funnels {
		for _, row := range f.Rows {
			if f.By == measure.ByChannel && row.Reached.People != nil && row.Dismissed.People != nil {
				all = append(all, candidate{lesson: Lesson{ID: id(Dismissal, row.Value), Topic: Dismissal, Channel: row.Value}, tally: tally{*row.Dismissed.People, *row.Reached.People}, less: true})
			}
		}
	}
	return judge(all, true)
}

// moments tells when people respond, channel by channel.
func (m *maker) moments() []Lesson {
	var all []candidate
	for _, c := range m.brief.Channels {
		if c.Nature != audience.Push {
			continue // what waits to be found comes when people look
		}
		for moment := range relation.Moments {
			about := []string{c.ID, strconv.Itoa(moment)}
			all = append(all, candidate{lesson: Lesson{ID: id(Moment, about...), Topic: Moment, Channel: c.ID}, tally: m.told(shareOf(Moment, about...)), group: c.ID})
		}
	}
	return judge(all, true)
}

// propositions tells which of several propositions moved the people of a
// segment, each of whom counts in the first segment that they are in.
func (m *maker) propositions() []Lesson {
	var all []candidate
	for _, s := range m.brief.Segments {
		for _, q := range m.brief.Propositions {
			if q.For == engagement.Employees {
				all = append(all, candidate{lesson: Lesson{ID: id(Proposition, s.ID, q.ID), Topic: Proposition, Segment: s.ID, Proposition: q.ID}, tally: m.told(shareOf(Proposition, s.ID, q.ID)), group: s.ID})
			}
		}
	}
	return judge(all, true)
}

// segments tells which segments came along, phase by phase, from the report.
func (m *maker) segments() []Lesson {
	if m.evidence.Report == nil {
		return nil
	}
	var all []candidate
	for _, f := range m.evidence.Report.Phases {
		for _, row := range f.Rows {
			if row.Kind == evaluation.SegmentRow && row.Reached.People != nil && row.Activated.People != nil {
				all = append(all, candidate{lesson: Lesson{ID: id(Segment, string(f.Phase), row.Segment), Topic: Segment, Phase: f.Phase, Segment: row.Segment},
					tally: tally{*row.Activated.People, *row.Reached.People}, group: string(f.Phase)})
			}
		}
	}
	return judge(all, false)
}

// variants tells what experiments showed, by the outcome that each was made for.
func (m *maker) variants() []Lesson {
	var lessons []Lesson
	for _, r := range m.evidence.Trials {
		x := m.brief.Experiment(r.Experiment)
		if r.Campaign != m.brief.ID || x == nil || x.Comparison == nil || len(r.Outcomes) == 0 || r.Outcomes[0].Suppressed {
			continue
		}
		o := &r.Outcomes[0]
		for _, e := range o.Effects {
			l := Lesson{ID: id(Variant, x.ID, e.Arm), Topic: Variant, Touchpoint: x.Comparison.Touchpoint, Experiment: x.ID, Probability: e.Probability}
			if t := m.brief.Touchpoint(l.Touchpoint); t != nil {
				l.Phase = t.Phase
			}
			l.Figure, l.Against = arm(r, o, e.Arm), arm(r, o, e.Against)
			l.Verdict = map[trial.Verdict]Verdict{trial.More: Worked, trial.Less: DidNot}[e.Verdict]
			if l.Verdict == "" {
				l.Verdict = Unknown
			}
			lessons = append(lessons, l)
		}
	}
	return lessons
}

// arm is the figure of an arm of an experiment; nil of an amount.
func arm(r *trial.Result, o *trial.MeasuredOutcome, id string) *Figure {
	for i, a := range r.Arms {
		if a.Arm == id && i < len(o.Arms) && o.Arms[i].Count != nil && a.People != nil {
			if t := (tally{*o.Arms[i].Count, *a.People}); t.shown() {
				return t.figure()
			}
		}
	}
	return nil
}

// pulses tells whether people answered.
func (m *maker) pulses() []Lesson {
	var lessons []Lesson
	for _, a := range m.evidence.Pulses {
		if answered := m.told(shareOf(Pulse, a.Touchpoint)); answered.shown() {
			l := Lesson{ID: id(Pulse, a.Touchpoint), Topic: Pulse, Phase: m.brief.Touchpoint(a.Touchpoint).Phase, Touchpoint: a.Touchpoint}
			l.hold(answered, FewAnswer, false)
			lessons = append(lessons, l)
		}
	}
	return lessons
}

// briefings tells whether teams waited for their managers.
func (m *maker) briefings() []Lesson {
	var lessons []Lesson
	for _, w := range m.evidence.Waits {
		if waited := m.told(shareOf(Briefing, w.Touchpoint)); waited.shown() {
			l := Lesson{ID: id(Briefing, w.Touchpoint), Topic: Briefing, Phase: m.brief.Touchpoint(w.Touchpoint).Phase, Touchpoint: w.Touchpoint}
			l.hold(waited, MayWait, true)
			lessons = append(lessons, l)
		}
	}
	return lessons
}

// id is that of a lesson.
func id(topic Topic, about ...string) string {
	made := string(topic)
	for _, part := range about {
		made += "." + part
	}
	return made
}

// warn notes what the plan had advised about the lesson's touchpoint.
func (m *maker) warn(l *Lesson) {
	i := slices.IndexFunc(m.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.ID == l.Touchpoint })
	if i < 0 || l.Verdict != DidNot {
		return
	}
	for _, f := range m.plan.Advice {
		if under(f.Path, at("touchpoints", i)) && !slices.Contains(l.Warned, f.Code) {
			l.Warned = append(l.Warned, f.Code)
		}
	}
}

// The source of the advice.
const ofHabit = "003"

// advise says which lessons returned although something was decided about them,
// and what no evidence was given for.
func (m *maker) advise(r *Retrospective) engagement.Findings {
	var found engagement.Findings
	for i, l := range r.Lessons {
		past := m.brief.Decided(l.ID)
		if len(past) == 0 || l.Proposal == nil {
			continue
		}
		on := string(past[0].On)
		if past[0].Decision == campaign.Accepted {
			found = append(found, rule.Advice("OSM-RETRO-011", at("lessons", i), rule.Detail{Found: l.ID, Expected: on, Args: []any{l.Meaning}, Source: ofHabit}))
		} else {
			found = append(found, rule.Advice("OSM-RETRO-010", at("lessons", i), rule.Detail{Found: l.ID, Expected: on, Args: []any{l.Meaning, written(past[0].Reason), past[0].By}, Source: ofHabit}))
		}
	}
	if len(r.Lessons) == 0 {
		found = append(found, rule.Advice("OSM-RETRO-012", "/lessons", rule.Detail{Found: m.brief.ID, Source: ofHabit}))
	}
	return found
}

// written is a text with what is missing filled in from a language in which it
// was written.
func written(t engagement.Text) engagement.Text {
	any := t.En
	for _, other := range []string{t.It, t.Nl} {
		if any == "" {
			any = other
		}
	}
	fill := func(s string) string {
		if s == "" {
			return any
		}
		return s
	}
	return engagement.Text{It: fill(t.It), Nl: fill(t.Nl), En: fill(t.En)}
}
