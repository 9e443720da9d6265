package campaign_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/csv"
	"github.com/osmosi-learning/osmosi/audience/insight"
	"github.com/osmosi-learning/osmosi/audience/scim"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/findings"
)

// team makes people of one unit who report to "ada", who leads them all.
func team(t *testing.T, n int, change func(i int, p *audience.Person)) *audience.Workforce {
	t.Helper()
	list := []audience.Person{{ID: "ada", Language: "it", Email: "ada@example.org", Hired: "2015-03-01", Traits: map[string]any{"unit": "office"}}}
	for i := range n {
		p := audience.Person{ID: "p" + strconv.Itoa(i), Email: "p" + strconv.Itoa(i) + "@example.org", Manager: "ada", Language: "en", Hired: "2020-01-01", Traits: map[string]any{"unit": "workshop"}}
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

// holdOut adds a holdout of a share, of some touchpoints or of all.
func holdOut(b *campaign.Brief, share float64, touchpoints ...string) {
	n := strconv.Itoa(len(b.Experiments))
	b.Experiments = append(b.Experiments, campaign.Experiment{ID: "e" + n, Seed: n, Name: text("x"), Holdout: &campaign.Holdout{Share: share, Touchpoints: touchpoints}})
}

// reach sets the share of a segment that a channel reaches; 0 takes it out.
func reach(b *campaign.Brief, channel, segment string, share float64) {
	c := b.Channel(channel)
	c.Reach = slices.DeleteFunc(slices.Clone(c.Reach), func(r audience.Reach) bool { return r.Segment == segment })
	if share > 0 {
		c.Reach = append(c.Reach, audience.Reach{Segment: segment, Share: share})
	}
}

// advised is what one small change to a good brief is told, and where. Each
// code of advice stands here, some with several causes.
var advised = []struct {
	code, path string
	cause      string // tells causes of one code apart
	brief      func(t *testing.T) *campaign.Brief
	change     func(b *campaign.Brief)                              // nil where the people make the difference, not the brief
	people     func(t *testing.T) *audience.Workforce               // people(t) when nil
	also       string                                               // codes that the change cannot but bring along
	found      func(t *testing.T, planted bool) engagement.Findings // for what is found elsewhere than in a plan
}{
	{code: "OSM-PLAN-001", path: "/touchpoints/1/day", change: func(b *campaign.Brief) { b.Touchpoint("your-hour").Day = 0 }},
	{code: "OSM-RETRO-005", path: "/history/1/lessons/0", change: func(b *campaign.Brief) { b.History = twice(campaign.Declined, campaign.Deferred) }},
	{code: "OSM-EXPERIMENT-012", path: "/experiments/0/holdout/share", change: func(b *campaign.Brief) { holdOut(b, 0.6) }, also: "OSM-EXPERIMENT-015"},
	{code: "OSM-EXPERIMENT-013", path: "/experiments/0/holdout", change: func(b *campaign.Brief) {
		holdOut(b, 0.1)
		for i := range b.Propositions {
			b.Propositions[i].Reasons = append(b.Propositions[i].Reasons, engagement.Obligation)
		}
	}, also: "OSM-PLAN-311 OSM-PLAN-312"},
	{code: "OSM-EXPERIMENT-014", path: "/experiments/1/holdout", change: func(b *campaign.Brief) {
		holdOut(b, 0.5)
		holdOut(b, 0.1, "your-hour")
	}, also: "OSM-EXPERIMENT-015"},
	{code: "OSM-EXPERIMENT-015", path: "/experiments/0", change: func(b *campaign.Brief) { holdOut(b, 0.5) }},
	{code: "OSM-PLAN-072", path: "/touchpoints/10/day", change: func(b *campaign.Brief) {
		kit := *b.Touchpoint("leads-briefing")
		kit.ID, kit.Kind, kit.Days, kit.Toolkit = "kit", campaign.Toolkit, 0, &campaign.ToolkitItems{Items: []engagement.Text{text("slides")}}
		b.Touchpoints = append(b.Touchpoints, kit)
	}},
	{code: "OSM-PLAN-104", path: "/touchpoints", change: func(b *campaign.Brief) { b.Touchpoint("leads-briefing").Segment = "workshop" }, people: func(t *testing.T) *audience.Workforce {
		return team(t, 24, func(i int, p *audience.Person) { // five lead a team in the workshop, six in rental
			if p.Traits["unit"], p.Hired = []string{"workshop", "rental"}[i%2], "2026-12-15"; i > 11 {
				p.Manager = "p" + strconv.Itoa(i-12)
			}
		})
	}},
	{code: "OSM-PLAN-101", path: "/propositions", change: func(b *campaign.Brief) {
		b.Proposition("lead-calm").For = engagement.Employees
		b.Touchpoint("leads-briefing").Kind = campaign.Announcement
	}, also: "OSM-PARTY-002"},
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
	{code: "OSM-PLAN-201", path: "/objectives/0/kpi/unit", change: func(b *campaign.Brief) {
		b.Objective("any-bike").KPI.Unit, b.Objective("any-bike").KPI.Tier = engagement.Count, 0
	}},
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
	}, people: handful, also: "OSM-BALANCE-006"},

	{code: "OSM-PLAN-311", path: "/propositions/3", change: func(b *campaign.Brief) { b.Touchpoint("what-to-expect").Proposition = "own-choice" }},
	{code: "OSM-PLAN-312", path: "/propositions/3", change: func(b *campaign.Brief) { b.Driver("battery-rules").Kind = engagement.AgeingOffer }},
	{code: "OSM-PLAN-313", path: "/propositions/4", change: func(b *campaign.Brief) {
		b.Proposition("own-choice").Reasons, b.Proposition("own-choice").Also = []engagement.Reason{engagement.Advancement, engagement.Belonging}, nil
	}},
	{code: "OSM-PLAN-315", path: "/propositions/3", change: func(b *campaign.Brief) {
		b.Touchpoint("what-to-expect").Contributors = []string{"marketing"}
		b.Touchpoint("thursday-hour").Owner, b.Touchpoint("thursday-hour").Contributors = "learning", nil
	}},
	{code: "OSM-PLAN-316", path: "/propositions/3", change: func(b *campaign.Brief) {
		b.Touchpoint("hands-on-morning").Proposition, b.Touchpoint("thursday-hour").Proposition = "own-choice", "own-choice"
	}},
	{code: "OSM-PARTY-001", path: "/propositions/0/objectives", change: func(b *campaign.Brief) { b.Proposition("lead-calm").Objectives = []string{"weekly-hour"} }},
	{code: "OSM-PARTY-002", path: "/propositions/1", change: func(b *campaign.Brief) {
		q := b.Proposition("first-weeks")
		q.Needs, q.Reasons, q.Factors = nil, nil, nil
	}},
	{code: "OSM-PARTY-003", path: "/propositions/0/segment", brief: func(t *testing.T) *campaign.Brief {
		b := good(t) // with ten people, none of whom leads
		b.Segments = append(b.Segments, audience.Segment{ID: "apprentices", Name: b.Name, Because: b.Name, When: audience.Is("role", "mechanic")})
		reach(b, "wall", "apprentices", 0.9)
		reach(b, "intranet", "apprentices", 0.9)
		return b
	}, change: func(b *campaign.Brief) { b.Proposition("lead-calm").Segment = "apprentices" }},
	{code: "OSM-APPROACH-003", path: "/propositions/3", change: func(b *campaign.Brief) { b.Office("line").Kind = campaign.OtherOffice }},
	{code: "OSM-APPROACH-004", path: "/propositions/4", change: func(b *campaign.Brief) { b.Proposition("own-choice").Wording = nil }},
	{code: "OSM-APPROACH-005", path: "/propositions/1/intervention", change: func(b *campaign.Brief) { b.Proposition("first-weeks").Intervention = "error-codes" }},
	{code: "OSM-EXPECT-002", path: "/expectations", cause: "left open", change: func(b *campaign.Brief) {
		b.Expectations = slices.DeleteFunc(b.Expectations, func(e engagement.Expectation) bool { return e.Question == engagement.WhatIsMacro })
	}},
	{code: "OSM-EXPECT-002", path: "/expectations", cause: "answered to some only", change: func(b *campaign.Brief) { b.Expectations[3].Segment = "rental" }},
	{code: "OSM-TIER-001", path: "/objectives/0/kpi/tier", change: func(b *campaign.Brief) { b.Objective("any-bike").KPI.Tier = 3 }},
	{code: "OSM-TIER-002", path: "/propositions/2/objectives", change: func(b *campaign.Brief) {
		b.Objective("any-bike").KPI.Tier, b.Objective("same-day").KPI.Tier = 0, 0
		b.Proposition("read-the-code").Objectives = []string{"weekly-hour"}
		b.Proposition("first-weeks").Objectives = []string{"no-accidents"}
		b.Proposition("own-choice").Objectives = []string{"no-accidents"}
	}, also: "OSM-BALANCE-009"},

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
	{code: "OSM-PLAN-405", path: "/languages", people: func(t *testing.T) *audience.Workforce {
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
			if i < 5 {
				p.Email = ""
			}
		})
	}, also: "OSM-BALANCE-002 OSM-PLAN-601"},
	{code: "OSM-PLAN-407", path: "/touchpoints/8", people: func(t *testing.T) *audience.Workforce {
		return team(t, 24, func(i int, p *audience.Person) {
			if p.Traits["unit"] = []string{"workshop", "rental"}[i%2]; i < 12 {
				p.Email = ""
			} else {
				p.Hired = "2026-12-15"
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
	{code: "OSM-PLAN-506", path: "/touchpoints", change: func(b *campaign.Brief) { withKind(b, "nadia-story", campaign.Content) }},
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

	{code: "OSM-WORKFORCE-001", path: "", people: func(t *testing.T) *audience.Workforce { return &audience.Workforce{} }},
	{code: "OSM-WORKFORCE-002", path: "/traits/0/values", people: func(t *testing.T) *audience.Workforce {
		return team(t, 12, func(i int, p *audience.Person) {
			if p.Traits["unit"], p.Hired = []string{"workshop", "rental"}[i%2], "2026-12-15"; i < 5 {
				p.Traits["unit"] = "workshp"
			}
		})
	}},
	{code: "OSM-WORKFORCE-005", path: "/traits/0/values", people: func(t *testing.T) *audience.Workforce {
		return team(t, 12, func(i int, p *audience.Person) {
			if p.Traits["unit"], p.Hired = []string{"workshop", "rental"}[i%2], "2026-12-15"; i < 4 {
				p.Traits["unit"] = "workshp"
			}
		})
	}},
	{code: "OSM-PEOPLE-020", path: "/0/traits/unit", found: func(t *testing.T, planted bool) engagement.Findings {
		w, _ := audience.NewWorkforce([]audience.Person{{ID: "noor", Traits: map[string]any{"unit": []string{"workshop", "workshp"}[index(planted)]}}})
		return w.Unlisted(good(t).Traits)
	}},
	{code: "OSM-WORKFORCE-003", path: "/traits/3/protected", change: func(b *campaign.Brief) { b.Traits[3].Protected = false }},
	{code: "OSM-PEOPLE-003", path: "/0/manager", found: func(t *testing.T, planted bool) engagement.Findings {
		return reporting([]string{"", "luca"}[index(planted)])
	}},
	{code: "OSM-PEOPLE-004", path: "/0/manager", found: func(t *testing.T, planted bool) engagement.Findings {
		return reporting([]string{"", "noor"}[index(planted)])
	}},
	{code: "OSM-PEOPLE-005", path: "/1/dottedManagers/0", found: func(t *testing.T, planted bool) engagement.Findings {
		return dotted([]string{"kim", "ghost"}[index(planted)])
	}},
	{code: "OSM-PEOPLE-006", path: "/1/dottedManagers/0", found: func(t *testing.T, planted bool) engagement.Findings {
		return dotted([]string{"kim", "noor"}[index(planted)])
	}},
	{code: "OSM-PEOPLE-007", path: "/1/dottedManagers/0", found: func(t *testing.T, planted bool) engagement.Findings {
		return dotted([]string{"kim", "luca"}[index(planted)])
	}},
	{code: "OSM-PEOPLE-008", path: "/1/dottedManagers/1", found: func(t *testing.T, planted bool) engagement.Findings {
		return dotted("kim", []string{"sam", "kim"}[index(planted)])
	}},
	{code: "OSM-LINES-001", path: "", found: lined(func(i int) string { return []string{"ada", "ghost"}[index(i < 5)] })},
	{code: "OSM-LINES-002", path: "", found: lined(func(i int) string { return []string{"ada", "p" + strconv.Itoa(1-i&1)}[index(i < 2)] })},
	{code: "OSM-SCIM-003", path: "/totalResults", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := scim.ReadAll(strings.NewReader(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":`+[]string{"1", "2"}[index(planted)]+`,"Resources":[{"id":"noor"}]}`), scim.Mapping{})
		return found
	}},
	{code: "OSM-CARD-010", path: "/clusters/0", found: func(t *testing.T, planted bool) engagement.Findings {
		return gathered(t, []string{"workshop", "rental"}[index(planted)])
	}},
	{code: "OSM-CARD-011", path: "/clusters/0/segments/1", found: func(t *testing.T, planted bool) engagement.Findings {
		return gathered(t, "workshop", []string{"newcomers", "workshops"}[index(planted)])
	}},

	{code: "OSM-ROLE-002", path: "/roles/0", cause: "a role that does nothing new", brief: staffed, change: func(b *campaign.Brief) { b.Roles[0].Does = engagement.Text{} }},
	{code: "OSM-ROLE-002", path: "/missions/0", cause: "a mission that asks nothing", brief: staffed, change: func(b *campaign.Brief) { b.Missions[0].Asks = engagement.Text{} }},
	{code: "OSM-ROLE-003", path: "/roles/0/does", cause: "a role renamed", brief: staffed, change: func(b *campaign.Brief) { b.Roles[0].Did = b.Roles[0].Does }},
	{code: "OSM-ROLE-003", path: "/roles/0/does", cause: "in other words", brief: staffed, change: func(b *campaign.Brief) { b.Roles[0].Did.Nl = "Asks what mechanics lack, every day" }},
	{code: "OSM-ROLE-003", path: "/roles/0/does", cause: "in short words", brief: staffed, change: func(b *campaign.Brief) { b.Roles[0].Does, b.Roles[0].Did = said("Do it all"), said("do it ALL") }},
	{code: "OSM-ROLE-003", path: "/missions/0/asks", cause: "a mission renamed", brief: staffed, change: func(b *campaign.Brief) { b.Missions[0].Did = b.Missions[0].Asks }},
	{code: "OSM-ROLE-004", path: "/roles/0/replaces", brief: staffed, change: func(b *campaign.Brief) { b.Roles[0].Did = engagement.Text{} }},
	{code: "OSM-ROLE-005", path: "/missions/0", brief: staffed, change: func(b *campaign.Brief) { b.Touchpoint("twenty-codes").Proposition = "own-choice" }, also: "OSM-PLAN-009"},
	{code: "OSM-ROLE-006", path: "/missions/0", cause: "a call that reaches too few", brief: staffed, change: func(b *campaign.Brief) { b.Missions[0].Wanted = 8 }},
	{code: "OSM-ROLE-006", path: "/missions/0", cause: "a call that reaches none of them", brief: staffed, change: func(b *campaign.Brief) {
		b.Missions[0].Wanted, b.Missions[0].Takers = 0, audience.Is("unit", "rental")
	}},
	{code: "OSM-ROLE-007", path: "/segments/3", people: func(t *testing.T) *audience.Workforce { return crowd(t, 49, 50) }},

	{code: "OSM-OSMOSIS-001", path: "/touchpoints", change: func(b *campaign.Brief) { each(b, func(t *campaign.Touchpoint) { t.Contributors = nil }) }},
	{code: "OSM-OSMOSIS-002", path: "/offices/1", change: func(b *campaign.Brief) {
		each(b, func(t *campaign.Touchpoint) {
			t.Contributors = map[string][]string{"learning": {"line"}, "line": {"learning"}}[t.Owner]
		})
	}},
	{code: "OSM-OSMOSIS-003", path: "/offices/3", change: func(b *campaign.Brief) {
		o := b.Offices[0]
		o.ID = "idle"
		b.Offices = append(b.Offices, o)
	}},
	{code: "OSM-BALANCE-001", path: "/touchpoints", change: func(b *campaign.Brief) {
		each(b, func(t *campaign.Touchpoint) { t.Channel = "email" })
		b.Touchpoint("locked-box").Channel = "wall"
	}, also: "OSM-PLAN-404 OSM-PLAN-601"},
	{code: "OSM-BALANCE-002", path: "/touchpoints", change: func(b *campaign.Brief) { each(b, func(t *campaign.Touchpoint) { t.Channel = "intranet" }) }, also: "OSM-PLAN-404"},
	{code: "OSM-BALANCE-003", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, _ *campaign.Intervention) {
			if t.Kind != campaign.ManagerBriefing && t.Kind != campaign.Evaluation && t.Kind != campaign.LearningMoment {
				withKind(b, t.ID, campaign.KickOff)
			}
			q.Reasons = []engagement.Reason{engagement.Advancement, engagement.Belonging}
		})
	}, also: "OSM-APPROACH-004 OSM-BALANCE-008 OSM-PLAN-505 OSM-PLAN-506"},
	{code: "OSM-BALANCE-004", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, _ *campaign.Intervention) {
			if t.Kind != campaign.ManagerBriefing && t.Kind != campaign.Evaluation {
				withKind(b, t.ID, campaign.Content)
			}
			q.Reasons = []engagement.Reason{engagement.Contingent}
		})
	}, also: "OSM-PLAN-503 OSM-PLAN-505 OSM-PLAN-506 OSM-PLAN-507"},
	{code: "OSM-BALANCE-005", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, v *campaign.Intervention) {
			if q.For == engagement.Employees {
				t.Segment, q.Segment = "", ""
			}
			v.Form = campaign.Micro
		})
	}, also: "OSM-APPROACH-005"},
	{code: "OSM-BALANCE-006", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, _ *engagement.Proposition, v *campaign.Intervention) {
			t.Segment, v.Form = "workshop", campaign.Macro
		})
	}, also: "OSM-APPROACH-005 OSM-PLAN-601"},
	{code: "OSM-BALANCE-007", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, _ *campaign.Intervention) {
			if t.Kind == campaign.Story {
				withKind(b, t.ID, campaign.Announcement)
			}
			q.Reasons, q.Evidence = []engagement.Reason{engagement.Obligation, engagement.Contingent}, []engagement.Evidence{{Kind: engagement.MetricEvidence, Note: q.Gain}}
		})
	}, also: "OSM-BALANCE-004 OSM-PLAN-311 OSM-PLAN-312 OSM-PLAN-506"},
	{code: "OSM-BALANCE-008", path: "/touchpoints", change: func(b *campaign.Brief) {
		story := *b.Touchpoint("nadia-story").Story
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, _ *campaign.Intervention) {
			if t.Kind == campaign.Announcement || t.Kind == campaign.Expectations || t.Kind == campaign.LearningMoment {
				t.Kind, t.Story = campaign.Story, &story
			}
			q.Reasons, q.Evidence = []engagement.Reason{engagement.Belonging, engagement.Contingent}, []engagement.Evidence{{Kind: engagement.SurveyEvidence, Note: q.Gain}}
		})
	}, also: "OSM-APPROACH-005 OSM-PLAN-505 OSM-PLAN-507"},
	{code: "OSM-BALANCE-009", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(_ *campaign.Touchpoint, q *engagement.Proposition, v *campaign.Intervention) {
			v.Form = campaign.Classroom
			q.Objectives = []string{"same-day"}
			if q.ID == "safe-hands" {
				q.Objectives = []string{"no-accidents"}
			}
		})
	}, also: "OSM-PLAN-006"},
	{code: "OSM-BALANCE-010", path: "/touchpoints", change: func(b *campaign.Brief) {
		everyTouchpoint(b, func(t *campaign.Touchpoint, q *engagement.Proposition, v *campaign.Intervention) {
			if t.Kind != campaign.ManagerBriefing {
				t.Contributors = nil
			}
			v.Form = campaign.Coaching
			q.Objectives = []string{"weekly-hour"}
			if q.ID == "safe-hands" {
				q.Objectives = []string{"no-accidents", "weekly-hour"}
			}
		})
	}, also: "OSM-OSMOSIS-002 OSM-PARTY-001"},

	{code: "OSM-PLAN-060", path: "/touchpoints/3/suspense/teasers", change: func(b *campaign.Brief) { b.Touchpoints[3].Suspense = &campaign.Suspense{Surprise: true} }},
	{code: "OSM-PLAN-061", path: "/touchpoints/3/suspense/teasers/0/daysBefore", change: func(b *campaign.Brief) {
		b.Touchpoints[0].Day, b.Touchpoints[1].Day, b.Touchpoints[2].Day = 17, 20, 20 // Thursday 18 and Friday 19 February, so teams hear everything on the day of the kick-off
		b.Touchpoints[3].Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{{DaysBefore: 1, Time: "09:00", Title: text("x"), Body: text("x")}}}
	}, also: "OSM-PLAN-504 OSM-PLAN-505 OSM-PLAN-508"},
	{code: "OSM-PLAN-062", path: "/touchpoints/6/reward/for", change: func(b *campaign.Brief) {
		withKind(b, "nadia-story", campaign.Reward).Reward = &campaign.RewardTerms{Kind: campaign.YearEndPrize, For: campaign.Fastest, What: text("a bike")}
	}, also: "OSM-PLAN-506"},
	{code: "OSM-PLAN-063", path: "/touchpoints/6/contest/optIn", brief: contested, change: func(b *campaign.Brief) { b.Touchpoint("nadia-story").Contest.OptIn = false }, also: "OSM-PLAN-506"},
	{code: "OSM-PLAN-064", path: "/touchpoints/6/contest/ranking", brief: contested, change: func(b *campaign.Brief) { b.Touchpoint("nadia-story").Contest.Ranking = campaign.FullRanking }, also: "OSM-PLAN-506"},
	{code: "OSM-PLAN-065", path: "/touchpoints/8/pulse/questions", change: func(b *campaign.Brief) { b.Touchpoints[8].Pulse = &campaign.Pulse{} }},
	{code: "OSM-PLAN-066", path: "/touchpoints/8/pulse/questions", brief: asked, change: func(b *campaign.Brief) { b.Touchpoints[8].Pulse.Questions++ }},
	{code: "OSM-PLAN-067", path: "/touchpoints/7/moment/workingTime", brief: suspended, change: func(b *campaign.Brief) { b.Touchpoints[7].Moment.WorkingTime = false }},
	{code: "OSM-PLAN-068", path: "/touchpoints/7/moment/ownChoice", brief: suspended, change: func(b *campaign.Brief) { b.Touchpoints[7].Moment.OwnChoice = false }},
	{code: "OSM-PLAN-070", path: "/touchpoints/6/insightCall/cards", brief: called, change: func(b *campaign.Brief) { b.Touchpoints[6].InsightCall.Cards++ }, also: "OSM-PLAN-506"},
	{code: "OSM-PLAN-071", path: "/touchpoints/7/moment/weekday", brief: suspended, change: func(b *campaign.Brief) { b.Touchpoints[7].Moment.Weekday, b.Touchpoints[7].Days = "MO", 1 }},
	{code: "OSM-PLAN-073", path: "/touchpoints/6", change: func(b *campaign.Brief) { b.Touchpoint("nadia-story").Story = nil }},

	{code: "OSM-JOURNEY-012", path: "/touchpoints/5/drip/steps/0/wait/days", brief: suspended, change: func(b *campaign.Brief) {
		b.Touchpoints[5].Drip.Steps[0].Wait = &campaign.Wait{For: campaign.Clicked, Days: 300}
	}},
	{code: "OSM-JOURNEY-013", path: "/touchpoints/1", brief: acknowledged, change: func(b *campaign.Brief) { b.Touchpoints[1].Days = 2 }, also: "OSM-PLAN-001"},

	{code: "OSM-LIMIT-008", path: "/limits/places/regions", found: limited(func(b *campaign.Brief) { b.Limits.Places.Regions = b.Limits.Places.Regions[:2] })},
	{code: "OSM-LIMIT-009", path: "/limits/caps/1/channels/1", found: limited(func(b *campaign.Brief) {
		b.Limits.Caps = append(b.Limits.Caps, campaign.Cap{Channels: []string{"email", "intranet"}, PerCampaign: new(40)})
	})},
	{code: "OSM-LIMIT-010", path: "/touchpoints/8", found: limited(func(b *campaign.Brief) {
		b.Limits.Caps = append(b.Limits.Caps, campaign.Cap{Channels: []string{"email"}, PerCampaign: new(1)})
	})},
	{code: "OSM-LIMIT-011", path: "/touchpoints/8", found: limited(func(b *campaign.Brief) { // open only on a bank holiday in Galway
		five := b.Touchpoint("five-questions")
		five.Day, _ = b.Frame.Retain.DaysUntil("2027-05-03")
		five.Days = 1
	})},
	{code: "OSM-LIMIT-012", path: "/limits/workingHours", found: limited(func(b *campaign.Brief) { b.Limits.WorkingHours = &campaign.WorkingHours{} })},
	{code: "OSM-LIMIT-013", path: "/touchpoints/8", found: shifted(func(b *campaign.Brief) { b.Touchpoint("five-questions").Days = 1 })},

	{code: "OSM-FEEDBACK-001", path: "/propositions/2/also", brief: with360, change: func(b *campaign.Brief) {
		b.Proposition("read-the-code").Also, b.Proposition("own-choice").Also = nil, []string{"six-talks"}
	}},
	{code: "OSM-FEEDBACK-002", path: "/interventions/5", brief: with360, change: func(b *campaign.Brief) { b.Proposition("read-the-code").Also = []string{"error-codes"} }},
	{code: "OSM-PROFILE-001", path: "/traits/6/describes", found: func(t *testing.T, planted bool) engagement.Findings {
		w := hundred(t)
		if planted {
			for p := range w.People() {
				delete(p.Traits, "tools")
			}
		}
		_, found := campaign.NewPlan(described(t), w)
		return ofFamily(found, "OSM-PROFILE")
	}},
	{code: "OSM-STANCE-001", path: "/propositions", found: thought(audience.Sceptical, 5, func(b *campaign.Brief) { b.Proposition("lead-doubt").Segment = "leads" })},
	{code: "OSM-STANCE-002", path: "/segments/2", found: thought(audience.Sceptical, 90, func(b *campaign.Brief) { b.Segments[3].When = audience.Is("unit", "office") }), also: "OSM-STANCE-003"},
	{code: "OSM-STANCE-003", path: "/segments", found: thought(audience.Sceptical, 90, func(*campaign.Brief) {}), also: "OSM-STANCE-002"},
	{code: "OSM-STANCE-004", path: "/frame/activate", found: thought(audience.Unaware, 5, without(campaign.ManagerBriefing))},
	{code: "OSM-STANCE-005", path: "/touchpoints", found: thought(audience.Promoter, 5, without(campaign.RoleModel))},
	{code: "OSM-STANCE-006", path: "/traits", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := campaign.NewPlan(good(t), team(t, 30, func(i int, p *audience.Person) {
			if planted {
				p.Traits[audience.TraitStance] = "promoter"
			}
		}))
		return ofFamily(found, "OSM-STANCE")
	}},
	{code: "OSM-CSV-023", path: "/mapping/delimiter", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := csv.ReadAll(strings.NewReader([]string{"id,unit\n1,care\n", "id,unit;grade\n1,care;2\n"}[index(planted)]), csv.Mapping{IDPrefix: "P-"})
		return found
	}},
	{code: "OSM-CSV-025", path: "/2", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := csv.ReadAll(strings.NewReader([]string{"id,name\n1,Zoë\n", "id,name\n1,Zo\xeb\n"}[index(planted)]), csv.Mapping{ID: "id", GivenName: "name", Encoding: csv.Windows1252})
		return found
	}},
	{code: "OSM-MIX-010", path: "/mix/leastReach/0/share", found: mixed(func(b *campaign.Brief) { b.Mix.LeastReach[0].Share = 1 })},
	{code: "OSM-MIX-011", path: "/channels/1", found: mixed(func(b *campaign.Brief) { b.Mix.Budget = 600 })},
	{code: "OSM-MIX-012", path: "/channels/4", found: mixed(func(b *campaign.Brief) { b.Mix.Budget = 5650 })},
	{code: "OSM-MIX-013", path: "/segments/3", found: mixed(func(b *campaign.Brief) { b.Channel("wall").Offline = false })},
	{code: "OSM-MIX-014", path: "/channels", found: mixed(func(b *campaign.Brief) {
		for i := range b.Channels {
			b.Channels[i].Cost = 0
		}
	})},
	{code: "OSM-NEED-008", path: "/segments/2/survey/reasons", brief: questioned, change: func(b *campaign.Brief) {
		b.Segment("workshop").Survey.Reasons[engagement.Belonging] = 50
	}},
	{code: "OSM-NEED-009", path: "/segments/2/survey/factors", brief: questioned, change: func(b *campaign.Brief) {
		b.Segment("workshop").Survey.Factors = map[engagement.Factor]int{engagement.NewEnvironment: 30}
	}},
	{code: "OSM-VOICE-001", path: "/ties/0/other", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := people(t).WithTies([]audience.Tie{{One: "ada", Other: []string{"bram", "nobody"}[index(planted)], Weight: 1}})
		return found
	}},
	{code: "OSM-VOICE-002", path: "/ties/0/weight", found: func(t *testing.T, planted bool) engagement.Findings {
		_, found := people(t).WithTies([]audience.Tie{{One: "ada", Other: "bram", Weight: 1 - 2*float64(index(planted))}})
		return found
	}},
	{code: "OSM-VOICE-009", path: "/touchpoints/10/ambassadors/count", brief: voiced, people: crowdOf60, change: func(b *campaign.Brief) { b.Touchpoint("voices").Ambassadors.Count = 7 }},
	{code: "OSM-VOICE-010", path: "/touchpoints/10/day", brief: voiced, people: crowdOf60, change: func(b *campaign.Brief) { b.Touchpoint("voices").Phase = campaign.Activate }},
	{code: "OSM-VOICE-011", path: "/touchpoints/10/ambassadors/count", cause: "too few are willing", brief: voiced, people: crowdOf60, change: func(b *campaign.Brief) { b.Touchpoint("voices").Ambassadors.Willing = "seldom" }},
	{code: "OSM-VOICE-011", path: "/touchpoints/10/ambassadors/count", cause: "too few of each unit", brief: voiced, people: crowdOf60, change: func(b *campaign.Brief) {
		b.Touchpoint("voices").Ambassadors.Unit, b.Touchpoint("voices").Ambassadors.PerUnit = "unit", 1
	}},
}

// limited is what a brief with generous limits is told about them, and what it
// is told once they are changed.
func limited(change func(b *campaign.Brief)) func(t *testing.T, planted bool) engagement.Findings {
	return func(t *testing.T, planted bool) engagement.Findings {
		b := withLimits(t)
		b.Limits.Caps, b.Limits.MinutesBetween, b.Limits.DaysOff = []campaign.Cap{{PerDay: new(5)}}, 0, nil
		if planted {
			change(b)
		}
		return ofFamily(mustPlan(t, b, people(t)).Advice, "OSM-LIMIT")
	}
}

// shifted is what a brief is told about its limits whose people work early, and what it is told once it is changed.
func shifted(change func(b *campaign.Brief)) func(t *testing.T, planted bool) engagement.Findings {
	return func(t *testing.T, planted bool) engagement.Findings {
		b := good(t)
		b.Limits = &campaign.Limits{WorkingHours: &campaign.WorkingHours{}}
		five := b.Touchpoint("five-questions")
		five.Day, _ = b.Frame.Retain.DaysUntil("2027-05-04") // a Tuesday
		five.Days = 9
		if planted {
			change(b)
		}
		var list []audience.Person
		for p := range people(t).People() {
			person := *p
			person.WorkHours = hours("Mo-Fr 05:00-07:00")
			list = append(list, person)
		}
		w, _ := audience.NewWorkforce(list)
		found := ofFamily(mustPlan(t, b, w).Advice, "OSM-LIMIT")
		return slices.DeleteFunc(found, func(f engagement.Finding) bool { return f.Found != "five-questions" })
	}
}

// thought is what a brief with all that managers could wish for is told about
// what they think: where they are content, and where a number of them think
// otherwise and the brief is changed.
func thought(stance audience.Stance, managers int, change func(b *campaign.Brief)) func(t *testing.T, planted bool) engagement.Findings {
	return func(t *testing.T, planted bool) engagement.Findings {
		b, stances := heard(t), append(times(12, audience.Supporter), times(12, audience.Neutral)...)
		if planted {
			change(b)
			stances = append(stances, times(managers, stance)...)
		}
		_, found := campaign.NewPlan(b, teams(t, 6, stances...))
		return ofFamily(found, "OSM-STANCE")
	}
}

// without makes the touchpoints of a kind into content.
func without(kind campaign.Kind) func(b *campaign.Brief) {
	return func(b *campaign.Brief) {
		each(b, func(t *campaign.Touchpoint) {
			if t.Kind == kind {
				t.Kind, t.RoleModel = campaign.Content, nil
			}
		})
	}
}

// contested, asked and called are the good brief with a contest that shames
// nobody, with as many questions as people bear, and with a call for as many
// cards as there is time for.
func contested(t *testing.T) *campaign.Brief {
	b := good(t)
	withKind(b, "nadia-story", campaign.Contest).Contest = &campaign.ContestTerms{OptIn: true, Ranking: campaign.OwnProgress, Prizes: campaign.Prizes()}
	return b
}

func asked(t *testing.T) *campaign.Brief {
	b := good(t)
	b.Touchpoint("five-questions").Pulse = &campaign.Pulse{Questions: campaign.PulseQuestions}
	return b
}

func called(t *testing.T) *campaign.Brief {
	b := good(t)
	withKind(b, "nadia-story", campaign.InsightCall).InsightCall = &campaign.CardCall{Cards: 3 * campaign.CardsPerDay}
	b.Touchpoint("nadia-story").Days = 5 // opens on a Thursday: three weekdays
	return b
}

// reporting is what is found on noor, who has that manager.
func reporting(manager string) engagement.Findings {
	_, found := audience.NewWorkforce([]audience.Person{{ID: "noor", Manager: manager}})
	return found
}

// dotted is what is found of a person with dotted lines.
func dotted(lines ...string) engagement.Findings {
	_, found := audience.NewWorkforce([]audience.Person{{ID: "luca"}, {ID: "noor", Manager: "luca", DottedManagers: lines}, {ID: "kim"}, {ID: "sam"}})
	return found
}

// lined is what a plan is told of thirty people, who report to ada or, where it
// is planted, to others.
func lined(manager func(i int) string) func(t *testing.T, planted bool) engagement.Findings {
	return func(t *testing.T, planted bool) engagement.Findings {
		list := []audience.Person{{ID: "ada"}}
		for i := range 30 {
			p := audience.Person{ID: "p" + strconv.Itoa(i), Manager: "ada"}
			if planted {
				p.Manager = manager(i)
			}
			list = append(list, p)
		}
		w, _ := audience.NewWorkforce(list)
		_, found := campaign.NewPlan(good(t), w)
		return ofFamily(found, "OSM-LINES")
	}
}

// gathered is what the good brief is told about a cluster of cards on segments.
func gathered(t *testing.T, segments ...string) engagement.Findings {
	six := 6
	_, found := good(t).Support([]insight.Cluster{{Antennas: &six, Segments: segments}})
	return found
}

// index is 1 where a fault is planted.
func index(planted bool) int {
	if planted {
		return 1
	}
	return 0
}

func TestAdviceNamesWhatAPractitionerWouldSay(t *testing.T) {
	for _, c := range advised {
		t.Run(strings.TrimSpace(c.code+" "+c.cause), func(t *testing.T) {
			if c.found == nil {
				brief, workforce := good, people
				if c.brief != nil {
					brief = c.brief
				}
				if c.people != nil {
					workforce = c.people
				}
				c.found = func(t *testing.T, planted bool) engagement.Findings {
					b, w := brief(t), workforce
					if planted && c.change != nil {
						c.change(b)
					}
					if !planted && c.change == nil {
						w = people
					}
					p, found := campaign.NewPlan(b, w(t))
					require.NotNil(t, p, "advice must not block: %s", found.In(engagement.English))
					require.Equal(t, found, p.Advice)
					return found
				}
			}
			require.NotContains(t, codes(c.found(t, false)), c.code)
			found := c.found(t, true)
			mine := ofFamily(found, c.code)
			require.Len(t, mine, 1, found.In(engagement.English))
			for _, f := range found {
				require.Contains(t, c.code+c.also, f.Code, f.Message.En)
				require.Equal(t, engagement.SeverityAdvice, f.Severity)
				require.NotEmpty(t, f.Source)
				requireWhole(t, f)
				requireRemedy(t, f)
			}
			require.Equal(t, c.path, mine[0].Path)
		})
	}
}

func TestEveryRuleOfAdviceIsInTheTable(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range advised {
		tested[c.code] = true
	}
	rules, err := findings.Read(os.DirFS(".."))
	require.NoError(t, err)
	results, err := findings.Read(os.DirFS("../evaluation")) // advice on results is no advice on plans
	require.NoError(t, err)
	for _, r := range rules {
		if r.Advice && !slices.ContainsFunc(results, func(other findings.Rule) bool { return other.Code == r.Code }) {
			require.True(t, tested[r.Code], "no row shows %s", r.Code)
			delete(tested, r.Code)
		}
	}
	require.Empty(t, tested, "rows of what is no advice")
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
