package document

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// writer puts a report in words of one language. All it returns is plain text.
type writer struct {
	report   *evaluation.Report
	plan     *campaign.Plan
	language engagement.Language
	numbers  *message.Printer
}

func newWriter(r *evaluation.Report, p *campaign.Plan, l engagement.Language) writer {
	l = engagement.MatchLanguage(p.Brief.Languages, string(l))
	return writer{r, p, l, message.NewPrinter(language.Make(string(l)))}
}

// say returns a text of the catalogue.
func (w writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.language), key, args...)
}

func (w writer) number(n int) string { return w.numbers.Sprint(number.Decimal(n)) }

func (w writer) percent(share float64, digits int) string {
	if share == 0 || share == 1 {
		digits = 0 // none and all are exact
	}
	return w.numbers.Sprint(number.Percent(share, number.Scale(digits)))
}

// rate writes a rate and the ends of its interval. They are whole percents,
// which is as much as most intervals bear; one narrower than two percent gets
// a decimal.
func (w writer) rate(r *evaluation.Rate) (share, low, high string) {
	digits := 0
	if r.High-r.Low < 0.02 {
		digits = 1
	}
	return w.percent(r.Share, digits), w.percent(r.Low, digits), w.percent(r.High, digits)
}

func (w writer) hidden() string { return w.say("report.hidden", w.report.SmallestGroup) }
