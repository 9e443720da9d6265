package document

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// page is all that is shown, in words: as HTML and as text.
type page struct {
	Language           engagement.Language
	Title, Kind, Name  string
	Wave, Sheets, Lead string
	Chapters           []chapter
}

type chapter struct {
	ID, Name string
	Parts    []part
}

// part is one question, scale or competence.
type part struct {
	Name      string
	Sentences []string
	Bars      []bar
	Table     *table
	Quotes    []quotes
}

// bar is one figure; lengths are in thousandths of the track.
type bar struct {
	Name, Words string
	Length      float64
	Interval    bool
	Low, High   float64
}

type table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// quotes are open answers, of those whom the name names.
type quotes struct {
	Name  string
	Texts []string
	Note  string // said instead where there are none
}

// writer puts results in words of one language.
type writer struct {
	results  *survey.Results
	survey   *survey.Survey
	language engagement.Language
	numbers  *message.Printer
}

func newWriter(r *survey.Results, s *survey.Survey, l engagement.Language) writer {
	l = engagement.MatchLanguage(s.Languages, string(l))
	return writer{r, s, l, message.NewPrinter(language.Make(string(l)))}
}

func (w writer) say(key string, args ...any) string {
	return catalogue.Text(string(w.language), "results."+key, args...)
}

func (w writer) decimal(x float64, digits int) string {
	scale := math.Pow10(digits)
	x = math.Round(x*scale)/scale + 0 // −0.04 is 0.0, without a sign
	return strings.ReplaceAll(w.numbers.Sprint(number.Decimal(x, number.Scale(digits))), "-", "−")
}

// percent has no digits but for none and all of some.
func (w writer) percent(share float64) string {
	return w.numbers.Sprint(number.Percent(share, number.Scale(0)))
}

func (w writer) whole(n int) string { return w.decimal(float64(n), 0) }

func (w writer) hidden() string { return w.say("hidden", w.results.Smallest) }

// span says the ends of an interval, and that there is none where there is.
func (w writer) span(e *survey.Estimate, digits int) string {
	if e.Low == nil {
		return w.say("unknown")
	}
	return w.say("range", w.decimal(*e.Low, digits), w.decimal(*e.High, digits))
}

// page puts all results in words.
func (w writer) page() page {
	name := cmp.Or(w.survey.Title.In(w.language), w.survey.ID)
	out := page{Language: w.language, Title: name, Kind: w.say("name"), Name: name, Lead: w.say("lead", w.percent(w.results.Confidence))}
	switch {
	case w.results.Subject != "":
		out.Kind = w.say("feedback", w.results.Subject)
		out.Lead = w.say("lead.feedback") + " " + out.Lead
	case w.results.Sheets == nil:
		out.Sheets = w.say("few", w.results.Smallest)
	default:
		out.Sheets = w.say("answered", *w.results.Sheets)
	}
	if w.results.Wave != "" {
		out.Wave = w.say("wave", w.results.Wave)
	}
	chapters := map[string][]part{}
	for i := range w.results.Scales {
		chapters["scales"] = append(chapters["scales"], w.scale(&w.results.Scales[i]))
	}
	for i := range w.results.Competences {
		chapters["competences"] = append(chapters["competences"], w.competence(&w.results.Competences[i]))
	}
	for i := range w.results.Questions {
		if q := w.survey.Question(w.results.Questions[i].Question); q != nil {
			chapters["questions"] = append(chapters["questions"], w.question(q, &w.results.Questions[i]))
		}
	}
	for _, id := range []string{"scales", "competences", "questions"} {
		if parts := chapters[id]; parts != nil {
			out.Chapters = append(out.Chapters, chapter{id, w.say(id), parts})
		}
	}
	return out
}

// span of the points of a question.
func points(q *survey.Question) (least, most int) {
	if q.Kind == survey.ZeroToTen {
		return 0, 10
	}
	return 1, cmp.Or(q.Points, 5)
}

// estimated draws an estimate between the least and the most it can be.
func (w writer) estimated(name, words string, e *survey.Estimate, least, most float64) bar {
	at := func(x float64) float64 { return length((x - least) / (most - least)) }
	out := bar{Name: name, Words: words, Length: at(e.Value)}
	if e.Low != nil {
		out.Interval, out.Low, out.High = true, at(*e.Low), at(*e.High)
	}
	return out
}

// length of a share of the track, to a tenth of a thousandth; what lies beyond
// the track is drawn to its end.
func length(share float64) float64 { return math.Round(10*1000*min(max(share, 0), 1)) / 10 }

// average says a mean with all there is to it.
func (w writer) average(e *survey.Estimate, least, most, n int) string {
	low, high := "?", "?"
	if e.Low != nil {
		low, high = w.decimal(*e.Low, 1), w.decimal(*e.High, 1)
	}
	return w.say("mean", w.decimal(e.Value, 1), w.whole(least), w.whole(most), low, high, n)
}

func (w writer) rate(r *evaluation.Rate) (share, low, high string) {
	return w.percent(r.Share), w.percent(r.Low), w.percent(r.High)
}

func (w writer) group(name string) string { return cmp.Or(name, w.say("rest")) }

func (w writer) scale(r *survey.ScaleResult) part {
	out := part{Name: r.Scale}
	least, most := 0, 100
	for _, s := range w.survey.Scales {
		if s.ID == r.Scale {
			out.Name = s.Name.In(w.language)
			if s.Method != survey.UMUXLite {
				least, most = w.spanOf(func(q *survey.Question) bool { return q.Scale == s.ID })
			}
		}
	}
	w.scored(&out, &r.Total, least, most)
	if len(r.Groups) > 0 {
		t := w.groups(w.say("column.range"))
		for _, g := range r.Groups {
			t.Rows = append(t.Rows, append([]string{w.group(g.Group)}, w.cells(g.Suppressed, g.N, g.Score)...))
		}
		out.Table = t
	}
	return out
}

// spanOf is the points of the first question that counts.
func (w writer) spanOf(counts func(*survey.Question) bool) (least, most int) {
	for i := range w.survey.Questions {
		if q := &w.survey.Questions[i]; counts(q) {
			return points(q)
		}
	}
	return 0, 1
}

// scored tells of a scale or competence of everyone.
func (w writer) scored(out *part, f *survey.ScaleFigure, least, most int) {
	switch {
	case f.Suppressed:
		out.Sentences = append(out.Sentences, w.hidden())
		return
	case f.Score == nil:
		out.Sentences = append(out.Sentences, w.say("none"))
		return
	}
	out.Sentences = append(out.Sentences, w.average(f.Score, least, most, *f.N))
	out.Bars = append(out.Bars, w.estimated("", "", f.Score, float64(least), float64(most)))
	if f.SUS != nil && f.SUS.Low != nil {
		out.Sentences = append(out.Sentences, w.say("sus", w.decimal(f.SUS.Value, 1), w.decimal(*f.SUS.Low, 1), w.decimal(*f.SUS.High, 1)))
	}
	if r := f.Reliability; r != nil {
		key := "unreliable"
		if r.Value >= sufficient {
			key = "reliable"
		}
		out.Sentences = append(out.Sentences, w.say(key, w.say(string(r.Coefficient)), w.decimal(r.Value, 2), w.span(&r.Estimate, 2)))
	}
}

// sufficient is the reliability from which a scale is read as one figure when
// groups are compared. Source: J. C. Nunnally, Psychometric theory, 1978.
const sufficient = 0.7

// groups is a table by group, with a last column of the given name.
func (w writer) groups(last string) *table {
	return &table{Caption: w.say("groups"), Head: []string{w.say("column.group"), w.say("column.n"), w.say("column.figure"), last}}
}

// cells are number, figure and range of an estimate.
func (w writer) cells(suppressed bool, n *int, e *survey.Estimate) []string {
	switch {
	case suppressed:
		return []string{"", w.hidden(), ""}
	case e == nil:
		return []string{w.whole(0), w.say("none"), ""}
	}
	return []string{w.whole(*n), w.decimal(e.Value, 1), w.span(e, 1)}
}

func (w writer) competence(r *survey.CompetenceResult) part {
	out := part{Name: r.Competence}
	for _, c := range w.survey.Competences {
		if c.ID == r.Competence {
			out.Name = c.Name.In(w.language)
		}
	}
	least, most := w.spanOf(func(q *survey.Question) bool { return q.Competence == r.Competence })
	if r.Total != nil {
		w.scored(&out, &r.Total.ScaleFigure, least, most)
		if r.Total.Gap != nil {
			out.Sentences = append(out.Sentences, w.say("required", w.whole(r.Required), w.decimal(*r.Total.Gap, 1)))
		}
	}
	if len(r.Groups) > 0 {
		t := w.groups(w.say("column.range"))
		if r.Required != 0 {
			t.Head = append(t.Head, w.say("column.required"))
		}
		for _, g := range r.Groups {
			row := append([]string{w.group(g.Group)}, w.cells(g.Suppressed, g.N, g.Score)...)
			if r.Required != 0 {
				row = append(row, w.gap(g.Gap))
			}
			t.Rows = append(t.Rows, row)
		}
		out.Table = t
	}
	if len(r.Raters) > 0 {
		t := &table{Caption: out.Name, Head: []string{w.say("column.relation"), w.say("column.n"), w.say("column.figure"), w.say("column.range"), w.say("column.gap")}}
		for _, f := range r.Raters {
			name := w.say("relation." + string(f.Relation))
			row := append([]string{name}, w.cells(f.Suppressed, f.N, f.Mean)...)
			if f.Mean != nil {
				if f.Mean.Low == nil {
					row[3] = "" // of one person there is none, and none is missed
				}
				out.Bars = append(out.Bars, w.estimated(name, w.decimal(f.Mean.Value, 1), f.Mean, float64(least), float64(most)))
			}
			t.Rows = append(t.Rows, append(row, w.gap(f.Gap)))
		}
		out.Table = t
	}
	return out
}

// gap has its sign, unless it is none.
func (w writer) gap(g *float64) string {
	if g == nil {
		return ""
	}
	text := w.decimal(*g, 1)
	if math.Round(*g*10) > 0 {
		text = "+" + text
	}
	return text
}

func (w writer) question(q *survey.Question, r *survey.QuestionResult) part {
	out := part{Name: q.Text.In(w.language)}
	for _, words := range r.Raters {
		out.Quotes = append(out.Quotes, quotes{w.say("relation." + string(words.Relation)), words.Texts, ""})
		if last := &out.Quotes[len(out.Quotes)-1]; words.Suppressed {
			last.Note = w.hidden()
		} else if words.Texts == nil {
			last.Note = w.say("none")
		}
	}
	if r.Total == nil {
		return out
	}
	f := r.Total
	switch {
	case f.Suppressed:
		out.Sentences = append(out.Sentences, w.hidden())
	case f.N == nil || *f.N == 0:
		out.Sentences = append(out.Sentences, w.say("none"))
	case q.Kind == survey.Open:
		out.Sentences = append(out.Sentences, w.say("answers", *f.N))
		out.Quotes = append(out.Quotes, quotes{Name: w.say("texts"), Texts: f.Texts})
	default:
		w.figure(&out, q, f)
	}
	switch {
	case len(r.Groups) == 0 || q.Kind == survey.Open:
	case q.Kind == survey.Agreement || q.Kind == survey.ZeroToTen:
		t := w.groups(w.say("column.range"))
		for _, g := range r.Groups {
			t.Rows = append(t.Rows, append([]string{w.group(g.Group)}, w.cells(g.Suppressed, g.N, g.Mean)...))
		}
		out.Table = t
	default:
		out.Table = w.options(q, r.Groups)
	}
	return out
}

// options by group: the share who chose each.
func (w writer) options(q *survey.Question, groups []survey.GroupFigure) *table {
	t := &table{Caption: w.say("groups"), Head: []string{w.say("column.group"), w.say("column.n")}}
	for _, o := range q.Options {
		t.Head = append(t.Head, o.Text.In(w.language))
	}
	for _, g := range groups {
		row := []string{w.group(g.Group)}
		switch {
		case g.Suppressed:
			row = append(row, w.hidden())
		case len(g.Options) == 0:
			row = append(row, w.say("none"))
		default:
			row = append(row, w.whole(*g.N))
			for _, o := range g.Options {
				share, low, high := w.rate(&o.Chosen)
				row = append(row, share+" ("+w.say("range", low, high)+")")
			}
		}
		for len(row) < len(t.Head) {
			row = append(row, "")
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (w writer) figure(out *part, q *survey.Question, f *survey.Figure) {
	n := float64(*f.N)
	if f.Mean != nil {
		least, most := points(q)
		out.Sentences = append(out.Sentences, w.average(f.Mean, least, most, *f.N))
		for i, people := range f.Counts {
			name := strconv.Itoa(least + i)
			switch {
			case len(q.Labels) == len(f.Counts):
				name += " · " + q.Labels[i].In(w.language)
			case len(q.Labels) == 2 && i == 0:
				name += " · " + q.Labels[0].In(w.language)
			case len(q.Labels) == 2 && i == len(f.Counts)-1:
				name += " · " + q.Labels[1].In(w.language)
			}
			share := float64(people) / n
			out.Bars = append(out.Bars, bar{Name: name, Words: w.say("point", people, w.percent(share)), Length: length(share)})
		}
	} else {
		out.Sentences = append(out.Sentences, w.say("answers", *f.N))
	}
	if f.Top != nil {
		share, low, high := w.rate(f.Top)
		out.Sentences = append(out.Sentences, w.say("top", share, low, high))
	}
	if f.Net != nil && f.Net.Low != nil {
		out.Sentences = append(out.Sentences, w.say("net", w.decimal(f.Net.Value, 0), w.decimal(*f.Net.Low, 0), w.decimal(*f.Net.High, 0)))
	}
	for i := range f.Options {
		o := &f.Options[i]
		name := o.Option
		for _, known := range q.Options {
			if known.ID == o.Option {
				name = known.Text.In(w.language)
			}
		}
		share, low, high := w.rate(&o.Chosen)
		words := w.say("option", o.Count, share, low, high)
		if o.Rank != nil {
			words = w.say("rank", o.Count, share, low, high, w.decimal(o.Rank.Value, 1), w.span(o.Rank, 1))
		}
		out.Bars = append(out.Bars, bar{name, words, length(o.Chosen.Share), true, length(o.Chosen.Low), length(o.Chosen.High)})
	}
}
