package campaign

import "github.com/osmosi-learning/osmosi/audience"

// saying is what an item of a touchpoint says beyond its texts, whoever gets it.
type saying struct {
	explains []string // the first time that the person meets the proposition
	voice    string   // the same
	answers  bool     // whether it answers expectations
}

// prepareSayings notes those of the program's touchpoints, by ID: found once rather than
// for each item.
func (s *Schedule) prepareSayings() {
	b := &s.plan.Brief
	s.sayings = make(map[string]*saying, len(s.program.Touchpoints))
	for i := range s.program.Touchpoints {
		id := s.program.Touchpoints[i].ID
		t := s.plan.Touchpoint(id)
		q := b.Proposition(t.Proposition)
		made := &saying{answers: t.Kind == Expectations && len(b.Expectations) > 0}
		if q.Approach().Consequences().ExplainsNeed {
			made.explains = b.driversOf(q)
		}
		if q.Support().Steered() {
			made.voice = b.management(t)
		}
		s.sayings[id] = made
	}
}

// segmentsOf returns a function that tells the IDs of the segments that a
// person is in, which it finds out once, when it is first asked.
func (s *Schedule) segmentsOf(p *audience.Person) func() []string {
	var ids []string
	asked := false
	return func() []string {
		if asked {
			return ids
		}
		asked = true
		facts := s.workforce.Facts(p, s.plan.Brief.Frame.Inform, s.plan.Brief.Traits)
		for i := range s.program.Segments {
			if s.program.Segments[i].When.Match(&facts) {
				ids = append(ids, s.program.Segments[i].ID)
			}
		}
		return ids
	}
}
