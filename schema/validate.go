package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

const source = "JSON Schema 2020-12"

// Validate holds a document against its schema and returns all faults, in the
// order of their places.
func Validate(d Document, data []byte) engagement.Findings {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // a byte order mark says nothing
	c, known := compile()[d]
	if !known {
		return engagement.Findings{rule.Error("OSM-DOC-008", "", rule.Detail{Found: string(d), Near: names(Documents())})}
	}
	instance, err := decode(data)
	if err != nil {
		return engagement.Findings{rule.Error("OSM-DOC-001", "", rule.Detail{Found: err.Error(), Source: "RFC 8259"})}
	}
	found := decoderTraps(data)
	if slices.ContainsFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-DOC-007" }) {
		return found // the validator would spend itself on such a number
	}
	var broken *jsonschema.ValidationError
	if !errors.As(c.schema.Validate(instance), &broken) {
		return found
	}
	for _, leaf := range leaves(broken) {
		found = append(found, c.findings(leaf, instance)...)
	}
	found = slices.DeleteFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-DOC-002" && misspelt(f, found) })
	if i := slices.IndexFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-DOC-008" && f.Path == "/osmosi" }); i >= 0 {
		return found[i : i+1] // another document: the rest would be about what it is not
	}
	slices.SortStableFunc(found, func(a, b engagement.Finding) int { return comparePointers(a.Path, b.Path) })
	return slices.CompactFunc(found, func(a, b engagement.Finding) bool { return a.Path == b.Path && a.Code == b.Code })
}

// misspelt reports whether a missing member stands there under a name that
// was reported as unknown: one fault, one finding.
func misspelt(missing engagement.Finding, found engagement.Findings) bool {
	parent := missing.Path[:strings.LastIndexByte(missing.Path, '/')]
	return slices.ContainsFunc(found, func(f engagement.Finding) bool {
		return f.Code == "OSM-DOC-003" && f.Suggestion == missing.Expected && f.Path[:strings.LastIndexByte(f.Path, '/')] == parent
	})
}

// ordinary is a number that every reader of JSON can hold.
func ordinary(n json.Number) bool {
	_, exponent, _ := strings.Cut(strings.ToLower(string(n)), "e")
	_, err := n.Float64()
	return err == nil && len(n) <= 40 && len(exponent) <= 4
}

// decoderTraps finds what decoders do not agree on: members that stand twice in
// one object, of which one is silently dropped, and numbers beyond what a
// float64 holds. The data is JSON.
func decoderTraps(data []byte) engagement.Findings {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var found engagement.Findings
	var walk func(path string)
	walk = func(path string) {
		token, err := dec.Token()
		if err != nil {
			return
		}
		switch token {
		case json.Delim('{'):
			seen := map[string]bool{}
			for dec.More() {
				key, err := dec.Token()
				if err != nil {
					return
				}
				name, _ := key.(string)
				at := light.Pointer(path, name)
				if seen[name] {
					found = append(found, rule.Error("OSM-DOC-009", at, rule.Detail{Found: name, Source: "RFC 8259, section 4"}))
				}
				seen[name] = true
				walk(at)
			}
		case json.Delim('['):
			for i := 0; dec.More(); i++ {
				walk(path + "/" + strconv.Itoa(i))
			}
		default:
			if n, is := token.(json.Number); is && !ordinary(n) {
				found = append(found, rule.Error("OSM-DOC-007", path, rule.Detail{Found: short(n), Expected: "≤ 1e308", Source: "RFC 8259, section 6"}))
			}
			return
		}
		dec.Token() // the closing bracket
	}
	walk("")
	return found
}

// decode reads one JSON value, and says at which line and column one fails.
func decode(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	if err == nil {
		if _, trailing := dec.Token(); trailing != io.EOF {
			err = errors.New("more than one JSON value")
		}
	}
	if err == nil {
		return v, nil
	}
	offset := dec.InputOffset()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		offset, err = int64(len(data)), io.ErrUnexpectedEOF
	}
	before := data[:min(int(offset), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n') - 1
	return nil, fmt.Errorf("%d:%d: %w", line, column, err)
}

func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		all = append(all, leaves(cause)...)
	}
	return all
}

// findings turns one broken keyword into what to tell its author.
func (c compiled) findings(e *jsonschema.ValidationError, instance any) engagement.Findings {
	path := pointer(e.InstanceLocation)
	found := lookup(instance, path)
	text := short(found)
	_, fragment, _ := strings.Cut(e.AbsoluteKeywordLocation, "#")
	fragment = pointer(fragment)
	parent, keyword := fragment[:strings.LastIndexByte(fragment, '/')], fragment[strings.LastIndexByte(fragment, '/')+1:]
	node, _ := lookup(c.tree, parent).(map[string]any)
	one := func(code string, d rule.Detail) engagement.Findings {
		d.Source = source
		return engagement.Findings{rule.Error(code, path, d)}
	}
	switch keyword {
	case "required":
		var all engagement.Findings
		object, _ := found.(map[string]any)
		for _, name := range list(node["required"]) {
			if _, has := object[name]; !has {
				all = append(all, rule.Error("OSM-DOC-002", path+"/"+name, rule.Detail{Expected: name, Source: source}))
			}
		}
		return all
	case "additionalProperties":
		var all engagement.Findings
		object, _ := found.(map[string]any)
		properties, _ := node["properties"].(map[string]any)
		known := slices.Sorted(maps.Keys(properties))
		for _, name := range slices.Sorted(maps.Keys(object)) {
			if _, has := properties[name]; !has {
				all = append(all, rule.Error("OSM-DOC-003", light.Pointer(path, name), rule.Detail{Found: name, Near: known, Source: source}))
			}
		}
		return all
	case "enum":
		allowed := list(node["enum"])
		return one("OSM-DOC-004", rule.Detail{Found: text, Expected: strings.Join(allowed, ", "), Near: allowed})
	case "type":
		return one("OSM-DOC-005", rule.Detail{Found: text, Expected: fmt.Sprint(node["type"])})
	case "pattern", "format":
		return one("OSM-DOC-006", rule.Detail{Found: text, Expected: example(fmt.Sprint(node[keyword]))})
	case "const":
		return one("OSM-DOC-008", rule.Detail{Found: text, Expected: fmt.Sprint(node["const"]), Near: []string{fmt.Sprint(node["const"])}})
	}
	return one("OSM-DOC-007", rule.Detail{Found: text, Expected: bound(keyword, node[keyword])})
}

// example shows how a text of a format or pattern is written.
func example(format string) string {
	switch format {
	case "date":
		return "2027-01-31"
	case "date-time":
		return "2027-01-31T09:30:00Z"
	case "^([01][0-9]|2[0-3]):[0-5][0-9]$":
		return "09:30"
	case "^[a-z0-9][a-z0-9-]*$":
		return "new-hires-2027"
	}
	return format
}

// bound says what a value, a length or a number of items may be.
func bound(keyword string, limit any) string {
	switch keyword {
	case "minimum", "minLength", "minItems":
		return "≥ " + fmt.Sprint(limit)
	case "maximum", "maxLength", "maxItems":
		return "≤ " + fmt.Sprint(limit)
	}
	return keyword
}

// pointer undoes the percent-encoding that the validator adds to pointers.
func pointer(location string) string {
	if p, err := url.PathUnescape(location); err == nil {
		return p
	}
	return location
}

// lookup follows a JSON Pointer; nil where it leads nowhere.
func lookup(v any, pointer string) any {
	if pointer == "" {
		return v
	}
	for _, token := range strings.Split(pointer[1:], "/") {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		switch node := v.(type) {
		case map[string]any:
			v = node[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(node) {
				return nil
			}
			v = node[i]
		default:
			return nil
		}
	}
	return v
}

// short is a value as a person would quote it, in at most 60 characters.
func short(v any) string {
	text, isString := v.(string)
	if !isString {
		data, err := json.Marshal(v)
		if err != nil {
			return ""
		}
		text = string(data)
	}
	if runes := []rune(text); len(runes) > 60 {
		return string(runes[:57]) + "…"
	}
	return text
}

func list(v any) []string {
	items, _ := v.([]any)
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = fmt.Sprint(item)
	}
	return out
}

func names(ds []Document) []string {
	out := make([]string, len(ds))
	for i, d := range ds {
		out[i] = string(d)
	}
	return out
}

// comparePointers orders places as the document does: list positions by
// number, names by letter.
func comparePointers(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := range min(len(x), len(y)) {
		m, err1 := strconv.Atoi(x[i])
		n, err2 := strconv.Atoi(y[i])
		switch {
		case err1 == nil && err2 == nil && m != n:
			return m - n
		case x[i] != y[i] && (err1 != nil || err2 != nil):
			return strings.Compare(x[i], y[i])
		}
	}
	return len(x) - len(y)
}
