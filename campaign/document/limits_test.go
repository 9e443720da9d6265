package document

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// limited is the quickstart's plan with limits of every kind.
func limited(t *testing.T, words string) *campaign.Plan {
	t.Helper()
	text := engagement.Text{It: words, Nl: words, En: words}
	b := quickstart(t).Brief
	b.Limits = &campaign.Limits{
		QuietHours:     &campaign.QuietHours{From: "20:00", To: "07:30", Channels: []string{"email", "meeting"}},
		Places:         &campaign.Places{Trait: "site", Regions: []campaign.PlaceRegion{{Place: "ferrara", Region: "it"}, {Place: "utrecht", Region: "nl"}}, Region: "ie"},
		DaysOff:        []campaign.DayOff{{Date: "2027-05-03", Name: text, Places: []string{"utrecht"}}, {Date: "2027-02-26", Name: text}},
		Caps:           []campaign.Cap{{PerDay: new(1), PerWeek: new(3)}, {Channels: []string{"email"}, PerCampaign: new(12)}},
		MinutesBetween: 90,
	}
	b.Touchpoint("five-questions").WhenCapped = campaign.DropWhenCapped
	plan, found := campaign.NewPlan(&b, nil)
	require.NoError(t, found.Err())
	return plan
}

func TestLimitsStandBelowTheCalendar(t *testing.T) {
	plan := limited(t, "the words")
	for l, want := range map[engagement.Language][]string{
		engagement.English: {
			"### Limits", "**Quiet hours:** from 20:00 to 07:30, where the person is; what falls in them comes when they end",
			"**Cap on all channels together:** 1 message a day · 3 messages in seven days", "12 messages in the whole campaign",
			"**Between two messages:** at least 90 minutes", "**What goes first:** briefings of managers, then obligations",
			"**Left out rather than moved:**", "3 May 2027, the words (Utrecht)", "26 February 2027, the words",
			"| IE | Galway, elsewhere |", "| IT | Ferrara |", "25 Apr 2027 (Festa della Liberazione)", "27 Apr 2027 (Koningsdag)",
		},
		engagement.Dutch:   {"### Grenzen", "**Stille uren:** van 20:00 tot 07:30", "1 bericht per dag · 3 berichten per zeven dagen", "ten minste 90 minuten", "| IE | Galway, elders |"},
		engagement.Italian: {"### Limiti", "**Ore di silenzio:** dalle 20:00 alle 07:30", "1 messaggio al giorno · 3 messaggi in sette giorni", "almeno 90 minuti", "| IE | Galway, altrove |"},
	} {
		said := Markdown(plan, Style{Language: l})
		for _, part := range want {
			require.Contains(t, said, part)
		}
		page := string(HTML(plan, Style{Language: l}))
		require.Contains(t, page, strings.TrimPrefix(want[0], "### ")+"</h")
		require.Contains(t, page, "Koningsdag")
	}
	require.NotContains(t, Markdown(quickstart(t), Style{Language: engagement.English}), "### Limits")
}

func TestHoursOfWorkStandAmongTheLimits(t *testing.T) {
	plan := limited(t, "the words")
	plan.Brief.Limits.WorkingHours = &campaign.WorkingHours{Channels: []string{"email", "meeting"}}
	for l, want := range map[engagement.Language]string{
		engagement.English: "**Own working hours:** what comes to somebody whose working hours are known comes within them",
		engagement.Dutch:   "**Eigen werktijden:** wat naar iemand komt van wie de werktijden bekend zijn",
		engagement.Italian: "**Ore di lavoro di ogni persona:** ciò che è per una persona di cui si conoscono le ore di lavoro",
	} {
		require.Contains(t, Markdown(plan, Style{Language: l}), want)
		require.Contains(t, string(HTML(plan, Style{Language: l})), strings.TrimPrefix(strings.Split(want, ":**")[1], " "))
		require.NotContains(t, Markdown(limited(t, "the words"), Style{Language: l}), want)
	}
}

func TestWordsOfPeopleInLimitsAreEscaped(t *testing.T) {
	said := Markdown(limited(t, "<b>|\n# x"), Style{Language: engagement.English})
	require.NotContains(t, said, "<b>")
	require.NotContains(t, said, "\n# x")
}
