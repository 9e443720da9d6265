package measure

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// sessions are the traces that count: of people whom the plan knows, within the
// campaign, each once; and whether others are of people whom it does not.
func (m *maker) sessions() (list []coaching.Trace, strangers bool) {
	seen := map[string]bool{}
	last := min(m.terms.Made, m.plan.Brief.Frame.End)
	for _, t := range m.terms.Coaching {
		_, known := m.people.Number(t.Person)
		strangers = strangers || !known
		if known && !seen[t.ID] && t.Day >= m.plan.Brief.Frame.Inform && t.Day <= last {
			seen[t.ID] = true
			list = append(list, t)
		}
	}
	return list, strangers
}

// coached is what sessions of some people come to.
type coached struct {
	times    map[int]int // sessions by person
	coaches  map[string]bool
	sessions int
	minutes  int // -1 where those of a session are not known
}

func newCoached() *coached { return &coached{times: map[int]int{}, coaches: map[string]bool{}} }

func (c *coached) add(person int, t *coaching.Trace) {
	c.times[person]++
	c.coaches[t.Coach] = true
	c.sessions++
	if t.Minutes == 0 || c.minutes < 0 {
		c.minutes = -1
	} else {
		c.minutes += t.Minutes
	}
}

func (c *coached) again() (n int) {
	for _, times := range c.times {
		if times > 1 {
			n++
		}
	}
	return n
}

// enough reports whether so many sessions may be told of, beside how many people
// had one and two: many people had them, many held them, and what is over is not
// that of few.
func (c *coached) enough(least int) bool {
	over := c.sessions - len(c.times) - c.again()
	return c.sessions == 0 || len(c.times) >= least && len(c.coaches) >= least && (over == 0 || over >= least)
}

// coaching counts who was coached, exactly; nil where no traces are kept. Rows are
// there for nobody as well, so that one that is kept back does not tell that it
// is of somebody.
func (m *maker) coaching() (*Coaching, engagement.Findings) {
	if m.terms.Coaching == nil {
		return nil, nil
	}
	var found engagement.Findings
	list, strangers := m.sessions()
	if strangers {
		found = append(found, rule.Advice("OSM-MEASURE-030", "/coaching", rule.Detail{Source: "000"}))
	}
	made := func(segment string, c *coached) CoachingRow {
		return CoachingRow{Segment: segment, Coached: cell(len(c.times)), Again: cell(c.again())}
	}
	out := &Coaching{Tier: engagement.ActivityTier, Meaning: text("measure.meaning.coaching"), Everyone: made("", m.all(list))}
	for i, c := range m.bySegment(list) {
		if v := m.splits[0].values[i]; v != "" || slices.Contains(m.splits[0].of, i) {
			out.Segments = append(out.Segments, made(v, c))
		}
	}
	if len(out.Segments) < 2 {
		out.Segments = nil
	}
	for _, c := range m.terms.Competences {
		on := m.all(slices.DeleteFunc(slices.Clone(list), func(t coaching.Trace) bool { return t.Competence != c.ID }))
		out.Competences = append(out.Competences, CoachedOn{Competence: c, Coached: cell(len(on.times))})
	}
	return out, found
}

// all is what all sessions come to.
func (m *maker) all(list []coaching.Trace) *coached {
	c := newCoached()
	for i := range list {
		n, _ := m.people.Number(list[i].Person)
		c.add(n, &list[i])
	}
	return c
}

// bySegment shares sessions out to the segments of those who had them.
func (m *maker) bySegment(list []coaching.Trace) []*coached {
	segments := make([]*coached, len(m.splits[0].values))
	for i := range segments {
		segments[i] = newCoached()
	}
	for i := range list {
		n, _ := m.people.Number(list[i].Person)
		segments[m.splits[0].of[n]].add(n, &list[i])
	}
	return segments
}

// finishCoaching keeps back what tells that everyone was coached, and adds
// sessions and hours where they may be told: they are no groups of people, so that
// they follow rules of their own.
func (m *maker) finishCoaching(out *Measures, earlier []*Measures) {
	c := out.Coaching
	if c == nil {
		return
	}
	list, _ := m.sessions()
	all, by := m.all(list), m.bySegment(list)
	place := map[string]int{}
	everyone := false
	for i, v := range m.splits[0].values {
		place[v] = i
		here := count(m.splits[0].marks(i))
		everyone = everyone || here > 0 && len(by[i].times) == here
	}
	if len(all.times) == m.people.Len() {
		c.Everyone.hide()
		for i := range c.Competences {
			c.Competences[i].Coached = evaluation.Cell{Suppressed: true}
		}
	}
	if everyone { // which segment it is of does not show
		for i := range c.Segments {
			c.Segments[i].hide()
		}
	}
	if m.tellsOfMany(&c.Everyone, true, all, list, earlier) {
		c.Everyone.Sessions, c.Everyone.Hours = &all.sessions, all.hours()
	}
	every := c.Everyone.Sessions != nil
	for i := range c.Segments {
		r := &c.Segments[i]
		every = every && m.tellsOfMany(r, false, by[place[r.Segment]], slices.DeleteFunc(slices.Clone(list), func(t coaching.Trace) bool {
			n, _ := m.people.Number(t.Person)
			return m.splits[0].of[n] != place[r.Segment]
		}), earlier)
	}
	for i := range c.Segments {
		if had := by[place[c.Segments[i].Segment]]; every {
			c.Segments[i].Sessions, c.Segments[i].Hours = &had.sessions, had.hours()
		}
	}
	for _, cost := range m.terms.Costs {
		if cost.Coaching {
			if c.Euros == nil {
				c.Euros = new(float64)
			}
			*c.Euros += cost.Euros
		}
	}
}

// tellsOfMany reports whether the sessions of a row may be told of, given what
// they come to: by themselves, and as what came since an earlier document.
func (m *maker) tellsOfMany(r *CoachingRow, whole bool, had *coached, list []coaching.Trace, earlier []*Measures) bool {
	least := m.terms.smallest()
	if r.Coached.People == nil || r.Again.People == nil || !had.enough(least) {
		return false
	}
	for _, e := range earlier {
		before := e.coachingOf(r.Segment, whole)
		if before == nil || before.Sessions == nil || *before.Sessions == had.sessions && same(before.Hours, had.hours()) {
			continue
		}
		since := m.all(slices.DeleteFunc(slices.Clone(list), func(t coaching.Trace) bool { return t.Day <= e.Made }))
		if len(since.times) < least || len(since.coaches) < least {
			return false
		}
	}
	return true
}

func (r *CoachingRow) hide() {
	r.Coached, r.Again = evaluation.Cell{Suppressed: true}, evaluation.Cell{Suppressed: true}
}

// coachingOf is the row of everyone or of a segment; nil where there is none.
func (m *Measures) coachingOf(segment string, whole bool) *CoachingRow {
	switch {
	case m.Coaching == nil:
		return nil
	case whole:
		return &m.Coaching.Everyone
	}
	for i := range m.Coaching.Segments {
		if r := &m.Coaching.Segments[i]; r.Segment == segment {
			return r
		}
	}
	return nil
}

// hours of the sessions; nil where those of one are not known.
func (c *coached) hours() *float64 {
	if c.minutes < 0 {
		return nil
	}
	h := math.Round(100*float64(c.minutes)/60) / 100
	return &h
}

func same(a, b *float64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
