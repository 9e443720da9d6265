package document

import (
	"math"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/internal/power"
)

// alike is how alike people of one team are taken to be: the share of the
// variance that is between teams. Source: P. D. Bliese, Within-group agreement,
// non-independence, and reliability (2000): from 0.05 to 0.20 where people work
// together.
const alike = 0.1

// power tells how many people smaller differences need, and what teams show
// whose people are alike; empty where the plan may not tell. It is Markdown.
func (w writer) power(e *campaign.Experiment, planned *campaign.PlannedExperiment) string {
	people, teams, fewest := 0, 0, math.MaxInt
	for _, arm := range planned.Arms {
		if arm.People == nil || e.Unit == campaign.TeamUnit && arm.Teams == nil {
			return ""
		}
		people += *arm.People
		fewest = min(fewest, *arm.People)
		if arm.Teams != nil {
			teams += *arm.Teams
		}
	}
	if people == 0 {
		return ""
	}
	shown, size, effect := math.Inf(1), 1.0, 1.0
	if planned.Detectable != nil {
		shown = *planned.Detectable
	}
	said := ""
	if e.Unit == campaign.TeamUnit {
		size = max(float64(people)/float64(teams), 1)
		effect = power.DesignEffect(size, alike)
		shown = math.Ceil(1000*power.DetectableBetween(0.5, true, float64(fewest)/effect, float64(fewest)/effect)) / 1000
		if shown <= 0.5 {
			said = w.fact("plan.experiment.alike", w.say("plan.experiment.points.alike", w.number(shown*100), w.number(alike)))
		}
	}
	var needed []string
	for _, difference := range []float64{0.10, 0.05, 0.02, 0.01} {
		n := float64(power.Needed(0.5, difference))
		if difference < 0.8*shown && len(needed) < 2 { // not what nearly shows anyway
			if e.Unit == campaign.TeamUnit {
				needed = append(needed, w.say("plan.experiment.needs.teams", w.number(difference*100), int(math.Ceil(n*effect/size)), int(math.Round(size))))
			} else {
				needed = append(needed, w.say("plan.experiment.needs.people", w.number(difference*100), int(n)))
			}
		}
	}
	if len(needed) > 0 {
		said += w.fact("plan.experiment.needed", strings.Join(needed, "; "))
	}
	return said
}
