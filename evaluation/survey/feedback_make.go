package survey

import "github.com/osmosi-learning/osmosi/internal/rule"

// Feedback tells a person how they see their work beside how others do, by
// competence and relation. It is made for that person. It is an error to ask
// it of another kind of survey, or for a wave that the survey does not have.
// Source: seed 000.
func (t *Tally) Feedback(wave, subject string) (*Results, error) {
	if t.survey.Kind != Feedback360 || subject == "" {
		f := rule.Error("OSM-SURVEY-030", "", rule.Detail{Found: "subject"})
		return nil, &f
	}
	if err := t.checkWave(wave); err != nil {
		return nil, err
	}
	raters := map[Relation]*cell{}
	for _, r := range Relations() {
		raters[r] = t.survey.newCell()
	}
	for k, c := range t.cells {
		if k.wave == wave && k.subject == subject {
			raters[k.relation].merge(c)
		}
	}
	out := t.results(wave)
	out.Subject = subject
	least := func(r Relation) int {
		if r.known() {
			return 1
		}
		return t.survey.Least()
	}
	for i := range t.survey.Questions {
		q := &t.survey.Questions[i]
		if q.Kind != Open {
			continue
		}
		result := QuestionResult{Question: q.ID}
		for _, r := range Relations() {
			words := RaterWords{Relation: r}
			if c := raters[r].Questions[q.ID]; c.Answered >= least(r) {
				words.Texts = c.texts()
			} else {
				words.Suppressed = !r.known()
			}
			result.Raters = append(result.Raters, words)
		}
		out.Questions = append(out.Questions, result)
	}
	for _, k := range t.survey.Competences {
		result := CompetenceResult{Competence: k.ID, Required: k.Required}
		var own *Estimate
		for _, r := range Relations() {
			s, figure := raters[r].Competences[k.ID], RaterFigure{Relation: r}
			switch {
			case s.Complete >= least(r):
				f := s.figure(MeanScore, t.survey.items(competenceOf, k.ID), false)
				figure.N, figure.Mean = f.N, f.Score
			default:
				figure.Suppressed = !r.known()
			}
			if r == Self {
				own = figure.Mean
			} else if own != nil && figure.Mean != nil {
				gap := round(figure.Mean.Value - own.Value)
				figure.Gap = &gap
			}
			result.Raters = append(result.Raters, figure)
		}
		out.Competences = append(out.Competences, result)
	}
	return out, nil
}
