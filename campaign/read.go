package campaign

import (
	"bytes"
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
		found = append(found, p.Check()...)
	}
	if found.Err() != nil {
		return nil, found
	}
	return &p, found
}

// ReadSimulation reads a simulation document. The simulation is nil where there
// is a finding of severity error.
func ReadSimulation(r io.Reader) (*Simulation, engagement.Findings) {
	var s Simulation
	found := read(r, schema.Simulation, &s)
	if found.Err() != nil {
		return nil, found
	}
	return &s, found
}

// read validates a document and decodes what can be decoded of it: a member
// of the wrong type, which the schema has reported, stays at its zero value.
func read(r io.Reader, document schema.Document, into any) engagement.Findings {
	data, err := io.ReadAll(r)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // a byte order mark says nothing
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

// Check returns everything wrong with a plan that was not made by [NewPlan]: a
// brief that cannot be planned, touchpoints that the brief does not hold or
// that stand twice, and dates that do not exist or end before they begin.
func (p *Plan) Check() engagement.Findings {
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
	for i, t := range p.Withheld {
		if p.Brief.Touchpoint(t.ID) == nil {
			found = append(found, rule.Error("OSM-BRIEF-002", at("withheld", i)+"/id", rule.Detail{Found: t.ID, Expected: "brief/touchpoints", Near: ids}))
		}
	}
	seen := map[string]int{}
	for i, t := range p.Touchpoints {
		if first, twice := seen[t.ID]; twice {
			found = append(found, rule.Error("OSM-BRIEF-001", at("touchpoints", i)+"/id", rule.Detail{Found: t.ID, Expected: at("touchpoints", first)}))
		}
		seen[t.ID] = i
		for _, d := range []struct {
			name string
			date engagement.Date
		}{{"date", t.Date}, {"until", t.Until}} {
			if !d.date.Valid() {
				found = append(found, rule.Error("OSM-BRIEF-004", at("touchpoints", i)+"/"+d.name, rule.Detail{Found: string(d.date)}))
			} else if d.date < p.Brief.Frame.Inform || d.date > p.Brief.Frame.End || d.date < t.Date {
				found = append(found, rule.Error("OSM-BRIEF-020", at("touchpoints", i)+"/"+d.name, rule.Detail{Found: string(d.date)}))
			}
		}
		if p.Touchpoint(t.ID) == nil {
			found = append(found, rule.Error("OSM-BRIEF-002", at("touchpoints", i)+"/id", rule.Detail{Found: t.ID, Expected: "brief/touchpoints", Near: ids}))
		}
	}
	if p.Simulation != nil {
		found = append(found, p.Simulation.check(&p.Brief)...)
	}
	return found
}
