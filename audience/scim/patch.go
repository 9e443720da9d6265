package scim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Patch applies the operations of a PATCH request (RFC 7644, 3.5.2) to a user,
// both in JSON, and returns the user as JSON that results: all operations, or
// none where one of them is faulty. The error joins all that is wrong, with
// paths such as "/Operations/1/path".
//
// It understands what Microsoft Entra ID sends besides what the RFC says:
// operations in any letter case; true and false as texts; a manager as an
// object, an ID alone, or a list; single values in a list; without a path, an
// object whose names are paths themselves; and values chosen by a filter, such
// as emails[type eq "work"].value, that are not there yet and are then added.
func Patch(user, request []byte) ([]byte, error) {
	o := &operation{}
	resource, ok := decode(user).(map[string]any)
	if !ok {
		o.fault("OSM-SCIM-004", "", rule.Detail{Expected: "{…}", Source: "RFC 7643"})
		return nil, o.found.Err()
	}
	o.user = resource
	for i, op := range o.operations(request) {
		o.place = field.Pointer("Operations", strconv.Itoa(i))
		o.apply(op)
	}
	if err := o.found.Err(); err != nil {
		return nil, err
	}
	o.settleSchemas()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(o.user); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// PatchPerson applies the operations of a PATCH request to a person, for hosts
// that keep people and not their SCIM resources, and tells whether the person
// is active after it. One who is not is returned as before. Changes of
// attributes that the mapping does not name are lost, as they are in [Read].
func PatchPerson(p audience.Person, request []byte, m Mapping) (patched audience.Person, active bool, err error) {
	s := &response{mapping: m, values: field.NewValues(m.DefaultLanguage)}
	if err := m.check(s.values).Err(); err != nil {
		return p, true, err
	}
	var found engagement.Findings
	user := resourceOf(&p, m, object{found: &found})
	if err := found.Err(); err != nil {
		return p, true, err
	}
	data, err := json.Marshal(user)
	if err != nil {
		return p, true, err
	}
	if data, err = Patch(data, request); err != nil {
		return p, true, err
	}
	patched, active, err = s.user(data, "")
	if err != nil || !active {
		return p, active, err
	}
	return patched, true, nil
}

// decode reads JSON, nil where it is none. Numbers stay as they are written.
func decode(data []byte) any {
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	d.UseNumber()
	var value any
	if d.Decode(&value) != nil || d.More() {
		return nil
	}
	return value
}

// operation is one of a request while it is applied.
type operation struct {
	user  map[string]any
	place string // of the operation in the request
	op    string
	found engagement.Findings
}

func (o *operation) fault(code, member string, d rule.Detail) {
	if d.Source == "" {
		d.Source = "RFC 7644, 3.5.2"
	}
	o.found = append(o.found, rule.Error(code, o.place+member, d))
}

// operations reads the request.
func (o *operation) operations(request []byte) []any {
	all, _ := decode(request).(map[string]any)
	list, ok := all[keyOf(all, "Operations")].([]any)
	schemas, named := all[keyOf(all, "schemas")].([]any)
	patch := func(schema any) bool { s, _ := schema.(string); return strings.EqualFold(s, patchSchema) }
	if !ok || named && !slices.ContainsFunc(schemas, patch) {
		o.fault("OSM-SCIM-026", "", rule.Detail{Found: strings.Trim(fmt.Sprint(schemas), "[]"), Expected: patchSchema})
		return nil
	}
	return list
}

// apply applies one operation.
func (o *operation) apply(raw any) {
	op, ok := raw.(map[string]any)
	if !ok {
		o.fault("OSM-SCIM-004", "", rule.Detail{Found: shown(raw), Expected: "{…}"})
		return
	}
	name, _ := op[keyOf(op, "op")].(string)
	o.op = strings.ToLower(name)
	if all := []string{opAdd, opReplace, opRemove}; !slices.Contains(all, o.op) {
		o.fault("OSM-SCIM-020", "/op", rule.Detail{Found: name, Expected: strings.Join(all, ", "), Near: all})
		return
	}
	value, given := op[keyOf(op, "value")]
	where, named := op[keyOf(op, "path")]
	text, isText := where.(string)
	if !isText && where != nil {
		o.fault("OSM-SCIM-004", "/path", rule.Detail{Found: shown(where), Expected: `"…"`})
		return
	}
	if !named || text == "" {
		o.all(value)
		return
	}
	if o.op != opRemove && !given {
		o.fault("OSM-SCIM-024", "/value", rule.Detail{})
		return
	}
	o.at(text, value, "/path")
}

// all applies an operation without a path, whose value's names are paths.
func (o *operation) all(value any) {
	if o.op == opRemove {
		o.fault("OSM-SCIM-022", "/path", rule.Detail{})
		return
	}
	members, ok := value.(map[string]any)
	if !ok {
		o.fault("OSM-SCIM-024", "/value", rule.Detail{Found: shown(value)})
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		switch strings.ToLower(name) {
		case "schemas", "meta": // which come with a whole user, and are not for others to set
		default:
			o.at(name, members[name], field.Pointer("value", name))
		}
	}
}

// at applies the operation at a path.
func (o *operation) at(text string, value any, member string) {
	p, ok := parsePath(text)
	if !ok {
		o.fault("OSM-SCIM-021", member, rule.Detail{Found: text, Expected: `emails[type eq "work"].value`})
		return
	}
	if p.schema == "" {
		switch strings.ToLower(p.attribute) {
		case "id", "meta", "schemas":
			if id := o.user[keyOf(o.user, p.attribute)]; !reflect.DeepEqual(id, value) || p.sub != "" || p.filter != nil {
				o.fault("OSM-SCIM-025", member, rule.Detail{Found: p.attribute, Source: "RFC 7643, 7"})
			}
			return
		}
	}
	within := o.user
	if p.schema != "" {
		key := keyOf(o.user, p.schema)
		extension, ok := o.user[key].(map[string]any)
		if !ok && o.user[key] != nil {
			o.fault("OSM-SCIM-024", member, rule.Detail{Found: shown(o.user[key])})
			return
		}
		if p.attribute == "" {
			o.extension(p.schema, key, value)
			return
		}
		if !ok {
			if o.op == opRemove || value == nil {
				return
			}
			extension = map[string]any{}
			o.user[key] = extension
		}
		within = extension
	}
	switch {
	case p.filter != nil:
		o.chosen(within, p, value, text, member)
	case p.sub != "":
		o.sub(within, p, value)
	default:
		if list := asList(value); p.schema == "" && strings.EqualFold(p.attribute, "name") && len(list) > 0 {
			if _, ok := list[0].(map[string]any); !ok && o.op != opRemove {
				o.fault("OSM-SCIM-024", "/value", rule.Detail{Found: shown(value)})
				return
			}
		}
		o.set(within, p.attribute, value)
	}
}

// extension applies the operation to a whole extension.
func (o *operation) extension(schema, key string, value any) {
	if o.op == opRemove || value == nil {
		delete(o.user, key)
		return
	}
	members, ok := value.(map[string]any)
	if !ok {
		o.fault("OSM-SCIM-024", "/value", rule.Detail{Found: shown(value)})
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		o.at(schema+":"+name, members[name], field.Pointer("value", name))
	}
}

// set applies the operation to an attribute as a whole.
func (o *operation) set(within map[string]any, attribute string, value any) {
	key := keyOf(within, attribute)
	old := within[key]
	list, several := old.([]any)
	several = several || isMulti(attribute)
	if o.op == opRemove && several && value != nil {
		if old != nil {
			within[key] = slices.DeleteFunc(asList(old), func(v any) bool {
				return slices.ContainsFunc(asList(value), func(gone any) bool { return same(v, gone) })
			})
		}
		return
	}
	if o.op == opRemove || value == nil {
		delete(within, key)
		return
	}
	if several {
		added := asList(value)
		if o.op == opReplace {
			list = nil
		}
		for _, v := range added {
			if text, ok := v.(string); ok && (strings.EqualFold(attribute, "emails") || strings.EqualFold(attribute, "phoneNumbers")) {
				v = map[string]any{"value": text}
			}
			if !slices.ContainsFunc(list, func(other any) bool { return reflect.DeepEqual(other, v) }) {
				list = append(list, v)
				onlyPrimary(list, len(list)-1)
			}
		}
		within[key] = append([]any{}, list...)
		return
	}
	value, ok := single(attribute, value)
	if !ok {
		o.fault("OSM-SCIM-024", "/value", rule.Detail{Found: shown(value)})
		return
	}
	if value == nil {
		delete(within, key)
		return
	}
	members, isObject := value.(map[string]any)
	if oldMembers, ok := old.(map[string]any); ok && isObject && !strings.EqualFold(attribute, "manager") {
		for _, name := range slices.Sorted(maps.Keys(members)) {
			oldMembers[keyOf(oldMembers, name)] = members[name]
		}
		return
	}
	within[key] = value
}

// sub applies the operation to a sub-attribute, of all values where there are
// several.
func (o *operation) sub(within map[string]any, p target, value any) {
	key := keyOf(within, p.attribute)
	switch old := within[key].(type) {
	case []any:
		for _, v := range old {
			if members, ok := v.(map[string]any); ok {
				o.set(members, p.sub, value)
			}
		}
	case map[string]any:
		if o.set(old, p.sub, value); len(old) == 0 {
			delete(within, key)
		}
	case nil:
		if o.op == opRemove || value == nil {
			return
		}
		members := map[string]any{}
		o.set(members, p.sub, value)
		if isMulti(p.attribute) {
			within[key] = []any{members}
		} else if len(members) > 0 {
			within[key] = members
		}
	case string: // a manager's ID alone
		members := map[string]any{"value": old}
		o.set(members, p.sub, value)
		within[key] = members
	default:
		o.fault("OSM-SCIM-024", "/path", rule.Detail{Found: shown(old)})
	}
}

// chosen applies the operation to the values that the filter chooses. Where
// there is none, an operation that gives one makes one that the filter would
// choose.
func (o *operation) chosen(within map[string]any, p target, value any, text, member string) {
	key := keyOf(within, p.attribute)
	list := slices.Clone(asList(within[key]))
	if o.op == opRemove || value == nil {
		if p.sub == "" {
			list = slices.DeleteFunc(list, func(v any) bool { return chooses(p.filter, v) })
		}
		for _, v := range list {
			if members, ok := v.(map[string]any); ok && p.sub != "" && chooses(p.filter, v) {
				delete(members, keyOf(members, p.sub))
			}
		}
		if within[key] != nil {
			within[key] = list
		}
		return
	}
	var members map[string]any
	if p.sub == "" {
		if id, ok := value.(string); ok {
			value = map[string]any{"value": id}
		}
		if given := asList(value); len(given) == 1 {
			members, _ = given[0].(map[string]any)
		}
		if members == nil {
			o.fault("OSM-SCIM-024", "/value", rule.Detail{Found: shown(value)})
			return
		}
	}
	if !slices.ContainsFunc(list, func(v any) bool { return chooses(p.filter, v) }) {
		made, ok := making(p.filter)
		if !ok {
			o.fault("OSM-SCIM-023", member, rule.Detail{Found: text})
			return
		}
		list = append(list, made)
	}
	for i := range list {
		if !chooses(p.filter, list[i]) {
			continue
		}
		one, ok := list[i].(map[string]any)
		if !ok {
			o.fault("OSM-SCIM-024", member, rule.Detail{Found: shown(list[i])})
			return
		}
		if p.sub != "" {
			o.set(one, p.sub, value)
		} else {
			if o.op == opReplace {
				one, _ = making(slices.DeleteFunc(slices.Clone(p.filter), func(c comparison) bool { return c.operator != "eq" }))
				list[i] = one
			}
			for _, name := range slices.Sorted(maps.Keys(members)) {
				o.set(one, name, members[name])
			}
		}
		onlyPrimary(list, i)
	}
	within[key] = list
}

// making returns a value that the filter chooses, where that can be told from
// the filter.
func making(filter []comparison) (map[string]any, bool) {
	made := map[string]any{}
	for _, c := range filter {
		if c.operator != "eq" || c.value == nil {
			return nil, false
		}
		value, ok := single(c.attribute, c.value)
		if !ok {
			return nil, false
		}
		made[c.attribute] = value
	}
	return made, chooses(filter, made)
}

// single reads the value of an attribute that has only one: providers also send
// it in a list, or as an object with a value, and true and false as texts. The
// value is nil where it says that there is none, and false reports one that the
// attribute cannot have. Of attributes that nobody here knows all is kept as it
// comes.
func single(attribute string, value any) (any, bool) {
	attribute = strings.ToLower(attribute)
	if !slices.Contains(singles(), attribute) {
		return value, true
	}
	if list, ok := value.([]any); ok {
		if len(list) == 0 || len(list) == 1 && list[0] == nil {
			return nil, true
		}
		if len(list) > 1 {
			return value, false
		}
		value = list[0]
	}
	members, isObject := value.(map[string]any)
	switch attribute {
	case "name":
		return value, true
	case "manager":
		if text, ok := value.(string); ok {
			if text == "" {
				return nil, true
			}
			return map[string]any{"value": text}, true
		}
		return value, isObject
	}
	if isObject {
		if value = members[keyOf(members, "value")]; value == nil {
			return members, false
		}
	}
	if attribute != "active" && attribute != "primary" {
		return value, true
	}
	switch text, _ := plain(value); text {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return value, false
}

// singles lists, in lower case, the attributes of users, of the enterprise
// extension and of their values that have one value (RFC 7643, 4).
func singles() []string {
	return []string{
		"username", "name", "displayname", "nickname", "profileurl", "title", "usertype", "preferredlanguage", "locale", "timezone", "active", "externalid",
		"formatted", "familyname", "givenname", "middlename", "honorificprefix", "honorificsuffix",
		"employeenumber", "costcenter", "organization", "division", "department", "manager",
		"value", "type", "primary", "display", "streetaddress", "locality", "region", "postalcode", "country", "hired",
	}
}

// settleSchemas drops extensions that have become empty, and lists the others
// among the user's schemas.
func (o *operation) settleSchemas() {
	key := keyOf(o.user, "schemas")
	list, listed := o.user[key].([]any)
	for _, name := range slices.Sorted(maps.Keys(o.user)) {
		extension, ok := o.user[name].(map[string]any)
		if !ok || !strings.HasPrefix(strings.ToLower(name), "urn:") {
			continue
		}
		known := func(schema any) bool { s, _ := schema.(string); return strings.EqualFold(s, name) }
		switch {
		case len(extension) == 0:
			delete(o.user, name)
			list = slices.DeleteFunc(list, known)
		case !slices.ContainsFunc(list, known):
			list = append(list, name)
		}
	}
	if listed {
		o.user[key] = list
	}
}

// keyOf returns the name under which an object has a member, whatever its
// letter case, or else under which it is to get it.
func keyOf(o map[string]any, name string) string {
	if _, ok := o[name]; ok {
		return name
	}
	best := ""
	for key := range o {
		if strings.EqualFold(key, name) && (best == "" || key < best) {
			best = key
		}
	}
	if best != "" {
		return best
	}
	for _, schema := range []string{enterpriseSchema, Schema} {
		if strings.EqualFold(schema, name) {
			return schema
		}
	}
	return name
}

// isMulti reports whether an attribute of users has several values.
func isMulti(attribute string) bool {
	return slices.ContainsFunc([]string{"emails", "phoneNumbers", "ims", "photos", "addresses", "groups", "entitlements", "roles", "x509Certificates", "workDays", "dottedManagers", "traits", "values"},
		func(a string) bool { return strings.EqualFold(a, attribute) })
}

// asList returns several values, or the single one, as a list.
func asList(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

// same tells whether a value is the one that is to be removed: by what it
// identifies, where it says so.
func same(v, gone any) bool {
	if a, ok := v.(map[string]any); ok {
		if id := a[keyOf(a, "value")]; id != nil {
			if b, ok := gone.(map[string]any); ok {
				return reflect.DeepEqual(id, b[keyOf(b, "value")])
			}
			return reflect.DeepEqual(id, gone)
		}
	}
	return reflect.DeepEqual(v, gone)
}

// onlyPrimary takes the mark of the primary value from all others (RFC 7644,
// 3.5.2) where the one at the place has it.
func onlyPrimary(list []any, at int) {
	one, _ := list[at].(map[string]any)
	if mark, _ := plain(one[keyOf(one, "primary")]); mark != "true" {
		return
	}
	for i := range list {
		if other, ok := list[i].(map[string]any); ok && i != at {
			if key := keyOf(other, "primary"); other[key] != nil {
				other[key] = false
			}
		}
	}
}

// shown is a value as a message shows it, not too long.
func shown(value any) string {
	data, err := json.Marshal(value)
	if err != nil || value == nil {
		return ""
	}
	return short(data)
}
