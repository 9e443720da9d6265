package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// cards are the insight cards that missions are expected to bring, and the
// propositions that rest on cards; empty where there is neither.
func (w writer) cards() string {
	var expected, found []string
	for i := range w.brief.Missions {
		m := &w.brief.Missions[i]
		if m.Cards > 0 && m.Wanted > 0 {
			expected = append(expected, w.say("plan.cards.total", m.Name.In(w.language), w.say("plan.people", m.Wanted), w.say("insight.cards", m.Cards)))
		}
	}
	for _, q := range w.brief.Propositions {
		var notes []string
		for _, e := range q.Evidence {
			if e.Kind == engagement.CardEvidence {
				notes = append(notes, markup.Escape(e.Note.In(w.language)))
			}
		}
		if len(notes) > 0 {
			found = append(found, "- "+markup.Line(q.Gain.In(w.language))+"\\\n  *"+strings.Join(notes, " · ")+"*\n")
		}
	}
	if len(found) == 0 && len(w.brief.Missions) == 0 {
		return ""
	}
	var b strings.Builder
	if len(expected) > 0 {
		b.WriteString(w.fact("plan.cards.expected", strings.Join(expected, " · ")) + "\n")
	}
	if len(found) == 0 {
		return b.String() + markup.Escape(w.say("plan.cards.none")) + "\n"
	}
	return b.String() + "**" + markup.Escape(w.say("plan.cards.found")) + "**\n\n" + strings.Join(found, "")
}
