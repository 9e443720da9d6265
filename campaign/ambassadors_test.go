package campaign_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/ambassador"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// voiced is the good brief with six ambassadors and traits to choose them by.
func voiced(t *testing.T) *campaign.Brief {
	b := good(t)
	for _, name := range []string{"often", "seldom"} {
		b.Traits = append(b.Traits, audience.Trait{Name: name, Kind: audience.FlagTrait, Label: text(name)})
	}
	voices := *b.Touchpoint("your-hour")
	voices.ID, voices.Kind, voices.Time = "voices", campaign.Ambassadors, "11:45"
	voices.Ambassadors = &campaign.AmbassadorTerms{Terms: ambassador.Terms{Count: 6}}
	b.Touchpoints = append(b.Touchpoints, voices)
	return b
}

// crowdOf60 are ada, six leads under her, and others under each of them.
func crowdOf60(t *testing.T) *audience.Workforce {
	t.Helper()
	return team(t, 60, func(i int, p *audience.Person) {
		if i >= 6 {
			p.Manager = "p" + strconv.Itoa(i%6)
		}
		if p.Traits["unit"] = []string{"workshop", "rental"}[i%2]; i >= 36 {
			p.Hired = "2026-12-15"
		}
		p.Traits["site"] = []string{"ferrara", "utrecht", "galway"}[i%3]
		p.Traits["often"], p.Traits["seldom"] = i >= 6, i == 7
	})
}

// askedOf are the people who get a touchpoint.
func askedOf(t *testing.T, s *campaign.Schedule, touchpoint string) []string {
	t.Helper()
	var got []string
	for item, err := range s.All() {
		require.NoError(t, err)
		if item.Touchpoint == touchpoint {
			got = append(got, item.Person)
		}
	}
	return got
}

func TestAmbassadorTermsThatCannotChooseAreRefused(t *testing.T) {
	const terms = "/touchpoints/10/ambassadors"
	for _, c := range []struct {
		name, code, path string
		change           func(t *campaign.Touchpoint)
	}{
		{"no terms", "OSM-VOICE-006", terms, func(t *campaign.Touchpoint) { t.Ambassadors = nil }},
		{"nobody", "OSM-VOICE-006", terms + "/count", func(t *campaign.Touchpoint) { t.Ambassadors.Count = 0 }},
		{"fewer than nobody", "OSM-VOICE-006", terms + "/count", func(t *campaign.Touchpoint) { t.Ambassadors.Count = -1 }},
		{"fewer than none each", "OSM-VOICE-003", terms + "/perUnit", func(t *campaign.Touchpoint) {
			t.Ambassadors.Unit, t.Ambassadors.PerUnit = "unit", -1
		}},
		{"each of what", "OSM-VOICE-004", terms + "/unit", func(t *campaign.Touchpoint) { t.Ambassadors.PerUnit = 1 }},
		{"an unknown trait", "OSM-CONDITION-003", terms + "/unit", func(t *campaign.Touchpoint) { t.Ambassadors.Unit = "unti" }},
		{"a protected trait", "OSM-VOICE-007", terms + "/willing", func(t *campaign.Touchpoint) { t.Ambassadors.Willing = "age" }},
		{"a trait that says neither yes nor no", "OSM-VOICE-008", terms + "/willing", func(t *campaign.Touchpoint) { t.Ambassadors.Willing = "unit" }},
		{"a flag for a site", "OSM-VOICE-008", terms + "/site", func(t *campaign.Touchpoint) { t.Ambassadors.Site = "often" }},
		{"terms of another kind", "OSM-BRIEF-060", terms, func(t *campaign.Touchpoint) { t.Kind = campaign.Announcement }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := voiced(t)
			c.change(b.Touchpoint("voices"))
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.path, found[0].Path)
			requireWhole(t, found[0])
			p, _ := campaign.NewPlan(b, crowdOf60(t))
			require.Nil(t, p)
		})
	}
}

func TestMoreSitesThanAmbassadorsCannotBePlanned(t *testing.T) {
	b := voiced(t)
	b.Touchpoint("voices").Ambassadors.Count, b.Touchpoint("voices").Ambassadors.Site = 2, "site"
	p, found := campaign.NewPlan(b, crowdOf60(t))
	require.Nil(t, p)
	require.Len(t, found, 1)
	require.Equal(t, "OSM-VOICE-005", found[0].Code)
	require.Equal(t, "/touchpoints/10/ambassadors/count", found[0].Path)
}

func TestTheFewWhoseVoicesReachMostAreAskedAndNobodyElse(t *testing.T) {
	b, w := voiced(t), crowdOf60(t)
	p, found := campaign.NewPlan(b, w)
	require.Empty(t, found, found.In(engagement.English))
	s := p.Schedule(w)
	leads := []string{"p0", "p1", "p2", "p3", "p4", "p5"}
	require.ElementsMatch(t, leads, s.Ambassadors("voices"), "each is all that nine people hear")
	require.Equal(t, leads, askedOf(t, s, "voices"))
	require.Equal(t, leads, askedOf(t, s.At(time.Time{}, func(string) []campaign.Fact { return nil }), "voices"), "whatever else is known")
	require.Nil(t, s.Ambassadors("your-hour"))

	reach := planned(p, "voices").Reach
	require.Equal(t, 5, *planned(p, "voices").People)
	require.Equal(t, 60, reach.People)
	require.LessOrEqual(t, reach.Low, reach.People)
	require.GreaterOrEqual(t, reach.High, reach.People)
	require.Greater(t, reach.Proved, 50)

	again, _ := campaign.NewPlan(voiced(t), crowdOf60(t))
	require.Equal(t, p, again)
	require.Equal(t, s.Ambassadors("voices"), again.Schedule(w).Ambassadors("voices"), "the same input asks the same people")
}

func TestWhoIsAskedIsToldWhyAndAfterTheirManager(t *testing.T) {
	b, w := voiced(t), crowdOf60(t)
	b.Touchpoint("voices").Day = 0
	p, found := campaign.NewPlan(b, w)
	require.Equal(t, []string{"OSM-PLAN-001"}, codes(found), "the managers' briefing takes two levels of people")
	items := collect(t, p, w, "p3")
	asked := item(t, items, "voices")
	require.Equal(t, "ambassador", asked.Why[0])
	require.Greater(t, asked.At.Format(time.DateOnly), string(p.Schedule(w).Briefed("p3")))
	for l, words := range map[engagement.Language]string{
		engagement.Italian: "Lo chiediamo a te perché colleghi e colleghe ti ascoltano.",
		engagement.Dutch:   "We vragen het jou omdat collega’s naar je luisteren.",
		engagement.English: "We ask you because colleagues listen to you.",
	} {
		require.Equal(t, words, p.Explain(asked.Why, l)[0])
		require.Equal(t, words, p.Explanations(l)["ambassador"])
	}
}

func TestTheTermsAndTheSegmentSayWhoMayBeAsked(t *testing.T) {
	b, w := voiced(t), crowdOf60(t)
	terms := b.Touchpoint("voices").Ambassadors
	terms.Willing, terms.Unit, terms.PerUnit, terms.Site = "often", "unit", 3, "site"
	b.Touchpoint("voices").Segment = "rental"
	p, found := campaign.NewPlan(b, w)
	require.Equal(t, []string{"OSM-VOICE-011"}, codes(found), found.In(engagement.English))
	asked := p.Schedule(w).Ambassadors("voices")
	require.Len(t, asked, 3)
	sites := map[any]bool{}
	for _, id := range asked {
		require.Equal(t, "rental", w.Person(id).Traits["unit"])
		require.Equal(t, true, w.Person(id).Traits["often"])
		sites[w.Person(id).Traits["site"]] = true
	}
	require.Len(t, sites, 3)
	require.Nil(t, planned(p, "voices").People)
	require.Nil(t, planned(p, "voices").Reach, "of three it would be a score of each")
}

func TestTiesBetweenColleaguesChangeWhoIsAsked(t *testing.T) {
	b, w := voiced(t), crowdOf60(t)
	b.Touchpoint("voices").Ambassadors.Count = 5
	var ties []audience.Tie
	for i := range 60 {
		if i != 17 {
			ties = append(ties, audience.Tie{One: "p17", Other: "p" + strconv.Itoa(i), Weight: 90})
		}
	}
	tied, found := w.WithTies(ties)
	require.Empty(t, found)
	p, found := campaign.NewPlan(b, tied)
	require.Empty(t, found)
	require.Equal(t, "p17", p.Schedule(tied).Ambassadors("voices")[0])
	require.NotContains(t, p.Schedule(w).Ambassadors("voices"), "p17")
}

func TestAPlanTellsNothingOfAmbassadorsInASmallWorkforce(t *testing.T) {
	b := voiced(t)
	for _, c := range []struct {
		people, count int
		told          bool
	}{{campaign.SmallestCrowd - 2, 5, false}, {campaign.SmallestCrowd - 1, 5, true}, {campaign.SmallestCrowd - 1, 4, false}} {
		b.Touchpoint("voices").Ambassadors.Count = c.count
		w := team(t, c.people, func(i int, p *audience.Person) { p.Traits["unit"] = []string{"workshop", "rental"}[i%2] }) // and ada
		p, found := campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		require.Len(t, p.Schedule(w).Ambassadors("voices"), c.count)
		require.Equal(t, c.told, planned(p, "voices").Reach != nil, "%+v", c)
	}
	p, found := campaign.NewPlan(b, nil)
	require.NoError(t, found.Err())
	require.Nil(t, planned(p, "voices").Reach)
}

func TestNoDocumentSaysWhoIsAsked(t *testing.T) {
	b := voiced(t)
	w := team(t, 60, func(i int, p *audience.Person) { p.ID = "secret-" + strconv.Itoa(i) })
	p, found := campaign.NewPlan(b, w)
	require.NotNil(t, p, found.In(engagement.English))
	require.Len(t, p.Schedule(w).Ambassadors("voices"), 6)
	data, err := json.Marshal(p)
	require.NoError(t, err)
	require.NotContains(t, string(data), "secret-")
	require.NotContains(t, string(p.AppendProgram(nil)), "secret-")
	require.True(t, slices.ContainsFunc(p.Touchpoints, func(t campaign.PlannedTouchpoint) bool { return t.Reach != nil }))
	require.NotContains(t, string(data), `"ada"`, "nor those above them")
}

func TestAMissionMayBePutToAmbassadors(t *testing.T) {
	b, w := voiced(t), crowdOf60(t)
	q := *b.Proposition("own-choice")
	q.ID = "speak-up"
	b.Propositions = append(b.Propositions, q)
	b.Touchpoint("voices").Proposition = "speak-up"
	b.Missions = []audience.Mission{{ID: "speaker", Proposition: "speak-up", Wanted: 6, Name: text("Speaker"), Asks: text("Talks with colleagues over coffee.")}}
	_, found := campaign.NewPlan(b, w)
	require.NotContains(t, codes(found), "OSM-ROLE-006", found.In(engagement.English))
	b.Missions[0].Wanted = 7
	_, found = campaign.NewPlan(b, w)
	require.Contains(t, codes(found), "OSM-ROLE-006")
}

// The contacts of a real office, two of whose departments are too small to be
// spoken of: neither the plan nor what it says of voices tells anything of them.
func TestAPlanTellsNothingOfSmallDepartmentsOfARealOffice(t *testing.T) {
	const folder = "../../shared/data/"
	table := func(name string) [][]string {
		f, err := os.Open(folder + name)
		if err != nil {
			t.Skip("not done: the contacts of the office are not on this machine")
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		return rows[1:]
	}
	var list []audience.Person
	sizes := map[string]int{}
	for _, row := range table("workfrance_vertices.csv") {
		list = append(list, audience.Person{ID: "id-" + row[0], Traits: map[string]any{"unit": row[1], "often": true}})
		sizes[row[1]]++
	}
	var ties []audience.Tie
	for _, row := range table("workfrance_edgelist.csv") {
		weight, err := strconv.ParseFloat(row[2], 64)
		require.NoError(t, err)
		ties = append(ties, audience.Tie{One: "id-" + row[0], Other: "id-" + row[1], Weight: weight})
	}
	w, found := audience.NewWorkforce(list)
	require.Empty(t, found)
	w, found = w.WithTies(ties)
	require.Empty(t, found)
	small := 0
	for unit, n := range sizes {
		b := voiced(t)
		listed := b.Traits[0].Values
		b.Traits[0].Values = nil // any unit there is
		terms := b.Touchpoint("voices").Ambassadors
		terms.Count, terms.Unit, terms.PerUnit = 12, "unit", 2
		whole, found := campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		require.NotNil(t, planned(whole, "voices").Reach)
		data, err := json.Marshal(whole)
		require.NoError(t, err)
		require.False(t, strings.Contains(string(data), unit), unit)
		require.False(t, strings.Contains(string(data), "id-"))
		if n >= campaign.SmallestGroup {
			continue
		}
		small++
		b.Traits[0].Values = listed // none of the departments
		_, found = campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		require.Len(t, ofFamily(found, "OSM-WORKFORCE-002"), len(sizes)-2, "the large ones are named")
		require.Len(t, ofFamily(found, "OSM-WORKFORCE-005"), 1)
		told, err := json.Marshal(found)
		require.NoError(t, err)
		require.NotContains(t, string(told), unit)
		require.True(t, slices.ContainsFunc(w.Unlisted(b.Traits), func(f engagement.Finding) bool { return f.Found == unit }), "but to whoever keeps the data")
		b.Traits[0].Values = nil // asked alone
		b.Segments = append(b.Segments, audience.Segment{ID: "few", Name: text("few"), Because: text("few"), When: audience.Is("unit", unit)})
		b.Touchpoint("voices").Segment = "few"
		alone, found := campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		require.Nil(t, planned(alone, "voices").Reach, unit)
		require.Nil(t, planned(alone, "voices").People, unit)
	}
	require.Equal(t, 2, small)
}
