package campaign_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

func text(s string) engagement.Text {
	return engagement.Text{It: s + " it", Nl: s + " nl", En: s + " en"}
}

// withKind gives a touchpoint of the good brief another kind, and takes away
// what only a story has.
func withKind(b *campaign.Brief, id string, k campaign.Kind) *campaign.Touchpoint {
	t := b.Touchpoint(id)
	t.Kind, t.Story = k, nil
	return t
}

// suspended is the good brief with two teasers before its kick-off, a drip of
// four messages, and a learning moment on Thursdays.
func suspended(t *testing.T) *campaign.Brief {
	b := good(t)
	b.Touchpoint("locked-box").Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{
		{DaysBefore: 7, Time: "09:00", Title: text("box"), Body: text("a box")},
		{DaysBefore: 2, Time: "09:30", Title: text("key"), Body: text("a key")},
	}}
	b.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{
		{Delay: 2, Title: text("two"), Body: text("second")},
		{Delay: 3, Time: "15:00", Title: text("three"), Body: text("third"), After: campaign.Started},
		{Delay: 2, Title: text("four"), Body: text("thanks"), After: campaign.Completed},
		{Delay: 2, Title: text("five"), Body: text("fifth"), After: campaign.Untouched},
	}}
	b.Touchpoint("thursday-hour").Moment = &campaign.StandardMoment{Weekday: "TH", EveryWeeks: 2, Time: "14:00", Minutes: 60, WorkingTime: true, OwnChoice: true}
	return b
}

func ids(items []campaign.Item, prefix string) []string {
	var out []string
	for _, item := range items {
		if strings.HasPrefix(item.Touchpoint, prefix) {
			out = append(out, item.Touchpoint)
		}
	}
	return out
}

func item(t *testing.T, items []campaign.Item, id string) campaign.Item {
	t.Helper()
	i := slices.IndexFunc(items, func(item campaign.Item) bool { return item.Touchpoint == id })
	require.GreaterOrEqual(t, i, 0, id)
	return items[i]
}

func TestWhatAKindMayNotHaveIsRefused(t *testing.T) {
	teller := text("a fitter")
	for _, c := range []struct {
		name, code, path string
		change           func(b *campaign.Brief)
	}{
		{"details of another kind", "OSM-BRIEF-060", "/touchpoints/1/pulse", func(b *campaign.Brief) { b.Touchpoints[1].Pulse = &campaign.Pulse{Questions: 5} }},
		{"a snippet that is not content", "OSM-BRIEF-060", "/touchpoints/1/snippet", func(b *campaign.Brief) {
			b.Touchpoints[1].Snippet = true
			b.Touchpoints[1].Body = text("short")
		}},
		{"content longer than a snippet", "OSM-BRIEF-014", "/touchpoints/4/body/nl", func(b *campaign.Brief) {
			b.Touchpoints[4].Snippet = true
			b.Touchpoints[4].Body = engagement.Text{It: "**" + strings.Repeat("è", 140) + "**", Nl: strings.Repeat("é", 141), En: "x"}
		}},
		{"a teaser before the campaign", "OSM-BRIEF-061", "/touchpoints/3/suspense/teasers/0/daysBefore", func(b *campaign.Brief) {
			b.Touchpoints[3].Suspense = &campaign.Suspense{Teasers: []campaign.Teaser{{DaysBefore: 22, Time: "09:00", Title: teller, Body: teller}}}
		}},
		{"a teaser without a language", "OSM-BRIEF-003", "/touchpoints/3/suspense/teasers/0/title/nl", func(b *campaign.Brief) {
			b.Touchpoints[3].Suspense = &campaign.Suspense{Teasers: []campaign.Teaser{{DaysBefore: 2, Time: "09:00", Title: engagement.Text{It: "x", En: "x"}, Body: teller}}}
		}},
		{"a step without delay", "OSM-JOURNEY-002", "/touchpoints/5/drip/steps/0/delay", func(b *campaign.Brief) {
			b.Touchpoints[5].Drip = &campaign.Sequence{Steps: []campaign.Step{{Title: teller, Body: teller}}}
		}},
		{"a sequence without steps", "OSM-DOC-007", "/touchpoints/5/drip/steps", func(b *campaign.Brief) {
			b.Touchpoints[5].Drip = &campaign.Sequence{Steps: []campaign.Step{}}
		}},
		{"a story without consent", "OSM-BRIEF-062", "/touchpoints/6/story/consent", func(b *campaign.Brief) {
			b.Touchpoints[6].Story = &campaign.SuccessStory{Teller: teller, Consent: campaign.NoConsent, Use: campaign.InternalConsent}
		}},
		{"a story that goes further than its consent", "OSM-BRIEF-063", "/touchpoints/6/story/use", func(b *campaign.Brief) {
			b.Touchpoints[6].Story = &campaign.SuccessStory{Teller: teller, Consent: campaign.InternalConsent, Use: campaign.ExternalConsent}
		}},
		{"a weekday that is none", "OSM-DOC-004", "/touchpoints/7/moment/weekday", func(b *campaign.Brief) {
			b.Touchpoints[7].Moment = &campaign.StandardMoment{Weekday: "thursday", EveryWeeks: 1, Time: "14:00", Minutes: 60}
		}},
		{"a name without a yes", "OSM-BRIEF-064", "/touchpoints/0/roleModel/optIn", func(b *campaign.Brief) {
			withKind(b, "leads-briefing", campaign.RoleModel).RoleModel = &campaign.RoleModelTerms{Where: []campaign.Stage{campaign.TeamMeeting}}
		}},
		{"a toolkit for employees", "OSM-BRIEF-065", "/touchpoints/1/proposition", func(b *campaign.Brief) { withKind(b, "your-hour", campaign.Toolkit) }},
		{"an invitation to nobody", "OSM-BRIEF-066", "/touchpoints/6/coCreation/share", func(b *campaign.Brief) {
			withKind(b, "nadia-story", campaign.CoCreation).CoCreation = &campaign.CoCreationTerms{}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := good(t)
			c.change(b)
			found := b.Check()
			require.Len(t, found, 1, found.In(engagement.English))
			require.Equal(t, c.code, found[0].Code)
			require.Equal(t, c.path, found[0].Path)
			requireWhole(t, found[0])
			p, _ := campaign.NewPlan(b, people(t))
			require.Nil(t, p)
		})
	}
}

func TestTeasersComeBeforeTheKickOffOnItsChannel(t *testing.T) {
	w := people(t)
	p, found := campaign.NewPlan(suspended(t), w)
	require.Empty(t, ofFamily(found, "OSM-BRIEF", "OSM-PLAN-06", "OSM-PLAN-07"), found.In(engagement.English))
	kickOff := planned(p, "locked-box")
	require.Equal(t, engagement.Date("2027-02-22"), kickOff.Date)
	require.Equal(t, engagement.Date("2027-02-15"), planned(p, "locked-box.suspense-1").Date)
	require.Equal(t, engagement.Date("2027-02-19"), planned(p, "locked-box.suspense-2").Date, "two days before is a Saturday")
	require.Equal(t, engagement.Date("2027-02-21"), planned(p, "locked-box.suspense-2").Until, "nothing teases once it is there")

	teaser := p.Touchpoint("locked-box.suspense-2")
	require.Equal(t, "key nl", teaser.Title.Nl)
	require.Equal(t, "a key en", teaser.Body.En)
	require.Equal(t, "09:30", teaser.Time)
	require.Equal(t, campaign.Inform, teaser.Phase)
	require.Equal(t, 18, teaser.Day)
	require.Equal(t, p.Brief.Touchpoint("locked-box").Channel, teaser.Channel)

	items := collect(t, p, w, "p0")
	require.Equal(t, []string{"locked-box.suspense-1", "locked-box.suspense-2", "locked-box"}, ids(items, "locked-box"))
	require.Contains(t, item(t, items, "locked-box.suspense-1").Why, "suspense")
	require.Equal(t, []string{"locked-box"}, ids(collect(t, p, w, "bram"), "locked-box")[1:], "on Thursdays only the first teaser comes before the kick-off")
}

func TestTeasersWaitForTheManagers(t *testing.T) {
	b := suspended(t)
	b.Touchpoint("leads-briefing").Day = 14 // two levels: Monday 15 and Tuesday 16 February
	p, _ := campaign.NewPlan(b, people(t))
	require.Equal(t, engagement.Date("2027-02-17"), planned(p, "locked-box.suspense-1").Date)
	require.Equal(t, engagement.Date("2027-02-15"), planned(p, "locked-box.suspense-1").MovedFrom)
}

func TestASequenceHoldsEachStepOnItsDayAndEndsWithTheGoal(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(suspended(t), w)
	require.Equal(t, engagement.Date("2027-02-26"), planned(p, "first-month").Date)
	require.Equal(t, engagement.Date("2027-03-01"), planned(p, "first-month.step-2").Date)
	require.Equal(t, engagement.Date("2027-03-04"), planned(p, "first-month.step-3").Date)
	require.Equal(t, planned(p, "first-month").People, planned(p, "first-month.step-3").People, "all of them may start")

	knowing := func(person string, o campaign.Outcome) []campaign.Item {
		s := p.Schedule(w).At(time.Time{}, func(id string) []campaign.Fact {
			if id == person {
				return longAgo(o, "first-weeks")
			}
			return nil
		})
		var items []campaign.Item
		for item, err := range s.For(person) {
			require.NoError(t, err)
			items = append(items, item)
		}
		return items
	}
	for outcome, want := range map[campaign.Outcome][]string{
		campaign.Untouched: {"first-month", "first-month.step-2", "first-month.step-5"},
		campaign.Started:   {"first-month", "first-month.step-2", "first-month.step-3"},
		campaign.Dismissed: {"first-month", "first-month.step-2"},
		campaign.Completed: {"first-month.step-4"},
	} {
		require.Equal(t, want, ids(knowing("p0", outcome), "first-month"), outcome)
	}
	require.Equal(t, knowing("p0", campaign.Untouched), collect(t, p, w, "p0"), "without a history, nothing was done")

	third := item(t, knowing("p0", campaign.Started), "first-month.step-3")
	require.Equal(t, "2027-03-04 15:00", third.At.Format("2006-01-02 15:04"))
	require.Contains(t, third.Why, "step:3")
	require.Contains(t, third.Why, "after:started")
	for _, l := range engagement.Languages() {
		require.Len(t, p.Explain(third.Why, l), len(third.Why))
		for _, code := range append(third.Why, "suspense", "moment", "step:5", "after:completed") {
			require.NotEmpty(t, p.Explanations(l)[code], code)
		}
	}
	require.Contains(t, p.Explain(third.Why, engagement.English), "This is message 3 of a series, which ends when you have completed the learning.")
}

func TestTwoStepsOfASequenceNeverComeOnOneDay(t *testing.T) {
	w, _ := audience.NewWorkforce([]audience.Person{{ID: "fri", Hired: "2027-01-25", WorkDays: audience.Friday}})
	p, _ := campaign.NewPlan(suspended(t), w)
	items := collect(t, p, w, "fri")
	require.Equal(t, "2027-02-26", item(t, items, "first-month").At.Format(time.DateOnly))
	require.Equal(t, "2027-03-05", item(t, items, "first-month.step-2").At.Format(time.DateOnly))
	require.Equal(t, "2027-03-12", item(t, items, "first-month.step-5").At.Format(time.DateOnly), "planned for 10 March")
}

func TestAStepAfterTheEndIsRefused(t *testing.T) {
	b := suspended(t)
	b.Touchpoint("first-month").Drip.Steps[3].Delay = 200
	p, found := campaign.NewPlan(b, people(t))
	require.Nil(t, p)
	require.Equal(t, "/touchpoints/5/drip/steps/3/delay", found.Errors()[0].Path)
	require.Equal(t, "OSM-PLAN-002", found.Errors()[0].Code)
}

func TestAStandardMomentComesBackOnWorkingDaysUntilThePhaseEnds(t *testing.T) {
	w := people(t)
	p, _ := campaign.NewPlan(suspended(t), w)
	hour := planned(p, "thursday-hour")
	require.Equal(t, engagement.Date("2027-04-15"), hour.Date, "a Thursday")
	var days []string
	for _, it := range collect(t, p, w, "p1") {
		if strings.HasPrefix(it.Touchpoint, "thursday-hour.") {
			days = append(days, it.At.Format("01-02 15:04"))
			require.Equal(t, 60, it.Minutes)
			require.Contains(t, it.Why, "moment")
		} else {
			require.Zero(t, it.Minutes)
		}
	}
	require.Equal(t, []string{"04-15 14:00", "04-29 14:00", "05-13 14:00", "05-27 14:00", "06-10 14:00", "06-24 14:00"}, days)
	require.Equal(t, p.Brief.Touchpoint("thursday-hour").Title, p.Touchpoint("thursday-hour.moment-3").Title)
	require.Nil(t, p.Touchpoint("thursday-hour.moment-7"))

	mondays, _ := audience.NewWorkforce([]audience.Person{{ID: "mon", Hired: "2020-01-01", WorkDays: audience.Monday, Traits: map[string]any{"unit": "rental"}}})
	for _, it := range collect(t, p, mondays, "mon") {
		require.Equal(t, time.Monday, it.At.Weekday())
	}
	require.Len(t, ids(collect(t, p, mondays, "mon"), "thursday-hour."), 6)
}

func TestIDsThatThePlanDidNotMakeAreUnknown(t *testing.T) {
	p, _ := campaign.NewPlan(suspended(t), people(t))
	for _, id := range []string{"locked-box.suspense-0", "locked-box.suspense-02", "locked-box.suspense-3", "locked-box.step-2", "locked-box.", "nobody.step-2", "first-month.step-1", "first-month.step-6", "first-month.step-x", "your-hour.moment-1"} {
		require.Nil(t, p.Touchpoint(id), id)
		broken := *p
		broken.Touchpoints = append(slices.Clone(p.Touchpoints), campaign.PlannedTouchpoint{ID: id, Date: "2027-03-01", Until: "2027-03-01"})
		data, err := json.Marshal(broken)
		require.NoError(t, err)
		_, found := campaign.ReadPlan(bytes.NewReader(data))
		require.Error(t, found.Err(), id)
	}
	require.Equal(t, "locked-box", p.Touchpoint("locked-box").ID)
	of, part, n := planned(p, "first-month.step-2").Part()
	require.Equal(t, []any{"first-month", "step", 2}, []any{of, part, n})

	data, err := json.Marshal(p)
	require.NoError(t, err)
	back, found := campaign.ReadPlan(bytes.NewReader(data))
	require.Empty(t, ofFamily(found, "OSM-BRIEF", "OSM-PLAN-06", "OSM-PLAN-07"))
	require.Equal(t, p.AppendProgram(nil), back.AppendProgram(nil))
}

func TestAStoryWithoutConsentIsNeitherScheduledNorInTheProgram(t *testing.T) {
	w := people(t)
	b := good(t)
	b.Touchpoint("nadia-story").Segment = ""
	b.Touchpoint("nadia-story").Story = &campaign.SuccessStory{Teller: text("a fitter"), Consent: campaign.ExternalConsent, Use: campaign.InternalConsent, PassOn: campaign.Sharers()}
	p, found := campaign.NewPlan(b, w)
	require.Empty(t, ofFamily(found, "OSM-BRIEF", "OSM-PLAN-06", "OSM-PLAN-07"))
	require.NotEmpty(t, ids(collect(t, p, w, "p0"), "nadia-story"))
	p.Brief.Touchpoint("nadia-story").Story.Consent = campaign.NoConsent // withdrawn after the plan was made
	require.Empty(t, ids(collect(t, p, w, "p0"), "nadia-story"))
	require.NotContains(t, string(p.AppendProgram(nil)), "nadia-story")
}

func TestTheToolkitComesAfterTheManagersOwnBriefing(t *testing.T) {
	b := good(t)
	kit := *b.Touchpoint("leads-briefing")
	kit.ID, kit.Kind, kit.Time, kit.Days = "kit", campaign.Toolkit, "08:00", 0
	kit.Toolkit = &campaign.ToolkitItems{Items: []engagement.Text{text("slides"), text("answers")}}
	b.Touchpoints = append(b.Touchpoints, kit)
	w := people(t)
	p, found := campaign.NewPlan(b, w)
	require.Len(t, found, 1)
	require.Equal(t, "OSM-PLAN-072", found[0].Code)
	requireWhole(t, found[0])
	require.Equal(t, engagement.Date("2027-02-03"), planned(p, "kit").Date)
	require.True(t, planned(p, "kit").Managers)
	for _, lead := range []string{"ada", "bram", "cleo"} {
		items := collect(t, p, w, lead)
		require.True(t, item(t, items, "kit").At.After(item(t, items, "leads-briefing").At), lead)
	}
	items := collect(t, p, w, "bram")
	require.Equal(t, "2027-02-11", item(t, items, "kit").At.Format(time.DateOnly), "works on Thursdays only, and is briefed on one")
	require.Empty(t, ids(collect(t, p, w, "p0"), "kit"))
}

func TestOnlyTheMostActiveAreInvitedToCoCreation(t *testing.T) {
	b := good(t)
	withKind(b, "nadia-story", campaign.CoCreation).CoCreation = &campaign.CoCreationTerms{Share: 0.1}
	b.Touchpoint("nadia-story").Segment = ""
	w := people(t)
	p, found := campaign.NewPlan(b, w)
	require.Empty(t, ofFamily(found, "OSM-BRIEF", "OSM-PLAN-06", "OSM-PLAN-07"))
	require.Nil(t, planned(p, "nadia-story").People, "two of fifteen are too few to show")
	require.Empty(t, ids(collect(t, p, w, "p0"), "nadia-story"), "nobody's activity is known")

	did := map[string][]campaign.Fact{
		"p0": append(longAgo(campaign.Completed, "own-choice"), longAgo(campaign.Started, "safe-hands")...),
		"p1": longAgo(campaign.Started, "own-choice"),
		"p2": longAgo(campaign.Started, "safe-hands"),
		"p3": longAgo(campaign.Dismissed, "own-choice"),
	}
	var invited []string
	for it, err := range p.Schedule(w).At(time.Time{}, func(id string) []campaign.Fact { return did[id] }).All() {
		require.NoError(t, err)
		if it.Touchpoint == "nadia-story" {
			invited = append(invited, it.Person)
		}
	}
	require.Equal(t, []string{"p0", "p1", "p2"}, invited, "one in ten of fifteen is two, and equals come together")
}

func TestTermsAreToldInEveryLanguage(t *testing.T) {
	touchpoint := campaign.Touchpoint{
		Story:       &campaign.SuccessStory{Teller: text("teller"), Consent: campaign.ExternalConsent, Use: campaign.ExternalConsent, PassOn: campaign.Sharers()},
		Moment:      &campaign.StandardMoment{Weekday: "TU", EveryWeeks: 1, Minutes: 60, WorkingTime: true, OwnChoice: true},
		Reward:      &campaign.RewardTerms{Kind: campaign.PersonalTraining, For: campaign.AllWhoCompleted, What: text("what")},
		Contest:     &campaign.ContestTerms{OptIn: true, Ranking: campaign.TeamRanking, Prizes: campaign.Prizes()},
		CoCreation:  &campaign.CoCreationTerms{Share: 0.1},
		Ambassadors: &campaign.AmbassadorTerms{},
		RoleModel:   &campaign.RoleModelTerms{OptIn: true, Where: campaign.Stages()},
		Pulse:       &campaign.Pulse{Questions: 5},
		InsightCall: &campaign.CardCall{Cards: 10},
		Toolkit:     &campaign.ToolkitItems{Items: []engagement.Text{text("slides")}},
	}
	for _, l := range engagement.Languages() {
		all := strings.Join(touchpoint.Terms(l), "\n")
		require.Len(t, touchpoint.Terms(l), 17)
		require.NotContains(t, all, "%!")
		require.NotRegexp(t, `\b(term|sharer|weekday|rewardKind|rewarded|prize|stage)\.`, all)
	}
	require.Contains(t, touchpoint.Terms(engagement.English), "Every week on Tuesday, 1 hour.")
	require.Empty(t, (&campaign.Touchpoint{}).Terms(engagement.English))
}
