package trial

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/findings"
)

// Each case gives its advice, and with sound terms and enough people there is
// none.
func TestEveryAdviceIsGivenWhereItIsDue(t *testing.T) {
	even := map[string]float64{campaign.ArmHoldout: 0.5, campaign.ArmCampaign: 0.5}
	better := map[string]float64{campaign.ArmHoldout: 0.3, campaign.ArmCampaign: 0.6}
	type given struct {
		p     *campaign.Plan
		terms Terms
		tally *Tally
		count func() *Tally
	}
	for _, c := range []struct {
		code, path, experiment string
		teams                  int
		by                     map[string]float64
		change                 func(g *given)
	}{
		{"", "", "third", 60, better, func(*given) {}},
		{"OSM-TRIAL-008", "/arms", "third", 1, better, func(*given) {}},
		{"OSM-TRIAL-009", "/ratio", "third", 60, better, func(g *given) { g.tally = g.count(); g.tally.arms[0].people *= 2 }},
		{"OSM-TRIAL-010", "/made", "third", 60, better, func(g *given) { g.terms.Made = during }},
		{"OSM-TRIAL-011", "/arms", "teams", 7, even, func(*given) {}},
		{"OSM-TRIAL-012", "/arms", "teams", 16, even, func(*given) {}},
		{"OSM-TRIAL-013", "/arms/0", "third", 60, better, func(g *given) { g.tally = g.count(); g.tally.heldBack = 5 }},
		{"OSM-TRIAL-014", "/outcomes/0", "third", 60, better, func(g *given) { g.tally = g.count(); g.tally.arms[1].totals[0] = total{4, 4, 4} }},
		{"OSM-TRIAL-015", "/outcomes/0", "third", 60, better, func(g *given) { g.terms.Outcomes = []Outcome{completed("your-hour")} }},
		{"OSM-TRIAL-016", "/outcomes", "third", 60, better, func(g *given) { g.terms.Outcomes = append(g.terms.Outcomes, shownOf(g.p)) }},
		{"OSM-TRIAL-017", "/outcomes/0", "third", 60, even, func(*given) {}},
	} {
		t.Run(c.code, func(t *testing.T) {
			p, w := bakery(t, c.teams)
			g := &given{p: p, terms: Terms{Experiment: c.experiment, Made: p.Brief.Frame.End, Outcomes: []Outcome{learnt(p.Schedule(w), c.experiment, c.by)}}}
			g.count = func() *Tally {
				tr, err := New(p, w, g.terms)
				require.NoError(t, err)
				all, err := tr.Count(nil, nil)
				require.NoError(t, err)
				return all
			}
			c.change(g)
			tr, err := New(p, w, g.terms)
			require.NoError(t, err)
			if g.tally == nil {
				g.tally = g.count()
			}
			r := tr.Result(g.tally)
			if c.code == "" {
				require.Empty(t, r.Findings)
				return
			}
			require.Contains(t, codes(r), c.code)
			for _, f := range r.Findings {
				require.Equal(t, engagement.SeverityAdvice, f.Severity)
				require.NotEmpty(t, f.Source)
				for _, l := range engagement.Languages() {
					require.NotEmpty(t, f.Message.In(l))
					require.NotEmpty(t, f.Do.In(l))
					require.NotContains(t, f.Message.In(l)+f.Do.In(l), "%!")
				}
				if f.Code == c.code {
					require.Equal(t, c.path, f.Path)
				}
			}
		})
	}
	rules, err := findings.Read(os.DirFS("."))
	require.NoError(t, err)
	advice := 0
	for _, r := range rules {
		if r.Advice {
			advice++
		}
	}
	require.Equal(t, 10, advice, "a case for each")
}

// shownOf is an outcome beside the one that an experiment was made for.
func shownOf(p *campaign.Plan) Outcome {
	return Outcome{ID: "shown", Name: text("Shown"), Kind: Share, Verb: evaluation.Shown, Touchpoints: []string{p.Brief.Touchpoints[0].ID}}
}
