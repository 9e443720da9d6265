package bundle_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

type contents struct {
	Propositions map[string]struct {
		Gain         json.RawMessage
		Wording      map[string]json.RawMessage
		Approach     string
		Support      string
		Intervention struct{ ID string }
		Also         []struct{ ID, Title, URL string }
	}
	Touchpoints map[string]struct {
		Title, Voice string
		Drivers      json.RawMessage
	}
	Expectations []struct {
		Question, Segment string
		Answer            json.RawMessage
	}
	Labels map[string]string
}

func english(t *testing.T, p *campaign.Plan) contents {
	t.Helper()
	b, err := bundle.New(p)
	require.NoError(t, err)
	var c contents
	require.NoError(t, json.Unmarshal(b["content.en.json"], &c))
	return c
}

func TestContentCarriesWhatTheApproachAsksFor(t *testing.T) {
	p, _ := plan(t)
	c := english(t, p)
	own := c.Propositions["own-choice"]
	require.Equal(t, "roleWording", own.Approach)
	require.Equal(t, "onDemand", own.Support)
	require.Contains(t, string(own.Wording["workshop"]), "away from the bench")
	require.Contains(t, string(own.Gain), "the choice is yours")
	require.Equal(t, "ebike-path", own.Intervention.ID)
	require.Len(t, own.Also, 2)
	require.Equal(t, "thursday-bench", own.Also[0].ID)
	require.Equal(t, "/learn/thursday-bench", own.Also[0].URL)
	first := c.Touchpoints["what-to-expect"]
	require.Contains(t, string(first.Drivers), "Safety rules require")
	require.Equal(t, "Line managers", first.Voice)
	require.Empty(t, c.Touchpoints["thursday-hour"].Drivers)

	require.Len(t, c.Expectations, 7)
	require.Equal(t, "workshop", c.Expectations[3].Segment, "a segment's answer stands before everyone's")
	require.Equal(t, c.Expectations[3].Question, c.Expectations[4].Question)
	require.Empty(t, c.Expectations[4].Segment)
	for _, label := range []string{"questions", "drivers", "also", "steps", "choice"} {
		require.NotEmpty(t, c.Labels[label])
	}

	var engine exchange.Engine
	b, err := bundle.New(p)
	require.NoError(t, err)
	engine.Call("load", b[bundle.Index])
	require.Contains(t, string(engine.Call("decide", []byte(`{"profile":{"unit":"workshop"},"at":"2027-02-08T12:00"}`))), `"wording":"workshop"`)
	require.Contains(t, string(engine.Call("schedule", []byte(`{"profile":{"unit":"rental"}}`))), `"wording":"rental"`)
}

func TestWhatIsWithheldIsNotInTheBundle(t *testing.T) {
	f, err := os.Open("../../examples/quickstart/brief.json")
	require.NoError(t, err)
	defer f.Close()
	brief, found := campaign.ReadBrief(f)
	require.NoError(t, found.Err())
	w, found := audience.NewWorkforce([]audience.Person{{ID: "one", Traits: map[string]any{"unit": "workshop"}}})
	require.Empty(t, found)
	for i := range 3 {
		code := *brief.Touchpoint("twenty-codes")
		code.ID, code.Phase, code.Day = "again-"+string(rune('a'+i)), campaign.Retain, i
		brief.Touchpoints = append(brief.Touchpoints, code)
	}
	all, _ := campaign.NewPlan(brief, w)
	require.Contains(t, english(t, all).Touchpoints, "again-c", "pull may stay as long as it likes")
	brief.Channel("intranet").Nature = audience.Push
	held, _ := campaign.NewPlan(brief, w)
	require.Len(t, held.Withheld, 2)
	c := english(t, held)
	require.Contains(t, c.Touchpoints, "again-a")
	require.NotContains(t, c.Touchpoints, "again-b")
	require.NotContains(t, c.Touchpoints, "again-c")
}
