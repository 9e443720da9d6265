package light

// Kind of a value.
type Kind uint8

// The kinds. Missing, the zero value, is the absence of a value, which JSON
// has no word for; Null is JSON's null.
const (
	Missing Kind = iota
	Null
	Flag
	Number
	Text
	List
	Object
)

// Value is any JSON value. The zero Value is Missing.
type Value struct {
	Kind   Kind
	Flag   bool
	Number float64
	Text   string
	List   []Value  // elements of a List, member values of an Object
	Names  []string // member names of an Object, in the order written
}

// TextOf, NumberOf and FlagOf wrap a Go value.
func TextOf(s string) Value    { return Value{Kind: Text, Text: s} }
func NumberOf(f float64) Value { return Value{Kind: Number, Number: f} }
func FlagOf(b bool) Value      { return Value{Kind: Flag, Flag: b} }

// Member returns the last member of that name, Missing where there is none.
func (v Value) Member(name string) Value {
	for i := len(v.Names) - 1; i >= 0; i-- {
		if v.Names[i] == name {
			return v.List[i]
		}
	}
	return Value{}
}

// Equal compares deeply; numbers by value, objects by members in any order.
func (v Value) Equal(w Value) bool {
	if v.Kind != w.Kind {
		return false
	}
	switch v.Kind {
	case Flag:
		return v.Flag == w.Flag
	case Number:
		return v.Number == w.Number
	case Text:
		return v.Text == w.Text
	case List:
		if len(v.List) != len(w.List) {
			return false
		}
		for i := range v.List {
			if !v.List[i].Equal(w.List[i]) {
				return false
			}
		}
	case Object:
		if len(v.Names) != len(w.Names) {
			return false
		}
		for i, name := range v.Names {
			if !v.List[i].Equal(w.Member(name)) {
				return false
			}
		}
	}
	return true
}

// Value reads any value.
func (r *Reader) Value() Value {
	if r.err != nil {
		return Value{}
	}
	switch c := r.peek(); {
	case c == '{':
		v := Value{Kind: Object}
		r.Object(func(name string) {
			v.Names = append(v.Names, name)
			v.List = append(v.List, r.Value())
		})
		return v
	case c == '[':
		v := Value{Kind: List}
		r.Array(func() { v.List = append(v.List, r.Value()) })
		return v
	case c == '"':
		return TextOf(r.String())
	case c == 't', c == 'f':
		return FlagOf(r.Bool())
	case c == 'n' && r.Null():
		return Value{Kind: Null}
	case c == '-' || c >= '0' && c <= '9':
		return NumberOf(r.Number())
	}
	r.Fail("expected a value")
	return Value{}
}

// Append writes the value as compact JSON. Missing, and numbers that JSON
// cannot write, become null.
func (v Value) Append(dst []byte) []byte {
	switch v.Kind {
	case Flag:
		return AppendBool(dst, v.Flag)
	case Number:
		return AppendNumber(dst, v.Number)
	case Text:
		return AppendString(dst, v.Text)
	case List:
		dst = append(dst, '[')
		for i, e := range v.List {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = e.Append(dst)
		}
		return append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i, e := range v.List {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(AppendString(dst, v.Names[i]), ':')
			dst = e.Append(dst)
		}
		return append(dst, '}')
	}
	return append(dst, "null"...)
}

// AppendString writes a string as JSON, escaping what HTML would misread as
// well, so that documents can stand inside a script element.
func AppendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, c := range s { // what is not UTF-8 comes as U+FFFD
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', byte(c))
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c == '\r':
			dst = append(dst, '\\', 'r')
		case c < 0x20 || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029':
			dst = append(dst, '\\', 'u', hex[c>>12&15], hex[c>>8&15], hex[c>>4&15], hex[c&15])
		default:
			dst = append(dst, string(c)...)
		}
	}
	return append(dst, '"')
}

// AppendStrings writes an array of strings.
func AppendStrings(dst []byte, ss []string) []byte {
	dst = append(dst, '[')
	for i, s := range ss {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, s)
	}
	return append(dst, ']')
}
