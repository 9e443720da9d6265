package campaign_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/light"
)

// questioned is a brief of which the workshop was asked why people would learn.
func questioned(t *testing.T) *campaign.Brief {
	b := good(t)
	b.Segment("workshop").Survey = &audience.Survey{Date: "2026-11-30", Asked: 84, Answered: 60,
		Reasons: map[engagement.Reason]int{engagement.Contingent: 42, engagement.Advancement: 20, engagement.Belonging: 20, engagement.Obligation: 0},
		Needs:   map[engagement.Need]int{engagement.Problem: 31}}
	return b
}

func motivesOf(t *testing.T, p *campaign.Plan, segment string) *campaign.Motives {
	t.Helper()
	for _, a := range p.Audiences {
		if a.Segment == segment {
			return a.Motives
		}
	}
	require.FailNow(t, "no audience "+segment)
	return nil
}

func TestAPlanRanksWhatASegmentNamed(t *testing.T) {
	p, found := campaign.NewPlan(questioned(t), people(t))
	require.NotNil(t, p, found.In(engagement.English))
	require.Nil(t, motivesOf(t, p, ""))
	require.Nil(t, motivesOf(t, p, "rental"), "nobody asked them, and nobody guesses")
	m := motivesOf(t, p, "workshop")
	require.Equal(t, []any{engagement.Date("2026-11-30"), 84, 60, 0.714286}, []any{m.Date, m.Asked, m.Answered, m.Response})
	require.Equal(t, []campaign.Motive{
		{Name: "contingent", People: 42, Share: 0.7, Low: 0.574913, High: 0.801018},
		{Name: "advancement", People: 20, Share: 0.333333, Low: 0.227293, High: 0.459431},
		{Name: "belonging", People: 20, Share: 0.333333, Low: 0.227293, High: 0.459431},
	}, m.Reasons, "the most named first, nothing that nobody named")
	require.Len(t, m.Needs, 1)
	require.Empty(t, m.Factors)
}

// rivals are two propositions for the workshop, on one page on one day, of
// which the second answers what most named.
func rivals(t *testing.T, survey bool) *campaign.Plan {
	b := questioned(t)
	if !survey {
		b.Segment("workshop").Survey = nil
	}
	of := *b.Touchpoint("twenty-codes")
	b.Touchpoints = nil
	q := *b.Proposition(of.Proposition)
	q.Needs, q.Factors, q.Segment, q.Wording = nil, nil, "workshop", nil
	b.Propositions = nil
	for i, id := range []string{"a-ahead", "b-now"} {
		q.ID, q.Reasons = id, []engagement.Reason{[]engagement.Reason{engagement.Advancement, engagement.Contingent}[i]}
		b.Propositions = append(b.Propositions, q)
		touchpoint := of
		touchpoint.ID, touchpoint.Proposition, touchpoint.Segment, touchpoint.Channel = "about-"+id, id, "", intranet(t, b)
		b.Touchpoints = append(b.Touchpoints, touchpoint)
	}
	p, found := campaign.NewPlan(b, team(t, 30, func(i int, p *audience.Person) {
		switch i {
		case 1:
			p.Traits[audience.TraitReasons] = []string{"advancement"}
		case 2:
			p.Traits["unit"] = "rental"
		}
	}))
	require.NotNil(t, p, found.In(engagement.English))
	return p
}

func intranet(t *testing.T, b *campaign.Brief) string {
	for _, c := range b.Channels {
		if c.Kind == audience.Intranet {
			return c.ID
		}
	}
	require.FailNow(t, "no intranet")
	return ""
}

func TestWhatASegmentNamedOrdersPropositionsForWhoDeclaredNothing(t *testing.T) {
	show := func(p *campaign.Plan, person string) campaign.Item {
		s := p.Schedule(team(t, 3, func(i int, one *audience.Person) {
			if i == 1 {
				one.Traits[audience.TraitReasons] = []string{"advancement"}
			}
		}))
		at, err := time.Parse(time.RFC3339, string(p.Touchpoints[0].Date)+"T17:00:00Z")
		require.NoError(t, err)
		item, shown, err := s.Show(person, at, nil, engagement.Chance{})
		require.NoError(t, err)
		require.True(t, shown)
		return item
	}
	with, without := rivals(t, true), rivals(t, false)
	require.Equal(t, []string{"b-now", "a-ahead"}, motivesOf(t, with, "workshop").Order)

	silent := show(with, "p0")
	require.Equal(t, "b-now", silent.Proposition, "of somebody who declared nothing, the segment's answers tell what comes first")
	require.Contains(t, silent.Why, "survey:workshop")
	require.NotContains(t, silent.Why, "reason:contingent", "a reason of the segment is not the person's")
	require.Equal(t, "a-ahead", show(without, "p0").Proposition)

	declared := show(with, "p1")
	require.Equal(t, "a-ahead", declared.Proposition, "what the person declared counts, not what others did")
	require.Contains(t, declared.Why, "reason:advancement")
	require.NotContains(t, declared.Why, "survey:workshop")

	for _, l := range with.Brief.Languages {
		require.NotEmpty(t, with.Explanations(l)["survey:workshop"])
		require.Len(t, with.Explain(silent.Why, l), len(silent.Why))
	}
	require.Empty(t, with.Explain([]string{"survey", "survey:rental", "survey:nobody"}, engagement.English))

	r := light.NewReader(with.AppendProgram(nil))
	program := r.Value()
	require.NoError(t, r.End())
	require.Contains(t, string(program.Append(nil)), `"survey":{"reasons":[227,574]}`, "the low ends, in thousandths")
}

func TestASurveyOfFewPeopleIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		code, path, found, suggestion string
		change                        func(s *audience.Survey)
	}{
		"no date":                         {"OSM-NEED-001", "/date", "2026-02-30", "", func(s *audience.Survey) { s.Date = "2026-02-30" }},
		"a floor below three":             {"OSM-NEED-002", "/smallest", "2", "", func(s *audience.Survey) { s.Smallest = 2 }},
		"nobody asked":                    {"OSM-NEED-003", "/asked", "0", "", func(s *audience.Survey) { s.Asked = 0 }},
		"more answers than questions":     {"OSM-NEED-004", "/answered", "85", "", func(s *audience.Survey) { s.Answered = 85 }},
		"more who named it than answered": {"OSM-NEED-004", "/needs/problem", "61", "", func(s *audience.Survey) { s.Needs[engagement.Problem] = 61 }},
		"a count below nothing":           {"OSM-NEED-004", "/needs/problem", "-1", "", func(s *audience.Survey) { s.Needs[engagement.Problem] = -1 }},
		"few who answered":                {"OSM-NEED-005", "/answered", "4", "", func(s *audience.Survey) { s.Answered = 4 }},
		"few who named it":                {"OSM-NEED-005", "/reasons/belonging", "4", "", func(s *audience.Survey) { s.Reasons[engagement.Belonging] = 4 }},
		"few who did not":                 {"OSM-NEED-005", "/needs/problem", "1", "", func(s *audience.Survey) { s.Needs[engagement.Problem] = 59 }},
		"fewer than the host's own floor": {"OSM-NEED-005", "/reasons/belonging", "6", "", func(s *audience.Survey) { s.Smallest, s.Reasons[engagement.Belonging] = 7, 6 }},
		"an answer that nobody can give":  {"OSM-NEED-006", "/reasons/belongin", "belongin", "belonging", func(s *audience.Survey) { s.Reasons["belongin"] = 20; delete(s.Reasons, engagement.Belonging) }},
		"what is left out can be worked out": {"OSM-NEED-007", "/reasons", "2", "", func(s *audience.Survey) {
			s.Reasons = map[engagement.Reason]int{engagement.Contingent: 38, engagement.Advancement: 20}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := questioned(t)
			require.Empty(t, b.Check())
			i := 0
			for b.Segments[i].ID != "workshop" {
				i++
			}
			c.change(b.Segments[i].Survey)
			require.Len(t, b.Check(), 1, "a brief with it is refused")
			path := "/segments/" + strconv.Itoa(i) + "/survey"
			found := b.Segments[i].Survey.Check(path)
			require.Len(t, found, 1, found.In(engagement.English))
			f := found[0]
			require.Equal(t, []string{c.code, path + c.path, c.found, c.suggestion}, []string{f.Code, f.Path, f.Found, f.Suggestion})
			require.Equal(t, engagement.SeverityError, f.Severity)
			requireWhole(t, f)
			requireRemedy(t, f)
		})
	}
	three := questioned(t)
	three.Segment("workshop").Survey = &audience.Survey{Date: "2026-11-30", Asked: 9, Answered: 7, Smallest: 3, Needs: map[engagement.Need]int{engagement.Problem: 3, engagement.Career: 7}}
	require.Empty(t, three.Check(), "a host may go down to three, and everybody may name the same")
}
