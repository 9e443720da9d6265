package insight

import (
	"encoding/json"
	"io"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/schema"
)

// MaxFile is how large a JSON file of [Read] may be, in bytes. Tables are read
// row by row and may be of any size.
const MaxFile = 1 << 20

// Read yields the cards of a folder and the folders in it, as it reads: a card
// for each file ending in .json, a card for each row of those in .csv, in the
// order of their names; other files, such as photographs, are passed over. A
// card with faults yields an error that joins them, and reading goes on.
// errors.As reaches them as *engagement.Finding; places begin with the file,
// and in tables its line and column: "/week1~1cards.csv/3/at".
//
// The first row of a table names its columns: id, at, antenna, language, text,
// tags (separated by semicolons), and where wanted segment, need, where, quote,
// and kind, url and alt of one medium. Cells are separated by commas, or by semicolons
// where the first row has some and no comma; tags are then separated by "|".
func Read(folder fs.FS) iter.Seq2[Card, error] {
	return func(yield func(Card, error) bool) {
		r := reader{folder: folder, taken: map[string]string{}, yield: yield}
		fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				r.fail("OSM-CARD-001", field.Pointer(name), rule.Detail{Found: err.Error()})
				if entry != nil && entry.IsDir() && !r.done {
					return fs.SkipDir
				}
			case entry.IsDir():
			case path.Ext(name) == ".json":
				r.document(name)
			case path.Ext(name) == ".csv":
				r.table(name)
			}
			if r.done {
				return fs.SkipAll
			}
			return nil
		})
	}
}

// ReadAll reads a folder to its end: the good cards, and all that is wrong.
func ReadAll(folder fs.FS) ([]Card, engagement.Findings) { return field.Collect(Read(folder)) }

// reader yields the cards of one folder.
type reader struct {
	folder fs.FS
	taken  map[string]string // ID to the place of its card
	yield  func(Card, error) bool
	done   bool // the receiver wants no more
}

// fail yields one fault.
func (r *reader) fail(code, place string, d rule.Detail) {
	f := rule.Error(code, place, d)
	r.done = !r.yield(Card{}, &f)
}

// pass yields a card, or what is wrong with it. An ID that is taken is only
// told of a card that is good otherwise.
func (r *reader) pass(c Card, place string, found engagement.Findings) {
	if found.Err() == nil {
		if first, taken := r.taken[c.ID]; taken {
			found = append(found, rule.Error("OSM-CARD-002", place+"/id", rule.Detail{Found: c.ID, Expected: first}))
		} else {
			r.taken[c.ID] = place
		}
	}
	if err := found.Err(); err != nil {
		r.done = !r.yield(Card{}, err)
		return
	}
	r.done = !r.yield(c, nil)
}

// document reads a JSON file.
func (r *reader) document(name string) {
	place := field.Pointer(name)
	file, err := r.folder.Open(name)
	if err != nil {
		r.fail("OSM-CARD-001", place, rule.Detail{Found: err.Error()})
		return
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxFile+1))
	if err != nil {
		r.fail("OSM-CARD-001", place, rule.Detail{Found: err.Error()})
		return
	}
	if len(data) > MaxFile {
		r.fail("OSM-CARD-008", place, rule.Detail{Expected: strconv.Itoa(MaxFile)})
		return
	}
	c, found := decode(data)
	for i := range found {
		found[i].Path = place + found[i].Path
	}
	r.pass(c, place, found)
}

// decode reads one card document and returns everything wrong with it.
func decode(data []byte) (Card, engagement.Findings) {
	found := schema.Validate(schema.Card, data)
	if found.Err() != nil {
		return Card{}, found
	}
	var c Card
	if err := json.Unmarshal(data, &c); err != nil {
		return Card{}, engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})}
	}
	return c, c.check()
}

// split separates the texts of a list and drops empty ones.
func split(text, separator string) []string {
	texts := []string{}
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			texts = append(texts, part)
		}
	}
	return texts
}
