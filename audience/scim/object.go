package scim

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience/internal/field"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// object is a JSON object within a resource. Names are compared without case
// (RFC 7643, 2.1), null is the same as absent (2.5), and a member of the wrong
// type is reported and read as absent.
type object struct {
	path    string
	members map[string]json.RawMessage // by name in lower case
	found   *engagement.Findings       // of the whole resource
}

// read reads an object from valid JSON.
func read(raw json.RawMessage, path string, found *engagement.Findings) object {
	o := object{path: path, found: found}
	d := json.NewDecoder(bytes.NewReader(raw))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		o.wrong(raw, "{…}")
		return o
	}
	o.members = map[string]json.RawMessage{}
	for d.More() {
		var value json.RawMessage
		name, err := d.Token()
		if err != nil || d.Decode(&value) != nil {
			return o // not in valid JSON
		}
		key := strings.ToLower(name.(string))
		if delete(o.members, key); string(value) != "null" {
			o.members[key] = value
		}
	}
	return o
}

// fault reports what is wrong at a place within the object.
func (o object) fault(code string, d rule.Detail, place ...string) {
	*o.found = append(*o.found, rule.Error(code, o.path+field.Pointer(place...), d))
}

// wrong reports a value of the wrong type; the one expected is shown in JSON.
func (o object) wrong(raw json.RawMessage, expected string, place ...string) {
	o.fault("OSM-SCIM-004", rule.Detail{Found: short(raw), Expected: expected, Source: "RFC 7643"}, place...)
}

// short is JSON of which not too much is shown, so that a report does not
// repeat a whole resource.
func short(raw json.RawMessage) string {
	const most = 40 // characters
	text := []rune(string(raw))
	if len(text) > most {
		text = append(text[:most], '…')
	}
	return string(text)
}

func (o object) member(name string) (json.RawMessage, bool) {
	raw, ok := o.members[strings.ToLower(name)]
	return raw, ok
}

func (o object) text(name string) string {
	var s string
	if raw, ok := o.member(name); ok && json.Unmarshal(raw, &s) != nil {
		o.wrong(raw, `"…"`, name)
	}
	return s
}

// flag reads true or false; some providers send them as texts.
func (o object) flag(name string, absent bool) bool {
	raw, ok := o.member(name)
	if !ok {
		return absent
	}
	switch strings.ToLower(strings.Trim(string(raw), `"`)) {
	case "true":
		return true
	case "false":
		return false
	}
	o.wrong(raw, "true, false", name)
	return absent
}

func (o object) object(name string) object {
	raw, ok := o.member(name)
	if !ok {
		return object{found: o.found}
	}
	return read(raw, o.path+field.Pointer(name), o.found)
}

func (o object) elements(name string) []json.RawMessage {
	var list []json.RawMessage
	if raw, ok := o.member(name); ok && json.Unmarshal(raw, &list) != nil {
		o.wrong(raw, "[…]", name)
	}
	return list
}

func (o object) objects(name string) []object {
	var all []object
	for i, raw := range o.elements(name) {
		all = append(all, read(raw, o.path+field.Pointer(name, strconv.Itoa(i)), o.found))
	}
	return all
}

func (o object) texts(name string) []string {
	all := []string{}
	for i, raw := range o.elements(name) {
		var s *string
		if json.Unmarshal(raw, &s) != nil || s == nil {
			o.wrong(raw, `"…"`, name, strconv.Itoa(i))
			continue
		}
		all = append(all, *s)
	}
	return all
}
