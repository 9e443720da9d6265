package document

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

func TestEveryObstacleHasItsSentenceInTheDryRun(t *testing.T) {
	for _, l := range engagement.Languages() {
		for _, o := range campaign.AllObstacles() {
			require.True(t, catalogue.Has(string(l), "plan.simulation.not."+string(o)), "%s in %s", o, l)
		}
	}
}

func TestTheDryRunIsTheSameInChartAndTables(t *testing.T) {
	t.Parallel()
	eachExample(t, func(t *testing.T, plan *campaign.Plan, people *audience.Workforce) {
		for _, l := range engagement.Languages() {
			w := newWriter(plan, Style{Language: l})
			s := plan.Simulation
			told := w.simulation()
			for _, n := range s.NotComing {
				require.Contains(t, told, "| "+w.number(float64(n.Items))+" | "+w.number(float64(n.People))+" |")
			}
			c := w.dryRun()
			require.Len(t, c.Bars, len(s.Days))
			least := c.Height
			for i, bar := range c.Bars {
				require.Len(t, bar.Parts, len(s.Days[i].Channels))
				bottom := float64(dryBottom)
				for _, part := range bar.Parts {
					require.GreaterOrEqual(t, part.X, float64(dryLeft))
					require.LessOrEqual(t, part.X+part.Width, float64(chartEnd)+1)
					require.InDelta(t, bottom, part.Y+part.Height, .15, "parts stand on one another")
					bottom = part.Y
				}
				least = min(least, bottom)
				require.GreaterOrEqual(t, bottom, float64(dryTop))
				if s.Days[i].Date == s.Busiest {
					require.NotNil(t, c.Most)
					require.InDelta(t, bottom-6, c.Most.Y, .15)
				}
			}
			require.InDelta(t, least-6, c.Most.Y, .15, "no bar is higher than the busiest day's")
			svg := string(DryRun(plan, Style{Language: l}))
			require.Contains(t, svg, `aria-labelledby="dryrun-title dryrun-description"`)
			require.NotContains(t, svg, "%!")
			elements(t, []byte(svg))
			require.Contains(t, string(HTML(plan, Style{Language: l})), strings.TrimSpace(svg[:200]))
		}
	})
}

func TestADryRunShowsWeekendsPhasesAndDaysOff(t *testing.T) {
	t.Parallel()
	plan := quickstart(t)
	plan.Brief.Limits = &campaign.Limits{DaysOff: []campaign.DayOff{{Date: plan.Brief.Frame.Activate, Name: engagement.Text{It: "Inventario", Nl: "Inventaris", En: "Stock-taking"}}}}
	c := newWriter(plan, Style{Language: engagement.English}).dryRun()
	require.Len(t, c.Phases, 3)
	require.Len(t, c.Closed, 1)
	require.Contains(t, c.Closed[0].Story, "Stock-taking")
	days, _ := plan.Brief.Frame.Inform.DaysUntil(plan.Brief.Frame.End)
	require.InDelta(t, float64(days)/7, float64(len(c.Weekends)), 1)
	for _, item := range c.Legend {
		require.LessOrEqual(t, item.Y+16, c.Height)
	}
}

func TestAPlanWithoutADryRunHasNoSuchChapter(t *testing.T) {
	plan := quickstart(t)
	plan.Simulation = nil
	require.NotContains(t, Markdown(plan, Style{Language: engagement.English}), "Dry run")
	require.Nil(t, DryRun(plan, Style{Language: engagement.English}))
	plan.Simulation = &campaign.Simulation{Osmosi: campaign.SimulationVersion}
	require.Nil(t, DryRun(plan, Style{Language: engagement.English}))
	require.Contains(t, Markdown(plan, Style{Language: engagement.English}), "Dry run")
}
