package survey_test

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

func text(s string) engagement.Text { return engagement.Text{It: s, Nl: s, En: s} }

// everything is a survey with every kind of question.
func everything() *survey.Survey {
	options := []survey.Option{{ID: "video", Text: text("video")}, {ID: "course", Text: text("course")}, {ID: "coach", Text: text("coach")}}
	return &survey.Survey{
		Osmosi: survey.Version, ID: "spring", Kind: survey.Pulse, Title: text("Spring"), Intro: text("Why"),
		Languages: engagement.Languages(), Anonymous: true, Waves: []string{"first", "second"},
		Scales:      []survey.Scale{{ID: "trust", Name: text("Trust")}, {ID: "ease", Name: text("Ease")}},
		Competences: []survey.Competence{{ID: "plan", Name: text("Planning"), Required: 4}},
		Questions: []survey.Question{
			{ID: "t1", Text: text("t1"), Kind: survey.Agreement, Scale: "trust"},
			{ID: "t2", Text: text("t2"), Kind: survey.Agreement, Points: 5, Scale: "trust"},
			{ID: "t3", Text: text("t3"), Kind: survey.Agreement, Scale: "trust", Reversed: true},
			{ID: "e1", Text: text("e1"), Kind: survey.ZeroToTen, Scale: "ease"},
			{ID: "e2", Text: text("e2"), Kind: survey.ZeroToTen, Scale: "ease"},
			{ID: "p1", Text: text("p1"), Kind: survey.Agreement, Competence: "plan"},
			{ID: "one", Text: text("one"), Kind: survey.Single, Options: options},
			{ID: "any", Text: text("any"), Kind: survey.Multiple, Options: options},
			{ID: "order", Text: text("order"), Kind: survey.Rank, Options: options},
			{ID: "words", Text: text("words"), Kind: survey.Open},
		},
	}
}

func given(points int) *int { return &points }

// sheet answers questions, each with its points.
func sheet(of *survey.Survey, points map[string]int) survey.Sheet {
	s := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: of.ID, Answers: []survey.Answer{}}
	if of.Waves != nil {
		s.Wave = of.Waves[0]
	}
	for i := range of.Questions {
		if p, has := points[of.Questions[i].ID]; has {
			s.Answers = append(s.Answers, survey.Answer{Question: of.Questions[i].ID, Points: given(p)})
		}
	}
	return s
}

// drawn is a sheet that answers at random, and passes over a tenth.
func drawn(of *survey.Survey, random *rand.Rand) survey.Sheet {
	s := sheet(of, nil)
	for i := range of.Questions {
		q := &of.Questions[i]
		if random.IntN(10) == 0 {
			continue
		}
		a := survey.Answer{Question: q.ID}
		switch q.Kind {
		case survey.Agreement:
			most := 5
			if q.Points != 0 {
				most = q.Points
			}
			a.Points = given(1 + random.IntN(most))
		case survey.ZeroToTen:
			a.Points = given(random.IntN(11))
		case survey.Open:
			a.Text = "words " + strconv.Itoa(random.IntN(30))
		default:
			n := 1
			if q.Kind == survey.Rank {
				n = len(q.Options)
			} else if q.Kind == survey.Multiple {
				n = 1 + random.IntN(len(q.Options))
			}
			for _, o := range random.Perm(len(q.Options))[:n] {
				a.Options = append(a.Options, q.Options[o].ID)
			}
		}
		s.Answers = append(s.Answers, a)
	}
	return s
}

// tallied counts sheets.
func tallied(t *testing.T, of *survey.Survey, sheets ...survey.Sheet) *survey.Tally {
	t.Helper()
	out := survey.NewTally(of)
	for _, s := range sheets {
		require.NoError(t, out.Add(s))
	}
	return out
}

func marshalled(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}

// codes of findings, with their places.
func codes(found engagement.Findings) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Code+" "+f.Path)
	}
	return out
}

// read reads a survey from a document.
func read(t *testing.T, s *survey.Survey) (*survey.Survey, engagement.Findings) {
	t.Helper()
	return survey.Read(strings.NewReader(marshalled(t, s)))
}
