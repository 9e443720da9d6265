package trial

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Terms are what is asked of an experiment.
type Terms struct {
	// Experiment is its ID in the brief.
	Experiment string
	// Outcomes that are looked at. The first is the one that the experiment was made for.
	Outcomes []Outcome
	// Made is the day of this look; events after it, in UTC, do not count.
	Made engagement.Date
	// Ends is the day on which the experiment was planned to be read; the last of the campaign when empty. It is fixed before anyone looks.
	Ends engagement.Date
	// Beside is what else of the same campaign is published, or was: reports, measures, retrospectives, surveys and earlier results, each as its release.
	Beside []privacy.Release
}

// least is the least number of people of which anything is shown: as many as
// whatever it is published beside asks for.
func (t *Terms) least() int {
	n := campaign.SmallestGroup
	for i := range t.Beside {
		if !t.Beside[i].Outside {
			n = max(n, t.Beside[i].Least())
		}
	}
	return n
}

// Trial is an experiment that is ready to be counted. It may be used by several
// goroutines.
type Trial struct {
	plan       *campaign.Plan
	workforce  *audience.Workforce
	terms      Terms
	experiment *campaign.Experiment
	planned    *campaign.PlannedExperiment
	schedule   *campaign.Schedule
	plain      *campaign.Schedule // as if there were no experiment
	index      *evaluation.Index
	held       []string // IDs of the planned touchpoints that its holdout keeps back
}

// New prepares to count an experiment of a plan in the workforce that the plan
// was scheduled for. What is wrong with the terms comes as one error, in which
// errors.As finds an [engagement.Finding].
func New(p *campaign.Plan, w *audience.Workforce, terms Terms) (*Trial, error) {
	t := &Trial{plan: p, workforce: w, terms: terms, experiment: p.Brief.Experiment(terms.Experiment)}
	var found engagement.Findings
	var ids []string
	for i := range p.Experiments {
		ids = append(ids, p.Experiments[i].ID)
		if p.Experiments[i].ID == terms.Experiment {
			t.planned = &p.Experiments[i]
		}
	}
	if t.experiment == nil || t.planned == nil {
		found = append(found, rule.Error(unknownExperiment, "/experiment", rule.Detail{Found: terms.Experiment, Near: ids}))
	}
	if terms.Ends == "" {
		t.terms.Ends = p.Brief.Frame.End
	}
	for _, d := range []struct {
		path string
		date engagement.Date
	}{{"/made", terms.Made}, {"/ends", t.terms.Ends}} {
		if !d.date.Valid() {
			found = append(found, rule.Error(notADate, d.path, rule.Detail{Found: string(d.date), Source: "ISO 8601"}))
		}
	}
	found = append(found, checkOutcomes(&p.Brief, terms.Outcomes)...)
	for i := range terms.Beside {
		for _, f := range terms.Beside[i].Check() {
			f.Path = "/beside/" + strconv.Itoa(i) + f.Path
			found = append(found, f)
		}
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	t.schedule = p.Schedule(w)
	plain := *p
	plain.Brief.Experiments = nil
	t.plain = plain.Schedule(w)
	t.held = p.HeldBack()[t.experiment.ID]
	t.index = evaluation.NewIndex(p, w)
	return t, nil
}

// Analyse counts an experiment and makes its result: [New], [Trial.Count] of
// everyone, [Trial.Result]. Events come in any order and more than once, such as
// from [evaluation.ReadEvents]; lines with faults, and events of others, of
// other touchpoints or of another campaign, are passed over, as the report counts them. Another error
// of the sequence is returned. A nil sequence is one without events.
func Analyse(p *campaign.Plan, w *audience.Workforce, terms Terms, events iter.Seq2[evaluation.Event, error]) (*Result, error) {
	t, err := New(p, w, terms)
	if err != nil {
		return nil, err
	}
	all, err := t.Count(nil, events)
	if err != nil {
		return nil, err
	}
	return t.Result(all), nil
}

// Count counts a part of the people, from all events of these people; everyone
// when part is nil. Parts that share nobody are merged into the whole. A value
// that an outcome may not have ends it with an error.
func (t *Trial) Count(part func(person string) bool, events iter.Seq2[evaluation.Event, error]) (*Tally, error) {
	did := map[string]deeds{}
	if events != nil {
		for e, err := range events {
			var fault *engagement.Finding
			switch {
			case err == nil:
				if e.Person != "" && (part == nil || part(e.Person)) {
					t.note(did, &e)
				}
			case !errors.As(err, &fault):
				return nil, fmt.Errorf("trial: %w", err)
			}
		}
	}
	all := t.empty()
	values := make([]int64, len(t.terms.Outcomes))
	for person := range t.workforce.People() {
		if part != nil && !part(person.ID) {
			continue
		}
		in, takesPart := t.schedule.Arms(person.ID)[t.experiment.ID]
		arm := slices.IndexFunc(t.planned.Arms, func(a campaign.PlannedArm) bool { return takesPart && a.Arm == in })
		if arm < 0 || !t.meant(person.ID) {
			continue
		}
		d := did[person.ID]
		for i := range t.terms.Outcomes {
			o := &t.terms.Outcomes[i]
			values[i] = int64(d.outcomes >> i & 1)
			most := int64(1)
			if o.Of != nil {
				values[i] = o.Of(person.ID)
			}
			if o.Kind == Amount {
				most = MostOf
			}
			if v := values[i]; v < 0 || v > most {
				return nil, engagement.Findings{rule.Error(faultyValue, "/outcomes/"+strconv.Itoa(i), rule.Detail{Found: strconv.FormatInt(v, 10), Expected: strconv.FormatInt(most, 10)})}.Err()
			}
		}
		team := ""
		if t.experiment.Unit == campaign.TeamUnit {
			team = t.experiment.UnitOf(t.workforce, person)
		}
		all.add(arm, team, values, d.heldBack && t.planned.Arms[arm].Arm == campaign.ArmHoldout)
	}
	return all, nil
}

// deeds are what a person did, as far as it matters: a bit for each outcome, and
// whether they did anything with what a holdout keeps back.
type deeds struct {
	outcomes uint64
	heldBack bool
}

// note takes an event in.
func (t *Trial) note(did map[string]deeds, e *evaluation.Event) {
	if t.index.Deed(*e).Cause() != "" || engagement.Date(e.At.UTC().Format(time.DateOnly)) > t.terms.Made {
		return
	}
	d := did[e.Person]
	for i := range t.terms.Outcomes {
		if t.terms.Outcomes[i].shows(e) {
			d.outcomes |= 1 << i
		}
	}
	d.heldBack = d.heldBack || slices.Contains(t.held, e.Touchpoint)
	did[e.Person] = d
}

// meant reports whether a touchpoint that is compared would come to a person
// were there no experiment.
func (t *Trial) meant(person string) bool {
	for item, err := range t.plain.For(person) {
		if err != nil {
			return false // nobody can tell when it is their time
		}
		if slices.Contains(t.held, item.Touchpoint) || t.experiment.Comparison != nil && t.experiment.Comparison.Varies(item.Touchpoint) {
			return true
		}
	}
	return false
}
