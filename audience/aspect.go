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
