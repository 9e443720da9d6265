package decision

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/light"
)

func TestWhatAStepWaitsForDecidesWhoGetsIt(t *testing.T) {
	for after, want := range map[string][4]bool{ // nothing, started, dismissed, completed
		"":               {true, true, true, false},
		OutcomeNone:      {true, false, false, false},
		OutcomeStarted:   {false, true, false, false},
		OutcomeDismissed: {false, false, true, false},
		OutcomeCompleted: {false, false, false, true},
	} {
		step := Touchpoint{After: after}
		for i, outcome := range []string{"", OutcomeStarted, OutcomeDismissed, OutcomeCompleted} {
			known := record{program: &Program{Propositions: []Proposition{{ID: "q"}}}, untimed: map[string]string{"q": outcome}}
			require.Equal(t, want[i], known.admits(&step, 0), "%q after %q", after, outcome)
		}
	}
}

func TestAProgramKeepsWhatItsTouchpointsAre(t *testing.T) {
	p := &Program{Campaign: "c", Start: 1, End: 90, Propositions: []Proposition{{ID: "q", Segment: Everyone}}}
	for i, touchpoint := range []Touchpoint{
		{ID: "kit", Toolkit: true}, {ID: "make", Invited: true}, {ID: "mails", Step: 1},
		{ID: "mails.step-2", Step: 2, Delay: 3, After: OutcomeStarted}, {ID: "hour.moment-1", Occasion: OccasionMoment},
		{ID: "mails.step-way", Step: 3, WorkDelay: 2, When: &Condition{Raw: profile(t, `{"a":1}`)}, Wait: OutcomeStarted, WaitDays: 5, Soon: true, Instead: 2},
		{ID: "brief", Briefing: true, Acknowledge: 5}, {ID: "brief.escalation-1", Escalation: true},
	} {
		touchpoint.Segment, touchpoint.Day, touchpoint.Until, touchpoint.Phase, touchpoint.Channel = Everyone, civil.Day(10+i), 50, "activate", "intranet"
		p.Touchpoints = append(p.Touchpoints, touchpoint)
	}
	p.Touchpoints[5].When.Expr, _ = ParseExpr(p.Touchpoints[5].When.Raw)
	r := light.NewReader(p.Append(nil))
	back := Read(r)
	require.NoError(t, r.End())
	require.Equal(t, p.Touchpoints, back.Touchpoints)
	require.Equal(t, string(p.Append(nil)), string(back.Append(nil)))
}

func TestATeaserThatWouldComeTooLateDoesNotCome(t *testing.T) {
	p := &Program{End: 90, Propositions: []Proposition{{ID: "q", Segment: Everyone}}, Touchpoints: []Touchpoint{
		{ID: "box.suspense-1", Segment: Everyone, Day: 4, Until: 6, Occasion: OccasionSuspense}, // a Monday
		{ID: "box", Segment: Everyone, Day: 7, Until: 20},
	}}
	require.Len(t, p.Schedule(Person{}), 2)
	late := p.Schedule(Person{Briefed: 6})
	require.Len(t, late, 1)
	require.Equal(t, 1, late[0].Touchpoint)
}
