package bundle_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/campaign/bundle"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/wasm/exchange"
)

func TestWhatThePlanMakesOfTouchpointsIsInTheBundleAndDecided(t *testing.T) {
	made, w := plan(t)
	text := engagement.Text{It: "Un assaggio", Nl: "Een voorproefje", En: "A foretaste"}
	brief := made.Brief
	brief.Touchpoint("locked-box").Channel = "intranet"
	brief.Touchpoint("locked-box").Suspense = &campaign.Suspense{Surprise: true, Teasers: []campaign.Teaser{{DaysBefore: 3, Time: "09:00", Title: text, Body: text}}}
	brief.Touchpoint("first-month").Channel = "intranet"
	brief.Touchpoint("first-month").Drip = &campaign.Sequence{Steps: []campaign.Step{{Delay: 3, Title: text, Body: text, After: campaign.Started}}}
	p, found := campaign.NewPlan(&brief, w)
	require.NoError(t, found.Err())
	b, err := bundle.New(p)
	require.NoError(t, err)
	require.Contains(t, string(b["content.nl.json"]), `"locked-box.suspense-1":{"title":"Een voorproefje"`)
	require.Contains(t, string(b["content.en.json"]), `"step:2":"This is message 2`)

	var engine exchange.Engine
	require.Contains(t, string(engine.Call("load", b[bundle.Index])), "loaded")
	ask := func(call, more string) string {
		return string(engine.Call(call, []byte(`{"profile":{"tenureDays":30}`+more+`}`)))
	}
	require.Contains(t, ask("decide", `,"at":"2027-02-20T10:00"`), `"touchpoint":"locked-box.suspense-1"`)
	require.Contains(t, ask("decide", `,"at":"2027-03-02T10:00","history":{"first-weeks":"started"}`), `"touchpoint":"first-month.step-2"`)
	require.NotContains(t, ask("decide", `,"at":"2027-03-02T10:00"`), "step-2", "nothing was started")
	require.NotContains(t, ask("decide", `,"at":"2027-03-02T10:00","history":{"first-weeks":"completed"}`), "first-month", "the goal is met")

	require.Contains(t, ask("schedule", `,"history":{"first-weeks":"started"}`), "first-month.step-2")
	require.NotContains(t, ask("schedule", ``), "first-month.step-2")
	require.NotContains(t, ask("schedule", `,"history":{"first-weeks":"completed"}`), "first-month")
}

func TestAStoryWhoseConsentIsWithdrawnIsNotBundled(t *testing.T) {
	p, _ := plan(t)
	teller := engagement.Text{It: "meccanica", Nl: "monteur", En: "mechanic"}
	story := p.Brief.Touchpoint("nadia-story")
	bundled := func() bool {
		b, err := bundle.New(p)
		require.NoError(t, err)
		for _, data := range b {
			if strings.Contains(string(data), "nadia-story") {
				return true
			}
		}
		return false
	}
	story.Story = &campaign.SuccessStory{Teller: teller, Consent: campaign.InternalConsent, Use: campaign.InternalConsent}
	require.True(t, bundled())
	story.Story.Use = campaign.ExternalConsent
	require.False(t, bundled(), "external use needs external consent")
	story.Story.Use, story.Story.Consent = campaign.InternalConsent, campaign.NoConsent
	require.False(t, bundled())
}

func TestAnInvitationIsNotBundled(t *testing.T) {
	p, _ := plan(t)
	made := p.Brief.Touchpoint("nadia-story")
	made.Kind, made.Story, made.CoCreation = campaign.CoCreation, nil, &campaign.CoCreationTerms{Share: 0.1}
	b, err := bundle.New(p)
	require.NoError(t, err)
	require.NotContains(t, string(b["content.en.json"]), "nadia-story", "the page does not know who is most active")
	var engine exchange.Engine
	engine.Call("load", b[bundle.Index])
	require.NotContains(t, string(engine.Call("schedule", []byte(`{"profile":{"unit":"rental"}}`))), "nadia-story")
}
