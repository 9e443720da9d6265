package survey_test

import (
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

// A survey is read strictly: everything wrong with it comes at once, with its
// place and what to do, in three languages.
func ExampleRead() {
	_, found := survey.Read(strings.NewReader(`{
		"osmosi": "survey/v1", "id": "lunch", "kind": "pulse", "anonymous": true, "languages": ["en"],
		"title": {"en": "The course"}, "intro": {"en": "One question."}, "smallest": 2,
		"questions": [{"id": "liked", "kind": "agreement", "text": {"en": "I liked it."}, "about": "liking", "scale": "joy"}]
	}`))
	fmt.Print(found.In(engagement.English))
	// Output:
	// OSM-SURVEY-010 /smallest: Nothing is ever shown of fewer than 3 people; 2 is too few. Set 3 or more, or leave it out: then it is 5.
	// OSM-SURVEY-002 /questions/0/scale: “joy” is not in “scales”. Add it, or correct the reference.
	// OSM-SURVEY-015 /questions: It only asks whether people liked it: that says hardly anything of the work that follows. Ask whether it is of use at work, and for what.
}

// Answers come a line each. One that says who answered an anonymous survey is
// refused; the others are counted.
func ExampleReadSheets() {
	pulse := survey.UMUXLiteInstrument.Survey()
	tally := survey.NewTally(pulse)
	lines := strings.Repeat(`{"osmosi":"answers/v1","survey":"umux-lite","answers":[{"question":"capabilities","points":6},{"question":"ease","points":5}]}
{"osmosi":"answers/v1","survey":"umux-lite","answers":[{"question":"capabilities","points":7},{"question":"ease","points":7}]}
`, 3) + `{"osmosi":"answers/v1","survey":"umux-lite","person":"p-17","answers":[]}`
	for sheet, err := range survey.ReadSheets(strings.NewReader(lines), pulse) {
		if err == nil {
			err = tally.Add(sheet)
		}
		if err != nil {
			fmt.Println(err)
		}
	}
	results, err := tally.Results("")
	if err != nil {
		fmt.Println(err)
		return
	}
	usability := results.Scales[0].Total
	fmt.Printf("%d people: %.1f, from %.1f to %.1f; SUS about %.1f\n", *usability.N, usability.Score.Value, *usability.Score.Low, *usability.Score.High, usability.SUS.Value)
	// Output:
	// OSM-SURVEY-020 at /7/person: The survey is anonymous, and the line says who answered.
	// 6 people: 87.5, from 73.1 to 100.0; SUS about 79.8
}

// A survey that is not anonymous carries the host's pseudonym, and each person
// counts once.
func ExampleReadSigned() {
	s := survey.UtilityInstrument.Survey()
	s.Anonymous = false
	fmt.Println(s.Notice(engagement.English))
	points := 4
	answers := survey.Sheet{Osmosi: survey.AnswersVersion, Survey: s.ID, Answers: []survey.Answer{{Question: "worth", Points: &points}}}
	line := survey.AppendSigned(nil, survey.SignedSheet{Sheet: answers, Person: "p-17"})
	for sheet, err := range survey.ReadSigned(strings.NewReader(string(line)+"\n"+string(line)), s) {
		fmt.Println(sheet.Person, err)
	}
	// Output:
	// Answers are not anonymous: they are kept under a pseudonym, by which those who run the survey can find you. Results are always of 5 people or more, together. What you write in your own words is shown word for word: leave out what would give you away.
	// p-17 <nil>
	//  OSM-SURVEY-036 at /2/person: “p-17” has already answered, at /1.
}

// The needs survey becomes what a brief knows of a segment: counts that tell of
// nobody.
func ExampleTally_Motives() {
	s := survey.NeedsInstrument.Survey()
	tally := survey.NewTally(s)
	for i := range 20 {
		needs := []string{"problem", "career"}[:1+i%2]
		if err := tally.Add(survey.Sheet{Survey: s.ID, Group: "workshop", Answers: []survey.Answer{{Question: "needs", Options: needs}}}); err != nil {
			fmt.Println(err)
		}
	}
	motives := tally.Motives("", "workshop", 32, "2027-01-11")
	fmt.Println(motives.Answered, "of", motives.Asked, motives.Needs)
	// Output: 20 of 32 map[career:10 development:0 effectiveness:0 employability:0 problem:20]
}

// 360-degree feedback puts how people see their own work beside how others do.
func ExampleTally_Feedback() {
	s := &survey.Survey{
		Osmosi: survey.Version, ID: "round", Kind: survey.Feedback360, Anonymous: true, Smallest: 3,
		Competences: []survey.Competence{{ID: "listening"}},
		Questions:   []survey.Question{{ID: "asks", Kind: survey.Agreement, Competence: "listening"}},
	}
	tally := survey.NewTally(s)
	for relation, points := range map[survey.Relation][]int{survey.Self: {5}, survey.Manager: {4}, survey.Peer: {3, 4, 2}, survey.Report: {2, 1}} {
		for _, p := range points {
			if err := tally.Add(survey.Sheet{Survey: s.ID, Subject: "p-7", Relation: relation, Answers: []survey.Answer{{Question: "asks", Points: &p}}}); err != nil {
				fmt.Println(err)
			}
		}
	}
	feedback, err := tally.Feedback("", "p-7")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range feedback.Competences[0].Raters {
		if r.Suppressed {
			fmt.Println(r.Relation, "too few")
			continue
		}
		fmt.Println(r.Relation, r.Mean.Value)
	}
	// Output:
	// self 5
	// manager 4
	// peer 3
	// report too few
}

// Tallies of several machines merge into one, in any order.
func ExampleTally_Merge() {
	s := survey.UMUXLiteInstrument.Survey()
	count := func(points ...int) *survey.Tally {
		t := survey.NewTally(s)
		for _, p := range points {
			if err := t.Add(survey.Sheet{Survey: s.ID, Answers: []survey.Answer{{Question: "ease", Points: &p}}}); err != nil {
				fmt.Println(err)
			}
		}
		return t
	}
	north, south := count(5, 6), count(7, 6, 3)
	if err := north.Merge(south); err != nil {
		fmt.Println(err)
	}
	merged, err := north.MarshalJSON()
	if err != nil {
		fmt.Println(err)
	}
	atOnce, err := count(3, 5, 6, 6, 7).MarshalJSON()
	fmt.Println(string(merged) == string(atOnce), err)
	// Output: true <nil>
}
