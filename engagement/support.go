package engagement

// Support is how learning is offered to people, given the [Factor] that moves
// them. It decides how the interventions of a proposition are presented.
// Source: seed 004.
type Support string

// The kinds of support, one for each factor.
const (
	// Recommended answers [NewCompetences]: one recommendation, and what else
	// there is for the same person after it.
	Recommended Support = "recommended"
	// OnDemand answers [BroadDevelopment]: everything side by side, the
	// person's own choice.
	OnDemand Support = "onDemand"
	// GuidedChoice answers [NewEnvironment]: everything side by side, with one
	// recommendation among it.
	GuidedChoice Support = "guidedChoice"
	// Mapped answers [ForcedChange]: a path of ordered steps, steered by
	// management.
	Mapped Support = "mapped"
)

// Supports lists the kinds of support, in the order of the factors.
func Supports() []Support { return []Support{Recommended, OnDemand, GuidedChoice, Mapped} }

// Support returns the support that a factor asks for; empty for a factor that
// does not exist.
func (f Factor) Support() Support {
	switch f {
	case NewCompetences:
		return Recommended
	case BroadDevelopment:
		return OnDemand
	case NewEnvironment:
		return GuidedChoice
	case ForcedChange:
		return Mapped
	}
	return ""
}

// Text says what the support is, in all languages.
func (s Support) Text() Text { return label("support." + string(s)) }

// Ordered reports whether the interventions are steps, one after the other.
func (s Support) Ordered() bool { return s == Mapped }

// Choice reports whether the interventions stand side by side, for the person
// to choose from.
func (s Support) Choice() bool { return s == OnDemand || s == GuidedChoice }

// Recommends reports whether one of the interventions is put to the person as
// the one to take.
func (s Support) Recommends() bool { return s == Recommended || s == GuidedChoice }

// Steered reports whether management itself tells people about it.
func (s Support) Steered() bool { return s == Mapped }

// Approach returns how to speak for the proposition: as its leading reason,
// the first, asks. It is empty without a reason.
func (q *Proposition) Approach() Approach {
	if len(q.Reasons) == 0 {
		return ""
	}
	return q.Reasons[0].Approach()
}

// Support returns how to offer what the proposition leads to: as its leading
// factor, the first, asks; an approach that asks for steps has the last word.
// It is empty without either.
func (q *Proposition) Support() Support {
	if q.Approach().Consequences().Steps {
		return Mapped
	}
	if len(q.Factors) == 0 {
		return ""
	}
	return q.Factors[0].Support()
}
