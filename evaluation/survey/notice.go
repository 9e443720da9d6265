package survey

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// Notice says what becomes of the answers, in words for those who are asked: to
// be shown beside the questions. It is made from the survey, so it says what
// holds: who can be recognised, and of how many people results tell at least.
func (s *Survey) Notice(l engagement.Language) string {
	key := "survey.notice.signed"
	if s.Anonymous {
		key = "survey.notice.anonymous"
	}
	text := catalogue.Text(string(l), key)
	if s.Kind == Feedback360 {
		text += " " + catalogue.Text(string(l), "survey.notice.feedback", s.Least())
	} else {
		text += " " + catalogue.Text(string(l), "survey.notice.results", s.Least())
	}
	for i := range s.Questions {
		if s.Questions[i].Kind == Open {
			return text + " " + catalogue.Text(string(l), "survey.notice.open")
		}
	}
	return text
}
