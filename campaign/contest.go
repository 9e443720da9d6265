package campaign

// ContestTerms are the rules of a contest. Nobody joins unasked and nobody is
// shown in last place: a ranking shames, a common game binds. Source: seed 004.
type ContestTerms struct {
	// OptIn is true where only those take part who said so.
	OptIn bool `json:"optIn"`
	// Ranking is what of it is shown.
	Ranking Ranking `json:"ranking"`
	// Prizes that can be won.
	Prizes []Prize `json:"prizes"`
}

// Ranking is what a contest shows.
type Ranking string

// The rankings.
const (
	// OwnProgress: everyone sees their own.
	OwnProgress Ranking = "ownProgress"
	// TeamRanking: teams, no people.
	TeamRanking Ranking = "teams"
	// TopOnly: only the first places.
	TopOnly Ranking = "topOnly"
	// FullRanking: everybody, down to the last place.
	FullRanking Ranking = "everybody"
)

// Rankings lists all rankings.
func Rankings() []Ranking { return []Ranking{OwnProgress, TeamRanking, TopOnly, FullRanking} }

// Prize of a contest.
type Prize string

// The prizes.
const (
	// Voucher to spend.
	Voucher Prize = "voucher"
	// BrandedClothing such as a sweater or a cap, which makes a "we" as well.
	BrandedClothing Prize = "brandedClothing"
	// TrainingPrize: a training of one's choice.
	TrainingPrize Prize = "training"
)

// Prizes lists all prizes.
func Prizes() []Prize { return []Prize{Voucher, BrandedClothing, TrainingPrize} }
