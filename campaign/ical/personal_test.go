package ical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign/ical"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestACalendarSpeaksToItsPersonAndASeriesHasNoDate(t *testing.T) {
	b := brief(t, hour)
	b.Touchpoint("thursday-hour").Title = engagement.Text{It: "{{firstName|Ciao}}: {{date|ogni giovedì}}", Nl: "{{firstName|Dag}}: {{date|elke donderdag}}", En: "{{firstName|Hello}}: {{date|each Thursday}}"}
	b.Touchpoint("thursday-hour").Time = "09:00"
	person := somebody("zoe", "Europe/Dublin", "galway")
	person.GivenName, person.Email, person.Language = "Zoë", "zoe@viavelo.example", engagement.English
	s := schedule(t, b, person)
	unfolded := func(calendar []byte, err error) string {
		require.NoError(t, err)
		return strings.ReplaceAll(string(calendar), "\r\n ", "")
	}
	for _, calendar := range []string{unfolded(ical.Invite(s, "zoe", "thursday-hour", edition)), unfolded(ical.Cancel(s, "zoe", "thursday-hour", edition))} {
		require.Contains(t, calendar, "SUMMARY;LANGUAGE=en:Zoë: each Thursday\r\n")
		require.NotContains(t, calendar, "{{")
	}
	own := unfolded(ical.Person(s, "zoe", edition))
	require.Contains(t, own, "SUMMARY;LANGUAGE=en:Zoë: each Thursday\r\n")
	require.Regexp(t, `SUMMARY;LANGUAGE=en:Zoë: Thursday\\, \d+ \w+ 2027`, own, "what comes once has its date")
	planners := unfolded(ical.Plan(s.Plan(), edition))
	require.NotContains(t, planners, "{{")
	require.NotContains(t, planners, "Zoë")
}
