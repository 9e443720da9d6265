package measure

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// The values of the dimension of managers.
const (
	ofPromoters = "promoters"
	ofOthers    = "others"
	ofUnknown   = "unknown"
)

// slot is a cell of the document and the group of people that it counts.
type slot struct {
	cell, above *evaluation.Cell // above is what the rate is of; nil where there is none
	count       privacy.Count
}

// sheet lists all cells of a document as groups of people.
type sheet struct {
	made    engagement.Date
	release privacy.Release
	slots   []slot
}

func (s *sheet) stage(id, within string) {
	if !slices.ContainsFunc(s.release.Stages, func(l privacy.Level) bool { return l.ID == id }) {
		s.release.Stages = append(s.release.Stages, privacy.Level{ID: id, Within: within})
	}
}

func (s *sheet) filter(id string) string {
	s.release.Filters = append(s.release.Filters, privacy.Level{ID: id})
	return id
}

// value declares a value of a dimension.
func (s *sheet) value(dimension, value string) []privacy.Category {
	if value == "" {
		value = "(none)"
	}
	i := slices.IndexFunc(s.release.Dimensions, func(d privacy.Dimension) bool { return d.ID == dimension })
	if i < 0 {
		i = len(s.release.Dimensions)
		s.release.Dimensions = append(s.release.Dimensions, privacy.Dimension{ID: dimension})
	}
	d := &s.release.Dimensions[i]
	if !slices.Contains(d.Values, value) {
		d.Values = append(d.Values, value)
	}
	return []privacy.Category{{Dimension: dimension, Value: value}}
}

func (s *sheet) add(c, above *evaluation.Cell, stage, filter string, of []privacy.Category) {
	s.slots = append(s.slots, slot{c, above, privacy.Count{Stage: stage, Filter: filter, Of: of, Date: s.made, People: c.People}})
}

// dimension names what a split of people tells apart: one name for each trait,
// so that two tables by the same trait are about the same people.
func dimension(by Split, trait string) string {
	if by == BySite {
		return "trait " + trait
	}
	return string(by)
}

// sheet lists the cells of the document. Gaps are left out of what later
// documents follow: people enter and leave them.
func (m *Measures) sheet(gaps bool) *sheet {
	s := &sheet{made: m.Made, release: privacy.Release{Osmosi: privacy.ReleaseVersion, SmallestGroup: m.SmallestGroup}}
	for _, l := range [][2]string{{"audience", ""}, {"reached", "audience"}, {"activated", "reached"}, {"completed", "activated"},
		{"returned", "reached"}, {"shared", "reached"}, {"dismissed", "reached"}, {"invited", "reached"}, {"kept", "invited"}} {
		s.stage(l[0], l[1])
	}
	everyone := &m.Funnels[0].Rows[0]
	for i := range m.Funnels {
		f := &m.Funnels[i]
		for n := range f.Rows {
			r := &f.Rows[n]
			var of []privacy.Category
			filter, audience := "", everyone.Audience
			switch {
			case f.By.ofPeople():
				of = s.value(dimension(f.By, f.Trait), r.Value)
			case f.By != Whole:
				filter = s.filter(string(f.By) + " " + r.Value)
			}
			if r.Audience != nil {
				audience = r.Audience
				s.add(r.Audience, nil, "audience", filter, of)
			}
			s.add(&r.Reached, audience, "reached", filter, of)
			s.add(&r.Activated, &r.Reached, "activated", filter, of)
			s.add(&r.Completed, &r.Activated, "completed", filter, of)
			s.add(&r.Returned, &r.Reached, "returned", filter, of)
			s.add(&r.Shared, &r.Reached, "shared", filter, of)
			s.add(&r.Dismissed, &r.Reached, "dismissed", filter, of)
		}
	}
	for i := range m.Figures {
		if f := &m.Figures[i]; f.Kind == Moments {
			s.add(&f.Base, nil, "invited", "", nil)
			s.add(&f.Count, &f.Base, "kept", "", nil)
		}
	}
	for i := range m.Weeks {
		w := &m.Weeks[i]
		filter := s.filter("week " + string(w.First))
		s.add(&w.Reached, nil, "reached", filter, nil)
		s.add(&w.Activated, nil, "activated", filter, nil)
		s.add(&w.Completed, nil, "completed", filter, nil)
	}
	if m.Managers != nil {
		for _, a := range []struct {
			name string
			arm  *ManagerArm
		}{{ofPromoters, &m.Managers.Promoters}, {ofOthers, &m.Managers.Others}, {ofUnknown, &m.Managers.Unknown}} {
			of := s.value("manager", a.name)
			s.add(&a.arm.People, nil, "audience", "", of)
			s.add(&a.arm.Activated, &a.arm.People, "activated", "", of)
		}
	}
	if m.Effort != nil {
		for i := range m.Effort.Learning {
			l := &m.Effort.Learning[i]
			s.add(&l.Completed, everyone.Audience, "completed", s.filter("learning "+l.Intervention+l.Touchpoint), nil)
		}
	}
	if c := m.Coaching; c != nil {
		s.stage("coached", "audience")
		s.stage("coached again", "coached")
		row := func(r *CoachingRow, audience *evaluation.Cell, of []privacy.Category) {
			s.add(&r.Coached, audience, "coached", "", of)
			s.add(&r.Again, &r.Coached, "coached again", "", of)
		}
		row(&c.Everyone, everyone.Audience, nil)
		for i := range c.Segments {
			r := &c.Segments[i]
			row(r, m.audienceOf(r.Segment), s.value(dimension(BySegment, ""), r.Segment))
		}
		for i := range c.Competences {
			on := &c.Competences[i]
			s.add(&on.Coached, &c.Everyone.Coached, "coached", s.filter("coaching "+on.Competence.ID), nil)
		}
	}
	if m.Gaps != nil && gaps {
		for i := range m.Gaps.Competences {
			c := &m.Gaps.Competences[i]
			assessed, below := "assessed "+c.Competence.ID, "below "+c.Competence.ID
			s.stage(assessed, "audience")
			s.stage(below, assessed)
			s.add(&c.Everyone.Assessed, nil, assessed, "", nil)
			s.add(&c.Everyone.Below, &c.Everyone.Assessed, below, "", nil)
			for n := range c.Teams {
				t := &c.Teams[n]
				of := s.value(dimension(m.Gaps.By, m.Gaps.Trait), t.Team)
				s.add(&t.Assessed, nil, assessed, "", of)
				s.add(&t.Below, &t.Assessed, below, "", of)
			}
		}
	}
	for i := range s.slots {
		s.release.Counts = append(s.release.Counts, s.slots[i].count)
	}
	return s
}

// audienceOf is how many people a segment has; nil where no row tells.
func (m *Measures) audienceOf(segment string) *evaluation.Cell {
	for i := range m.Funnels {
		for n := range m.Funnels[i].Rows {
			if r := &m.Funnels[i].Rows[n]; m.Funnels[i].By == BySegment && r.Value == segment {
				return r.Audience
			}
		}
	}
	return nil
}

// Release is all that the document counts, such as for an audit or for a
// release that follows it.
func (m *Measures) Release() privacy.Release { return m.sheet(true).release }

// protect keeps back what must not be shown, given the exact numbers, and fills
// in the rates of the others.
func (m *Measures) protect(earlier []*Measures, beside []privacy.Release) error {
	s := m.sheet(true)
	before := slices.Clone(beside)
	for _, e := range earlier {
		before = append(before, e.sheet(false).release)
	}
	out, err := privacy.Protect(s.release, before...)
	if err != nil {
		return err
	}
	for i, c := range out.Counts {
		if c.People == nil {
			*s.slots[i].cell = evaluation.Cell{Suppressed: true}
		}
	}
	for _, at := range s.slots {
		if at.above != nil && at.cell.People != nil && at.above.People != nil {
			at.cell.Rate = rate(*at.cell.People, *at.above.People)
		}
	}
	return nil
}

// kept is how many of the cells are kept back, of how many.
func (m *Measures) kept() (hidden, all int) {
	s := m.sheet(true)
	for _, at := range s.slots {
		if at.cell.Suppressed {
			hidden++
		}
	}
	return hidden, len(s.slots)
}

// number writes a whole number.
func number(n int) string { return strconv.Itoa(n) }

// smallest is the least number of people of which terms show anything.
func (t *Terms) smallest() int {
	if t.SmallestGroup == 0 {
		return campaign.SmallestGroup
	}
	return t.SmallestGroup
}
