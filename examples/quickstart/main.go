// Command quickstart plans a small campaign and tells what one person gets of
// it, when and why: go run ./examples/quickstart V18
package main

import (
	_ "embed"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

//go:embed brief.json
var brief string

//go:embed people.csv
var people string

// columns tells what is where in people.csv.
var columns = csv.Mapping{ID: "id", GivenName: "given", FamilyName: "family", Email: "email", Language: "language", TimeZone: "zone", Hired: "hired", Manager: "manager",
	Traits: []csv.Column{{Column: "unit"}, {Column: "role"}, {Column: "site"}, {Column: "age", Kind: audience.NumberTrait}}}

func main() {
	if err := run(os.Stdout, append(os.Args, "V18")[1]); err != nil {
		log.Fatal(err)
	}
}

func run(out io.Writer, person string) error {
	b, found := campaign.ReadBrief(strings.NewReader(brief))
	rows, more := csv.ReadAll(strings.NewReader(people), columns)
	workforce, mended := audience.NewWorkforce(rows)
	if err := append(append(found, more...), mended...).Err(); err != nil {
		return err
	}
	plan, advice := campaign.NewPlan(b, workforce)
	if plan == nil {
		return advice.Err()
	}
	fmt.Fprintf(out, "%s: %d people\n%s", b.Name.En, workforce.Len(), advice.In(engagement.English))
	for _, t := range plan.Touchpoints {
		fmt.Fprintf(out, "  %s  %-9s %-9s %s\n", t.Date, plan.Touchpoint(t.ID).Phase, plan.Touchpoint(t.ID).Channel, plan.Touchpoint(t.ID).Title.En)
	}
	for item, err := range plan.Schedule(workforce).For(person) {
		if err != nil {
			return err
		}
		l, t, q := item.Language, plan.Touchpoint(item.Touchpoint), b.Proposition(item.Proposition)
		fmt.Fprintf(out, "\n%s  %s  %s\n  %s\n  %s\n", item.At.Format("2006-01-02 15:04 MST"), b.Channel(item.Channel).Name.In(l), t.Title.In(l), q.Gain.In(l), strings.Join(plan.Explain(item.Why, l), " "))
	}
	return nil
}
