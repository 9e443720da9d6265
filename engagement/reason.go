package engagement

// Reason is why a person sees an advantage in training; it decides the
// approach. Source: seed 001.
type Reason string

// The reasons, each with the approach it asks for.
const (
	// Contingent: it solves a necessity of now. Nine tenths of the marketing
	// is done; say where it is and stop selling.
	Contingent Reason = "contingent"
	// Advancement: career, visibility, a project, an incentive. Speak to the
	// expectation, which varies by role and position.
	Advancement Reason = "advancement"
	// Obligation: a law or a policy. Explain the organisation's need behind it.
	Obligation Reason = "obligation"
	// Belonging: meet colleagues, join a professional community. Put the
	// interaction between participants first.
	Belonging Reason = "belonging"
)

// Reasons lists all reasons.
func Reasons() []Reason { return []Reason{Contingent, Advancement, Obligation, Belonging} }
