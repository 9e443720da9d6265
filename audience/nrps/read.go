package nrps

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Read yields the people of one page of members, as it reads. A member with
// faults yields an error that joins them instead of a person, and reading goes
// on; an error in the JSON, or of the source, is the last. The sequence can be
// ranged over once.
func Read(r io.Reader, m Mapping) iter.Seq2[audience.Person, error] { return Import(r, m, nil) }

// Import reads as [Read] does and counts in the intake what comes of it.
func Import(r io.Reader, m Mapping, in *audience.Intake) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		if err := m.check().Err(); err != nil {
			yield(audience.Person{}, err)
			return
		}
		(&container{json: json.NewDecoder(field.Source(r, in)), mapping: m, intake: in, yield: yield}).read()
	}
}

// ReadAll reads one page of members to its end: the people, and all that is
// wrong.
func ReadAll(r io.Reader, m Mapping) ([]audience.Person, engagement.Findings) {
	return field.Collect(Read(r, m))
}

// container is one page of members while it is read.
type container struct {
	json    *json.Decoder
	mapping Mapping
	intake  *audience.Intake
	yield   func(audience.Person, error) bool
}

// read yields what it finds and tells whether to go on with the next page.
func (c *container) read() bool {
	start, err := c.json.Token()
	if err != nil {
		return c.stop(err)
	}
	if start != json.Delim('{') {
		return c.fault("OSM-NRPS-002", "", rule.Detail{})
	}
	seen := false
	for c.json.More() {
		name, err := c.json.Token()
		if err != nil {
			return c.stop(err)
		}
		if name == "members" {
			seen = true
			if !c.members() {
				return false
			}
			continue
		}
		var skip json.RawMessage
		if err := c.json.Decode(&skip); err != nil {
			return c.stop(err)
		}
	}
	if _, err := c.json.Token(); err != nil { // the closing brace
		return c.stop(err)
	}
	if _, err := c.json.Token(); err != io.EOF {
		return c.stop(err)
	}
	if !seen {
		return c.fault("OSM-NRPS-002", "/members", rule.Detail{})
	}
	return true
}

func (c *container) members() bool {
	start, err := c.json.Token()
	if err != nil {
		return c.stop(err)
	}
	if start != json.Delim('[') {
		return c.fault("OSM-NRPS-002", "/members", rule.Detail{})
	}
	for i := 0; c.json.More(); i++ {
		var raw json.RawMessage
		if err := c.json.Decode(&raw); err != nil {
			return c.stop(err)
		}
		p, why, err := c.person(raw, field.Pointer("members", strconv.Itoa(i)))
		if why != "" {
			field.Leave(c.intake, why)
			continue
		}
		field.Count(c.intake, err)
		if !c.yield(p, err) {
			return false
		}
	}
	if _, err := c.json.Token(); err != nil { // the closing bracket
		return c.stop(err)
	}
	return true
}

// stop yields why nothing more can be read. It reports false, as there is no
// going on.
func (c *container) stop(err error) bool {
	var syntax *json.SyntaxError
	if err == nil || err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) {
		return c.fault("OSM-NRPS-001", "", rule.Detail{Found: strconv.FormatInt(c.json.InputOffset(), 10), Source: "RFC 8259"})
	}
	return broken(err, c.yield)
}

// broken yields that a source failed, and reports false.
func broken(err error, yield func(audience.Person, error) bool) bool {
	f := rule.Error("OSM-NRPS-006", "", rule.Detail{Found: err.Error()})
	yield(audience.Person{}, errors.Join(&f, err))
	return false
}

// fault yields what is wrong with the page, and reports false.
func (c *container) fault(code, path string, d rule.Detail) bool {
	f := rule.Error(code, path, d)
	c.yield(audience.Person{}, &f)
	return false
}
