package evaluation

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/shape"
)

const (
	// MaxLine is how long a line of [ReadEvents] may be, in bytes. An event with
	// every identifier at its longest, escaped in full, stays below.
	MaxLine = 16 << 10
	// MaxBatch is how many events one array of [DecodeEvents] may hold. More
	// of them belong in lines, which are read as they come.
	MaxBatch = 1000
)

// The faults that an event can have.
const (
	notJSON       = "OSM-EVENT-001" // found: the problem
	wrongType     = "OSM-EVENT-002" // found: the value; expected: string, object or array
	unknownMember = "OSM-EVENT-003" // found: the name
	missing       = "OSM-EVENT-004" // expected: the name
	twice         = "OSM-EVENT-005" // found: the name
	empty         = "OSM-EVENT-006" // expected: the name
	longID        = "OSM-EVENT-007" // found: characters; expected: at most
	notATime      = "OSM-EVENT-008" // found: the value
	notAllowed    = "OSM-EVENT-009" // found: the value; expected: those allowed
	longLine      = "OSM-EVENT-010" // expected: bytes at most
	largeBatch    = "OSM-EVENT-011" // found: events; expected: at most
)

// members of an event; those that must be there.
var (
	members  = []string{"id", "at", "campaign", "touchpoint", "proposition", "person", "verb", "language"}
	required = []string{"id", "at", "campaign", "touchpoint", "proposition", "verb"}
)

// DecodeEvent reads one event from a JSON object and returns everything wrong
// with it; the event is the zero Event then. Places are JSON Pointers such as
// "/verb". Unknown members are refused, so that no trait slips in.
func DecodeEvent(data []byte) (Event, engagement.Findings) { return decodeEvent(data, "") }

func decodeEvent(data []byte, path string) (Event, engagement.Findings) {
	r := light.NewReader(data)
	v := r.Value()
	if err := r.End(); err != nil {
		return Event{}, engagement.Findings{rule.Error(notJSON, path, rule.Detail{Found: err.Error(), Source: "RFC 8259"})}
	}
	return eventOf(v, path)
}

// DecodeEvents reads a JSON array of events, as the widget posts it: at most
// [MaxBatch] of them. It returns the good ones, and what is wrong with the
// others at places such as "/3/verb", counted from 0. Of a text that is not
// JSON it returns none.
func DecodeEvents(data []byte) ([]Event, engagement.Findings) {
	r := light.NewReader(data)
	v := r.Value()
	switch err := r.End(); {
	case err != nil:
		return nil, engagement.Findings{rule.Error(notJSON, "", rule.Detail{Found: err.Error(), Source: "RFC 8259"})}
	case v.Kind != light.List:
		return nil, engagement.Findings{rule.Error(wrongType, "", rule.Detail{Found: quote(v), Expected: "array"})}
	case len(v.List) > MaxBatch:
		return nil, engagement.Findings{rule.Error(largeBatch, "", rule.Detail{Found: strconv.Itoa(len(v.List)), Expected: strconv.Itoa(MaxBatch)})}
	}
	var events []Event
	var all engagement.Findings
	for i, item := range v.List {
		e, found := eventOf(item, "/"+strconv.Itoa(i))
		if found != nil {
			all = append(all, found...)
			continue
		}
		events = append(events, e)
	}
	return events, all
}

// ReadEvents reads newline-delimited JSON, one event a line, and holds one
// line at a time. Empty lines are passed over. A line with faults yields them
// as one error, in which errors.As finds an [engagement.Finding], and reading
// goes on; places begin with the line, counted from 1: "/3/verb". Any other
// error is the reader's own, and ends the sequence. The sequence can be run
// once.
func ReadEvents(r io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		for line, err := range shape.Lines(r, MaxLine) {
			if err != nil {
				yield(Event{}, fmt.Errorf("line %d: %w", line.Number, err))
				return
			}
			e, found := decodeLine(line)
			if !yield(e, found.Err()) {
				return
			}
		}
	}
}

func decodeLine(line shape.Line) (Event, engagement.Findings) {
	path := "/" + strconv.Itoa(line.Number)
	if line.TooLong {
		return Event{}, engagement.Findings{rule.Error(longLine, path, rule.Detail{Expected: strconv.Itoa(MaxLine)})}
	}
	return decodeEvent(line.Text, path)
}

// eventOf takes an event out of a JSON value.
func eventOf(v light.Value, path string) (Event, engagement.Findings) {
	if v.Kind != light.Object {
		return Event{}, engagement.Findings{rule.Error(wrongType, path, rule.Detail{Found: quote(v), Expected: "object"})}
	}
	var e Event
	var found engagement.Findings
	var meant []string // members that seem to stand there under a wrong name
	// With more members than an event has, one is unknown or there twice: the
	// first ones show it, and a hostile input earns no endless list.
	for i, name := range v.Names[:min(len(v.Names), 2*len(members))] {
		at := light.Pointer(path, clip(name))
		switch {
		case !slices.Contains(members, name):
			f := rule.Error(unknownMember, at, rule.Detail{Found: clip(name), Near: members})
			meant = append(meant, f.Suggestion)
			found = append(found, f)
		case slices.Contains(v.Names[:i], name):
			found = append(found, rule.Error(twice, at, rule.Detail{Found: name}))
		case v.List[i].Kind != light.Text:
			found = append(found, rule.Error(wrongType, at, rule.Detail{Found: quote(v.List[i]), Expected: "string"}))
		case v.List[i].Text == "":
			found = append(found, rule.Error(empty, at, rule.Detail{Expected: name}))
		default:
			found = append(found, e.set(name, v.List[i].Text, at)...)
		}
	}
	for _, name := range required {
		if !slices.Contains(v.Names, name) && !slices.Contains(meant, name) {
			found = append(found, rule.Error(missing, path+"/"+name, rule.Detail{Expected: name}))
		}
	}
	if found != nil {
		return Event{}, found
	}
	return e, nil
}

// set gives one member its value, and says what is wrong with it.
func (e *Event) set(name, text, path string) engagement.Findings {
	switch name {
	case "at":
		return e.setAt(text, path)
	case "verb":
		e.Verb = Verb(text)
		return oneOf(Verbs(), e.Verb, path)
	case "language":
		e.Language = engagement.Language(text)
		return oneOf(engagement.Languages(), e.Language, path)
	}
	if n := utf8.RuneCountInString(text); n > MaxID {
		return engagement.Findings{rule.Error(longID, path, rule.Detail{Found: strconv.Itoa(n), Expected: strconv.Itoa(MaxID)})}
	}
	switch name {
	case "id":
		e.ID = text
	case "campaign":
		e.Campaign = text
	case "touchpoint":
		e.Touchpoint = text
	case "proposition":
		e.Proposition = text
	case "person":
		e.Person = text
	}
	return nil
}

// dateTime is the date-time of RFC 3339. Package time alone would let more
// pass: hours of one digit, fractions after a comma, offsets of a day.
var dateTime = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

func (e *Event) setAt(text, path string) engagement.Findings {
	at, err := time.Parse(time.RFC3339, text)
	e.At = at.UTC()
	if year := e.At.Year(); err != nil || !dateTime.MatchString(text) || year < 0 || year > 9999 {
		return engagement.Findings{rule.Error(notATime, path, rule.Detail{Found: clip(text), Source: "RFC 3339"})}
	}
	return nil
}

func oneOf[S ~string](allowed []S, value S, path string) engagement.Findings {
	if slices.Contains(allowed, value) {
		return nil
	}
	var near []string
	for _, a := range allowed {
		near = append(near, string(a))
	}
	return engagement.Findings{rule.Error(notAllowed, path, rule.Detail{Found: clip(string(value)), Expected: strings.Join(near, ", "), Near: near})}
}

// quote is a value as a finding quotes it.
func quote(v light.Value) string { return clip(string(v.Append(nil))) }

// clip keeps what a finding quotes short, however long the input was.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
