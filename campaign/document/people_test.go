package document

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// staffed is the quickstart's plan with two roles and two missions, one of
// them for the office alone and without anything but its proposition.
func staffed(t *testing.T) *campaign.Plan {
	t.Helper()
	plan := quickstart(t)
	plan.Brief.Roles = []audience.Role{
		{
			ID: "bench-voice", Kind: audience.CommunityManager, Segment: "workshop",
			Name: engagement.Text{It: "Voce dell’officina", Nl: "Stem van de werkplaats", En: "Voice of the workshop"},
			Does: engagement.Text{It: "Ogni giorno chiede al banco che cosa manca.", Nl: "Vraagt elke dag aan de bank wat er mist.", En: "Asks at the bench every day what is missing."},
		},
		{
			ID: "inventor", Kind: audience.ServiceDesigner,
			Name:     engagement.Text{It: "Chi ospita le idee", Nl: "Gastheerschap voor ideeën", En: "Host of ideas"},
			Does:     engagement.Text{It: "Fa incontrare officina e noleggio su un problema.", Nl: "Brengt werkplaats en verhuur samen rond een probleem.", En: "Brings workshop and rental together around a problem."},
			Replaces: engagement.Text{It: "Segreteria", Nl: "Secretariaat", En: "Secretary"},
			Did:      engagement.Text{It: "Teneva l’agenda.", Nl: "Hield de agenda bij.", En: "Kept the diary."},
		},
	}
	plan.Brief.Missions = []audience.Mission{
		{
			ID: "antenna", Proposition: "own-choice", Segment: "rental", Need: engagement.Problem, Cards: 10, Wanted: 20, Minutes: 30,
			Name: engagement.Text{It: "Antenna sul mercato", Nl: "Antenne op de markt", En: "Antenna on the market"},
			Asks: engagement.Text{It: "Noleggia altrove e scrive una scheda.", Nl: "Huurt elders en schrijft een kaart.", En: "Hires elsewhere and writes a card."},
		},
		{
			ID: "listener", Proposition: "lead-calm", Takers: audience.Is("unit", "office"),
			Name: engagement.Text{It: "Ascolto", Nl: "Luisteren", En: "Listening"},
		},
	}
	workforce := []audience.Person{}
	for i := range 26 {
		p := audience.Person{ID: string(rune('a' + i)), Hired: "2019-05-07", Traits: map[string]any{"unit": "workshop"}}
		if i < 2 {
			p.Traits["unit"] = "office"
		}
		workforce = append(workforce, p)
	}
	w, found := audience.NewWorkforce(workforce)
	require.Empty(t, found)
	made, found := campaign.NewPlan(&plan.Brief, w)
	require.NoError(t, found.Err())
	made.Advice = nil
	return made
}

func TestRolesMissionsAndCardsAreInTheDocument(t *testing.T) {
	plan := staffed(t)
	for _, l := range engagement.Languages() {
		w := newWriter(plan, Style{Language: l})
		golden(t, "people."+string(l)+".md", []byte(w.rolesAndMissions()+"\n"+w.cards()))
		for _, text := range []string{Markdown(plan, Style{Language: l}), string(HTML(plan, Style{Language: l}))} {
			for _, r := range plan.Brief.Roles {
				require.Contains(t, text, r.Does.In(l))
			}
			require.Contains(t, text, plan.Brief.Missions[0].Asks.In(l))
			require.Contains(t, text, w.say("plan.section.people"))
			require.Contains(t, text, w.say("plan.section.cards"))
		}
	}
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "Learning, with Marketing (voice: Voice of the workshop)", "the calendar names who speaks for them")
}

func TestABriefWithoutThemHasNoSuchSections(t *testing.T) {
	plan := quickstart(t)
	for i := range plan.Brief.Propositions {
		plan.Brief.Propositions[i].Evidence = nil
	}
	text := Markdown(plan, Style{Language: engagement.English})
	require.NotContains(t, text, "## Roles and missions")
	require.NotContains(t, text, "## What people saw")
	require.NotContains(t, text, "(voice")

	plan = staffed(t)
	for i := range plan.Brief.Propositions {
		plan.Brief.Propositions[i].Evidence = nil
	}
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "No proposition rests on gathered cards yet.")
	plan.Missions, plan.Brief.Missions[0].Wanted = nil, 0
	text = Markdown(plan, Style{Language: engagement.English})
	require.Contains(t, text, "**Calls:** none yet")
	require.Equal(t, 0, strings.Count(text, "Cards expected"))
}
