package survey

import (
	"bytes"
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

// MaxLine is how long a line of answers may be, in bytes.
const MaxLine = 1 << 20

// ReadSheets reads the answers to an anonymous survey: newline-delimited JSON,
// one sheet a line, and one line held at a time. Empty lines are passed over.
// A line with faults yields them as one error, in which errors.As finds an
// [engagement.Finding], and reading goes on; places begin with the line,
// counted from 1: "/3/answers/0/points". A sheet that brings a person, a time
// or anything else that a sheet has no member for is such a fault. Any other
// error is the reader's own, and ends the sequence. The sequence can be run
// once.
//
// The codes are OSM-SURVEY-018 to 033. Answers to a survey that is not
// anonymous are read by [ReadSigned].
func ReadSheets(r io.Reader, s *Survey) iter.Seq2[Sheet, error] {
	return func(yield func(Sheet, error) bool) {
		if !s.Anonymous {
			f := rule.Error("OSM-SURVEY-035", "", rule.Detail{Found: s.ID})
			yield(Sheet{}, &f)
			return
		}
		for line, err := range lines.Read(r, MaxLine) {
			sheet, found := s.decodeLine(line, err)
			if err == nil {
				err = found.Err()
			}
			if err != nil {
				sheet = SignedSheet{}
			}
			if !yield(sheet.Sheet, err) {
				return
			}
		}
	}
}

// ReadSigned reads the answers to a survey that is not anonymous, as
// [ReadSheets] does those to one that is. A person who answers a second time,
// in the same wave and about the same subject, is a fault: whoever was first is
// counted.
func ReadSigned(r io.Reader, s *Survey) iter.Seq2[SignedSheet, error] {
	return func(yield func(SignedSheet, error) bool) {
		if s.Anonymous {
			f := rule.Error("OSM-SURVEY-034", "", rule.Detail{Found: s.ID})
			yield(SignedSheet{}, &f)
			return
		}
		type turn struct{ person, wave, subject string }
		seen := map[turn]string{}
		for line, err := range lines.Read(r, MaxLine) {
			sheet, found := s.decodeLine(line, err)
			if err == nil && found.Err() == nil {
				this := turn{sheet.Person, sheet.Wave, sheet.Subject}
				if first, twice := seen[this]; twice {
					found = append(found, rule.Error("OSM-SURVEY-036", line.Path+"/person", rule.Detail{Found: clip(sheet.Person), Expected: first}))
				} else {
					seen[this] = line.Path
				}
			}
			if err == nil {
				err = found.Err()
			}
			if err != nil {
				sheet = SignedSheet{}
			}
			if !yield(sheet, err) {
				return
			}
		}
	}
}

// decodeLine reads one line that could be read.
func (s *Survey) decodeLine(line lines.Line, err error) (SignedSheet, engagement.Findings) {
	switch {
	case err != nil:
		return SignedSheet{}, nil
	case line.TooLong:
		return SignedSheet{}, engagement.Findings{rule.Error("OSM-SURVEY-018", line.Path, rule.Detail{Expected: strconv.Itoa(MaxLine)})}
	}
	return s.decodeSheet(line.Text, line.Path)
}

// decodeSheet reads one line and returns everything wrong with it.
func (s *Survey) decodeSheet(line []byte, path string) (SignedSheet, engagement.Findings) {
	found := schema.Validate(schema.Answers, line)
	for i, f := range found {
		if s.Anonymous && f.Code == "OSM-DOC-003" && strings.Count(f.Path, "/") == 1 {
			var near []string
			if f.Suggestion != "person" {
				near = append(near, f.Suggestion)
			}
			found[i] = rule.Error("OSM-SURVEY-019", f.Path, rule.Detail{Found: clip(f.Found), Near: near})
		}
		found[i].Path = path + found[i].Path
	}
	var sheet SignedSheet
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &sheet); err != nil && found.Err() == nil {
		found = append(found, rule.Error("OSM-DOC-001", path, rule.Detail{Found: err.Error()}))
	}
	switch {
	case s.Anonymous && sheet.Person != "":
		// What was given is not repeated: the finding may be kept.
		found = append(found, rule.Error("OSM-SURVEY-020", path+"/person", rule.Detail{}))
	case s.Anonymous:
	case sheet.Person == "":
		found = append(found, rule.Error("OSM-SURVEY-037", path+"/person", rule.Detail{Expected: "person"}))
	case telling(sheet.Person):
		found = append(found, rule.Error("OSM-SURVEY-033", path+"/person", rule.Detail{Found: clip(sheet.Person)}))
	}
	return sheet, besides(found, s.CheckSheet(&sheet.Sheet, path))
}
