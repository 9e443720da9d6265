package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/experiment"
)

// draw is an experiment that is ready to share people out.
type draw struct {
	*Experiment
	split experiment.Split
	held  []string // IDs of the planned touchpoints that its holdout keeps back
}

// draws makes the plan's experiments ready.
func (p *Plan) draws() []draw {
	var all []draw
	for i := range p.Brief.Experiments {
		e := &p.Brief.Experiments[i]
		d := draw{Experiment: e, split: experiment.Split{Key: e.Seed}}
		for _, arm := range e.arms() {
			d.split.Weights = append(d.split.Weights, arm.share)
		}
		d.split.Variations = len(d.split.Weights)
		if e.Namespace != nil {
			d.split.Namespace = *e.Namespace
		}
		if e.Holdout != nil {
			touched := p.Brief.Touches(e)
			for _, t := range p.Touchpoints {
				if of, _, _ := t.Part(); slices.Contains(touched, of) {
					d.held = append(d.held, t.ID)
				}
			}
		}
		all = append(all, d)
	}
	return all
}

// arm is one of an experiment, with its share of those who take part.
type arm struct {
	id    string
	share float64
}

// arms are those of an experiment. Who is held out comes first, so that a
// larger share holds out the same people and others.
func (e *Experiment) arms() []arm {
	if e.Holdout != nil {
		return []arm{{ArmHoldout, e.Holdout.Share}, {ArmCampaign, 1 - e.Holdout.Share}}
	}
	if e.Comparison == nil {
		return nil
	}
	all := []arm{{ArmControl, e.Comparison.Control}}
	for _, v := range e.Comparison.Variants {
		all = append(all, arm{v.ID, v.Weight})
	}
	return all
}

// UnitOf is the ID of what shares a person out: the person, or the manager of
// the team that they are of. Who leads a team goes with it, and not with their
// own manager's.
func (e *Experiment) UnitOf(w *audience.Workforce, p *audience.Person) string {
	if e.Unit == TeamUnit && w.Reports(p.ID) == 0 {
		if m := w.ManagerOf(p.ID); m != nil {
			return m.ID
		}
	}
	return p.ID
}

// of is the arm that a person is in, as a place among the arms; false where the
// person takes no part.
func (d *draw) of(w *audience.Workforce, p *audience.Person) (arm int, takesPart bool) {
	return d.split.Of(d.UnitOf(w, p))
}

// held is a bit for each experiment that holds a person out.
func held(draws []draw, w *audience.Workforce, p *audience.Person) (bits uint64) {
	for i := range draws {
		if d := &draws[i]; d.Holdout != nil {
			if arm, takesPart := d.of(w, p); takesPart && arm == 0 {
				bits |= 1 << i
			}
		}
	}
	return bits
}

// heldOf are the IDs of the planned touchpoints that experiments keep back.
func heldOf(draws []draw, bits uint64) (ids []string) {
	for i := range draws {
		if bits>>i&1 == 1 {
			ids = append(ids, draws[i].held...)
		}
	}
	return ids
}

// HeldBack are the IDs of the planned touchpoints that each holdout keeps from
// those held out, by the experiment's ID; nil without holdouts.
func (p *Plan) HeldBack() map[string][]string {
	var all map[string][]string
	for _, d := range p.draws() {
		if len(d.held) > 0 {
			if all == nil {
				all = map[string][]string{}
			}
			all[d.ID] = d.held
		}
	}
	return all
}

// Arms tells in which arm of which experiment a person is: [ArmHoldout],
// [ArmCampaign], [ArmControl] or the ID of a variant, by the ID of the
// experiment. Experiments in which the person takes no part are left out. A host
// keeps them beside what people do, and a page tells the widget by its attribute
// of that name.
func (s *Schedule) Arms(person string) map[string]string {
	p := s.workforce.Person(person)
	if p == nil {
		return nil
	}
	arms := map[string]string{}
	for i := range s.draws {
		d := &s.draws[i]
		if arm, takesPart := d.of(s.workforce, p); takesPart {
			arms[d.ID] = d.arms()[arm].id
		}
	}
	return arms
}

// variant is the one of a touchpoint's texts that a person gets; empty for its
// own.
func (s *Schedule) variant(p *audience.Person, touchpoint string) string {
	for i := range s.draws {
		d := &s.draws[i]
		if d.Comparison == nil || !d.Comparison.Varies(touchpoint) {
			continue
		}
		if arm, takesPart := d.of(s.workforce, p); takesPart && arm > 0 {
			return d.Comparison.Variants[arm-1].ID
		}
	}
	return ""
}
