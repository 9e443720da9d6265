package audience

// Stance is what a line manager thinks of the initiative. Where the manager
// thinks it unimportant, its value for the team collapses. Source: seed 001.
type Stance string

// The stances, from the least to the most favourable.
const (
	Sceptical Stance = "sceptical"
	Unaware   Stance = "unaware"
	Neutral   Stance = "neutral"
	Supporter Stance = "supporter"
	Promoter  Stance = "promoter"
)

// Stances lists all stances.
func Stances() []Stance { return []Stance{Sceptical, Unaware, Neutral, Supporter, Promoter} }
