package document

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/ambassador"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// spoken is the quickstart's plan with ambassadors in a workforce of so many.
func spoken(t *testing.T, people int, title string) *campaign.Plan {
	t.Helper()
	b := quickstart(t).Brief
	b.Traits = append(b.Traits, audience.Trait{Name: "glad", Kind: audience.FlagTrait, Label: engagement.Text{It: "Ne parla volentieri", Nl: "Praat er graag over", En: "Glad to talk"}})
	voices := *b.Touchpoint("your-hour")
	voices.ID, voices.Kind, voices.Time, voices.Title = "voices", campaign.Ambassadors, "11:45", engagement.Text{It: title, Nl: title, En: title}
	voices.Ambassadors = &campaign.AmbassadorTerms{Terms: ambassador.Terms{Count: 6, Willing: "glad", Unit: "unit", PerUnit: 4, Site: "site"}}
	b.Touchpoints = append(b.Touchpoints, voices)
	list := []audience.Person{{ID: "boss"}}
	for i := range people {
		manager := "boss"
		if i > 7 {
			manager = "p" + strconv.Itoa(i%8)
		}
		list = append(list, audience.Person{ID: "p" + strconv.Itoa(i), Manager: manager, Traits: map[string]any{"unit": []string{"workshop", "rental"}[i%2], "site": "utrecht", "glad": i != 3}})
	}
	w, _ := audience.NewWorkforce(list)
	plan, found := campaign.NewPlan(&b, w)
	require.NoError(t, found.Err())
	return plan
}

func TestTheDocumentTellsHowFarVoicesCarryAndNeverWhose(t *testing.T) {
	plan := spoken(t, 80, "Your *voice*")
	for _, l := range engagement.Languages() {
		w := newWriter(plan, Style{Language: l})
		section := w.rolesAndMissions()
		golden(t, "ambassadors."+string(l)+".md", []byte(section))
		for _, text := range []string{Markdown(plan, Style{Language: l}), string(HTML(plan, Style{Language: l}))} {
			require.Contains(t, text, w.say("plan.voice.note"))
			require.Contains(t, text, w.say("kind.ambassadors"))
			require.NotRegexp(t, `\bp\d+\b|boss`, text)
		}
		require.NotContains(t, section, "%!")
		require.NotContains(t, section, w.say("plan.voice.hidden"))
		hidden := newWriter(spoken(t, 20, "x"), Style{Language: l})
		require.Contains(t, hidden.rolesAndMissions(), hidden.say("plan.voice.hidden"))
		require.NotContains(t, hidden.rolesAndMissions(), "%")
	}
}

func TestTitlesOfAmbassadorsCannotLeaveTheirPlace(t *testing.T) {
	plan := spoken(t, 80, attack)
	for _, l := range engagement.Languages() {
		require.NotContains(t, elements(t, HTML(plan, Style{Language: l})), "script")
		require.False(t, strings.Contains(Markdown(plan, Style{Language: l}), "<"))
	}
}
