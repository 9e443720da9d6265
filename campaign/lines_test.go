package campaign_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
)

// pyramid are a director, so many leads and so many people under each, of whom
// change makes what it wants.
func pyramid(leads, size int, change func(p *audience.Person)) *audience.Workforce {
	list := []audience.Person{{ID: "top"}}
	for i := range leads {
		lead := "lead" + strconv.Itoa(i)
		list = append(list, audience.Person{ID: lead, Manager: "top"})
		for j := range size {
			list = append(list, audience.Person{ID: lead + "-" + strconv.Itoa(j), Manager: lead})
		}
	}
	for i := range list {
		change(&list[i])
	}
	w, _ := audience.NewWorkforce(list)
	return w
}

// team6 are six people who report to somebody unknown.
func team6() *audience.Workforce {
	var list []audience.Person
	for i := range 6 {
		list = append(list, audience.Person{ID: strconv.Itoa(i), Manager: "ghost"})
	}
	w, _ := audience.NewWorkforce(list)
	return w
}

func TestAPlanTellsTheShapeOfTheReportingLines(t *testing.T) {
	as := func(*audience.Person) {}
	every := func(n int, what func(p *audience.Person)) func(p *audience.Person) {
		return func(p *audience.Person) {
			if n > 0 && len(p.ID) > 5 {
				n--
				what(p)
			}
		}
	}
	for name, c := range map[string]struct {
		w    *audience.Workforce
		want string
	}{
		"nobody has a line":          {team(t, 7, func(i int, p *audience.Person) { p.Manager = "" }), `null`},
		"few managers have no spans": {pyramid(3, 6, as), `{"levels":3,"trees":1,"alone":0,"orphans":0,"cycles":0,"dotted":0}`},
		"a median, and the widest":   {pyramid(13, 6, as), `{"levels":3,"trees":1,"medianSpan":6,"widestSpan":13,"alone":0,"orphans":0,"cycles":0,"dotted":0}`},
		"few are not counted":        {pyramid(6, 8, every(4, func(p *audience.Person) { p.Manager = "ghost" })), `{"levels":3,"trees":1,"medianSpan":8,"widestSpan":8,"cycles":0,"dotted":0}`},
		"six who have no manager":    {pyramid(6, 8, every(6, func(p *audience.Person) { p.Manager = "" })), `{"levels":3,"trees":1,"medianSpan":8,"widestSpan":8,"alone":5,"orphans":0,"cycles":0,"dotted":0}`},
		"twelve with a dotted line":  {pyramid(6, 8, every(12, func(p *audience.Person) { p.DottedManagers = []string{"lead5"} })), `{"levels":3,"trees":1,"medianSpan":8,"widestSpan":8,"alone":0,"orphans":0,"cycles":0,"dotted":10}`},
		"a circle, and a second tree": {pyramid(6, 8, func(p *audience.Person) {
			p.Manager = map[string]string{"lead0": "lead0-1"}[p.ID] + map[bool]string{true: p.Manager}[p.ID != "lead0"]
		}), `{"levels":3,"trees":2,"medianSpan":8,"widestSpan":8,"alone":0,"orphans":0,"cycles":1,"dotted":0}`},
		"no manager is among the people": {team6(), `{"levels":1,"trees":0,"alone":5,"orphans":5,"cycles":0,"dotted":0}`},
	} {
		t.Run(name, func(t *testing.T) {
			p, found := campaign.NewPlan(good(t), c.w)
			require.NoError(t, found.Err())
			data, err := json.Marshal(p.Lines)
			require.NoError(t, err)
			require.Equal(t, c.want, string(data))
		})
	}
}

// What a dotted line does in a plan: a voice carries further, and nobody's
// date, audience or perceived value is another.
func TestADottedLineCarriesVoicesAndMovesNobody(t *testing.T) {
	const project = "p41" // leads nobody
	plan := func(lines ...string) (*campaign.Plan, *campaign.Schedule) {
		var list []audience.Person
		for p := range crowdOf60(t).People() {
			p.Traits[audience.TraitStance] = "sceptical"
			if p.ID == project {
				p.Traits[audience.TraitStance] = "promoter"
			} else if p.Manager != "ada" && p.ID != "ada" {
				p.DottedManagers = lines
			}
			list = append(list, *p)
		}
		w, found := audience.NewWorkforce(list)
		require.Empty(t, found)
		b := voiced(t)
		b.Touchpoint("voices").Segment = "rental"
		p, found := campaign.NewPlan(b, w)
		require.NoError(t, found.Err())
		return p, p.Schedule(w)
	}
	solid, before := plan()
	dotted, after := plan(project)
	require.NotContains(t, before.Ambassadors("voices"), project)
	require.Equal(t, project, after.Ambassadors("voices")[0], "whom all others hear")
	require.Greater(t, planned(dotted, "voices").Reach.People, planned(solid, "voices").Reach.People)

	require.Equal(t, 55, *dotted.Lines.Dotted, "fifty-three")
	require.Zero(t, *solid.Lines.Dotted)
	planned(dotted, "voices").Reach = planned(solid, "voices").Reach
	require.Equal(t, solid.Touchpoints, dotted.Touchpoints)
	require.Equal(t, solid.Audiences, dotted.Audiences)
	require.Equal(t, solid.Stances, dotted.Stances)
	for _, id := range []string{"ada", "p0", "p5", project, "p59"} {
		require.Equal(t, before.Briefed(id), after.Briefed(id), id)
	}
}

func TestADottedLineFindsPeopleForASegment(t *testing.T) {
	w := pyramid(6, 10, func(p *audience.Person) {
		if p.ID[len(p.ID)-1] == '7' {
			p.DottedManagers = []string{"lead3"}
		}
	})
	b := good(t)
	b.Traits = append(b.Traits, audience.Trait{Name: audience.TraitDotted, Kind: audience.ListTrait, Label: text("dotted")})
	b.Segments = append(b.Segments, audience.Segment{ID: "project", Name: text("project"), Because: text("project"), When: audience.DottedTo("lead3")})
	p, found := campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	for _, a := range p.Audiences {
		if a.Segment == "project" {
			require.Equal(t, 5, *a.People, "one of each of six teams but lead3's own, whose boss needs no dotted line")
		}
	}
}
