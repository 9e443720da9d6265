package document_test

import (
	"fmt"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/measure/document"
)

func ExampleHTML() {
	p := &campaign.Plan{Brief: campaign.Brief{
		ID: "rise", Languages: engagement.Languages(), Frame: campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{{ID: "news", Phase: campaign.Inform}},
	}}
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"}})
	m, found := measure.New(p, w, measure.NewTally(p, w), measure.Terms{Made: "2027-02-07"})
	if err := found.Err(); err != nil {
		panic(err)
	}
	page := string(document.HTML(m, p, document.Beside{}, engagement.English))
	fmt.Println(strings.Contains(page, "0 of 5 people were reached, between 0% and 43%."))
	// Output: true
}
