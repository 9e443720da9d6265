package retrospective

import (
	"encoding/json"
	"io"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// Read reads a retrospective document, such as one that waits for decisions. It
// is nil where there is a finding of severity error.
func Read(r io.Reader) (*Retrospective, engagement.Findings) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	found := schema.Validate(schema.Retrospective, data)
	if found.Err() != nil {
		return nil, found
	}
	var made Retrospective
	if err := json.Unmarshal(data, &made); err != nil {
		return nil, append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	if found = append(found, made.Check()...); found.Err() != nil {
		return nil, found
	}
	return &made, found
}

// Check returns what is wrong with a retrospective that [Make] did not make:
// lessons that stand twice, and figures that no people can have given.
func (r *Retrospective) Check() engagement.Findings {
	var found engagement.Findings
	if !r.Made.Valid() {
		found = append(found, rule.Error("OSM-BRIEF-004", "/made", rule.Detail{Found: string(r.Made)}))
	}
	seen := map[string]int{}
	for i := range r.Lessons {
		l, path := &r.Lessons[i], at("lessons", i)
		if first, twice := seen[l.ID]; twice {
			found = append(found, rule.Error("OSM-BRIEF-001", path+"/id", rule.Detail{Found: l.ID, Expected: at("lessons", first)}))
		} else {
			seen[l.ID] = i
		}
		for _, f := range []struct {
			name   string
			figure *Figure
		}{{"figure", l.Figure}, {"against", l.Against}} {
			if g := f.figure; g != nil && (g.Low > g.Share || g.Share > g.High) {
				found = append(found, rule.Error("OSM-RETRO-016", path+"/"+f.name, rule.Detail{Found: strconv.FormatFloat(g.Share, 'g', -1, 64), Args: []any{l.ID}}))
			}
		}
	}
	return found
}
