package campaign_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// en is a text of a campaign in English alone.
func en(text string) engagement.Text { return engagement.Text{En: text} }

// knots is a small brief as a Go program writes it.
var knots = campaign.Brief{
	Osmosi: campaign.BriefVersion, ID: "knots", Name: en("Knots that hold"), Organisation: "Harbour Tugs",
	Languages: []engagement.Language{engagement.English},
	Frame:     campaign.Frame{Inform: "2027-03-01", Activate: "2027-03-15", Retain: "2027-04-12", End: "2027-05-28"},
	Drivers:   []engagement.Driver{{ID: "rules", Kind: engagement.LegalObligation, Statement: en("From June, the port asks for proof of safe towing.")}},
	Objectives: []engagement.Objective{{
		ID: "safe-towing", Level: engagement.OrganisationLevel, Drivers: []string{"rules"}, Statement: en("No line parts under load."),
		KPI: engagement.KPI{Name: en("Lines that parted"), Unit: engagement.Count, Baseline: 9, Target: 0, By: "2027-12-31", Tier: engagement.EffectsTier},
	}},
	Offices:       []campaign.Office{{ID: "learning", Kind: campaign.LearningOffice, Name: en("Learning")}},
	Interventions: []campaign.Intervention{{ID: "splice", Form: campaign.Micro, Title: en("A splice in six minutes"), Minutes: 6, URL: "/learn/splice"}},
	Traits:        []audience.Trait{{Name: "deck", Kind: audience.FlagTrait, Label: en("Works on deck")}},
	Segments:      []audience.Segment{{ID: "deck", Name: en("Deck"), Because: en("you handle lines"), When: audience.Is("deck", true)}},
	Channels:      []audience.Channel{{ID: "mess", Name: en("Mess room"), Kind: audience.Meeting, Nature: audience.Push, Offline: true}},
	Propositions: []engagement.Proposition{{
		ID: "home-whole", For: engagement.Employees, Segment: "deck", Objectives: []string{"safe-towing"}, Intervention: "splice",
		Gain:    en("You stand clear of the line that would have hit you."),
		Problem: en("Worn line looks like sound line until it parts."),
		Ability: en("You tell worn line from sound line with your hands."),
	}},
	Touchpoints: []campaign.Touchpoint{{
		ID: "show", Phase: campaign.Inform, Kind: campaign.Announcement, Title: en("Bring a line you trust"), Body: en("We cut it open together."),
		Proposition: "home-whole", Channel: "mess", Owner: "learning", Day: 1, Time: "08:00",
	}},
}

// A brief in Go is composite literals; it is checked like one in JSON.
func ExampleBrief() {
	crew, _ := audience.NewWorkforce([]audience.Person{{ID: "ida", TimeZone: "Europe/Amsterdam", Traits: map[string]any{"deck": true}}})
	plan, found := campaign.NewPlan(&knots, crew)
	if err := found.Err(); err != nil {
		fmt.Println(err)
		return
	}
	for item := range plan.Schedule(crew).For("ida") {
		fmt.Println(item.At.Format("Monday 2 January 15:04"), plan.Brief.Touchpoint(item.Touchpoint).Title.En)
	}
	// Output: Tuesday 2 March 08:00 Bring a line you trust
}

// The same brief in JSON, as an admin screen writes it, reads as the same.
func ExampleReadBrief() {
	const document = `{
		"osmosi": "brief/v1", "id": "knots", "name": {"en": "Knots that hold"}, "organisation": "Harbour Tugs",
		"languages": ["en"],
		"frame": {"inform": "2027-03-01", "activate": "2027-03-15", "retain": "2027-04-12", "end": "2027-05-28"},
		"drivers": [{"id": "rules", "kind": "legalObligation", "statement": {"en": "From June, the port asks for proof of safe towing."}}],
		"objectives": [{"id": "safe-towing", "level": "organisation", "drivers": ["rules"], "statement": {"en": "No line parts under load."},
			"kpi": {"name": {"en": "Lines that parted"}, "unit": "count", "baseline": 9, "target": 0, "by": "2027-12-31", "tier": 8}}],
		"offices": [{"id": "learning", "kind": "learning", "name": {"en": "Learning"}}],
		"interventions": [{"id": "splice", "form": "micro", "title": {"en": "A splice in six minutes"}, "minutes": 6, "url": "/learn/splice"}],
		"traits": [{"name": "deck", "kind": "flag", "label": {"en": "Works on deck"}}],
		"segments": [{"id": "deck", "name": {"en": "Deck"}, "because": {"en": "you handle lines"}, "when": {"deck": {"$eq": true}}}],
		"channels": [{"id": "mess", "name": {"en": "Mess room"}, "kind": "meeting", "nature": "push", "offline": true}],
		"propositions": [{"id": "home-whole", "for": "employees", "segment": "deck", "objectives": ["safe-towing"], "intervention": "splice",
			"gain": {"en": "You stand clear of the line that would have hit you."},
			"problem": {"en": "Worn line looks like sound line until it parts."},
			"ability": {"en": "You tell worn line from sound line with your hands."}}],
		"touchpoints": [{"id": "show", "phase": "inform", "kind": "announcement", "title": {"en": "Bring a line you trust"}, "body": {"en": "We cut it open together."},
			"proposition": "home-whole", "channel": "mess", "owner": "learning", "day": 1, "time": "08:00"}]
	}`
	brief, found := campaign.ReadBrief(strings.NewReader(document))
	fmt.Println(found.Err(), reflect.DeepEqual(brief, &knots))

	// What is wrong is said all at once, each with its place and a suggestion.
	_, found = campaign.ReadBrief(strings.NewReader(strings.NewReplacer("announcement", "anouncement", `"channel": "mess"`, `"channel": "mes"`).Replace(document)))
	for _, f := range found {
		fmt.Println(f.Code, f.Path, f.Suggestion)
	}
	data, _ := json.Marshal(&knots)
	again, _ := campaign.ReadBrief(strings.NewReader(string(data)))
	fmt.Println(reflect.DeepEqual(again, &knots))
	// Output:
	// <nil> true
	// OSM-DOC-004 /touchpoints/0/kind announcement
	// OSM-BRIEF-002 /touchpoints/0/channel mess
	// true
}
