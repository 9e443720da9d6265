package coaching

import (
	"encoding/json"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/internal/lines"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// MaxLine is how long a line may be, in bytes: a trace has no use for more.
const MaxLine = 16 << 10

// Read reads newline-delimited JSON, one trace a line, and holds one line at a
// time. Empty lines are passed over. A line with faults yields them as one
// error, in which errors.As finds an [engagement.Finding], and reading goes on;
// places begin with the line, counted from 1: "/3/day". A session that comes a
// second time is a fault. Any other error is the reader's own, and ends the
// sequence. The sequence can be run once. The codes are OSM-COACH-001 to 005.
func Read(r io.Reader) iter.Seq2[Trace, error] {
	return func(yield func(Trace, error) bool) {
		seen := map[string]string{}
		for line, err := range lines.Read(r, MaxLine) {
			var t Trace
			var found engagement.Findings
			switch {
			case err != nil:
			case line.TooLong:
				found = engagement.Findings{rule.Error("OSM-COACH-005", line.Path, rule.Detail{Expected: strconv.Itoa(MaxLine)})}
			default:
				t, found = decode(line.Text, line.Path)
				if first, twice := seen[t.ID]; twice && found.Err() == nil {
					found = append(found, rule.Error("OSM-COACH-004", line.Path+"/id", rule.Detail{Found: t.ID, Expected: first}))
				} else if found.Err() == nil {
					seen[t.ID] = line.Path
				}
			}
			if err == nil {
				err = found.Err()
			}
			if err != nil {
				t = Trace{}
			}
			if !yield(t, err) {
				return
			}
		}
	}
}

// decode reads one trace and returns everything wrong with it.
func decode(data []byte, path string) (Trace, engagement.Findings) {
	found := schema.Validate(schema.Coaching, data)
	for i, f := range found {
		if f.Code == "OSM-DOC-003" {
			// What stands there is not repeated: it may be what was said.
			found[i] = rule.Error("OSM-COACH-001", f.Path, rule.Detail{Found: f.Found, Near: []string{f.Suggestion}, Source: "000"})
		}
		found[i].Path = path + found[i].Path
	}
	var t Trace
	if err := json.Unmarshal(data, &t); err != nil && found.Err() == nil {
		found = append(found, rule.Error("OSM-DOC-001", path, rule.Detail{Found: err.Error()}))
	}
	for _, who := range []struct{ member, pseudonym string }{{"person", t.Person}, {"coach", t.Coach}} {
		if strings.ContainsAny(who.pseudonym, "@ ") {
			found = append(found, rule.Error("OSM-COACH-002", path+"/"+who.member, rule.Detail{}))
		}
	}
	if t.Person != "" && t.Person == t.Coach {
		found = append(found, rule.Error("OSM-COACH-003", path+"/coach", rule.Detail{}))
	}
	return t, found
}
