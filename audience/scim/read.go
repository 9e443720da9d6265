package scim

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Read yields the people of a ListResponse, one for each active user, as it
// reads. A user with faults yields an error that joins them instead of a
// person, and reading goes on; an error in the JSON, or of the source, is the
// last. Where the response is one page of several, the last thing yielded is
// the advice OSM-SCIM-003, so that no page is forgotten unnoticed. The sequence
// can be ranged over once.
//
// Line managers may come later than their reports: [audience.NewWorkforce]
// brings them together.
func Read(r io.Reader, m Mapping) iter.Seq2[audience.Person, error] { return Import(r, m, nil) }

// Import reads as [Read] does and counts in the intake what comes of it, users
// who are not active among it.
func Import(r io.Reader, m Mapping, in *audience.Intake) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		s := &response{json: json.NewDecoder(field.Source(r, in)), mapping: m, values: field.NewValues(m.DefaultLanguage), intake: in, startIndex: 1, yield: yield}
		if err := m.check(s.values).Err(); err != nil {
			yield(audience.Person{}, err)
			return
		}
		if s.read() {
			s.last()
		}
	}
}

// ReadAll reads a ListResponse to its end: the people of its good users, and
// all that is wrong.
func ReadAll(r io.Reader, m Mapping) ([]audience.Person, engagement.Findings) {
	return field.Collect(Read(r, m))
}

// response is a ListResponse (RFC 7644, 3.4.2) while it is read.
type response struct {
	json    *json.Decoder
	mapping Mapping
	values  *field.Values
	intake  *audience.Intake
	asked   int // index of the user from whom on the page was asked for, 0 where the response is none of several
	yield   func(audience.Person, error) bool

	schemas                             []string
	resources, startIndex, totalResults int
}

// read yields what it finds. It reports false where yield wants no more, or
// where there is no going on.
func (s *response) read() bool {
	start, err := s.json.Token()
	if err != nil {
		return s.stop(err)
	}
	if start != json.Delim('{') {
		s.fault("OSM-SCIM-002", "", rule.Detail{Expected: listResponseSchema, Source: "RFC 7644, 3.4.2"})
		return false
	}
	for s.json.More() {
		name, err := s.json.Token()
		if err != nil {
			return s.stop(err)
		}
		if !s.member(name.(string)) {
			return false
		}
	}
	if _, err := s.json.Token(); err != nil { // the closing brace
		return s.stop(err)
	}
	if _, err := s.json.Token(); err != io.EOF {
		return s.stop(err)
	}
	list := func(schema string) bool { return strings.EqualFold(schema, listResponseSchema) }
	if !slices.ContainsFunc(s.schemas, list) {
		return s.fault("OSM-SCIM-002", "/schemas", rule.Detail{Found: strings.Join(s.schemas, ", "), Expected: listResponseSchema, Source: "RFC 7644, 3.4.2"})
	}
	return true
}

// member reads one member of the response and tells whether to go on.
func (s *response) member(name string) bool {
	if strings.EqualFold(name, "Resources") {
		return s.users()
	}
	var raw json.RawMessage
	if err := s.json.Decode(&raw); err != nil {
		return s.stop(err)
	}
	var into any
	expected := "0, 1, 2, …"
	switch strings.ToLower(name) {
	case "schemas":
		into, expected = &s.schemas, "[…]"
	case "startindex":
		into = &s.startIndex
	case "totalresults":
		into = &s.totalResults
	default:
		return true
	}
	if json.Unmarshal(raw, into) != nil {
		var found engagement.Findings
		object{found: &found}.wrong(raw, expected, name)
		return s.yield(audience.Person{}, found.Err())
	}
	if into == &s.startIndex && s.asked > 0 && s.startIndex != s.asked {
		s.fault("OSM-SCIM-019", "/startIndex", rule.Detail{Found: strconv.Itoa(s.startIndex), Expected: strconv.Itoa(s.asked), Source: "RFC 7644, 3.4.2.4"})
		return false
	}
	return true
}

// users reads the resources one by one.
func (s *response) users() bool {
	start, err := s.json.Token()
	if err != nil {
		return s.stop(err)
	}
	if start == nil { // null is the same as absent
		return true
	}
	if start != json.Delim('[') {
		s.fault("OSM-SCIM-004", "/Resources", rule.Detail{Expected: "[…]", Source: "RFC 7644, 3.4.2"})
		return false
	}
	for s.json.More() {
		var raw json.RawMessage
		if err := s.json.Decode(&raw); err != nil {
			return s.stop(err)
		}
		p, active, err := s.user(raw, field.Pointer("Resources", strconv.Itoa(s.resources)))
		s.resources++
		if !active {
			field.Leave(s.intake, audience.ReasonInactive)
			continue
		}
		field.Count(s.intake, err)
		if !s.yield(p, err) {
			return false
		}
	}
	if _, err := s.json.Token(); err != nil { // the closing bracket
		return s.stop(err)
	}
	return true
}

// last advises to read the pages that follow, where there are any.
func (s *response) last() {
	if last := max(s.startIndex, 1) - 1 + s.resources; last < s.totalResults {
		f := rule.Advice("OSM-SCIM-003", "/totalResults", rule.Detail{Found: strconv.Itoa(last), Expected: strconv.Itoa(s.totalResults), Source: "RFC 7644, 3.4.2.4"})
		s.yield(audience.Person{}, &f)
	}
}

// stop yields why nothing more can be read: the text ends or is no JSON, or the
// source failed. It reports false, as there is no going on.
func (s *response) stop(err error) bool {
	var syntax *json.SyntaxError
	if err == nil || err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) {
		s.fault("OSM-SCIM-001", "", rule.Detail{Found: strconv.FormatInt(s.json.InputOffset(), 10), Source: "RFC 8259"})
		return false
	}
	return broken(err, s.yield)
}

// broken yields that the source failed, and reports false.
func broken(err error, yield func(audience.Person, error) bool) bool {
	f := rule.Error("OSM-SCIM-016", "", rule.Detail{Found: err.Error()})
	yield(audience.Person{}, errors.Join(&f, err))
	return false
}

func (s *response) fault(code, path string, d rule.Detail) bool {
	f := rule.Error(code, path, d)
	return s.yield(audience.Person{}, &f)
}
