package document

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience/experiment"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// trying is the quickstart's plan with experiments of each kind.
func trying(t *testing.T) *campaign.Plan {
	plan := quickstart(t)
	title := engagement.Text{It: "Tutto in *trenta* minuti", Nl: "Alles in *dertig* minuten", En: "All in *thirty* minutes"}
	plan.Brief.Experiments = []campaign.Experiment{
		{ID: "tenth", Seed: "a", Holdout: &campaign.Holdout{Share: 0.1}, Name: engagement.Text{It: "Che cosa cambia la campagna", Nl: "Wat de campagne verandert", En: "What the campaign changes"}},
		{ID: "posters", Seed: "b", Unit: campaign.TeamUnit, Namespace: &experiment.Namespace{Name: "learning", Start: 0.25, End: 1}, Holdout: &campaign.Holdout{Share: 0.5, Touchpoints: []string{"locked-box", "five-questions"}}, Name: engagement.Text{It: "A che cosa serve il lancio", Nl: "Wat de aftrap uitmaakt", En: "What the kick-off is worth"}},
		{ID: "hours", Seed: "d", Unit: campaign.TeamUnit, Holdout: &campaign.Holdout{Share: 0.5, Touchpoints: []string{"your-hour"}}, Name: engagement.Text{It: "Che cosa cambia l’ora", Nl: "Wat het uur verandert", En: "What the hour changes"}},
		{ID: "words", Seed: "c", Comparison: &campaign.Comparison{Touchpoint: "your-hour", Control: 0.6, Variants: []campaign.Variant{{ID: "b", Weight: 0.4, Title: &title}}}, Name: engagement.Text{It: "Quali parole funzionano", Nl: "Welke woorden werken", En: "Which words work"}},
	}
	least, coarse := 0.101, 0.231
	plan.Experiments = []campaign.PlannedExperiment{
		{ID: "tenth", Touchpoints: []string{"your-hour"}, Spared: []string{"leads-briefing", "thursday-hour"}, Arms: []campaign.PlannedArm{{Arm: campaign.ArmHoldout, Share: 0.1, People: new(380)}, {Arm: campaign.ArmCampaign, Share: 0.9, People: new(3400)}}, Detectable: &least},
		{ID: "posters", Touchpoints: []string{"locked-box", "five-questions"}, Arms: []campaign.PlannedArm{{Arm: campaign.ArmHoldout, Share: 0.5}, {Arm: campaign.ArmCampaign, Share: 0.5, People: new(15), Teams: new(5)}}},
		{ID: "hours", Touchpoints: []string{"your-hour"}, Arms: []campaign.PlannedArm{{Arm: campaign.ArmHoldout, Share: 0.5, People: new(900), Teams: new(75)}, {Arm: campaign.ArmCampaign, Share: 0.5, People: new(860), Teams: new(70)}}, Detectable: &coarse},
		{ID: "words", Touchpoints: []string{"your-hour"}, Arms: []campaign.PlannedArm{{Arm: campaign.ArmControl, Share: 0.6, People: new(2300)}, {Arm: "b", Share: 0.4, People: new(1480)}}, Detectable: &least},
		{ID: "gone"},
	}
	return plan
}

func TestTheExperimentsAreInTheDocument(t *testing.T) {
	plan := trying(t)
	for _, l := range engagement.Languages() {
		golden(t, "experiments."+string(l)+".md", []byte(newWriter(plan, Style{Language: l}).experiments()))
		heading := catalogue.Text(string(l), "plan.section.experiments")
		require.Contains(t, Markdown(plan, Style{Language: l}), "## "+heading)
		require.Contains(t, string(HTML(plan, Style{Language: l})), heading)
	}
	require.NotContains(t, Markdown(quickstart(t), Style{Language: engagement.English}), catalogue.Text("en", "plan.section.experiments"))
}

func TestThePlanSaysHowManyPeopleSmallerDifferencesNeed(t *testing.T) {
	w := newWriter(trying(t), Style{Language: engagement.English})
	arms := func(people, teams int) *campaign.PlannedExperiment {
		arm := campaign.PlannedArm{People: &people}
		if teams > 0 {
			arm.Teams = &teams
		}
		return &campaign.PlannedExperiment{Arms: []campaign.PlannedArm{arm, arm}}
	}
	one, team := &campaign.Experiment{}, &campaign.Experiment{Unit: campaign.TeamUnit}
	many := arms(100_000, 0)
	many.Detectable = new(0.006)
	require.Empty(t, w.power(one, many), "whatever matters shows")
	require.Contains(t, w.power(one, arms(40, 0)), "5 percentage points: 1,562 people in each group")
	require.NotContains(t, w.power(one, arms(40, 0)), "alike")
	require.Contains(t, w.power(team, arms(40, 20)), "5 percentage points: 860 teams of about 2 people in each group", "1,562 people and a tenth, by two")
	require.Empty(t, w.power(team, arms(40, 0)), "without a number of teams nothing is told")
	require.Empty(t, w.power(one, &campaign.PlannedExperiment{Arms: []campaign.PlannedArm{{}, {People: new(40)}}}))
}
