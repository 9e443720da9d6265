package campaign_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// twice is a history in which two waves taught the same, with what was decided
// about it.
func twice(first, second campaign.Decision) []campaign.Wave {
	lesson := func(d campaign.Decision, on engagement.Date) []campaign.PastLesson {
		return []campaign.PastLesson{{ID: "reach.email", Lesson: text("Few were reached."), Change: text("Use the intranet."), Touchpoints: []string{"your-hour"}, Decision: d, By: "social office", On: on, Reason: engagement.Text{En: "The intranet moves house."}}}
	}
	return []campaign.Wave{
		{Campaign: "spring-2025", Made: "2025-07-01", Lessons: lesson(first, "2025-07-08")},
		{Campaign: "spring-2026", Made: "2026-07-01", Lessons: lesson(second, "2026-07-08")},
	}
}

func TestAHistoryThatNobodyCouldFollowIsRefused(t *testing.T) {
	for _, c := range []struct {
		name, code, path string
		change           func(h []campaign.Wave)
	}{
		{"a wave twice", "OSM-BRIEF-001", "/history/1/campaign", func(h []campaign.Wave) { h[1].Campaign = "spring-2025" }},
		{"a day that does not exist", "OSM-BRIEF-004", "/history/0/made", func(h []campaign.Wave) { h[0].Made = "2025-02-30" }},
		{"waves out of order", "OSM-RETRO-001", "/history/1/made", func(h []campaign.Wave) { h[1].Made = "2024-07-01" }},
		{"a lesson twice", "OSM-BRIEF-001", "/history/0/lessons/1/id", func(h []campaign.Wave) { h[0].Lessons = append(h[0].Lessons, h[0].Lessons[0]) }},
		{"a lesson in two languages of three", "OSM-BRIEF-003", "/history/0/lessons/0/lesson/nl", func(h []campaign.Wave) { h[0].Lessons[0].Lesson.Nl = "" }},
		{"a change in no language", "OSM-BRIEF-003", "/history/0/lessons/0/change/it", func(h []campaign.Wave) { h[0].Lessons[0].Change = engagement.Text{} }},
		{"a decision on no day", "OSM-BRIEF-004", "/history/0/lessons/0/on", func(h []campaign.Wave) { h[0].Lessons[0].On = "soon" }},
		{"a decision before there was something to decide", "OSM-RETRO-002", "/history/0/lessons/0/on", func(h []campaign.Wave) { h[0].Lessons[0].On = "2025-06-30" }},
		{"a decision of nobody", "OSM-RETRO-003", "/history/0/lessons/0/by", func(h []campaign.Wave) { h[0].Lessons[0].By = "" }},
		{"a decision without a reason", "OSM-RETRO-004", "/history/0/lessons/0/reason", func(h []campaign.Wave) { h[0].Lessons[0].Reason = engagement.Text{} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := good(t)
			b.History = twice(campaign.Accepted, campaign.Declined)
			require.Empty(t, b.Check())
			c.change(b.History)
			for _, f := range b.Check() {
				if f.Path == c.path && (f.Code == c.code || strings.HasPrefix(f.Code, "OSM-DOC-")) { // the schema may refuse it first
					return
				}
			}
			t.Fatalf("%s at %s is not among %v", c.code, c.path, b.Check())
		})
	}
}

func TestTheSchemaKnowsTheDecisions(t *testing.T) {
	b := good(t)
	b.History = twice("perhaps", campaign.Accepted)
	found := b.Check()
	require.Len(t, found, 1)
	require.Equal(t, "OSM-DOC-004", found[0].Code)
	require.Equal(t, "/history/0/lessons/0/decision", found[0].Path)
}

func TestAHistoryReadsBack(t *testing.T) {
	b := good(t)
	b.History = twice(campaign.Accepted, campaign.Declined)
	data, err := json.Marshal(b)
	require.NoError(t, err)
	again, found := campaign.ReadBrief(bytes.NewReader(data))
	require.Empty(t, found)
	require.Equal(t, b, again)
}

func TestWhatWasDecidedIsToldTheLatestFirst(t *testing.T) {
	b := good(t)
	b.History = twice(campaign.Declined, campaign.Accepted)
	past := b.Decided("reach.email")
	require.Len(t, past, 2)
	require.Equal(t, campaign.Accepted, past[0].Decision)
	require.Empty(t, b.Decided("reach.chat"))
}

func TestOnlyALessonThatTwiceChangedNothingIsWarnedOf(t *testing.T) {
	for _, c := range []struct {
		first, second campaign.Decision
		warned        bool
	}{
		{campaign.Declined, campaign.Declined, true},
		{campaign.Deferred, campaign.Declined, true},
		{campaign.Accepted, campaign.Declined, false},
		{campaign.Declined, campaign.Accepted, false},
	} {
		b := good(t)
		b.History = twice(c.first, c.second)
		plan := mustPlan(t, b, people(t))
		warned := false
		for _, f := range plan.Advice {
			warned = warned || f.Code == "OSM-RETRO-005"
		}
		require.Equal(t, c.warned, warned, "%s, then %s", c.first, c.second)
	}
}
