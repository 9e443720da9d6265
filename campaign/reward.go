package campaign

import "github.com/osmosi-learning/osmosi/engagement"

// RewardTerms are what is given for keeping at it, and to whom. Source: seed
// 004.
type RewardTerms struct {
	// Kind of reward.
	Kind RewardKind `json:"kind"`
	// For whom it is.
	For Rewarded `json:"for"`
	// What it is, in a few words.
	What engagement.Text `json:"what"`
}

// RewardKind tells rewards apart.
type RewardKind string

// The kinds of reward.
const (
	// PersonalTraining: a new training for the person's own learning need.
	PersonalTraining RewardKind = "personalTraining"
	// YearEndPrize: the chance of a prize at the end of the year.
	YearEndPrize RewardKind = "yearEndPrize"
)

// RewardKinds lists all kinds of reward.
func RewardKinds() []RewardKind { return []RewardKind{PersonalTraining, YearEndPrize} }

// Rewarded is who gets a reward.
type Rewarded string

// Who may be rewarded.
const (
	// AllWhoCompleted: everyone who completed.
	AllWhoCompleted Rewarded = "allWhoCompleted"
	// DrawnAmongActive: drawn by lot among all who are active.
	DrawnAmongActive Rewarded = "drawnAmongActive"
	// Fastest: only who came first, which leaves the others without.
	Fastest Rewarded = "fastest"
)

// AllRewarded lists who may be rewarded.
func AllRewarded() []Rewarded { return []Rewarded{AllWhoCompleted, DrawnAmongActive, Fastest} }
