package campaign_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// said is a text that says something in every language.
func said(words string) engagement.Text {
	return engagement.Text{It: words, Nl: words, En: words}
}

// staffed is the quickstart's brief with a community manager of the workshop
// and a mission, about which there is nothing to say.
func staffed(t *testing.T) *campaign.Brief {
	t.Helper()
	b := good(t)
	b.Roles = []audience.Role{{
		ID: "bench-voice", Kind: audience.CommunityManager, Name: said("Voice"), Segment: "workshop", Does: said("Asks every morning what mechanics lack"),
		Replaces: said("Clerk"), Did: said("Filed the paper of yesterday's classes"),
	}}
	b.Missions = []audience.Mission{{
		ID: "antenna", Name: said("Antenna"), Asks: said("Look around and write a card"), Proposition: "read-the-code", Segment: "rental",
		Need: engagement.Problem, Cards: 10, Wanted: 7, Minutes: 20, Takers: audience.Is("unit", "workshop"),
	}}
	return b
}

func TestATouchpointHasTheVoicesOfThoseItIsFor(t *testing.T) {
	p, found := campaign.NewPlan(staffed(t), people(t))
	require.Empty(t, found, found.In(engagement.English))
	for _, planned := range p.Touchpoints {
		if planned.ID == "twenty-codes" {
			require.Equal(t, []string{"bench-voice"}, planned.Voices)
		} else {
			require.Empty(t, planned.Voices, planned.ID)
		}
	}
	b := staffed(t)
	b.Roles[0].Segment = "rental"
	p, _ = campaign.NewPlan(b, people(t))
	require.Equal(t, []string{"bench-voice"}, planned(p, "nadia-story").Voices, "its own segment, not the proposition's")
	require.Empty(t, planned(p, "twenty-codes").Voices)
	b.Roles[0].Kind = audience.ServiceDesigner
	p, _ = campaign.NewPlan(b, people(t))
	require.Empty(t, planned(p, "nadia-story").Voices, "a service designer speaks for nobody")
}

func TestAMissionCountsWhoIsCalledToIt(t *testing.T) {
	p, _ := campaign.NewPlan(staffed(t), people(t))
	require.Len(t, p.Missions, 1)
	m := p.Missions[0]
	require.Equal(t, []string{"twenty-codes"}, m.Calls)
	require.Equal(t, 5, *m.People, "seven, rounded")
	require.Equal(t, 5, *m.Called, "seven, rounded")

	b := staffed(t)
	b.Missions[0].Takers = audience.Condition{}
	p, found := campaign.NewPlan(b, people(t))
	require.Empty(t, found)
	require.Equal(t, 15, *p.Missions[0].People, "anyone")
	require.Equal(t, 5, *p.Missions[0].Called)

	b.Missions[0].Takers = audience.Any(audience.Is("unit", "workshop"), audience.Is("role", "director"))
	p, _ = campaign.NewPlan(b, people(t))
	require.Equal(t, 10, *p.Missions[0].People, "eight, rounded")
	require.Equal(t, 5, *p.Missions[0].Called, "seven, rounded: that one is not called does not follow")

	b.Missions[0].Takers = audience.Not(audience.Is("unit", "office"))
	p, _ = campaign.NewPlan(b, people(t))
	require.Equal(t, 15, *p.Missions[0].People, "fourteen, rounded: that one may not take it does not follow")

	b.Missions[0].Takers = audience.Is("unit", "office")
	p, _ = campaign.NewPlan(b, people(t))
	require.Nil(t, p.Missions[0].People)
	require.Nil(t, p.Missions[0].Called)

	data, err := json.Marshal(p)
	require.NoError(t, err)
	back, found := campaign.ReadPlan(bytes.NewReader(data))
	require.NoError(t, found.Err())
	require.Equal(t, p.Missions, back.Missions)
	require.Equal(t, p.Brief.Roles, back.Brief.Roles)
}

// crowd is a workforce of a director and as many people of each unit as told,
// those of the workshop new.
func crowd(t *testing.T, workshop, rental int) *audience.Workforce {
	t.Helper()
	list := []audience.Person{{ID: "ada", Hired: "2015-03-01", Traits: map[string]any{"unit": "office"}}}
	for i := range workshop + rental {
		p := audience.Person{ID: "p" + strconv.Itoa(i), Manager: "ada", Hired: "2027-01-04", Traits: map[string]any{"unit": "workshop"}}
		if i >= workshop {
			p.Hired, p.Traits["unit"] = "2015-03-01", "rental"
		}
		list = append(list, p)
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	return w
}

func TestLargeSegmentsNeedAVoiceAndOverlappingOnesNeedOne(t *testing.T) {
	advised := func(b *campaign.Brief, w *audience.Workforce) []string {
		_, found := campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		paths := []string{}
		for _, f := range found {
			if f.Code == "OSM-ROLE-007" {
				requireWhole(t, f)
				paths = append(paths, f.Path)
			}
		}
		return paths
	}
	// Segments are newcomers, leads, workshop, rental.
	require.Empty(t, advised(good(t), crowd(t, 49, 49)))
	require.Equal(t, []string{"/segments/0"}, advised(good(t), crowd(t, 50, 49)), "newcomers are the workshop: the first in precedence will do")
	require.Equal(t, []string{"/segments/0", "/segments/3"}, advised(good(t), crowd(t, 50, 60)))
	b := staffed(t) // speaks for the workshop
	require.Equal(t, []string{"/segments/3"}, advised(b, crowd(t, 50, 60)), "newcomers are heard in the workshop")
	b.Roles[0].Kind = audience.OtherRole
	require.Equal(t, []string{"/segments/0", "/segments/3"}, advised(b, crowd(t, 50, 60)))
}

func TestFaultsInRolesAndMissions(t *testing.T) {
	for name, c := range map[string]struct {
		code, path, suggestion string
		change                 func(b *campaign.Brief)
	}{
		"a manager of no community":       {"OSM-ROLE-001", "/roles/0/segment", "", func(b *campaign.Brief) { b.Roles[0].Segment = "" }},
		"a segment that is not there":     {"OSM-BRIEF-002", "/roles/0/segment", "workshop", func(b *campaign.Brief) { b.Roles[0].Segment = "workshops" }},
		"a kind that is none":             {"OSM-DOC-004", "/roles/0/kind", "serviceDesigner", func(b *campaign.Brief) { b.Roles[0].Kind = "serviceDesign" }},
		"a name that lacks a language":    {"OSM-BRIEF-003", "/roles/0/name/nl", "", func(b *campaign.Brief) { b.Roles[0].Name.Nl = "" }},
		"a deed that lacks a language":    {"OSM-BRIEF-003", "/roles/0/does/it", "", func(b *campaign.Brief) { b.Roles[0].Does.It = "" }},
		"a role twice":                    {"OSM-BRIEF-001", "/roles/1/id", "", func(b *campaign.Brief) { b.Roles = append(b.Roles, b.Roles[0]) }},
		"a mission without its gain":      {"OSM-BRIEF-002", "/missions/0/proposition", "read-the-code", func(b *campaign.Brief) { b.Missions[0].Proposition = "read-the-codes" }},
		"a mission that looks at nothing": {"OSM-BRIEF-002", "/missions/0/segment", "", func(b *campaign.Brief) { b.Missions[0].Segment = "everywhere" }},
		"an order that lacks a language":  {"OSM-BRIEF-003", "/missions/0/asks/en", "", func(b *campaign.Brief) { b.Missions[0].Asks.En = "" }},
		"a mission twice":                 {"OSM-BRIEF-001", "/missions/1/id", "", func(b *campaign.Brief) { b.Missions = append(b.Missions, b.Missions[0]) }},
		"takers by a trait nobody has":    {"OSM-CONDITION-003", "/missions/0/takers/unitt/$eq", "unit", func(b *campaign.Brief) { b.Missions[0].Takers = audience.Is("unitt", "x") }},
		"takers by a protected trait":     {"OSM-CONDITION-006", "/missions/0/takers/age/$lt", "", func(b *campaign.Brief) { b.Missions[0].Takers = audience.Below("age", 30) }},
		"a mission for fewer than nobody": {"OSM-DOC-007", "/missions/0/wanted", "", func(b *campaign.Brief) { b.Missions[0].Wanted = -1 }},
		"a need that nobody declares":     {"OSM-DOC-004", "/missions/0/need", "problem", func(b *campaign.Brief) { b.Missions[0].Need = "problems" }},
		"the former job lacks a language": {"OSM-BRIEF-003", "/roles/0/did/nl", "", func(b *campaign.Brief) { b.Roles[0].Did.Nl = "" }},
		"a former name lacks a language": {"OSM-BRIEF-003", "/missions/0/replaces/nl", "", func(b *campaign.Brief) {
			b.Missions[0].Replaces, b.Missions[0].Did = engagement.Text{It: "x", En: "x"}, said("Old")
		}},
		"an ID that is none":               {"OSM-DOC-006", "/missions/0/id", "", func(b *campaign.Brief) { b.Missions[0].ID = "Antenna!" }},
		"a mission's name lacks languages": {"OSM-BRIEF-003", "/missions/0/name/it", "", func(b *campaign.Brief) { b.Missions[0].Name.It = "" }},
	} {
		t.Run(name, func(t *testing.T) {
			b := staffed(t)
			c.change(b)
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code+" "+c.path, found[0].Code+" "+found[0].Path)
			require.Equal(t, c.suggestion, found[0].Suggestion)
			require.Equal(t, engagement.SeverityError, found[0].Severity)
			requireWhole(t, found[0])
		})
	}
}

func TestRolesAndMissionsAreFoundByID(t *testing.T) {
	b := staffed(t)
	require.Equal(t, "bench-voice", b.Role("bench-voice").ID)
	require.Equal(t, "antenna", b.Mission("antenna").ID)
	require.Nil(t, b.Role("antenna"))
	require.Nil(t, b.Mission("bench-voice"))
}
