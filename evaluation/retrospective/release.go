package retrospective

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/internal/relation"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// group is some people of whom a figure tells, in the names that releases of
// reports and measures give them, so that all are judged together.
type group struct{ stage, filter, segment string }

// share is of whom a figure tells how many did it.
type share struct{ did, of group }

// The stages that only retrospectives have; those of pulses and briefings are
// each touchpoint's own.
const (
	sent      = "sent"
	responded = "responded"
	asked     = "asked "
	answered  = "answered "
	briefed   = "briefed "
	waited    = "waited "
)

// The filters.
func touchpointFilter(id string) string            { return "touchpoint " + id }
func filter(by measure.Split, value string) string { return string(by) + " " + value }

// shareOf is of whom a lesson tells, by its topic and what it is about; empty of
// topics whose figures are sums, or of other documents.
func shareOf(topic Topic, about ...string) share {
	a := about[0]
	did, of := string(measure.ActivatedStage), string(measure.ReachedStage)
	switch topic {
	case Activation:
		return share{group{did, touchpointFilter(a), ""}, group{of, touchpointFilter(a), ""}}
	case Completion:
		return share{group{string(measure.CompletedStage), touchpointFilter(a), ""}, group{did, touchpointFilter(a), ""}}
	case Moment:
		in := "moment " + a + " " + about[1]
		return share{group{responded, in, ""}, group{sent, in, ""}}
	case Proposition:
		in := filter(measure.ByProposition, about[1])
		return share{group{did, in, a}, group{of, in, a}}
	case Pulse:
		return share{group{answered + a, "", ""}, group{asked + a, "", ""}}
	case Briefing:
		return share{group{waited + a, "", ""}, group{briefed + a, "", ""}}
	}
	return share{}
}

// sheet is a release in the making.
type sheet struct {
	release privacy.Release
	made    engagement.Date
	seen    map[group]bool
}

// newSheet declares how the groups of a plan lie within each other.
func newSheet(p *campaign.Plan, made engagement.Date) *sheet {
	s := &sheet{privacy.Release{Osmosi: privacy.ReleaseVersion}, made, map[group]bool{}}
	stage := func(id, within string, also ...string) {
		s.release.Stages = append(s.release.Stages, privacy.Level{ID: id, Within: within, Also: also})
	}
	reached, activated := string(measure.ReachedStage), string(measure.ActivatedStage)
	stage("audience", "")
	stage(reached, "audience")
	stage(sent, "audience")
	stage(activated, reached)
	stage(responded, sent, activated)
	stage(string(measure.CompletedStage), activated)
	declared := map[string]bool{}
	level := func(id string, also ...string) {
		if !declared[id] {
			declared[id] = true
			s.release.Filters = append(s.release.Filters, privacy.Level{ID: id, Also: also})
		}
	}
	for _, f := range campaign.Phases() {
		level(filter(measure.ByPhase, string(f)))
	}
	b := &p.Brief
	for _, c := range b.Channels {
		level(filter(measure.ByChannel, c.ID))
		for moment := range relation.Moments {
			level("moment "+c.ID+" "+strconv.Itoa(moment), filter(measure.ByChannel, c.ID))
		}
	}
	for _, i := range b.Interventions {
		level("learning " + i.ID)
	}
	for _, q := range b.Propositions {
		level(filter(measure.ByProposition, q.ID))
	}
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		in := touchpointFilter(t.ID)
		level(in, s.wider(p, t.ID, declared)...)
		if t.Kind == campaign.LearningMoment { // measures tell who completed each
			for _, part := range parts(p, t.ID) {
				level("learning "+part, in)
			}
		}
		stage(asked+t.ID, "audience")
		stage(answered+t.ID, asked+t.ID)
		stage(briefed+t.ID, "audience")
		stage(waited+t.ID, briefed+t.ID)
	}
	d := privacy.Dimension{ID: string(measure.BySegment)}
	for _, g := range b.Segments {
		d.Values = append(d.Values, g.ID)
	}
	s.release.Dimensions = []privacy.Dimension{d}
	return s
}

// parts are the IDs of all that the plan made of a touchpoint of the brief.
func parts(p *campaign.Plan, touchpoint string) []string {
	var ids []string
	for _, planned := range p.Touchpoints {
		if of, _, _ := planned.Part(); of == touchpoint {
			ids = append(ids, planned.ID)
		}
	}
	return ids
}

// wider are the filters that all parts of a touchpoint lie within.
func (s *sheet) wider(p *campaign.Plan, touchpoint string, declared map[string]bool) []string {
	var all []string
	for n, id := range parts(p, touchpoint) {
		t := p.Touchpoint(id)
		if t == nil {
			return nil
		}
		in := []string{filter(measure.ByPhase, string(t.Phase)), filter(measure.ByChannel, t.Channel), filter(measure.ByProposition, t.Proposition)}
		if q := p.Brief.Proposition(t.Proposition); q != nil && q.Intervention != "" && t.Kind != campaign.LearningMoment {
			in = append(in, "learning "+q.Intervention)
		}
		if n == 0 {
			all = in
		}
		all = slices.DeleteFunc(all, func(f string) bool { return !slices.Contains(in, f) || !declared[f] })
	}
	return all
}

// add adds how many people are in a group; nil where that is not told.
func (s *sheet) add(g group, people *int) {
	if s.seen[g] {
		return
	}
	s.seen[g] = true
	c := privacy.Count{Stage: g.stage, Filter: g.filter, Date: s.made, People: people}
	if g.segment != "" {
		c.Of = []privacy.Category{{Dimension: string(measure.BySegment), Value: g.segment}}
	}
	s.release.Counts = append(s.release.Counts, c)
}

func (s *sheet) share(of share, t tally) {
	s.add(of.of, &t.of)
	s.add(of.did, &t.did)
}

// count counts all that lessons could tell of and decides, together with all
// else that is published, what they may. The fault is that what was published
// before is none.
func (m *maker) count() engagement.Findings {
	s, before := m.sheet()
	m.counted = s.made
	out, err := privacy.Protect(s.release, before...)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-RETRO-017", "/beside", rule.Detail{Found: err.Error()})}
	}
	m.shown = map[group]int{}
	for i := range out.Counts {
		if c := &out.Counts[i]; c.People != nil {
			m.shown[groupOf(c)] = *c.People
		}
	}
	return nil
}

func groupOf(c *privacy.Count) group {
	g := group{stage: c.Stage, filter: c.Filter}
	if len(c.Of) > 0 {
		g.segment = c.Of[0].Value
	}
	return g
}

// sheet counts all that lessons could tell of, and lists what it is published
// beside.
func (m *maker) sheet() (*sheet, []privacy.Release) {
	e := &m.evidence
	before := slices.Clone(e.Beside)
	s := newSheet(m.plan, e.Made)
	if e.Report != nil {
		before, s.made = append(before, privacy.OfReport(e.Report)), e.Report.Made
	}
	if e.Measures != nil {
		before, s.made = append(before, e.Measures.Release()), e.Measures.Made
	}
	for _, r := range e.Trials {
		before = append(before, r.Release(m.plan))
	}
	if e.Index != nil && e.Touches != nil {
		m.countTouches(s)
	}
	if e.Moments != nil {
		for _, c := range m.brief.Channels {
			for moment := range relation.Moments {
				if t := e.Moments.count(c.ID, moment); t.of > 0 && c.Nature == audience.Push {
					s.share(shareOf(Moment, c.ID, strconv.Itoa(moment)), t)
				}
			}
		}
	}
	for _, a := range e.Pulses {
		if t := m.brief.Touchpoint(a.Touchpoint); t != nil && t.Pulse != nil && a.Results != nil && a.Results.Sheets != nil {
			s.share(shareOf(Pulse, t.ID), tally{*a.Results.Sheets, a.Asked})
		}
	}
	for _, w := range e.Waits {
		if t := m.brief.Touchpoint(w.Touchpoint); t != nil && t.Kind == campaign.ManagerBriefing {
			s.share(shareOf(Briefing, t.ID), tally{w.TooLong, w.Managers})
		}
	}
	return s, before
}

// countTouches counts who did what with each touchpoint, and the people of each
// segment by proposition.
func (m *maker) countTouches(s *sheet) {
	e := &m.evidence
	for i := range m.brief.Touchpoints {
		id := m.brief.Touchpoints[i].ID
		numbers := []int{} // nil would stand for all
		for _, part := range parts(m.plan, id) {
			if n, has := e.Index.Touchpoint(part); has {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) > 0 {
			n := e.Touches.Count(numbers, nil)
			s.share(shareOf(Activation, id), tally{n.Activated, n.Reached})
			s.share(shareOf(Completion, id), tally{n.Completed, n.Activated})
		}
	}
	if m.workforce == nil {
		return
	}
	segments := m.plan.SegmentsOf(m.workforce, m.brief.Frame.Inform)
	first := map[string]string{}
	for person := range m.workforce.People() {
		if in := segments(person); len(in) > 0 {
			first[person.ID] = in[0]
		}
	}
	for _, g := range m.brief.Segments {
		within := e.Index.People(func(p *audience.Person) bool { return first[p.ID] == g.ID })
		for _, q := range m.brief.Propositions {
			numbers := e.Index.Touchpoints(func(t *campaign.Touchpoint) bool { return t.Proposition == q.ID })
			if q.For == engagement.Employees && len(numbers) > 0 {
				n := e.Touches.Count(numbers, within)
				s.share(shareOf(Proposition, g.ID, q.ID), tally{n.Activated, n.Reached})
			}
		}
	}
}

// told is what may be told of a share; nobody where that is nothing.
func (m *maker) told(s share) tally {
	did, told := m.shown[s.did]
	of, also := m.shown[s.of]
	if !told || !also {
		return tally{}
	}
	return tally{did, of}
}

// Release is all that a retrospective of a plan counts, such as for an audit or
// for a document that follows it. What it tells of segments and of what was put
// away are figures of the report and of the measures, and in their releases. What
// lessons are held against is made of these figures alone. Shares are rounded to
// six places: of more than half a million people a number may be off by one.
func (r *Retrospective) Release(p *campaign.Plan) privacy.Release {
	s := newSheet(p, r.Counted)
	s.release.SmallestGroup = r.SmallestGroup
	for i := range r.Lessons {
		l := &r.Lessons[i]
		about := []string{l.Touchpoint}
		switch l.Topic {
		case Moment:
			about = []string{l.Channel, l.ID[strings.LastIndexByte(l.ID, '.')+1:]}
		case Proposition:
			about = []string{l.Segment, l.Proposition}
		}
		if of := shareOf(l.Topic, about...); of != (share{}) && l.Figure != nil {
			did := int(math.Round(l.Figure.Share * float64(l.Figure.People)))
			s.share(of, tally{did, l.Figure.People})
		}
	}
	return s.release
}
