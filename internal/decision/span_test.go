package decision

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/internal/civil"
)

func TestSpansLeadToDates(t *testing.T) {
	today, _ := civil.Parse("2027-03-31")
	for text, want := range map[string]string{
		"2026-12-01": "2026-12-01", "P0D": "2027-03-31", "-P90D": "2026-12-31", "P1D": "2027-04-01", "+P1W": "2027-04-07",
		"-P1M": "2027-02-28", "P1M": "2027-04-30", "P11M": "2028-02-29", "-P1Y": "2026-03-31", "P1Y2M3W4D": "2028-06-25", "-P13M": "2026-02-28", "-P49M": "2023-02-28",
	} {
		s, ok := ParseSpan(text)
		require.True(t, ok, text)
		require.Equal(t, want, s.From(today).String(), text)
	}
	for _, text := range []string{"", "P", "-P", "90", "P90", "PD", "P1D1M", "P1D1D", "PT1H", "P1.5D", "P999999D", "--P1D", "p1d", "-2027-01-11", "2027-02-30", "P1D ", "P-1D"} {
		_, ok := ParseSpan(text)
		require.False(t, ok, text)
	}
}

func TestDatesFollowTheClock(t *testing.T) {
	match := func(condition, hired, today string) bool {
		e, problems := ParseExpr(parseValue(t, condition))
		require.Empty(t, problems)
		day, ok := civil.Parse(today)
		require.True(t, ok)
		return e.Match(&Facts{Profile: parseValue(t, `{"hired":`+hired+`}`), Day: day})
	}
	for _, c := range []struct {
		hired         string
		since, before bool
	}{{`"2026-10-13"`, true, false}, {`"2026-10-12"`, false, true}, {`"2028-01-01"`, true, false}, {`"soon"`, false, false}, {`null`, false, false}, {`7`, false, false}, {`["2026-10-13"]`, false, false}} {
		require.Equal(t, c.since, match(`{"hired":{"$since":"-P90D"}}`, c.hired, "2027-01-11"), c.hired)
		require.Equal(t, c.before, match(`{"hired":{"$before":"-P90D"}}`, c.hired, "2027-01-11"), c.hired)
		require.Equal(t, !c.since, match(`{"hired":{"$not":{"$since":"-P90D"}}}`, c.hired, "2027-01-11"), c.hired)
	}
	require.False(t, match(`{"hired":{"$since":"-P90D"}}`, `"2026-10-13"`, "2027-01-12"), "a day later it is too long ago")
}

func TestWhatAPersonDidIsAsked(t *testing.T) {
	for condition, want := range map[string]bool{
		`{"did.lift":"completed"}`:                        true,
		`{"did.lift":{"$in":["started","completed"]}}`:    true,
		`{"did.lift":{"$ne":"completed"}}`:                false,
		`{"did.lift.safe":"started"}`:                     true,
		`{"did.other":{"$exists":false}}`:                 true,
		`{"did.other":{"$ne":"completed"}}`:               true,
		`{"$not":{"did.other":"completed"}}`:              true,
		`{"did":{"$exists":true}}`:                        false,
		`{"$and":[{"did.lift":"started"},{"unit":null}]}`: false,
	} {
		e, problems := ParseExpr(parseValue(t, condition))
		require.Empty(t, problems)
		require.Equal(t, want, e.Match(&Facts{Profile: parseValue(t, `{}`), History: map[string]string{"lift": "completed", "lift.safe": "started"}}), condition)
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{"-P90D", "P1Y2M3W4D", "2027-01-11", "PT1H"} {
		f.Add(text, int32(20000))
	}
	f.Fuzz(func(t *testing.T, text string, today int32) {
		s, ok := ParseSpan(text)
		day := civil.Day(today % 1_000_000)
		if !ok || s.Fixed {
			return
		}
		back := Span{Months: -s.Months, Days: -s.Days}
		if text[0] == '-' {
			require.LessOrEqual(t, s.From(day), day)
			require.GreaterOrEqual(t, back.From(day), day)
		} else {
			require.GreaterOrEqual(t, s.From(day), day)
			require.LessOrEqual(t, back.From(day), day)
		}
	})
}
