package document_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/survey/document"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

func text(it, nl, en string) engagement.Text { return engagement.Text{It: it, Nl: nl, En: en} }

// pulse is the instrument with every other kind of question, answered by two
// teams and a small one.
func pulse(t *testing.T) (*survey.Results, *survey.Survey) {
	t.Helper()
	s := survey.PulseInstrument.Survey()
	s.Waves = []string{"2027-spring"}
	options := []survey.Option{
		{ID: "time", Text: text("Più tempo", "Meer tijd", "More time")},
		{ID: "coach", Text: text("Una persona che mi affianca", "Iemand die meekijkt", "Somebody at my side")},
	}
	s.Competences = []survey.Competence{{ID: "plan", Name: text("Pianificare", "Plannen", "Planning"), Required: 4}}
	s.Questions = append(s.Questions,
		survey.Question{ID: "recommend", Kind: survey.ZeroToTen, Text: text("La consiglieresti?", "Zou je het aanraden?", "Would you recommend it?")},
		survey.Question{ID: "lack", Kind: survey.Multiple, Text: text("Che cosa manca?", "Wat ontbreekt er?", "What is missing?"), Options: options},
		survey.Question{ID: "first", Kind: survey.Rank, Text: text("Che cosa viene prima?", "Wat komt eerst?", "What comes first?"), Options: options},
		survey.Question{ID: "planning", Kind: survey.Agreement, Competence: "plan", Text: text("So pianificare.", "Ik kan plannen.", "I can plan.")},
	)
	require.NoError(t, s.Check().Err())
	tally := survey.NewTally(s)
	for i := range 24 {
		p := func(points int) *int { return &points }
		sheet := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: s.ID, Wave: "2027-spring", Group: []string{"north", "north", "south", "south", "south", ""}[i%6], Answers: []survey.Answer{
			{Question: "capabilities", Points: p(3 + i%5)}, {Question: "ease", Points: p(2 + (i+i/7)%5)},
			{Question: "quality", Points: p(1 + i*i%5)}, {Question: "useful", Points: p(2 + i%3)},
			{Question: "recommend", Points: p(10 - i*i%7)},
			{Question: "lack", Options: []string{"time", "coach"}[i%2 : 1+i%2]},
			{Question: "first", Options: []string{"time", "coach", "time"}[i%3%2 : i%3%2+2]},
			{Question: "planning", Points: p(3 + i%2)},
		}}
		if i < 6 {
			sheet.Answers = append(sheet.Answers, survey.Answer{Question: "tips", Text: "<b>More</b> time,\n& less mail " + string(rune('f'-i))})
		}
		require.NoError(t, tally.Add(sheet))
	}
	r, err := tally.Results("2027-spring")
	require.NoError(t, err)
	return r, s
}

// feedback is 360-degree feedback in which too few reports answered.
func feedback(t *testing.T) (*survey.Results, *survey.Survey) {
	t.Helper()
	s := &survey.Survey{
		Osmosi: survey.Version, ID: "round", Kind: survey.Feedback360, Languages: engagement.Languages(), Anonymous: true,
		Title: text("Come lavori con le altre persone", "Hoe je met anderen werkt", "How you work with others"), Intro: text("x", "x", "x"),
		Competences: []survey.Competence{{ID: "listen", Name: text("Ascoltare", "Luisteren", "Listening")}},
		Questions: []survey.Question{
			{ID: "ask", Kind: survey.Agreement, Competence: "listen", Text: text("Chiede prima di rispondere.", "Vraagt door voor het antwoord.", "Asks before answering.")},
			{ID: "more", Kind: survey.Open, Text: text("Che cosa dovrebbe fare di più?", "Wat zou vaker kunnen?", "What should there be more of?")},
		},
	}
	require.NoError(t, s.Check().Err())
	tally := survey.NewTally(s)
	for relation, points := range map[survey.Relation][]int{survey.Self: {5}, survey.Manager: {4}, survey.Peer: {3, 3, 4, 2, 3}, survey.Report: {1, 2}} {
		for _, p := range points {
			require.NoError(t, tally.Add(survey.Sheet{Osmosi: survey.AnswersVersion, Survey: s.ID, Subject: "p-7", Relation: relation, Answers: []survey.Answer{
				{Question: "ask", Points: &p}, {Question: "more", Text: "Time to talk"}}}))
		}
	}
	r, err := tally.Feedback("", "p-7")
	require.NoError(t, err)
	return r, s
}

func TestResultsReadAsTheyDid(t *testing.T) {
	for name, of := range map[string]func(*testing.T) (*survey.Results, *survey.Survey){"pulse": pulse, "feedback": feedback} {
		r, s := of(t)
		for _, l := range engagement.Languages() {
			golden(t, name+"."+string(l)+".txt", []byte(document.Text(r, s, l)))
			golden(t, name+"."+string(l)+".html", document.HTML(r, s, l))
		}
	}
}

func TestPagesAreWellFormedAndRunNothing(t *testing.T) {
	for _, of := range []func(*testing.T) (*survey.Results, *survey.Survey){pulse, feedback} {
		r, s := of(t)
		for _, l := range engagement.Languages() {
			page := document.HTML(r, s, l)
			dec := xml.NewDecoder(bytes.NewReader(page))
			dec.Entity, dec.Strict = xml.HTMLEntity, true
			for {
				if _, err := dec.Token(); err == io.EOF {
					break
				} else {
					require.NoError(t, err)
				}
			}
			require.NotContains(t, string(page), "<script")
			require.NotContains(t, string(page), "<b>More")
			for _, text := range []string{string(page), document.Text(r, s, l)} {
				require.NotContains(t, text, "results.")
				require.NotContains(t, text, "%!")
				require.NotContains(t, text, "NaN")
			}
		}
	}
}

func TestEveryFigureStandsInTheTextOfThePage(t *testing.T) {
	r, s := pulse(t)
	page, plain := string(document.HTML(r, s, engagement.English)), document.Text(r, s, engagement.English)
	for _, want := range []string{
		"24 people answered.", "Wave: 2027-spring", "System Usability Scale", "Net score:", "mean place", "The work calls for 4; the difference is −0.5.",
		"not shown: fewer than 5 answers, or derivable", "Spearman–Brown coefficient",
	} {
		require.Contains(t, plain, want)
		require.Contains(t, page, want)
	}
}

func TestWhatTooFewPeopleSaidIsInNoPage(t *testing.T) {
	r, s := pulse(t)
	tally := survey.NewTally(s)
	for range 4 {
		require.NoError(t, tally.Add(survey.Sheet{Survey: s.ID, Wave: "2027-spring", Answers: []survey.Answer{{Question: "tips", Text: "nobody else would say this"}}}))
	}
	few, err := tally.Results("2027-spring")
	require.NoError(t, err)
	require.NotContains(t, string(document.HTML(few, s, engagement.English)), "nobody else")
	require.Contains(t, document.Text(few, s, engagement.English), "Fewer than 5 people answered: nothing is shown.")
	require.Contains(t, document.Text(r, s, engagement.English), "less mail")
	raters, of := feedback(t)
	require.Equal(t, 7, strings.Count(document.Text(raters, of, engagement.Dutch), "– Time to talk"), "of two reports, nothing")
}

func TestThePageIsInALanguageOfTheSurvey(t *testing.T) {
	r, s := pulse(t)
	s.Languages = []engagement.Language{engagement.Dutch}
	require.Contains(t, document.Text(r, s, engagement.Italian), "Resultaten van de enquête")
}
