package decision

import "github.com/osmosi-learning/osmosi/internal/light"

// OutcomeNone is what a step waits for that is only for people who did nothing
// with the proposition so far. It never stands in a history.
const OutcomeNone = "none"

// Occasions that explain themselves.
const (
	OccasionSuspense = "suspense" // announces a surprise that comes later
	OccasionMoment   = "moment"   // one of the recurring moments to learn
)

// because appends the codes that the touchpoint itself explains.
func (t *Touchpoint) because(why []string) []string {
	if t.Step > 0 {
		why = append(why, "step:"+light.Itoa(t.Step))
	}
	for _, did := range [...]string{t.After, t.Wait} {
		if did != "" {
			why = append(why, "after:"+did)
		}
	}
	if t.Occasion != "" {
		why = append(why, t.Occasion)
	}
	return why
}

// origin is the part of an ID before its dot: the touchpoint of the brief that
// a teaser, a step or a moment comes from.
func origin(id string) string {
	for i := range len(id) {
		if id[i] == '.' {
			return id[:i]
		}
	}
	return id
}
