package csv

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Read yields the people of a table, one for each row, as it reads. A row with
// faults yields an error that joins them instead of a person, and reading goes
// on. Where the mapping and the table's first row do not fit each other, one
// error joins all that is wrong and nothing follows; so it is where the source
// cannot be read further. What there is to know of a table that can be read is
// yielded as an error too, whose finding is advice. The sequence can be ranged
// over once.
//
// Line managers may come later than their reports: [audience.NewWorkforce]
// brings them together.
func Read(r io.Reader, m Mapping) iter.Seq2[audience.Person, error] { return Import(r, m, nil) }

// Import reads as [Read] does and counts in the intake what comes of it.
func Import(r io.Reader, m Mapping, in *audience.Intake) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		t, found, cause := open(r, m, in)
		if cause != nil || found.Err() != nil {
			yield(audience.Person{}, join(found, cause))
			return
		}
		for i := range found {
			if !yield(audience.Person{}, &found[i]) {
				return
			}
		}
		converted := t.split.converted
		for number := 1; ; number++ {
			err := t.split.next()
			if err == io.EOF {
				return
			}
			if err == nil && t.split.converted && !converted {
				converted = true
				if !yield(audience.Person{}, join(t.converted(), nil)) {
					return
				}
			}
			var p audience.Person
			if err == nil {
				p, err = t.person(number)
			} else {
				f, cause := broken(err, t.split.start)
				if err = join(engagement.Findings{f}, cause); cause != nil {
					yield(audience.Person{}, err)
					return
				}
			}
			field.Count(in, err)
			if !yield(p, err) {
				return
			}
		}
	}
}

// ReadAll reads a table to its end: the people of its good rows, and all that
// is wrong.
func ReadAll(r io.Reader, m Mapping) ([]audience.Person, engagement.Findings) {
	return field.Collect(Read(r, m))
}

// join makes one error of findings, advice or not, and of what caused the last
// one, where anything did.
func join(found engagement.Findings, cause error) error {
	if len(found) == 1 && cause == nil {
		return &found[0]
	}
	errs := make([]error, len(found), len(found)+1)
	for i := range found {
		errs[i] = &found[i]
	}
	return errors.Join(append(errs, cause)...)
}

// table is a table whose first row has been read.
type table struct {
	mapping Mapping
	split   *splitter
	values  *field.Values
	width   int // number of columns

	// Places of the fields' columns, -1 for none.
	id, givenName, familyName, email, language, timeZone, manager, dotted, hired, workDays, workHours int
	traits                                                                                            []source
	hours                                                                                             map[string]audience.WorkHours // by what their cells say: many people share a pattern
}

// source is a column that becomes a trait, at its place. It remembers the
// values of its cells: a workforce has many people and few units, roles, sites.
type source struct {
	Column
	trait string
	at    int
	seen  map[string]any
}

// most is how many values of a column are remembered.
const most = 1 << 10

// open reads the first row and holds the mapping against it. The error is that
// of a source that failed.
func open(r io.Reader, m Mapping, in *audience.Intake) (*table, engagement.Findings, error) {
	buffer := field.Source(r, in)
	s := &splitter{in: buffer, ansi: m.Encoding == Windows1252}
	t := &table{mapping: m, split: s, values: field.NewValues(m.DefaultLanguage), hours: map[string]audience.WorkHours{}}
	found := m.check(t.values)
	if m.Delimiter != "" && !m.delimits() {
		return t, found, nil // the first row can't be told apart
	}
	if mark, _ := buffer.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		return t, append(found, rule.Error("OSM-CSV-021", "/1", rule.Detail{Found: "UTF-16", Expected: "UTF-8"})), nil
	}
	about, err := s.delimit(&m)
	if err == nil {
		err = s.next()
	}
	if err == io.EOF {
		return t, append(found, rule.Error("OSM-CSV-006", "/1", rule.Detail{})), nil
	} else if err != nil {
		f, cause := broken(err, s.start)
		return t, append(found, f), cause
	}
	if found = append(found, about...); about.Err() != nil {
		return t, found, nil
	}
	if s.converted {
		found = append(found, t.converted()...)
	}
	t.width = len(s.begins)
	line := strconv.Itoa(s.start)
	header := s.cells()
	for i := range header {
		if text := strings.ToValidUTF8(header[i], "\ufffd"); text != header[i] {
			header[i] = text
			found = append(found, rule.Error("OSM-CSV-015", field.Pointer(line), rule.Detail{Found: text}))
		}
	}
	at := map[string]int{"": -1}
	for _, name := range m.columns() {
		at[name] = slices.Index(header, name)
		path := field.Pointer(line, name)
		if at[name] < 0 {
			found = append(found, rule.Error("OSM-CSV-001", path, rule.Detail{Found: name, Expected: strings.Join(header, ", "), Near: header}))
		} else if slices.Contains(header[at[name]+1:], name) {
			found = append(found, rule.Error("OSM-CSV-002", path, rule.Detail{Found: name}))
		}
	}
	t.id, t.givenName, t.familyName = at[m.ID], at[m.GivenName], at[m.FamilyName]
	t.email, t.language, t.timeZone = at[m.Email], at[m.Language], at[m.TimeZone]
	t.manager, t.dotted, t.hired, t.workDays, t.workHours = at[m.Manager], at[m.Dotted], at[m.Hired], at[m.WorkDays], at[m.WorkHours]
	for _, c := range m.Traits {
		t.traits = append(t.traits, source{c, c.trait(), at[c.Column], map[string]any{}})
	}
	return t, found, nil
}

// cells copies the cells of the row, without white space around them.
func (s *splitter) cells() []string {
	cells := make([]string, len(s.begins))
	for i := range cells {
		cells[i] = strings.TrimSpace(string(s.text[s.begins[i]:s.ends[i]]))
	}
	return cells
}

// converted is the advice that rows from this one on are not UTF-8.
func (t *table) converted() engagement.Findings {
	return engagement.Findings{rule.Advice("OSM-CSV-025", field.Pointer(strconv.Itoa(t.split.start)), rule.Detail{Found: string(Windows1252), Expected: string(UTF8), Args: []any{t.split.start}, Source: "RFC 4180, 3; the mapping declares the encoding"})}
}

// broken is the finding for a row that can't be cut into cells. It returns the
// error of a source that failed, after which there is no going on.
func broken(err error, start int) (engagement.Finding, error) {
	var m *misquoted
	switch {
	case errors.As(err, &m):
		return rule.Error("OSM-CSV-008", field.Pointer(strconv.Itoa(m.line)), rule.Detail{Found: strconv.Itoa(m.column), Source: "RFC 4180"}), nil
	case err == errTooLong:
		return rule.Error("OSM-CSV-020", field.Pointer(strconv.Itoa(start)), rule.Detail{Expected: strconv.Itoa(longest)}), nil
	}
	return rule.Error("OSM-CSV-016", "", rule.Detail{Found: err.Error()}), err
}

// person reads the row; the number counts rows, good and bad, from 1 on.
func (t *table) person(number int) (audience.Person, error) {
	s := t.split
	r := row{table: t, text: string(s.text)}
	if len(s.begins) != t.width {
		f := rule.Error("OSM-CSV-007", field.Pointer(strconv.Itoa(s.start)), rule.Detail{Found: strconv.Itoa(len(s.begins)), Expected: strconv.Itoa(t.width)})
		return audience.Person{}, &f
	}
	m := &t.mapping
	p := audience.Person{
		ID:             r.cell(t.id, m.ID),
		GivenName:      r.cell(t.givenName, m.GivenName),
		FamilyName:     r.cell(t.familyName, m.FamilyName),
		Email:          r.cell(t.email, m.Email),
		Language:       r.language(),
		TimeZone:       r.timeZone(),
		Manager:        r.cell(t.manager, m.Manager),
		DottedManagers: r.dottedManagers(),
		Hired:          r.date(t.hired, m.Hired),
		WorkDays:       r.days(),
		WorkHours:      r.hours(),
	}
	if t.id < 0 {
		p.ID = numbered(m.IDPrefix, number)
	} else if p.ID == "" && strings.TrimSpace(r.text[s.begins[t.id]:s.ends[t.id]]) == "" {
		r.fault("OSM-CSV-014", m.ID, "", "")
	}
	for i := range t.traits {
		if value := r.trait(&t.traits[i]); value != nil {
			if p.Traits == nil {
				p.Traits = make(map[string]any, len(t.traits))
			}
			p.Traits[t.traits[i].trait] = value
		}
	}
	if len(r.found) > 0 {
		return audience.Person{}, join(r.found, nil)
	}
	return p, nil
}

// numbered is an ID such as P-0007.
func numbered(prefix string, number int) string {
	digits := strconv.Itoa(number)
	return prefix + "0000"[min(len(digits), 4):] + digits
}
