package document

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
)

func TestAPatchReadsAsSentences(t *testing.T) {
	p := plan(t)
	p.Brief.Experiments = []campaign.Experiment{{ID: "title", Name: engagement.Text{It: "Un titolo", Nl: "Een titel", En: "A title"}}}
	b := &p.Brief
	first, title := &b.Touchpoints[0], b.Touchpoints[0].Title.En
	channel := b.Channels[len(b.Channels)-1]
	proposition, segment := b.Propositions[len(b.Propositions)-1], b.Segments[0]
	op := func(kind retrospective.Op, path string, value any) retrospective.Operation {
		data, err := json.Marshal(value)
		require.NoError(t, err)
		return retrospective.Operation{Op: kind, Path: path, Value: data}
	}
	set := func(path string, old, value any) []retrospective.Operation {
		return []retrospective.Operation{op(retrospective.Test, path, old), op(retrospective.Replace, path, value)}
	}
	one := func(o retrospective.Operation) []retrospective.Operation { return []retrospective.Operation{o} }
	most := 2
	limit := campaign.Cap{Channels: []string{channel.ID}, PerWeek: &most}
	step := campaign.Step{ID: "resume", WorkingDays: 3, Title: engagement.Text{It: "Riprendi", Nl: "Ga verder", En: "Go on"}, After: campaign.Started}
	in := func(parts ...string) string { return strings.Join(parts, "") }
	for name, c := range map[string]struct {
		patch []retrospective.Operation
		want  string
	}{
		"channel":           {set("/touchpoints/0/channel", first.Channel, channel.ID), in("“", title, "” comes through “", channel.Name.En, "” instead of “", b.Channel(first.Channel).Name.En, "”.")},
		"proposition":       {set("/touchpoints/0/proposition", first.Proposition, proposition.ID), in("“", title, "” puts forward “")},
		"time":              {set("/touchpoints/0/time", "17:40", "10:00"), in("“", title, "” comes at 10:00 instead of 17:40.")},
		"day":               {set("/touchpoints/0/day", 0, 3), in("“", title, "” comes on day 4 of its phase instead of day 1.")},
		"title":             {set("/touchpoints/0/title", first.Title, step.Title), in("“", title, "” is now called “Go on”.")},
		"body":              {set("/touchpoints/0/body", first.Body, step.Title), in("The text of “", title, "” changes.")},
		"segment":           {one(op(retrospective.Add, "/touchpoints/0/segment", segment.ID)), in("“", title, "” is for “", segment.Name.En, "” only.")},
		"kind":              {set("/touchpoints/0/kind", first.Kind, campaign.Drip), in("“", title, "” is now of the kind “Series of messages”.")},
		"questions":         {set("/touchpoints/0/pulse/questions", 5, 3), in("“", title, "” asks 3 questions instead of 5.")},
		"first step":        {one(op(retrospective.Add, "/touchpoints/0/drip", campaign.Sequence{Steps: []campaign.Step{step}})), in("Those who began with “", title, "” and did not finish get “Go on” 3 working days later.")},
		"further step":      {one(op(retrospective.Add, "/touchpoints/0/drip/steps/-", step)), "get “Go on” 3 working days later."},
		"limits":            {one(op(retrospective.Add, "/limits", campaign.Limits{Caps: []campaign.Cap{limit}})), in("At most 2 messages a week come to a person through “", channel.Name.En, "”.")},
		"caps":              {one(op(retrospective.Add, "/limits/caps", []campaign.Cap{limit})), "At most 2 messages a week"},
		"another cap":       {one(op(retrospective.Add, "/limits/caps/-", limit)), "At most 2 messages a week"},
		"lower cap":         {append(one(op(retrospective.Test, "/limits/caps/0/channels", limit.Channels)), set("/limits/caps/0/perWeek", 2, 1)...), "At most one message a week comes to a person"},
		"experiment":        {one(retrospective.Operation{Op: retrospective.Remove, Path: "/experiments/0"}), "The experiment “A title” ends."},
		"elsewhere":         {one(op(retrospective.Add, "/language", "en")), "Something is added at /language."},
		"no such place":     {one(op(retrospective.Replace, "/touchpoints/999/time", "10:00")), "What stands at /touchpoints/999/time is replaced."},
		"another kind":      {one(op(retrospective.Replace, "/touchpoints/0/channel", 7)), "What stands at /touchpoints/0/channel is replaced."},
		"taken out":         {one(retrospective.Operation{Op: retrospective.Remove, Path: "/touchpoints/0"}), "What stands at /touchpoints/0 is taken out."},
		"what must be true": {set("/touchpoints/0/time", "17:40", "10:00"), "one thing in the brief still is as it was"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, strings.Join(Changes(c.patch, p, engagement.English), "\n"), c.want)
			for _, l := range engagement.Languages() {
				for _, said := range Changes(c.patch, p, l) {
					require.NotRegexp(t, `retro\.|%!|\{`, said)
				}
			}
		})
	}
	require.Empty(t, Changes(nil, p, engagement.English))
}

func TestASpanShowsNoneAndHoldsItsInterval(t *testing.T) {
	p := &retrospective.Progress{Difference: 0.05, Low: 0.02, High: 0.08}
	require.Equal(t, 0.1, Reach(p))
	require.Equal(t, 0.2, Reach(p, &retrospective.Progress{Difference: -0.1, Low: -0.17, High: -0.03}))
	require.Equal(t, 0.05, Reach(&retrospective.Progress{}), "a track has a length")
	got := string(Span(p, Reach(p)))
	require.Contains(t, got, `class="none" x1="500"`)
	require.Contains(t, got, `<line x1="600" y1="15" x2="900" y2="15"/>`)
	require.Contains(t, got, `class="estimate" x1="750"`)
	require.NotContains(t, string(Span(p, 0.01)), "4000", "what lies outside stays in the drawing")
}
