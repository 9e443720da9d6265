package campaign_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

// Fenna moves from Amsterdam to New York, and the box is opened an hour later
// for all: only what these two touch is no longer the same.
func ExampleDifferences() {
	file, err := os.Open(quickstart)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	schedule := func(zone, time string) *campaign.Schedule {
		changed := *brief
		changed.Touchpoints = append([]campaign.Touchpoint(nil), brief.Touchpoints...)
		changed.Touchpoint("locked-box").Time = time
		workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", TimeZone: zone}, {ID: "otto", TimeZone: "Europe/Amsterdam"}})
		plan, found := campaign.NewPlan(&changed, workforce)
		if err := found.Err(); err != nil {
			panic(err)
		}
		return plan.Schedule(workforce)
	}
	for d, err := range campaign.Differences(schedule("Europe/Amsterdam", "10:00"), schedule("America/New_York", "11:00")) {
		if err != nil {
			fmt.Println(err)
			return
		}
		var why []string
		for _, cause := range d.Why {
			why = append(why, cause.In("en"))
		}
		fmt.Println(d.Person, d.Change, d.Touchpoint, d.After.At.UTC().Format("2 Jan 15:04"), strings.Join(why, "; "))
	}
	// Output:
	// fenna moved your-hour 8 Feb 13:30 Another time zone
	// fenna moved what-to-expect 10 Feb 13:30 Another time zone
	// fenna moved locked-box 22 Feb 16:00 The touchpoint was changed in the brief; Another time zone
	// fenna moved hands-on-morning 1 Mar 13:30 Another time zone
	// fenna moved thursday-hour 15 Apr 17:45 Another time zone
	// fenna moved five-questions 3 May 13:00 Another time zone
	// otto moved locked-box 22 Feb 10:00 The touchpoint was changed in the brief
}
