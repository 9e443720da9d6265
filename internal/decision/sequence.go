package decision

import "strconv"

// OutcomeNone is what a step waits for that is only for people who did nothing
// with the proposition so far. It never stands in a history.
const OutcomeNone = "none"

// Occasions that explain themselves.
const (
	OccasionSuspense = "suspense" // announces a surprise that comes later
	OccasionMoment   = "moment"   // one of the recurring moments to learn
)

// admits reports whether a touchpoint is for somebody with an outcome. A step
// that waits for an outcome is for those who have it; everything else stops
// when the goal is met.
func (t *Touchpoint) admits(outcome string) bool {
	switch t.After {
	case "":
		return outcome != OutcomeCompleted
	case OutcomeNone:
		return outcome == ""
	}
	return outcome == t.After
}

// because appends the codes that the touchpoint itself explains.
func (t *Touchpoint) because(why []string) []string {
	if t.Step > 0 {
		why = append(why, "step:"+strconv.Itoa(t.Step))
	}
	if t.After != "" {
		why = append(why, "after:"+t.After)
	}
	if t.Occasion != "" {
		why = append(why, t.Occasion)
	}
	return why
}

// before returns the latest message of a step's sequence that the person gets
// before it; nil where there is none.
func (p *Program) before(t *Touchpoint, out []Due) *Due {
	if t.Step < 2 {
		return nil
	}
	for i := len(out) - 1; i >= 0; i-- {
		if other := &p.Touchpoints[out[i].Touchpoint]; other.Step > 0 && other.Step < t.Step && origin(other.ID) == origin(t.ID) {
			return &out[i]
		}
	}
	return nil
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
