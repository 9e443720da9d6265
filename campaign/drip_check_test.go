package campaign_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// worded is a step with its texts.
func worded(s campaign.Step) campaign.Step {
	s.Title, s.Body = text("x"), text("y")
	return s
}

func TestJourneysThatCannotBeAreRefused(t *testing.T) {
	in, out := audience.Is("unit", "workshop"), audience.Is("unit", "office")
	deep := worded(campaign.Step{After: campaign.Started})
	for range 4 {
		deep = worded(campaign.Step{After: campaign.Started, Otherwise: []campaign.Step{deep}})
	}
	deep.Delay = 1
	unknown := audience.Is("shoe", "42")
	for name, c := range map[string]struct {
		code, path string
		step       campaign.Step
	}{
		"two delays": {"OSM-JOURNEY-001", "/workingDays", campaign.Step{Delay: 2, WorkingDays: 3}},
		"no delay":   {"OSM-JOURNEY-002", "/delay", campaign.Step{}},
		"no delay among those after the first that stands in": {"OSM-JOURNEY-002", "/otherwise/1/delay", campaign.Step{Delay: 1, After: campaign.Started, Otherwise: []campaign.Step{worded(campaign.Step{}), worded(campaign.Step{})}}},
		"a wait without end":            {"OSM-JOURNEY-003", "/wait/days", campaign.Step{Wait: &campaign.Wait{For: campaign.Started}}},
		"a wait for nothing":            {"OSM-JOURNEY-004", "/wait/for", campaign.Step{Wait: &campaign.Wait{For: campaign.Untouched, Days: 2}}},
		"a wait for what nobody knows":  {"OSM-DOC-004", "/wait/for", campaign.Step{Wait: &campaign.Wait{For: "opened", Days: 2}}},
		"an outcome that nobody knows":  {"OSM-DOC-004", "/after", campaign.Step{Delay: 1, After: "opened"}},
		"a wait and an outcome":         {"OSM-JOURNEY-005", "/after", campaign.Step{After: campaign.Clicked, Wait: &campaign.Wait{For: campaign.Started, Days: 2}}},
		"instead of what is for all":    {"OSM-JOURNEY-006", "/otherwise", campaign.Step{Delay: 1, Otherwise: []campaign.Step{worded(campaign.Step{})}}},
		"instead of the same people":    {"OSM-JOURNEY-007", "/otherwise/0/when", campaign.Step{Delay: 1, When: &in, Otherwise: []campaign.Step{worded(campaign.Step{When: &in})}}},
		"nothing done, instead of that": {"OSM-JOURNEY-007", "/otherwise/0/after", campaign.Step{Delay: 1, After: campaign.Untouched, Otherwise: []campaign.Step{worded(campaign.Step{After: campaign.Untouched})}}},
		"too deep":                      {"OSM-JOURNEY-008", "/otherwise/0/otherwise/0/otherwise/0/otherwise/0", deep},
		"an unknown trait":              {"OSM-CONDITION-003", "/when/shoe/$eq", campaign.Step{Delay: 1, When: &unknown}},
		"a digit first":                 {"OSM-DOC-006", "/id", campaign.Step{ID: "3-days", Delay: 1}},
		"a text that is missing":        {"OSM-BRIEF-003", "/otherwise/0/title/nl", campaign.Step{Delay: 1, When: &out, Otherwise: []campaign.Step{{Title: engagement.Text{It: "x", En: "x"}, Body: text("y")}}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := suspended(t)
			b.Touchpoints[5].Drip.Steps = []campaign.Step{worded(c.step)}
			found := b.Check().Errors()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, "/touchpoints/5/drip/steps/0"+c.path, found[0].Path)
			requireWhole(t, found[0])
			for _, l := range engagement.Languages() {
				if c.code[:11] == "OSM-JOURNEY" {
					require.NotEmpty(t, found[0].Do.In(l))
					require.NotContains(t, found[0].Do.In(l), "%!")
					require.NotEmpty(t, found[0].Source)
				}
			}
		})
	}
	b := suspended(t)
	b.Touchpoints[5].Drip.Steps[0].ID, b.Touchpoints[5].Drip.Steps[2].ID = "twice", "twice"
	require.Equal(t, "OSM-JOURNEY-011", b.Check()[0].Code)
	for _, wrong := range []campaign.Acknowledgement{{}, {Days: 3, Escalation: &campaign.Escalation{AfterDays: 3}}, {Days: 3, Escalation: &campaign.Escalation{}}} {
		b := acknowledged(t)
		if wrong.Escalation != nil {
			wrong.Escalation.Title, wrong.Escalation.Body = text("x"), text("y")
		}
		b.Touchpoint("leads-briefing").Acknowledgement = &wrong
		found := b.Check()
		require.Len(t, found, 1, found.In(engagement.English))
		require.Contains(t, []string{"OSM-JOURNEY-009", "OSM-JOURNEY-010"}, found[0].Code)
		requireWhole(t, found[0])
	}
	b = good(t)
	b.Touchpoints[1].Acknowledgement = &campaign.Acknowledgement{Days: 2}
	require.Equal(t, "OSM-BRIEF-060", b.Check()[0].Code)
}

func TestStepsKeepTheirIDWhenOthersComeBetween(t *testing.T) {
	b := suspended(t)
	steps := b.Touchpoints[5].Drip.Steps
	steps[0].ID = "two"
	p, _ := campaign.NewPlan(b, people(t))
	step, n := p.Step("first-month.step-two")
	require.Equal(t, 2, n)
	require.Equal(t, steps[0].Title, step.Title)
	require.Equal(t, steps[0].Title, p.Touchpoint("first-month.step-two").Title)
	b.Touchpoints[5].Drip.Steps = append([]campaign.Step{worded(campaign.Step{Delay: 1})}, steps...)
	p, _ = campaign.NewPlan(b, people(t))
	_, n = p.Step("first-month.step-two")
	require.Equal(t, 3, n)
	step, _ = p.Step("first-month.step-9")
	require.Nil(t, step)
	step, _ = p.Step("locked-box")
	require.Nil(t, step)
}
