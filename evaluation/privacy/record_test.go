package privacy

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

var update = flag.Bool("update", false, "write the golden files anew")

// lumenta is a plan with most of what a plan can have; nothing in the record
// hangs on its dates or sizes.
func lumenta(t *testing.T) *campaign.Plan {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "examples", "lumenta", "brief.json"))
	require.NoError(t, err)
	defer file.Close()
	brief, found := campaign.ReadBrief(file)
	require.NoError(t, found.Err())
	return &campaign.Plan{Osmosi: campaign.PlanVersion, Brief: *brief}
}

func TestTheRecordReads(t *testing.T) {
	full := Processing{Contact: "privacy@lumenta.example", Retention: Retention{Events: 365, Messages: 1, Responses: 180, Cards: 365}, Relationship: true, Events: true, NamedAnswers: true, Coaching: true}
	for _, l := range engagement.Languages() {
		made := Record(lumenta(t), full, l)
		path := filepath.Join("testdata", "record."+string(l)+".md")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, []byte(made), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), made)
		html := string(RecordHTML(lumenta(t), full, l))
		require.Contains(t, html, `<html lang="`+string(l)+`">`)
		require.Equal(t, strings.Count(made, "\n## "), strings.Count(html, "<h2"))
		require.NotContains(t, html, "<script")
	}
}

func TestTheRecordFollowsFromThePlan(t *testing.T) {
	full := Processing{Retention: Retention{Events: 365}, Relationship: true, Events: true, NamedAnswers: true}
	bare := func(p *campaign.Plan) *campaign.Plan {
		p.Brief.Experiments, p.Brief.Traits = nil, nil
		for i := range p.Brief.Segments {
			p.Brief.Segments[i].Survey = nil
		}
		for i := range p.Brief.Touchpoints {
			p.Brief.Touchpoints[i].Pulse, p.Brief.Touchpoints[i].Contest, p.Brief.Touchpoints[i].Story = nil, nil, nil
		}
		for i := range p.Brief.Channels {
			p.Brief.Channels[i].Kind = audience.Poster
		}
		return p
	}
	unseen := func(p *campaign.Plan) *campaign.Plan { // by the widget
		for i := range p.Brief.Channels {
			if p.Brief.Channels[i].Kind == audience.Intranet {
				p.Brief.Channels[i].Kind = audience.Email
			}
		}
		return p
	}
	say := func(p *campaign.Plan, r Processing) string { return Record(p, r, engagement.English) }
	with := lumenta(t)
	with.Brief.Experiments = []campaign.Experiment{{ID: "holdout"}}
	with.Brief.Touchpoints[0].Pulse, with.Brief.Touchpoints[0].Contest, with.Brief.Touchpoints[0].Story = &campaign.Pulse{Questions: 5}, &campaign.ContestTerms{}, &campaign.SuccessStory{}
	for name, words := range map[string]string{
		"relationship": "learning relationship", "events": "shown, set aside", "surveys": "answers to surveys, with the name", "experiments": "experiment that a person is drawn into",
		"contests": "takes part in a contest", "stories": "success stories", "traits": "segments are formed by", "outbox": "so as not to send it twice", "a channel": "E-mail",
	} {
		require.Contains(t, say(with, full), words, name)
	}
	without := say(bare(lumenta(t)), Processing{})
	for name, words := range map[string]string{
		"relationship": "relationship", "surveys": "survey", "experiments": "experiment", "contests": "contest", "traits": "segments are formed by",
		"stories": "success stories, with", "outbox": "so as not to send it twice", "events": "Events go to",
	} {
		require.NotContains(t, without, words, name)
	}
	intranet := ""
	for _, c := range with.Brief.Channels {
		if c.Kind == audience.Intranet {
			intranet = c.ID
		}
	}
	full.Coaching = true
	for name, c := range map[string]struct {
		is    func(*campaign.Touchpoint)
		words string
	}{
		"any card":     {func(*campaign.Touchpoint) {}, "what the person last did with each proposition"},
		"pulses":       {func(t *campaign.Touchpoint) { t.Pulse = &campaign.Pulse{Questions: 5} }, "which short surveys the person answered or put aside"},
		"moments":      {func(t *campaign.Touchpoint) { t.Kind = campaign.LearningMoment }, "“not this week”"},
		"contests":     {func(t *campaign.Touchpoint) { t.Contest = &campaign.ContestTerms{} }, "whether the person takes part in a contest"},
		"toolkit":      {func(t *campaign.Touchpoint) { t.Kind = campaign.Toolkit }, "line managers used of their toolkit"},
		"cards":        {func(t *campaign.Touchpoint) { t.InsightCall = &campaign.CardCall{Cards: 10} }, "the draft of an insight card"},
		"unsent":       {func(t *campaign.Touchpoint) { t.InsightCall = &campaign.CardCall{Cards: 10} }, "30 days at most"},
		"relationship": {func(*campaign.Touchpoint) {}, "only where the page turns learning on"},
		"events":       {func(*campaign.Touchpoint) {}, "200 at most"},
	} {
		p := lumenta(t)
		p.Brief.Touchpoints = []campaign.Touchpoint{{ID: "one", Channel: intranet, Kind: campaign.Content}}
		c.is(&p.Brief.Touchpoints[0])
		require.Contains(t, say(p, full), c.words, name)
		elsewhere := say(unseen(p), full)
		require.NotContains(t, elsewhere, c.words, "%s: there is no widget", name)
		require.NotContains(t, elsewhere, "localStorage")
		p = lumenta(t)
		p.Brief.Touchpoints = []campaign.Touchpoint{{ID: "one", Channel: intranet, Kind: campaign.Content}}
		if name != "any card" {
			require.NotContains(t, say(p, Processing{}), c.words, name)
		}
	}
	require.Contains(t, say(with, full), "traces of coaching: that a session took place")
	require.Contains(t, say(with, full), "traces of coaching: period to be decided;")
	require.Contains(t, say(with, full), "insight cards: what the people who gather them saw")
	require.Contains(t, say(with, full), "insight cards: period to be decided;")
	require.NotContains(t, say(with, Processing{}), "traces of coaching")
	nobody := lumenta(t)
	nobody.Brief.Touchpoints = nil
	require.Contains(t, say(nobody, full), "insight cards: what", "propositions rest on cards")
	nobody.Brief.Propositions = nil
	require.NotContains(t, say(nobody, full), "insight card")
	require.Contains(t, without, "what a person did with a message is not kept")
	require.Contains(t, without, "at least 5 people")
	require.Contains(t, say(with, Processing{SmallestGroup: 8}), "at least 8 people")
	require.Contains(t, say(with, full), "events: 365 days;")
	require.Contains(t, say(with, full), "learning relationship: period to be decided;")
}

func TestWhatIsWrongWithProcessing(t *testing.T) {
	p := lumenta(t)
	found := Processing{SmallestGroup: 2, Relationship: true, Retention: Retention{Messages: 30, Cards: 90}}.Check(p)
	require.Equal(t, map[string]int{"OSM-PRIVACY-010": 1, "OSM-PRIVACY-020": 1}, codes(found))
	require.Equal(t, "/smallestGroup", found[0].Path)
	require.Error(t, found.Err())
}
