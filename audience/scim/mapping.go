package scim

import (
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Mapping tells which attributes become traits. The zero Mapping maps
// [DefaultTraits].
type Mapping struct {
	// Traits are the attributes that become traits; DefaultTraits when empty.
	Traits []Trait `json:"traits,omitempty"`
	// DefaultLanguage of people whose resource tells none, or one that Osmosi does not write.
	DefaultLanguage engagement.Language `json:"defaultLanguage,omitempty"`
	// DefaultTimeZone of people whose resource tells none.
	DefaultTimeZone string `json:"defaultTimeZone,omitempty"`
}

// Trait is an attribute that becomes a trait.
type Trait struct {
	// Attribute of the SCIM user.
	Attribute Attribute `json:"attribute"`
	// Trait is the name that conditions use.
	Trait string `json:"trait"`
}

// Attribute names a text attribute of SCIM users as RFC 7644 writes its path;
// attributes of the enterprise extension go without the extension's URN.
type Attribute string

// The attributes that can become traits.
const (
	Title          Attribute = "title"
	UserType       Attribute = "userType"
	EmployeeNumber Attribute = "employeeNumber"
	CostCenter     Attribute = "costCenter"
	Organization   Attribute = "organization"
	Division       Attribute = "division"
	Department     Attribute = "department"
	WorkLocality   Attribute = `addresses[type eq "work"].locality`
	WorkRegion     Attribute = `addresses[type eq "work"].region`
	WorkCountry    Attribute = `addresses[type eq "work"].country`
)

// Attributes lists all attributes that can become traits.
func Attributes() []Attribute {
	return []Attribute{Title, UserType, EmployeeNumber, CostCenter, Organization, Division, Department, WorkLocality, WorkRegion, WorkCountry}
}

// DefaultTraits maps department to unit, title to role, and the locality of the
// work address to site; division, organization (as organisation), costCenter
// and userType keep their names.
func DefaultTraits() []Trait {
	return []Trait{
		{Department, "unit"},
		{Title, "role"},
		{WorkLocality, "site"},
		{Division, "division"},
		{Organization, "organisation"},
		{CostCenter, "costCenter"},
		{UserType, "userType"},
	}
}

func (m Mapping) traits() []Trait {
	if len(m.Traits) == 0 {
		return DefaultTraits()
	}
	return m.Traits
}

// check returns what is wrong with the mapping itself.
func (m Mapping) check(values *field.Values) engagement.Findings {
	var found engagement.Findings
	fault := func(code string, d rule.Detail, path ...string) {
		found = append(found, rule.Error(code, field.Pointer(append([]string{"mapping"}, path...)...), d))
	}
	if m.DefaultLanguage != "" && !slices.Contains(engagement.Languages(), m.DefaultLanguage) {
		fault("OSM-SCIM-007", rule.Detail{Found: string(m.DefaultLanguage), Expected: "it, nl, en"}, "defaultLanguage")
	}
	if !values.TimeZone(m.DefaultTimeZone) {
		fault("OSM-SCIM-008", rule.Detail{Found: m.DefaultTimeZone, Expected: "Europe/Rome"}, "defaultTimeZone")
	}
	for i, t := range m.Traits {
		at := []string{"traits", strconv.Itoa(i)}
		if !slices.Contains(Attributes(), t.Attribute) {
			var near []string
			for _, a := range Attributes() {
				near = append(near, string(a))
			}
			fault("OSM-SCIM-013", rule.Detail{Found: string(t.Attribute), Near: near}, append(at, "attribute")...)
		}
		if t.Trait == "" {
			fault("OSM-SCIM-011", rule.Detail{}, append(at, "trait")...)
		}
		if field.Derived(t.Trait) {
			fault("OSM-SCIM-014", rule.Detail{Found: t.Trait}, append(at, "trait")...)
		}
		for _, other := range m.Traits[:i] {
			if other.Attribute == t.Attribute {
				fault("OSM-SCIM-015", rule.Detail{Found: string(t.Attribute)}, append(at, "attribute")...)
			}
			if other.Trait == t.Trait {
				fault("OSM-SCIM-015", rule.Detail{Found: t.Trait}, append(at, "trait")...)
			}
		}
	}
	return found
}
