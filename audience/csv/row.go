package csv

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// row reads the cells of one row by their columns and keeps what is wrong.
type row struct {
	*table
	text  string
	found engagement.Findings
}

func (r *row) fault(code, column, found, expected string) {
	r.found = append(r.found, rule.Error(code, field.Pointer(strconv.Itoa(r.split.start), column), rule.Detail{Found: found, Expected: expected}))
}

// cell reads the cell at a place, empty where there is no such column.
func (r *row) cell(at int, column string) string {
	if at < 0 {
		return ""
	}
	text := strings.TrimSpace(r.text[r.split.begins[at]:r.split.ends[at]])
	if !r.split.valid && !utf8.ValidString(text) {
		r.fault("OSM-CSV-015", column, strings.ToValidUTF8(text, "\ufffd"), "UTF-8")
		return ""
	}
	if r.mapping.GuardFormulas && guarded(text) {
		return text[1:]
	}
	return text
}

func (r *row) language() engagement.Language {
	text := r.cell(r.table.language, r.mapping.Language)
	if text == "" {
		return r.mapping.DefaultLanguage
	}
	l, ok := r.values.Language(text)
	if !ok {
		r.fault("OSM-CSV-012", r.mapping.Language, text, "it, nl, en")
	}
	return l
}

func (r *row) timeZone() string {
	text := r.cell(r.table.timeZone, r.mapping.TimeZone)
	if text == "" {
		return r.mapping.DefaultTimeZone
	}
	if !r.values.TimeZone(text) {
		r.fault("OSM-CSV-013", r.mapping.TimeZone, text, "Europe/Rome")
	}
	return text
}

func (r *row) date(at int, column string) engagement.Date {
	text := r.cell(at, column)
	if text == "" {
		return ""
	}
	d, ok := field.Date(text, string(r.mapping.DateOrder))
	if !ok {
		r.fault("OSM-CSV-011", column, text, r.mapping.dateExample())
	}
	return d
}

func (r *row) days() audience.WorkDays {
	text := r.cell(r.workDays, r.mapping.WorkDays)
	if text == "" {
		return 0
	}
	days, ok := audience.ParseWorkDays(text)
	if !ok {
		r.fault("OSM-CSV-019", r.mapping.WorkDays, text, "MO TU WE TH FR SA SU")
	}
	return days
}

func (r *row) hours() audience.WorkHours {
	text := r.cell(r.workHours, r.mapping.WorkHours)
	hours, seen := r.table.hours[text]
	if seen || text == "" {
		return hours
	}
	hours, fault := audience.ParseWorkHours(text)
	if fault != nil {
		fault.Path = field.Pointer(strconv.Itoa(r.split.start), r.mapping.WorkHours)
		r.found = append(r.found, *fault)
	} else if len(r.table.hours) < most {
		r.table.hours[strings.Clone(text)] = hours
	}
	return hours
}

// dottedManagers are nil where the cell names none.
func (r *row) dottedManagers() []string {
	text := r.cell(r.dotted, r.mapping.Dotted)
	if text == "" {
		return nil
	}
	if ids := list(text, r.mapping.DottedSeparator); len(ids) > 0 {
		return ids
	}
	return nil // separators alone
}

// trait reads a trait's value, nil where the cell is empty or at fault.
func (r *row) trait(c *source) any {
	text := r.cell(c.at, c.Column.Column)
	if text == "" {
		return nil
	}
	if c.Kind == audience.ListTrait { // which is the caller's own, to change
		return list(text, c.Separator)
	}
	if value, seen := c.seen[text]; seen {
		return value
	}
	value := r.value(c, text)
	if value != nil && len(c.seen) < most {
		c.seen[strings.Clone(text)] = value
	}
	return value
}

// value reads a value that is no list, of its own memory, so that what is
// remembered keeps no row.
func (r *row) value(c *source, text string) any {
	switch c.Kind {
	case audience.NumberTrait:
		digits := text
		if c.Unit != "" {
			number, unit, ok := field.Measure(text)
			if ok && unit != "" && unit != c.Unit {
				r.fault("OSM-CSV-027", c.Column.Column, text, string(c.Unit))
				return nil
			}
			if ok {
				digits = number
			}
		}
		if f, ok := r.mapping.number(digits); ok {
			return f
		}
		r.fault("OSM-CSV-009", c.Column.Column, text, r.mapping.numberExample())
		return nil
	case audience.FlagTrait:
		if b, ok := field.Flag(text); ok {
			return b
		}
		r.fault("OSM-CSV-010", c.Column.Column, text, "true, false")
		return nil
	case audience.DateTrait:
		if d := r.date(c.at, c.Column.Column); d != "" {
			return engagement.Date(strings.Clone(string(d)))
		}
		return nil
	}
	return strings.Clone(text)
}

// list splits a cell into texts and drops empty ones.
func list(text, separator string) []string {
	if separator == "" {
		separator = ";"
	}
	texts := []string{}
	for part := range strings.SplitSeq(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			texts = append(texts, part)
		}
	}
	return texts
}
