package nrps

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// specification is where the container and its members are described.
const specification = "LTI NRPS 2.0, 3.6"

// member is a membership of the container.
type member struct {
	UserID     string   `json:"user_id"`
	Status     string   `json:"status"`
	GivenName  string   `json:"given_name"`
	FamilyName string   `json:"family_name"`
	Email      string   `json:"email"`
	Roles      []string `json:"roles"`
}

// The statuses of a member. A member without one is active; only what has
// changed since an earlier page tells of the deleted.
const (
	active   = "Active"
	inactive = "Inactive"
	deleted  = "Deleted"
)

// person reads a member. It tells why one is left out in whom nothing is wrong.
func (c *container) person(raw json.RawMessage, path string) (p audience.Person, why string, err error) {
	var m member
	var found engagement.Findings
	var wrong *json.UnmarshalTypeError
	if err := json.Unmarshal(raw, &m); errors.As(err, &wrong) { // the rest has been read nevertheless
		place := ""
		if wrong.Field != "" {
			place = field.Pointer(strings.Split(wrong.Field, ".")...)
		}
		expected := map[string]string{"": "{…}", "/roles": `["…"]`}[place]
		if expected == "" {
			expected = `"…"`
		}
		found = append(found, rule.Error("OSM-NRPS-003", path+place, rule.Detail{Found: wrong.Value, Expected: expected, Source: specification}))
	}
	switch status := m.Status[strings.LastIndexAny(m.Status, "#:/")+1:]; {
	case strings.EqualFold(status, inactive):
		return p, audience.ReasonInactive, nil
	case strings.EqualFold(status, deleted):
		return p, audience.ReasonDeleted, nil
	case status != "" && !strings.EqualFold(status, active):
		all := []string{active, inactive, deleted}
		found = append(found, rule.Error("OSM-NRPS-005", path+"/status", rule.Detail{Found: m.Status, Expected: strings.Join(all, ", "), Near: all, Source: specification}))
	}
	if m.UserID == "" && len(found) == 0 {
		found = append(found, rule.Error("OSM-NRPS-004", path+"/user_id", rule.Detail{Source: specification}))
	}
	if err := found.Err(); err != nil {
		return p, "", err
	}
	p = audience.Person{ID: m.UserID, GivenName: m.GivenName, FamilyName: m.FamilyName, Email: m.Email, Language: c.mapping.DefaultLanguage, TimeZone: c.mapping.DefaultTimeZone}
	if main, all := roles(m.Roles); main != "" {
		p.Traits = map[string]any{c.mapping.role(): main}
		if c.mapping.Roles != "" {
			p.Traits[c.mapping.Roles] = all
		}
	}
	return p, "", nil
}

// roles returns the names of roles, each once, and the main one: the first that
// is held in the course, and of those the first that is no refinement of
// another, such as TeachingAssistant of Instructor. Roles are URIs; those in
// the course may also be bare names.
func roles(uris []string) (main string, all []string) {
	best := 0
	seen := map[string]bool{}
	for _, uri := range uris {
		name, rank := uri, 3
		if at := strings.LastIndexAny(uri, "#/"); at >= 0 {
			name = uri[at+1:]
			switch vocabulary := uri[:at+1]; {
			case strings.HasSuffix(vocabulary, "/membership#"):
			case strings.Contains(vocabulary, "/membership"):
				rank = 2
			default: // in the institution, or the whole system
				rank = 1
			}
		}
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
		if rank > best {
			main, best = name, rank
		}
	}
	return main, all
}
