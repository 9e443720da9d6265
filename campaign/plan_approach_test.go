package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// add puts a touchpoint of the retaining phase in the brief, like another one.
func add(b *campaign.Brief, like, id string, day int, change func(*campaign.Touchpoint)) {
	t := *b.Touchpoint(like)
	t.ID, t.Phase, t.Day, t.Days, t.Contributors = id, campaign.Retain, day, 0, nil
	if change != nil {
		change(&t)
	}
	b.Touchpoints = append(b.Touchpoints, t)
}

// items are what one person gets, by touchpoint.
func items(t *testing.T, p *campaign.Plan, w *audience.Workforce, person string) map[string]campaign.Item {
	t.Helper()
	got := map[string]campaign.Item{}
	for item, err := range p.Schedule(w).For(person) {
		require.NoError(t, err)
		got[item.Touchpoint] = item
	}
	return got
}

func TestWhatPeopleNeedAnywayIsPushedTwiceAtMost(t *testing.T) {
	b := good(t)
	email := func(x *campaign.Touchpoint) { x.Channel = "email" }
	add(b, "twenty-codes", "push-1", 1, email)
	add(b, "twenty-codes", "push-2", 2, email)
	add(b, "twenty-codes", "push-3", 3, email)
	add(b, "twenty-codes", "pull-4", 4, nil)
	add(b, "twenty-codes", "ask-5", 7, func(x *campaign.Touchpoint) { x.Channel, x.Kind = "email", campaign.Evaluation })
	add(b, "first-month", "other-6", 8, nil)
	w := people(t)

	p, found := campaign.NewPlan(b, w)
	require.Empty(t, found)
	require.Equal(t, []campaign.Withheld{{ID: "push-3", Date: "2027-04-08", Cause: campaign.EnoughPushes}}, p.Withheld)
	require.Len(t, p.Touchpoints, len(b.Touchpoints)-1)
	got := items(t, p, w, "p0") // in the workshop
	for _, id := range []string{"push-1", "push-2", "pull-4", "ask-5"} {
		require.Contains(t, got, id)
	}
	require.NotContains(t, got, "push-3")
	for _, s := range p.Sights {
		require.NotEqual(t, "push-3", s.Touchpoint)
	}
	require.NotContains(t, string(p.AppendProgram(nil)), "push-3")

	data, err := json.Marshal(p)
	require.NoError(t, err)
	again, found := campaign.ReadPlan(bytes.NewReader(data))
	require.NoError(t, found.Err(), found.In(engagement.English))
	require.Equal(t, p.Withheld, again.Withheld)
	_, found = campaign.ReadPlan(bytes.NewReader(bytes.Replace(data, []byte(`"withheld":[{"id":"push-3"`), []byte(`"withheld":[{"id":"push-9"`), 1)))
	require.Error(t, found.Err())

	b.Proposition("read-the-code").Reasons = []engagement.Reason{engagement.Advancement}
	p, found = campaign.NewPlan(b, w)
	require.NoError(t, found.Err())
	require.Empty(t, p.Withheld, "another reason, another approach")
}

func TestPeopleWhoGotNothingYetAreNotHeldShort(t *testing.T) {
	b := good(t)
	b.Proposition("read-the-code").Segment = ""
	for i, segment := range []string{"newcomers", "newcomers", "newcomers", "rental", ""} {
		add(b, "twenty-codes", "push-"+string(rune('a'+i)), i, func(x *campaign.Touchpoint) { x.Channel, x.Segment = "email", segment })
	}
	p, _ := campaign.NewPlan(b, people(t))
	require.Len(t, p.Withheld, 1)
	require.Equal(t, "push-c", p.Withheld[0].ID, "the third for the same people")
}

func TestAnObligationIsExplainedFirstAndByManagement(t *testing.T) {
	b, w := good(t), people(t)
	p, _ := campaign.NewPlan(b, w)
	first, later := planned(p, "what-to-expect"), planned(p, "thursday-hour")
	require.Equal(t, engagement.NeedExplained, first.Approach)
	require.Equal(t, engagement.Mapped, first.Support)
	require.Equal(t, []string{"battery-rules"}, first.Explains)
	require.Equal(t, "line", first.Voice, "though the learning office owns it")
	require.Equal(t, engagement.NeedExplained, later.Approach)
	require.Empty(t, later.Explains)
	require.Empty(t, later.Voice)
	require.Empty(t, planned(p, "your-hour").Explains)

	got := items(t, p, w, "p1")
	require.Equal(t, []string{"battery-rules"}, got["what-to-expect"].Explains)
	require.Equal(t, "line", got["what-to-expect"].Voice)
	require.Empty(t, got["thursday-hour"].Explains)

	b.Proposition("safe-hands").Reasons = []engagement.Reason{engagement.Belonging}
	p, _ = campaign.NewPlan(b, w)
	require.Empty(t, planned(p, "what-to-expect").Explains)
}

// A person's days off may put a later touchpoint first.
func TestTheExplanationComesWithWhatAPersonGetsFirst(t *testing.T) {
	b, w := good(t), people(t)
	b.Touchpoint("what-to-expect").Day, b.Touchpoint("what-to-expect").Time = 7, "15:00"
	add(b, "thursday-hour", "morning", 0, func(x *campaign.Touchpoint) { x.Phase, x.Day, x.Time = campaign.Inform, 8, "09:00" })
	p, _ := campaign.NewPlan(b, w)
	require.NotEmpty(t, planned(p, "what-to-expect").Explains)
	got := items(t, p, w, "bram") // works on Thursdays only
	require.True(t, got["morning"].At.Before(got["what-to-expect"].At))
	require.NotEmpty(t, got["morning"].Explains)
	require.Empty(t, got["what-to-expect"].Explains)
}

func TestThoseInWhichPeopleMeetComeFirst(t *testing.T) {
	ids := func(b *campaign.Brief, proposition string) []string {
		var list []string
		for _, v := range b.Offer(b.Proposition(proposition)) {
			list = append(list, v.ID)
		}
		return list
	}
	b := good(t)
	q := b.Proposition("first-weeks")
	q.Intervention, q.Also = "error-codes", []string{"thursday-bench", "ebike-path", "battery-class"}
	require.Equal(t, []string{"thursday-bench", "battery-class", "error-codes", "ebike-path"}, ids(b, "first-weeks"))
	q.Reasons = []engagement.Reason{engagement.Contingent}
	require.Equal(t, []string{"error-codes", "thursday-bench", "ebike-path", "battery-class"}, ids(b, "first-weeks"))
	q.Reasons, q.Factors = []engagement.Reason{engagement.Belonging}, []engagement.Factor{engagement.ForcedChange}
	require.Equal(t, []string{"error-codes", "thursday-bench", "ebike-path", "battery-class"}, ids(b, "first-weeks"), "steps keep their order")
}

func TestItemsSayInWhoseWords(t *testing.T) {
	p, w := plan(t)
	require.Equal(t, "workshop", items(t, p, w, "p0")["your-hour"].Wording)
	require.Equal(t, "rental", items(t, p, w, "p1")["your-hour"].Wording)
	require.Empty(t, items(t, p, w, "ada")["your-hour"].Wording)
	require.Empty(t, items(t, p, w, "p0")["twenty-codes"].Wording)
	slices.Reverse(p.Brief.Proposition("own-choice").Wording)
	require.Equal(t, "workshop", items(t, p, w, "p0")["your-hour"].Wording)
}

func plan(t *testing.T) (*campaign.Plan, *audience.Workforce) {
	t.Helper()
	w := people(t)
	p, found := campaign.NewPlan(good(t), w)
	require.Empty(t, found)
	return p, w
}

func TestAnswersComeWithExpectationsAndForThePersonsSegment(t *testing.T) {
	p, w := plan(t)
	answers := func(person string) []string {
		var list []string
		for _, i := range items(t, p, w, person)["what-to-expect"].Answers {
			e := p.Brief.Expectations[i]
			list = append(list, string(e.Question)+":"+e.Segment)
		}
		return list
	}
	require.Equal(t, []string{"whatExists:", "whatIsMicro:", "whatIsMacro:", "relevantToMe:workshop", "stayAttractive:", "askedOfMe:"}, answers("p0"))
	require.Contains(t, answers("p1"), "relevantToMe:")
	require.Empty(t, items(t, p, w, "p0")["your-hour"].Answers)
	require.Equal(t, -1, p.Brief.Answer("other", nil))
}

func TestFaultsInPathsWordingsAndAnswers(t *testing.T) {
	wording := func(segment, en string) map[string]any {
		return map[string]any{"segment": segment, "gain": map[string]any{"it": "x", "nl": "x", "en": en}}
	}
	long := string(bytes.Repeat([]byte("abc "), 36))
	for _, f := range []fault{
		{"a path through nothing", map[string]any{"/propositions/4/also/0": "thursday-bunch"}, "OSM-BRIEF-002", "/propositions/4/also/0", "thursday-bench"},
		{"a path twice through one", map[string]any{"/propositions/4/also/0": "ebike-path"}, "OSM-APPROACH-001", "/propositions/4/also/0", ""},
		{"words for nobody", map[string]any{"/propositions/4/wording": []any{wording("rentals", "x")}}, "OSM-BRIEF-002", "/propositions/4/wording/0/segment", "rental"},
		{"words twice", map[string]any{"/propositions/4/wording": []any{wording("rental", "x"), wording("rental", "y")}}, "OSM-APPROACH-002", "/propositions/4/wording/1/segment", ""},
		{"words left out", map[string]any{"/propositions/4/wording": []any{wording("rental", "")}}, "OSM-BRIEF-003", "/propositions/4/wording/0/gain/en", ""},
		{"words too long", map[string]any{"/propositions/4/wording": []any{wording("rental", long)}}, "OSM-BRIEF-014", "/propositions/4/wording/0/gain/en", ""},
		{"a tier that is none", map[string]any{"/objectives/0/kpi/tier": 9}, "OSM-DOC-007", "/objectives/0/kpi/tier", ""},
		{"a question that is none", map[string]any{"/expectations/0/question": "whatExist"}, "OSM-DOC-004", "/expectations/0/question", "whatExists"},
		{"an answer for nobody", map[string]any{"/expectations/4/segment": "workshops"}, "OSM-BRIEF-002", "/expectations/4/segment", "workshop"},
		{"an answer twice", map[string]any{"/expectations/4/segment": nil}, "OSM-EXPECT-001", "/expectations/4/question", ""},
		{"an answer left out", map[string]any{"/expectations/0/answer/it": nil}, "OSM-BRIEF-003", "/expectations/0/answer/it", ""},
	} {
		t.Run(f.name, func(t *testing.T) {
			b, found := campaign.ReadBrief(bytes.NewReader(planted(t, f.plant)))
			require.Nil(t, b)
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, f.code, found[0].Code)
			require.Equal(t, f.path, found[0].Path)
			require.Equal(t, f.suggestion, found[0].Suggestion)
			requireWhole(t, found[0])
		})
	}
}

func TestEachQuestionLeftOpenIsQuoted(t *testing.T) {
	b := good(t)
	b.Expectations = nil
	_, found := campaign.NewPlan(b, people(t))
	require.Len(t, found, len(engagement.Questions()), "one for each question")
	require.Contains(t, found[0].Message.Nl, engagement.WhatExists.Text().Nl)
}
