package document

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// linked is the quickstart's plan for seven teams of seven or eight, one more
// hierarchy, and lines that are dotted, broken and round.
func linked(t *testing.T) *campaign.Plan {
	t.Helper()
	people := []audience.Person{{ID: "top"}, {ID: "second"}, {ID: "single", Manager: "second"}, {ID: "alone"}, {ID: "round-a", Manager: "round-b"}, {ID: "round-b", Manager: "round-a"}}
	for i := range 7 {
		people = append(people, audience.Person{ID: "lead" + strconv.Itoa(i), Manager: "top"})
	}
	for i := range 52 {
		p := audience.Person{ID: "p" + strconv.Itoa(i), Manager: "lead" + strconv.Itoa(i%7)}
		if i < 6 {
			p.Manager = "ghost"
		} else if i < 18 {
			p.DottedManagers = []string{"p51"}
		}
		people = append(people, p)
	}
	w, _ := audience.NewWorkforce(people)
	plan, found := campaign.NewPlan(&quickstart(t).Brief, w)
	require.NotNil(t, plan, found.In(engagement.English))
	return plan
}

func TestReportingLinesAreInTheDocument(t *testing.T) {
	plan := linked(t)
	for _, l := range engagement.Languages() {
		w := newWriter(plan, Style{Language: l})
		section := w.lines()
		golden(t, "lines."+string(l)+".md", []byte(section))
		require.Contains(t, Markdown(plan, Style{Language: l}), section)
		page := string(HTML(plan, Style{Language: l}))
		for _, key := range []string{"heading", "levels", "trees", "median", "widest", "dotted", "alone", "orphans", "cycles", "dottedNote"} {
			require.Contains(t, page, w.say("plan.lines."+key), l)
		}
		require.NotRegexp(t, `lead\d|p51|ghost|round|plan\.lines|%!`, section, "it names nobody")
		elements(t, []byte(page))
	}
}

func TestWhatIsNotMissingFromTheLinesHasNoRow(t *testing.T) {
	plan := quickstart(t)
	w := newWriter(plan, Style{Language: engagement.English})
	for _, key := range []string{"dotted", "alone", "orphans", "cycles", "dottedNote"} {
		require.NotContains(t, w.lines(), w.say("plan.lines."+key))
	}
	plan.Lines = nil
	require.Empty(t, newWriter(plan, Style{Language: engagement.English}).lines())
}
