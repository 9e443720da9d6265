package campaign

import (
	"fmt"
	"slices"
	"strings"

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
	sent, withheld := s.program.Account(known)
	var kept []Item
	var err error
	s.items(p, withheld, func(item Item, fault error) bool {
		kept, err = append(kept, item), fault
		return fault == nil
	})
	told := make([]Told, 0, len(sent)+len(withheld))
	s.items(p, sent, func(item Item, fault error) bool {
		for ; len(kept) > 0 && kept[0].At.Before(item.At); kept = kept[1:] {
			told = append(told, Told{Item: kept[0]})
		}
		told, err = append(told, Told{Item: item}), fault
		return fault == nil
	})
	if err != nil {
		return nil, err
	}
	for i := range kept {
		told = append(told, Told{Item: kept[i]})
	}
	here := s.here(&known)
	for i := range told {
		told[i].explain(here)
	}
	return told, nil
}

// explain tells the codes of an item apart: what it is for stands before the
// phase, and why not comes last.
func (t *Told) explain(here map[string][]string) {
	now := max(0, slices.IndexFunc(t.Why, func(code string) bool { return strings.HasPrefix(code, "phase:") }))
	end := len(t.Why) - len(t.WhyNot())
	t.This, t.Now = t.Why[:now:now], t.Why[now:end:end]
	if t.Not == "" {
		t.Here = here[t.Channel]
	}
}

// here are the codes for why each channel, for a person.
func (s *Schedule) here(person *decision.Person) map[string][]string {
	b := &s.plan.Brief
	facts := decision.Facts{Profile: person.Profile, Sorted: true, Day: s.program.Start, History: person.History}
	in := make([]int8, len(b.Segments)) // -1 for no, 1 for yes, 0 where nobody asked yet
	all := make(map[string][]string, len(b.Channels))
	for i := range b.Channels {
		c := &b.Channels[i]
		codes := []string{"here:" + c.ID}
		best := len(b.Segments)
		for _, r := range c.Reach {
			for k := range best {
				if b.Segments[k].ID != r.Segment || r.Share == 0 {
					continue
				}
				if in[k] == 0 {
					in[k] = -1
					if s.program.Segments[k].When.Match(&facts) {
						in[k] = 1
					}
				}
				if in[k] > 0 {
					best = k
				}
				break
			}
		}
		if best < len(b.Segments) {
			codes = append(codes, "reach:"+c.ID+":"+b.Segments[best].ID)
		}
		all[c.ID] = codes
	}
	return all
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
