package campaign

import (
	"github.com/osmosi-learning/osmosi/engagement"
)

// PlanVersion is the kind and version of a plan document.
const PlanVersion = "plan/v1"

// Plan is what comes of a brief and a workforce. It holds the brief, so that a
// plan read back can be rendered, scheduled and bundled, and nothing about any
// person.
type Plan struct {
	// Osmosi names the kind and version of the document: plan/v1.
	Osmosi string `json:"osmosi"`
	// Brief that was planned.
	Brief Brief `json:"brief"`
	// Phases with their dates.
	Phases []PlannedPhase `json:"phases"`
	// Touchpoints with their dates, in order of time.
	Touchpoints []PlannedTouchpoint `json:"touchpoints"`
	// Withheld are the touchpoints of the brief that the plan leaves out, in order of time.
	Withheld []Withheld `json:"withheld,omitempty"`
	// Holidays are the public holidays that the schedule keeps, by region.
	Holidays []RegionHolidays `json:"holidays,omitempty"`
	// Audiences are the sizes of the segments, of everyone first.
	Audiences []Audience `json:"audiences"`
	// Stances are what line managers think, all together.
	Stances []ManagerStance `json:"stances,omitempty"`
	// Lines are the shape of the reporting lines; absent where there are none.
	Lines *ReportingLines `json:"lines,omitempty"`
	// Missions with who is called to them.
	Missions []PlannedMission `json:"missions,omitempty"`
	// Sights are the lines of sight, one for each touchpoint and objective.
	Sights []Sight `json:"sights"`
	// Osmosis is how far the offices make the campaign together.
	Osmosis Osmosis `json:"osmosis"`
	// Balance is where the plan stands between five pairs of opposites.
	Balance []AxisBalance `json:"balance"`
	// Mix is the choice of channels, where the brief says what they cost and what there is to spend.
	Mix *PlannedMix `json:"mix,omitempty"`
	// Simulation is a dry run for the workforce; absent where there was none.
	Simulation *Simulation `json:"simulation,omitempty"`
	// Experiments with the people in their arms.
	Experiments []PlannedExperiment `json:"experiments,omitempty"`
	// Advice on the plan; it never blocks. Its paths point into the member brief: "/touchpoints/1" is what this document has at "/brief/touchpoints/1".
	Advice engagement.Findings `json:"advice"`
}

// PlannedPhase is a phase with its dates.
type PlannedPhase struct {
	// Phase of the campaign.
	Phase Phase `json:"phase"`
	// First day.
	First engagement.Date `json:"first"`
	// Last day.
	Last engagement.Date `json:"last"`
}

// PlannedTouchpoint is a touchpoint of the brief on the calendar.
type PlannedTouchpoint struct {
	// ID of the touchpoint in the brief, or one made from it: "kick-off.suspense-1", "mails.step-2", "hour.moment-3".
	ID string `json:"id"`
	// Date on which it takes place or opens; people on a day off get it on their next working day.
	Date engagement.Date `json:"date"`
	// Until is the last day on which it is open.
	Until engagement.Date `json:"until"`
	// MovedFrom is the weekday that the brief asked for, where managers had to come first.
	MovedFrom engagement.Date `json:"movedFrom,omitempty"`
	// Managers is true where only line managers get it.
	Managers bool `json:"managers,omitempty"`
	// Approach is how it speaks to people, given the leading reason of its proposition.
	Approach engagement.Approach `json:"approach,omitempty"`
	// Support is how it offers what there is to learn, given the leading factor.
	Support engagement.Support `json:"support,omitempty"`
	// Explains are the IDs of the drivers that it explains before the gain: the organisation's need.
	Explains []string `json:"explains,omitempty"`
	// Voice is the ID of the office that speaks, where management does.
	Voice string `json:"voice,omitempty"`
	// Personal are the placeholders whose words differ from person to person, in what it says and in what it promises.
	Personal []Placeholder `json:"personal,omitempty"`
	// People whom it is meant for and limits and experiments let it reach, or may reach where it depends on what they did, rounded to a multiple of five; absent where they are fewer than five.
	People *int `json:"people,omitempty"`
	// Reach is how far the voices of the ambassadors carry whom it asks; absent where it asks none, or fewer than five, or the workforce has fewer than fifty people.
	Reach *VoiceReach `json:"reach,omitempty"`
	// Voices are the IDs of the community managers of the segment it is for, who speak for these people while it is made.
	Voices []string `json:"voices,omitempty"`
}

// Audience is the size of a segment.
type Audience struct {
	// Segment is its ID; empty for everyone.
	Segment string `json:"segment,omitempty"`
	// People in it, rounded to a multiple of five; absent where they are fewer than five.
	People *int `json:"people,omitempty"`
	// Managers among them, rounded to a multiple of five; absent where they are fewer than five.
	Managers *int `json:"managers,omitempty"`
	// Profile is what its people are like in aggregate, aspect by aspect; see [TraitProfile] for what is told.
	Profile []TraitProfile `json:"profile,omitempty"`
	// Perceived is what the initiative is worth to them, given what their managers think; absent where too little may be told.
	Perceived *Perceived `json:"perceived,omitempty"`
	// Motives are what its people named when they were asked together; absent where the brief has no survey of them.
	Motives *Motives `json:"motives,omitempty"`
}

// SmallestGroup is the least number of people of which anything is shown. Plans
// round their counts to multiples of it, so that a smaller group does not
// follow from the difference of two others.
const SmallestGroup = 5

// Sight is the line of sight from a touchpoint through its proposition to an
// objective and the objectives above it.
type Sight struct {
	// Touchpoint is its ID.
	Touchpoint string `json:"touchpoint"`
	// Proposition is its ID.
	Proposition string `json:"proposition"`
	// Objectives are the IDs from the one the proposition stands for up to the organisation's.
	Objectives []string `json:"objectives"`
}
