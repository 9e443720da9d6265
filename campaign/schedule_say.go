package campaign

import (
	"cmp"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// saying is what an item of a touchpoint says beyond its texts, whoever gets it.
type saying struct {
	explains []string // the first time that the person meets the proposition
	voice    string   // the same
	answers  bool     // whether it answers expectations
	minutes  int      // of a learning moment; 0 for anything else
	here     string   // the code for its channel
	reach    []reaching
}

// reaching is a segment that a channel reaches some people of, and the code for it.
type reaching struct {
	segment int // in order of precedence
	code    string
}

// answering is an answer to a question: the first whose people one belongs to is theirs.
type answering struct {
	segment int // or decision.Everyone
	place   int // among the brief's expectations
}

// prepareSayings notes what each of the program's touchpoints says: found once
// rather than for each item.
func (s *Schedule) prepareSayings() {
	b := &s.plan.Brief
	s.sayings = make([]saying, len(s.program.Touchpoints))
	for i := range s.program.Touchpoints {
		id := s.program.Touchpoints[i].ID
		t := s.plan.Touchpoint(id)
		q := b.Proposition(t.Proposition)
		made := saying{answers: t.Kind == Expectations, minutes: s.minutes[id]}
		if q.Approach().Consequences().ExplainsNeed {
			made.explains = b.driversOf(q)
		}
		if q.Support().Steered() {
			made.voice = b.management(t)
		}
		if c := b.Channel(t.Channel); c != nil {
			made.here = "here:" + c.ID
			for _, r := range c.Reach {
				if k := b.precedence(r.Segment); k >= 0 && r.Share != 0 {
					made.reach = append(made.reach, reaching{k, "reach:" + c.ID + ":" + r.Segment})
				}
			}
			slices.SortFunc(made.reach, func(x, y reaching) int { return cmp.Compare(x.segment, y.segment) })
		}
		s.sayings[i] = made
	}
	for _, q := range engagement.Questions() {
		var made []answering
		for k := range b.Segments {
			if place := b.answer(q, b.Segments[k].ID); place >= 0 {
				made = append(made, answering{k, place})
			}
		}
		if place := b.answer(q, ""); place >= 0 {
			made = append(made, answering{decision.Everyone, place})
		}
		s.answers = append(s.answers, made)
	}
}

// within tells of each segment whether a person is in it, given what they did.
func (s *Schedule) within(known *decision.Person) []bool {
	facts := decision.Facts{Profile: known.Profile, Sorted: true, Day: s.program.Start, History: s.program.Outcomes(*known)}
	in := make([]bool, len(s.program.Segments))
	for i := range in {
		in[i] = s.program.Segments[i].When.Match(&facts)
	}
	return in
}

// narrator makes a person's items, one after another in order of time.
type narrator struct {
	*Schedule
	person   *audience.Person
	known    *decision.Person
	zone     *time.Location
	language engagement.Language
	in       []bool   // by segment; nil while nobody asks
	met      []bool   // by proposition
	told     []string // drivers explained
	codes    []string // of all items so far
}

// narrator begins to tell a person of about so many items. It fails with a
// [*ZoneError] where the person's time zone does not exist.
func (s *Schedule) narrator(p *audience.Person, known *decision.Person, items int) (*narrator, error) {
	zone := s.zones[p.TimeZone]
	if zone == nil {
		return nil, &ZoneError{p.ID, p.TimeZone}
	}
	return &narrator{Schedule: s, person: p, known: known, zone: zone, language: s.languages[p.Language], met: make([]bool, len(s.program.Propositions)), codes: make([]string, 0, 8*items)}, nil
}

// segments tells of each segment whether the person is in it.
func (n *narrator) segments() []bool {
	if n.in == nil {
		n.in = n.within(n.known)
	}
	return n.in
}

// at is when an item comes, or came.
func (n *narrator) at(due *decision.Due) time.Time {
	if due.Sent {
		at, _ := n.Schedule.known.came(n.person.ID, n.program.Touchpoints[due.Touchpoint].ID)
		return at
	}
	return wallClock(due.Day, due.Minute, n.zone)
}

// tell fills in an empty item.
func (n *narrator) tell(due *decision.Due, at time.Time, item *Item) {
	p := &n.program.Touchpoints[due.Touchpoint]
	item.Person, item.Touchpoint, item.Proposition = n.person.ID, p.ID, n.program.Propositions[p.Proposition].ID
	item.Channel, item.Phase, item.Language = p.Channel, Phase(p.Phase), n.language
	item.Wording, item.Variant = due.Fit.Words(n.program), n.variant(n.person, p.ID)
	item.About, item.Sent, item.Not = n.about(n.person.ID, due), due.Sent, due.Not.String()
	item.At = at
	first := len(n.codes)
	n.codes = n.why(due, n.codes)
	item.Why = n.codes[first:len(n.codes):len(n.codes)]
	n.say(due.Touchpoint, item)
}

// say fills in what an item says beyond its texts. Days off and briefings may
// change the order of things for a person, so that whatever belongs to the
// first item of a proposition is told here rather than taken from the plan.
func (n *narrator) say(touchpoint int, item *Item) {
	said := &n.sayings[touchpoint]
	item.Minutes = said.minutes
	if first := n.meet(touchpoint); first {
		item.Voice = said.voice
		for _, driver := range said.explains {
			if n.explain(driver) {
				item.Explains = append(item.Explains, driver)
			}
		}
	}
	if !said.answers {
		return
	}
	for _, question := range n.answers {
		for _, a := range question {
			if a.segment == decision.Everyone || n.segments()[a.segment] {
				item.Answers = append(item.Answers, a.place)
				break
			}
		}
	}
}

// pass leaves out an item that the person meets all the same.
func (n *narrator) pass(due *decision.Due) {
	if n.meet(due.Touchpoint) {
		for _, driver := range n.sayings[due.Touchpoint].explains {
			n.explain(driver)
		}
	}
}

// meet reports whether the person meets a touchpoint's proposition for the first time.
func (n *narrator) meet(touchpoint int) (first bool) {
	met := &n.met[n.program.Touchpoints[touchpoint].Proposition]
	first = !*met
	*met = true
	return first
}

// explain reports whether a driver is explained for the first time.
func (n *narrator) explain(driver string) (first bool) {
	if slices.Contains(n.told, driver) {
		return false
	}
	n.told = append(n.told, driver)
	return true
}

// here appends the codes for why an item's channel.
func (n *narrator) here(touchpoint int) []string {
	said := &n.sayings[touchpoint]
	if said.here == "" {
		return nil
	}
	first := len(n.codes)
	n.codes = append(n.codes, said.here)
	for i := range said.reach {
		if r := &said.reach[i]; n.segments()[r.segment] {
			n.codes = append(n.codes, r.code)
			break
		}
	}
	return n.codes[first:len(n.codes):len(n.codes)]
}
