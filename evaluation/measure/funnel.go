package measure

import "github.com/osmosi-learning/osmosi/evaluation"

// Funnel is how far people got, split in one way.
type Funnel struct {
	// By what it is split.
	By Split `json:"by"`
	// Trait is the name of the trait whose values the rows are; absent of other splits.
	Trait string `json:"trait,omitempty"`
	// Rows in order: one for the whole campaign, else one for each phase, segment and so on.
	Rows []Row `json:"rows"`
}

// Split is by what a funnel is split: people by segment, language and site, of
// whom each counts in one row; touchpoints by phase, channel and proposition,
// where people count in each row in which they did something.
type Split string

// The splits.
const (
	Whole         Split = "campaign"
	ByPhase       Split = "phase"
	BySegment     Split = "segment" // the first that a person is in
	ByChannel     Split = "channel"
	ByProposition Split = "proposition"
	ByLanguage    Split = "language" // in which a person is addressed
	BySite        Split = "site"     // the value of a trait
)

// Splits lists all splits.
func Splits() []Split {
	return []Split{Whole, ByPhase, BySegment, ByChannel, ByProposition, ByLanguage, BySite}
}

// ofPeople reports whether it tells people apart, and not touchpoints.
func (s Split) ofPeople() bool { return s == BySegment || s == ByLanguage || s == BySite }

// Row is one row of a funnel.
type Row struct {
	// Value is the phase, the ID of the segment, channel or proposition, the language, or the trait's value; empty for the whole campaign, and for those who have none.
	Value string `json:"value,omitempty"`
	// Audience is everyone in the row; absent where touchpoints are told apart, whose audience is everyone.
	Audience *evaluation.Cell `json:"audience,omitempty"`
	// Reached are those to whom something was shown, or who did anything; the rate is of the audience. Being reached is no success.
	Reached evaluation.Cell `json:"reached"`
	// Activated are those who started or completed; the rate is of those reached.
	Activated evaluation.Cell `json:"activated"`
	// Completed are those who completed; the rate is of those activated.
	Completed evaluation.Cell `json:"completed"`
	// Returned are those who started, completed or passed on something on two or more days, in UTC; the rate is of those reached.
	Returned evaluation.Cell `json:"returned"`
	// Shared are those who passed something on; the rate is of those reached.
	Shared evaluation.Cell `json:"shared"`
	// Dismissed are those who put something away; the rate is of those reached.
	Dismissed evaluation.Cell `json:"dismissed"`
}
