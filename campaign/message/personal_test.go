package message

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// letter is the schedule of one person, whose first item has gaps.
func letter(t *testing.T, givenName string) (*campaign.Schedule, campaign.Item) {
	t.Helper()
	made, _ := quickstart(t)
	brief := made.Brief
	brief.Touchpoint("your-hour").Title = engagement.Text{It: "{{firstName|Una novità}}: c’è un’ora tua", Nl: "{{firstName|Nieuw}}: een uur voor jou", En: "{{firstName|News}}: an hour of yours"}
	brief.Touchpoint("your-hour").Body = engagement.Text{
		It: "Ciao {{firstName|a te}}! Da {{date|febbraio}} c’è un’ora per **{{trait.unit|la tua unità}}**: {{link}} 🎉",
		Nl: "Dag {{firstName|jij daar}}! Vanaf {{date|februari}} is er een uur voor **{{trait.unit|je afdeling}}**: {{link}} 🎉",
		En: "Hello {{firstName|there}}! From {{date|February}} there is an hour for **{{trait.unit|your unit}}**: {{link}} 🎉",
	}
	workforce, found := audience.NewWorkforce([]audience.Person{{ID: "zoe", GivenName: givenName, Language: engagement.Italian, TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "workshop"}}})
	require.Empty(t, found)
	plan, found := campaign.NewPlan(&brief, workforce)
	require.NoError(t, found.Err())
	item := first(t, plan, workforce, "zoe")
	require.Equal(t, "your-hour", item.Touchpoint)
	return plan.Schedule(workforce), item
}

func TestAMessageSpeaksToItsPerson(t *testing.T) {
	s, item := letter(t, "Zoè & Co")
	for l, want := range map[engagement.Language][2]string{
		engagement.Italian: {"Zoè & Co: c’è un’ora tua", "Ciao Zoè & Co! Da lunedì 8 febbraio 2027 c’è un’ora per officina: Motore, batteria, software: il percorso completo (https://intranet.example/learn/ebike-path) 🎉"},
		engagement.Dutch:   {"Zoè & Co: een uur voor jou", "Dag Zoè & Co! Vanaf maandag 8 februari 2027 is er een uur voor werkplaats: Motor, accu, software: het hele traject (https://intranet.example/learn/ebike-path) 🎉"},
		engagement.English: {"Zoè & Co: an hour of yours", "Hello Zoè & Co! From Monday, 8 February 2027 there is an hour for workshop: Motor, battery, software: the whole path (https://intranet.example/learn/ebike-path) 🎉"},
	} {
		item.Language = l
		m, err := Personal(s, item, "https://intranet.example")
		require.NoError(t, err)
		require.Equal(t, want[0], m.Subject)
		require.Contains(t, m.Text, want[1])
		require.Contains(t, markup.Text(m.Chat), want[1])
		require.Contains(t, m.HTML, "Zoè &amp; Co! ")
		require.Contains(t, m.HTML, `</strong>: <a href="https://intranet.example/learn/ebike-path">`)
		for _, form := range []string{m.Text, m.Chat, m.HTML} {
			require.NotContains(t, form, "{{")
			require.NotContains(t, form, "(/learn")
			require.NotContains(t, form, `"/learn`)
			require.NotContains(t, form, "\n/learn")
		}
	}
}

func TestAMessageToNobodyInParticularHasTheFallbacks(t *testing.T) {
	s, item := letter(t, "Zoè")
	m, err := Render(s.Plan(), item)
	require.NoError(t, err)
	require.Equal(t, "Una novità: c’è un’ora tua", m.Subject)
	require.Contains(t, m.Text, "Ciao a te! Da febbraio c’è un’ora per la tua unità: Motore, batteria, software: il percorso completo (/learn/ebike-path) 🎉")
}

func TestANameMakesNothingInAMessage(t *testing.T) {
	for _, name := range []string{"<script>alert(1)</script>", "x](https://evil.example)[y", "a\r\nBcc: all@evil.example", "**b**", "<img src=x onerror=y>", "\"><a href=https://evil.example>"} {
		s, item := letter(t, name)
		m, err := Personal(s, item, "https://intranet.example")
		require.NoError(t, err)
		require.NotContains(t, m.Subject, "\n")
		require.NotContains(t, m.Subject, "\r")
		for _, page := range []string{m.HTML, "<x>" + markup.HTML(m.Chat) + "</x>"} {
			names := elements(t, page)
			require.NotContains(t, names, "script")
			require.NotContains(t, names, "img")
			require.NotContains(t, page, `"https://evil.example`)
		}
		require.Contains(t, m.Text, "Ciao "+markup.Clean(name)+"!")
		require.Contains(t, strings.Join(strings.Fields(markup.Plain(m.Chat)), " "), "Ciao "+markup.Clean(name)+"!")
	}
}

func TestWhomOrWhereAMessageGoesMustBeKnown(t *testing.T) {
	s, item := letter(t, "Zoè")
	for _, site := range []string{"http://intranet.example", "intranet.example", "https://", "https://u:p@intranet.example"} {
		_, err := Personal(s, item, site)
		require.ErrorIs(t, err, ErrSite, site)
	}
	item.Person = "nobody"
	_, err := Personal(s, item, "")
	require.ErrorIs(t, err, campaign.ErrUnknownPerson)
}
