package document

import (
	"slices"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/decision"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// conditions says in words who is in each segment.
func (w writer) conditions() string {
	var b strings.Builder
	traits := w.ownTraits()
	for _, s := range w.brief.Segments {
		b.WriteString("- **" + markup.Escape(s.Name.In(w.language)) + "**: " + markup.Escape(w.vocabulary.replace(w.language, s.When.Explain(w.language, traits))) + "\n")
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	return b.String()
}

// ownTraits are the traits of the brief, and what people may have done with its
// propositions under the names that these have in the document. All that
// people wrote is marked as theirs, which no vocabulary changes.
func (w writer) ownTraits() []audience.Trait {
	theirs := func(text string) engagement.Text {
		if text == "" {
			return engagement.Text{}
		}
		text = string(begin) + strings.Map(unmark, text) + string(end)
		return engagement.Text{It: text, Nl: text, En: text}
	}
	traits := slices.Clone(w.brief.Traits)
	for i := range traits {
		t := &traits[i]
		t.Label = theirs(t.Label.In(w.language))
		labels := make(map[string]engagement.Text, len(t.ValueLabels))
		for value, label := range t.ValueLabels {
			labels[value] = theirs(label.In(w.language))
		}
		t.ValueLabels = labels
	}
	for _, q := range w.brief.Propositions {
		if v := w.brief.Intervention(q.Intervention); v != nil {
			traits = append(traits, audience.Trait{Name: decision.Did + q.ID, Kind: audience.TextTrait, Label: theirs(w.letter(q.ID) + " · " + v.Title.In(w.language))})
		}
	}
	return traits
}
