package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/internal/markup"
)

// conditions says in words who is in each segment.
func (w writer) conditions() string {
	var b strings.Builder
	for _, s := range w.brief.Segments {
		b.WriteString("- **" + markup.Escape(s.Name.In(w.language)) + "**: " + markup.Escape(w.vocabulary.retell(w.language, s.When.Explain(w.language, w.brief.Traits))) + "\n")
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	return b.String()
}
