package nrps

import (
	"slices"

	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Mapping tells which traits a member's roles become, and what is taken where
// the platform tells nothing.
type Mapping struct {
	// Role is the trait, a text, that holds the member's main role, such as Learner; role when empty.
	Role string `json:"role,omitempty"`
	// Roles is the trait, a list, that holds all of the member's roles; none when empty.
	Roles string `json:"roles,omitempty"`
	// DefaultLanguage of people, of whom the platform tells none.
	DefaultLanguage engagement.Language `json:"defaultLanguage,omitempty"`
	// DefaultTimeZone of people, of whom the platform tells none.
	DefaultTimeZone string `json:"defaultTimeZone,omitempty"`
}

func (m Mapping) role() string {
	if m.Role == "" {
		return "role"
	}
	return m.Role
}

// check returns what is wrong with the mapping itself.
func (m Mapping) check() engagement.Findings {
	var found engagement.Findings
	if m.DefaultLanguage != "" && !slices.Contains(engagement.Languages(), m.DefaultLanguage) {
		found = append(found, rule.Error("OSM-NRPS-009", "/mapping/defaultLanguage", rule.Detail{Found: string(m.DefaultLanguage), Expected: "it, nl, en"}))
	}
	if !field.NewValues("").TimeZone(m.DefaultTimeZone) {
		found = append(found, rule.Error("OSM-NRPS-010", "/mapping/defaultTimeZone", rule.Detail{Found: m.DefaultTimeZone, Expected: "Europe/Rome"}))
	}
	if field.Derived(m.role()) {
		found = append(found, rule.Error("OSM-NRPS-011", "/mapping/role", rule.Detail{Found: m.role()}))
	}
	if field.Derived(m.Roles) || m.Roles == m.role() {
		found = append(found, rule.Error("OSM-NRPS-011", "/mapping/roles", rule.Detail{Found: m.Roles}))
	}
	return found
}
