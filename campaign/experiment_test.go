package campaign_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/experiment"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

// withExperiments is the limited brief with a holdout of the whole campaign, one
// of teams from two touchpoints, and a comparison of the texts of another.
func withExperiments(t *testing.T) *campaign.Brief {
	b := withLimits(t)
	other, warm := text("other title"), text("warm body")
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{{Delay: 3, Title: text("more"), Body: text("more body")}}}
	b.Touchpoint("thursday-hour").Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 2, Time: "14:00", Minutes: 60, WorkingTime: true}
	b.Experiments = []campaign.Experiment{
		{ID: "tenth", Name: text("What the campaign changes"), Seed: "spring", Holdout: &campaign.Holdout{Share: 0.1}},
		{ID: "drip", Name: text("What the drip changes"), Seed: "rain", Unit: campaign.TeamUnit, Namespace: &experiment.Namespace{Name: "learning", Start: 0.2, End: 1}, Holdout: &campaign.Holdout{Share: 0.5, Touchpoints: []string{"first-month", "your-hour"}}},
		{ID: "words", Name: text("Which words work"), Seed: "words", Comparison: &campaign.Comparison{Touchpoint: "thursday-hour", Control: 0.5, Variants: []campaign.Variant{
			{ID: "b", Weight: 0.3, Title: &other}, {ID: "c", Weight: 0.2, Body: &warm},
		}}},
	}
	return b
}

// many are teams of ten in a workshop, all hired before the campaign begins.
func many(t *testing.T, teams int) *audience.Workforce {
	list := []audience.Person{{ID: "ada", TimeZone: "Europe/Rome", Language: "it", Hired: "2015-03-01", Traits: map[string]any{"unit": "office", "site": "ferrara"}}}
	for k := range teams {
		lead := "lead" + strconv.Itoa(k)
		list = append(list, audience.Person{ID: lead, Manager: "ada", TimeZone: "Europe/Rome", Language: "it", Hired: "2016-03-01", Traits: map[string]any{"unit": "workshop", "site": "ferrara"}})
		for i := range 10 {
			list = append(list, audience.Person{ID: lead + "-" + strconv.Itoa(i), Manager: lead, TimeZone: "Europe/Amsterdam", Language: "nl", Hired: "2026-12-15", Traits: map[string]any{"unit": "workshop", "site": "utrecht"}})
		}
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

func TestFaultyExperimentsAreRefusedWithWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, code, path string
		change           func(b *campaign.Brief)
	}{
		{"too many", "OSM-EXPERIMENT-001", "/experiments", func(b *campaign.Brief) {
			e := b.Experiments[2]
			b.Experiments = nil
			for i := range campaign.MostExperiments + 1 {
				one, of := e, *e.Comparison
				one.ID, one.Seed, one.Namespace = "e"+strconv.Itoa(i), strconv.Itoa(i), &experiment.Namespace{Name: "n", Start: float64(i) / 100, End: float64(i+1) / 100}
				of.Variants = []campaign.Variant{{ID: "v" + strconv.Itoa(i), Weight: 0.5, Title: e.Comparison.Variants[0].Title}}
				one.Comparison = &of
				b.Experiments = append(b.Experiments, one)
			}
		}},
		{"nothing to find out", "OSM-EXPERIMENT-002", "/experiments/0", func(b *campaign.Brief) { b.Experiments[0].Holdout = nil }},
		{"two things at once", "OSM-EXPERIMENT-002", "/experiments/2", func(b *campaign.Brief) { b.Experiments[2].Holdout = b.Experiments[0].Holdout }},
		{"a part of nobody", "OSM-EXPERIMENT-003", "/experiments/1/namespace/end", func(b *campaign.Brief) { b.Experiments[1].Namespace.End = 0.2 }},
		{"one seed for two", "OSM-EXPERIMENT-004", "/experiments/2/seed", func(b *campaign.Brief) { b.Experiments[2].Seed = "spring" }},
		{"a holdout of nobody", "OSM-EXPERIMENT-005", "/experiments/0/holdout/share", func(b *campaign.Brief) { b.Experiments[0].Holdout.Share = 0 }},
		{"a holdout of everybody", "OSM-EXPERIMENT-005", "/experiments/0/holdout/share", func(b *campaign.Brief) { b.Experiments[0].Holdout.Share = 1 }},
		{"a control of nobody", "OSM-EXPERIMENT-005", "/experiments/2/comparison/control", func(b *campaign.Brief) {
			b.Experiments[2].Comparison.Control, b.Experiments[2].Comparison.Variants[0].Weight = 0, 0.8
		}},
		{"a variant for nobody", "OSM-EXPERIMENT-005", "/experiments/2/comparison/variants/1/weight", func(b *campaign.Brief) {
			b.Experiments[2].Comparison.Control, b.Experiments[2].Comparison.Variants[1].Weight = 0.7, 0
		}},
		{"a briefing held back", "OSM-EXPERIMENT-006", "/experiments/1/holdout/touchpoints/0", func(b *campaign.Brief) { b.Experiments[1].Holdout.Touchpoints[0] = "leads-briefing" }},
		{"an obligation held back", "OSM-EXPERIMENT-007", "/experiments/1/holdout/touchpoints/0", func(b *campaign.Brief) {
			b.Proposition(b.Touchpoint("twenty-codes").Proposition).Reasons = []engagement.Reason{engagement.Contingent, engagement.Obligation}
			b.Experiments[1].Holdout.Touchpoints[0] = "twenty-codes"
		}},
		{"weights that are not 1 together", "OSM-EXPERIMENT-008", "/experiments/2/comparison/variants", func(b *campaign.Brief) { b.Experiments[2].Comparison.Control = 0.4 }},
		{"a variant that varies nothing", "OSM-EXPERIMENT-009", "/experiments/2/comparison/variants/0", func(b *campaign.Brief) { b.Experiments[2].Comparison.Variants[0].Title = nil }},
		{"a variant named twice", "OSM-EXPERIMENT-010", "/experiments/2/comparison/variants/1/id", func(b *campaign.Brief) { b.Experiments[2].Comparison.Variants[1].ID = "b" }},
		{"a variant named as the control", "OSM-EXPERIMENT-010", "/experiments/2/comparison/variants/0/id", func(b *campaign.Brief) { b.Experiments[2].Comparison.Variants[0].ID = campaign.ArmControl }},
		{"two comparisons of one touchpoint", "OSM-EXPERIMENT-011", "/experiments/3/comparison/touchpoint", func(b *campaign.Brief) { again(b, nil, nil) }},
		{"two that overlap in their namespace", "OSM-EXPERIMENT-011", "/experiments/3/comparison/touchpoint", func(b *campaign.Brief) {
			again(b, &experiment.Namespace{Name: "n", Start: 0, End: 0.6}, &experiment.Namespace{Name: "n", Start: 0.5, End: 1})
		}},
		{"two of other units in one namespace", "OSM-EXPERIMENT-011", "/experiments/3/comparison/touchpoint", func(b *campaign.Brief) {
			again(b, &experiment.Namespace{Name: "n", Start: 0, End: 0.5}, &experiment.Namespace{Name: "n", Start: 0.5, End: 1})
			b.Experiments[3].Unit = campaign.TeamUnit
		}},
		{"an unknown touchpoint held back", "OSM-BRIEF-002", "/experiments/1/holdout/touchpoints/1", func(b *campaign.Brief) { b.Experiments[1].Holdout.Touchpoints[1] = "your-hours" }},
		{"an unknown touchpoint compared", "OSM-BRIEF-002", "/experiments/2/comparison/touchpoint", func(b *campaign.Brief) { b.Experiments[2].Comparison.Touchpoint = "thursday-hours" }},
		{"an ID that is there already", "OSM-BRIEF-001", "/experiments/1/id", func(b *campaign.Brief) { b.Experiments[1].ID = "tenth" }},
		{"a variant in two languages", "OSM-BRIEF-003", "/experiments/2/comparison/variants/0/title/nl", func(b *campaign.Brief) { b.Experiments[2].Comparison.Variants[0].Title.Nl = "" }},
		{"a snippet's variant that is too long", "OSM-BRIEF-014", "/experiments/2/comparison/variants/0/body/en", func(b *campaign.Brief) {
			b.Touchpoint("twenty-codes").Snippet, b.Touchpoint("twenty-codes").Body = true, text("short")
			long := engagement.Text{It: "a", Nl: "b", En: strings.Repeat("long ", 40)}
			b.Experiments[2].Comparison.Touchpoint, b.Experiments[2].Comparison.Variants[0].Body = "twenty-codes", &long
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := withExperiments(t)
			require.Empty(t, b.Check())
			c.change(b)
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.path, found[0].Path)
			require.Equal(t, engagement.SeverityError, found[0].Severity)
			requireWhole(t, found[0])
			if strings.HasPrefix(c.code, "OSM-EXPERIMENT") {
				requireRemedy(t, found[0])
				require.NotEmpty(t, found[0].Source)
			}
		})
	}
	b := withExperiments(t)
	b.Experiments[1].Holdout.Touchpoints[1] = "your-hours"
	require.Equal(t, "your-hour", b.Check()[0].Suggestion)
}

// again compares the texts of the same touchpoint once more.
func again(b *campaign.Brief, first, second *experiment.Namespace) {
	e := b.Experiments[2]
	of := *e.Comparison
	of.Variants = []campaign.Variant{{ID: "d", Weight: 0.5, Title: of.Variants[0].Title}}
	e.ID, e.Seed, e.Comparison, e.Namespace = "more-words", "more", &of, second
	b.Experiments[2].Namespace = first
	b.Experiments = append(b.Experiments, e)
}

func TestExperimentsApartInANamespaceMayCompareOneTouchpoint(t *testing.T) {
	b := withExperiments(t)
	again(b, &experiment.Namespace{Name: "n", Start: 0, End: 0.5}, &experiment.Namespace{Name: "n", Start: 0.5, End: 1})
	require.Empty(t, b.Check())
	w := many(t, 20)
	s := mustPlan(t, b, w).Schedule(w)
	seen := map[string]int{}
	for p := range w.People() {
		arms := s.Arms(p.ID)
		_, first := arms["words"]
		_, second := arms["more-words"]
		require.NotEqual(t, first, second)
		for item, err := range s.For(p.ID) {
			require.NoError(t, err)
			if strings.HasPrefix(item.Touchpoint, "thursday-hour") {
				seen[item.Variant]++
			}
		}
	}
	require.Equal(t, []string{"", "b", "c", "d"}, slices.Sorted(maps.Keys(seen)))
}

func TestExperimentsOfTheWrongShapeAreRefusedByTheSchema(t *testing.T) {
	for _, faults := range []map[string]any{
		{"/experiments": []any{map[string]any{"id": "a", "name": names3, "seed": ""}}},
		{"/experiments": []any{map[string]any{"id": "a", "name": names3, "seed": "s", "unit": "site", "holdout": map[string]any{"share": 0.1}}}},
		{"/experiments": []any{map[string]any{"id": "a", "name": names3, "seed": "s", "holdout": map[string]any{"share": 1.5}}}},
		{"/experiments": []any{map[string]any{"id": "a", "name": names3, "seed": "s", "comparison": map[string]any{"touchpoint": "your-hour", "control": 0.5, "variants": []any{}}}}},
		{"/experiments": []any{map[string]any{"id": "a", "name": names3, "seed": "s", "namespace": map[string]any{"name": "n", "start": -1, "end": 1}, "holdout": map[string]any{"share": 0.1}}}},
	} {
		_, found := campaign.ReadBrief(bytes.NewReader(planted(t, faults)))
		found = slices.DeleteFunc(found, func(f engagement.Finding) bool { return f.Code == "OSM-EXPERIMENT-002" })
		require.Len(t, found, 1, found.In(engagement.English))
		require.True(t, strings.HasPrefix(found[0].Code, "OSM-DOC"), found[0].Code)
	}
}

var names3 = map[string]any{"it": "x", "nl": "x", "en": "x"}

func TestABriefWithExperimentsAndItsPlanReadBack(t *testing.T) {
	b, w := withExperiments(t), many(t, 20)
	data, err := json.Marshal(b)
	require.NoError(t, err)
	back, found := campaign.ReadBrief(bytes.NewReader(data))
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, b, back)
	data, err = json.Marshal(mustPlan(t, b, w))
	require.NoError(t, err)
	plan, found := campaign.ReadPlan(bytes.NewReader(data))
	require.Empty(t, found, found.In(engagement.English))
	require.Equal(t, mustPlan(t, b, w).Experiments, plan.Experiments)
}

func TestWhoIsHeldOutGetsNothingButBriefingsAndObligations(t *testing.T) {
	b, w := withExperiments(t), many(t, 30)
	b.Experiments = b.Experiments[:1]
	b.Experiments[0].Holdout.Share = 0.3
	without := *b
	without.Experiments = nil
	plan := mustPlan(t, b, w)
	s, all := plan.Schedule(w), mustPlan(t, &without, w).Schedule(w)
	heldOut, leads, spared := 0, 0, 0
	for p := range w.People() {
		if s.Arms(p.ID)["tenth"] == campaign.ArmCampaign {
			require.Equal(t, slots(t, all, p.ID), slots(t, s, p.ID), "the others get what they would")
			continue
		}
		require.Equal(t, campaign.ArmHoldout, s.Arms(p.ID)["tenth"])
		heldOut++
		for item, err := range s.For(p.ID) {
			require.NoError(t, err)
			require.True(t, b.Spares(plan.Touchpoint(item.Touchpoint)), item.Touchpoint)
			spared++
			if plan.Touchpoint(item.Touchpoint).Kind == campaign.ManagerBriefing {
				leads++
			}
		}
		said := 0
		for item, err := range s.Withheld(p.ID) {
			require.NoError(t, err)
			if item.Not == "holdout" {
				require.Equal(t, "not:holdout", item.Why[len(item.Why)-1])
				for _, l := range engagement.Languages() {
					require.NotEmpty(t, campaign.Obstacles(l)[item.Not])
					require.Contains(t, strings.Join(plan.Explain(item.Why, l), " "), campaign.Obstacles(l)[item.Not])
				}
				said++
			}
		}
		require.NotZero(t, said)
	}
	require.InDelta(t, 0.3, float64(heldOut)/float64(w.Len()), 0.08)
	require.NotZero(t, leads, "briefings come to leads who are held out")
	require.Equal(t, []string{"leads-briefing", "what-to-expect", "thursday-hour", "hands-on-morning"}, plan.Experiments[0].Spared, "a briefing and what stands on an obligation")
	require.Less(t, leads, spared)
	for _, one := range plan.Touchpoints {
		if one.ID == "your-hour" {
			require.InDelta(t, w.Len()-heldOut, *one.People, 2.5, "the plan counts those who get it")
		}
	}

	b.Proposition(b.Touchpoint("twenty-codes").Proposition).Reasons = []engagement.Reason{engagement.Contingent, engagement.Obligation}
	plan = mustPlan(t, b, w)
	require.Contains(t, plan.Experiments[0].Spared, "twenty-codes")
	require.NotContains(t, plan.HeldBack()["tenth"], "twenty-codes")
}

func TestAHoldoutOfATouchpointHoldsBackAllThatIsMadeOfIt(t *testing.T) {
	b, w := withExperiments(t), many(t, 30)
	b.Experiments = b.Experiments[1:2]
	plan := mustPlan(t, b, w)
	require.Equal(t, []string{"your-hour", "first-month"}, plan.Experiments[0].Touchpoints)
	require.Subset(t, plan.HeldBack()["drip"], []string{"first-month", "your-hour"})
	require.Greater(t, len(plan.HeldBack()["drip"]), 2, "steps too")
	s := plan.Schedule(w)
	got := map[string]int{}
	for item, err := range s.All() {
		require.NoError(t, err)
		arm := s.Arms(item.Person)["drip"]
		origin, _, _ := strings.Cut(item.Touchpoint, ".")
		if origin == "first-month" || origin == "your-hour" {
			require.NotEqual(t, campaign.ArmHoldout, arm)
		}
		got[arm]++
	}
	require.Len(t, got, 3, "some are held out, some not, some take no part: %v", got)
}

func TestNamesMoveNobodyAndSeedsDo(t *testing.T) {
	w := many(t, 30)
	arms := func(change func(b *campaign.Brief)) (list [][]string) {
		b := withExperiments(t)
		change(b)
		s := mustPlan(t, b, w).Schedule(w)
		for p := range w.People() {
			var one []string
			for i := range b.Experiments {
				arm := s.Arms(p.ID)[b.Experiments[i].ID]
				if c := b.Experiments[i].Comparison; c != nil {
					arm = strconv.Itoa(slices.IndexFunc(c.Variants, func(v campaign.Variant) bool { return v.ID == arm }))
				}
				one = append(one, arm)
			}
			list = append(list, one)
		}
		return list
	}
	before := arms(func(*campaign.Brief) {})
	require.Equal(t, before, arms(func(b *campaign.Brief) {
		b.ID = "another-campaign"
		for i := range b.Experiments {
			b.Experiments[i].ID += "-renamed"
		}
		for i := range b.Experiments[2].Comparison.Variants {
			b.Experiments[2].Comparison.Variants[i].ID += "-renamed"
		}
		b.Touchpoint("thursday-hour").ID = "friday-hour"
		b.Experiments[2].Comparison.Touchpoint = "friday-hour"
	}))
	moved := arms(func(b *campaign.Brief) { b.Experiments[0].Seed = "summer" })
	require.NotEqual(t, before, moved)
	larger := arms(func(b *campaign.Brief) { b.Experiments[0].Holdout.Share = 0.4 })
	more := 0
	for i := range before {
		require.Equal(t, before[i][1:], moved[i][1:], "the seed of one is nothing to the others")
		if before[i][0] == campaign.ArmHoldout {
			require.Equal(t, campaign.ArmHoldout, larger[i][0], "a larger share holds out the same people and others")
		} else if larger[i][0] == campaign.ArmHoldout {
			more++
		}
	}
	require.NotZero(t, more)
}

func TestATeamIsInOneArmWithWhoLeadsIt(t *testing.T) {
	b, w := withExperiments(t), many(t, 40)
	b.Experiments = b.Experiments[1:2]
	b.Experiments[0].Namespace = nil
	plan := mustPlan(t, b, w)
	s := plan.Schedule(w)
	arms := map[string]int{}
	for p := range w.People() {
		if w.Reports(p.ID) == 0 {
			require.Equal(t, s.Arms(p.Manager), s.Arms(p.ID))
			continue
		}
		arms[s.Arms(p.ID)["drip"]]++
	}
	require.Equal(t, 41, arms[campaign.ArmHoldout]+arms[campaign.ArmCampaign], "a lead goes with the team below, so that leads of one manager differ")
	require.Greater(t, min(arms[campaign.ArmHoldout], arms[campaign.ArmCampaign]), 10)
	require.Empty(t, s.Arms("nobody"))
	for _, arm := range plan.Experiments[0].Arms {
		require.NotNil(t, arm.Teams)
		require.InDelta(t, arms[arm.Arm], *arm.Teams, 3, "rounded to five")
	}
}

// The page runs the same program: told what is held back, it holds it back too.
func TestTheEngineInThePageHoldsBackTheSame(t *testing.T) {
	b, w := withExperiments(t), many(t, 20)
	p := mustPlan(t, b, w)
	s := p.Schedule(w)
	var e exchange.Engine
	require.Contains(t, string(e.Call("load", append(p.AppendProgram([]byte(`{"osmosi":"bundle/v1","program":`)), '}'))), "loaded")
	heldOut := 0
	for person := range w.People() {
		request := map[string]any{"profile": json.RawMessage(person.Profile(w.Reports(person.ID) > 0, b.Frame.Inform, b.Traits))}
		if briefed := s.Briefed(person.ID); briefed != "" {
			request["briefed"] = briefed
		}
		held := []string{}
		for id, arm := range s.Arms(person.ID) {
			if arm == campaign.ArmHoldout {
				held = append(held, p.HeldBack()[id]...)
				heldOut++
			}
		}
		request["held"] = held
		data, err := json.Marshal(request)
		require.NoError(t, err)
		for call, items := range map[string]func(func(campaign.Item, error) bool){"schedule": s.For(person.ID), "withheld": s.Withheld(person.ID)} {
			var answer, want []string
			var told []struct {
				Touchpoint, Day, Time string
				Why                   []string
			}
			require.NoError(t, json.Unmarshal(e.Call(call, data), &told))
			for _, one := range told {
				answer = append(answer, one.Touchpoint+" "+one.Day+"T"+one.Time+" "+strings.Join(one.Why, " "))
			}
			for one, err := range items {
				require.NoError(t, err)
				want = append(want, one.Touchpoint+" "+one.At.Format("2006-01-02T15:04")+" "+strings.Join(one.Why, " "))
			}
			require.Equal(t, want, answer, "%s of %s", call, person.ID)
		}
	}
	require.NotZero(t, heldOut)
}

func TestVariantsChangeWordsAndNoSlots(t *testing.T) {
	b, w := withExperiments(t), many(t, 30)
	b.Experiments = b.Experiments[2:]
	without := *b
	without.Experiments = nil
	plan := mustPlan(t, b, w)
	s, plain := plan.Schedule(w), mustPlan(t, &without, w).Schedule(w)
	seen := map[string]bool{}
	for p := range w.People() {
		require.Equal(t, slots(t, plain, p.ID), slots(t, s, p.ID))
		arm := s.Arms(p.ID)["words"]
		for item, err := range s.For(p.ID) {
			require.NoError(t, err)
			switch origin, _, _ := strings.Cut(item.Touchpoint, "."); {
			case origin != "thursday-hour" || arm == campaign.ArmControl:
				require.Empty(t, item.Variant)
			default:
				require.Equal(t, arm, item.Variant)
				seen[item.Touchpoint+" "+arm] = true
				varied, own := plan.Varied(item.Touchpoint, item.Variant), plan.Touchpoint(item.Touchpoint)
				require.Equal(t, arm == "b", varied.Title == text("other title"))
				require.Equal(t, arm == "b", varied.Body == own.Body)
				require.Equal(t, arm == "c", varied.Body == text("warm body"))
				require.Equal(t, own.ID, varied.ID)
			}
		}
	}
	require.True(t, seen["thursday-hour b"] && seen["thursday-hour c"] && seen["thursday-hour.moment-1 b"], seen)
	require.Nil(t, plan.Varied("thursday-hour", "gone"))
	require.Nil(t, plan.Varied("your-hour", "b"))
	require.Equal(t, plan.Touchpoint("your-hour"), plan.Varied("your-hour", ""))
}

func TestAPlanTellsHowManyAreInEachArm(t *testing.T) {
	b, w := withExperiments(t), many(t, 60)
	plan := mustPlan(t, b, w)
	s := plan.Schedule(w)
	counted := map[string]int{}
	for p := range w.People() {
		counted["tenth "+s.Arms(p.ID)["tenth"]]++
		for item, err := range s.For(p.ID) {
			require.NoError(t, err)
			if item.Touchpoint == "thursday-hour" {
				counted["words "+s.Arms(p.ID)["words"]]++
			}
		}
	}
	require.Len(t, plan.Experiments, 3)
	for _, e := range []campaign.PlannedExperiment{plan.Experiments[0], plan.Experiments[2]} {
		total := 0.0
		for _, arm := range e.Arms {
			require.Nil(t, arm.Teams)
			require.Zero(t, *arm.People%campaign.SmallestGroup)
			require.InDelta(t, counted[e.ID+" "+arm.Arm], *arm.People, 2.5, "%s %s", e.ID, arm.Arm)
			total += arm.Share
		}
		require.InDelta(t, 1, total, 1e-9)
	}
	require.Greater(t, *plan.Experiments[0].Detectable, *plan.Experiments[2].Detectable, "fewer people show less")
	small := mustPlan(t, b, people(t))
	require.Nil(t, small.Experiments[0].Arms[0].People, "of fewer than five nothing is told")
	require.Nil(t, small.Experiments[0].Detectable)
	require.Empty(t, mustPlan(t, good(t), w).Experiments)
}

func TestNobodyHeldOutIsAskedToSpeakForTheCampaign(t *testing.T) {
	b, w := withExperiments(t), many(t, 30)
	b.Experiments = b.Experiments[:1]
	b.Experiments[0].Holdout.Share = 0.5
	ask := *b.Touchpoint("your-hour")
	ask.ID, ask.Kind, ask.Ambassadors = "ask", campaign.Ambassadors, &campaign.AmbassadorTerms{}
	ask.Ambassadors.Count = 20
	b.Touchpoints = append(b.Touchpoints, ask)
	s := mustPlan(t, b, w).Schedule(w)
	require.Len(t, s.Ambassadors("ask"), 20)
	for _, person := range s.Ambassadors("ask") {
		require.Equal(t, campaign.ArmCampaign, s.Arms(person)["tenth"])
	}
}
