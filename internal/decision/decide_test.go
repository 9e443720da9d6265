package decision

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// day reads a date that a test wrote.
func day(t *testing.T, s string) civil.Day {
	d, ok := civil.Parse(s)
	require.True(t, ok, s)
	return d
}

// profile reads a profile that a test wrote.
func profile(t *testing.T, s string) light.Value {
	r := light.NewReader([]byte(s))
	v := r.Value()
	require.NoError(t, r.End(), s)
	return v
}

// sample is a campaign of February 2027 (which begins on a Monday) with one
// segment before the other.
func sample(t *testing.T) *Program {
	segment := func(id, when string) Segment {
		raw := profile(t, when)
		e, problems := ParseExpr(raw)
		require.Empty(t, problems)
		return Segment{ID: id, When: e, Raw: raw}
	}
	touchpoint := func(id string, proposition, segment int, d string) Touchpoint {
		return Touchpoint{
			ID: id, Phase: "inform", Channel: "intranet", Proposition: proposition, Segment: segment,
			Widget: true, Day: day(t, d), Minute: 570, Until: day(t, "2027-02-19"),
		}
	}
	p := &Program{
		Campaign: "winter",
		Start:    day(t, "2027-02-01"),
		End:      day(t, "2027-02-26"),
		Segments: []Segment{segment("night", `{"shift":"night"}`), segment("sales", `{"department":"sales"}`)},
		Propositions: []Proposition{
			{ID: "all", Segment: Everyone, Needs: []string{"career", "problem"}, Reasons: []string{"contingent"}, Factors: []string{"newCompetences"}},
			{ID: "managers", Managers: true, Segment: Everyone},
			{ID: "night", Segment: 0},
			{ID: "sales", Segment: 1, Needs: []string{"problem"}},
		},
		Touchpoints: []Touchpoint{
			touchpoint("a", 0, Everyone, "2027-02-02"),
			touchpoint("m", 1, Everyone, "2027-02-02"),
			touchpoint("n", 2, Everyone, "2027-02-03"),
			touchpoint("s", 3, Everyone, "2027-02-03"),
			touchpoint("s-night", 3, 0, "2027-02-04"),
		},
	}
	p.Touchpoints[1].Managers, p.Touchpoints[1].Briefing = true, true
	return p
}

func TestDecideChooses(t *testing.T) {
	for _, c := range []struct {
		name, profile, day string
		history            map[string]string
		want               string // touchpoint
		why                []string
	}{
		{"what is for everyone, for want of better", `{}`, "2027-02-10", nil, "a", []string{"everyone", "phase:inform"}},
		{"what speaks to some before what speaks to all", `{"department":"sales"}`, "2027-02-10", nil, "s", []string{"segment:sales", "phase:inform"}},
		{"also against a declared need", `{"department":"sales","needs":["career"]}`, "2027-02-10", nil, "s", []string{"segment:sales", "phase:inform"}},
		{"but not against need, reason and factor together", `{"department":"sales","needs":["career"],"reasons":["contingent"],"factors":["newCompetences"]}`, "2027-02-10", nil, "a",
			[]string{"everyone", "need:career", "reason:contingent", "factor:newCompetences", "phase:inform"}},
		{"the segment first in the order of precedence", `{"shift":"night","department":"sales"}`, "2027-02-03", nil, "n", []string{"segment:night", "phase:inform"}},
		{"what opened last, at equal points", `{"shift":"night","department":"sales"}`, "2027-02-10", nil, "s-night", []string{"segment:night", "phase:inform"}},
		{"a declared need, over precedence", `{"shift":"night","department":"sales","needs":["problem"]}`, "2027-02-03", nil, "s", []string{"segment:sales", "need:problem", "phase:inform"}},
		{"what managers get, for managers first", `{"manager":true,"shift":"night","needs":["problem"]}`, "2027-02-10", nil, "m", []string{"manager", "everyone", "phase:inform"}},
		{"another, when it was put aside", `{"manager":true}`, "2027-02-10", map[string]string{"managers": OutcomeDismissed}, "a", []string{"everyone", "phase:inform"}},
		{"another, when it was completed", `{"manager":true}`, "2027-02-10", map[string]string{"managers": OutcomeCompleted}, "a", []string{"everyone", "phase:inform"}},
		{"what was put aside, when nothing else is left", `{}`, "2027-02-10", map[string]string{"all": OutcomeDismissed}, "a", []string{"everyone", "phase:inform"}},
		{"what was begun, over precedence", `{"shift":"night","department":"sales"}`, "2027-02-03", map[string]string{"sales": OutcomeStarted}, "s", []string{"segment:sales", "phase:inform", "started"}},
		{"as before, whatever unknown propositions and outcomes there are", `{}`, "2027-02-10", map[string]string{"gone": OutcomeCompleted, "all": "eaten"}, "a", []string{"everyone", "phase:inform"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sample(t)
			d := p.Decide(Question{Profile: profile(t, c.profile), History: c.history, Day: day(t, c.day), Minute: 600})
			require.Equal(t, c.want, d.Touchpoint)
			require.Equal(t, c.why, d.Why)
			require.Equal(t, "inform", d.Phase)
			require.Empty(t, d.None)
		})
	}
}

func TestDecideKnowsWhenThereIsNothing(t *testing.T) {
	p := sample(t)
	p.Touchpoints = p.Touchpoints[:1]
	for _, c := range []struct {
		day    string
		minute int
		want   string
	}{
		{"2027-01-31", 1439, "early"},
		{"2027-02-01", 0, "nothing"},
		{"2027-02-02", 569, "nothing"},
		{"2027-02-02", 570, ""},
		{"2027-02-03", 0, ""},
		{"2027-02-19", 1439, ""},
		{"2027-02-20", 0, "nothing"},
		{"2027-02-26", 1439, "nothing"},
		{"2027-02-27", 0, "over"},
	} {
		d := p.Decide(Question{Day: day(t, c.day), Minute: c.minute})
		require.Equal(t, c.want, d.None, "%s %d", c.day, c.minute)
		require.Equal(t, c.want == "", d.Touchpoint == "a")
	}
}

func TestDecideShowsInTheWidgetOnlyWhatIsForIt(t *testing.T) {
	p := sample(t)
	p.Touchpoints[0].Widget = false
	require.Equal(t, "nothing", p.Decide(Question{Day: day(t, "2027-02-10")}).None)
}

func TestOnlyTheFlagMakesAManager(t *testing.T) {
	p := sample(t)
	p.Touchpoints = p.Touchpoints[1:2]
	for in, want := range map[string]string{
		`{"manager":true}`: "m", `{"manager":false}`: "", `{"manager":"true"}`: "", `{"manager":1}`: "", `{"manager":null}`: "", `{}`: "",
	} {
		require.Equal(t, want, p.Decide(Question{Profile: profile(t, in), Day: day(t, "2027-02-10")}).Touchpoint, in)
	}
}

func TestATouchpointForManagersKeepsItsPropositionFromOthers(t *testing.T) {
	p := sample(t)
	p.Touchpoints[0].Managers = true
	require.Equal(t, "nothing", p.Decide(Question{Day: day(t, "2027-02-10")}).None)
	d := p.Decide(Question{Profile: profile(t, `{"manager":true}`), History: map[string]string{"managers": OutcomeCompleted}, Day: day(t, "2027-02-10")})
	require.Equal(t, "a", d.Touchpoint)
	require.Equal(t, []string{"everyone", "phase:inform"}, d.Why, "its proposition is for all")
}

func TestEqualInEverythingTheListDecides(t *testing.T) {
	p := sample(t)
	twin := p.Touchpoints[0]
	twin.ID = "b"
	p.Touchpoints = []Touchpoint{p.Touchpoints[0], twin}
	require.Equal(t, "a", p.Decide(Question{Day: day(t, "2027-02-10")}).Touchpoint)
	p.Touchpoints[1].Minute++
	require.Equal(t, "b", p.Decide(Question{Day: day(t, "2027-02-10")}).Touchpoint)
}

func TestDecideNamesAllSegmentsInOrder(t *testing.T) {
	p := sample(t)
	in := profile(t, `{"department":"sales","shift":"night"}`)
	require.Equal(t, []string{"night", "sales"}, p.Decide(Question{Profile: in, Day: day(t, "2027-02-10")}).Segments)
	require.Equal(t, []string{"night", "sales"}, p.Decide(Question{Profile: in, Day: day(t, "2028-01-01")}).Segments)
	require.Empty(t, p.Decide(Question{Day: day(t, "2027-02-10")}).Segments)
}

func TestDecisionsAreWrittenAsJSON(t *testing.T) {
	for want, d := range map[string]Decision{
		`{"touchpoint":"t","proposition":"p","phase":"inform","segments":["s"],"why":["segment:s","phase:inform"]}`: {
			Touchpoint: "t", Proposition: "p", Phase: "inform", Segments: []string{"s"}, Why: []string{"segment:s", "phase:inform"}},
		`{"none":"early","segments":[],"why":[]}`:                                      {None: "early"},
		`{"touchpoint":"\"\u003c","proposition":"","phase":"","segments":[],"why":[]}`: {Touchpoint: `"<`},
	} {
		require.Equal(t, "before "+want, string(d.Append([]byte("before "))))
	}
}
