package campaign

// PlannedMission is a mission of the brief with who is called to it.
type PlannedMission struct {
	// ID of the mission in the brief.
	ID string `json:"id"`
	// Calls are the IDs of the touchpoints that call for it, in order of time: those that put its proposition forward.
	Calls []string `json:"calls"`
	// People who may take it; absent where they, or those who may not, are fewer than the smallest group shown.
	People *int `json:"people,omitempty"`
	// Called is how many of them get at least one of the calls; absent where they, or those who get none, are fewer than the smallest group shown.
	Called *int `json:"called,omitempty"`
}
