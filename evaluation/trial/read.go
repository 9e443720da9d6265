package trial

import (
	"encoding/json"
	"io"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// Read reads a result document, such as one stored by the host. The result is
// nil where there is a finding of severity error.
func Read(r io.Reader) (*Result, engagement.Findings) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	found := schema.Validate(schema.Trial, data)
	if found.Err() != nil {
		return nil, found
	}
	var made Result
	if err := json.Unmarshal(data, &made); err != nil {
		return nil, append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	return &made, found
}
