package campaign_test

import (
	"fmt"
	"os"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// The second message waits for Fenna to start, and comes as soon as she has;
// what was sent stays as it was.
func ExampleSchedule_At() {
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
	words := engagement.Text{It: "Avanti", Nl: "Verder", En: "Onwards"}
	brief.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{{
		ID: "onwards", Title: words, Body: words, Wait: &campaign.Wait{For: campaign.Started, Days: 5},
		Otherwise: []campaign.Step{{ID: "nudge", Title: words, Body: words}},
	}}}
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", TimeZone: "Europe/Amsterdam", Hired: "2027-01-20"}})
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}

	amsterdam, _ := time.LoadLocation("Europe/Amsterdam")
	at := func(day, hour, minute int) time.Time { return time.Date(2027, 3, day, hour, minute, 0, 0, amsterdam) }
	facts := []campaign.Fact{{What: campaign.SentOut, Touchpoint: "first-month", At: at(1, 9, 2)}}
	for range 2 {
		schedule := plan.Schedule(workforce).At(at(3, 12, 0), func(string) []campaign.Fact { return facts })
		for item, err := range schedule.For("fenna") {
			if err == nil && item.Proposition == "first-weeks" {
				fmt.Println(item.At.Format("2 January 15:04"), item.Touchpoint)
			}
		}
		facts = append(facts, campaign.Fact{What: campaign.Started, Proposition: "first-weeks", At: at(3, 11, 40)})
	}
	// Output:
	// 1 March 09:02 first-month
	// 8 March 10:00 first-month.step-nudge
	// 1 March 09:02 first-month
	// 3 March 11:40 first-month.step-onwards
}

// A host stood still all of Friday. At eleven at night it starts again: the
// message of Friday morning waits for the end of the night, and of the weekend.
func ExampleSchedule_CatchingUp() {
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
	brief.Limits = &campaign.Limits{QuietHours: &campaign.QuietHours{From: "20:00", To: "07:30"}}
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", TimeZone: "Europe/Amsterdam", Hired: "2027-01-20"}})
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}

	amsterdam, _ := time.LoadLocation("Europe/Amsterdam")
	now := time.Date(2027, 2, 26, 23, 0, 0, 0, amsterdam)
	nothing := func(string) []campaign.Fact { return nil }
	schedule := plan.Schedule(workforce).At(now, nothing).CatchingUp(72*time.Hour, "email")
	for item, err := range schedule.For("fenna") {
		if err == nil && item.Touchpoint == "first-month" {
			fmt.Println(item.At.Format("Monday 2 January 15:04"))
			fmt.Println(item.Why[len(item.Why)-1])
		}
	}
	// Output:
	// Monday 1 March 07:30
	// late
}
