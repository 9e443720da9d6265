package campaign

import "github.com/osmosi-learning/osmosi/audience"

// MixTerms limit the choice of channels: being seen everywhere is not
// feasible, so the best reach is sought with the means there are. Source: seed
// 004.
type MixTerms struct {
	// Budget for channels throughout the campaign, in euros.
	Budget float64 `json:"budget"`
	// MustHave are the IDs of channels that are used in any case.
	MustHave []string `json:"mustHave,omitempty"`
	// LeastReach is the share of a segment that the mix reaches at least.
	LeastReach []audience.Reach `json:"leastReach,omitempty"`
}
