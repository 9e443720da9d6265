package ambassador_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/audience/ambassador"
	"github.com/osmosi-learning/osmosi/engagement"
)

// company has a manager over four team leads, who lead ten people each.
func company(t *testing.T) *audience.Workforce {
	t.Helper()
	people := []audience.Person{{ID: "top", Traits: map[string]any{"site": "ferrara", "willing": true}}}
	for team := range 4 {
		lead := "lead-" + strconv.Itoa(team)
		site := []string{"ferrara", "utrecht"}[team/2]
		people = append(people, audience.Person{ID: lead, Manager: "top", Traits: map[string]any{"unit": strconv.Itoa(team), "site": site, "willing": team != 0}})
		for i := range 10 {
			people = append(people, audience.Person{ID: fmt.Sprintf("p-%d-%d", team, i), Manager: lead, Traits: map[string]any{"unit": strconv.Itoa(team), "site": site, "willing": i < 2}})
		}
	}
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	return w
}

func TestLinesAloneMakeLeadsTheVoice(t *testing.T) {
	c, found := ambassador.Choose(company(t), ambassador.Terms{Count: 4}, nil, 1)
	require.Empty(t, found)
	require.ElementsMatch(t, []string{"lead-0", "lead-1", "lead-2", "lead-3"}, c.People, "each is all that ten people hear")
	require.GreaterOrEqual(t, c.Reach, 44.0)
	require.LessOrEqual(t, c.High, 45.0)
	require.Greater(t, c.Proved, 0.53)
}

func TestTiesMakeOthersAVoice(t *testing.T) {
	var ties []audience.Tie
	for team := range 4 {
		for i := range 10 {
			ties = append(ties, audience.Tie{One: "p-0-5", Other: fmt.Sprintf("p-%d-%d", team, i), Weight: 30})
		}
	}
	c, found := ambassador.Choose(tied(t, company(t), ties), ambassador.Terms{Count: 1}, nil, 1)
	require.Empty(t, found)
	require.Equal(t, []string{"p-0-5"}, c.People)
}

// Half of all people are on a project of somebody who leads no team: with the
// dotted lines this voice carries further than any other outside the lines.
func TestDottedLinesCarryAVoice(t *testing.T) {
	choose := func(lines []string) *ambassador.Choice {
		var people []audience.Person
		for p := range company(t).People() {
			one := *p
			if strings.HasPrefix(p.ID, "p-") && p.ID < "p-2" {
				one.DottedManagers = lines
			}
			people = append(people, one)
		}
		w, found := audience.NewWorkforce(people)
		require.Empty(t, found)
		c, found := ambassador.Choose(w, ambassador.Terms{Count: 1}, func(p *audience.Person) bool { return w.Reports(p.ID) == 0 }, 1)
		require.Empty(t, found)
		return c
	}
	without, with := choose(nil), choose([]string{"p-3-9"})
	require.Equal(t, []string{"p-3-9"}, with.People)
	require.Greater(t, with.Low, without.High+5, "twenty people hear the project")
}

func TestTermsAreKept(t *testing.T) {
	w := company(t)
	c, found := ambassador.Choose(w, ambassador.Terms{Count: 6, Willing: "willing", Unit: "unit", PerUnit: 1, Site: "site"}, nil, 1)
	require.Empty(t, found)
	require.NotContains(t, c.People, "lead-0", "not willing")
	units, sites := map[any]int{}, map[any]int{}
	for _, id := range c.People {
		p := w.Person(id)
		require.Equal(t, true, p.Traits["willing"])
		units[p.Traits["unit"]]++
		sites[p.Traits["site"]]++
	}
	for unit, n := range units {
		require.Equal(t, 1, n, unit)
	}
	require.Len(t, sites, 2)
	require.Len(t, c.People, 5, "one of each of four units, and who is in none")
}

func TestTermsThatCannotBeMetAreSaid(t *testing.T) {
	for name, c := range map[string]struct {
		terms ambassador.Terms
		code  string
	}{
		"fewer than none":      {ambassador.Terms{Count: -1}, "OSM-VOICE-003"},
		"fewer than none each": {ambassador.Terms{Count: 1, Unit: "unit", PerUnit: -1}, "OSM-VOICE-003"},
		"each of what":         {ambassador.Terms{Count: 1, PerUnit: 1}, "OSM-VOICE-004"},
		"more sites":           {ambassador.Terms{Count: 1, Site: "site"}, "OSM-VOICE-005"},
	} {
		t.Run(name, func(t *testing.T) {
			choice, found := ambassador.Choose(company(t), c.terms, nil, 1)
			require.Nil(t, choice)
			require.Len(t, found, 1)
			require.Equal(t, c.code, found[0].Code)
			for _, l := range engagement.Languages() {
				require.NotContains(t, found[0].Message.In(l), "OSM-")
			}
		})
	}
}

func TestOnlyThoseAmongWhomItIsAskedAreChosen(t *testing.T) {
	c, found := ambassador.Choose(company(t), ambassador.Terms{Count: 3}, func(p *audience.Person) bool { return p.Traits["unit"] == "2" }, 1)
	require.Empty(t, found)
	require.Len(t, c.People, 3)
	require.Equal(t, "lead-2", c.People[0])
	for _, id := range c.People {
		require.Contains(t, id, "-2", "though others would reach more")
	}
}

// tied is a workforce with ties that are all in order.
func tied(t *testing.T, w *audience.Workforce, ties []audience.Tie) *audience.Workforce {
	t.Helper()
	w, found := w.WithTies(ties)
	require.Empty(t, found)
	return w
}

func TestNobodyToChoose(t *testing.T) {
	empty, _ := audience.NewWorkforce(nil)
	for _, w := range []*audience.Workforce{empty, company(t)} {
		c, found := ambassador.Choose(w, ambassador.Terms{Count: 3, Willing: "absent"}, nil, 1)
		require.Empty(t, found)
		require.Empty(t, c.People)
		require.Zero(t, c.Reach)
	}
}

// The contacts of a real office: who is chosen reaches about as many as the
// proof says, and no department's share is told.
func TestARealOffice(t *testing.T) {
	const folder = "../../../shared/data/"
	vertices, err := os.Open(folder + "workfrance_vertices.csv")
	if err != nil {
		t.Skip("not done: the contacts of the office are not on this machine")
	}
	defer vertices.Close()
	rows, err := csv.NewReader(vertices).ReadAll()
	require.NoError(t, err)
	var people []audience.Person
	for _, row := range rows[1:] {
		people = append(people, audience.Person{ID: row[0], Traits: map[string]any{"unit": row[1]}})
	}
	edges, err := os.Open(folder + "workfrance_edgelist.csv")
	require.NoError(t, err)
	defer edges.Close()
	rows, err = csv.NewReader(edges).ReadAll()
	require.NoError(t, err)
	var ties []audience.Tie
	for _, row := range rows[1:] {
		minutes, err := strconv.ParseFloat(row[2], 64)
		require.NoError(t, err)
		ties = append(ties, audience.Tie{One: row[0], Other: row[1], Weight: minutes})
	}
	w, found := audience.NewWorkforce(people)
	require.Empty(t, found)
	c, found := ambassador.Choose(tied(t, w, ties), ambassador.Terms{Count: 8, Unit: "unit", PerUnit: 2}, nil, 1)
	require.Empty(t, found)
	require.Len(t, c.People, 8)
	require.Greater(t, c.Reach, 58.0)
	require.Less(t, c.Low, c.Reach)
	require.Less(t, c.Reach, c.AtMost)
}

func ExampleChoose() {
	people := []audience.Person{{ID: "ada"}, {ID: "bram", Manager: "ada"}, {ID: "cleo", Manager: "bram"}, {ID: "dirk", Manager: "bram"}, {ID: "elsa", Manager: "bram"}}
	w, _ := audience.NewWorkforce(people)
	w, _ = w.WithTies([]audience.Tie{{One: "cleo", Other: "dirk", Weight: 45}})
	c, found := ambassador.Choose(w, ambassador.Terms{Count: 1}, nil, 1)
	fmt.Println(found.Err(), c.People)
	// Output: <nil> [bram]
}
