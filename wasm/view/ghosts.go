package view

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"unicode/utf16"
)

const most = 4 // cards that keep room

// program is what a bundle says of when there are which cards.
type program struct {
	Propositions []struct{ ID string }
	Touchpoints  []struct {
		ID               string
		Proposition      int
		Widget, Invited  bool
		Day, Time, Until string
	}
}

// written is the texts whose length tells how large a card is, as they are written.
type written struct {
	Touchpoints  map[string]struct{ Title, Drivers any }
	Propositions map[string]struct {
		Gain               any
		Wording            map[string]any
		Intervention, Also any
	}
}

// size is the length of a value as the element writes it, in units of UTF-16: both
// are to find the same cards the largest.
func size(value any) int {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return 0 // never: it came from JSON
	}
	return len(utf16.Encode([]rune(out.String()))) - 1
}

// due is when something of a section below the card is for somebody.
type due struct{ From, Until string }

// ghosts are the cards that nobody sees: the largest of those that anyone could
// get at a moment, with all that could stand below them. The element keeps room
// with the same ones, so that nothing moves when it takes over.
func (c *content) ghosts(p program, texts written, at string) []*shown {
	type sized struct {
		*shown
		size int
	}
	var all []sized
	day := at[:len("2027-02-03")]
	for _, t := range p.Touchpoints {
		if !t.Widget || t.Invited || t.Day+"T"+t.Time > at || day > t.Until || t.Proposition < 0 || t.Proposition >= len(p.Propositions) {
			continue
		}
		s, err := c.card(chosen{Touchpoint: t.ID, Proposition: p.Propositions[t.Proposition].ID})
		if err != nil || s.Title == "" {
			continue // the element leaves it out too
		}
		told, offered := texts.Touchpoints[t.ID], texts.Propositions[p.Propositions[t.Proposition].ID]
		longest := size(offered.Gain)
		for _, segment := range slices.Sorted(maps.Keys(offered.Wording)) {
			if own := size(offered.Wording[segment]); own > longest {
				longest, s.Gain = own, s.Proposition.Wording[segment]
			}
		}
		s.Ghost, s.Footers, s.Questions = true, c.footers(at), nil
		s.Body, s.Proposition.Problem, s.Proposition.Ability = nil, nil, nil // folded away
		all = append(all, sized{s, longest + size([]any{told.Title, told.Drivers, offered.Intervention, offered.Also})})
	}
	slices.SortStableFunc(all, func(a, b sized) int { return b.size - a.size })
	var kept []*shown
	for _, one := range all[:min(most, len(all))] {
		kept = append(kept, one.shown)
	}
	return kept
}

// footers are the headings of all that a card may have below it, whoever looks
// and whatever the attributes of the element ask for: too much room costs a few
// lines, and too little moves the page.
func (c *content) footers(at string) []string {
	made := []string{c.Labels["why"]}
	if len(c.Expectations) > 0 {
		made = append(made, c.Labels["questions"])
	}
	for _, section := range []struct {
		name string
		due  []due
	}{{"moments", c.Moments}, {"toolkit", c.Toolkit}, {"stories", c.Stories}, {"recognition", c.Recognition}, {"pulse", c.Pulse}, {"insight", c.Insight}} {
		if slices.ContainsFunc(section.due, func(d due) bool { return d.From <= at && at[:len("2027-02-03")] <= d.Until }) {
			made = append(made, c.Labels[section.name])
		}
	}
	return append(made, c.Labels["data"])
}
