package field

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestANumberIsReadWithTheUnitBesideIt(t *testing.T) {
	for text, want := range map[string]struct {
		number string
		unit   engagement.Unit
	}{
		"12":             {"12", ""},
		"-1.234,5":       {"-1.234,5", ""},
		"12 km":          {"12", engagement.Kilometres},
		"12km.":          {"12", engagement.Kilometres},
		"12\u00a0Jaar":   {"12", engagement.Years},
		"1,5 anni":       {"1,5", engagement.Years},
		"€ 40":           {"40", engagement.Euro},
		"EUR\u202f40.50": {"40.50", engagement.Euro},
		"40%":            {"40", engagement.Percent},
		"40 per cento":   {"40", engagement.Percent},
		"1e3 min.":       {"1e3", engagement.Minutes},
	} {
		number, unit, ok := Measure(text)
		require.True(t, ok, text)
		require.Equal(t, want.number, number, text)
		require.Equal(t, want.unit, unit, text)
	}
	for _, text := range []string{"", "km", "12 miles", "€ 12 km", "-", "about 12", "12 000 km of 13 km"} {
		number, _, ok := Measure(text)
		if ok {
			_, ok = Number(number)
		}
		require.False(t, ok, text)
	}
	for _, u := range engagement.Units() {
		if u != engagement.Count { // which has no word
			_, unit, ok := Measure("2 " + string(u))
			require.True(t, ok && unit == u, "%s is called by its own name", u)
		}
	}
}
