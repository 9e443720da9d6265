package campaign

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/relation"
)

// Relationship is one that has learnt nothing yet of the plan's propositions,
// channels and moments: until enough people responded, the order of fit stands.
// Source: seed 001.
func (p *Plan) Relationship() *engagement.Relationship {
	return engagement.RelationshipOf(relation.New(p.program().Layout()))
}

// Learning returns the same schedule with what a relationship learnt until now:
// what is pushed comes at the time of its day at which people like the person
// respond, where enough of them showed that. Briefings and learning moments keep
// their time.
func (s *Schedule) Learning(r *engagement.Relationship) *Schedule {
	learning := *s
	own := r.Shared() // of its own, so that learning may go on meanwhile
	learning.learnt, learning.timed = own.Model(), nil
	for _, c := range s.plan.Brief.Channels {
		if c.Nature == audience.Push {
			learning.timed = append(learning.timed, c.ID)
		}
	}
	return &learning
}

// Show is what the widget shows a person at a moment, chosen with what the
// relationship learnt; without it, by fit alone, where it is nil. It keeps to the
// same rules as all else: managers first, no “not now” overruled. The second
// result is false where nothing is to be shown.
func (s *Schedule) Show(person string, at time.Time, r *engagement.Relationship, chance engagement.Chance) (Item, bool, error) {
	q, narrator, err := s.question(person, at)
	if err != nil {
		return Item{}, false, err
	}
	if r != nil {
		q.Learning = &decision.Learning{Model: r.Model(), Draw: chance}
	}
	d := s.program.Decide(q)
	if d.None != "" {
		return Item{}, false, nil
	}
	n := slices.IndexFunc(s.program.Touchpoints, func(t decision.Touchpoint) bool { return t.ID == d.Touchpoint })
	item := Item{
		Person:      person,
		Touchpoint:  d.Touchpoint,
		Proposition: d.Proposition,
		Channel:     s.program.Touchpoints[n].Channel,
		Phase:       Phase(d.Phase),
		Language:    narrator.language,
		Wording:     d.Wording,
		At:          at.In(narrator.zone),
		Why:         d.Why,
	}
	narrator.say(n, &item)
	return item, true, nil
}

// Respond teaches the relationship whether a person responded to a touchpoint
// that they got at a moment, and adds to the person's own responses what that
// taught. What they did before is taken as the schedule knows it.
func (s *Schedule) Respond(person, touchpoint string, at time.Time, responded bool, r *engagement.Relationship, own *engagement.Responses) error {
	q, _, err := s.question(person, at)
	if err != nil {
		return err
	}
	q.Learning = &decision.Learning{Model: r.Model()}
	if !s.program.Learn(q, touchpoint, responded, own.Taught()) {
		return fmt.Errorf("touchpoint %q is not for person %q", touchpoint, person)
	}
	return nil
}

// question is what is asked for a person at a moment, and who tells them the answer.
func (s *Schedule) question(person string, at time.Time) (decision.Question, *narrator, error) {
	p := s.workforce.Person(person)
	if p == nil {
		return decision.Question{}, nil, fmt.Errorf("%w: %q", ErrUnknownPerson, person)
	}
	known := s.knownPerson(p)
	narrator, err := s.narrator(p, &known, 0)
	if err != nil {
		return decision.Question{}, nil, err
	}
	q := decision.Question{Profile: known.Profile, History: s.program.Outcomes(known), Briefed: known.Briefed}
	q.Day, q.Minute = onWall(at, narrator.zone)
	return q, narrator, nil
}

// Tell says in words what a person's responses taught, a sentence each, for the
// person to read. It says whether people who share something with them respond
// more or less, and gives nobody a score.
func (p *Plan) Tell(own *engagement.Responses, l engagement.Language) []string {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	var sentences []string
	for _, line := range own.Taught().Lines() {
		about, who := p.about(line.About, l), p.who(line.Given, l)
		if about == "" || who == "" {
			continue // of another plan
		}
		key := "relation.less"
		if line.More {
			key = "relation.more"
		}
		sentences = append(sentences, catalogue.Text(string(l), key, who, about))
	}
	return sentences
}

// about names what of a message a code is about.
func (p *Plan) about(code string, l engagement.Language) string {
	kind, id, _ := strings.Cut(code, ":")
	switch kind {
	case "proposition":
		if q := p.Brief.Proposition(id); q != nil {
			return catalogue.Text(string(l), "relation.proposition", strings.TrimRight(p.Brief.facts(id, l).Body(q.Gain.In(l)), "."))
		}
	case "channel":
		if c := p.Brief.Channel(id); c != nil {
			return catalogue.Text(string(l), "relation.channel", c.Name.In(l))
		}
	case "moment":
		return catalogue.Text(string(l), "relation.moment."+id)
	}
	return ""
}

// who names the people whom a code is about.
func (p *Plan) who(code string, l engagement.Language) string {
	kind, id, _ := strings.Cut(code, ":")
	switch kind {
	case "":
		return catalogue.Text(string(l), "relation.who.everyone")
	case "segment":
		if s := p.Brief.Segment(id); s != nil {
			return catalogue.Text(string(l), "relation.who.segment", s.Because.In(l))
		}
		return ""
	case "started", "dismissed":
		if q := p.Brief.Proposition(id); q != nil {
			return catalogue.Text(string(l), "relation.who."+kind, strings.TrimRight(p.Brief.facts(id, l).Body(q.Gain.In(l)), "."))
		}
		return ""
	}
	key := "relation.who." + strings.ReplaceAll(code, ":", ".")
	if !catalogue.Has(string(l), key) {
		return ""
	}
	return catalogue.Text(string(l), key)
}

// learnt puts what follows "learned:" in words.
func (p *Plan) learnt(code string, l engagement.Language) string {
	if code == "new" || code == "moment" {
		return catalogue.Text(string(l), "why.learned."+code)
	}
	if who := p.who(code, l); who != "" && code != "" {
		return catalogue.Text(string(l), "why.learned", who)
	}
	return ""
}

// learntCodes are the codes that learning explains its choices with.
func (p *Plan) learntCodes() []string {
	codes := []string{relation.CodeNew, "learned:moment", "learned:everyone", "learned:alike"}
	for _, r := range engagement.Reasons() {
		codes = append(codes, "learned:reason:"+string(r))
	}
	for _, f := range engagement.Factors() {
		codes = append(codes, "learned:factor:"+string(f))
	}
	for _, n := range engagement.Needs() {
		codes = append(codes, "learned:need:"+string(n))
	}
	for _, s := range p.Brief.Segments {
		codes = append(codes, "learned:segment:"+s.ID)
	}
	for _, q := range p.Brief.Propositions {
		codes = append(codes, "learned:started:"+q.ID, "learned:dismissed:"+q.ID)
	}
	return codes
}
