package scim

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Write writes people as one ListResponse, in the order given; the same people
// give the same bytes. A trait goes to the attribute that the mapping names,
// else to Osmosi's own extension. The user name, which SCIM wants unique, is
// the ID.
//
// It returns an error, which errors.As reaches as *engagement.Finding, where
// the mapping is faulty or a person has no ID, a date that does not exist or a
// trait of a kind that traits do not have; what has been written is then not
// complete.
func Write(w io.Writer, people iter.Seq[audience.Person], m Mapping) error {
	if err := m.check(field.NewValues(m.DefaultLanguage)).Err(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `{"schemas":[%q],"Resources":[`, listResponseSchema)
	n := 0
	for p := range people {
		var found engagement.Findings
		user := resourceOf(&p, m, object{path: field.Pointer("Resources", strconv.Itoa(n)), found: &found})
		if err := found.Err(); err != nil {
			return err
		}
		data, err := json.Marshal(user)
		if err != nil {
			return err
		}
		if n > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		if _, err := out.Write(data); err != nil {
			return err
		}
		n++
	}
	fmt.Fprintf(out, "\n],\"totalResults\":%d,\"startIndex\":1,\"itemsPerPage\":%d}\n", n, n)
	return out.Flush() // which tells the first error of all writes
}

// resourceOf turns a person into a user; what can't be written is reported.
func resourceOf(p *audience.Person, m Mapping, o object) resource {
	if p.ID == "" {
		o.fault("OSM-SCIM-005", rule.Detail{Source: "RFC 7643, 3.1"}, "id")
	}
	r := resource{
		Schemas:           []string{userSchema},
		ID:                p.ID,
		UserName:          p.ID,
		PreferredLanguage: string(p.Language),
		Timezone:          p.TimeZone,
		Active:            true,
		Meta:              meta{"User"},
	}
	if p.GivenName != "" || p.FamilyName != "" {
		r.Name = &name{p.GivenName, p.FamilyName}
	}
	if p.Email != "" {
		r.Emails = []mail{{p.Email, "work", true}}
	}
	e, ours, work := enterprise{}, extension{Hired: date(o, string(p.Hired), Schema, "hired"), WorkDays: p.WorkDays.Codes(), WorkHours: p.WorkHours.String(), DottedManagers: p.DottedManagers}, address{Type: "work"}
	if p.Manager != "" {
		e.Manager = &reference{p.Manager}
	}
	mapped := map[string]bool{}
	for _, t := range m.traits() {
		if text, ok := p.Traits[t.Trait].(string); ok && text != "" {
			mapped[t.Trait] = true
			*place(t.Attribute, &r, &e, &work) = text
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Traits)) {
		if !mapped[name] {
			ours.Traits = append(ours.Traits, traitOf(name, p.Traits[name], p.ID, o))
		}
	}
	if work != (address{Type: "work"}) {
		r.Addresses = []address{work}
	}
	if e != (enterprise{}) {
		r.Schemas, r.Enterprise = append(r.Schemas, enterpriseSchema), &e
	}
	if ours.Hired != "" || ours.WorkDays != nil || ours.WorkHours != "" || len(ours.DottedManagers) > 0 || ours.Traits != nil {
		r.Schemas, r.Extension = append(r.Schemas, Schema), &ours
	}
	return r
}

// place is where the value of an attribute is written.
func place(a Attribute, r *resource, e *enterprise, work *address) *string {
	switch a {
	case Title:
		return &r.Title
	case UserType:
		return &r.UserType
	case EmployeeNumber:
		return &e.EmployeeNumber
	case CostCenter:
		return &e.CostCenter
	case Organization:
		return &e.Organization
	case Division:
		return &e.Division
	case Department:
		return &e.Department
	case WorkLocality:
		return &work.Locality
	case WorkRegion:
		return &work.Region
	}
	return &work.Country
}

// traitOf writes a trait in the extension.
func traitOf(name string, value any, id string, o object) trait {
	if name == "" {
		o.fault("OSM-SCIM-011", rule.Detail{}, Schema, "traits")
	}
	switch v := value.(type) {
	case string:
		return trait{Name: name, Type: typeText, Value: &v}
	case engagement.Date:
		if v.Valid() {
			text := string(v)
			return trait{Name: name, Type: typeDate, Value: &text}
		}
	case int:
		text := strconv.Itoa(v)
		return trait{Name: name, Type: typeInteger, Value: &text}
	case float64:
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			text := strconv.FormatFloat(v, 'g', -1, 64)
			return trait{Name: name, Type: typeNumber, Value: &text}
		}
	case bool:
		text := strconv.FormatBool(v)
		return trait{Name: name, Type: typeFlag, Value: &text}
	case []string:
		if v == nil {
			v = []string{}
		}
		return trait{Name: name, Type: typeList, Values: &v}
	}
	o.fault("OSM-SCIM-018", rule.Detail{Found: fmt.Sprint(value), Args: []any{name, id}}, Schema, "traits")
	return trait{}
}
