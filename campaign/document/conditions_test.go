package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

func TestConditionsNamePropositionsAndLeaveLabelsAlone(t *testing.T) {
	plan := quickstart(t)
	q := plan.Brief.Propositions[0]
	plan.Brief.Segments = plan.Brief.Segments[:1]
	plan.Brief.Segments[0].When = audience.All(audience.Is("unit", "workshop"), audience.Completed(q.ID))
	title := plan.Brief.Intervention(q.Intervention).Title.In(engagement.Dutch)
	for v, who := range map[Vocabulary]string{LearningVocabulary: "mensen", MarketingVocabulary: "leads", HRVocabulary: "medewerkers"} {
		w := newWriter(plan, Style{Language: engagement.Dutch, Vocabulary: v})
		require.Contains(t, w.conditions(), who+" voor wie geldt: afdeling is werkplaats en heeft ‘"+w.letter(q.ID)+" · "+title+"’ afgerond\n")
	}
}
