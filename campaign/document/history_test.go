package document

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/catalogue"
)

// taught is the quickstart's plan with a history of one wave.
func taught(t *testing.T) *campaign.Plan {
	plan := quickstart(t)
	same := func(s string) engagement.Text {
		return engagement.Text{It: s + " (it)", Nl: s + " (nl)", En: s + " (en)"}
	}
	lesson := func(id string, d campaign.Decision, reason engagement.Text, touchpoints ...string) campaign.PastLesson {
		return campaign.PastLesson{ID: id, Lesson: same("Lesson " + id), Change: same("Change | " + id), Touchpoints: touchpoints, Decision: d, By: "social office", On: "2026-07-08", Reason: reason}
	}
	plan.Brief.History = []campaign.Wave{
		{Campaign: "too-old", Made: "2025-07-01", Lessons: []campaign.PastLesson{lesson("reach.old", campaign.Accepted, same("Old"), "locked-box")}},
		{Campaign: "spring-2026", Made: "2026-07-01", Lessons: []campaign.PastLesson{
			lesson("moment.email.3", campaign.Accepted, same("Clear"), "your-hour", "gone"),
			lesson("reach.poster", campaign.Declined, engagement.Text{Nl: "De kantine wordt verbouwd."}, "locked-box"),
			lesson("dismissal.email", campaign.Deferred, same("Later")),
		}},
	}
	return plan
}

func TestThePlanTellsWhatWasLearntLastTime(t *testing.T) {
	plan := taught(t)
	for _, l := range engagement.Languages() {
		golden(t, "history."+string(l)+".md", []byte(newWriter(plan, Style{Language: l}).history()))
		heading := catalogue.Text(string(l), "plan.section.history")
		require.Contains(t, Markdown(plan, Style{Language: l}), "## "+heading)
		require.Contains(t, string(HTML(plan, Style{Language: l})), heading)
	}
	require.NotContains(t, Markdown(quickstart(t), Style{Language: engagement.English}), catalogue.Text("en", "plan.section.history"))
}

func TestWhatTheLastWaveChangedIsMarkedWhereItActs(t *testing.T) {
	plan := taught(t)
	mark := catalogue.Text("en", "plan.history.mark")
	text := Markdown(plan, Style{Language: engagement.English})
	marked := 0
	for line := range strings.Lines(text) {
		if strings.Contains(line, mark) {
			marked++
			require.Contains(t, line, plan.Brief.Touchpoint("your-hour").Title.En)
		}
	}
	require.Equal(t, 1, marked, "only what was accepted, and only of the last wave")
	require.Contains(t, string(HTML(plan, Style{Language: engagement.English})), mark)
}

func TestAReasonInAnotherLanguageIsGivenAsItWasWritten(t *testing.T) {
	require.Contains(t, Markdown(taught(t), Style{Language: engagement.English}), `“De kantine wordt verbouwd.” \[nl\]`)
}
