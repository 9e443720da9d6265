package measure_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
)

// small is a plan of one touchpoint for twenty people.
func small() (*campaign.Plan, *audience.Workforce) {
	p := &campaign.Plan{Brief: campaign.Brief{
		ID: "rise", Languages: []engagement.Language{engagement.English},
		Frame:       campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{{ID: "news", Phase: campaign.Inform}},
	}}
	var people []audience.Person
	for i := range 20 {
		people = append(people, audience.Person{ID: fmt.Sprint("p", i)})
	}
	w, found := audience.NewWorkforce(people)
	if err := found.Err(); err != nil {
		panic(err)
	}
	return p, w
}

func ExampleNew() {
	p, w := small()
	morning, evening := measure.NewTally(p, w), measure.NewTally(p, w)
	at := time.Date(2027, 2, 1, 9, 0, 0, 0, time.UTC)
	for i := range 14 {
		person := fmt.Sprint("p", i)
		morning.Take(morning.Index().Deed(evaluation.Event{ID: person, At: at, Campaign: "rise", Touchpoint: "news", Person: person, Verb: evaluation.Shown}))
		if i < 6 {
			evening.Take(evening.Index().Deed(evaluation.Event{ID: person + "-started", At: at.AddDate(0, 0, 1), Campaign: "rise", Touchpoint: "news", Person: person, Verb: evaluation.Started}))
		}
	}
	if err := morning.Merge(evening); err != nil {
		panic(err)
	}
	m, found := measure.New(p, w, morning, measure.Terms{Made: "2027-02-28"})
	if err := found.Err(); err != nil {
		panic(err)
	}
	for _, f := range m.Figures[:2] {
		r := f.Count.Rate
		fmt.Printf("%s: %d of %d, %.0f %% to %.0f %%. %s\n", f.Kind, *f.Count.People, *f.Base.People, 100*r.Low, 100*r.High, f.Meaning.En)
	}
	fmt.Println(m.Findings[0].Code)
	// Output:
	// reach: 14 of 20, 48 % to 85 %. This is reach, not success: shown or opened is not yet read.
	// activation: 6 of 14, 21 % to 67 %. It tells how many of those reached found it worth beginning; not whether they learned.
	// OSM-MEASURE-021
}

func ExampleReadLevels() {
	lines := `{"person":"p1","competence":"dough","required":3,"shown":2}
{"person":"p2","competence":"dough","required":3}`
	for level, err := range measure.ReadLevels(strings.NewReader(lines)) {
		fmt.Println(level.Shown, err != nil)
	}
	// Output:
	// 2 false
	// 0 true
}
