package survey

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Version is the kind and version of a survey document.
const Version = "survey/v1"

// Survey is what people are asked. Sources: seed 004 (the pulse, and asking
// after needs), seed 000 (360-degree feedback).
type Survey struct {
	// Osmosi names the kind and version of the document: survey/v1.
	Osmosi string `json:"osmosi"`
	// ID names the survey.
	ID string `json:"id"`
	// Kind of survey.
	Kind Kind `json:"kind"`
	// Title that people see.
	Title engagement.Text `json:"title"`
	// Intro says why they are asked and what becomes of the answers.
	Intro engagement.Text `json:"intro"`
	// Languages in which it is asked; every text is written in each.
	Languages []engagement.Language `json:"languages"`
	// Anonymous tells whether answers come without who gave them.
	Anonymous bool `json:"anonymous"`
	// Smallest is the least number of people of whom results tell: 3 at least, 5 when empty. In 360-degree feedback it holds for peers and for reports.
	Smallest int `json:"smallest,omitempty"`
	// Waves are the times at which it is asked, such as 2027-spring; a survey that is asked once has none.
	Waves []string `json:"waves,omitempty"`
	// Scales are what several questions measure together.
	Scales []Scale `json:"scales,omitempty"`
	// Competences that questions are about.
	Competences []Competence `json:"competences,omitempty"`
	// Questions in the order in which they are asked.
	Questions []Question `json:"questions"`
}

// Kind of survey.
type Kind string

// The kinds of survey.
const (
	Pulse       Kind = "pulse"       // about five questions on the way; source: seed 004
	Needs       Kind = "needs"       // what people need from learning, before; source: seed 004
	Feedback360 Kind = "feedback360" // how oneself, manager, peers and reports see one's work; source: seed 000
)

// Kinds lists all kinds of survey.
func Kinds() []Kind { return []Kind{Pulse, Needs, Feedback360} }

// Scale is what several questions measure together.
type Scale struct {
	// ID names the scale.
	ID string `json:"id"`
	// Name that people see.
	Name engagement.Text `json:"name"`
	// Method of scoring: the mean of its items when empty.
	Method Method `json:"method,omitempty"`
}

// Method is how a scale is scored.
type Method string

// The methods.
const (
	// MeanScore is the mean of the items, in points.
	MeanScore Method = "mean"
	// UMUXLite is from 0 to 100, with an estimate of the System Usability Scale
	// by regression. Source: Lewis, Utesch and Maher 2013, UMUX-LITE: when
	// there’s no time for the SUS.
	UMUXLite Method = "umuxLite"
)

// Methods lists all methods.
func Methods() []Method { return []Method{MeanScore, UMUXLite} }

// Competence is something that work calls for and that people may show.
// Sources: seed 000 (360-degree feedback), seed 003 (knowledge gaps).
type Competence struct {
	// ID names the competence.
	ID string `json:"id"`
	// Name that people see.
	Name engagement.Text `json:"name"`
	// Required are the points that the work calls for, where that is known.
	Required int `json:"required,omitempty"`
}

// Question is one question.
type Question struct {
	// ID names the question.
	ID string `json:"id"`
	// Text is the question, or the statement that people agree with.
	Text engagement.Text `json:"text"`
	// Kind of question.
	Kind QuestionKind `json:"kind"`
	// Points of an agreement question, from 2 to 11: 5 when empty.
	Points int `json:"points,omitempty"`
	// Labels of an agreement question: one for each point, or one for either end.
	Labels []engagement.Text `json:"labels,omitempty"`
	// Options to choose from or to rank.
	Options []Option `json:"options,omitempty"`
	// Reversed is true where agreeing speaks against what the scale or the competence measures.
	Reversed bool `json:"reversed,omitempty"`
	// Scale is the ID of the scale that the question counts for.
	Scale string `json:"scale,omitempty"`
	// Competence is the ID of the competence that the question counts for.
	Competence string `json:"competence,omitempty"`
	// Motive says that the options are needs, reasons or factors, by which answers become what a segment named.
	Motive Motive `json:"motive,omitempty"`
	// About is what the question is after; results and advice go by it.
	About Topic `json:"about,omitempty"`
	// Required is true where the question cannot be passed over.
	Required bool `json:"required,omitempty"`
}

// Option is one answer to choose.
type Option struct {
	// ID names the option; in a question after motives it is a need, a reason or a factor.
	ID string `json:"id"`
	// Text that people see.
	Text engagement.Text `json:"text"`
}

// QuestionKind tells questions apart.
type QuestionKind string

// The kinds of question.
const (
	Agreement QuestionKind = "agreement" // how far one agrees, in points from 1
	ZeroToTen QuestionKind = "zeroToTen" // from 0 to 10, as in: would you recommend it
	Single    QuestionKind = "single"    // one of the options
	Multiple  QuestionKind = "multiple"  // any of the options
	Rank      QuestionKind = "ranking"   // all options, the first one first
	Open      QuestionKind = "open"      // words of one's own
)

// QuestionKinds lists all kinds of question.
func QuestionKinds() []QuestionKind {
	return []QuestionKind{Agreement, ZeroToTen, Single, Multiple, Rank, Open}
}

// rated reports whether answers are points.
func (k QuestionKind) rated() bool { return k == Agreement || k == ZeroToTen }

// chosen reports whether answers are options.
func (k QuestionKind) chosen() bool { return k == Single || k == Multiple || k == Rank }

// Motive is what the options of a question stand for: a trait that a segment
// is asked after together.
type Motive string

// The motives.
const (
	ByNeed   Motive = audience.TraitNeeds   // options are needs
	ByReason Motive = audience.TraitReasons // options are reasons
	ByFactor Motive = audience.TraitFactors // options are factors
)

// AllMotives lists all motives.
func AllMotives() []Motive { return []Motive{ByNeed, ByReason, ByFactor} }

// values are the options that a question after the motive may have.
func (m Motive) values() []string {
	for _, t := range audience.Motives() {
		if t.Name == string(m) {
			return t.Values
		}
	}
	return nil
}

// Topic is what a question is after. What people can use at work says more of
// what learning will change than whether they liked it: how well a course was
// liked goes with later performance hardly at all. Source: Alliger and others
// 1997, A meta-analysis of the relations among training criteria.
type Topic string

// The topics.
const (
	Liking    Topic = "liking"    // whether people liked it
	Utility   Topic = "utility"   // whether it helps at work
	Usability Topic = "usability" // whether the platform is easy to use
	Quality   Topic = "quality"   // whether the offer is good
	Tips      Topic = "tips"      // what could be better
)

// Topics lists all topics.
func Topics() []Topic { return []Topic{Liking, Utility, Usability, Quality, Tips} }

// usualPoints of an agreement question that does not say how many.
const usualPoints = 5

// points of a rated question: the least and the most that can be given.
func (q *Question) points() (least, most int) {
	switch {
	case q.Kind == ZeroToTen:
		return 0, 10
	case q.Points == 0:
		return 1, usualPoints
	}
	return 1, q.Points
}

// keyed is what a given number of points counts for scale and competence.
func (q *Question) keyed(points int) int {
	if least, most := q.points(); q.Reversed {
		return least + most - points
	}
	return points
}

// Least is the least number of people of whom results tell.
func (s *Survey) Least() int {
	if s.Smallest == 0 {
		return audience.SmallestSurveyed
	}
	return max(s.Smallest, audience.FewestSurveyed)
}

// Question returns the question with an ID, or nil.
func (s *Survey) Question(id string) *Question {
	for i := range s.Questions {
		if s.Questions[i].ID == id {
			return &s.Questions[i]
		}
	}
	return nil
}

// items are the questions that count for a scale, or for a competence.
func (s *Survey) items(of func(*Question) string, id string) []*Question {
	var items []*Question
	for i := range s.Questions {
		if of(&s.Questions[i]) == id {
			items = append(items, &s.Questions[i])
		}
	}
	return items
}

func scaleOf(q *Question) string      { return q.Scale }
func competenceOf(q *Question) string { return q.Competence }
