package trial_test

import (
	"fmt"
	"os"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

// half is the quickstart's campaign with half of 400 people held out.
func half() (*campaign.Plan, *audience.Workforce, error) {
	file, err := os.Open("../../examples/quickstart/brief.json")
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		return nil, nil, err
	}
	brief.Experiments = []campaign.Experiment{{
		ID: "half", Seed: "spring-2027", Holdout: &campaign.Holdout{Share: 0.5},
		Name: engagement.Text{It: "Che cosa cambia la campagna", Nl: "Wat de campagne verandert", En: "What the campaign changes"},
	}}
	var people []audience.Person
	for i := range 400 {
		people = append(people, audience.Person{ID: fmt.Sprintf("V%03d", i), TimeZone: "Europe/Rome", Traits: map[string]any{"unit": "workshop"}})
	}
	workforce, _ := audience.NewWorkforce(people)
	plan, found := campaign.NewPlan(brief, workforce)
	return plan, workforce, found.Err()
}

// courses are what the learning platform knows: who completed anything at all.
func courses(plan *campaign.Plan, workforce *audience.Workforce) trial.Outcome {
	done, schedule, n := map[string]bool{}, plan.Schedule(workforce), 0
	for person := range workforce.People() {
		n++
		held := schedule.Arms(person.ID)["half"] == campaign.ArmHoldout
		done[person.ID] = n%10 < 5 && !held || n%10 < 3
	}
	return trial.Outcome{
		ID: "courses", Kind: trial.Share,
		Name: engagement.Text{It: "Ha completato un corso", Nl: "Rondde een cursus af", En: "Completed a course"},
		Of: func(person string) int64 {
			if done[person] {
				return 1
			}
			return 0
		},
	}
}

// On the last day of the campaign, people who got it are held against those who
// did not.
func ExampleAnalyse() {
	plan, workforce, err := half()
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := trial.Analyse(plan, workforce, trial.Terms{
		Experiment: "half", Made: "2027-06-30", Outcomes: []trial.Outcome{courses(plan, workforce)},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, arm := range result.Outcomes[0].Arms {
		fmt.Printf("%s: %d of %d\n", arm.Arm, *arm.Count, *result.Arms[i].People)
	}
	effect := result.Outcomes[0].Effects[0]
	fmt.Printf("%+.1f points, %+.1f to %+.1f: %s\n", 100*effect.Difference, 100*effect.Fixed.Low, 100*effect.Fixed.High, effect.Verdict)
	fmt.Printf("however often one looks, %+.1f to %+.1f\n", 100*effect.AlwaysValid.Low, 100*effect.AlwaysValid.High)
	fmt.Println("one more for every", effect.Reach.People, "reached")
	// Output:
	// holdout: 60 of 197
	// campaign: 97 of 203
	// +17.3 points, +7.8 to +26.4: more
	// however often one looks, +2.5 to +31.1
	// one more for every 6 reached
}

// A large workforce is counted in parts, which are merged.
func ExampleTally_Merge() {
	plan, workforce, err := half()
	if err != nil {
		fmt.Println(err)
		return
	}
	experiment, err := trial.New(plan, workforce, trial.Terms{
		Experiment: "half", Made: "2027-03-31", Outcomes: []trial.Outcome{courses(plan, workforce)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	first, _ := experiment.Count(func(person string) bool { return person < "V200" }, nil)
	second, _ := experiment.Count(func(person string) bool { return person >= "V200" }, nil)
	first.Merge(second)
	result := experiment.Result(first)
	fmt.Println("final:", result.Final)
	for _, f := range result.Findings {
		fmt.Println(f.Code, f.Do.En)
	}
	// Output:
	// final: false
	// OSM-TRIAL-010 Stop early only where that interval leaves out zero; otherwise wait for the planned end.
}
