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
	// Audiences are the sizes of the segments, of everyone first.
	Audiences []Audience `json:"audiences"`
	// Sights are the lines of sight, one for each touchpoint and objective.
	Sights []Sight `json:"sights"`
	// Advice on the plan; it never blocks.
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
	// MovedFrom is the date that the brief asked for, where the plan had to move it.
	MovedFrom engagement.Date `json:"movedFrom,omitempty"`
	// Managers is true where only line managers get it.
	Managers bool `json:"managers,omitempty"`
	// People who get it, or may where it depends on what they did; absent where they are fewer than the smallest group shown.
	People *int `json:"people,omitempty"`
}

// Audience is the size of a segment.
type Audience struct {
	// Segment is its ID; empty for everyone.
	Segment string `json:"segment,omitempty"`
	// People in it; absent where they are fewer than the smallest group shown.
	People *int `json:"people,omitempty"`
	// Managers among them; absent where they are fewer than the smallest group shown.
	Managers *int `json:"managers,omitempty"`
}

// SmallestGroup is the least number of people of which anything is shown.
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
