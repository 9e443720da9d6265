package campaign

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/power"
)

// PlannedExperiment is an experiment with the people in its arms.
type PlannedExperiment struct {
	// ID of the experiment in the brief.
	ID string `json:"id"`
	// Touchpoints are the IDs of those of the brief that it makes a difference to.
	Touchpoints []string `json:"touchpoints"`
	// Spared are the IDs of those within a holdout that come to everyone all the same.
	Spared []string `json:"spared,omitempty"`
	// Arms in their order: the holdout or the control first.
	Arms []PlannedArm `json:"arms"`
	// Detectable is the smallest difference between two shares of people that its smallest arm shows, as a share: at 5 per cent (two-sided), with a power of 80 per cent, from one half of the people, which is the most cautious base. Where teams are shared out each counts as one answer, which is cautious too. Absent where no difference would show, or too little may be told.
	Detectable *float64 `json:"detectable,omitempty"`
}

// PlannedArm is an arm of an experiment.
type PlannedArm struct {
	// Arm is holdout and campaign, or control and the IDs of variants.
	Arm string `json:"arm"`
	// Share of those who take part.
	Share float64 `json:"share"`
	// People in it for whom its touchpoints are, rounded to a multiple of five; absent where they are fewer than five.
	People *int `json:"people,omitempty"`
	// Teams of these people, where teams are shared out, rounded to a multiple of five; absent where they are fewer than five.
	Teams *int `json:"teams,omitempty"`
}

// trials counts the people in the arms of experiments, while a plan is measured.
type trials struct {
	plan    *Plan
	program *decision.Program
	draws   []draw
	people  [][]int
	teams   [][]map[string]bool
}

func (p *Plan) trials(program *decision.Program) *trials {
	t := &trials{plan: p, program: program, draws: p.draws()}
	for i := range t.draws {
		arms := t.draws[i].arms()
		t.people = append(t.people, make([]int, len(arms)))
		teams := make([]map[string]bool, len(arms))
		for k := range teams {
			teams[k] = map[string]bool{}
		}
		t.teams = append(t.teams, teams)
	}
	return t
}

// see counts one person, given what comes and what is held back.
func (t *trials) see(w *audience.Workforce, person *audience.Person, due, withheld []decision.Due) {
	for i := range t.draws {
		d := &t.draws[i]
		arm, takesPart := d.of(w, person)
		if !takesPart {
			continue
		}
		meant := func(one decision.Due) bool {
			id := t.program.Touchpoints[one.Touchpoint].ID
			return slices.Contains(d.held, id) || d.Comparison != nil && d.Comparison.Varies(id)
		}
		if !slices.ContainsFunc(due, meant) && !slices.ContainsFunc(withheld, func(one decision.Due) bool {
			return d.Holdout != nil && arm == 0 && one.Not == decision.HeldOut && meant(one)
		}) {
			continue
		}
		t.people[i][arm]++
		if d.Unit == TeamUnit {
			t.teams[i][arm][d.UnitOf(w, person)] = true
		}
	}
}

// planned is what a plan tells of the experiments. What follows from numbers
// follows from those that it shows.
func (t *trials) planned() (all []PlannedExperiment) {
	b := &t.plan.Brief
	for i := range t.draws {
		d := &t.draws[i]
		made := PlannedExperiment{ID: d.ID, Touchpoints: b.Touches(d.Experiment)}
		if d.Holdout != nil {
			for k := range b.Touchpoints {
				if one := &b.Touchpoints[k]; len(d.Holdout.Touchpoints) == 0 && b.Spares(one) {
					made.Spared = append(made.Spared, one.ID)
				}
			}
		}
		smallest := math.MaxInt
		for k, of := range d.arms() {
			arm := PlannedArm{Arm: of.id, Share: of.share, People: shown(t.people[i][k])}
			answers := arm.People
			if d.Unit == TeamUnit {
				arm.Teams = shown(len(t.teams[i][k]))
				answers = arm.Teams
			}
			if answers == nil {
				answers = new(int)
			}
			smallest = min(smallest, *answers)
			made.Arms = append(made.Arms, arm)
		}
		if least := power.Detectable(0.5, true, smallest); least <= 0.5 {
			made.Detectable = new(math.Ceil(1000*least) / 1000)
		}
		all = append(all, made)
	}
	return all
}
