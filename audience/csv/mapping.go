package csv

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Mapping tells which column of a table holds what. Columns are named as the
// table's first row names them; what has no column stays empty.
type Mapping struct {
	// Delimiter between cells, one character; a comma when empty.
	Delimiter string `json:"delimiter,omitempty"`
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
	// Hired is the column of the day on which the person joined, such as 2027-01-11.
	Hired string `json:"hired,omitempty"`
	// WorkDays is the column of the days on which the person works, as iCalendar codes: MO TU WE TH FR SA SU.
	WorkDays string `json:"workDays,omitempty"`
	// DefaultLanguage of people whose row tells none, or one that Osmosi does not write.
	DefaultLanguage engagement.Language `json:"defaultLanguage,omitempty"`
	// DefaultTimeZone of people whose row tells none.
	DefaultTimeZone string `json:"defaultTimeZone,omitempty"`
	// Traits are the columns that become traits.
	Traits []Column `json:"traits,omitempty"`
}

// Column is a column that becomes a trait.
type Column struct {
	// Column is its name in the table.
	Column string `json:"column"`
	// Trait is the name of the trait; the column's when empty.
	Trait string `json:"trait,omitempty"`
	// Kind of the trait; text when empty. Numbers are written 1234.5, dates 2027-01-11; flags are true and false, yes and no, 1 and 0, also as Italian and Dutch write them.
	Kind audience.TraitKind `json:"kind,omitempty"`
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
	for _, name := range []string{m.ID, m.GivenName, m.FamilyName, m.Email, m.Language, m.TimeZone, m.Manager, m.Hired, m.WorkDays} {
		if name != "" {
			add(name)
		}
	}
	for _, c := range m.Traits {
		add(c.Column)
	}
	return names
}

// delimiter returns the character between cells, and whether it can be one.
func (m *Mapping) delimiter() (rune, bool) {
	if m.Delimiter == "" {
		return ',', true
	}
	r, size := utf8.DecodeRuneInString(m.Delimiter)
	return r, size == len(m.Delimiter) && r != utf8.RuneError && r != '"' && r != '\n' && r != '\r' && r != 0
}

// check returns what is wrong with the mapping itself.
func (m *Mapping) check(values *field.Values) engagement.Findings {
	var found engagement.Findings
	fault := func(code string, d rule.Detail, path ...string) {
		found = append(found, rule.Error(code, field.Pointer(append([]string{"mapping"}, path...)...), d))
	}
	if _, ok := m.delimiter(); !ok {
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
	for i, c := range m.Traits {
		at := []string{"traits", strconv.Itoa(i)}
		if c.Kind != "" && !slices.Contains(audience.TraitKinds(), c.Kind) {
			var kinds []string
			for _, k := range audience.TraitKinds() {
				kinds = append(kinds, string(k))
			}
			fault("OSM-CSV-005", rule.Detail{Found: string(c.Kind), Expected: "text, number, flag, date, list", Near: kinds}, append(at, "kind")...)
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
