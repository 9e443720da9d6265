package survey

import "github.com/osmosi-learning/osmosi/evaluation"

// ResultsVersion is the kind and version of a results document.
const ResultsVersion = "results/v1"

// Results are what came out of a survey, safe to show: see the package for what
// they keep to themselves.
type Results struct {
	// Osmosi names the kind and version of the document: results/v1.
	Osmosi string `json:"osmosi"`
	// Survey is its ID.
	Survey string `json:"survey"`
	// Wave that the results are of, where the survey has waves.
	Wave string `json:"wave,omitempty"`
	// Subject is the pseudonym of the person whom 360-degree feedback is about.
	Subject string `json:"subject,omitempty"`
	// Confidence of all intervals, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// Smallest is the least number of people of whom anything is shown.
	Smallest int `json:"smallest"`
	// Sheets is how many people answered; absent where they are too few, and in 360-degree feedback.
	Sheets *int `json:"sheets,omitempty"`
	// Questions in the order of the survey; in 360-degree feedback the open ones only.
	Questions []QuestionResult `json:"questions"`
	// Scales in the order of the survey.
	Scales []ScaleResult `json:"scales,omitempty"`
	// Competences in the order of the survey.
	Competences []CompetenceResult `json:"competences,omitempty"`
}

// QuestionResult is what people answered to one question.
type QuestionResult struct {
	// Question is its ID.
	Question string `json:"question"`
	// Total is of everyone; absent in 360-degree feedback.
	Total *Figure `json:"total,omitempty"`
	// Groups are by the group that sheets name, in the order of their names; those who named none come first, with an empty name. Absent where nobody named one.
	Groups []GroupFigure `json:"groups,omitempty"`
	// Raters are the words of 360-degree feedback, by relation.
	Raters []RaterWords `json:"raters,omitempty"`
}

// GroupFigure is the figure of one group.
type GroupFigure struct {
	// Group as sheets name it; empty for those that name none.
	Group string `json:"group"`
	Figure
}

// Figure is what some people answered to one question.
type Figure struct {
	// Suppressed is true where nothing is shown: too few people answered, or the figures of other groups would tell of too few.
	Suppressed bool `json:"suppressed,omitempty"`
	// N is how many people answered; absent where suppressed.
	N *int `json:"n,omitempty"`
	// Counts are how many people gave each number of points, from the least.
	Counts []int `json:"counts,omitempty"`
	// Mean of the points, with its t interval, which ends where the points do.
	Mean *Estimate `json:"mean,omitempty"`
	// Top is the share of people who agree: who gave one of the two highest points, or the highest where there are fewer than five.
	Top *evaluation.Rate `json:"top,omitempty"`
	// Net is the share who gave 9 or 10 less the share who gave 0 to 6, times 100, from −100 to 100: a net promoter score where people were asked whether they would recommend something.
	Net *Estimate `json:"net,omitempty"`
	// Variance of Net for one answer, which is 100, 0 or −100.
	Variance *float64 `json:"variance,omitempty"`
	// Options in the order of the question.
	Options []OptionFigure `json:"options,omitempty"`
	// Texts are open answers, in alphabetical order; of everyone only.
	Texts []string `json:"texts,omitempty"`
}

// OptionFigure is what some people made of one option.
type OptionFigure struct {
	// Option is its ID.
	Option string `json:"option"`
	// Count is how many chose it; in a ranking, how many put it first.
	Count int `json:"count"`
	// Chosen is the share of people who did, with its Wilson score interval.
	Chosen evaluation.Rate `json:"chosen"`
	// Rank is the mean of its places in a ranking, from 1, with its t interval.
	Rank *Estimate `json:"rank,omitempty"`
}

// Estimate is a figure with its interval, rounded to six places. The interval
// is absent where there is none, as for one person.
type Estimate struct {
	// Value of the figure.
	Value float64 `json:"value"`
	// Low end of the interval.
	Low *float64 `json:"low,omitempty"`
	// High end of the interval.
	High *float64 `json:"high,omitempty"`
}

// ScaleResult is what a scale measured.
type ScaleResult struct {
	// Scale is its ID.
	Scale string `json:"scale"`
	// Total is of everyone.
	Total ScaleFigure `json:"total"`
	// Groups are as in the results of questions.
	Groups []GroupScale `json:"groups,omitempty"`
}

// GroupScale is the figure of one group.
type GroupScale struct {
	// Group as sheets name it; empty for those that name none.
	Group string `json:"group"`
	ScaleFigure
}

// ScaleFigure is what a scale or a competence comes to, among those who
// answered all its items.
type ScaleFigure struct {
	// Suppressed is true where nothing is shown.
	Suppressed bool `json:"suppressed,omitempty"`
	// N is how many people answered all items; absent where suppressed.
	N *int `json:"n,omitempty"`
	// Score is the mean of the items in points, reversed ones turned round, or from 0 to 100 for UMUX-Lite.
	Score *Estimate `json:"score,omitempty"`
	// SUS is the estimate of the System Usability Scale from a UMUX-Lite score. Its interval is that of the score, without the error of the regression.
	SUS *Estimate `json:"sus,omitempty"`
	// Reliability is how far the items go together; absent where they do not vary, and of a single one.
	Reliability *Reliability `json:"reliability,omitempty"`
}

// Reliability is how far the items of a scale go together, at most 1.
type Reliability struct {
	// Coefficient that was computed.
	Coefficient Coefficient `json:"coefficient"`
	Estimate
}

// Coefficient of reliability.
type Coefficient string

// The coefficients.
const (
	Alpha         Coefficient = "alpha"         // Cronbach’s α, of three items or more
	SpearmanBrown Coefficient = "spearmanBrown" // the stepped-up correlation of two items
)

// Coefficients lists all coefficients.
func Coefficients() []Coefficient { return []Coefficient{Alpha, SpearmanBrown} }

// CompetenceResult is how far people show a competence, as asked.
type CompetenceResult struct {
	// Competence is its ID.
	Competence string `json:"competence"`
	// Required are the points that the work calls for; absent where that is not known.
	Required int `json:"required,omitempty"`
	// Total is of everyone; absent in 360-degree feedback.
	Total *ShownFigure `json:"total,omitempty"`
	// Groups are as in the results of questions.
	Groups []GroupShown `json:"groups,omitempty"`
	// Raters are the relations to the subject of 360-degree feedback, all four.
	Raters []RaterFigure `json:"raters,omitempty"`
}

// ShownFigure is how far some people show a competence.
type ShownFigure struct {
	ScaleFigure
	// Gap is what is shown less what is required; absent where either is.
	Gap *float64 `json:"gap,omitempty"`
}

// GroupShown is the figure of one group.
type GroupShown struct {
	// Group as sheets name it; empty for those that name none.
	Group string `json:"group"`
	ShownFigure
}

// RaterFigure is how those who stand in one relation to the subject see it.
type RaterFigure struct {
	// Relation to the subject.
	Relation Relation `json:"relation"`
	// Suppressed is true where too few of them answered.
	Suppressed bool `json:"suppressed,omitempty"`
	// N is how many answered all questions on the competence; absent where suppressed.
	N *int `json:"n,omitempty"`
	// Mean in points, reversed questions turned round.
	Mean *Estimate `json:"mean,omitempty"`
	// Gap is their mean less the subject’s own; absent for oneself, and where either is.
	Gap *float64 `json:"gap,omitempty"`
}

// RaterWords are the open answers of those who stand in one relation to the
// subject.
type RaterWords struct {
	// Relation to the subject.
	Relation Relation `json:"relation"`
	// Suppressed is true where too few of them answered.
	Suppressed bool `json:"suppressed,omitempty"`
	// Texts in alphabetical order.
	Texts []string `json:"texts,omitempty"`
}
