package campaign

// PlannedMission is a mission of the brief with who is called to it.
type PlannedMission struct {
	// ID of the mission in the brief.
	ID string `json:"id"`
	// Calls are the IDs of the touchpoints that call for it, in order of time: those that put its proposition forward.
	Calls []string `json:"calls"`
	// People who may take it, rounded to a multiple of five; absent where they are fewer than five.
	People *int `json:"people,omitempty"`
	// Called is how many of them get at least one of the calls, rounded to a multiple of five; absent where they, or all who may, are fewer than five.
	Called *int `json:"called,omitempty"`
}
