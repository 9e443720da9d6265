package retrospective

import (
	"encoding/json"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Version is the kind and version of a retrospective document.
const Version = "retrospective/v1"

// Confidence of all intervals.
const Confidence = 0.95

// Retrospective is what a wave of a campaign taught, and which changes to its
// brief that suggests. It names no person, and holds no figure about fewer than
// the smallest group. Source: seed 003.
type Retrospective struct {
	// Osmosi names the kind and version of the document: retrospective/v1.
	Osmosi string `json:"osmosi"`
	// Campaign is the ID of the campaign.
	Campaign string `json:"campaign"`
	// Made is the day on which it was made.
	Made engagement.Date `json:"made"`
	// Counted is the day until which people were counted: that of the measures, or of the report.
	Counted engagement.Date `json:"counted,omitempty"`
	// Confidence of all intervals, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// SmallestGroup is the least number of people of which anything is shown.
	SmallestGroup int `json:"smallestGroup"`
	// Lessons in the order of topics and, within one, of the plan.
	Lessons []Lesson `json:"lessons"`
	// Findings are advice on lessons that returned, and on evidence that is missing.
	Findings engagement.Findings `json:"findings,omitempty"`
}

// Lesson is what is known now of one thing in the campaign.
type Lesson struct {
	// ID of the lesson: its topic and what it is about. It is the same in every wave.
	ID string `json:"id"`
	// Topic of the lesson.
	Topic Topic `json:"topic"`
	// Phase that it is about; absent where it is about all.
	Phase campaign.Phase `json:"phase,omitempty"`
	// Touchpoint is the ID of the one that it is about.
	Touchpoint string `json:"touchpoint,omitempty"`
	// Channel is the ID of the one that it is about.
	Channel string `json:"channel,omitempty"`
	// Segment is the ID of the one that it is about.
	Segment string `json:"segment,omitempty"`
	// Proposition is the ID of the one that it is about.
	Proposition string `json:"proposition,omitempty"`
	// Experiment is the ID of the one that it comes from.
	Experiment string `json:"experiment,omitempty"`
	// Verdict says whether it worked.
	Verdict Verdict `json:"verdict"`
	// Figure that was observed; absent where an experiment is about amounts, or keeps its figures back.
	Figure *Figure `json:"figure,omitempty"`
	// Against is what it is held against: the others of its kind.
	Against *Figure `json:"against,omitempty"`
	// Mark is a share that it is held against where there are no others, from 0 to 1.
	Mark float64 `json:"mark,omitempty"`
	// Probability of a difference at least as large by chance, adjusted for all comparisons of the topic (Holm).
	Probability *float64 `json:"probability,omitempty"`
	// Meaning of the figure in one sentence.
	Meaning engagement.Text `json:"meaning"`
	// Warned are the codes of what the plan had advised about this touchpoint before.
	Warned []string `json:"warned,omitempty"`
	// Proposal is a change to the brief; absent where nothing suggests one.
	Proposal *Proposal `json:"proposal,omitempty"`
}

// Topic is what a lesson is about.
type Topic string

// The topics, in the order in which lessons stand.
const (
	Activation  Topic = "activation"  // whether those reached by a touchpoint begin
	Completion  Topic = "completion"  // whether those who begin with a touchpoint finish
	Reach       Topic = "reach"       // whether a channel reaches those for whom it is meant
	Dismissal   Topic = "dismissal"   // whether people put away what comes through a channel
	Moment      Topic = "moment"      // whether people respond at a part of the day and week
	Proposition Topic = "proposition" // whether a proposition moves a segment
	Segment     Topic = "segment"     // whether a segment came along in a phase
	Variant     Topic = "variant"     // whether other texts did better in an experiment
	Pulse       Topic = "pulse"       // whether people answered
	Briefing    Topic = "briefing"    // whether teams waited for their managers
)

// Topics lists all topics in order.
func Topics() []Topic {
	return []Topic{Activation, Completion, Reach, Dismissal, Moment, Proposition, Segment, Variant, Pulse, Briefing}
}

// Verdict says whether something worked.
type Verdict string

// The verdicts.
const (
	Worked  Verdict = "worked"
	DidNot  Verdict = "didNot"
	Unknown Verdict = "unknown" // not known yet
)

// Verdicts lists all verdicts.
func Verdicts() []Verdict { return []Verdict{Worked, DidNot, Unknown} }

// Figure is a share of people with its Wilson score interval, rounded to six
// places.
type Figure struct {
	// People of whom it is the share.
	People int `json:"people"`
	// Share of them, from 0 to 1.
	Share float64 `json:"share"`
	// Low end of the interval, from 0 to 1.
	Low float64 `json:"low"`
	// High end of the interval, from 0 to 1.
	High float64 `json:"high"`
}

// Proposal is a change to the brief.
type Proposal struct {
	// Kind of change.
	Kind ProposalKind `json:"kind"`
	// Says what is changed, in words.
	Says engagement.Text `json:"says"`
	// Reason why that may help.
	Reason engagement.Text `json:"reason"`
	// Touchpoints are the IDs of those that it acts on.
	Touchpoints []string `json:"touchpoints,omitempty"`
	// Patch is the change as JSON Patch (RFC 6902) on the brief. Tests guard it, so that a brief that was changed meanwhile is noticed.
	Patch []Operation `json:"patch"`
}

// ProposalKind is what kind of change is proposed.
type ProposalKind string

// The kinds of proposal.
const (
	MoveTime           ProposalKind = "moveTime"           // to the part of the day and week in which people respond
	ReplaceChannel     ProposalKind = "replaceChannel"     // by the one that reached most
	TakeVariant        ProposalKind = "takeVariant"        // the winner's texts become the touchpoint's own
	EndComparison      ProposalKind = "endComparison"      // the touchpoint's own texts won
	ForwardProposition ProposalKind = "forwardProposition" // the one that moved more people of a segment
	AddStep            ProposalKind = "addStep"            // for those who began and did not finish
	LowerCap           ProposalKind = "lowerCap"           // fewer messages where many were put away
	ShortenPulse       ProposalKind = "shortenPulse"       // fewer questions where few answered
	BriefEarlier       ProposalKind = "briefEarlier"       // managers, where teams waited for them
)

// ProposalKinds lists all kinds of proposal.
func ProposalKinds() []ProposalKind {
	return []ProposalKind{MoveTime, ReplaceChannel, TakeVariant, EndComparison, ForwardProposition, AddStep, LowerCap, ShortenPulse, BriefEarlier}
}

// Operation is one step of a JSON Patch (RFC 6902). An operation that adds a
// member of an object adds it, and replaces none: where it is there already, the
// brief is not the one that the patch was made for.
type Operation struct {
	// Op is what it does: test, add, replace or remove.
	Op Op `json:"op"`
	// Path is where, as a JSON Pointer (RFC 6901).
	Path string `json:"path"`
	// Value that is tested, added or put in the place; absent when removing.
	Value json.RawMessage `json:"value,omitempty"`
}

// Op is what an operation does.
type Op string

// The operations.
const (
	Test    Op = "test"
	Add     Op = "add"
	Replace Op = "replace"
	Remove  Op = "remove"
)

// Ops lists all operations.
func Ops() []Op { return []Op{Test, Add, Replace, Remove} }
