package evaluation_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// A stored stream of events: the second line has a typing error, and the good
// ones are kept.
func ExampleReadEvents() {
	stored := strings.NewReader(`{"id":"1","at":"2027-02-03T08:30:00Z","campaign":"rise","touchpoint":"news","proposition":"calm","person":"V01","verb":"shown","language":"nl"}
{"id":"2","at":"2027-02-03T08:31:00Z","campaign":"rise","touchpoint":"news","proposition":"calm","person":"V01","verb":"strated"}
{"id":"3","at":"2027-02-03T09:45:00+01:00","campaign":"rise","touchpoint":"news","proposition":"calm","person":"V02","verb":"started"}`)

	for e, err := range evaluation.ReadEvents(stored) {
		var fault *engagement.Finding
		switch {
		case errors.As(err, &fault):
			fmt.Println(fault.Code, fault.Path, "did you mean", fault.Suggestion)
		case err != nil:
			fmt.Println("the stream broke:", err)
		default:
			fmt.Println(e.Person, e.Verb, e.At.Format("15:04"))
		}
	}
	// Output:
	// V01 shown 08:30
	// OSM-EVENT-009 /2/verb did you mean started
	// V02 started 08:45
}

// Six of twenty people are reached, and one starts: too few to be shown.
func ExampleNewReport() {
	plan := &campaign.Plan{Brief: campaign.Brief{
		ID:          "rise",
		Touchpoints: []campaign.Touchpoint{{ID: "news", Phase: campaign.Inform}},
	}}
	var people []audience.Person
	for i := range 20 {
		people = append(people, audience.Person{ID: fmt.Sprintf("V%02d", i)})
	}
	workforce, _ := audience.NewWorkforce(people)

	events := func(yield func(evaluation.Event, error) bool) {
		for i := range 6 {
			e := evaluation.Event{ID: fmt.Sprint(i), Campaign: "rise", Touchpoint: "news", Person: fmt.Sprintf("V%02d", i), Verb: evaluation.Shown}
			if i == 0 {
				e.Verb = evaluation.Started
			}
			if !yield(e, nil) {
				return
			}
		}
	}
	report, err := evaluation.NewReport(plan, workforce, events, "2027-03-01")
	if err != nil {
		fmt.Println(err)
		return
	}
	total := report.Phases[0].Rows[1]
	fmt.Printf("reached %d of %d, between %.0f %% and %.0f %%\n",
		*total.Reached.People, *total.Audience.People, 100*total.Reached.Rate.Low, 100*total.Reached.Rate.High)
	fmt.Println("activated is suppressed:", total.Activated.Suppressed)
	// Output:
	// reached 6 of 20, between 15 % and 52 %
	// activated is suppressed: true
}

func ExampleWilson() {
	for _, c := range []struct{ successes, n int }{{0, 5}, {18, 40}, {450, 1000}} {
		i := evaluation.Wilson(c.successes, c.n, 0.95)
		fmt.Printf("%d of %d: %.1f %% to %.1f %%\n", c.successes, c.n, 100*i.Low, 100*i.High)
	}
	// Output:
	// 0 of 5: 0.0 % to 43.4 %
	// 18 of 40: 30.7 % to 60.2 %
	// 450 of 1000: 41.9 % to 48.1 %
}
