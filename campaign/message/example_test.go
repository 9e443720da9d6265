package message_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message"
)

// The same item for two people: one whose first name is known, and one of whom
// only the address is.
func ExamplePersonal() {
	file, err := os.Open("../../examples/security/brief.json")
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
	traits := map[string]any{"desk": true, "unit": "administration"}
	workforce, _ := audience.NewWorkforce([]audience.Person{
		{ID: "1", GivenName: "Fenna", Language: "nl", TimeZone: "Europe/Amsterdam", Email: "fenna@ontano.example", Traits: traits},
		{ID: "2", Language: "en", TimeZone: "Europe/Dublin", Email: "desk@ontano.example", Traits: traits},
	})
	plan, found := campaign.NewPlan(brief, workforce)
	if plan == nil {
		fmt.Println(found.Err())
		return
	}
	schedule := plan.Schedule(workforce)
	for item, err := range schedule.All() {
		if err != nil || item.Touchpoint != "three-steps-mail" {
			continue
		}
		m, err := message.Personal(schedule, item, "https://intranet.ontano.example")
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(m.Subject)
		for line := range strings.Lines(m.Text) {
			if greeting, _, ends := strings.Cut(line, "."); ends {
				fmt.Println(greeting)
				break
			}
		}
		// What fills the gaps is to be had by itself too.
		fmt.Println(schedule.Facts(item).Title("{{firstName|?}}, {{date|?}}"))
	}
	// Output:
	// De eerste stap: acht minuten
	// Hallo Fenna
	// Fenna, donderdag 14 oktober 2027
	// The first step: eight minutes
	// Hello there
	// ?, Thursday, 14 October 2027
}
