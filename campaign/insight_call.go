package campaign

// CardsPerDay is how many insight cards a person makes on a working day
// without it becoming work: seed 002 tells of ten and more in a week.
const CardsPerDay = 2

// CardCall asks antennas for insight cards: what they saw, as customers of
// others, in their own time. Source: seed 002.
type CardCall struct {
	// Cards that each antenna is asked for.
	Cards int `json:"cards"`
}
