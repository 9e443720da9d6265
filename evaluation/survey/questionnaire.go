package survey

import (
	"encoding/json"

	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
)

// questionnaire is the survey in one language, as the widget draws it.
type questionnaire struct {
	Survey    string  `json:"survey"`
	Wave      string  `json:"wave,omitempty"`
	Anonymous bool    `json:"anonymous,omitempty"`
	Title     string  `json:"title"`
	Intro     string  `json:"intro"`
	Notice    string  `json:"notice"`
	Questions []asked `json:"questions"`
}

// asked is one question of it.
type asked struct {
	ID       string       `json:"id"`
	Kind     QuestionKind `json:"kind"`
	Text     string       `json:"text"`
	Required bool         `json:"required,omitempty"`
	// Least and Most are the points of a rated question.
	Least int `json:"least,omitempty"`
	Most  int `json:"most,omitempty"`
	// Labels of the points: one for each, or one for either end.
	Labels  []string `json:"labels,omitempty"`
	Options []choice `json:"options,omitempty"`
	// Longest is how long words of one's own may be, in characters.
	Longest int `json:"longest,omitempty"`
}

// choice is one option.
type choice struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Questionnaire is the survey as the widget asks it, in each of its languages,
// to be given to [bundle.New]. The wave is the one that is asked now; empty
// where the survey has none. It has the notice of what becomes of the answers.
func (s *Survey) Questionnaire(wave string) bundle.Questionnaire {
	made := bundle.Questionnaire{Survey: s.ID, Asked: map[engagement.Language]json.RawMessage{}}
	for _, l := range s.Languages {
		q := questionnaire{s.ID, wave, s.Anonymous, s.Title.In(l), s.Intro.In(l), s.Notice(l), nil}
		for i := range s.Questions {
			q.Questions = append(q.Questions, s.Questions[i].asked(l))
		}
		data, err := json.Marshal(q)
		if err != nil {
			panic(err) // texts and whole numbers are always written
		}
		made.Asked[l] = data
	}
	return made
}

func (q *Question) asked(l engagement.Language) asked {
	a := asked{ID: q.ID, Kind: q.Kind, Text: q.Text.In(l), Required: q.Required}
	switch {
	case q.Kind.rated():
		a.Least, a.Most = q.points()
	case q.Kind == Open:
		a.Longest = MaxText
	}
	for _, label := range q.Labels {
		a.Labels = append(a.Labels, label.In(l))
	}
	for _, o := range q.Options {
		a.Options = append(a.Options, choice{o.ID, o.Text.In(l)})
	}
	return a
}
