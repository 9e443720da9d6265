package main

import (
	"bytes"
	"math/rand/v2"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
)

// seed of the invented workforce and of its simulated behaviour.
const seed = 2027

// company is everything that does not change while the intranet runs.
type company struct {
	plan      *campaign.Plan
	people    []audience.Person
	workforce *audience.Workforce
	schedule  *campaign.Schedule
	pulse     *survey.Survey // what the widget asks half-way
	bundle    bundle.Bundle
	personas  []persona
}

// persona is one person whose eyes a visitor can look through.
type persona struct {
	ID, Name string
	Segment  string // the first that the person is in
	Language engagement.Language
}

func newCompany() (*company, error) {
	brief, found := campaign.ReadBrief(bytes.NewReader(lumenta.Brief()))
	if err := found.Err(); err != nil {
		return nil, err
	}
	people := lumenta.People(seed)
	workforce, found := audience.NewWorkforce(people)
	if err := found.Err(); err != nil {
		return nil, err
	}
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		return nil, err
	}
	pulse, found := survey.Read(bytes.NewReader(lumenta.Survey()))
	if err := append(found, survey.CheckPulses(brief, pulse)...).Err(); err != nil {
		return nil, err
	}
	files, err := bundle.New(plan, pulse.Questionnaire(""))
	if err != nil {
		return nil, err
	}
	c := &company{plan: plan, people: people, workforce: workforce, schedule: plan.Schedule(workforce), pulse: pulse, bundle: files}
	c.personas = c.choosePersonas()
	return c, nil
}

// choosePersonas takes the first person of each segment in each language.
func (c *company) choosePersonas() []persona {
	type kind struct {
		segment  string
		language engagement.Language
	}
	first := map[kind]persona{}
	in := c.plan.SegmentsOf(c.workforce, c.today())
	for p := range c.workforce.People() {
		segments := append(in(p), "")
		k := kind{segments[0], p.Language}
		if _, taken := first[k]; !taken {
			first[k] = persona{p.ID, p.GivenName + " " + p.FamilyName, segments[0], p.Language}
		}
	}
	var all []persona
	for _, s := range append(segmentIDs(c.plan), "") {
		for _, l := range c.plan.Brief.Languages {
			if p, ok := first[kind{s, l}]; ok {
				all = append(all, p)
			}
		}
	}
	return all
}

func segmentIDs(p *campaign.Plan) []string {
	var ids []string
	for _, s := range p.Brief.Segments {
		ids = append(ids, s.ID)
	}
	return ids
}

// today is the demonstration's present: two weeks into the second phase.
func (c *company) today() engagement.Date { return c.plan.Brief.Frame.Activate.AddDays(16) }

// simulated is what colleagues did so far, so that the report has something to
// count: invented, the same each time, and said to be so on the report's page.
// The personas did nothing: their events are the visitors'.
func (c *company) simulated() []evaluation.Event {
	visitors := map[string]bool{}
	for _, p := range c.personas {
		visitors[p.ID] = true
	}
	until, _ := time.Parse(time.DateOnly, string(c.today()))
	chance := rand.New(rand.NewPCG(seed, 1))
	var events []evaluation.Event
	person, interest := "", 0.0
	for item, err := range c.schedule.All() {
		if err != nil || visitors[item.Person] || item.At.After(until) {
			continue
		}
		if item.Person != person { // people differ in how much they look and do
			person, interest = item.Person, chance.Float64()
		}
		at := item.At
		for _, step := range []struct {
			verb   evaluation.Verb
			chance float64
		}{{evaluation.Shown, 0.3 * interest}, {evaluation.Started, 0.25 * interest}, {evaluation.Completed, 0.6}} {
			if chance.Float64() >= step.chance {
				break
			}
			at = at.Add(time.Duration(1+chance.IntN(90)) * time.Minute)
			events = append(events, evaluation.Event{
				ID:          "simulated-" + item.Person + "-" + item.Touchpoint + "-" + string(step.verb),
				At:          at.UTC(),
				Campaign:    c.plan.Brief.ID,
				Touchpoint:  item.Touchpoint,
				Proposition: item.Proposition,
				Person:      item.Person,
				Verb:        step.verb,
				Language:    item.Language,
			})
		}
	}
	return events
}
