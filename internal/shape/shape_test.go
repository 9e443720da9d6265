package shape

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	plainText uint8 = iota + 1
	freeText
	sizedText
	sameText
	keyText
	nameText
)

func kindOf(pointer string) uint8 {
	return map[string]uint8{
		"/a": plainText, "/list/1/b": freeText | Any, "/s": sizedText | Sized, "/r": sameText | Recurs | Any,
		"/k": keyText | Recurs, "/of/n": nameText | Recurs | Any, "/of/d": nameText | Recurs | Any,
	}[pointer]
}

const model = ` {"a":"one","list":[true,{"b":"é 2","a":"fixed \" \\"}],"s":"0123","n":-1.5e3,"r":"ré","e":{},"l":[],"k":"key","of":{"n":"né","x":1,"d":"d"},"z":0} `

// with replaces one part of the model.
func with(old, new string) string { return strings.Replace(model, old, new, 1) }

func TestALineOfAKnownShapeIsTakenApart(t *testing.T) {
	s := Learn([]byte(model), kindOf)
	require.Equal(t, []uint8{plainText, sizedText | Sized, sameText | Recurs | Any, keyText | Recurs}, s.Kinds(), "what needs no check, and what goes with another text, has no span")
	var shapes Shapes
	shapes.Add(nil)
	shapes.Add(s)
	var spans [Most]Span
	texts := func(line string) (all []string) {
		if shapes.Match([]byte(line), &spans) == nil {
			return nil
		}
		for i, span := range spans[:len(s.Kinds())] {
			text := line[span.Begin:span.End]
			if span.Known {
				require.EqualValues(t, len(text), span.Value)
				text += ", known"
			}
			spans[i].Value = uint32(len(text))
			all = append(all, text)
		}
		s.Keep([]byte(line), &spans)
		return all
	}
	require.Equal(t, []string{"one", "0123", "ré", "key"}, texts(model))
	require.Equal(t, []string{"one", "0123", "ré, known", "key, known"}, texts(model))
	require.Equal(t, []string{"another that is longer", "0123", "ré, known", "key, known"}, texts(with("one", "another that is longer")))
	require.Equal(t, []string{"one", "01234567", "ré, known", "key, known"}, texts(with("0123", "01234567")))
	require.Equal(t, []string{"one", "", "ré, known", "key, known"}, texts(with("0123", "")))
	require.Equal(t, []string{"one", "0123", "rè", "key, known"}, texts(with("ré", "rè")))
	require.Equal(t, []string{"one", "0123", "", "key, known"}, texts(strings.Replace(with("ré", ""), "é 2", "", 1)))
	require.Equal(t, []string{"one", "0123", "rè, known", "kez"}, texts(strings.Replace(with("ré", "rè"), `"key`, `"kez`, 1)))
	require.Equal(t, []string{"one", "0123", "ré, known", "key, known"}, texts(model), "those before the last are known too")
	for _, other := range []string{"ny", "", "ń"} {
		require.Equal(t, []string{"one", "0123", "ré, known", "key"}, texts(with("né", other)), "what went with it was another text")
		require.Equal(t, []string{"one", "0123", "ré, known", "key, known"}, texts(with("né", other)))
	}
	require.Equal(t, []string{"one", "0123", "ré, known", "key"}, texts(with(`:"d"`, `:"de"`)))
	for _, other := range []string{
		"", with("one", `o\u006ee`), with("one", "oné"), with("one", "o\nne"), with("one", "12345678\t"), with("é 2", "\xff"), with("é 2", `\"`), with("fixed", "other"),
		with("-1.5e3", "2"), with("} ", "}"), with(`"one"`, "1"), with("ré", "r\x01"), model[:30], with("ré", "ré"+strings.Repeat("x", 20))[:80],
		with(`"key"`, `"ké"`), with("né", "n\x80"), with("né", `\n`), with(`:"d"`, `:"\"`), with(`"x":1`, `"x":2`), with(`"z":0`, ""), model[:len(model)-1],
	} {
		require.Nil(t, texts(other), "%q", other)
	}
}

func TestAGuessThatMeetsAQuoteByChanceIsNone(t *testing.T) {
	const line = `{"s":"0123","a":"x"}`
	s := Learn([]byte(line), kindOf)
	var spans [Most]Span
	for _, text := range []string{"0123", "01", "0", "", "0123456", "012"} {
		require.True(t, s.Match([]byte(strings.Replace(line, "0123", text, 1)), &spans))
		require.Equal(t, []int{6, 6 + len(text)}, []int{spans[0].Begin, spans[0].End}, "%q", text)
	}
}

func TestATextWithoutAnEndSpoilsNoGuess(t *testing.T) {
	const line = `{"a":"x","s":"0123"}`
	s := Learn([]byte(line), kindOf)
	var spans [Most]Span
	require.False(t, s.Match([]byte(`{"a":"`+strings.Repeat("x", 50)+`","s":"\""}`), &spans))
	require.True(t, s.Match([]byte(line), &spans))
	require.Equal(t, "0123", line[spans[1].Begin:spans[1].End])
}

func TestMoreTextsThanAreKeptAreStillTakenApart(t *testing.T) {
	const line = `{"k":"key","of":{"n":"name"}}`
	s := Learn([]byte(line), kindOf)
	var spans [Most]Span
	known := 0
	for i := range 5000 {
		id := strconv.Itoa(i % 2000)
		other := strings.Replace(strings.Replace(line, "key", id, 1), "name", strings.Repeat(id, 100), 1)
		require.True(t, s.Match([]byte(other), &spans))
		require.Equal(t, id, other[spans[0].Begin:spans[0].End])
		if spans[0].Known {
			require.EqualValues(t, i%2000, spans[0].Value)
			known++
		}
		spans[0].Value = uint32(i % 2000)
		s.Keep([]byte(other), &spans)
		require.GreaterOrEqual(t, s.room, 0)
	}
	require.NotZero(t, known)
}

func TestWhatCannotBeLearnt(t *testing.T) {
	require.Nil(t, Learn([]byte(`{"a":"\u0041"}`), kindOf))
	require.Nil(t, Learn([]byte(`{"a":"é"}`), kindOf))
	require.NotNil(t, Learn([]byte(`{"r":"é"}`), kindOf))
	require.Nil(t, Learn([]byte("["+strings.Repeat(`"x",`, Most)+`"x"]`), func(string) uint8 { return plainText }))
	require.Nil(t, Learn([]byte("["+strings.Repeat(`"x",`, 255)+`"x"]`), func(string) uint8 { return freeText | Any }))
	many := Learn([]byte("["+strings.Repeat(`"x",`, Most)+`{"list":[0,{"b":""}]}]`), func(pointer string) uint8 {
		return map[bool]uint8{true: plainText, false: freeText | Any}[len(pointer) < 4]
	})
	var spans [Most]Span
	require.True(t, many.Match([]byte("["+strings.Repeat(`"y",`, Most)+`{"list":[0,{"b":"é"}]}]`), &spans), "what needs no check is not among the most")
}

func TestShapesAreForgottenInTurn(t *testing.T) {
	var shapes Shapes
	var spans [Most]Span
	for i := range 3 * few {
		line := []byte(`{"a":"x"` + strings.Repeat(" ", i) + `}`)
		require.Nil(t, shapes.Match(line, &spans))
		shapes.Add(Learn(line, kindOf))
		require.NotNil(t, shapes.Match(line, &spans))
		require.LessOrEqual(t, len(shapes.list), few)
	}
}

func TestPlain(t *testing.T) {
	require.True(t, Plain([]byte("a b~")))
	for _, s := range []string{`"`, `\`, "\n", "é"} {
		require.False(t, Plain([]byte(s)), s)
	}
}

func TestLines(t *testing.T) {
	var got []string
	for line, err := range Lines(iotest.OneByteReader(strings.NewReader("a \r\n\n \t\n"+strings.Repeat("x", 40)+"\n b\n"+strings.Repeat("y", 20))), 16) {
		require.NoError(t, err)
		got = append(got, string(rune('0'+line.Number))+string(line.Text)+map[bool]string{true: " too long"}[line.TooLong])
	}
	require.Equal(t, []string{"1a", "4 too long", "5 b", "6 too long"}, got)
	for range Lines(strings.NewReader("a\nb"), 16) {
		break
	}
	for line, err := range Lines(iotest.ErrReader(iotest.ErrTimeout), 16) {
		require.ErrorIs(t, err, iotest.ErrTimeout)
		require.Equal(t, 1, line.Number)
	}
}

// rfc3339 is the form of a date and time, which package time takes less strictly.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

func FuzzInstant(f *testing.F) {
	for _, s := range []string{"2027-02-03T08:30:00Z", "2028-02-29T23:59:59.9999999999-23:59", "1900-02-29T00:00:00Z", "0000-01-01T00:00:00Z", "1969-12-31T23:59:59.001+00:01", "2027-04-31T24:60:60z", "2027-02-03T08:30:00.Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := Instant([]byte(s))
		at, err := time.Parse(time.RFC3339, s)
		want := err == nil && rfc3339.MatchString(s) && s[:4] != "0000" && s[:4] != "9999"
		require.Equal(t, want, ok, s)
		if ok {
			require.Equal(t, at.UnixMilli(), got, s)
		}
	})
}

func FuzzMatch(f *testing.F) {
	f.Add(model, "one", "two")
	f.Add(`{"r":"a","r":"b"}`, "a", `\"`)
	f.Fuzz(func(t *testing.T, line, old, new string) {
		if !json.Valid([]byte(line)) {
			return
		}
		s := Learn([]byte(line), func(pointer string) uint8 { return kindOf(pointer) &^ Sized })
		if s == nil {
			return
		}
		var spans [Most]Span
		require.True(t, s.Match([]byte(line), &spans), "a line has its own shape")
		s.Keep([]byte(line), &spans)
		other := []byte(strings.Replace(line, old, new, 1))
		if s.Match(other, &spans) {
			require.True(t, json.Valid(other), "%q", other)
			s.Keep(other, &spans)
			require.True(t, s.Match(other, &spans), "it is known again")
			for i, kind := range s.Kinds() {
				require.True(t, kind&Recurs == 0 || spans[i].Known)
			}
		}
		require.True(t, s.Match([]byte(line), &spans), "another line takes nothing away")
	})
}
