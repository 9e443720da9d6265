package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// LargeSegment is how many people without a community manager make a segment
// worth one.
const LargeSegment = 50

// staff gives touchpoints the voices of those they are for, and counts who is
// called to each mission and who has nobody to speak for them. Source: seed 002.
func (p *Plan) staff(w *audience.Workforce, c *crowd) {
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		t.Voices = p.Brief.voices(p.Touchpoint(t.ID))
	}
	c.called = p.call(w, c.voices)
	c.unheard = p.unheard(w)
}

// voices returns the IDs of the community managers of the segment that a
// touchpoint is for: none where it is for everyone.
func (b *Brief) voices(t *Touchpoint) []string {
	segment := t.Segment
	if segment == "" {
		segment = b.Proposition(t.Proposition).Segment
	}
	var ids []string
	for _, r := range b.Roles {
		if r.Kind == audience.CommunityManager && segment != "" && r.Segment == segment {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// call counts who may take each mission and who of them is called to it, by
// touchpoints that put its proposition forward. It returns the exact counts,
// for advice.
func (p *Plan) call(w *audience.Workforce, asked voices) []int {
	b := &p.Brief
	if len(b.Missions) == 0 {
		return nil
	}
	program := p.program()
	takers := make([]decision.Segment, len(b.Missions))
	for i, m := range b.Missions {
		takers[i] = audience.Segment{ID: m.ID, When: m.Takers}.Compile()
	}
	able, called := make([]int, len(b.Missions)), make([]int, len(b.Missions))
	for person := range w.People() {
		facts := w.Facts(person, b.Frame.Inform, b.Traits)
		due := program.Schedule(decision.Person{Profile: facts.Profile, Invited: asked.invited[person.ID]})
		for i, m := range b.Missions {
			if !takers[i].When.Match(&facts) {
				continue
			}
			able[i]++
			if slices.ContainsFunc(due, func(d decision.Due) bool {
				return program.Propositions[program.Touchpoints[d.Touchpoint].Proposition].ID == m.Proposition
			}) {
				called[i]++
			}
		}
	}
	for i, m := range b.Missions {
		planned := PlannedMission{ID: m.ID, Calls: []string{}}
		planned.People = shown(able[i])
		for _, t := range p.Touchpoints {
			if p.Touchpoint(t.ID).Proposition == m.Proposition {
				planned.Calls = append(planned.Calls, t.ID)
			}
		}
		if planned.People != nil {
			planned.Called = shown(called[i])
		}
		p.Missions = append(p.Missions, planned)
	}
	return called
}

// unheard finds segments worth a community manager: many people there are in
// no segment that has one. Segments overlap, so it takes the one with most of
// them first, the earlier in precedence among equals, and counts its people as
// heard before it looks on: who is heard once needs no second voice.
func (p *Plan) unheard(w *audience.Workforce) []int {
	b := &p.Brief
	program := p.program()
	heard := make([]bool, len(b.Segments))
	for i, s := range b.Segments {
		heard[i] = slices.ContainsFunc(b.Roles, func(r audience.Role) bool {
			return r.Kind == audience.CommunityManager && r.Segment == s.ID
		})
	}
	groups := map[string]int{} // people by the segments they are in, a byte for each: "1" for in
	for person := range w.People() {
		facts := w.Facts(person, b.Frame.Inform, b.Traits)
		in := make([]byte, len(program.Segments))
		for i := range program.Segments {
			in[i] = '0'
			if program.Segments[i].When.Match(&facts) {
				in[i] = '1'
			}
		}
		groups[string(in)]++
	}
	var chosen []int
	for {
		without := make([]int, len(b.Segments))
		for in, people := range groups {
			mine := func(i int) bool { return in[i] == '1' }
			if slices.ContainsFunc(indices(heard), mine) {
				continue
			}
			for i := range b.Segments {
				if mine(i) {
					without[i] += people
				}
			}
		}
		most := 0
		for i := range without {
			if without[i] > without[most] {
				most = i
			}
		}
		if len(without) == 0 || without[most] < LargeSegment {
			break
		}
		heard[most] = true
		chosen = append(chosen, most)
	}
	slices.Sort(chosen)
	return chosen
}

// indices lists the places that hold true.
func indices(flags []bool) []int {
	var places []int
	for i, f := range flags {
		if f {
			places = append(places, i)
		}
	}
	return places
}
