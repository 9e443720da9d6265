package engagement

import "strconv"

// Tier says how much a KPI proves about learning, from 1 to 8; 0 where it was
// not said. Source: the Learning-Transfer Evaluation Model (LTEM), Will
// Thalheimer.
type Tier int

// The tiers. The first three prove no learning.
const (
	AttendanceTier         Tier = 1 + iota // people were there
	ActivityTier                           // people did something
	PerceptionsTier                        // people say what they thought of it
	KnowledgeTier                          // people know
	DecisionCompetenceTier                 // people decide well in realistic cases
	TaskCompetenceTier                     // people carry out the task
	TransferTier                           // people use it in their work
	EffectsTier                            // what that use brings about
)

// Tiers lists the tiers from the lowest.
func Tiers() []Tier {
	return []Tier{AttendanceTier, ActivityTier, PerceptionsTier, KnowledgeTier, DecisionCompetenceTier, TaskCompetenceTier, TransferTier, EffectsTier}
}

// ProvesLearning reports whether a result at this tier shows that somebody
// learned something.
func (t Tier) ProvesLearning() bool { return t >= KnowledgeTier }

// Text says what the tier measures, in all languages.
func (t Tier) Text() Text { return label("tier." + strconv.Itoa(int(t))) }
