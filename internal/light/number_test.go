package light

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sameNumber holds what is read and written to what package strconv reads and
// writes.
func sameNumber(t require.TestingT, text string) {
	want, err := strconv.ParseFloat(text, 64)
	if len(text) > most { // where strconv miscounts the digits before the point
		exact, _, err := big.ParseFloat(text, 10, 10_000, big.ToNearestEven)
		require.NoError(t, err)
		want, _ = exact.Float64()
	}
	got, ok := number(text)
	require.Equal(t, err == nil, ok, text)
	if !ok {
		return
	}
	require.Equal(t, math.Float64bits(want), math.Float64bits(got), text)
	sameText(t, got)
}

func sameText(t require.TestingT, f float64) {
	if f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		require.Equal(t, strconv.FormatFloat(f, 'g', -1, 64), string(AppendNumber(nil, f)))
	}
	require.Equal(t, strconv.FormatFloat(f, 'f', -1, 64), FormatPlain(f))
}

func TestNumbersAreReadAndWrittenCorrectlyRounded(t *testing.T) {
	half := "9007199254740993" // lies halfway between two numbers
	for _, text := range []string{
		"0", "-0", "0.0", "-0.0e5", "1", "-1.5", "0.1", "0.3", "123456.789", "1234567.5", "0.0001", "0.00001234", "1e21", "1e22", "1e23", "8.5e22", "123456789012345678", "0.000000000000000000001",
		half, half + ".0", half + ".00000000000000000000000000000000000000001", half + "." + strings.Repeat("0", 900) + "1", half + strings.Repeat("0", 250), "9007199254740992.999999999999999999999999",
		"5e-324", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.5e-324", "2e-324", "1e-400", "2.2250738585072011e-308", "2.2250738585072014e-308", "2.2250738585072012e-308",
		"1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309", "1e310", "1e999999999999999999999999", "1e-999999999999999999999999", "0e999999999999999999999999",
		"0." + strings.Repeat("0", 400) + "1e401", "1" + strings.Repeat("0", 400) + "e-400", strings.Repeat("9", 2000) + "e-1990", "-" + strings.Repeat("8", 801) + "e-801",
	} {
		sameNumber(t, text)
	}
	for exponent := -1074; exponent <= 1023; exponent++ { // where the number below is nearer than the one above
		f := math.Ldexp(1, exponent)
		for _, f := range []float64{f, math.Nextafter(f, 0), math.Nextafter(f, math.Inf(1)), f * 3} {
			if f > 0 && !math.IsInf(f, 0) {
				sameText(t, f)
				sameText(t, -f)
				sameNumber(t, strconv.FormatFloat(f, 'e', 25, 64))
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		f := math.Float64frombits(r.Uint64())
		if math.IsNaN(f) || math.IsInf(f, 0) {
			continue
		}
		sameText(t, f)
		sameNumber(t, strconv.FormatFloat(f, 'e', r.IntN(20), 64))
		sameNumber(t, strconv.FormatFloat(float64(r.IntN(1e9))/1e4, 'f', -1, 64))
	}
}

func TestWholeNumbersAreWrittenWhole(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 9, 10, 123456, -123456, math.MaxInt64, math.MinInt64} {
		require.Equal(t, strconv.FormatInt(n, 10), string(AppendInt(nil, n)))
		require.Equal(t, strconv.Itoa(int(n)), Itoa(int(n)))
	}
	require.Equal(t, "9007199254740991", string(AppendNumber(nil, 1<<53-1)))
	require.Equal(t, "9.007199254740992e+15", string(AppendNumber(nil, 1<<53)))
	require.Equal(t, "0", string(AppendNumber(nil, math.Copysign(0, -1))))
	require.Equal(t, "null", string(AppendNumber(nil, math.NaN())))
}

func FuzzNumber(f *testing.F) {
	f.Add("1.5e3", uint64(1))
	f.Add("9007199254740993", math.Float64bits(0.1))
	f.Fuzz(func(t *testing.T, text string, pattern uint64) {
		if f := math.Float64frombits(pattern); !math.IsNaN(f) && !math.IsInf(f, 0) {
			sameText(t, f)
		}
		if text != "" && scanNumber(text, 0) == len(text) {
			sameNumber(t, text)
		}
	})
}
