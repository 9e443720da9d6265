package academy_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/academy"
)

// The same step ahead is another thing for a director than for somebody who
// would like to lead a team for the first time.
func Example() {
	brief, found := campaign.ReadBrief(bytes.NewReader(academy.Brief()))
	if err := found.Err(); err != nil {
		log.Fatal(err)
	}
	people := academy.Workforce()
	plan, found := campaign.NewPlan(brief, people)
	if err := found.Err(); err != nil {
		log.Fatal(err)
	}
	schedule := plan.Schedule(people)
	for _, id := range []string{"C002", "C020", "C045"} {
		for item, err := range schedule.For(id) {
			if err != nil {
				log.Fatal(err)
			}
			if item.Touchpoint != "words-for-you" {
				continue
			}
			q := brief.Proposition(item.Proposition)
			fmt.Printf("%s, %s: %s\n", people.Person(id).Traits["role"], item.At.Format("2 January 15:04"), q.GainFor(item.Wording).En)
		}
	}
	next := brief.Proposition("next-step")
	fmt.Printf("\n%s\n", next.Approach().Text().In(engagement.English))
	for _, v := range brief.Offer(next) {
		fmt.Printf("- %s\n", v.Title.En)
	}
	fmt.Printf("\nMade by more than one office: %.0f %%\n", 100*plan.Osmosis.Share)
	// Output:
	// office-director, 29 September 09:30: The choice you have put off for months, with somebody who asks questions and has no stake in it.
	// team-lead, 29 September 09:30: From doing it well to helping others do it: you go into your review with facts, not impressions.
	// project-engineer, 29 September 09:30: Your first time in the lead, with somebody beside you, before any promotion comes into it.
	//
	// words to suit each role
	// - The mirror: six questions, eight voices
	// - Six talks with an internal coach
	// - Case day: deciding with half the facts
	// - The first ninety days with a team
	//
	// Made by more than one office: 100 %
}
