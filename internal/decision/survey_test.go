package decision

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// surveyed is a program of which two segments were asked.
func surveyed(t *testing.T) *Program {
	p, err := read([]byte(`{"campaign":"c","start":"2027-01-01","end":"2027-01-31",
		"segments":[{"id":"few","when":{"few":true},"survey":{"needs":[0,1000]}},{"id":"all","when":{},"survey":{"needs":[900,0],"reasons":[0,400],"factors":[10,0]}}],
		"propositions":[{"id":"a","segment":-1,"needs":["career"]},{"id":"b","segment":-1,"reasons":["belonging"]}],
		"touchpoints":[
			{"id":"ta","phase":"inform","proposition":0,"segment":-1,"widget":true,"day":"2027-01-01","time":"00:00","until":"2027-01-31"},
			{"id":"tb","phase":"inform","proposition":1,"segment":-1,"widget":true,"day":"2027-01-01","time":"00:00","until":"2027-01-31"}]}`))
	require.NoError(t, err)
	return p
}

func TestWhatOthersNamedCountsOnlyWhereThePersonDeclaredNothing(t *testing.T) {
	p := surveyed(t)
	for _, c := range []struct {
		profile, want string
		why           []string
	}{
		{`{}`, "a", []string{"everyone", "phase:inform", "survey:all"}},                                                    // 27 points against 10
		{`{"few":true}`, "b", []string{"everyone", "phase:inform", "survey:few"}},                                          // the first segment that was asked
		{`{"needs":[]}`, "a", []string{"everyone", "phase:inform", "survey:all"}},                                          // an empty list declares nothing
		{`{"needs":["problem"]}`, "b", []string{"everyone", "phase:inform", "survey:all"}},                                 // own needs, which neither serves; reasons of others
		{`{"reasons":["belonging"]}`, "b", []string{"everyone", "reason:belonging", "phase:inform"}},                       // 50 points of their own
		{`{"needs":["problem"],"reasons":["obligation"]}`, "a", []string{"everyone", "phase:inform"}},                      // a factor of others is worth nothing here
		{`{"needs":["career"],"reasons":["x"],"factors":["y"]}`, "a", []string{"everyone", "need:career", "phase:inform"}}, // everything declared
	} {
		profile := parseValue(t, c.profile)
		d := p.Decide(Question{Profile: profile, Day: p.Start, Minute: 600})
		require.Equal(t, c.want, d.Proposition, c.profile)
		require.Equal(t, c.why, d.Why, c.profile)
	}
	require.Equal(t, []int{27, 10}, []int{p.Segments[1].Survey.Points(0), p.Segments[1].Survey.Points(1)})
	require.Less(t, (&Survey{Needs: []int{1000}, Reasons: []int{1000}, Factors: []int{1000}}).Points(0), pointsSegment)
}

func TestSurveysTravelAndMustFit(t *testing.T) {
	p := surveyed(t)
	again, err := read(p.Append(nil))
	require.NoError(t, err)
	require.Equal(t, p, again)
	for survey, want := range map[string]string{
		`{"needs":[1]}`:        "survey of segment s does not fit the propositions",
		`{"reasons":[]}`:       "",
		`{"reasons":[1001,0]}`: "survey of segment s does not fit the propositions",
		`{"factors":[-1,0]}`:   "survey of segment s does not fit the propositions",
		`{"answers":[1,0]}`:    "unknown member answers",
	} {
		_, err := read([]byte(`{"segments":[{"id":"s","when":{},"survey":` + survey + `}],"propositions":[{"id":"a","segment":-1},{"id":"b","segment":-1}]}`))
		if want == "" {
			require.NoError(t, err, survey)
		} else {
			require.ErrorContains(t, err, want, survey)
		}
	}
}
