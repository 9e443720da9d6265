package bundle_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
)

var update = flag.Bool("update", false, "write the golden files anew")

// names of the sections in a content.
var names = []string{"stories", "moments", "toolkit", "steps", "recognition"}

// of makes the bundle of an example, changed as a test asks, and returns what
// its English content has for the sections.
func of(t *testing.T, example string, change func(*campaign.Brief)) map[string]json.RawMessage {
	t.Helper()
	data, err := os.ReadFile("../../examples/" + example + "/brief.json")
	require.NoError(t, err)
	brief, found := campaign.ReadBrief(bytes.NewReader(data))
	require.NoError(t, found.Err())
	nobody, found := audience.NewWorkforce(nil)
	require.Empty(t, found)
	p, found := campaign.NewPlan(brief, nobody)
	require.NoError(t, found.Err())
	if change != nil {
		change(&p.Brief) // such as consent that was withdrawn since
	}
	b, err := bundle.New(p)
	require.NoError(t, err)
	var content map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(b["content.en.json"], &content))
	made := map[string]json.RawMessage{}
	for _, name := range names {
		if section, ok := content[name]; ok {
			made[name] = section
		}
	}
	return made
}

func TestTheSectionsHoldWhatThePlanHasForThem(t *testing.T) {
	for _, example := range []string{"academy", "security"} {
		made := of(t, example, nil)
		delete(made, "steps") // long, and of the same kind
		got, err := json.MarshalIndent(made, "", "  ")
		require.NoError(t, err)
		got = append(got, '\n')
		path := filepath.Join("testdata", "sections."+example+".json")
		if *update {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, got, 0o644))
			continue
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), example)
	}
}

// item is what the tests read of any section.
type item struct {
	Touchpoint, Title, From, Until, For, Ranking string
	Segments, Terms                              []string
	Managers                                     bool
}

func TestWhatGoesIntoASection(t *testing.T) {
	cases := []struct {
		name, section string
		change        func(*campaign.Brief)
		want          []string
	}{
		{"stories by any channel, in order of time", "stories", nil, []string{"delft-story", "limerick-story"}},
		{"no story whose consent was withdrawn", "stories", func(b *campaign.Brief) { b.Touchpoint("delft-story").Story.Consent = campaign.NoConsent }, []string{"limerick-story"}},
		{"no story that is used beyond the consent", "stories", func(b *campaign.Brief) { b.Touchpoint("limerick-story").Story.Consent = campaign.InternalConsent }, []string{"delft-story"}},
		{"no story of which nobody says what is agreed", "stories", func(b *campaign.Brief) { b.Touchpoint("delft-story").Story = nil }, []string{"limerick-story"}},
		{"learning moments that come back", "moments", nil, []string{"two-hours"}},
		{"toolkits", "toolkit", nil, []string{"leaders-kit"}},
		{"rewards", "recognition", nil, []string{"your-own-training"}},
		{"rewards of which no terms are told", "recognition", func(b *campaign.Brief) { b.Touchpoint("your-own-training").Reward = nil }, []string{"your-own-training"}},
		{"no reward for the fastest", "recognition", func(b *campaign.Brief) { b.Touchpoint("your-own-training").Reward.For = campaign.Fastest }, nil},
		{"no steps of the team without a toolkit", "steps", func(b *campaign.Brief) {
			kit := b.Touchpoint("leaders-kit")
			kit.Kind, kit.Toolkit = campaign.Content, nil
		}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var list []item
			if section, ok := of(t, "academy", c.change)[c.section]; ok {
				require.NoError(t, json.Unmarshal(section, &list))
			}
			var ids []string
			for _, one := range list {
				ids = append(ids, one.Touchpoint)
			}
			require.Equal(t, c.want, ids)
		})
	}
}

func TestTheWidgetEntersNobodyIntoAContestAndShowsNoPlaces(t *testing.T) {
	var list []item
	require.NoError(t, json.Unmarshal(of(t, "security", func(b *campaign.Brief) {
		terms := b.Touchpoint("team-game").Contest
		terms.OptIn, terms.Ranking = false, campaign.FullRanking
	})["recognition"], &list))
	require.Equal(t, "team-game", list[0].Touchpoint)
	require.Equal(t, string(campaign.OwnProgress), list[0].Ranking)
	require.Equal(t, []string{"You take part only if you sign up.", "You see only your own progress.", "What can be won: a course of your choice, branded clothing."}, list[0].Terms)
}

func TestALearningMomentThatDoesNotComeBackIsNoSectionsMatter(t *testing.T) {
	var list []item
	require.NoError(t, json.Unmarshal(of(t, "lumenta", nil)["moments"], &list))
	require.Len(t, list, 1, "of four learning moments")
	require.Equal(t, "hour-in-diary", list[0].Touchpoint)
}

func TestTheStepsOfATeamKeepSurprises(t *testing.T) {
	made := of(t, "academy", nil)
	var list []item
	require.NoError(t, json.Unmarshal(made["steps"], &list))
	require.NotEmpty(t, list)
	for i, one := range list {
		require.False(t, one.Managers, one.Touchpoint)
		require.NotEqual(t, "half-a-bridge", one.Touchpoint, "it is the surprise")
		if i > 0 {
			require.LessOrEqual(t, list[i-1].From[:10], one.From[:10], "in order of time")
		}
	}
}
