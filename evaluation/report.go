package evaluation

import (
	"slices"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// ReportVersion is the kind and version of a report document.
const ReportVersion = "report/v1"

// Confidence of the intervals in a report.
const Confidence = 0.95

// Report is how far a campaign got, per phase and segment, in distinct people.
// It names nobody and holds no figure about fewer than the smallest group; see
// the package for what that guarantees.
type Report struct {
	// Osmosi names the kind and version of the document: report/v1.
	Osmosi string `json:"osmosi"`
	// Campaign is its ID.
	Campaign string `json:"campaign"`
	// Made is the date of the report.
	Made engagement.Date `json:"made"`
	// Confidence of all intervals, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// SmallestGroup is the least number of people of which anything is shown.
	SmallestGroup int `json:"smallestGroup"`
	// Phases are the funnels of the three phases, in order.
	Phases []PhaseFunnel `json:"phases"`
	// Ignored are the events that were not counted, and why. It is absent where all were.
	Ignored []Ignored `json:"ignored,omitempty"`
}

// PhaseFunnel is how far people got with the touchpoints of one phase.
type PhaseFunnel struct {
	// Phase that the touchpoints belong to.
	Phase campaign.Phase `json:"phase"`
	// Rows are the segments in order of precedence, everyone else, and the total. Each person counts in the first segment that they are in.
	Rows []Row `json:"rows"`
}

// Row is the funnel of one group of people. Each count includes the counts of
// the stages after it.
type Row struct {
	// Kind of group.
	Kind RowKind `json:"kind"`
	// Segment is the ID of the segment, where the row is one.
	Segment string `json:"segment,omitempty"`
	// Audience is everyone in the group, whether or not a touchpoint was meant for them. It has no rate.
	Audience Cell `json:"audience"`
	// Reached are those to whom a touchpoint was shown, or who did anything with one; its rate is of the audience. Being reached is no success.
	Reached Cell `json:"reached"`
	// Activated are those who started or completed; its rate is of those reached.
	Activated Cell `json:"activated"`
	// Completed are those who completed; its rate is of those activated.
	Completed Cell `json:"completed"`
	// Dismissed are those who put a touchpoint away; its rate is of those reached.
	Dismissed Cell `json:"dismissed"`
	// Shared are those who passed a touchpoint on; its rate is of those reached.
	Shared Cell `json:"shared"`
}

// RowKind tells rows apart.
type RowKind string

// The kinds of row.
const (
	SegmentRow RowKind = "segment"      // the people who count in a segment
	RestRow    RowKind = "everyoneElse" // the people in no segment
	TotalRow   RowKind = "total"        // everyone
)

// RowKinds lists all kinds of row.
func RowKinds() []RowKind { return []RowKind{SegmentRow, RestRow, TotalRow} }

// Cell is one count of distinct people, or nothing where the count is kept
// back.
type Cell struct {
	// People counted; absent where suppressed.
	People *int `json:"people,omitempty"`
	// Rate of the people in the stage above; absent where suppressed and where there is nobody above.
	Rate *Rate `json:"rate,omitempty"`
	// Suppressed is true where the count would show a group smaller than the smallest, by itself or by subtraction.
	Suppressed bool `json:"suppressed,omitempty"`
}

// Rate is a proportion with its Wilson score interval, rounded to six places.
type Rate struct {
	// Share that was observed, from 0 to 1.
	Share float64 `json:"share"`
	// Low end of the interval, from 0 to 1.
	Low float64 `json:"low"`
	// High end of the interval, from 0 to 1.
	High float64 `json:"high"`
}

// Ignored is how many events were not counted for one cause.
type Ignored struct {
	// Cause for which they were not counted.
	Cause Cause `json:"cause"`
	// Events that were not counted; one that came twice counts once. Of 4,096 and more it is an estimate, within 5 % as a rule.
	Events int `json:"events"`
}

// Cause is why an event was not counted.
type Cause string

// The causes, in the order in which they are looked for.
const (
	Unreadable        Cause = "unreadable"        // a line with faults; each time it comes counts
	OtherCampaign     Cause = "otherCampaign"     // it belongs to another campaign
	UnknownVerb       Cause = "unknownVerb"       // its verb is none of Verbs
	UnknownTouchpoint Cause = "unknownTouchpoint" // the plan has no such touchpoint
	NoPerson          Cause = "noPerson"          // the host did not say who it was
	UnknownPerson     Cause = "unknownPerson"     // nobody in the workforce has that ID
	Later             Cause = "later"             // it happened after the day of the report, in UTC
)

// causes in order; a deed names one by its place.
var causes = [...]Cause{Unreadable, OtherCampaign, UnknownVerb, UnknownTouchpoint, NoPerson, UnknownPerson, Later}

// Causes lists all causes.
func Causes() []Cause { return slices.Clone(causes[:]) }
