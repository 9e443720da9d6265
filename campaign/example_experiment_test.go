package campaign_test

import (
	"fmt"
	"os"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Half of the people get nothing of the campaign, so that its effect shows. A
// host keeps who is in which arm beside what people do.
func ExampleSchedule_Arms() {
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
	brief.Experiments = []campaign.Experiment{{
		ID: "half", Seed: "spring-2027", Holdout: &campaign.Holdout{Share: 0.5},
		Name: engagement.Text{It: "Che cosa cambia la campagna", Nl: "Wat de campagne verandert", En: "What the campaign changes"},
	}}
	workforce, _ := audience.NewWorkforce([]audience.Person{
		{ID: "anna", TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "workshop"}},
		{ID: "bram", TimeZone: "Europe/Amsterdam", Traits: map[string]any{"unit": "workshop"}},
	})
	plan, _ := campaign.NewPlan(brief, workforce)
	schedule := plan.Schedule(workforce)
	for person := range workforce.People() {
		items := 0
		for range schedule.For(person.ID) {
			items++
		}
		fmt.Println(person.ID, schedule.Arms(person.ID)["half"], items)
	}
	// Output:
	// anna campaign 7
	// bram holdout 3
}
