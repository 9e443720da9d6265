package survey

import (
	"maps"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/rule"
	"github.com/osmosi-learning/osmosi/internal/statistic"
)

// Confidence of all intervals in results.
const Confidence = evaluation.Confidence

// The UMUX-Lite: from two items of seven points to 0 to 100, and from there
// to the System Usability Scale.
// Source: Lewis, Utesch and Maher 2013.
const (
	umuxUnit     = 100.0 / 12 // of the score, for one point
	umuxLeast    = 2          // points that are worth 0
	susSlope     = 0.65
	susIntercept = 22.9
)

// Results tells what came out of a wave, or of a survey without waves where
// wave is empty. It is an error to ask for a wave that the survey does not
// have, or for 360-degree feedback: that is told to each subject, by
// [Tally.Feedback].
func (t *Tally) Results(wave string) (*Results, error) {
	if t.survey.Kind == Feedback360 {
		f := rule.Error("OSM-SURVEY-031", "", rule.Detail{Expected: "subject"})
		return nil, &f
	}
	if err := t.checkWave(wave); err != nil {
		return nil, err
	}
	groups, names := t.byGroup(wave)
	out := t.results(wave)
	all := t.survey.newCell()
	for _, c := range groups {
		all.merge(c)
	}
	if all.Sheets >= t.survey.Least() {
		out.Sheets = &all.Sheets
	}
	if len(names) == 1 && names[0] == "" {
		groups, names = nil, nil // nobody named a group
	}
	for i := range t.survey.Questions {
		out.Questions = append(out.Questions, t.question(&t.survey.Questions[i], all, groups, names))
	}
	for i := range t.survey.Scales {
		s := &t.survey.Scales[i]
		total, figures := t.figures(scaleOf, s.ID, s.Method, all, groups, func(c *cell) *sums { return c.Scales[s.ID] })
		r := ScaleResult{Scale: s.ID, Total: total}
		for g, f := range figures {
			r.Groups = append(r.Groups, GroupScale{names[g], f})
		}
		out.Scales = append(out.Scales, r)
	}
	for i := range t.survey.Competences {
		k := &t.survey.Competences[i]
		total, figures := t.figures(competenceOf, k.ID, MeanScore, all, groups, func(c *cell) *sums { return c.Competences[k.ID] })
		r := CompetenceResult{Competence: k.ID, Required: k.Required, Total: k.shown(total)}
		for g, f := range figures {
			r.Groups = append(r.Groups, GroupShown{names[g], *k.shown(f)})
		}
		out.Competences = append(out.Competences, r)
	}
	return out, nil
}

func (t *Tally) checkWave(wave string) error {
	if wave == "" && len(t.survey.Waves) == 0 || slices.Contains(t.survey.Waves, wave) {
		return nil
	}
	f := rule.Error("OSM-SURVEY-022", "", rule.Detail{Found: clip(wave), Near: t.survey.Waves})
	return &f
}

func (t *Tally) results(wave string) *Results {
	return &Results{Osmosi: ResultsVersion, Survey: t.survey.ID, Wave: wave, Confidence: Confidence, Smallest: t.survey.Least(), Questions: []QuestionResult{}}
}

// byGroup are the cells of a wave by group, in the order of their names.
func (t *Tally) byGroup(wave string) ([]*cell, []string) {
	by := map[string]*cell{}
	for k, c := range t.cells {
		if k.wave != wave {
			continue
		}
		if by[k.group] == nil {
			by[k.group] = t.survey.newCell()
		}
		by[k.group].merge(c)
	}
	names := slices.Sorted(maps.Keys(by))
	var cells []*cell
	for _, name := range names {
		cells = append(cells, by[name])
	}
	return cells, names
}

func (t *Tally) question(q *Question, all *cell, groups []*cell, names []string) QuestionResult {
	whole := all.Questions[q.ID]
	out := QuestionResult{Question: q.ID}
	sizes := []size{{whole.Answered, 0}}
	if groups != nil {
		sizes = nil
		for _, c := range groups {
			sizes = append(sizes, size{c.Questions[q.ID].Answered, 0})
		}
	}
	hidden, total := hide(sizes, t.survey.Least())
	f := q.figure(whole, total)
	if !total && q.Kind == Open {
		f.Texts = whole.texts()
	}
	out.Total = &f
	for g, c := range groups {
		out.Groups = append(out.Groups, GroupFigure{names[g], q.figure(c.Questions[q.ID], hidden[g])})
	}
	return out
}

// texts are the open answers in alphabetical order.
func (c *count) texts() []string {
	var all []string
	for _, text := range slices.Sorted(maps.Keys(c.Texts)) {
		for range c.Texts[text] {
			all = append(all, text)
		}
	}
	return all
}

// figure makes the figure of a question.
func (q *Question) figure(c *count, hidden bool) Figure {
	if hidden {
		return Figure{Suppressed: true}
	}
	n := c.Answered
	out := Figure{N: &n}
	if n == 0 {
		return out
	}
	switch {
	case q.Kind.rated():
		least, most := q.points()
		out.Counts = slices.Clone(c.Counts)
		out.Mean = meanOf(c.Counts, least)
		if q.Kind == ZeroToTen {
			promoters, detractors := sum(c.Counts[9:]), sum(c.Counts[:7])
			score, variance, low, high := statistic.NetPromoter(promoters, detractors, n, Confidence)
			out.Net = estimate(100*score, 100*low, 100*high)
			variance = round(100 * 100 * variance)
			out.Variance = &variance
			break
		}
		top := 2
		if most < 5 {
			top = 1
		}
		rate := rateOf(sum(c.Counts[len(c.Counts)-top:]), n)
		out.Top = &rate
	case q.Kind.chosen():
		for i, o := range q.Options {
			if q.Kind == Rank {
				places := c.Counts[i*len(q.Options) : (i+1)*len(q.Options)]
				out.Options = append(out.Options, OptionFigure{o.ID, places[0], rateOf(places[0], n), meanOf(places, 1)})
				continue
			}
			out.Options = append(out.Options, OptionFigure{o.ID, c.Counts[i], rateOf(c.Counts[i], n), nil})
		}
	}
	return out
}

func sum(counts []int) int {
	all := 0
	for _, n := range counts {
		all += n
	}
	return all
}

// meanOf is the mean of values from the least, by how many gave each.
func meanOf(counts []int, least int) *Estimate {
	var total, squares int64
	for i, n := range counts {
		v := int64(least + i)
		total, squares = total+int64(n)*v, squares+int64(n)*v*v
	}
	return estimate(bounded(sum(counts), total, squares, least, least+len(counts)-1))
}

// bounded is a mean with its t interval, which ends where the values end: the
// truth lies within. Of one value there is no interval.
func bounded(n int, total, squares int64, least, most int) (mean, low, high float64) {
	mean, low, high = statistic.MeanT(n, total, squares, Confidence)
	if n == 1 {
		return mean, math.NaN(), math.NaN()
	}
	return mean, max(low, float64(least)), min(high, float64(most))
}

func rateOf(some, n int) evaluation.Rate {
	i := evaluation.Wilson(some, n, Confidence)
	return evaluation.Rate{Share: round(float64(some) / float64(n)), Low: round(i.Low), High: round(i.High)}
}

// estimate rounds a figure, and leaves out an interval that is none.
func estimate(value, low, high float64) *Estimate {
	out := &Estimate{Value: round(value)}
	if !math.IsNaN(low + high) {
		low, high = round(low), round(high)
		out.Low, out.High = &low, &high
	}
	return out
}

// round to six places, as in all that is shown; 0 has no sign.
func round(x float64) float64 { return math.Round(x*1e6)/1e6 + 0 }

// figures makes those of a scale or a competence: of everyone and by group.
func (t *Tally) figures(of func(*Question) string, id string, m Method, all *cell, groups []*cell, pick func(*cell) *sums) (ScaleFigure, []ScaleFigure) {
	whole, items := pick(all), t.survey.items(of, id)
	sizes := []size{{whole.Complete, whole.Partly}}
	if groups != nil {
		sizes = nil
		for _, c := range groups {
			sizes = append(sizes, size{pick(c).Complete, pick(c).Partly})
		}
	}
	hidden, total := hide(sizes, t.survey.Least())
	var out []ScaleFigure
	for g, c := range groups {
		out = append(out, pick(c).figure(m, items, hidden[g]))
	}
	return whole.figure(m, items, total), out
}

func (s *sums) figure(m Method, items []*Question, hidden bool) ScaleFigure {
	if hidden {
		return ScaleFigure{Suppressed: true}
	}
	n, k := s.Complete, len(items)
	out := ScaleFigure{N: &n}
	if n == 0 || k == 0 {
		return out
	}
	least, most := items[0].points()
	mean, low, high := bounded(n, s.Total, s.TotalSquares, k*least, k*most)
	if m == UMUXLite {
		score := func(total float64) float64 { return (total - umuxLeast) * umuxUnit }
		sus := func(total float64) float64 { return susSlope*score(total) + susIntercept }
		out.Score = estimate(score(mean), score(low), score(high))
		out.SUS = estimate(sus(mean), sus(low), sus(high))
	} else {
		out.Score = estimate(mean/float64(k), low/float64(k), high/float64(k))
	}
	out.Reliability = s.reliability()
	return out
}

func (s *sums) reliability() *Reliability {
	variances, each := 0.0, make([]float64, len(s.Items))
	for i := range s.Items {
		each[i] = statistic.Variance(s.Complete, s.Items[i], s.Squares[i])
		variances += each[i]
	}
	total := statistic.Variance(s.Complete, s.Total, s.TotalSquares)
	coefficient, value, low, high := Alpha, math.NaN(), 0.0, 0.0
	switch len(each) {
	case 0, 1:
	case 2:
		coefficient = SpearmanBrown
		value, low, high = statistic.SpearmanBrown(s.Complete, each[0], each[1], total, Confidence)
	default:
		value, low, high = statistic.Alpha(len(each), s.Complete, variances, total, Confidence)
	}
	if math.IsNaN(value) {
		return nil
	}
	return &Reliability{coefficient, *estimate(value, low, high)}
}

// shown adds to a figure how far it is from what is required.
func (k *Competence) shown(f ScaleFigure) *ShownFigure {
	out := &ShownFigure{ScaleFigure: f}
	if k.Required != 0 && f.Score != nil {
		gap := round(f.Score.Value - float64(k.Required))
		out.Gap = &gap
	}
	return out
}
