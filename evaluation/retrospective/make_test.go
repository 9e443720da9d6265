package retrospective

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

// week is what happened in a workshop of 60 at the ovens and 40 in the shop, in
// numbers that can be checked by hand: of the inform phase, a by mail reached 60,
// of whom 30 began and 20 finished, and b on the board reached another 40, of
// whom 10 began and finished.
func week(t *testing.T) *life {
	var units []string
	for i := range 100 {
		units = append(units, map[bool]string{true: "ovens", false: "shop"}[i < 60])
	}
	l := newLife(workshop(t, units...))
	for i := range 100 {
		person := fmt.Sprint("p", i)
		switch {
		case i < 20:
			l.did(person, "a", evaluation.Shown, evaluation.Started, evaluation.Completed)
		case i < 30:
			l.did(person, "a", evaluation.Shown, evaluation.Started)
		case i < 60:
			l.did(person, "a", evaluation.Shown)
		case i < 70:
			l.did(person, "b", evaluation.Shown, evaluation.Started, evaluation.Completed)
		default:
			l.did(person, "b", evaluation.Shown)
		}
		if i < 60 { // by mail, on a Monday or a Thursday morning; the second message at a moment does not count
			at := time.Date(2027, 3, 1+i%2*3, 9, 0, 0, 0, time.UTC)
			l.moments.Came(campaign.Item{Person: person, Channel: "mail", Touchpoint: "a", At: at}, i < 30)
			l.moments.Came(campaign.Item{Person: person, Channel: "mail", Touchpoint: "d", At: at.AddDate(0, 0, 7)}, true)
		}
	}
	sheets := 30
	l.pulse = PulseAnswers{Touchpoint: "f", Asked: 100, Results: &survey.Results{Osmosi: survey.ResultsVersion, Survey: "pulse", Sheets: &sheets}}
	return l
}

func TestLessonsCountWhatPeopleDid(t *testing.T) {
	l := week(t)
	e := l.maker(t, "2027-03-08", true, nil, nil).evidence
	r := Make(l.plan, l.people, e)
	require.Equal(t, engagement.Date("2027-03-08"), r.Counted)
	type counted struct{ did, of, against int }
	got := map[string]counted{}
	for _, lesson := range r.Lessons {
		c := counted{of: lesson.Figure.People, did: int(lesson.Figure.Share*float64(lesson.Figure.People) + 0.5)}
		if lesson.Against != nil {
			c.against = lesson.Against.People
		}
		got[lesson.ID] = c
	}
	require.Equal(t, map[string]counted{
		"activation.a": {30, 60, 40}, // held against b's 40
		"activation.b": {10, 40, 60},
		"completion.a": {20, 30, 10},
		"completion.b": {10, 10, 30},
		"reach.mail":   {60, 100, 100}, // of all whom a is meant for
		"reach.board":  {40, 100, 100},

		"dismissal.mail":         {0, 60, 40},
		"dismissal.board":        {0, 40, 60},
		"moment.mail.0":          {15, 30, 30}, // Mondays: p0, p2, … p58
		"moment.mail.4":          {15, 30, 30},
		"proposition.ovens.calm": {30, 60, 0}, // a alone
		"proposition.shop.quick": {10, 40, 0},
		"segment.inform.ovens":   {30, 60, 40},
		"segment.inform.shop":    {10, 40, 60},
		"pulse.f":                {30, 100, 0},
	}, got)
}

func TestEachPersonCountsOnce(t *testing.T) {
	l := week(t)
	for range 3 { // again and again, and by others of the same proposition
		l.did("p0", "a", evaluation.Shown, evaluation.Started)
	}
	for i := range 20 {
		l.did(fmt.Sprint("p", i), "c", evaluation.Shown, evaluation.Started)
	}
	m := l.maker(t, "2027-03-08", true, nil, nil)
	require.Empty(t, m.count())
	require.Equal(t, tally{30, 60}, m.told(shareOf(Activation, "a")))
	require.Equal(t, tally{30, 60}, m.told(shareOf(Proposition, "ovens", "calm")), "those of a and c are the same people")
	require.Equal(t, tally{20, 20}, m.told(shareOf(Activation, "c")))
}

func TestFewPeopleGiveNoLesson(t *testing.T) {
	l := week(t)
	for i := range 4 {
		l.did(fmt.Sprint("p", 60+i), "a", evaluation.Shown) // four of the shop
	}
	e := l.maker(t, "2027-03-08", true, nil, nil).evidence
	r := Make(l.plan, l.people, e)
	for _, lesson := range r.Lessons {
		require.NotEqual(t, "proposition.ovens.calm", lesson.ID, "64 came to “calm”: 60 of the ovens would tell of the four")
	}
	require.Empty(t, privacy.Audit(privacy.OfReport(e.Report), e.Measures.Release(), r.Release(l.plan)))
}

func TestARetrospectiveTellsWhatItPublishes(t *testing.T) {
	l := week(t)
	e := l.maker(t, "2027-03-08", true, nil, nil).evidence
	r := Make(l.plan, l.people, e)
	published := r.Release(l.plan)
	require.Empty(t, published.Check())
	numbers := map[string]int{}
	for i := range published.Counts {
		numbers[published.Counts[i].String()] = *published.Counts[i].People
	}
	require.Equal(t, 60, numbers["2027-03-08 · reached · touchpoint a"])
	require.Equal(t, 30, numbers["2027-03-08 · activated · touchpoint a"])
	require.Equal(t, 15, numbers["2027-03-08 · responded · moment mail 0"])
	require.Equal(t, 10, numbers["2027-03-08 · activated · proposition quick · segment: shop"])
	require.Equal(t, 30, numbers["2027-03-08 · answered f"])
	require.Empty(t, privacy.Audit(privacy.OfReport(e.Report), e.Measures.Release(), published))
}

func TestWhatDoesNotHoldTogetherGivesNoFigures(t *testing.T) {
	l := week(t)
	e := l.maker(t, "2027-03-08", true, nil, nil).evidence
	e.Beside = []privacy.Release{{Osmosi: "plan/v1"}}
	r := Make(l.plan, l.people, e)
	require.Equal(t, "OSM-RETRO-017", r.Findings[0].Code)
	for _, lesson := range r.Lessons {
		require.Contains(t, []Topic{Segment, Dismissal}, lesson.Topic, "which the report and the measures tell")
	}
}
