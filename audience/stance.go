package audience

import "slices"

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

// Stances lists all stances, from the least to the most favourable.
func Stances() []Stance { return []Stance{Sceptical, Unaware, Neutral, Supporter, Promoter} }

// Multiplier is what a manager's stance does to the value, as the team sees it,
// of everything that is sent to the team. Where nobody holds it back it is 1.
// That the value collapses under a sceptical manager is the finding of seed
// 001, which gives no figures: these are Osmosi's own, set to keep the order of
// the stances and to make the collapse plain. False where a stance is unknown.
//
//	sceptical 0.3 · unaware 0.6 · neutral 0.8 · supporter 1 · promoter 1.2
func (s Stance) Multiplier() (float64, bool) {
	switch s {
	case Sceptical:
		return leastValue, true
	case Unaware:
		return 0.6, true
	case Neutral:
		return 0.8, true
	case Supporter:
		return 1, true
	case Promoter:
		return 1.2, true
	}
	return 0, false
}

// leastValue is what is left where the manager thinks it unimportant.
const leastValue = 0.3

// Stance returns what a person who leads a team thinks of the initiative:
// empty where that is unknown, and for everyone who leads nobody, whatever
// their traits say.
func (w *Workforce) Stance(p *Person) Stance {
	text, _ := p.Traits[TraitStance].(string)
	if s := Stance(text); w.Reports(p.ID) > 0 && slices.Contains(Stances(), s) {
		return s
	}
	return ""
}

// PerceivedValue is what an initiative is worth to a person as its own value
// times this factor, from 0.3 to 1.2: the multiplier of the line manager's
// stance, lowered by that of the manager above where it is less than 1, and
// never below the least multiplier, for a value collapses once. Enthusiasm
// two steps up adds nothing that a team sees, and who is higher still is heard
// through those between. It is false, and not a guess, where the stance of the
// line manager is unknown or there is none; an unknown stance above changes
// nothing. Source: seed 001.
func (w *Workforce) PerceivedValue(p *Person) (float64, bool) {
	manager := w.ManagerOf(p.ID)
	if manager == nil {
		return 0, false
	}
	value, known := w.Stance(manager).Multiplier()
	if !known {
		return 0, false
	}
	if above := w.ManagerOf(manager.ID); above != nil {
		if further, known := w.Stance(above).Multiplier(); known {
			value *= min(further, 1)
		}
	}
	return max(value, leastValue), true
}
