package campaign

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// WeakValue is the perceived value, as told, below which managers come before
// anything that is sent to a segment: as where two of three managers are
// sceptical and the third is a supporter. A rule of thumb of Osmosi's own.
const WeakValue = 0.6

// ManagerStance is how many line managers have a stance.
type ManagerStance struct {
	// Stance of these managers; empty for those of whom it is unknown.
	Stance audience.Stance `json:"stance,omitempty"`
	// Managers in multiples of five that add up to all of them, rounded: 0 may be a few and 5 may be fewer.
	Managers int `json:"managers"`
}

// Perceived is what the initiative is worth to an audience, given what their
// line managers think of it. Source: seed 001.
type Perceived struct {
	// Value is the mean of [audience.Workforce.PerceivedValue], to one decimal; 0.4 stands for less too, and 1.1 for more.
	Value float64 `json:"value"`
	// Known is the share of the people of whose manager the stance is known; nothing is guessed of the others.
	Known float64 `json:"known"`
}

// The ends of what is told of a perceived value. Beyond them all managers would
// think the same, and what each of them thinks would be known: LeastTold stands
// for less too, MostTold for more.
const (
	LeastTold = 0.4
	MostTold  = 1.1
)

// moods gathers what managers think, as counts and means: nothing of one
// manager leaves it.
type moods struct {
	managers map[audience.Stance]int
	groups   []mood
	size     []int
	leader   []int // of each person seen, the manager's number; -1 where unknown
	number   map[string]int
	kinds    []Kind // of the program's touchpoints

	doubting, unprepared, unused int  // sceptical without a proposition, unaware without a briefing, promoters without role models
	idle                         bool // somebody who leads nobody has a stance
}

// mood is what managers think of one group's initiative.
type mood struct {
	people few
	sum    float64
	led    map[int]int // people by their manager's number
}

func newMoods(p *Plan, program *decision.Program) *moods {
	groups := len(p.Brief.Segments) + 1
	m := &moods{managers: map[audience.Stance]int{}, groups: make([]mood, groups), size: make([]int, groups), number: map[string]int{}}
	for _, t := range program.Touchpoints {
		m.kinds = append(m.kinds, p.Touchpoint(t.ID).Kind)
	}
	for g := range m.groups {
		m.groups[g].led = map[int]int{}
	}
	return m
}

// see adds a person, who is in some segments and gets what is due.
func (m *moods) see(b *Brief, w *audience.Workforce, person *audience.Person, in []bool, due []decision.Due) {
	value, known := w.PerceivedValue(person)
	led := -1
	if known {
		id := w.ManagerOf(person.ID).ID
		if _, has := m.number[id]; !has {
			m.number[id] = len(m.number)
		}
		led = m.number[id]
	}
	m.leader = append(m.leader, led)
	for g := range m.groups {
		if g > 0 && !in[g-1] {
			continue
		}
		m.size[g]++
		if known {
			at := &m.groups[g]
			at.people.add(len(m.leader) - 1)
			at.sum += value
			at.led[led]++
		}
	}
	if w.Reports(person.ID) == 0 {
		m.idle = m.idle || person.Traits[audience.TraitStance] != nil
		return
	}
	stance := w.Stance(person)
	m.managers[stance]++
	switch {
	case stance == audience.Sceptical && !b.speaksToStance(in):
		m.doubting++
	case stance == audience.Unaware && !m.gets(due, b.Frame.Activate, ManagerBriefing, Toolkit, RoleModel):
		m.unprepared++
	case stance == audience.Promoter && !m.gets(due, "", RoleModel):
		m.unused++
	}
}

// speaksToStance reports whether a proposition for managers is for one of the
// segments and its condition asks what managers think.
func (b *Brief) speaksToStance(in []bool) bool {
	return slices.ContainsFunc(b.Propositions, func(q engagement.Proposition) bool {
		i := slices.IndexFunc(b.Segments, func(s audience.Segment) bool { return s.ID == q.Segment })
		return q.For == engagement.Managers && i >= 0 && in[i] && b.Segments[i].When.Asks(audience.TraitStance)
	})
}

// gets reports whether one of what is due is of one of the kinds, before a day
// where one is given.
func (m *moods) gets(due []decision.Due, before engagement.Date, kinds ...Kind) bool {
	return slices.ContainsFunc(due, func(d decision.Due) bool {
		return slices.Contains(kinds, m.kinds[d.Touchpoint]) && (before == "" || d.Day < day(before))
	})
}

// stances are the managers by what they think; none where nothing is known of
// any, or they are too few to be told apart: as few as have no profile.
func (m *moods) stances() []ManagerStance {
	list := append(audience.Stances(), "")
	counts, all := make([]int, len(list)), 0
	for i, s := range list {
		counts[i] = m.managers[s]
		all += counts[i]
	}
	if step(all) == 0 || counts[len(list)-1] == all {
		return nil
	}
	var out []ManagerStance
	for i, n := range apportion(counts, all, *shown(all)/SmallestGroup, false) {
		out = append(out, ManagerStance{list[i], SmallestGroup * n})
	}
	return out
}

// perceived is the perceived value of each group, nil where it would tell too
// much: of too few people or managers, of one manager above the others, or by
// subtraction from a group that was told.
func (m *moods) perceived() []*Perceived {
	out := make([]*Perceived, len(m.groups))
	var told []few
	for g := range m.groups {
		at, people, largest := &m.groups[g], 0, 0
		for _, n := range at.led {
			people += n
			largest = max(largest, n)
		}
		if step(people) == 0 || len(at.led) < SmallestGroup || 4*largest > people {
			continue
		}
		if slices.ContainsFunc(told, func(other few) bool { return at.people.near(other) || m.sameLeaders(at.people, other) }) {
			continue
		}
		steps := 100 / step(m.size[g])
		known := float64((2*people*steps+m.size[g])/(2*m.size[g])) / float64(steps)
		if known == 0 {
			continue
		}
		told = append(told, at.people)
		value := math.Round(at.sum/float64(people)*10) / 10
		out[g] = &Perceived{min(max(value, LeastTold), MostTold), known}
	}
	return out
}

// sameLeaders reports whether the people who are in one of two groups have
// fewer than five managers among them.
func (m *moods) sameLeaders(a, b few) bool {
	leaders := map[int]bool{}
	for i := range a.between(b) {
		if leaders[m.leader[i]] = true; len(leaders) >= SmallestGroup {
			return false
		}
	}
	return true
}
