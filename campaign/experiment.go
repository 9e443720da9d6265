package campaign

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience/experiment"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Experiment shows what the campaign changes, rather than assuming it: by a
// holdout, or by a comparison of texts. Who is in which arm follows from the
// seed and from who people are, so that nobody keeps a list, and so that another
// name of the experiment, of a variant or of a touchpoint moves nobody. Other
// shares move as few people as they can; another order of the variants moves
// many. Source: domain, measures.
type Experiment struct {
	// ID names the experiment within the brief.
	ID string `json:"id"`
	// Name of what it finds out, for people.
	Name engagement.Text `json:"name"`
	// Seed by which people are shared out; another one shares them out anew. Campaigns that hold out the same people have the same.
	Seed string `json:"seed"`
	// Unit that is in one arm as a whole; person when empty.
	Unit ExperimentUnit `json:"unit,omitempty"`
	// Namespace keeps this experiment apart from others of the same unit; everyone takes part when absent.
	Namespace *experiment.Namespace `json:"namespace,omitempty"`
	// Holdout of people who get nothing of it.
	Holdout *Holdout `json:"holdout,omitempty"`
	// Comparison of the texts of a touchpoint.
	Comparison *Comparison `json:"comparison,omitempty"`
}

// ExperimentUnit is what is in one arm of an experiment as a whole.
type ExperimentUnit string

// The units.
const (
	// PersonUnit: each person by themselves.
	PersonUnit ExperimentUnit = "person"
	// TeamUnit: those who have the same manager and lead nobody, together with that manager. Who talks to each other all day is in one arm, so that those held out do not hear it all the same; it takes more people to show the same.
	TeamUnit ExperimentUnit = "team"
)

// ExperimentUnits lists all units.
func ExperimentUnits() []ExperimentUnit { return []ExperimentUnit{PersonUnit, TeamUnit} }

// Holdout is a share of the people who get nothing, so that the others can be
// held against them. Nobody is held out of what briefs managers, since teams
// wait for it, nor of an obligation: see [Brief.Spares]. Managers who were
// briefed may speak of it to those held out, so that a holdout shows what the
// campaign adds to that, and rather too little than too much.
type Holdout struct {
	// Share of those who take part that is held out: more than 0, less than 1.
	Share float64 `json:"share"`
	// Touchpoints are the IDs of those that are held back, with the teasers, steps and moments made of them; the whole campaign when empty.
	Touchpoints []string `json:"touchpoints,omitempty"`
}

// Comparison of a touchpoint's own texts with others. It changes nothing about
// who gets the touchpoint, and when.
type Comparison struct {
	// Touchpoint is its ID.
	Touchpoint string `json:"touchpoint"`
	// Control is the share of those who take part that gets the touchpoint's own texts.
	Control float64 `json:"control"`
	// Variants of the texts; their weights and the control are 1 together.
	Variants []Variant `json:"variants"`
}

// Variant of a touchpoint's texts. What it leaves out is as the touchpoint's own.
type Variant struct {
	// ID names the variant; items carry it.
	ID string `json:"id"`
	// Weight is the share of those who take part that gets it.
	Weight float64 `json:"weight"`
	// Title, or the subject of a message.
	Title *engagement.Text `json:"title,omitempty"`
	// Body in Markdown.
	Body *engagement.Text `json:"body,omitempty"`
}

// The arms that are no variants. A variant cannot have their names.
const (
	ArmHoldout  = "holdout"  // gets nothing of what is held back
	ArmCampaign = "campaign" // gets what others are held out of
	ArmControl  = "control"  // gets the touchpoint's own texts
)

// MostExperiments is how many experiments a brief may have.
const MostExperiments = 64

// Experiment returns the experiment with that ID, nil when there is none.
func (b *Brief) Experiment(id string) *Experiment {
	return find(b.Experiments, id, func(e *Experiment) string { return e.ID })
}

// Spares reports whether a touchpoint of the brief comes to those held out all
// the same: what briefs managers or helps them to brief, because their teams
// wait for it, and what stands on an obligation, because nobody may be left
// without it.
func (b *Brief) Spares(t *Touchpoint) bool {
	return t.Kind == ManagerBriefing || t.Kind == Toolkit || b.obligates(t)
}

// obligates reports whether an obligation is among the reasons of a
// touchpoint's proposition.
func (b *Brief) obligates(t *Touchpoint) bool {
	q := b.Proposition(t.Proposition)
	return q != nil && slices.Contains(q.Reasons, engagement.Obligation)
}

// Touches lists the IDs of the brief's touchpoints that an experiment makes a
// difference to, in the brief's order.
func (b *Brief) Touches(e *Experiment) []string {
	var ids []string
	for i := range b.Touchpoints {
		t := &b.Touchpoints[i]
		switch {
		case e.Comparison != nil && e.Comparison.Touchpoint == t.ID,
			e.Holdout != nil && (len(e.Holdout.Touchpoints) == 0 || slices.Contains(e.Holdout.Touchpoints, t.ID)) && !b.Spares(t):
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// Varied returns a touchpoint as [Plan.Touchpoint] does, with the texts that
// people get who are in a variant; its own where the variant is empty. It is
// nil where the touchpoint has no such variant. A learning moment has the
// variants of the touchpoint it comes from; teasers and steps have none.
func (p *Plan) Varied(id, variant string) *Touchpoint {
	t := p.Touchpoint(id)
	if t == nil || variant == "" {
		return t
	}
	for i := range p.Brief.Experiments {
		c := p.Brief.Experiments[i].Comparison
		if c == nil || !c.Varies(id) {
			continue
		}
		if v := find(c.Variants, variant, func(v *Variant) string { return v.ID }); v != nil {
			varied := *t
			if v.Title != nil {
				varied.Title = *v.Title
			}
			if v.Body != nil {
				varied.Body = *v.Body
			}
			return &varied
		}
	}
	return nil
}

// Varies reports whether a planned touchpoint has the texts that are compared:
// the touchpoint itself, or a learning moment made of it.
func (c *Comparison) Varies(planned string) bool {
	origin, part, _ := splitID(planned)
	return origin == c.Touchpoint && (part == "" || part == partMoment)
}
