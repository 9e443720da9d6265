package csv

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Write writes people as a table as RFC 4180 has it, in UTF-8, in the order
// given: the columns that the mapping names and nothing else, in the order of
// its fields, with its delimiter, or a comma where it names none. Dates are
// written as ISO 8601. What has been written [Read] reads back by the same
// mapping, but for what cells cannot hold: white space around a text, texts and
// lists that are empty, an int, which comes back as a float64, and carriage
// returns at the end of a line.
//
// Texts are written as they are, for programs to read. For people who open the
// table in a spreadsheet, which would run a text such as =HYPERLINK(…) as a
// formula, declare GuardFormulas. Cells with a comma, a semicolon, a tab, a
// quotation mark or a line break are quoted in either case.
//
// It returns an error, which errors.As reaches as *engagement.Finding, where
// the mapping is faulty or names no column of identifiers, or a value would
// not read back; what has been written is then not complete.
func Write(w io.Writer, people iter.Seq[audience.Person], m Mapping) error {
	found := m.check(field.NewValues(m.DefaultLanguage))
	if m.ID == "" && m.IDPrefix != "" {
		found = append(found, rule.Error("OSM-CSV-004", "/mapping", rule.Detail{Expected: "id"}))
	}
	if err := found.Err(); err != nil {
		return err
	}
	if m.Delimiter == "" {
		m.Delimiter = ","
	}
	out := &writer{Writer: bufio.NewWriter(w), mapping: &m, columns: m.columns()}
	out.cells = append(out.cells, out.columns...)
	if err := out.write(); err != nil {
		return err
	}
	for p := range people {
		out.number++
		out.person(&p)
		if err := out.found.Err(); err != nil {
			return err
		}
		if err := out.write(); err != nil {
			return err
		}
	}
	return out.Flush()
}

// writer writes rows.
type writer struct {
	*bufio.Writer
	mapping *Mapping
	columns []string
	cells   []string // of the row, by column
	number  int      // of the row, without the first
	found   engagement.Findings
}

// person fills the cells of a row.
func (w *writer) person(p *audience.Person) {
	clear(w.cells)
	m := w.mapping
	if strings.TrimSpace(p.ID) == "" {
		w.fault("OSM-CSV-014", m.ID, "", "")
	}
	w.text(m.ID, p.ID)
	w.text(m.GivenName, p.GivenName)
	w.text(m.FamilyName, p.FamilyName)
	w.text(m.Email, p.Email)
	w.text(m.Language, string(p.Language))
	w.text(m.TimeZone, p.TimeZone)
	w.text(m.Manager, p.Manager)
	if m.Dotted != "" {
		text, ok := joined(p.DottedManagers, m.DottedSeparator)
		if !ok {
			w.unfit(m.Dotted, text)
		}
		w.text(m.Dotted, text)
	}
	w.text(m.WorkDays, p.WorkDays.String())
	w.text(m.WorkHours, p.WorkHours.String())
	if p.Hired != "" && !p.Hired.Valid() {
		w.fault("OSM-CSV-011", m.Hired, string(p.Hired), "2027-01-31")
	}
	w.text(m.Hired, string(p.Hired))
	for _, c := range m.Traits {
		value, ok := p.Traits[c.trait()]
		if !ok {
			continue
		}
		text, ok := m.write(value, c)
		if !ok {
			w.unfit(c.Column, fmt.Sprint(value))
			continue
		}
		if c.Kind == audience.NumberTrait { // a minus makes no formula of a number
			w.put(c.Column, text)
			continue
		}
		w.text(c.Column, text)
	}
}

// text puts a text into a cell.
func (w *writer) text(column, text string) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if w.mapping.GuardFormulas && formula(text) {
		text = "'" + text
	}
	w.put(column, text)
}

// put fills a cell. Two things may share a column where they are the same.
func (w *writer) put(column, text string) {
	if column == "" || text == "" {
		return
	}
	cell := &w.cells[slices.Index(w.columns, column)]
	if *cell != "" && *cell != text || !utf8.ValidString(text) {
		w.unfit(column, text)
	}
	*cell = text
}

func (w *writer) fault(code, column, found, expected string) {
	w.found = append(w.found, rule.Error(code, field.Pointer(strconv.Itoa(w.number+1), column), rule.Detail{Found: found, Expected: expected}))
}

func (w *writer) unfit(column, found string) {
	w.found = append(w.found, rule.Error("OSM-CSV-026", field.Pointer(strconv.Itoa(w.number+1), column), rule.Detail{Found: strings.ToValidUTF8(found, "\ufffd"), Args: []any{column}}))
}

// write writes the row.
func (w *writer) write() error {
	for i, cell := range w.cells {
		if i > 0 {
			w.WriteString(w.mapping.Delimiter)
		}
		if strings.ContainsAny(cell, ",;\t\"\r\n") || strings.Contains(cell, w.mapping.Delimiter) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		w.WriteString(cell)
	}
	_, err := w.WriteString("\r\n") // which tells the first error of all writes
	return err
}

// write turns a trait's value into the text of a cell. It reports false for a
// value that would not read back.
func (m *Mapping) write(value any, c Column) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, c.Kind == audience.TextTrait || c.Kind == ""
	case engagement.Date:
		return string(v), c.Kind == audience.DateTrait && v.Valid()
	case bool:
		return strconv.FormatBool(v), c.Kind == audience.FlagTrait
	case int:
		return strconv.Itoa(v), c.Kind == audience.NumberTrait
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		if m.Decimal == "," {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text, c.Kind == audience.NumberTrait && !math.IsNaN(v) && !math.IsInf(v, 0)
	case []string:
		text, ok := joined(v, c.Separator)
		return text, ok && c.Kind == audience.ListTrait
	}
	return "", false
}

// joined turns a list into the text of a cell. It reports false for one that
// would not read back.
func joined(texts []string, separator string) (string, bool) {
	if separator == "" {
		separator = ";"
	}
	text := strings.Join(texts, separator)
	kept := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" })
	return text, slices.Equal(list(text, separator), kept)
}
