package lumenta_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/examples/lumenta"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// answer is what the engine says to "decide".
type answer struct {
	Touchpoint, Proposition, Phase, None string
	Segments, Why                        []string
}

// engine runs the plan of the campaign as the widget does.
type engine struct {
	t *testing.T
	exchange.Engine
}

func newEngine(t *testing.T, p *campaign.Plan) *engine {
	e := &engine{t: t}
	loaded := e.Call("load", append(p.AppendProgram([]byte(`{"osmosi":"bundle/v1","program":`)), '}'))
	require.JSONEq(t, `{"loaded":"sparks-2027"}`, string(loaded))
	return e
}

func (e *engine) decide(profile []byte, day engagement.Date) answer {
	said := e.Call("decide", fmt.Appendf(nil, `{"profile":%s,"at":"%sT10:00"}`, profile, day))
	var a answer
	require.NoError(e.t, json.Unmarshal(said, &a), string(said))
	require.NotContains(e.t, string(said), `"error"`)
	return a
}

// days on which someone looks at the intranet: one in each phase.
var days = []engagement.Date{"2027-01-20", "2027-02-10", "2027-04-14"}

func TestEverybodyIsShownSomethingInEveryPhase(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	e := newEngine(t, newPlan(t, b, w))
	for i, day := range days {
		shown := map[string]int{}
		for p := range w.People() {
			a := e.decide(p.Profile(w.Reports(p.ID) > 0, day, b.Traits), day)
			require.Empty(t, a.None, "%s on %s", p.ID, day)
			require.Equal(t, string(campaign.Phases()[i]), a.Phase)
			q := b.Proposition(a.Proposition)
			require.Equal(t, w.Reports(p.ID) > 0, q.For == engagement.Managers, "%s on %s: managers get managers' propositions, others do not", p.ID, day)
			if q.Segment != "" {
				require.Contains(t, a.Segments, q.Segment)
			}
			shown[a.Proposition]++
		}
		for _, id := range slices.Sorted(maps.Keys(shown)) {
			t.Logf("%s %-13s %5d", day, id, shown[id])
		}
	}
}

func TestWhoeverLeadsNobodyMostlySeesWhatIsForTheirWork(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	e := newEngine(t, newPlan(t, b, w))
	for _, day := range days {
		staff, own := 0, 0
		for p := range w.People() {
			if w.Reports(p.ID) == 0 {
				staff++
				if b.Proposition(e.decide(p.Profile(false, day, b.Traits), day).Proposition).Segment != "" {
					own++
				}
			}
		}
		require.Greater(t, own*100, staff*80, day)
	}
}

func TestNewcomersSeeWhatIsForNewcomersOnAnyDayInTheirLanguage(t *testing.T) {
	b := readBrief(t)
	e := newEngine(t, newPlan(t, b, lumenta.Workforce(seed)))
	for _, unit := range []string{"retail", "production", "logistics", "care", "sales", "projects", "engineering", "finance"} {
		for day := engagement.Date("2027-01-18"); day <= "2027-06-30"; day = day.AddDays(1) {
			p := audience.Person{ID: "N1", Language: engagement.Dutch, Hired: day.AddDays(-30), Traits: map[string]any{"unit": unit, "role": "coordinator", "site": "utrecht"}}
			a := e.decide(p.Profile(false, day, b.Traits), day)
			require.Equal(t, "new-start", a.Proposition, "%s on %s", unit, day)
			require.Contains(t, a.Why, "segment:new-hires")
			for _, text := range []engagement.Text{b.Proposition(a.Proposition).Gain, b.Touchpoint(a.Touchpoint).Title, b.Touchpoint(a.Touchpoint).Body} {
				require.NotEmpty(t, text.In(engagement.Dutch))
			}
		}
	}
}

func TestManagersSeeWhatIsForManagersOfTheirKind(t *testing.T) {
	b := readBrief(t)
	e := newEngine(t, newPlan(t, b, lumenta.Workforce(seed)))
	for _, c := range []struct{ unit, role, proposition string }{
		{"retail", "store-manager", "lead-shop"},
		{"production", "team-lead", "lead-floor"},
		{"logistics", "manager", "lead-floor"},
		{"care", "team-lead", "lead-time"},
		{"retail", "director", "lead-senior"},
		{"finance", "head", "lead-senior"},
	} {
		for _, day := range days {
			p := audience.Person{ID: "M1", Language: engagement.Italian, Hired: "2019-05-06", Traits: map[string]any{"unit": c.unit, "role": c.role, "site": "bologna"}}
			require.Equal(t, c.proposition, e.decide(p.Profile(true, day, b.Traits), day).Proposition, "%s %s on %s", c.unit, c.role, day)
		}
	}
}

func TestADismissedPropositionGivesWayToAnother(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	e := newEngine(t, newPlan(t, b, w))
	for _, day := range days {
		for p := range w.People() {
			profile := p.Profile(w.Reports(p.ID) > 0, day, b.Traits)
			first := e.decide(profile, day)
			said := e.Call("decide", fmt.Appendf(nil, `{"profile":%s,"history":{%q:"dismissed"},"at":"%sT10:00"}`, profile, first.Proposition, day))
			var second answer
			require.NoError(t, json.Unmarshal(said, &second))
			require.NotEqual(t, first.Proposition, second.Proposition, "%s on %s", p.ID, day)
			require.Empty(t, second.None)
		}
	}
}

func TestScheduleHoldsNoTwoItemsForOnePersonAtOneMoment(t *testing.T) {
	b, w := readBrief(t), lumenta.Workforce(seed)
	p := newPlan(t, b, w)
	seen := map[string]string{}
	for item, err := range p.Schedule(w).All() {
		require.NoError(t, err)
		if ch := b.Channel(item.Channel); ch.Nature == audience.Pull {
			continue // waits to be found
		}
		key := strings.Join([]string{item.Person, item.Channel, item.At.String()}, " ")
		require.Empty(t, seen[key], "%s: %s", key, item.Touchpoint)
		seen[key] = item.Touchpoint
	}
	require.NotEmpty(t, seen)
}
