package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
)

func TestAdviceSaysWhatIsWrongWhatToDoAndWhere(t *testing.T) {
	plan := quickstart(t)
	plan.Advice = engagement.Findings{
		{Code: "OSM-PLAN-007", Path: "/touchpoints/0", Message: engagement.Text{It: "Manca.", Nl: "Het ontbreekt.", En: "It is missing."}, Do: engagement.Text{It: "Va chiesto.", Nl: "Vraag het.", En: "Ask."}},
		{Code: "OSM-PEOPLE-003", Message: engagement.Text{It: "a", Nl: "b", En: "c"}},
	}
	for l, want := range map[engagement.Language]string{
		engagement.Italian: "- **OSM-PLAN-007** Manca.\\\n  **Che cosa fare:** Va chiesto.\\\n  *Punto di contatto «Prima voi: venti minuti sulla primavera» · /touchpoints/0*\n- **OSM-PEOPLE-003** a\\\n  *",
		engagement.Dutch:   "- **OSM-PLAN-007** Het ontbreekt.\\\n  **Wat te doen:** Vraag het.\\\n  *Contactmoment ‘Eerst jullie: twintig minuten over dit voorjaar’ · /touchpoints/0*\n- **OSM-PEOPLE-003** b\\\n  *",
		engagement.English: "- **OSM-PLAN-007** It is missing.\\\n  **What to do:** Ask.\\\n  *Touchpoint “You first: twenty minutes about this spring” · /touchpoints/0*\n- **OSM-PEOPLE-003** c\\\n  *",
	} {
		require.Contains(t, Markdown(plan, Style{Language: l}), want)
	}
	require.Contains(t, string(HTML(plan, Style{Language: engagement.Dutch})), "<strong>Wat te doen:</strong> Vraag het.")
}
