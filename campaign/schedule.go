package campaign

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/relation"
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
	// Wording is the ID of the segment in whose words the person gets the gain; empty for the general ones.
	Wording string `json:"wording,omitempty"`
	// Variant is the ID of the variant whose texts the person gets; empty for the touchpoint's own.
	Variant string `json:"variant,omitempty"`
	// Explains are the IDs of the drivers that it explains before the gain, the first time that the person meets the proposition; each driver once.
	Explains []string `json:"explains,omitempty"`
	// Voice is the ID of the office that speaks, where management does.
	Voice string `json:"voice,omitempty"`
	// Answers are the places in the brief's expectations of the answers that come with it.
	Answers []int `json:"answers,omitempty"`
	// At is when, in the person's time zone. A time that clocks skip on that day is as much later as they skip; one that they show twice is the first.
	At time.Time `json:"at"`
	// Minutes of a learning moment; 0 for anything else.
	Minutes int `json:"minutes,omitempty"`
	// About are the IDs of the people below who have not acknowledged a briefing, where the item tells their manager so.
	About []string `json:"about,omitempty"`
	// Sent is true of what came already: see [Schedule.At].
	Sent bool `json:"sent,omitempty"`
	// Why are codes for why this and why now, or why not; [Plan.Explain] puts them in words.
	Why []string `json:"why"`
	// Not is the code of what keeps it from the person, such as cap; empty for what comes.
	Not string `json:"not,omitempty"`
}

// Schedule tells who gets what and when. It is a pure function of plan and
// workforce; it may be used by several goroutines.
type Schedule struct {
	plan      *Plan
	workforce *audience.Workforce
	program   *decision.Program
	releases  []release            // from when teams wait; the first is that nobody does
	released  []uint32             // by number of a person who leads: the one of their team; nil where nobody waits
	silent    map[string][]silence // person to who below them did not acknowledge a briefing
	zones     map[string]*time.Location
	situation []uint32                                    // by number of a person: among the following
	met       []situation                                 // each once
	languages map[engagement.Language]engagement.Language // a person's to the brief's
	voices    voices                                      // who is asked to be an ambassador
	known     *knowledge                                  // of what people did; nil where nothing is
	earlier   [][]decision.Sent                           // by number of a person: what other campaigns send them; nil where nothing is known
	learnt    *relation.Model                             // nil where nothing is
	timed     []string                                    // IDs of the channels that push, where something is
	profile   func(*audience.Person) light.Value          // what conditions may ask of a person
	mail      []string                                    // IDs of the channels that need an e-mail address
	minutes   map[string]int                              // touchpoint to the length of a learning moment
	sayings   []saying                                    // of each touchpoint of the program
	answers   [][]answering                               // of each question: who gets which
	draws     []draw                                      // experiments
	catching  *decision.CatchUp                           // what comes late; nil where nothing does
	hours     map[audience.WorkHours]*decision.WorkHours  // nil where nobody's are known
	skips     map[string][]decision.Skip                  // what clocks go forward over, by time zone, where somebody's hours are known
}

// Schedule prepares the schedules of a workforce. It walks the reporting
// lines once, because a team waits for its manager's briefing. Where anyone's
// e-mail address is known, e-mails come only to those whose is.
func (p *Plan) Schedule(w *audience.Workforce) *Schedule {
	s := p.unvoiced(w)
	s.voices = s.choose()
	return s
}

// unvoiced is the schedule before anybody is asked to be an ambassador.
func (p *Plan) unvoiced(w *audience.Workforce) *Schedule {
	if w == nil {
		w = &audience.Workforce{}
	}
	s := &Schedule{plan: p, workforce: w, program: p.program(), zones: map[string]*time.Location{}, languages: map[engagement.Language]engagement.Language{}, minutes: p.momentMinutes()}
	for person := range w.People() {
		if _, matched := s.languages[person.Language]; !matched {
			s.languages[person.Language] = engagement.MatchLanguage(p.Brief.Languages, string(person.Language))
		}
	}
	s.mail, s.profile = p.Brief.mailOf(w), w.Profiles(p.Brief.Frame.Inform, p.Brief.Traits)
	s.prepareSayings()
	s.draws = p.draws()
	s.situate()
	s.brief()
	return s
}

// Plan returns the plan that is scheduled.
func (s *Schedule) Plan() *Plan { return s.plan }

// Workforce returns the people whose schedules these are.
func (s *Schedule) Workforce() *audience.Workforce { return s.workforce }

// mailOf are the IDs of the channels that reach only those whose e-mail address
// is known; none where nobody's is, so that the host did not give them.
func (b *Brief) mailOf(w *audience.Workforce) []string {
	var ids []string
	for person := range w.People() {
		if person.Email == "" {
			continue
		}
		for _, c := range b.Channels {
			if c.Kind == audience.Email {
				ids = append(ids, c.ID)
			}
		}
		break
	}
	return ids
}

// brief walks the reporting lines and notes when managers are briefed.
func (s *Schedule) brief() {
	s.releases, s.released, s.silent = []release{{}}, nil, map[string][]silence{}
	if !slices.ContainsFunc(s.program.Touchpoints, func(t decision.Touchpoint) bool { return t.Briefing }) {
		return // nobody waits
	}
	s.released = make([]uint32, s.workforce.Len())
	for i, m := range s.workforce.Line() {
		if !s.workforce.Leads(i) {
			continue
		}
		if m >= 0 {
			s.released[i] = s.released[m]
		}
		person := s.workforce.At(i)
		if due, is := s.program.Briefing(s.knownPerson(person)); is { // later ones hold nobody up
			own := s.release(person, &due)
			n := slices.Index(s.releases, own)
			if n < 0 {
				n = len(s.releases)
				s.releases = append(s.releases, own)
			}
			s.released[i] = uint32(n)
		}
	}
}

// releaseOf is when the team of a person is free to hear; zero for nobody's.
func (s *Schedule) releaseOf(p *audience.Person) release {
	if p == nil || s.released == nil {
		return release{}
	}
	i, _ := s.workforce.Number(p.ID)
	return s.releases[s.released[i]]
}

// managerBriefed is when the person's manager is briefed, or the nearest
// manager above who is, on the person's own calendar; zero without one.
func (s *Schedule) managerBriefed(p *audience.Person) release {
	return s.releaseOf(s.workforce.ManagerOf(p.ID)).where(s.zones[p.TimeZone])
}

// Briefed is the day on which the person's own manager is briefed, or
// acknowledges the briefing, or is waited for no longer; empty where nobody
// above is briefed. Nothing reaches the person before the day after; a page
// tells the widget by its attribute of that name.
func (s *Schedule) Briefed(person string) engagement.Date {
	p := s.workforce.Person(person)
	if p == nil {
		return ""
	}
	on := s.managerBriefed(p).day
	if on == 0 {
		return ""
	}
	return engagement.Date(on.String())
}

func (s *Schedule) due(p *audience.Person) []decision.Due {
	return s.program.Schedule(s.knownPerson(p))
}

// knownPerson is what the program needs to know of a person and what they did.
func (s *Schedule) knownPerson(p *audience.Person) decision.Person {
	person := s.person(p)
	known := s.known.of(p.ID)
	person.Facts, person.Now = known.facts, s.known.nowFor(s.zones[p.TimeZone])
	person.Invited, person.CatchUp = s.invited(p.ID), s.catching
	return person
}

// invited are the IDs of the touchpoints that a person is invited to.
func (s *Schedule) invited(person string) []string {
	return slices.Concat(s.known.of(person).invited, s.voices.invited[person])
}

// person is what the program needs to know of a person, whatever they did.
func (s *Schedule) person(p *audience.Person) decision.Person {
	briefed := s.managerBriefed(p)
	made := decision.Person{
		Profile:  s.profile(p),
		WorkDays: decision.WorkDays(p.WorkDays),
		Briefed:  briefed.day,
		Cascade:  briefed.how,
		Earlier:  s.beside(p.ID),
		Learning: s.learnt,
		Timed:    s.timed,
	}
	if p.Email == "" {
		made.Unreached = s.mail
	}
	if !p.WorkHours.IsZero() {
		made.Hours, made.Skips = s.hours[p.WorkHours], s.skips[p.TimeZone]
	}
	made.Held = heldOf(s.draws, held(s.draws, s.workforce, p))
	made.Escalated = s.escalated(p.ID)
	return made
}

// beside is what other campaigns send a person.
func (s *Schedule) beside(person string) []decision.Sent {
	if i, has := s.workforce.Number(person); has && s.earlier != nil {
		return s.earlier[i]
	}
	return nil
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
		s.everything(p, yield)
	}
}

// All yields what everyone gets, person by person in the workforce's order. A
// person whose time zone does not exist yields one [*ZoneError].
func (s *Schedule) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for p := range s.workforce.People() {
			if !s.everything(p, yield) {
				return
			}
		}
	}
}

// everything yields what a person gets.
func (s *Schedule) everything(p *audience.Person, yield func(Item, error) bool) bool {
	known := s.knownPerson(p)
	return s.items(p, &known, s.program.Schedule(known), yield)
}

func (s *Schedule) items(p *audience.Person, known *decision.Person, due []decision.Due, yield func(Item, error) bool) bool {
	return s.some(p, known, due, nil, yield)
}

// some yields the items of some touchpoints, or of all where those are nil.
func (s *Schedule) some(p *audience.Person, known *decision.Person, due []decision.Due, only map[string]bool, yield func(Item, error) bool) bool {
	t, err := s.narrator(p, known, len(due))
	if err != nil {
		return yield(Item{}, err)
	}
	for i := range due {
		if only != nil && !only[s.program.Touchpoints[due[i].Touchpoint].ID] {
			t.pass(&due[i])
			continue
		}
		var item Item
		t.tell(&due[i], t.at(&due[i]), &item)
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
		facts := w.Facts(person, on, p.Brief.Traits)
		var ids []string
		for i := range program.Segments {
			if program.Segments[i].When.Match(&facts) {
				ids = append(ids, program.Segments[i].ID)
			}
		}
		return ids
	}
}
