package audience

// Aspect is what a trait tells of an audience in aggregate. Source: seed 004.
type Aspect string

// The aspects.
const (
	Age         Aspect = "age"
	Gender      Aspect = "gender"
	Education   Aspect = "education"
	Familiarity Aspect = "familiarity" // with forms of learning
	ICTAdoption Aspect = "ictAdoption"
	Motivation  Aspect = "motivation"
)

// Aspects lists all aspects, in the order in which they are told.
func Aspects() []Aspect {
	return []Aspect{Age, Gender, Education, Familiarity, ICTAdoption, Motivation}
}

// Protected reports whether a trait that describes the aspect must be
// protected: it tells of an audience and selects nobody.
func (a Aspect) Protected() bool { return a == Age || a == Gender }

// Kinds lists the kinds of trait that can describe the aspect: an age is a
// number of years or a band, a gender one of several words, and no aspect a
// date.
func (a Aspect) Kinds() []TraitKind {
	switch a {
	case Age, Education:
		return []TraitKind{NumberTrait, TextTrait}
	case Gender:
		return []TraitKind{TextTrait}
	case Familiarity, ICTAdoption, Motivation:
		return []TraitKind{NumberTrait, TextTrait, ListTrait, FlagTrait}
	}
	return nil
}
