package poster_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/message/poster"
)

// One poster for each touchpoint that needs no screen, in Dutch.
func ExamplePage() {
	file, err := os.Open("../../../examples/quickstart/brief.json")
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
	plan, found := campaign.NewPlan(brief, nil)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	for _, planned := range poster.Touchpoints(plan) {
		page, err := poster.Page(plan, planned.ID, poster.Sheet{Paper: poster.A3, Language: "nl", Site: "https://intranet.viavelo.example"})
		if err != nil {
			fmt.Println(err)
			return
		}
		for line := range strings.Lines(page) {
			if strings.HasPrefix(line, "<h1>") || strings.HasPrefix(line, "@page") {
				fmt.Print(line)
			}
		}
	}
	// Output:
	// @page{size:A3 portrait;margin:0}
	// <h1>Wat zit er in de kist?</h1>
}
