// Package words writes figures of an evaluation for people, in one language.
package words

import (
	"math"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Writer writes in one language. All it returns is plain text.
type Writer struct {
	// Language in which it writes.
	Language engagement.Language
	numbers  *message.Printer
}

// In returns a writer of that language.
func In(l engagement.Language) Writer {
	return Writer{l, message.NewPrinter(language.Make(string(l)))}
}

// Say returns a text of the catalogue.
func (w Writer) Say(key string, args ...any) string {
	return catalogue.Text(string(w.Language), key, args...)
}

// Whole writes a whole number.
func (w Writer) Whole(n int) string { return w.numbers.Sprint(number.Decimal(n)) }

// Decimals writes a number with so many decimals.
func (w Writer) Decimals(v float64, n int) string {
	scale := math.Pow10(n)
	return w.numbers.Sprint(number.Decimal(math.Round(v*scale)/scale+0, number.Scale(n)))
}

// Signed writes a difference with so many decimals and its sign; none has none.
func (w Writer) Signed(v float64, n int) string {
	scale := math.Pow10(n)
	v = math.Round(v*scale) / scale
	text := w.Decimals(math.Abs(v), n)
	switch {
	case v > 0:
		return "+" + text
	case v < 0:
		return "−" + text
	}
	return text
}

// Percent writes a share in percent with so many decimals; none and all are
// exact, and have none.
func (w Writer) Percent(share float64, n int) string {
	if share == 0 || share == 1 {
		n = 0
	}
	return w.numbers.Sprint(number.Percent(share, number.Scale(n)))
}

// Rate writes a rate and the ends of its interval. They are whole percents,
// which is as much as most intervals bear; one narrower than two percent gets
// a decimal.
func (w Writer) Rate(r *evaluation.Rate) (share, low, high string) {
	n := 0
	if r.High-r.Low < 0.02 {
		n = 1
	}
	return w.Percent(r.Share, n), w.Percent(r.Low, n), w.Percent(r.High, n)
}
