package scim

import (
	"encoding/json"
	"strings"
)

// target is where an operation works (RFC 7644, 3.5.2): an attribute of the user
// or of an extension, some of its values where there is a filter, and a
// sub-attribute where one is named. Without an attribute it is a whole
// extension.
type target struct {
	schema    string // of an extension; empty for the user's own attributes
	attribute string
	filter    []comparison // all of which hold; nil for none
	sub       string
}

// comparison is one condition of a filter.
type comparison struct {
	attribute, operator string
	value               any // string, bool, json.Number or nil
}

// parsePath reads a path as providers write it: with the schema's URN before a
// colon or a point, and in any letter case.
func parsePath(text string) (target, bool) {
	var p target
	rest := strings.TrimSpace(text)
	if len(rest) >= 4 && strings.EqualFold(rest[:4], "urn:") {
		p.schema, rest = cutSchema(rest)
		if strings.EqualFold(p.schema, userSchema) {
			if p.schema = ""; rest == "" {
				return p, false
			}
		}
		if rest == "" {
			return p, true
		}
	}
	end := strings.IndexAny(rest, "[.")
	if end < 0 {
		end = len(rest)
	}
	p.attribute, rest = rest[:end], rest[end:]
	if !isName(p.attribute) {
		return p, false
	}
	if strings.HasPrefix(rest, "[") {
		last := closing(rest)
		if last < 0 {
			return p, false
		}
		var ok bool
		if p.filter, ok = parseFilter(rest[1:last]); !ok {
			return p, false
		}
		rest = rest[last+1:]
	}
	if rest == "" {
		return p, true
	}
	sub, ok := strings.CutPrefix(rest, ".")
	p.sub = sub
	return p, ok && isName(sub)
}

// cutSchema splits the URN of a schema from the path behind it. A URN ends with
// a version and the name of a type, 2.0:User.
func cutSchema(text string) (schema, rest string) {
	head := text
	if open := strings.IndexByte(text, '['); open >= 0 {
		head = text[:open]
	}
	at := 0
	for at < len(head) {
		part, _, _ := strings.Cut(head[at:], ":")
		at += len(part) + 1
		if strings.Contains(part, ".") && strings.Trim(part, "0123456789.") == "" && at < len(head) {
			end := strings.IndexAny(head[at:], ":.")
			if end < 0 {
				end = len(head) - at
			}
			at += end
			return text[:at], strings.TrimLeft(text[at:], ":.")
		}
	}
	if at = strings.LastIndexByte(head, ':'); at > 0 {
		return text[:at], text[at+1:]
	}
	return text, ""
}

func isName(text string) bool {
	for _, r := range text {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-' && r != '$' {
			return false
		}
	}
	return text != ""
}

// closing returns the place of the bracket that closes the first one, outside
// of quotation marks; -1 where there is none.
func closing(text string) int {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch {
		case quoted && text[i] == '\\':
			i++
		case text[i] == '"':
			quoted = !quoted
		case text[i] == ']' && !quoted:
			return i
		}
	}
	return -1
}

// parseFilter reads comparisons with “and” between: those with which one value
// of several is chosen.
func parseFilter(text string) ([]comparison, bool) {
	var all []comparison
	for {
		var c comparison
		c.attribute, text = word(text)
		c.operator, text = word(text)
		c.operator = strings.ToLower(c.operator)
		switch c.operator {
		case "pr":
		case "eq", "ne", "co", "sw", "ew":
			d := json.NewDecoder(strings.NewReader(text))
			d.UseNumber()
			if d.Decode(&c.value) != nil {
				return nil, false
			}
			switch c.value.(type) {
			case map[string]any, []any:
				return nil, false
			}
			text = text[d.InputOffset():]
		default:
			return nil, false
		}
		if !isName(c.attribute) {
			return nil, false
		}
		all = append(all, c)
		and, rest := word(text)
		if and == "" {
			return all, true
		}
		if !strings.EqualFold(and, "and") {
			return nil, false
		}
		text = rest
	}
}

// word splits the first word off.
func word(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	first, rest, _ = strings.Cut(text, " ")
	return first, rest
}

// chooses tells whether one of several values is meant.
func chooses(filter []comparison, value any) bool {
	for _, c := range filter {
		v := value
		if o, ok := value.(map[string]any); ok {
			v = o[keyOf(o, c.attribute)]
		} else if !strings.EqualFold(c.attribute, "value") {
			v = nil
		}
		if !c.holds(v) {
			return false
		}
	}
	return true
}

// holds compares without letter case, as the attributes that tell values apart
// are (RFC 7643, 2.4), and takes “True” for true.
func (c comparison) holds(value any) bool {
	if c.operator == "pr" {
		return value != nil && value != ""
	}
	have, ok1 := plain(value)
	want, ok2 := plain(c.value)
	if !ok1 || !ok2 {
		return (value == nil && c.value == nil) == (c.operator == "eq") && ok1 == ok2
	}
	switch c.operator {
	case "eq":
		return have == want
	case "ne":
		return have != want
	case "co":
		return strings.Contains(have, want)
	case "sw":
		return strings.HasPrefix(have, want)
	}
	return strings.HasSuffix(have, want)
}

// plain writes a text, a number, true or false for comparison.
func plain(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return strings.ToLower(v), true
	case json.Number:
		return v.String(), true
	case bool:
		if v {
			return "true", true
		}
		return "false", true
	}
	return "", false
}
