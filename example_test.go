package osmosi_test

import (
	"fmt"
	"os"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/campaign/message"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// The whole way: a brief and a workforce become a plan, a person's schedule, a
// message and a decision in the widget; what people do becomes a report.
func Example() {
	// A brief, checked by its schema and by the rules of the domain.
	file, err := os.Open("examples/quickstart/brief.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	if err := found.Err(); err != nil {
		fmt.Println(err) // every problem, each with its place
		return
	}

	// A workforce, from a table that HR exports.
	table, err := os.Open("examples/quickstart/people.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer table.Close()
	people, found := csv.ReadAll(table, csv.Mapping{
		ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language", TimeZone: "zone",
		Manager: "manager", Hired: "hired",
		Traits: []csv.Column{{Column: "unit"}, {Column: "role"}, {Column: "site"}, {Column: "age", Kind: audience.NumberTrait}},
	})
	workforce, more := audience.NewWorkforce(people)
	fmt.Println(workforce.Len(), "people,", len(found)+len(more), "problems")

	// A plan: three phases, managers before their teams.
	plan, advice := campaign.NewPlan(brief, workforce)
	first := plan.Touchpoints[0]
	fmt.Println(len(plan.Touchpoints), "touchpoints, first", first.ID, "on", first.Date, "and", len(advice), "pieces of advice")

	// What one person gets, when, where and why.
	for item, err := range plan.Schedule(workforce).For("V11") {
		if err != nil {
			fmt.Println(err)
			return
		}
		m, err := message.Render(plan, item)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(item.At.Format("2 Jan 15:04"), "by", item.Channel+":", m.Subject)
		fmt.Println("  ", plan.Explain(item.Why, engagement.English)[0])
		break
	}

	// What the widget decides, with the engine that also runs in the browser.
	files, err := bundle.New(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	var engine exchange.Engine
	engine.Load(files[bundle.Index])
	fmt.Println(string(engine.Decide([]byte(`{"profile": {"unit": "workshop", "tenureDays": 4000}, "at": "2027-03-01T09:00"}`))))

	// What people did, counted once however often it is reported.
	event, found := evaluation.DecodeEvent([]byte(`{"id": "e-1", "at": "2027-03-01T09:00:00Z", "campaign": "viavelo-spring",
		"touchpoint": "twenty-codes", "proposition": "read-the-code", "person": "V11", "verb": "started", "language": "it"}`))
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	funnel := evaluation.NewFunnel(plan, workforce)
	funnel.Add(event)
	funnel.Add(event)
	report, err := funnel.Report("2027-03-02")
	if err != nil {
		fmt.Println(err)
		return
	}
	rows := report.Phases[1].Rows
	total := rows[slices.IndexFunc(rows, func(r evaluation.Row) bool { return r.Kind == evaluation.TotalRow })]
	fmt.Println("one person activated is too few to show:", total.Activated.Suppressed)
	// Output:
	// 30 people, 0 problems
	// 10 touchpoints, first leads-briefing on 2027-02-01 and 0 pieces of advice
	// 8 Feb 08:30 by intranet: Da febbraio un’ora è tua
	//    This is for everyone in the organisation.
	// {"touchpoint":"twenty-codes","proposition":"read-the-code","phase":"activate","segments":["workshop"],"why":["segment:workshop","phase:activate"]}
	// one person activated is too few to show: true
}
