package campaign

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Told is an item of a person's timeline with the codes of its reasons apart;
// [Plan.Explain] puts them in words. There is none for
// where of an item that does not come.
type Told struct {
	Item
	// This are the codes for why this.
	This []string
	// Now are the codes for why now.
	Now []string
	// Here are the codes for why here, through this channel: "here:" and the channel's ID, and "reach:", the channel's ID, a colon and the ID of the segment of the person that it reaches, where the brief says how many of them.
	Here []string
}

// WhyNot is the code for why it does not come; none where it does.
func (t *Told) WhyNot() []string {
	if t.Not == "" {
		return nil
	}
	return []string{"not:" + t.Not}
}

// Timeline is what comes to a person and what does not, in order of the time at
// which it comes or would have. It returns [ErrUnknownPerson] or a [*ZoneError]
// where it can't be told.
func (s *Schedule) Timeline(person string) ([]Told, error) {
	p := s.workforce.Person(person)
	if p == nil {
		return nil, fmt.Errorf("%w: %q", ErrUnknownPerson, person)
	}
	known := s.knownPerson(p)
	coming, withheld := s.program.Account(known)
	sent, err := s.narrator(p, &known, len(coming))
	if err != nil {
		return nil, err
	}
	kept, err := s.narrator(p, &known, len(withheld))
	if err != nil {
		return nil, err
	}
	told := make([]Told, len(coming)+len(withheld))
	next := told
	tell := func(t *narrator, due *decision.Due, at time.Time) {
		item := &next[0]
		next = next[1:]
		t.tell(due, at, &item.Item)
		item.explain()
		if item.Not == "" {
			item.Here = t.here(due.Touchpoint)
		}
	}
	for i := range coming {
		at := sent.at(&coming[i])
		for len(withheld) > 0 {
			before := kept.at(&withheld[0])
			if !before.Before(at) {
				break
			}
			tell(kept, &withheld[0], before)
			withheld = withheld[1:]
		}
		tell(sent, &coming[i], at)
	}
	for i := range withheld {
		tell(kept, &withheld[i], kept.at(&withheld[i]))
	}
	return told, nil
}

// explain tells the codes of an item apart: what it is for stands before the
// phase, and why not comes last.
func (t *Told) explain() {
	now := max(0, slices.IndexFunc(t.Why, func(code string) bool { return strings.HasPrefix(code, "phase:") }))
	end := len(t.Why)
	if t.Not != "" {
		end--
	}
	t.This, t.Now = t.Why[:now:now], t.Why[now:end:end]
}

// explainHere puts a code for where something comes in words; empty for any
// other.
func (p *Plan) explainHere(code string, l engagement.Language) string {
	kind, rest, _ := strings.Cut(code, ":")
	id, segment, _ := strings.Cut(rest, ":")
	c := p.Brief.Channel(id)
	switch {
	case c == nil:
	case kind == "here" && segment == "":
		return catalogue.Text(string(l), "timeline.here."+string(c.Nature), c.Name.In(l))
	case kind == "reach":
		of := p.Brief.Segment(segment)
		for _, r := range c.Reach {
			if of != nil && r.Segment == segment {
				return catalogue.Text(string(l), "timeline.reach", int(100*r.Share+.5), of.Name.In(l))
			}
		}
	}
	return ""
}
