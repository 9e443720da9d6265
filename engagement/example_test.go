package engagement_test

import (
	"fmt"

	"github.com/osmosi-learning/osmosi/engagement"
)

func ExampleMatchLanguage() {
	campaign := []engagement.Language{engagement.Italian, engagement.Dutch, engagement.English}
	fmt.Println(engagement.MatchLanguage(campaign, "nl-BE"))
	fmt.Println(engagement.MatchLanguage(campaign, "fr;q=0.9, en;q=0.8"))
	// Output:
	// nl
	// en
}

func ExampleText_In() {
	name := engagement.Text{It: "Un'ora per te", Nl: "Een uur voor jezelf", En: "An hour of your own"}
	fmt.Println(name.In(engagement.Dutch))
	// Output: Een uur voor jezelf
}

func ExampleProposition() {
	p := engagement.Proposition{
		ID:           "lead-calm",
		For:          engagement.Managers,
		Gain:         engagement.Text{En: "A calmer week: work no longer stops when the one person who knows is away."},
		Objectives:   []string{"same-day"},
		Intervention: "thursday-bench",
	}
	fmt.Println(engagement.Characters(p.Gain.En) <= engagement.SnippetLimit)
	// Output: true
}
