package document

import (
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/internal/words"
)

// writer puts a report in words of one language. All it returns is plain text.
type writer struct {
	words.Writer
	report *evaluation.Report
	plan   *campaign.Plan
}

func newWriter(r *evaluation.Report, p *campaign.Plan, l engagement.Language) writer {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	return writer{words.In(l), r, p}
}

func (w writer) hidden() string { return w.Say("report.hidden", w.report.SmallestGroup) }
