package light

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReaderAgreesWithEncodingJSON(t *testing.T) {
	for _, in := range []string{
		`{}`, `[]`, `""`, `"a\u00e9\ud83d\ude00\n\/"`, `-0.5e3`, `1E2`, `0`, `true`, `false`, `null`,
		` { "a" : [ 1 , { "b" : null } , "x" ] } `, `[1,2,3]`, `{"a":1,"a":2}`, `12345678901234567890`,
		`01`, `1.`, `.5`, `-`, `+1`, `tru`, `nul`, `"\x"`, `"\u12"`, "\"\n\"", `[1,]`, `{"a":}`, `{"a"}`, `{,}`, `[`, `{`, `"`, ``, ` `, `1 2`, `[1]x`, `1e999`, "\x00", "\"\x00\"",
	} {
		var want any
		wantErr := json.Unmarshal([]byte(in), &want)
		r := NewReader([]byte(in))
		v := r.Value()
		err := r.End()
		require.Equal(t, wantErr == nil, err == nil, "%q: %v, encoding/json: %v", in, err, wantErr)
		if err == nil {
			back := v.Append(nil)
			var got any
			require.NoError(t, json.Unmarshal(back, &got), in)
			require.Equal(t, want, got, in)
		}
	}
}

func TestReaderRefusesWhatEncodingJSONRepairs(t *testing.T) {
	for in, what := range map[string]string{
		"\"\xff\"":       "string is not UTF-8",
		"\"\\n\xff\"":    "string is not UTF-8",
		`"\ud800"`:       "lone surrogate in a string",
		`"\ud800\u0041"`: "lone surrogate in a string",
	} {
		r := NewReader([]byte(in))
		r.Value()
		var e *Error
		require.ErrorAs(t, r.End(), &e, in)
		require.Equal(t, what, e.What)
	}
}

func TestDepthIsBounded(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1)
	r := NewReader([]byte(deep))
	r.Value()
	require.ErrorContains(t, r.End(), "nested too deeply")
	r = NewReader([]byte(deep[1 : len(deep)-1]))
	r.Value()
	require.NoError(t, r.End())
}

func TestTypedReads(t *testing.T) {
	r := NewReader([]byte(`{"s":["a","b"],"i":7,"b":true,"skip":{"x":[1]},"n":null}`))
	var s []string
	var i int
	var b, n bool
	r.Object(func(name string) {
		switch name {
		case "s":
			s = r.Strings()
		case "i":
			i = r.Int()
		case "b":
			b = r.Bool()
		case "n":
			n = r.Null()
		default:
			r.Skip()
		}
	})
	require.NoError(t, r.End())
	require.Equal(t, []string{"a", "b"}, s)
	require.Equal(t, 7, i)
	require.True(t, b && n)

	r = NewReader([]byte(`1.5`))
	require.Zero(t, r.Int())
	require.EqualError(t, r.End(), "expected a whole number at byte 3")
}

func TestStringsAreSafeInsideHTML(t *testing.T) {
	out := string(AppendString(nil, "</script><!-- & \u2028 \x01 \xff"))
	require.NotContains(t, out, "<")
	require.NotContains(t, out, "&")
	var back string
	require.NoError(t, json.Unmarshal([]byte(out), &back))
	require.Equal(t, "</script><!-- & \u2028 \x01 \ufffd", back)
}

func TestEqual(t *testing.T) {
	parse := func(s string) Value { return NewReader([]byte(s)).Value() }
	require.True(t, parse(`{"a":[1,"x"],"b":true}`).Equal(parse(`{"b":true,"a":[1,"x"]}`)))
	for _, pair := range [][2]string{{`1`, `"1"`}, {`[1]`, `[1,2]`}, {`[1]`, `[2]`}, {`{"a":1}`, `{"b":1}`}, {`{"a":1}`, `{}`}, {`true`, `false`}, {`"a"`, `"b"`}, {`1`, `2`}} {
		require.False(t, parse(pair[0]).Equal(parse(pair[1])), pair)
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00"]}`, `[[[]]]`, `"`, `{"a"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := NewReader(data)
		v := r.Value()
		if r.End() != nil {
			return
		}
		require.True(t, json.Valid(data), "accepted what encoding/json refuses: %q", data)
		again := NewReader(v.Append(nil))
		w := again.Value()
		require.NoError(t, again.End())
		require.True(t, v.Equal(w))
	})
}
