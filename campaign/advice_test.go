package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// team makes people of one unit who report to "ada", who leads them all.
func team(t *testing.T, n int, change func(i int, p *audience.Person)) *audience.Workforce {
	t.Helper()
	list := []audience.Person{{ID: "ada", Language: "it", Email: "ada@example.org", Hired: "2015-03-01", Traits: map[string]any{"unit": "office"}}}
	for i := range n {
		p := audience.Person{ID: "p" + strconv.Itoa(i), Manager: "ada", Language: "en", Hired: "2020-01-01", Traits: map[string]any{"unit": "workshop"}}
		change(i, &p)
		list = append(list, p)
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

// handful is a workforce whose segments have somebody, but too few to speak of.
func handful(t *testing.T) *audience.Workforce {
	return team(t, 6, func(i int, p *audience.Person) {
		p.Traits["unit"] = []string{"workshop", "rental"}[i%2]
		if i == 0 {
			p.Hired = "2026-12-15"
		}
	})
}

// copies adds touchpoints like one that is there, on other days of its phase.
func copies(b *campaign.Brief, of string, change func(t *campaign.Touchpoint), days ...int) {
	for i, d := range days {
		t := *b.Touchpoint(of)
		t.ID, t.Day = of+"-"+strconv.Itoa(i), d
		change(&t)
		b.Touchpoints = append(b.Touchpoints, t)
	}
}

// each changes every touchpoint.
func each(b *campaign.Brief, change func(t *campaign.Touchpoint)) {
	for i := range b.Touchpoints {
		change(&b.Touchpoints[i])
	}
}

// reach sets the share of a segment that a channel reaches; 0 takes it out.
func reach(b *campaign.Brief, channel, segment string, share float64) {
	c := b.Channel(channel)
	c.Reach = slices.DeleteFunc(slices.Clone(c.Reach), func(r audience.Reach) bool { return r.Segment == segment })
	if share > 0 {
		c.Reach = append(c.Reach, audience.Reach{Segment: segment, Share: share})
	}
}

// advised is what one small change to a good brief is told, and where.
var advised = []struct {
	code, path string
	change     func(b *campaign.Brief)
	people     func(t *testing.T) *audience.Workforce // people(t) when nil
}{
	{code: "OSM-PLAN-101", path: "/propositions", change: func(b *campaign.Brief) {
		b.Proposition("lead-calm").For = engagement.Employees
		b.Touchpoint("leads-briefing").Kind = campaign.Announcement
	}},
	{code: "OSM-PLAN-003", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("leads-briefing").Kind = campaign.Announcement }},
	{code: "OSM-PLAN-102", path: "/propositions/0/gain", change: func(b *campaign.Brief) { b.Proposition("lead-calm").Gain = b.Proposition("own-choice").Gain }},

	{code: "OSM-PLAN-005", path: "/drivers/2", change: func(b *campaign.Brief) {
		b.Drivers = append(b.Drivers, engagement.Driver{ID: "unused", Kind: engagement.OtherDriver, Statement: b.Name})
	}},
	{code: "OSM-PLAN-006", path: "/objectives/4", change: func(b *campaign.Brief) {
		o := b.Objectives[0]
		o.ID = "unserved"
		b.Objectives = append(b.Objectives, o)
	}},
	{code: "OSM-PLAN-201", path: "/objectives/0/kpi/unit", change: func(b *campaign.Brief) { b.Objective("any-bike").KPI.Unit = engagement.Count }},
	{code: "OSM-PLAN-202", path: "/objectives/1/kpi/by", change: func(b *campaign.Brief) { b.Objective("no-accidents").KPI.By = "2027-04-04" }},
	{code: "OSM-PLAN-203", path: "/objectives/1/kpi/by", change: func(b *campaign.Brief) { b.Objective("no-accidents").KPI.By = "2028-06-30" }},
	{code: "OSM-PLAN-204", path: "/objectives/3/kpi/target", change: func(b *campaign.Brief) {
		k := &b.Objective("weekly-hour").KPI
		k.Unit, k.Baseline, k.Target = engagement.Percent, 30, 60
	}},

	{code: "OSM-PLAN-007", path: "/propositions/1", change: func(b *campaign.Brief) { b.Propositions[1].Evidence = nil }},
	{code: "OSM-PLAN-008", path: "/propositions/1/gain", change: func(b *campaign.Brief) { b.Propositions[1].Gain = b.Objectives[0].Statement }},
	{code: "OSM-PLAN-009", path: "/propositions/5", change: func(b *campaign.Brief) {
		q := b.Propositions[1]
		q.ID = "silent"
		b.Propositions = append(b.Propositions, q)
	}},
	{code: "OSM-PLAN-301", path: "/propositions/2/problem/en", change: func(b *campaign.Brief) { b.Propositions[2].Problem.En = b.Propositions[2].Problem.Nl }},
	{code: "OSM-PLAN-302", path: "/segments/3", change: func(b *campaign.Brief) {
		b.Proposition("own-choice").Segment, b.Proposition("safe-hands").Segment = "workshop", "workshop"
	}, people: handful},

	{code: "OSM-PLAN-311", path: "/propositions/3", change: func(b *campaign.Brief) { b.Touchpoint("what-to-expect").Proposition = "own-choice" }},
	{code: "OSM-PLAN-312", path: "/propositions/3", change: func(b *campaign.Brief) { b.Driver("battery-rules").Kind = engagement.AgeingOffer }},
	{code: "OSM-PLAN-313", path: "/propositions/4", change: func(b *campaign.Brief) {
		b.Proposition("own-choice").Reasons = []engagement.Reason{engagement.Advancement, engagement.Belonging}
	}},
	{code: "OSM-PLAN-315", path: "/propositions/3", change: func(b *campaign.Brief) {
		b.Touchpoint("what-to-expect").Contributors = []string{"marketing"}
		b.Touchpoint("thursday-hour").Owner, b.Touchpoint("thursday-hour").Contributors = "learning", nil
	}},
	{code: "OSM-PLAN-316", path: "/propositions/3", change: func(b *campaign.Brief) {
		b.Touchpoint("hands-on-morning").Proposition, b.Touchpoint("thursday-hour").Proposition = "own-choice", "own-choice"
	}},
	{code: "OSM-PLAN-317", path: "/propositions/4/segment", change: func(b *campaign.Brief) {
		b.Proposition("read-the-code").Reasons = []engagement.Reason{engagement.Contingent}
		b.Touchpoint("nadia-story").Segment = ""
	}},

	{code: "OSM-PLAN-010", path: "/segments/3", change: func(b *campaign.Brief) {
		b.Segment("rental").When = audience.All(audience.Is("site", "ferrara"), audience.Is("unit", "rental"))
	}},
	{code: "OSM-PLAN-401", path: "/segments/0", change: func(b *campaign.Brief) {
		reach(b, "intranet", "newcomers", 0)
		reach(b, "email", "newcomers", 0)
	}},
	{code: "OSM-PLAN-402", path: "/segments/0", change: func(b *campaign.Brief) { reach(b, "intranet", "newcomers", 0) }},
	{code: "OSM-PLAN-403", path: "/segments/0", change: func(b *campaign.Brief) {
		reach(b, "intranet", "newcomers", 0.49)
		reach(b, "email", "newcomers", 0.3)
	}},
	{code: "OSM-PLAN-404", path: "/channels/4", change: func(b *campaign.Brief) {
		c := *b.Channel("email")
		c.ID = "newsletter"
		b.Channels = append(b.Channels, c)
	}},
	{code: "OSM-PLAN-405", path: "/languages", change: func(*campaign.Brief) {}, people: func(t *testing.T) *audience.Workforce {
		return team(t, 12, func(i int, p *audience.Person) {
			p.Traits["unit"], p.Hired = []string{"workshop", "rental"}[i%2], "2026-12-15"
			if i < 5 {
				p.Language = "de-DE"
			}
		})
	}},
	{code: "OSM-PLAN-406", path: "/channels/0", change: func(b *campaign.Brief) { // an e-mail box that people open when they like
		b.Channels = []audience.Channel{*b.Channel("email"), *b.Channel("meeting")}
		b.Channels[0].Nature = audience.Pull
		for _, s := range b.Segments {
			reach(b, "email", s.ID, 0.9)
			reach(b, "meeting", s.ID, 0.9)
		}
		each(b, func(t *campaign.Touchpoint) {
			if t.Kind != campaign.ManagerBriefing {
				t.Channel = "email"
			}
		})
	}, people: func(t *testing.T) *audience.Workforce {
		return team(t, 12, func(i int, p *audience.Person) {
			p.Traits["unit"], p.Hired = []string{"workshop", "rental"}[i%2], "2026-12-15"
			if i >= 5 {
				p.Email = p.ID + "@example.org"
			}
		})
	}},

	{code: "OSM-PLAN-501", path: "/frame/retain", change: func(b *campaign.Brief) {
		for id, day := range map[string]int{"nadia-story": 31, "thursday-hour": 36, "five-questions": 37} {
			b.Touchpoint(id).Phase, b.Touchpoint(id).Day = campaign.Activate, day
		}
	}},
	{code: "OSM-PLAN-004", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("five-questions").Kind = campaign.Content }},
	{code: "OSM-PLAN-502", path: "/touchpoints/8/day", change: func(b *campaign.Brief) { b.Touchpoint("five-questions").Day = 70 }},
	{code: "OSM-PLAN-503", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("locked-box").Kind = campaign.Content }},
	{code: "OSM-PLAN-504", path: "/touchpoints/3", change: func(b *campaign.Brief) { b.Touchpoint("your-hour").Day = 14 }},
	{code: "OSM-PLAN-505", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("what-to-expect").Kind = campaign.Announcement }},
	{code: "OSM-PLAN-506", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("nadia-story").Kind = campaign.Content }},
	{code: "OSM-PLAN-507", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("thursday-hour").Kind = campaign.Content }},
	{code: "OSM-PLAN-508", path: "/touchpoints/8/day", change: func(b *campaign.Brief) { b.Touchpoint("five-questions").Day = 26 }},

	{code: "OSM-PLAN-011", path: "/touchpoints", change: func(b *campaign.Brief) {
		for i := range b.Channels {
			b.Channels[i].Nature = audience.Push
		}
	}, people: handful},
	{code: "OSM-PLAN-601", path: "/segments/3", change: func(b *campaign.Brief) {
		b.Touchpoint("hands-on-morning").Days = 7 // two weeks of this, two of that, the box, and one week
	}, people: func(t *testing.T) *audience.Workforce {
		return team(t, 12, func(i int, p *audience.Person) {
			p.Traits["unit"] = []string{"workshop", "rental"}[i%2]
			if i == 0 {
				p.Hired = "2026-12-15"
			}
		})
	}},
	{code: "OSM-PLAN-602", path: "/segments/0", change: func(b *campaign.Brief) { copies(b, "first-month", func(t *campaign.Touchpoint) {}, 14, 15, 16, 17) }},
	{code: "OSM-PLAN-603", path: "/segments/0", change: func(b *campaign.Brief) { copies(b, "first-month", func(t *campaign.Touchpoint) {}, 21, 21, 21) }},
	{code: "OSM-PLAN-604", path: "/touchpoints", change: func(b *campaign.Brief) {
		for id, kind := range map[string]campaign.Kind{"what-to-expect": campaign.Announcement, "twenty-codes": campaign.Drip, "hands-on-morning": campaign.Announcement, "thursday-hour": campaign.Reward} {
			b.Touchpoint(id).Kind = kind
		}
	}},
	{code: "OSM-PLAN-605", path: "/touchpoints/5/title/nl", change: func(b *campaign.Brief) {
		b.Touchpoint("first-month").Title.Nl = "Drie dingen die wij in onze eerste maand heel graag hadden geweten"
	}},
}

func TestAdviceNamesWhatAPractitionerWouldSay(t *testing.T) {
	for _, c := range advised {
		t.Run(c.code, func(t *testing.T) {
			workforce := people
			if c.people != nil {
				workforce = c.people
			}
			_, found := campaign.NewPlan(good(t), workforce(t))
			if c.code != "OSM-PLAN-405" { // where the people make the difference, not the brief
				require.Empty(t, found, found.In(engagement.English))
			}
			b := good(t)
			c.change(b)
			p, found := campaign.NewPlan(b, workforce(t))
			require.NotNil(t, p, "advice must not block: %s", found.In(engagement.English))
			require.Equal(t, found, p.Advice)
			found = ofFamily(found, "OSM-PLAN")
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.path, found[0].Path)
			require.Equal(t, engagement.SeverityAdvice, found[0].Severity)
			require.NotEmpty(t, found[0].Source)
			requireWhole(t, found[0])
			requireRemedy(t, found[0])
		})
	}
}

func TestEveryRuleOfAdviceIsInTheTest(t *testing.T) {
	var tested []string
	for _, c := range advised {
		tested = append(tested, c.code)
	}
	require.Equal(t, campaign.AdviceCodes(), tested)
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(tested))), len(tested), "each code is one rule's")
	require.GreaterOrEqual(t, len(tested), 30)
}

// requireRemedy checks that advice says what to do in every language, apart
// from what is wrong.
func requireRemedy(t *testing.T, f engagement.Finding) {
	t.Helper()
	for _, l := range engagement.Languages() {
		do := f.Do.In(l)
		require.NotEmpty(t, do, "%s in %s", f.Code, l)
		require.NotContains(t, do, "OSM-", "%s in %s", f.Code, l)
		require.NotContains(t, do, "%!", "%s in %s", f.Code, l)
		require.NotContains(t, f.Message.In(l), do)
	}
}

func TestWhatToDoTravelsWithThePlan(t *testing.T) {
	b := good(t)
	b.Propositions[1].Evidence = nil
	p, found := campaign.NewPlan(b, people(t))
	require.Contains(t, found.In(engagement.English), "rests on no evidence. Ask people")
	data, err := json.Marshal(p)
	require.NoError(t, err)
	require.Contains(t, string(data), `"do":{"it":"Prima di promettere`)
	back, problems := campaign.ReadPlan(bytes.NewReader(data))
	require.Empty(t, problems)
	require.Equal(t, p.Advice, back.Advice)
}

func TestTheLargerRemarkIsSaidAlone(t *testing.T) {
	for name, c := range map[string]struct {
		change func(b *campaign.Brief)
		want   []string
	}{
		"a phase without touchpoints lacks its kick-off too": {func(b *campaign.Brief) {
			each(b, func(t *campaign.Touchpoint) {
				if t.Phase == campaign.Activate {
					t.Phase = campaign.Retain
				}
			})
		}, []string{"OSM-PLAN-501", "OSM-PLAN-601"}},
		"where nothing helps, no learning moment is missed": {func(b *campaign.Brief) {
			each(b, func(t *campaign.Touchpoint) {
				switch t.Kind {
				case campaign.Content, campaign.Expectations, campaign.LearningMoment:
					t.Kind = campaign.Announcement
				}
			})
		}, []string{"OSM-PLAN-604"}},
	} {
		b := good(t)
		c.change(b)
		_, found := campaign.NewPlan(b, people(t))
		var codes []string
		for _, f := range ofFamily(found, "OSM-PLAN") {
			codes = append(codes, f.Code)
		}
		require.Equal(t, c.want, slices.Compact(codes), "%s: %s", name, found.In(engagement.English))
	}
}

func TestAdviceTellsNothingAboutSmallGroups(t *testing.T) {
	b := good(t)
	copies(b, "first-month", func(t *campaign.Touchpoint) {}, 21, 21, 21, 22)
	for n, want := range map[int]int{4: 0, 5: 2} {
		w := team(t, 24, func(i int, p *audience.Person) {
			p.Traits["unit"] = []string{"workshop", "rental"}[i%2]
			if i < n {
				p.Hired = "2026-12-15"
			}
		})
		_, found := campaign.NewPlan(b, w)
		require.Len(t, found, want, "%d newcomers: %s", n, found.In(engagement.English))
	}
}

func TestAnEffectThatPeopleCanShowNeedsNoAdvice(t *testing.T) {
	for target, want := range map[float64]int{30 + 45: 1, 30 + 55: 0} { // 15 people can show about 49 points
		b := good(t)
		k := &b.Objective("weekly-hour").KPI
		k.Unit, k.Baseline, k.Target = engagement.Percent, 30, target
		_, found := campaign.NewPlan(b, people(t))
		require.Len(t, found, want, "%v: %s", target, found.In(engagement.English))
	}
}
