package csv

import (
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
	cells []string
	line  string
	found engagement.Findings
}

func (r *row) fault(code, column, found, expected string) {
	r.found = append(r.found, rule.Error(code, field.Pointer(r.line, column), rule.Detail{Found: found, Expected: expected}))
}

// text reads a cell, empty where there is no such column.
func (r *row) text(column string) string {
	if column == "" {
		return ""
	}
	text := strings.TrimSpace(r.cells[r.at[column]])
	if !utf8.ValidString(text) {
		r.fault("OSM-CSV-015", column, strings.ToValidUTF8(text, "\ufffd"), "UTF-8")
		return ""
	}
	return text
}

func (r *row) language(column string) engagement.Language {
	text := r.text(column)
	if text == "" {
		return r.mapping.DefaultLanguage
	}
	l, ok := r.values.Language(text)
	if !ok {
		r.fault("OSM-CSV-012", column, text, "it, nl, en")
	}
	return l
}

func (r *row) timeZone(column string) string {
	text := r.text(column)
	if text == "" {
		return r.mapping.DefaultTimeZone
	}
	if !r.values.TimeZone(text) {
		r.fault("OSM-CSV-013", column, text, "Europe/Rome")
	}
	return text
}

func (r *row) date(column string) engagement.Date {
	d := engagement.Date(r.text(column))
	if d != "" && !d.Valid() {
		r.fault("OSM-CSV-011", column, string(d), "2027-01-31")
	}
	return d
}

func (r *row) workDays(column string) audience.WorkDays {
	text := r.text(column)
	days, ok := audience.ParseWorkDays(text)
	if !ok {
		r.fault("OSM-CSV-019", column, text, "MO TU WE TH FR SA SU")
	}
	return days
}

// trait reads a trait's value, nil where the cell is empty or at fault.
func (r *row) trait(c Column) any {
	text := r.text(c.Column)
	if text == "" {
		return nil
	}
	switch c.Kind {
	case audience.NumberTrait:
		if f, ok := field.Number(text); ok {
			return f
		}
		r.fault("OSM-CSV-009", c.Column, text, "1234.5")
		return nil
	case audience.FlagTrait:
		if b, ok := field.Flag(text); ok {
			return b
		}
		r.fault("OSM-CSV-010", c.Column, text, "true, false")
		return nil
	case audience.DateTrait:
		return r.date(c.Column)
	case audience.ListTrait:
		return list(text, c.Separator)
	}
	return text
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
