package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

func TestTheDocumentTellsHowPeopleAreSpokenTo(t *testing.T) {
	plan := quickstart(t)
	plan.Withheld = []campaign.Withheld{{ID: "nadia-story", Date: "2027-04-08", Cause: campaign.EnoughPushes}}
	plan.Brief.Proposition("safe-hands").Also = []string{"thursday-bench"}
	for l, texts := range map[engagement.Language][]string{
		engagement.Italian: {"livello LTEM 8: effetti del trasferimento", "livello LTEM 2: attività (non dimostra apprendimento)", "poca promozione, accesso diretto", "a nome di: Responsabili", "Lasciati fuori", "Nadia", "In altre parole per Officina", "Percorso"},
		engagement.Dutch:   {"LTEM-niveau 8: effecten van de transfer", "LTEM-niveau 2: activiteit (bewijst niet dat er geleerd is)", "weinig promotie, directe toegang", "namens: Leidinggevenden", "Weggelaten", "Nadia", "In andere woorden voor Werkplaats", "Pad"},
		engagement.English: {"LTEM tier 8: effects of transfer", "LTEM tier 2: activity (proves no learning)", "little promotion, direct access", "on behalf of: Line managers", "Left out", "Nadia", "In other words for Workshop", "Path"},
	} {
		for _, form := range []string{Markdown(plan, Style{Language: l}), string(HTML(plan, Style{Language: l}))} {
			for _, text := range texts {
				require.Contains(t, form, text)
			}
			for _, q := range engagement.Questions() {
				require.Contains(t, form, q.Text().In(l))
			}
		}
	}
	text := Markdown(plan, Style{Language: engagement.English})
	require.Contains(t, string(HTML(plan, Style{Language: engagement.English})), "<ol>")
	require.Contains(t, text, "  1. Battery safety, hands-on (classroom, 3 hours)\n  2. The Thursday bench")
	require.Contains(t, text, "- **Nadia and the bike that would not start** (8 Apr 2027, Intranet)")
	require.NotContains(t, text, "not answered yet")
	require.Contains(t, text, "  - **Workshop:** In the workshop: first the error codes")

	plan.Brief.Expectations, plan.Withheld = nil, nil
	for i := range plan.Touchpoints {
		plan.Touchpoints[i].Approach, plan.Touchpoints[i].Support = "", ""
	}
	text = Markdown(plan, Style{Language: engagement.English})
	require.Contains(t, text, "not answered yet")
	require.Contains(t, text, "No proposition names a reason or a factor")
	require.NotContains(t, text, "Left out")
}

func TestEveryCauseOfWithholdingHasItsSentence(t *testing.T) {
	for _, l := range engagement.Languages() {
		for _, cause := range campaign.WithheldCauses() {
			require.True(t, catalogue.Has(string(l), "plan.withheld."+string(cause)))
		}
		require.True(t, catalogue.Has(string(l), "plan.place.expectations"))
	}
}
