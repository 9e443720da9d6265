package survey

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Tally counts the answers to one survey. It holds whole numbers and nothing
// else of the answers but the words of open ones, so counting in any order, in
// one tally or in several that are merged, gives the same tally to the byte. It
// holds nobody's sheet, and small groups all the same: it is not to be shown.
type Tally struct {
	survey *Survey
	cells  map[key]*cell
}

// key names those whose answers are counted together.
type key struct {
	wave, group, subject string
	relation             Relation
}

// MarshalText writes a key as a path.
func (k key) MarshalText() ([]byte, error) {
	path := ""
	for _, part := range []string{k.wave, k.group, k.subject, string(k.relation)} {
		path = light.Pointer(path, part)
	}
	return []byte(path), nil
}

// UnmarshalText reads a path.
func (k *key) UnmarshalText(path []byte) error {
	parts := strings.Split(string(path), "/")
	if len(parts) != 5 || parts[0] != "" {
		return errors.New("not a key of a tally")
	}
	for i := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(parts[i], "~1", "/"), "~0", "~")
	}
	k.wave, k.group, k.subject, k.relation = parts[1], parts[2], parts[3], Relation(parts[4])
	return nil
}

// cell is what some people answered.
type cell struct {
	Sheets      int               `json:"sheets"`
	Questions   map[string]*count `json:"questions"`
	Scales      map[string]*sums  `json:"scales,omitempty"`
	Competences map[string]*sums  `json:"competences,omitempty"`
}

// count is what they answered to one question.
type count struct {
	// Answered is how many did.
	Answered int `json:"answered"`
	// Counts are by points from the least, or by option as the survey has them;
	// in a ranking, for each option by place.
	Counts []int `json:"counts,omitempty"`
	// Texts are open answers, and how many gave the same.
	Texts map[string]int `json:"texts,omitempty"`
}

// sums are of the items of a scale or a competence, as they are keyed.
type sums struct {
	// Complete is how many answered all items; the sums are of them.
	Complete int `json:"complete"`
	// Partly is how many answered some and not all.
	Partly int `json:"partly"`
	// Items and Squares are the sum of each item, and of its squares.
	Items   []int64 `json:"items"`
	Squares []int64 `json:"squares"`
	// Total and TotalSquares are of each person's sum over the items.
	Total        int64 `json:"total"`
	TotalSquares int64 `json:"totalSquares"`
}

// NewTally returns a tally of a survey without faults, without answers.
func NewTally(s *Survey) *Tally { return &Tally{s, map[key]*cell{}} }

// Survey returns the survey whose answers are counted.
func (t *Tally) Survey() *Survey { return t.survey }

// newCell has room for every question.
func (s *Survey) newCell() *cell {
	c := &cell{Questions: map[string]*count{}, Scales: map[string]*sums{}, Competences: map[string]*sums{}}
	for i := range s.Questions {
		q := &s.Questions[i]
		c.Questions[q.ID] = &count{Counts: make([]int, q.cells())}
		if q.Kind == Open {
			c.Questions[q.ID].Texts = map[string]int{}
		}
	}
	room := func(of func(*Question) string, id string) *sums {
		n := len(s.items(of, id))
		return &sums{Items: make([]int64, n), Squares: make([]int64, n)}
	}
	for _, one := range s.Scales {
		c.Scales[one.ID] = room(scaleOf, one.ID)
	}
	for _, one := range s.Competences {
		c.Competences[one.ID] = room(competenceOf, one.ID)
	}
	return c
}

// cells is how many counts the question needs.
func (q *Question) cells() int {
	switch {
	case q.Kind.rated():
		least, most := q.points()
		return most - least + 1
	case q.Kind == Rank:
		return len(q.Options) * len(q.Options)
	}
	return len(q.Options)
}

// Add counts a sheet. A sheet with faults is not counted: they come back as one
// error, in which errors.As finds an [engagement.Finding]. Of a signed sheet,
// what is signed is counted.
func (t *Tally) Add(sheet Sheet) error {
	if err := t.survey.CheckSheet(&sheet, "").Err(); err != nil {
		return err
	}
	k := key{sheet.Wave, sheet.Group, sheet.Subject, sheet.Relation}
	c := t.cells[k]
	if c == nil {
		c = t.survey.newCell()
		t.cells[k] = c
	}
	c.Sheets++
	given := map[string]*Answer{}
	for i := range sheet.Answers {
		a := &sheet.Answers[i]
		given[a.Question] = a
		c.Questions[a.Question].add(t.survey.Question(a.Question), a)
	}
	for id, s := range c.Scales {
		s.add(t.survey.items(scaleOf, id), given)
	}
	for id, s := range c.Competences {
		s.add(t.survey.items(competenceOf, id), given)
	}
	return nil
}

func (c *count) add(q *Question, a *Answer) {
	c.Answered++
	switch {
	case q.Kind.rated():
		least, _ := q.points()
		c.Counts[*a.Points-least]++
	case q.Kind == Open:
		c.Texts[strings.TrimSpace(a.Text)]++
	default:
		for place, id := range a.Options {
			option := slices.IndexFunc(q.Options, func(o Option) bool { return o.ID == id })
			if q.Kind == Rank {
				c.Counts[option*len(q.Options)+place]++
			} else {
				c.Counts[option]++
			}
		}
	}
}

func (s *sums) add(items []*Question, given map[string]*Answer) {
	values := make([]int64, 0, len(items))
	for _, q := range items {
		if a := given[q.ID]; a != nil {
			values = append(values, int64(q.keyed(*a.Points)))
		}
	}
	switch {
	case len(values) == 0:
		return
	case len(values) < len(items):
		s.Partly++
		return
	}
	s.Complete++
	var total int64
	for i, v := range values {
		s.Items[i] += v
		s.Squares[i] += v * v
		total += v
	}
	s.Total += total
	s.TotalSquares += total * total
}

// Merge adds what another tally of the same survey counted. It does not matter
// which is merged into which, or in what order. It is an error where the
// surveys differ; then nothing was added.
func (t *Tally) Merge(other *Tally) error {
	if t.survey != other.survey {
		ours, err := json.Marshal(t.survey)
		if err != nil {
			return err
		}
		if theirs, err := json.Marshal(other.survey); err != nil {
			return err
		} else if !bytes.Equal(ours, theirs) {
			f := rule.Error("OSM-SURVEY-038", "", rule.Detail{Found: other.survey.ID, Expected: t.survey.ID})
			return &f
		}
	}
	for k, theirs := range other.cells {
		if t.cells[k] == nil {
			t.cells[k] = t.survey.newCell()
		}
		t.cells[k].merge(theirs)
	}
	return nil
}

func (c *cell) merge(other *cell) {
	c.Sheets += other.Sheets
	for id, o := range other.Questions {
		c.Questions[id].merge(o)
	}
	for id, o := range other.Scales {
		c.Scales[id].merge(o)
	}
	for id, o := range other.Competences {
		c.Competences[id].merge(o)
	}
}

func (c *count) merge(o *count) {
	c.Answered += o.Answered
	for i, n := range o.Counts {
		c.Counts[i] += n
	}
	for text, n := range o.Texts {
		c.Texts[text] += n
	}
}

func (s *sums) merge(o *sums) {
	s.Complete += o.Complete
	s.Partly += o.Partly
	for i := range o.Items {
		s.Items[i] += o.Items[i]
		s.Squares[i] += o.Squares[i]
	}
	s.Total += o.Total
	s.TotalSquares += o.TotalSquares
}

// stored is a tally as it is written.
type stored struct {
	Survey string        `json:"survey"`
	Cells  map[key]*cell `json:"cells"`
}

// MarshalJSON writes what was counted, for a host that keeps it or merges it
// elsewhere: [ReadTally] reads it. Equal tallies are written alike.
func (t *Tally) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{t.survey.ID, t.cells})
}

// ReadTally reads a tally of a survey as it was written. It is an error where
// the tally is of another survey, or cannot have been counted.
func ReadTally(r io.Reader, s *Survey) (*Tally, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var in stored
	if err := dec.Decode(&in); err != nil {
		f := rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error()})
		return nil, &f
	}
	t := NewTally(s)
	for k, c := range in.Cells {
		if in.Survey != s.ID || !s.newCell().fits(c) {
			f := rule.Error("OSM-SURVEY-038", "", rule.Detail{Found: clip(in.Survey), Expected: s.ID})
			return nil, &f
		}
		t.cells[k] = s.newCell()
		t.cells[k].merge(c)
	}
	return t, nil
}

// fits reports whether a cell that was read has the shape of this one, and
// counts that can be.
func (c *cell) fits(o *cell) bool {
	if o == nil || o.Sheets < 0 || len(o.Questions) != len(c.Questions) || len(o.Scales) != len(c.Scales) || len(o.Competences) != len(c.Competences) {
		return false
	}
	for id, mine := range c.Questions {
		q := o.Questions[id]
		if q == nil || q.Answered < 0 || q.Answered > o.Sheets || len(q.Counts) != len(mine.Counts) || mine.Texts == nil && len(q.Texts) > 0 {
			return false
		}
		for _, n := range q.Counts {
			if n < 0 || n > q.Answered {
				return false
			}
		}
		for _, n := range q.Texts {
			if n < 1 || n > q.Answered {
				return false
			}
		}
	}
	for _, pair := range [][2]map[string]*sums{{c.Scales, o.Scales}, {c.Competences, o.Competences}} {
		for id, mine := range pair[0] {
			s := pair[1][id]
			if s == nil || s.Complete < 0 || s.Partly < 0 || s.Complete+s.Partly > o.Sheets || len(s.Items) != len(mine.Items) || len(s.Squares) != len(mine.Squares) {
				return false
			}
		}
	}
	return true
}
