package campaign

import (
	"encoding/json"
	"io"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// ReadBrief reads a brief document and returns everything wrong with it in one
// list: what the schema refuses first, domain rules after. The brief is nil
// where there is a finding of severity error.
func ReadBrief(r io.Reader) (*Brief, engagement.Findings) {
	var b Brief
	found := read(r, schema.Brief, &b)
	if !unreadable(found) {
		found = b.check(found)
	}
	if found.Err() != nil {
		return nil, found
	}
	return &b, found
}

// ReadPlan reads a plan document, such as one stored by the host. The plan is
// nil where there is a finding of severity error.
func ReadPlan(r io.Reader) (*Plan, engagement.Findings) {
	var p Plan
	found := read(r, schema.Plan, &p)
	if found.Err() == nil {
		found = append(found, p.check()...)
	}
	if found.Err() != nil {
		return nil, found
	}
	return &p, found
}

// read validates a document and decodes what can be decoded of it: a member
// of the wrong type, which the schema has reported, stays at its zero value.
func read(r io.Reader, document schema.Document, into any) engagement.Findings {
	data, err := io.ReadAll(r)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	found := schema.Validate(document, data)
	if err := json.Unmarshal(data, into); err != nil && found.Err() == nil {
		found = append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	return found
}

// unreadable reports whether the document as a whole was refused, so that
// nothing can be said of its parts.
func unreadable(found engagement.Findings) bool {
	for _, f := range found {
		if f.Path == "" {
			return true
		}
	}
	return false
}

// check refuses a plan whose brief cannot be planned, or which dates what its
// brief does not hold.
func (p *Plan) check() engagement.Findings {
	var found engagement.Findings
	for _, f := range p.Brief.Check() {
		f.Path = "/brief" + f.Path
		found = append(found, f)
	}
	if found.Err() != nil {
		return found
	}
	var ids []string
	for _, t := range p.Brief.Touchpoints {
		ids = append(ids, t.ID)
	}
	for i, t := range p.Touchpoints {
		if p.Touchpoint(t.ID) == nil {
			found = append(found, rule.Error("OSM-BRIEF-002", at("touchpoints", i)+"/id", rule.Detail{Found: t.ID, Expected: "brief/touchpoints", Near: ids}))
		}
	}
	return found
}
