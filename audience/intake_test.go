package audience_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestAnIntakeIsSummedUpInEveryLanguage(t *testing.T) {
	in := audience.Intake{Read: 1470, Kept: 1467, LeftOut: 3, Reasons: map[string]int{audience.ReasonInactive: 1, "OSM-CSV-009": 2, "OSM-CSV-014": 1}}
	for l, want := range map[engagement.Language]string{
		engagement.Italian: "1.470 voci lette: 1.467 persone importate, 3 voci escluse.\n- 2 voci: un numero non leggibile\n- 1 voce: nessun ID\n- 1 voce: non attiva nella fonte\nUna voce può avere più motivi.",
		engagement.Dutch:   "1.470 regels gelezen: 1.467 personen overgenomen, 3 regels weggelaten.\n- 2 regels: een getal dat niet leesbaar is\n- 1 regel: geen ID\n- 1 regel: niet actief in de bron\nEén regel kan meer redenen hebben.",
		engagement.English: "1,470 entries read: 1,467 people kept, 3 entries left out.\n- 2 entries: a number that cannot be read\n- 1 entry: no ID\n- 1 entry: not active in the source\nOne entry can have several reasons.",
	} {
		require.Equal(t, want, in.Summary(l))
	}
	one := audience.Intake{Read: 1, Kept: 1}
	for l, want := range map[engagement.Language]string{
		engagement.Italian: "1 voce letta: 1 persona importata, 0 voci escluse.",
		engagement.Dutch:   "1 regel gelezen: 1 persoon overgenomen, 0 regels weggelaten.",
		engagement.English: "1 entry read: 1 person kept, 0 entries left out.",
	} {
		require.Equal(t, want, one.Summary(l))
	}
	require.Equal(t, "0 entries read: 0 people kept, 1 entry left out.\n- 1 entry: of the host’s own", (&audience.Intake{LeftOut: 1, Reasons: map[string]int{"of the host’s own": 1}}).Summary(engagement.English))
}

func TestIntakesTravelAsJSON(t *testing.T) {
	data, err := json.Marshal(&audience.Intake{Progress: func(*audience.Intake) {}, Read: 2, Kept: 1, LeftOut: 1, Bytes: 9, Reasons: map[string]int{"deleted": 1}})
	require.NoError(t, err)
	require.Equal(t, `{"read":2,"kept":1,"leftOut":1,"bytes":9,"reasons":{"deleted":1}}`, string(data))
}
