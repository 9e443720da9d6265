package csv

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Read yields the people of a table, one for each row, as it reads. A row with
// faults yields an error that joins them instead of a person, and reading goes
// on. Where the mapping and the table's first row do not fit each other, one
// error joins all that is wrong and nothing follows; so it is where the source
// cannot be read further. The sequence can be ranged over once.
//
// Line managers may come later than their reports: [audience.NewWorkforce]
// brings them together.
func Read(r io.Reader, m Mapping) iter.Seq2[audience.Person, error] {
	return func(yield func(audience.Person, error) bool) {
		t, err := open(r, m)
		if err != nil {
			yield(audience.Person{}, err)
			return
		}
		for number := 1; ; number++ {
			cells, err := t.csv.Read()
			if err == io.EOF {
				return
			}
			var broken *csv.ParseError
			if err != nil && !errors.As(err, &broken) {
				yield(audience.Person{}, t.unreadable(err))
				return
			}
			var p audience.Person
			if err != nil {
				err = t.broken(broken, cells)
			} else {
				p, err = t.person(cells, number)
			}
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

// table is a table whose first row has been read.
type table struct {
	mapping Mapping
	csv     *csv.Reader
	values  *field.Values
	header  int            // number of columns
	at      map[string]int // place of each column that the mapping names
}

// open reads the first row and holds the mapping against it.
func open(r io.Reader, m Mapping) (*table, error) {
	t := &table{mapping: m, values: field.NewValues(m.DefaultLanguage), at: map[string]int{}}
	found := m.check(t.values)
	comma, ok := m.delimiter()
	if !ok {
		return nil, found.Err() // the first row can't be told apart
	}
	buffer := bufio.NewReader(r)
	if mark, _ := buffer.Peek(3); string(mark) == "\ufeff" {
		buffer.Discard(3)
	}
	t.csv = csv.NewReader(buffer)
	t.csv.Comma = comma
	header, err := t.csv.Read()
	var broken *csv.ParseError
	switch {
	case err == io.EOF:
		return nil, append(found, rule.Error("OSM-CSV-006", "/1", rule.Detail{})).Err()
	case errors.As(err, &broken):
		return nil, errors.Join(found.Err(), t.broken(broken, nil))
	case err != nil:
		return nil, errors.Join(found.Err(), t.unreadable(err))
	}
	t.header = len(header)
	start, _ := t.csv.FieldPos(0)
	line := strconv.Itoa(start)
	t.csv.ReuseRecord = true
	for i := range header {
		if header[i] = strings.TrimSpace(header[i]); !utf8.ValidString(header[i]) {
			found = append(found, rule.Error("OSM-CSV-015", field.Pointer(line), rule.Detail{Found: strings.ToValidUTF8(header[i], "\ufffd")}))
		}
	}
	for _, name := range m.columns() {
		t.at[name] = slices.Index(header, name)
		path := field.Pointer(line, name)
		if t.at[name] < 0 {
			found = append(found, rule.Error("OSM-CSV-001", path, rule.Detail{Found: name, Expected: strings.Join(header, ", "), Near: header}))
		} else if slices.Contains(header[t.at[name]+1:], name) {
			found = append(found, rule.Error("OSM-CSV-002", path, rule.Detail{Found: name}))
		}
	}
	return t, found.Err()
}

// broken is the error of a row that can't be split into cells, or that has too
// few or too many.
func (t *table) broken(err *csv.ParseError, cells []string) error {
	f := rule.Error("OSM-CSV-008", field.Pointer(strconv.Itoa(err.Line)), rule.Detail{Found: strconv.Itoa(err.Column)})
	if errors.Is(err, csv.ErrFieldCount) {
		f = rule.Error("OSM-CSV-007", field.Pointer(strconv.Itoa(err.StartLine)), rule.Detail{Found: strconv.Itoa(len(cells)), Expected: strconv.Itoa(t.header)})
	}
	return &f
}

// unreadable is the error of a source that failed, which it joins.
func (t *table) unreadable(err error) error {
	f := rule.Error("OSM-CSV-016", "", rule.Detail{Found: err.Error()})
	return errors.Join(&f, err)
}

// person reads one row; the number counts rows, good and bad, from 1 on.
func (t *table) person(cells []string, number int) (audience.Person, error) {
	line, _ := t.csv.FieldPos(0)
	row := row{table: t, cells: cells, line: strconv.Itoa(line)}
	m := &t.mapping
	p := audience.Person{
		ID:         row.text(m.ID),
		GivenName:  row.text(m.GivenName),
		FamilyName: row.text(m.FamilyName),
		Email:      row.text(m.Email),
		Language:   row.language(m.Language),
		TimeZone:   row.timeZone(m.TimeZone),
		Manager:    row.text(m.Manager),
		Hired:      row.date(m.Hired),
		WorkDays:   row.workDays(m.WorkDays),
	}
	if m.ID == "" {
		p.ID = fmt.Sprintf("%s%04d", m.IDPrefix, number)
	} else if strings.TrimSpace(cells[t.at[m.ID]]) == "" {
		row.fault("OSM-CSV-014", m.ID, "", "")
	}
	for _, c := range m.Traits {
		if value := row.trait(c); value != nil {
			if p.Traits == nil {
				p.Traits = make(map[string]any, len(m.Traits))
			}
			p.Traits[c.trait()] = value
		}
	}
	if err := row.found.Err(); err != nil {
		return audience.Person{}, err
	}
	return p, nil
}
