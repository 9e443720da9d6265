package decision

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// worded is a program whose one proposition has words of their own for the
// second and the third segment.
func worded(t *testing.T) *Program {
	t.Helper()
	p, err := read([]byte(`{"campaign":"c","start":"2027-02-01","end":"2027-02-28",
		"segments":[{"id":"night","when":{"night":true}},{"id":"shop","when":{"unit":"shop"}},{"id":"new","when":{"new":true}}],
		"propositions":[{"id":"p","segment":-1,"wordings":[1,2]}],
		"touchpoints":[{"id":"t","phase":"inform","channel":"intranet","proposition":0,"segment":-1,"widget":true,"day":"2027-02-01","time":"08:00","until":"2027-02-28"}]}`))
	require.NoError(t, err)
	return p
}

func TestAPersonGetsTheWordsOfTheFirstOfTheirSegmentsThatHasThem(t *testing.T) {
	p := worded(t)
	again, err := read(p.Append(nil))
	require.NoError(t, err)
	require.Equal(t, p, again)
	for traits, want := range map[string]string{
		`{}`:              "",
		`{"night":true}`:  "",
		`{"unit":"shop"}`: "shop",
		`{"new":true}`:    "new",
		`{"new":true,"unit":"shop","night":true}`: "shop",
	} {
		d := p.Decide(Question{Profile: profile(t, traits), Day: day(t, "2027-02-02"), Minute: 600})
		require.Equal(t, "t", d.Touchpoint)
		require.Equal(t, want, d.Wording, traits)
		if want == "" {
			require.NotContains(t, string(d.Append(nil)), "wording")
		} else {
			require.Contains(t, string(d.Append(nil)), `"wording":"`+want+`"`)
		}
		items := p.Schedule(Person{Profile: profile(t, traits)})
		require.Len(t, items, 1)
		require.Equal(t, want, items[0].Fit.Words(p), traits)
	}
}
