package decision

// prepared is what a program says of everyone, found once.
type prepared struct {
	segments []string      // the code of each
	motives  [][3][]string // by proposition: the codes of its needs, reasons and factors
	own      [][]string    // by touchpoint: the code of its phase, and those that it explains itself
	counted  []bool        // by touchpoint, then by cap: whether that counts it

	propositions map[string]int // numbers by ID
}

// Prepare makes a program ready for many people: what does not depend on a
// person is found once rather than for each. The program must not change after.
func (p *Program) Prepare() {
	p.ready = p.prepare()
}

// prepared is what [Program.Prepare] found, or else finds it now.
func (p *Program) prepared() *prepared {
	if p.ready != nil {
		return p.ready
	}
	return p.prepare()
}

func (p *Program) prepare() *prepared {
	made := &prepared{propositions: make(map[string]int, len(p.Propositions))}
	for i := range p.Segments {
		made.segments = append(made.segments, "segment:"+p.Segments[i].ID)
	}
	for i := range p.Propositions {
		q := &p.Propositions[i]
		made.propositions[q.ID] = i
		made.motives = append(made.motives, [3][]string{coded("need:", q.Needs), coded("reason:", q.Reasons), coded("factor:", q.Factors)})
	}
	for i := range p.Touchpoints {
		t := &p.Touchpoints[i]
		made.own = append(made.own, t.because([]string{"phase:" + t.Phase}))
		if p.Limits != nil {
			for k := range p.Limits.Caps {
				made.counted = append(made.counted, t.Push && p.Limits.Caps[k].counts(t.Channel))
			}
		}
	}
	return made
}

// coded are codes of one kind, all parts of one string.
func coded(kind string, ids []string) []string {
	whole := ""
	for _, id := range ids {
		whole += kind + id
	}
	codes := make([]string, len(ids))
	for i, id := range ids {
		n := len(kind) + len(id)
		codes[i], whole = whole[:n], whole[n:]
	}
	return codes
}
