package campaign_test

import (
	"fmt"
	"os"
	"time"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Questions would come on King's Day, a day after another campaign's message:
// limits move them to the week after. Where they close on that day, they do not
// come.
func ExampleSchedule_Withheld() {
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
	brief.Limits = &campaign.Limits{
		QuietHours: &campaign.QuietHours{From: "19:00", To: "09:30"},
		Places:     &campaign.Places{Region: "nl"},
		Caps:       []campaign.Cap{{PerWeek: new(1)}},
	}
	brief.Touchpoint("five-questions").Day = 22 // 27 April
	workforce, _ := audience.NewWorkforce([]audience.Person{{ID: "fenna", TimeZone: "Europe/Amsterdam", Hired: "2027-01-20"}})
	plan, found := campaign.NewPlan(brief, workforce)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}

	schedule := plan.Schedule(workforce).Beside(func(person string) []campaign.Sent {
		return []campaign.Sent{{At: time.Date(2027, 4, 26, 12, 0, 0, 0, time.UTC)}}
	})
	for item, err := range schedule.For("fenna") {
		if err == nil && item.Touchpoint == "five-questions" {
			fmt.Println(item.At.Format("2 January 15:04"))
			for _, sentence := range plan.Explain(item.Why[len(item.Why)-3:], engagement.English) {
				fmt.Println("-", sentence)
			}
		}
	}

	brief.Touchpoint("five-questions").Days = 1
	plan, _ = campaign.NewPlan(brief, workforce)
	for item, err := range plan.Schedule(workforce).Withheld("fenna") {
		if err == nil {
			fmt.Println(item.Touchpoint, "does not come:", item.Not)
		}
	}
	// Output:
	// 3 May 09:30
	// - It passes over a public holiday.
	// - It waits for the end of quiet hours.
	// - It comes later, so that you do not get too many messages at once.
	// five-questions does not come: holiday
}
