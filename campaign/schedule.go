package campaign

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/decision"
)

// ErrUnknownPerson is what a schedule of somebody who is not in the workforce
// yields.
var ErrUnknownPerson = errors.New("unknown person")

// ZoneError tells of a person whose time zone does not exist.
type ZoneError struct {
	Person, Zone string
}

func (e *ZoneError) Error() string {
	return fmt.Sprintf("person %s: unknown time zone %q", e.Person, e.Zone)
}

// Item is one thing that one person gets.
type Item struct {
	// Person is whose item it is.
	Person string `json:"person"`
	// Touchpoint is its ID.
	Touchpoint string `json:"touchpoint"`
	// Proposition that it puts forward.
	Proposition string `json:"proposition"`
	// Channel through which it comes.
	Channel string `json:"channel"`
	// Phase of the campaign.
	Phase Phase `json:"phase"`
	// Language in which the person gets it.
	Language engagement.Language `json:"language"`
	// At is when, in the person's time zone.
	At time.Time `json:"at"`
	// Minutes of a learning moment; 0 for anything else.
	Minutes int `json:"minutes,omitempty"`
	// Why are codes for why this and why now; [Plan.Explain] puts them in words.
	Why []string `json:"why"`
}

// Schedule tells who gets what and when. It is a pure function of plan and
// workforce; it may be used by several goroutines.
type Schedule struct {
	plan      *Plan
	workforce *audience.Workforce
	program   *decision.Program
	briefed   map[string]civil.Day // person to the day from which their reports wait
	zones     map[string]*time.Location
	languages map[engagement.Language]engagement.Language // a person's to the brief's
	minutes   map[string]int                              // touchpoint to the length of a learning moment
	known     *knowledge                                  // of what people did; nil where nothing is
}

// Schedule prepares the schedules of a workforce. It walks the reporting
// lines once, because a team waits for its manager's briefing.
func (p *Plan) Schedule(w *audience.Workforce) *Schedule {
	s := &Schedule{plan: p, workforce: w, program: p.program(), briefed: map[string]civil.Day{}, zones: map[string]*time.Location{}, languages: map[engagement.Language]engagement.Language{}, minutes: p.momentMinutes()}
	for person := range w.TopDown() {
		if _, tried := s.zones[person.TimeZone]; !tried {
			s.zones[person.TimeZone], _ = time.LoadLocation(person.TimeZone) // nil where it does not exist
		}
		if _, matched := s.languages[person.Language]; !matched {
			s.languages[person.Language] = engagement.MatchLanguage(p.Brief.Languages, string(person.Language))
		}
		if w.Reports(person.ID) == 0 {
			continue
		}
		on := s.managerBriefed(person)
		for _, due := range s.due(person) {
			if s.program.Touchpoints[due.Touchpoint].Briefing {
				on = max(on, due.Day)
			}
		}
		s.briefed[person.ID] = on
	}
	return s
}

// managerBriefed is the day on which the person's manager is briefed, or the
// nearest manager above who is; zero without one.
func (s *Schedule) managerBriefed(p *audience.Person) civil.Day {
	if m := s.workforce.ManagerOf(p.ID); m != nil {
		return s.briefed[m.ID]
	}
	return 0
}

func (s *Schedule) due(p *audience.Person) []decision.Due {
	person := s.person(p)
	person.History, person.Invited = s.known.of(p.ID)
	return s.program.Schedule(person)
}

// person is what the program needs to know of a person, whatever they did.
func (s *Schedule) person(p *audience.Person) decision.Person {
	return decision.Person{
		Profile:  s.workforce.Profile(p, s.plan.Brief.Frame.Inform, s.plan.Brief.Traits),
		WorkDays: decision.WorkDays(p.WorkDays),
		Briefed:  s.managerBriefed(p),
	}
}

// For yields what one person gets, in order of time. It yields
// [ErrUnknownPerson] or a [*ZoneError] where it can't be told.
func (s *Schedule) For(person string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		p := s.workforce.Person(person)
		if p == nil {
			yield(Item{}, fmt.Errorf("%w: %q", ErrUnknownPerson, person))
			return
		}
		s.items(p, yield)
	}
}

// All yields what everyone gets, person by person in the workforce's order. A
// person whose time zone does not exist yields one [*ZoneError].
func (s *Schedule) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for p := range s.workforce.People() {
			if !s.items(p, yield) {
				return
			}
		}
	}
}

func (s *Schedule) items(p *audience.Person, yield func(Item, error) bool) bool {
	zone := s.zones[p.TimeZone]
	if zone == nil {
		return yield(Item{}, &ZoneError{p.ID, p.TimeZone})
	}
	for _, due := range s.due(p) {
		t := &s.program.Touchpoints[due.Touchpoint]
		year, month, dayOfMonth := due.Day.Date()
		item := Item{
			Person:      p.ID,
			Touchpoint:  t.ID,
			Proposition: s.program.Propositions[t.Proposition].ID,
			Channel:     t.Channel,
			Phase:       Phase(t.Phase),
			Language:    s.languages[p.Language],
			At:          time.Date(year, time.Month(month), dayOfMonth, due.Minute/60, due.Minute%60, 0, 0, zone),
			Minutes:     s.minutes[t.ID],
			Why:         due.Why(s.program),
		}
		if !yield(item, nil) {
			return false
		}
	}
	return true
}

// SegmentsOf returns a function that tells the IDs of the segments that a
// person is in on a day, in order of precedence. It prepares the conditions
// once, for all the people it is asked about.
func (p *Plan) SegmentsOf(w *audience.Workforce, on engagement.Date) func(*audience.Person) []string {
	program := p.program()
	return func(person *audience.Person) []string {
		profile := w.Profile(person, on, p.Brief.Traits)
		var ids []string
		for i := range program.Segments {
			if program.Segments[i].When.Match(profile) {
				ids = append(ids, program.Segments[i].ID)
			}
		}
		return ids
	}
}
