package campaign

// CoCreationTerms are who is asked to help make new learning: the most active,
// who are eyes and ears in the organisation. Who is active is only known from
// what people did, so the invitation is in a schedule that knows it
// ([Schedule.At]), and in no other. Source: seed 004.
type CoCreationTerms struct {
	// Share of the touchpoint's people who are invited, the most active first: 0.05 is one in twenty.
	Share float64 `json:"share"`
}
