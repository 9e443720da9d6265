package xapi_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/xapi"
)

func exchange() *xapi.Exchange {
	plan := &campaign.Plan{Brief: campaign.Brief{
		ID:          "rise",
		Frame:       campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{{ID: "taster", Phase: campaign.Activate}},
	}}
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "V01"}})
	x, err := xapi.New(plan, workforce, xapi.Terms{
		Home: "https://intranet.example.org", Base: "https://intranet.example.org/learning/", Key: []byte("kept by the host"),
		Platforms:  []string{"https://lms.example.org"},
		Activities: map[string]string{"https://lms.example.org/course/7": "taster"},
	})
	if err != nil {
		panic(err)
	}
	return x
}

// An event goes out under a pseudonym, and comes back as the same event.
func ExampleExchange_AppendEvent() {
	x := exchange()
	line, err := x.AppendEvent(nil, evaluation.Event{
		ID: "0199c0de-0000-7000-8000-000000000001", At: time.Date(2027, 2, 25, 8, 30, 0, 0, time.UTC),
		Campaign: "rise", Touchpoint: "taster", Person: "V01", Verb: evaluation.Completed,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, _ := x.Decode(line)
	fmt.Println(strings.Contains(string(line), "V01"), page.Events[0].Person, page.Events[0].Verb)
	// Output: false V01 completed
}

// What a learning platform says of its course counts for the touchpoint.
func ExampleExchange_Tally() {
	const statement = `{"id":"6b9d7a1e-52b9-4a3f-8d6e-0c1f5a7b9e21","actor":{"account":{"homePage":"https://lms.example.org","name":"V01"}},` +
		`"verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"object":{"id":"https://lms.example.org/course/7"},"timestamp":"2027-03-03T08:30:00Z"}`
	x := exchange()
	funnel, touches := x.Index().Funnel(), x.Index().Touches()
	if err := x.Tally(funnel, strings.NewReader(statement), "2027-03-31", touches.Take); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(touches.Count(nil, nil).Completed, "completed")
	// Output: 1 completed
}
