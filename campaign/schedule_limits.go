package campaign

import (
	"fmt"
	"iter"
	"time"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// Sent is a message that another campaign sends a person, before or after: the
// host, which sends for all campaigns, knows of it.
type Sent struct {
	// Channel is its ID where the campaigns share channels; it counts for no cap on a channel when empty.
	Channel string
	// At is when.
	At time.Time
}

// Beside returns the same schedule beside other campaigns, so that caps and the
// distance between messages hold over all of them together; it asks for each
// person's messages once. A cap on the campaign counts this one alone. What
// others send may move a manager's briefing, and the team's messages with it.
func (s *Schedule) Beside(sent func(person string) []Sent) *Schedule {
	beside := *s
	beside.earlier = make([][]decision.Sent, s.workforce.Len())
	i := 0
	for person := range s.workforce.People() {
		if zone := s.zones[person.TimeZone]; zone != nil { // else the person gets nothing but a [ZoneError]
			for _, one := range sent(person.ID) {
				on, minute := onWall(one.At, zone)
				beside.earlier[i] = append(beside.earlier[i], decision.Sent{Channel: one.Channel, Day: on, Minute: minute})
			}
		}
		i++
	}
	beside.brief()
	return &beside
}

// Withheld yields what is meant for a person and does not come, in order of the
// time at which it would have, each with the code of its obstacle; see
// [Obstacles]. It yields errors as [Schedule.For] does.
func (s *Schedule) Withheld(person string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		p := s.workforce.Person(person)
		if p == nil {
			yield(Item{}, fmt.Errorf("%w: %q", ErrUnknownPerson, person))
			return
		}
		known := s.knownPerson(p)
		_, withheld := s.program.Account(known)
		s.items(p, &known, withheld, yield)
	}
}

// Obstacles lists the codes of what keeps something from a person, with a
// sentence for each in a language.
func Obstacles(l engagement.Language) map[string]string {
	all := map[string]string{}
	for _, o := range decision.Obstacles() {
		all[o.String()] = catalogue.Text(string(l), "why.not."+o.String())
	}
	return all
}
