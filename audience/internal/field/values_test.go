package field

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestLanguageTakesTagsAndHeaders(t *testing.T) {
	v := NewValues(engagement.English)
	for range 2 { // the second time from memory
		for text, want := range map[string]engagement.Language{"it": "it", "it_CH": "it", "NL-be": "nl", "de, nl;q=0.5": "nl", "de": "en", "": "en", "*": "en"} {
			got, ok := v.Language(text)
			require.True(t, ok, text)
			require.Equal(t, want, got, text)
		}
		for _, text := range []string{"Italiano", "English", "zz", "nl;;"} {
			_, ok := v.Language(text)
			require.False(t, ok, text)
		}
	}
}

func TestTimeZoneKnowsWhatCanBeScheduled(t *testing.T) {
	v := NewValues("")
	for range 2 {
		for name, want := range map[string]bool{"": true, "UTC": true, "Europe/Rome": true, "America/Argentina/Ushuaia": true, "Local": false, "Rome": false, "W. Europe Standard Time": false, "../etc/passwd": false} {
			require.Equal(t, want, v.TimeZone(name), name)
		}
	}
}

func TestPointerEscapes(t *testing.T) {
	require.Equal(t, "", Pointer())
	require.Equal(t, "/3/a~1b~0c", Pointer("3", "a/b~c"))
}

func TestDerivedTraitsAreThoseThatProfilesOverride(t *testing.T) {
	for _, trait := range audience.Traits() {
		// A trait is derived when the person's own value of it does not reach the profile.
		p := audience.Person{Language: engagement.Dutch, Hired: "2027-01-01", Traits: map[string]any{trait.Name: "own"}}
		reaches := false
		if profile := string(p.Profile(true, "2027-01-11", nil)); profile != `{"language":"nl","manager":true,"tenureDays":10}` {
			reaches = true
		}
		require.Equal(t, reaches, !Derived(trait.Name), trait.Name)
	}
}

func TestCollectGathersEveryFinding(t *testing.T) {
	a, b, c := &engagement.Finding{Code: "A"}, &engagement.Finding{Code: "B"}, &engagement.Finding{Code: "C", Severity: engagement.SeverityAdvice}
	people, found := Collect(func(yield func(audience.Person, error) bool) {
		_ = yield(audience.Person{ID: "1"}, nil) &&
			yield(audience.Person{}, errors.Join(a, errors.New("cause"), errors.Join(b))) &&
			yield(audience.Person{ID: "2"}, nil) &&
			yield(audience.Person{}, c) &&
			yield(audience.Person{}, fmt.Errorf("no finding in it"))
	})
	require.Equal(t, []audience.Person{{ID: "1"}, {ID: "2"}}, people)
	require.Equal(t, engagement.Findings{*a, *b, *c}, found)
}

func TestNumbersMayHaveACommaAndDatesAnOrder(t *testing.T) {
	for text, want := range map[string]float64{"1.234.567,25": 1234567.25, "+1,5": 1.5, "1e3": 1000, "7": 7} {
		got, ok := NumberWithComma(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", ",", "1.2,3", "12.34.567", "1,2.3", "--.123", "0x1,2"} {
		_, ok := NumberWithComma(text)
		require.False(t, ok, text)
	}
	for _, order := range []string{"", "d", "xyz"} {
		_, ok := Date("1/2/2027", order)
		require.False(t, ok, order)
	}
	for _, text := range []string{"", "2027-02-30", "1/2", "1/2/3/2027", "٣/1/2027", "1/2/2027 12:00"} {
		_, ok := Date(text, "dmy")
		require.False(t, ok, text)
	}
}

func TestAnIntakeMayBeAbsent(t *testing.T) {
	Keep(nil)
	Leave(nil, "x")
	Count(nil, errors.New("x"))
	b := Source(strings.NewReader("\ufeffx"), nil)
	rest, err := io.ReadAll(b)
	require.NoError(t, err)
	require.Equal(t, "x", string(rest))

	var in audience.Intake
	Count(&in, errors.Join(&engagement.Finding{Code: "A"}, &engagement.Finding{Code: "A"}, &engagement.Finding{Code: "B"}))
	require.Equal(t, map[string]int{"A": 1, "B": 1}, in.Reasons, "an entry counts once under each reason")
}
