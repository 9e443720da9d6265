package document_test

import (
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/survey/document"
)

// asked is the UMUX-Lite, answered by eight people.
func asked() (*survey.Survey, *survey.Results) {
	s := survey.UMUXLiteInstrument.Survey()
	tally := survey.NewTally(s)
	for i := range 8 {
		capabilities, ease := 4+i%3, 5+i%3
		if err := tally.Add(survey.Sheet{Survey: s.ID, Answers: []survey.Answer{{Question: "capabilities", Points: &capabilities}, {Question: "ease", Points: &ease}}}); err != nil {
			panic(err)
		}
	}
	results, err := tally.Results("")
	if err != nil {
		panic(err)
	}
	return s, results
}

func ExampleText() {
	s, results := asked()
	for line := range strings.Lines(document.Text(results, s, engagement.English)) {
		if strings.Contains(line, "on average") || strings.Contains(line, "System Usability") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// 72.9 on average, on a scale from 0 to 100, between 61.3 and 84.5 (8 answers).
	// That is about 70.3 on the System Usability Scale, between 62.7 and 77.9, by the published regression; the average of many products is about 68.
	// 4.9 on average, on a scale from 1 to 7, between 4.2 and 5.6 (8 answers).
	// 5.9 on average, on a scale from 1 to 7, between 5.2 and 6.6 (8 answers).
}

func ExampleHTML() {
	s, results := asked()
	page := string(document.HTML(results, s, engagement.Dutch))
	fmt.Println(strings.Contains(page, `<html lang="nl">`), strings.Contains(page, "Gemiddeld 72,9 op een schaal van 0 tot 100"))
	// Output: true true
}
