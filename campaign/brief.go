package campaign

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// BriefVersion is the kind and version of a brief document.
const BriefVersion = "brief/v1"

// Brief is all that an organisation decides before a campaign is planned: why,
// for whom, with what, where and when. IDs are unique within their list, made
// of lower-case letters, digits and dashes.
type Brief struct {
	// Osmosi names the kind and version of the document: brief/v1.
	Osmosi string `json:"osmosi"`
	// ID names the campaign; events and bundles carry it.
	ID string `json:"id"`
	// Name of the campaign for people.
	Name engagement.Text `json:"name"`
	// Organisation that campaigns.
	Organisation string `json:"organisation"`
	// Languages in which every text is written; at least one.
	Languages []engagement.Language `json:"languages"`
	// Frame is when the three phases begin and the campaign ends.
	Frame Frame `json:"frame"`
	// Drivers are why the organisation acts.
	Drivers []engagement.Driver `json:"drivers"`
	// Objectives at the levels of organisation, team and individual.
	Objectives []engagement.Objective `json:"objectives"`
	// Offices that make the campaign together.
	Offices []Office `json:"offices"`
	// Interventions are what there is to learn: the offer.
	Interventions []Intervention `json:"interventions"`
	// Traits of people that conditions may use.
	Traits []audience.Trait `json:"traits,omitempty"`
	// Segments of the workforce, in order of precedence.
	Segments []audience.Segment `json:"segments"`
	// Channels through which people are reached.
	Channels []audience.Channel `json:"channels"`
	// Mix is what limits the choice of channels.
	Mix *MixTerms `json:"mix,omitempty"`
	// Expectations are the answers to what people ask before they take part.
	Expectations []engagement.Expectation `json:"expectations,omitempty"`
	// Propositions answer "what's in it for me", for employees and for managers.
	Propositions []engagement.Proposition `json:"propositions"`
	// Touchpoints of the three phases.
	Touchpoints []Touchpoint `json:"touchpoints"`
	// Roles are the new professions that the campaign needs.
	Roles []audience.Role `json:"roles,omitempty"`
	// Missions that people can take on beside their job.
	Missions []audience.Mission `json:"missions,omitempty"`
	// Limits on what comes to people by itself.
	Limits *Limits `json:"limits,omitempty"`
	// Experiments that show what the campaign changes.
	Experiments []Experiment `json:"experiments,omitempty"`
	// History is what earlier waves of the campaign taught, the oldest first.
	History []Wave `json:"history,omitempty"`
}

// Frame is when the phases begin and the campaign ends.
type Frame struct {
	// Inform is the first day of the phase that informs, and of the campaign.
	Inform engagement.Date `json:"inform"`
	// Activate is the first day of the phase that activates.
	Activate engagement.Date `json:"activate"`
	// Retain is the first day of the phase that retains and inspires.
	Retain engagement.Date `json:"retain"`
	// End is the last day of the campaign.
	End engagement.Date `json:"end"`
}
