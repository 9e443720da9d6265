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
func Read(r io.Reader, m Mapping) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		s := &response{json: json.NewDecoder(r), mapping: m, values: field.NewValues(m.DefaultLanguage), startIndex: 1, yield: yield}
		if err := m.check(s.values).Err(); err != nil {
			yield(audience.Person{}, err)
			return
		}
		s.read()
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
	yield   func(audience.Person, error) bool

	schemas                             []string
	resources, startIndex, totalResults int
}

// read reports nothing: what it finds goes to yield, and it ends early where
// yield wants no more or the text can't be read on.
func (s *response) read() {
	start, err := s.json.Token()
	if err != nil {
		s.stop(err)
		return
	}
	if start != json.Delim('{') {
		s.fault("OSM-SCIM-002", "", rule.Detail{Expected: listResponseSchema, Source: "RFC 7644, 3.4.2"})
		return
	}
	for s.json.More() {
		name, err := s.json.Token()
		if err != nil {
			s.stop(err)
			return
		}
		if !s.member(name.(string)) {
			return
		}
	}
	if _, err := s.json.Token(); err != nil { // the closing brace
		s.stop(err)
		return
	}
	if _, err := s.json.Token(); err != io.EOF {
		s.stop(err)
		return
	}
	s.end()
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
		if active && !s.yield(p, err) {
			return false
		}
	}
	if _, err := s.json.Token(); err != nil { // the closing bracket
		return s.stop(err)
	}
	return true
}

// end checks what only the whole response tells.
func (s *response) end() {
	list := func(schema string) bool { return strings.EqualFold(schema, listResponseSchema) }
	if !slices.ContainsFunc(s.schemas, list) {
		if !s.fault("OSM-SCIM-002", "/schemas", rule.Detail{Found: strings.Join(s.schemas, ", "), Expected: listResponseSchema, Source: "RFC 7644, 3.4.2"}) {
			return
		}
	}
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
	f := rule.Error("OSM-SCIM-016", "", rule.Detail{Found: err.Error()})
	s.yield(audience.Person{}, errors.Join(&f, err))
	return false
}

func (s *response) fault(code, path string, d rule.Detail) bool {
	f := rule.Error(code, path, d)
	return s.yield(audience.Person{}, &f)
}
