package measure

import (
	"encoding/json"
	"io"
	"iter"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/internal/lines"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// Read reads a document of measures, such as one stored by the host. It is nil
// where there is a finding of severity error.
func Read(r io.Reader) (*Measures, engagement.Findings) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	found := schema.Validate(schema.Measures, data)
	if found.Err() != nil {
		return nil, found
	}
	var made Measures
	if err := json.Unmarshal(data, &made); err != nil {
		return nil, append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()}))
	}
	return &made, found
}

// MaxLine is how long a line of [ReadLevels] may be, in bytes.
const MaxLine = 4 << 10

const longLine = "OSM-MEASURE-012" // expected: the most bytes

// ReadLevels reads newline-delimited JSON, one level a line, and holds one line
// at a time. Empty lines are passed over. A line with faults yields them as one
// error, in which errors.As finds an [engagement.Finding], and reading goes on;
// places begin with the line, counted from 1: "/3/shown". Any other error is
// the reader's own, and ends the sequence, which can be run once.
func ReadLevels(r io.Reader) iter.Seq2[Level, error] {
	return func(yield func(Level, error) bool) {
		for line, err := range lines.Read(r, MaxLine) {
			var l Level
			if err == nil {
				var found engagement.Findings
				if line.TooLong {
					found = engagement.Findings{rule.Error(longLine, line.Path, rule.Detail{Expected: strconv.Itoa(MaxLine)})}
				} else if found = schema.Validate(schema.Level, line.Text); found.Err() == nil {
					if fault := json.Unmarshal(line.Text, &l); fault != nil {
						found = append(found, rule.Error("OSM-DOC-001", "", rule.Detail{Found: fault.Error()}))
					}
				}
				for i := range found {
					if !line.TooLong {
						found[i].Path = line.Path + found[i].Path
					}
				}
				if err = found.Err(); err != nil {
					l = Level{}
				}
			}
			if !yield(l, err) {
				return
			}
		}
	}
}
