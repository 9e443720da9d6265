package survey

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
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
		lines(r, func(line []byte, path string) bool {
			sheet, found := s.decodeSheet(line, path)
			if found.Err() != nil {
				return yield(Sheet{}, found.Err())
			}
			return yield(sheet.Sheet, nil)
		}, func(err error) bool { return yield(Sheet{}, err) })
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
		lines(r, func(line []byte, path string) bool {
			sheet, found := s.decodeSheet(line, path)
			if found.Err() == nil {
				this := turn{sheet.Person, sheet.Wave, sheet.Subject}
				if first, twice := seen[this]; twice {
					found = append(found, rule.Error("OSM-SURVEY-036", path+"/person", rule.Detail{Found: clip(sheet.Person), Expected: first}))
				} else {
					seen[this] = path
				}
			}
			if found.Err() != nil {
				return yield(SignedSheet{}, found.Err())
			}
			return yield(sheet, nil)
		}, func(err error) bool { return yield(SignedSheet{}, err) })
	}
}

// lines calls use for each line that is not empty, with its place, and failed
// for what cannot be read, until one of them wants no more.
func lines(r io.Reader, use func(line []byte, path string) bool, failed func(error) bool) {
	in := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		path := "/" + strconv.Itoa(n)
		var line []byte
		part, err := in.ReadSlice('\n')
		size := len(part)
		line = append(line, part...)
		for err == bufio.ErrBufferFull {
			part, err = in.ReadSlice('\n')
			if size += len(part); size <= MaxLine {
				line = append(line, part...)
			}
		}
		if err != nil && err != io.EOF {
			failed(fmt.Errorf("line %d: %w", n, err))
			return
		}
		more := true
		switch {
		case size > MaxLine:
			f := rule.Error("OSM-SURVEY-018", path, rule.Detail{Expected: strconv.Itoa(MaxLine)})
			more = failed(&f)
		case len(bytes.TrimSpace(line)) > 0:
			more = use(line, path)
		}
		if !more || err == io.EOF {
			return
		}
	}
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
