package csv

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Mapping tells which column of a table holds what. Columns are named as the
// table's first row names them; what has no column stays empty.
type Mapping struct {
	// Delimiter between cells, one character; when empty, the comma, semicolon or tab that finds the mapping's columns in the first row.
	Delimiter string `json:"delimiter,omitempty"`
	// Encoding of rows that are not valid UTF-8: windows-1252, or utf-8, which refuses them; utf-8 when empty.
	Encoding Encoding `json:"encoding,omitempty"`
	// Decimal is the mark in numbers: a point, or a comma, with which points may set thousands apart; a point when empty.
	Decimal string `json:"decimal,omitempty"`
	// DateOrder tells how dates are written that are not ISO 8601; only ISO 8601 is read when empty.
	DateOrder DateOrder `json:"dateOrder,omitempty"`
	// GuardFormulas writes an apostrophe before texts that a spreadsheet would run as formulas, and takes it off where it reads; texts are written as they are when false.
	GuardFormulas bool `json:"guardFormulas,omitempty"`
	// ID is the column of the person's stable and unique identifier.
	ID string `json:"id,omitempty"`
	// IDPrefix numbers the rows where the table has no column of identifiers: "P-" gives P-0001, P-0002, and so on.
	IDPrefix string `json:"idPrefix,omitempty"`
	// GivenName is the column of the given name.
	GivenName string `json:"givenName,omitempty"`
	// FamilyName is the column of the family name.
	FamilyName string `json:"familyName,omitempty"`
	// Email is the column of the e-mail address.
	Email string `json:"email,omitempty"`
	// Language is the column of the language, a BCP 47 tag such as nl or it-IT.
	Language string `json:"language,omitempty"`
	// TimeZone is the column of the time zone, an IANA name such as Europe/Rome.
	TimeZone string `json:"timeZone,omitempty"`
	// Manager is the column of the line manager's identifier.
	Manager string `json:"manager,omitempty"`
	// Dotted is the column of the identifiers of those to whom the person has a dotted line.
	Dotted string `json:"dotted,omitempty"`
	// DottedSeparator between these identifiers; a semicolon when empty.
	DottedSeparator string `json:"dottedSeparator,omitempty"`
	// Hired is the column of the day on which the person joined, such as 2027-01-11.
	Hired string `json:"hired,omitempty"`
	// WorkDays is the column of the days on which the person works, as iCalendar codes: MO TU WE TH FR SA SU.
	WorkDays string `json:"workDays,omitempty"`
	// WorkHours is the column of the hours in which the person works, such as "Mo-Fr 06:00-14:00; Sa 22:00-06:00", or in weeks that take turns "2027-01-04: Mo-Fr 06:00-14:00 / Mo-Fr 14:00-22:00".
	WorkHours string `json:"workHours,omitempty"`
	// DefaultLanguage of people whose row tells none, or one that Osmosi does not write.
	DefaultLanguage engagement.Language `json:"defaultLanguage,omitempty"`
	// DefaultTimeZone of people whose row tells none.
	DefaultTimeZone string `json:"defaultTimeZone,omitempty"`
	// Traits are the columns that become traits.
	Traits []Column `json:"traits,omitempty"`
}

// Encoding of a table's text.
type Encoding string

// The encodings.
const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252" // what Excel saves as CSV in Western Europe
)

// DateOrder is the order of day (d), month (m) and year (y) in dates such as
// 31-1-2027, with hyphens, slashes or points between and four digits a year.
type DateOrder string

// The orders. Nothing tells 1/2/2027 of one from that of another, so that the
// order is declared and never guessed.
const (
	DayMonthYear DateOrder = "dmy"
	MonthDayYear DateOrder = "mdy"
	YearMonthDay DateOrder = "ymd"
)

// Column is a column that becomes a trait.
type Column struct {
	// Column is its name in the table.
	Column string `json:"column"`
	// Trait is the name of the trait; the column's when empty.
	Trait string `json:"trait,omitempty"`
	// Kind of the trait; text when empty. Numbers and dates are written as Decimal and DateOrder tell; flags are true and false, yes and no, 1 and 0, also as Italian and Dutch write them.
	Kind audience.TraitKind `json:"kind,omitempty"`
	// Unit of a number, which may stand beside it in a cell, in words of any of the three languages or as a symbol: "12 km", "3 anni", "€ 40". A number without a unit is read as it is, one with another unit is a fault. Numbers alone are read when empty.
	Unit engagement.Unit `json:"unit,omitempty"`
	// Separator between the texts of a list; a semicolon when empty.
	Separator string `json:"separator,omitempty"`
}

func (c Column) trait() string {
	if c.Trait == "" {
		return c.Column
	}
	return c.Trait
}

// columns lists the columns that the mapping names, each once.
func (m *Mapping) columns() []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range []string{m.ID, m.GivenName, m.FamilyName, m.Email, m.Language, m.TimeZone, m.Manager, m.Dotted, m.Hired, m.WorkDays, m.WorkHours} {
		if name != "" {
			add(name)
		}
	}
	for _, c := range m.Traits {
		add(c.Column)
	}
	return names
}

// delimits tells whether the mapping's delimiter can separate cells.
func (m *Mapping) delimits() bool {
	r, size := utf8.DecodeRuneInString(m.Delimiter)
	return size == len(m.Delimiter) && r != utf8.RuneError && r != '"' && r != '\n' && r != '\r' && r != 0
}

// number reads a number with the mapping's decimal mark.
func (m *Mapping) number(text string) (float64, bool) {
	if m.Decimal == "," {
		return field.NumberWithComma(text)
	}
	return field.Number(text)
}

// numberExample and dateExample show how numbers and dates are to be written.
func (m *Mapping) numberExample() string {
	if m.Decimal == "," {
		return "1234,5"
	}
	return "1234.5"
}

func (m *Mapping) dateExample() string {
	switch m.DateOrder {
	case DayMonthYear:
		return "31-01-2027"
	case MonthDayYear:
		return "01-31-2027"
	}
	return "2027-01-31"
}

// check returns what is wrong with the mapping itself.
func (m *Mapping) check(values *field.Values) engagement.Findings {
	var found engagement.Findings
	fault := func(code string, d rule.Detail, path ...string) {
		found = append(found, rule.Error(code, field.Pointer(append([]string{"mapping"}, path...)...), d))
	}
	if m.Delimiter != "" && !m.delimits() {
		fault("OSM-CSV-003", rule.Detail{Found: m.Delimiter, Expected: ","}, "delimiter")
	}
	if m.ID == "" && m.IDPrefix == "" {
		fault("OSM-CSV-004", rule.Detail{Expected: "id, idPrefix"})
	}
	if m.DefaultLanguage != "" && !slices.Contains(engagement.Languages(), m.DefaultLanguage) {
		fault("OSM-CSV-012", rule.Detail{Found: string(m.DefaultLanguage), Expected: "it, nl, en"}, "defaultLanguage")
	}
	if !values.TimeZone(m.DefaultTimeZone) {
		fault("OSM-CSV-013", rule.Detail{Found: m.DefaultTimeZone, Expected: "Europe/Rome"}, "defaultTimeZone")
	}
	for _, o := range []struct {
		name, value string
		may         []string
	}{
		{"encoding", string(m.Encoding), []string{string(UTF8), string(Windows1252)}},
		{"decimal", m.Decimal, []string{".", ","}},
		{"dateOrder", string(m.DateOrder), []string{string(DayMonthYear), string(MonthDayYear), string(YearMonthDay)}},
	} {
		if o.value != "" && !slices.Contains(o.may, o.value) {
			fault("OSM-CSV-022", rule.Detail{Found: o.value, Expected: strings.Join(o.may, " "), Near: o.may}, o.name)
		}
	}
	for i, c := range m.Traits {
		at := []string{"traits", strconv.Itoa(i)}
		if c.Kind != "" && !slices.Contains(audience.TraitKinds(), c.Kind) {
			var kinds []string
			for _, k := range audience.TraitKinds() {
				kinds = append(kinds, string(k))
			}
			fault("OSM-CSV-005", rule.Detail{Found: string(c.Kind), Expected: "text, number, flag, date, list", Near: kinds}, append(at, "kind")...)
		}
		if c.Unit != "" && !slices.Contains(engagement.Units(), c.Unit) {
			var units []string
			for _, u := range engagement.Units() {
				units = append(units, string(u))
			}
			fault("OSM-CSV-022", rule.Detail{Found: string(c.Unit), Expected: strings.Join(units, " "), Near: units}, append(at, "unit")...)
		} else if c.Unit != "" && c.Kind != audience.NumberTrait {
			fault("OSM-TRAIT-001", rule.Detail{Found: string(c.Unit), Expected: string(audience.NumberTrait), Args: []any{c.trait(), string(cmp.Or(c.Kind, audience.TextTrait))}}, append(at, "unit")...)
		}
		if field.Derived(c.trait()) {
			fault("OSM-CSV-017", rule.Detail{Found: c.trait()}, append(at, "trait")...)
		}
		if slices.ContainsFunc(m.Traits[:i], func(other Column) bool { return other.trait() == c.trait() }) {
			fault("OSM-CSV-018", rule.Detail{Found: c.trait()}, append(at, "trait")...)
		}
	}
	return found
}
