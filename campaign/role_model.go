package campaign

// RoleModelTerms are how managers name people who learn as an example to
// others. The touchpoint asks managers; the person named says yes first.
// Source: seed 004.
type RoleModelTerms struct {
	// OptIn is true where nobody is named who did not agree to it.
	OptIn bool `json:"optIn"`
	// Where managers name them.
	Where []Stage `json:"where"`
}

// Stage is where a role model is named.
type Stage string

// The stages.
const (
	// TeamMeeting: aloud, in the team's meeting.
	TeamMeeting Stage = "teamMeeting"
	// TeamEmail: in an e-mail to the team.
	TeamEmail Stage = "teamEmail"
)

// Stages lists all stages.
func Stages() []Stage { return []Stage{TeamMeeting, TeamEmail} }
