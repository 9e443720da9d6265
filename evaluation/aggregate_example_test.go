package evaluation_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// small is a plan with a touchpoint on each of two channels, and four people.
func small() (*campaign.Plan, *audience.Workforce) {
	plan := &campaign.Plan{Brief: campaign.Brief{
		ID:    "rise",
		Frame: campaign.Frame{Inform: "2027-02-01", Activate: "2027-02-22", Retain: "2027-04-05", End: "2027-06-30"},
		Touchpoints: []campaign.Touchpoint{
			{ID: "news", Phase: campaign.Inform, Channel: "email"},
			{ID: "poster", Phase: campaign.Inform, Channel: "canteen"},
		},
	}}
	at := func(site string) map[string]any { return map[string]any{"site": site} }
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "V01", Traits: at("ferrara")}, {ID: "V02", Traits: at("ferrara")}, {ID: "V03", Traits: at("utrecht")}, {ID: "V04"}})
	return plan, workforce
}

const stored = `{"id":"1","at":"2027-02-03T08:30:00Z","campaign":"rise","touchpoint":"news","proposition":"calm","person":"V01","verb":"shown"}
{"id":"2","at":"2027-02-03T08:31:00Z","campaign":"rise","touchpoint":"news","proposition":"calm","person":"V01","verb":"started"}
{"id":"3","at":"2027-02-04T10:00:00Z","campaign":"rise","touchpoint":"poster","proposition":"calm","person":"V01","verb":"completed"}
{"id":"4","at":"2027-02-03T09:00:00Z","campaign":"rise","touchpoint":"poster","proposition":"calm","person":"V03","verb":"completed"}
`

// A stored stream is counted in one pass into all that measures need.
func ExampleFunnel_Read() {
	index := evaluation.NewIndex(small())
	funnel, touches, progress := index.Funnel(), index.Touches(), index.Progress()
	err := funnel.Read(strings.NewReader(stored), "2027-03-01", touches.Take, func(d evaluation.Deed) { progress.Take(d) })
	if err != nil {
		fmt.Println(err)
		return
	}
	email := index.Touchpoints(func(t *campaign.Touchpoint) bool { return t.Channel == "email" })
	ferrara := index.People(func(p *audience.Person) bool { return p.Traits["site"] == "ferrara" })
	fmt.Printf("by e-mail:  %+v\n", touches.Count(email, nil))
	fmt.Printf("in Ferrara: %+v\n", touches.Count(nil, ferrara))
	fmt.Printf("in order:   %+v\n", progress.Count(campaign.Inform, nil))
	// Output:
	// by e-mail:  {Reached:1 Activated:1 Completed:0 Dismissed:0 Shared:0 Returned:0}
	// in Ferrara: {Reached:1 Activated:1 Completed:1 Dismissed:0 Shared:0 Returned:1}
	// in order:   {Reached:1 Started:1 Completed:1}
}

// Each day is counted by itself, stored, and put together in any order.
func ExampleProgress_Merge() {
	index := evaluation.NewIndex(small())
	day := func(d int) time.Time { return time.Date(2027, 2, d, 0, 0, 0, 0, time.UTC) }
	var days [][]byte
	for _, d := range []int{4, 3} {
		progress := index.Progress()
		for deed, err := range index.Read(strings.NewReader(stored)) {
			if at := time.UnixMilli(deed.At); err == nil && !at.Before(day(d)) && at.Before(day(d+1)) {
				progress.Take(deed)
			}
		}
		progress.Settle(day(d), day(d+1))
		data, _ := progress.AppendBinary(nil)
		days = append(days, data)
	}
	all := index.Progress()
	for _, data := range days {
		one, err := evaluation.DecodeProgress(index, data)
		if err == nil {
			err = all.Merge(one)
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Printf("%+v\n", all.Count(campaign.Inform, nil))
	// Output: {Reached:1 Started:1 Completed:1}
}
