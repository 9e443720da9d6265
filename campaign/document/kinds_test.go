package document

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// detailed is the quickstart's plan with something agreed for each kind.
func detailed(t *testing.T, words string) *campaign.Plan {
	t.Helper()
	text := engagement.Text{It: words, Nl: words, En: words}
	b := quickstart(t).Brief
	b.Touchpoint("locked-box").Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{{DaysBefore: 3, Time: "09:00", Title: text, Body: text}}}
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{{Delay: 7, Title: text, Body: text, After: campaign.Started}}}
	b.Touchpoint("nadia-story").Story = &campaign.SuccessStory{Teller: text, Consent: campaign.InternalConsent, Use: campaign.InternalConsent, PassOn: campaign.Sharers()}
	b.Touchpoint("thursday-hour").Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 2, Time: "14:00", Minutes: 90, WorkingTime: true, OwnChoice: true}
	b.Touchpoint("five-questions").Pulse = &campaign.Pulse{Questions: 5, Survey: "half-way"}
	add := func(id, like string, k campaign.Kind, change func(*campaign.Touchpoint)) {
		touchpoint := *b.Touchpoint(like)
		touchpoint.ID, touchpoint.Kind, touchpoint.Story, touchpoint.Segment = id, k, nil, ""
		change(&touchpoint)
		b.Touchpoints = append(b.Touchpoints, touchpoint)
	}
	add("bite", "nadia-story", campaign.Content, func(t *campaign.Touchpoint) { t.Snippet, t.Body = true, engagement.Text{It: "x", Nl: "x", En: "x"} })
	add("gift", "nadia-story", campaign.Reward, func(t *campaign.Touchpoint) {
		t.Reward = &campaign.RewardTerms{Kind: campaign.YearEndPrize, For: campaign.DrawnAmongActive, What: text}
	})
	add("game", "nadia-story", campaign.Contest, func(t *campaign.Touchpoint) {
		t.Contest = &campaign.ContestTerms{OptIn: true, Ranking: campaign.TopOnly, Prizes: campaign.Prizes()}
	})
	add("make", "nadia-story", campaign.CoCreation, func(t *campaign.Touchpoint) { t.CoCreation = &campaign.CoCreationTerms{Share: 0.25} })
	add("cards", "nadia-story", campaign.InsightCall, func(t *campaign.Touchpoint) { t.InsightCall = &campaign.CardCall{Cards: 10} })
	add("models", "leads-briefing", campaign.RoleModel, func(t *campaign.Touchpoint) {
		t.RoleModel, t.Phase = &campaign.RoleModelTerms{OptIn: true, Where: campaign.Stages()}, campaign.Retain
	})
	add("kit", "leads-briefing", campaign.Toolkit, func(t *campaign.Touchpoint) {
		t.Toolkit, t.Day = &campaign.ToolkitItems{Items: []engagement.Text{text}}, 7
	})
	people := []audience.Person{{ID: "boss"}}
	for i := range 20 {
		people = append(people, audience.Person{ID: string(rune('a' + i)), Manager: "boss", Hired: "2027-01-25"})
	}
	w, _ := audience.NewWorkforce(people)
	plan, found := campaign.NewPlan(&b, w)
	require.NoError(t, found.Err())
	return plan
}

func TestWhatIsAgreedStandsInTheDocumentInWords(t *testing.T) {
	plan := detailed(t, "the words")
	for l, want := range map[engagement.Language][]string{
		engagement.English: {
			"Kick-off (teaser 1)", "The kick-off is a surprise. 1 teaser builds suspense.",
			"Series of messages (message 2, for those who have started)", "1 message follows the first; the series ends for whoever completes the learning.",
			"Told by: the words. May be passed on by: team-mates, line managers, anyone in the organisation. This story stays within the organisation.",
			"6 times in the calendar until 30 June 2027. Every 2 weeks on Thursday, 90 minutes. It is working time. You choose the form and the topic.",
			"The questions stand in a survey, and the widget asks them. 5 questions.", "Bite-sized: read at a glance.",
			"A prize at the end of the year: the words, drawn by lot among all who take an active part.",
			"You take part only if you sign up. Only the first places are shown. What can be won: a voucher, branded clothing, a course of your choice.",
			"Invited: the most active 25%.", "Up to 200 cards in all. You are asked for 10 cards.",
			"Nobody is named who has not agreed to it. Named in the team meeting, in an e-mail to the team.", "In the toolkit: the words.",
		},
		engagement.Dutch:   {"Aftrap (teaser 1)", "Eens per 2 weken op donderdag, 90 minuten", "6 keer in de agenda", "Uitgenodigd: de actiefste 25%."},
		engagement.Italian: {"Lancio (anticipazione 1)", "Ogni 2 settimane di giovedì", "6 volte in agenda", "Si invita il 25% più attivo."},
	} {
		text := strings.NewReplacer(`\`, "", "\u00a0", " ").Replace(Markdown(plan, Style{Language: l}))
		html := string(HTML(plan, Style{Language: l}))
		for _, words := range want {
			require.True(t, strings.Contains(text, words), "%s lacks %q", l, words)
		}
		require.Contains(t, html, "the words")
		require.NotContains(t, text, "%!")
		require.NotRegexp(t, `\b(term|question|sharer|stage|prize|rewarded|plan\.detail|plan\.part|plan\.after)\.\w`, text)
		title := plan.Brief.Touchpoint("thursday-hour").Title.In(l)
		require.Equal(t, strings.Count(string(Gantt(quickstart(t), Style{Language: l})), title), strings.Count(string(Gantt(plan, Style{Language: l})), title), "a moment that recurs has one bar")
	}
}

func TestWhatPeopleAgreedCannotLeaveItsPlace(t *testing.T) {
	plan := detailed(t, attack)
	for _, l := range engagement.Languages() {
		require.NotContains(t, elements(t, HTML(plan, Style{Language: l})), "script")
		require.NotContains(t, Markdown(plan, Style{Language: l}), "<")
	}
}

func TestAJourneyIsShownWithEachWayThroughIt(t *testing.T) {
	b := quickstart(t).Brief
	text := engagement.Text{It: "parole", Nl: "woorden", En: "words | more"}
	workshop := audience.Is("unit", "workshop")
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{
		{Wait: &campaign.Wait{For: campaign.Started, Days: 5}, Title: text, Body: text, Otherwise: []campaign.Step{
			{Title: text, Body: text, When: &workshop, Time: "10:15", Otherwise: []campaign.Step{{Title: text, Body: text, Delay: 1}}}}},
		{WorkingDays: 2, Title: text, Body: text, After: campaign.Answered},
	}}
	b.Touchpoint("leads-briefing").Acknowledgement = &campaign.Acknowledgement{Days: 4, Escalation: &campaign.Escalation{AfterDays: 2, Title: text, Body: text}}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "one"}})
	plan, found := campaign.NewPlan(&b, w)
	require.NoError(t, found.Err())
	for l, want := range map[engagement.Language][]string{
		engagement.English: {
			"**The way through the series: ", "| Message | When | For whom | Otherwise |",
			"| 2 · words &#124; more | at once | for those who have started; it waits up to 5 days for that | message 3 |",
			"| 3 · words &#124; more | instead of message 2: at once, at 10:15 | people for whom this holds: unit is workshop | message 4 |",
			"| 4 · words &#124; more | instead of message 3: 1 day after the message before it | everyone who has not completed the learning |  |",
			"| 5 · words &#124; more | 2 of the person’s working days after the message before it | for those who have answered | the series goes on without it |",
			"The series ends for each person as soon as they complete the learning.",
			"Managers confirm that they have understood it; their teams wait for that, for 4 days at most. After 2 days without confirmation, the manager above hears of it.",
			"(no confirmation)",
		},
		engagement.Dutch: {
			"**De weg door de reeks: ", "| meteen | voor wie is begonnen; het wacht daar hooguit 5 dagen op | bericht 3 |", "in plaats van bericht 2: meteen, om 10:15", "| de reeks gaat zonder verder |",
			"De reeks eindigt voor iedereen zodra die persoon het leren afrondt.", "hooguit 4 dagen. Na 2 dagen zonder bevestiging",
		},
		engagement.Italian: {
			"**Il percorso della serie: ", "lo aspetta al massimo 5 giorni | messaggio 3 |", "al posto di messaggio 2: subito, alle 10:15", "| la serie prosegue senza |",
			"La serie finisce per ogni persona appena completa la formazione.", "al massimo per 4 giorni. Dopo 2 giorni senza conferma",
		},
	} {
		page := string(HTML(plan, Style{Language: l}))
		require.Contains(t, page, "</table>")
		said := Markdown(plan, Style{Language: l})
		for _, words := range want {
			require.Contains(t, said, words)
		}
		require.Contains(t, page, want[0][2:len(want[0])-2])
	}
}
