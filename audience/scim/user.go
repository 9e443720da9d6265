package scim

import (
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// user reads one resource. A user who is not active is nobody's concern, with
// faults or without.
func (s *response) user(raw json.RawMessage, path string) (p audience.Person, active bool, err error) {
	var found engagement.Findings
	o := read(raw, path, &found)
	if !o.flag("active", true) {
		return p, false, nil
	}
	enterprise, name, ours := o.object(enterpriseSchema), o.object("name"), o.object(Schema)
	p = audience.Person{
		ID:             o.text("id"),
		GivenName:      name.text("givenName"),
		FamilyName:     name.text("familyName"),
		Email:          email(o.objects("emails")),
		Language:       s.language(o),
		TimeZone:       s.timeZone(o),
		WorkDays:       workDays(ours),
		WorkHours:      workHours(ours),
		Manager:        manager(enterprise),
		DottedManagers: dottedManagers(ours),
		Hired:          date(ours, ours.text("hired"), "hired"),
		Traits:         s.traits(o, enterprise, ours),
	}
	if id, ok := o.member("id"); o.members != nil && (!ok || string(id) == `""`) {
		o.fault("OSM-SCIM-005", rule.Detail{Source: "RFC 7643, 3.1"}, "id")
	}
	if err := found.Err(); err != nil {
		return audience.Person{}, true, err
	}
	return p, true, nil
}

// email is the primary address, else the one for work, else the first.
func email(all []object) string {
	best, rank := "", -1
	for _, o := range all {
		r := 0
		switch {
		case o.flag("primary", false):
			r = 2
		case strings.EqualFold(o.text("type"), "work"):
			r = 1
		}
		if value := o.text("value"); value != "" && r > rank {
			best, rank = value, r
		}
	}
	return best
}

func (s *response) language(o object) engagement.Language {
	for _, name := range []string{"preferredLanguage", "locale"} {
		text := o.text(name)
		if text == "" {
			continue
		}
		l, ok := s.values.Language(text)
		if !ok {
			o.fault("OSM-SCIM-007", rule.Detail{Found: text, Expected: "it, nl, en", Source: "RFC 7643, 4.1.1"}, name)
		}
		return l
	}
	return s.mapping.DefaultLanguage
}

func (s *response) timeZone(o object) string {
	name := o.text("timezone")
	if name == "" {
		return s.mapping.DefaultTimeZone
	}
	if !s.values.TimeZone(name) {
		o.fault("OSM-SCIM-008", rule.Detail{Found: name, Expected: "Europe/Rome", Source: "RFC 7643, 4.1.1"}, "timezone")
	}
	return name
}

// manager reads the line manager's ID from an object or, as Microsoft's Entra
// sends it, from a bare string, or from a list of either.
func manager(enterprise object) string {
	raw, ok := enterprise.member("manager")
	if !ok {
		return ""
	}
	place := []string{"manager"}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		if len(list) == 0 {
			return ""
		}
		raw, place = list[0], append(place, "0")
	}
	var id string
	if json.Unmarshal(raw, &id) == nil {
		return id
	}
	o := read(raw, enterprise.path+field.Pointer(place...), enterprise.found)
	if id = o.text("value"); id != "" {
		return id
	}
	if ref := o.text("$ref"); ref != "" {
		return path.Base(ref) // …/Users/<id>
	}
	if o.text("displayName") != "" {
		o.fault("OSM-SCIM-006", rule.Detail{Source: "RFC 7643, 4.3"}, "value")
	}
	return ""
}

// dottedManagers are nil where the extension names none.
func dottedManagers(ours object) []string {
	if ids := ours.texts("dottedManagers"); len(ids) > 0 {
		return ids
	}
	return nil
}

func workDays(ours object) audience.WorkDays {
	codes := strings.Join(ours.texts("workDays"), ",")
	days, ok := audience.ParseWorkDays(codes)
	if !ok {
		ours.fault("OSM-SCIM-010", rule.Detail{Found: codes, Expected: "MO, TU, WE, TH, FR, SA, SU", Source: "RFC 5545, 3.3.10"}, "workDays")
	}
	return days
}

func workHours(ours object) audience.WorkHours {
	hours, fault := audience.ParseWorkHours(ours.text("workHours"))
	if fault != nil {
		fault.Path = ours.path + field.Pointer("workHours")
		*ours.found = append(*ours.found, *fault)
	}
	return hours
}

func date(o object, text string, place ...string) engagement.Date {
	d := engagement.Date(text)
	if d != "" && !d.Valid() {
		o.fault("OSM-SCIM-009", rule.Detail{Found: text, Expected: "2027-01-31"}, place...)
	}
	return d
}

// traits reads the mapped attributes, and the extension's traits over them.
func (s *response) traits(o, enterprise, ours object) map[string]any {
	traits := map[string]any{}
	work := object{found: o.found}
	addresses := o.objects("addresses")
	if i := slices.IndexFunc(addresses, func(a object) bool { return strings.EqualFold(a.text("type"), "work") }); i >= 0 {
		work = addresses[i]
	}
	for _, t := range s.mapping.traits() {
		var text string
		switch t.Attribute {
		case Title, UserType:
			text = o.text(string(t.Attribute))
		case WorkLocality:
			text = work.text("locality")
		case WorkRegion:
			text = work.text("region")
		case WorkCountry:
			text = work.text("country")
		default:
			text = enterprise.text(string(t.Attribute))
		}
		if text != "" {
			traits[t.Trait] = text
		}
	}
	for _, t := range ours.objects("traits") {
		name := t.text("name")
		if name == "" && t.members != nil {
			t.fault("OSM-SCIM-011", rule.Detail{}, "name")
		}
		traits[name] = value(t)
	}
	if len(traits) == 0 {
		return nil
	}
	return traits
}

// value reads the value of a trait in the extension.
func value(t object) any {
	text, kind := t.text("value"), t.text("type")
	switch kind {
	case typeText, "":
		return text
	case typeNumber:
		if f, ok := field.Number(text); ok {
			return f
		}
	case typeInteger:
		if i, err := strconv.Atoi(text); err == nil {
			return i
		}
	case typeFlag:
		if text == "true" || text == "false" {
			return text == "true"
		}
	case typeDate:
		if d := engagement.Date(text); d.Valid() {
			return d
		}
	case typeList:
		return t.texts("values")
	default:
		kinds := []string{typeText, typeNumber, typeInteger, typeFlag, typeDate, typeList}
		t.fault("OSM-SCIM-012", rule.Detail{Found: kind, Expected: strings.Join(kinds, ", "), Near: kinds}, "type")
		return nil
	}
	t.fault("OSM-SCIM-017", rule.Detail{Found: text, Expected: kind}, "value")
	return nil
}
