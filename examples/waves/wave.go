package waves

import (
	"bytes"
	"iter"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// The first wave compares two titles of one mail.
const (
	compared = "why-now"
	question = "question"
)

// asked is the title that asks.
var asked = engagement.Text{
	It: "Un’ora per te: che cosa vorresti imparare?",
	Nl: "Een uur voor jou: wat wil je leren?",
	En: "An hour of your own: what would you like to learn?",
}

// firstBrief is Lumenta's brief as a first wave often is: two of three mails go
// out at the end of the day, when they were finished, two of three things for the
// intranet wait in the learning platform, where few look, and one experiment asks
// whether a title had better ask.
func firstBrief() (*campaign.Brief, error) {
	b, found := campaign.ReadBrief(bytes.NewReader(lumenta.Brief()))
	if err := found.Err(); err != nil {
		return nil, err
	}
	mails, placed := 0, 0
	for i := range b.Touchpoints {
		if t := &b.Touchpoints[i]; t.Channel == "email" && t.ID != compared {
			if mails++; mails%3 > 0 {
				t.Time = "17:40"
			}
		}
		if t := &b.Touchpoints[i]; t.Channel == "intranet" && (t.Kind == campaign.Content || t.Kind == campaign.Story) && b.Proposition(t.Proposition).For == engagement.Employees {
			if placed++; placed%3 > 0 {
				t.Channel = "officina"
			}
		}
	}
	b.Experiments = append(b.Experiments, campaign.Experiment{
		ID: "title", Seed: "sparks-title", Name: engagement.Text{It: "Un titolo che chiede", Nl: "Een titel die vraagt", En: "A title that asks"},
		Comparison: &campaign.Comparison{Touchpoint: compared, Control: 0.5, Variants: []campaign.Variant{{ID: question, Weight: 0.5, Title: &asked}}},
	})
	return b, b.Check().Err()
}

// wave is one run of the campaign.
type wave struct {
	plan      *campaign.Plan
	workforce *audience.Workforce
	schedule  *campaign.Schedule
	items     map[string][]campaign.Item // of each person, where nobody does anything
}

func newWave(b *campaign.Brief, w *audience.Workforce) (*wave, error) {
	p, found := campaign.NewPlan(b, w)
	if p == nil {
		return nil, found.Err()
	}
	made := &wave{p, w, p.Schedule(w), map[string][]campaign.Item{}}
	for item, err := range made.schedule.All() {
		if err != nil {
			return nil, err
		}
		made.items[item.Person] = append(made.items[item.Person], item)
	}
	return made, nil
}

// outcome is what happened in a wave.
type outcome struct {
	wave    *wave
	events  []evaluation.Event
	moments *retrospective.Moments
	tally   *measure.Tally
	touches *evaluation.Touches

	published *measure.Measures // once made, always the same
}

// run simulates a wave. What a person gets later depends on what they did: so
// first everyone responds to what comes in any case, and then to the steps that
// come because they began.
func (w *wave) run(people map[string]*person, seed uint64) (*outcome, error) {
	b := &behaviour{people, &w.plan.Brief, seed}
	o := &outcome{wave: w, moments: retrospective.NewMoments(), tally: measure.NewTally(w.plan, w.workforce)}
	o.touches = o.tally.Index().Touches()
	facts := map[string][]campaign.Fact{}
	for p := range w.workforce.People() {
		for _, r := range b.respond(w.items[p.ID]) {
			o.take(r, facts)
		}
	}
	if !slices.ContainsFunc(w.plan.Brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.Drip != nil }) {
		return o, nil // nothing follows on what people do
	}
	known := w.schedule.At(time.Time{}, func(person string) []campaign.Fact { return facts[person] })
	for p := range w.workforce.People() {
		if len(facts[p.ID]) == 0 {
			continue
		}
		came := map[string]bool{}
		for _, item := range w.items[p.ID] {
			came[item.Touchpoint] = true
		}
		var items []campaign.Item
		for item, err := range known.For(p.ID) {
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		for _, r := range b.respond(items) {
			if !came[r.item.Touchpoint] {
				o.take(r, facts)
			}
		}
	}
	return o, nil
}

// take notes what a person did.
func (o *outcome) take(r response, facts map[string][]campaign.Fact) {
	at := r.item.At.UTC()
	for _, verb := range r.did {
		at = at.Add(time.Minute)
		e := evaluation.Event{
			ID: r.item.Person + "-" + r.item.Touchpoint + "-" + string(verb), At: at, Campaign: o.wave.plan.Brief.ID,
			Touchpoint: r.item.Touchpoint, Proposition: r.item.Proposition, Person: r.item.Person, Verb: verb,
		}
		o.events = append(o.events, e)
		deed := o.tally.Index().Deed(e)
		o.tally.Take(deed)
		o.touches.Take(deed)
		if what, is := map[evaluation.Verb]campaign.Outcome{evaluation.Started: campaign.Started, evaluation.Completed: campaign.Completed, evaluation.Dismissed: campaign.Dismissed}[verb]; is {
			facts[r.item.Person] = append(facts[r.item.Person], campaign.Fact{What: what, Touchpoint: r.item.Touchpoint, Proposition: r.item.Proposition, At: at})
		}
	}
	o.moments.Came(r.item, slices.Contains(r.did, evaluation.Started))
}

// all yields the events.
func (o *outcome) all() iter.Seq2[evaluation.Event, error] {
	return func(yield func(evaluation.Event, error) bool) {
		for _, e := range o.events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// look makes the retrospective of a wave, the day after it ended.
func (o *outcome) look() (*retrospective.Retrospective, error) {
	p, w := o.wave.plan, o.wave.workforce
	e := retrospective.Evidence{Made: p.Brief.Frame.End.AddDays(1), Index: o.tally.Index(), Touches: o.touches, Moments: o.moments}
	report, err := evaluation.NewReport(p, w, o.all(), e.Made)
	if err != nil {
		return nil, err
	}
	e.Report = report
	if e.Measures, err = o.measures(privacy.OfReport(report)); err != nil {
		return nil, err
	}
	o.published = e.Measures
	beside := []privacy.Release{privacy.OfReport(report), e.Measures.Release()}
	for i := range p.Brief.Experiments {
		x := &p.Brief.Experiments[i]
		began := trial.Outcome{ID: "began", Name: engagement.Text{It: "Ha cominciato", Nl: "Begonnen", En: "Began"}, Kind: trial.Share, Verb: evaluation.Started, Touchpoints: []string{x.Comparison.Touchpoint}}
		result, err := trial.Analyse(p, w, trial.Terms{Experiment: x.ID, Outcomes: []trial.Outcome{began}, Made: e.Made, Beside: beside}, o.all())
		if err != nil {
			return nil, err
		}
		e.Trials, beside = append(e.Trials, result), append(beside, result.Release(p))
	}
	return retrospective.Make(p, w, e), nil
}

// measures of a wave, the day after it ended, beside what else is published.
func (o *outcome) measures(beside ...privacy.Release) (*measure.Measures, error) {
	m, found := measure.New(o.wave.plan, o.wave.workforce, o.tally, measure.Terms{Made: o.wave.plan.Brief.Frame.End.AddDays(1), Beside: beside})
	return m, found.Err()
}

// told is what is published of the wave.
func (o *outcome) told() (Run, error) {
	var err error
	if o.published == nil {
		o.published, err = o.measures()
	}
	return Run{o.wave.plan, o.published, len(o.events)}, err
}

// Surely is the probability below which a lesson leads to a change here. What
// experiments showed needs no such rule: they were made to decide.
const Surely = 0.01

// rule decides about proposals by a rule that was stated before anyone saw them:
// accepted is what chance explains in fewer than one of a hundred cases. Where
// nothing may change, everything is declined.
func rule(r *retrospective.Retrospective, change bool) []retrospective.Ruling {
	var rulings []retrospective.Ruling
	for _, l := range r.Lessons {
		if l.Proposal == nil {
			continue
		}
		u := retrospective.Ruling{Lesson: l.ID, Decision: campaign.Declined, By: "social office", On: r.Made,
			Reason: engagement.Text{It: "Non questa volta: potrebbe essere il caso.", Nl: "Deze keer niet: het kan toeval zijn.", En: "Not this time: it may be chance."}}
		switch {
		case !change:
		case l.Topic == retrospective.Variant:
			u.Decision, u.Reason = campaign.Accepted, engagement.Text{It: "Lo ha mostrato un esperimento.", Nl: "Een experiment liet het zien.", En: "An experiment showed it."}
		case l.Probability != nil && *l.Probability < Surely:
			u.Decision, u.Reason = campaign.Accepted, engagement.Text{It: "Le cifre sono chiare.", Nl: "De cijfers zijn duidelijk.", En: "The figures are clear."}
		}
		rulings = append(rulings, u)
	}
	return rulings
}
