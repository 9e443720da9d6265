package document

import (
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

// expectations are the questions that people have, with their answers.
func (w writer) expectations() string {
	var b strings.Builder
	for _, q := range engagement.Questions() {
		b.WriteString("- **" + markup.Escape(q.Text().In(w.language)) + "** ")
		general, own := markup.Escape(w.say("plan.expectations.none")), ""
		for _, e := range w.brief.Expectations {
			answer := markup.Line(e.Answer.In(w.language))
			switch {
			case e.Question != q:
			case e.Segment == "":
				general = answer
			default:
				own += "  - **" + markup.Escape(w.segment(e.Segment)) + ":** " + answer + "\n"
			}
		}
		b.WriteString(general + "\n" + own)
	}
	return b.String()
}
