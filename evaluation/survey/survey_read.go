package survey

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// Read reads a survey document and returns everything wrong with it in one
// list: what the schema refuses first, domain rules after, and advice. The
// survey is nil where there is a finding of severity error. The codes are
// OSM-SURVEY-001 to 017.
func Read(r io.Reader) (*Survey, engagement.Findings) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	return decode(data)
}

func decode(data []byte) (*Survey, engagement.Findings) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // a byte order mark says nothing
	found := schema.Validate(schema.Survey, data)
	var s Survey
	if err := json.Unmarshal(data, &s); err != nil && found.Err() == nil {
		found = append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	found = besides(found, s.check())
	if found.Err() != nil {
		return nil, found
	}
	return &s, found
}

// besides adds what rules found to what a schema refused, whose places are not
// judged a second time.
func besides(refused, more engagement.Findings) engagement.Findings {
	found := slices.Clone(refused)
	for _, f := range more {
		if !slices.ContainsFunc(refused, func(r engagement.Finding) bool { return within(f.Path, r.Path) }) {
			found = append(found, f)
		}
	}
	return found
}

// within reports whether a place is another one or in it.
func within(place, other string) bool {
	rest, in := strings.CutPrefix(place, other)
	return in && (rest == "" || rest[0] == '/')
}

// Check returns everything wrong with a survey that was not read, and advice.
func (s *Survey) Check() engagement.Findings {
	data, err := json.Marshal(s)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	_, found := decode(data)
	return found
}
