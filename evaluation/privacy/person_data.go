package privacy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// PersonDataVersion is the kind and version of a document of a person's data.
const PersonDataVersion = "person-data/v1"

// PersonData is all that is kept of one person, for them to read and carry
// away. Sources: seed 001 (the relationship can be read and erased by the person
// it is about); GDPR, articles 15 and 20.
type PersonData struct {
	// Osmosi names the kind and version of the document: person-data/v1.
	Osmosi string `json:"osmosi"`
	// Person is the host's own identifier of the person.
	Person string `json:"person"`
	// Made is the date of the document.
	Made engagement.Date `json:"made"`
	// Events are what the person did with touchpoints.
	Events []evaluation.Event `json:"events,omitempty"`
	// Answers are what the person answered where their name was kept.
	Answers []Answer `json:"answers,omitempty"`
	// Messages are what was sent to the person.
	Messages []Message `json:"messages,omitempty"`
	// Cards are the insight cards that the person wrote.
	Cards []insight.Card `json:"cards,omitempty"`
	// Coaching are the traces of the sessions that the person had or held.
	Coaching []coaching.Trace `json:"coaching,omitempty"`
	// Responses are what the person taught the learning relationship, in its compact form and in base64.
	Responses []byte `json:"responses,omitempty"`
	// Taught says in sentences what the responses taught, in the person's language.
	Taught []string `json:"taught,omitempty"`
}

// Answer is one answer to a survey whose name was kept.
type Answer struct {
	// Person is the host's own identifier of who answered.
	Person string `json:"person"`
	// Survey is the ID of the survey, such as of the touchpoint that asks.
	Survey string `json:"survey"`
	// Question that was asked: its ID or its words.
	Question string `json:"question"`
	// Answer that was given.
	Answer string `json:"answer"`
	// At is when it was given.
	At time.Time `json:"at"`
}

// Message is one message in a host's outbox: to whom it went, or is about to go.
type Message struct {
	// Person is the host's own identifier of who receives it.
	Person string `json:"person"`
	// Touchpoint is its ID.
	Touchpoint string `json:"touchpoint"`
	// Channel is the ID of the channel that it goes over.
	Channel string `json:"channel"`
	// Address that it goes to; empty where the channel has none.
	Address string `json:"address,omitempty"`
	// At is when it went, or is to go.
	At time.Time `json:"at"`
}

// Records are what a host keeps of people, as it reads from where it keeps
// them; what is nil is not kept. The functions that filter pass errors on, so
// that nobody takes half an erasure for a whole one: a line that cannot be
// read may be anybody's.
type Records struct {
	// Events are what people did with touchpoints.
	Events iter.Seq2[evaluation.Event, error]
	// Answers are those whose name was kept.
	Answers iter.Seq2[Answer, error]
	// Messages are the outbox.
	Messages iter.Seq2[Message, error]
	// Cards are insight cards, of those who wrote them.
	Cards iter.Seq2[insight.Card, error]
	// Coaching are traces of coaching, of those who were coached and of those who coached.
	Coaching iter.Seq2[coaching.Trace, error]
}

// Of returns the records of one person.
func (r Records) Of(person string) Records {
	return r.where(func(_ time.Time, _ Kind, of ...string) bool { return slices.Contains(of, person) })
}

// Erase returns the records of everybody else: what the host writes back in
// place of what it had. A coaching session was that of two people, and its trace
// goes with either. Reports that were published need no change, since they hold no
// figure about so few. What the person taught the learning relationship is taken
// out by [engagement.Relationship.Forget]; photographs and leaflets of their cards
// are files of the host's own. Source: GDPR, article 17.
func (r Records) Erase(person string) Records {
	return r.where(func(_ time.Time, _ Kind, of ...string) bool { return !slices.Contains(of, person) })
}

func (r Records) where(keep func(at time.Time, kind Kind, of ...string) bool) Records {
	return Records{
		Events:   filter(r.Events, func(e evaluation.Event) bool { return keep(e.At, Events, e.Person) }),
		Answers:  filter(r.Answers, func(a Answer) bool { return keep(a.At, Answers, a.Person) }),
		Messages: filter(r.Messages, func(m Message) bool { return keep(m.At, Messages, m.Person) }),
		Cards:    filter(r.Cards, func(c insight.Card) bool { return keep(dayOf(c.At), Cards, c.Antenna) }),
		Coaching: filter(r.Coaching, func(t coaching.Trace) bool { return keep(dayOf(t.Day), Coaching, t.Person, t.Coach) }),
	}
}

// dayOf is the end of a day, in UTC: a record that tells no hour is kept as long
// as one of its last moment.
func dayOf(d engagement.Date) time.Time {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{} // a day that is none is not kept longer for it
	}
	return at.AddDate(0, 0, 1)
}

// filter keeps the records that are wanted, and all errors.
func filter[T any](records iter.Seq2[T, error], keep func(T) bool) iter.Seq2[T, error] {
	if records == nil {
		return nil
	}
	return func(yield func(T, error) bool) {
		for t, err := range records {
			if (err != nil || keep(t)) && !yield(t, err) {
				return
			}
		}
	}
}

// collect reads records to their end, or to the first error.
func collect[T any](records iter.Seq2[T, error]) ([]T, error) {
	if records == nil {
		return nil, nil
	}
	var list []T
	for t, err := range records {
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// Export gathers all that is kept of one person. Own are their responses, and
// taught what [campaign.Plan.Tell] says of them; nil where there is no learning
// relationship. Any error of the records is returned instead of half an export.
func Export(person string, made engagement.Date, r Records, own *engagement.Responses, taught []string) (PersonData, error) {
	d := PersonData{Osmosi: PersonDataVersion, Person: person, Made: made, Taught: taught}
	mine := r.Of(person)
	var err error
	if d.Events, err = collect(mine.Events); err != nil {
		return PersonData{}, fmt.Errorf("events: %w", err)
	}
	if d.Answers, err = collect(mine.Answers); err != nil {
		return PersonData{}, fmt.Errorf("answers: %w", err)
	}
	if d.Messages, err = collect(mine.Messages); err != nil {
		return PersonData{}, fmt.Errorf("messages: %w", err)
	}
	if d.Cards, err = collect(mine.Cards); err != nil {
		return PersonData{}, fmt.Errorf("cards: %w", err)
	}
	if d.Coaching, err = collect(mine.Coaching); err != nil {
		return PersonData{}, fmt.Errorf("coaching: %w", err)
	}
	if own != nil && own.Times() > 0 {
		if d.Responses, err = own.MarshalBinary(); err != nil {
			return PersonData{}, fmt.Errorf("responses: %w", err)
		}
	}
	return d, nil
}

// The faults of a document of a person's data, beyond its schema.
const (
	ofAnother  = "OSM-PRIVACY-022" // found: whose; expected: the person
	unreadable = "OSM-PRIVACY-023" // found: the problem
)

// ReadPersonData reads a document of a person's data, such as one carried over
// from another host, and returns everything wrong with it. The data are nil
// where there is a finding.
func ReadPersonData(r io.Reader) (*PersonData, engagement.Findings) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // a byte order mark says nothing
	if found := schema.Validate(schema.PersonData, data); found != nil {
		return nil, found
	}
	var d PersonData
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	var found engagement.Findings
	of := func(person, list string, i int) {
		if person != d.Person {
			found = append(found, rule.Error(ofAnother, "/"+list+"/"+number(i)+"/person", rule.Detail{Found: clip(person), Expected: clip(d.Person)}))
		}
	}
	for i, e := range d.Events {
		of(e.Person, "events", i)
	}
	for i, a := range d.Answers {
		of(a.Person, "answers", i)
	}
	for i, m := range d.Messages {
		of(m.Person, "messages", i)
	}
	for i, c := range d.Cards {
		if c.Antenna != d.Person {
			found = append(found, rule.Error(ofAnother, "/cards/"+number(i)+"/antenna", rule.Detail{Found: clip(c.Antenna), Expected: clip(d.Person)}))
		}
	}
	for i, t := range d.Coaching {
		if t.Coach != d.Person {
			of(t.Person, "coaching", i)
		}
	}
	if len(d.Responses) > 0 {
		if err := new(engagement.Responses).UnmarshalBinary(d.Responses); err != nil {
			found = append(found, rule.Error(unreadable, "/responses", rule.Detail{Found: clip(err.Error())}))
		}
	}
	if found != nil {
		return nil, found
	}
	return &d, nil
}
