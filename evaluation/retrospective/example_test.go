package retrospective_test

import (
	"fmt"
	"os"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
)

// Few answered the pulse: the lesson proposes to ask less, somebody accepts, and
// the next wave's brief remembers why.
func ExampleMake() {
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
	plan, _ := campaign.NewPlan(brief, nil)
	answered := 40
	r := retrospective.Make(plan, nil, retrospective.Evidence{
		Made:   "2028-02-01",
		Pulses: []retrospective.PulseAnswers{{Touchpoint: "five-questions", Asked: 200, Results: &survey.Results{Sheets: &answered}}},
	})
	lesson := r.Lessons[0]
	fmt.Println(lesson.Verdict, lesson.Meaning.En)
	fmt.Println(lesson.Proposal.Says.En)
	for _, o := range lesson.Proposal.Patch {
		fmt.Println(o.Op, o.Path, string(o.Value))
	}

	next, _ := retrospective.Next(brief, r, []retrospective.Ruling{{
		Lesson: lesson.ID, Decision: campaign.Accepted, By: "head of learning", On: "2028-02-08", Reason: engagement.Text{En: "Three will do."},
	}}, retrospective.Wave{ID: "ontano-alert-2028", Inform: "2028-09-04"})
	fmt.Println(next.Touchpoint("five-questions").Pulse.Questions, next.Frame.Inform, next.History[0].Lessons[0].Reason.En)
	// Output:
	// didNot Fewer than 50% of those asked answered “Five questions, two minutes”: 20% (15% to 26%).
	// Ask 3 questions instead of 5 in “Five questions, two minutes”, and change its words where they say how many.
	// test /touchpoints/33/id "five-questions"
	// test /touchpoints/33/pulse/questions 5
	// replace /touchpoints/33/pulse/questions 3
	// 3 2028-09-04 Three will do.
}
