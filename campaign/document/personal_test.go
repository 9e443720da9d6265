package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestTheDocumentSaysWhatIsFilledInForEachPerson(t *testing.T) {
	b := quickstart(t).Brief
	b.Touchpoint("first-month").Title = engagement.Text{It: "{{firstName|Ciao}}: il primo mese", Nl: "{{firstName|Hallo}}: de eerste maand", En: "{{firstName|Hello}}: the first month"}
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{{Delay: 7,
		Title: engagement.Text{It: "Uno", Nl: "Een", En: "One"}, Body: engagement.Text{It: "Per {{trait.unit|te}}", Nl: "Voor {{trait.unit|jou}}", En: "For {{trait.unit|you}}"}}}}
	plan, found := campaign.NewPlan(&b, nil)
	require.NoError(t, found.Err())
	for l, want := range map[engagement.Language][2]string{
		engagement.Italian: {"**Ciao: il primo mese**: Si completa per ogni persona: nome, " + b.Traits[0].Label.It + ".", "Ciao: il primo mese"},
		engagement.Dutch:   {"**Hallo: de eerste maand**: Per persoon ingevuld: voornaam, " + b.Traits[0].Label.Nl + ".", "Hallo: de eerste maand"},
		engagement.English: {"**Hello: the first month**: Filled in for each person: first name, " + b.Traits[0].Label.En + ".", "Hello: the first month"},
	} {
		markdown, page := Markdown(plan, Style{Language: l}), string(HTML(plan, Style{Language: l}))
		require.Contains(t, markdown, want[0])
		require.Contains(t, page, want[1])
		for _, form := range []string{markdown, page} {
			require.NotContains(t, form, "{{")
			require.NotContains(t, form, "firstName")
		}
	}
}
