package engagement

// Need is what an employee needs from learning. It is measured by asking.
// Source: seed 004.
type Need string

// The needs.
const (
	Effectiveness Need = "effectiveness" // work better and faster
	Employability Need = "employability" // stay employable, sustainably
	Development   Need = "development"   // grow as a person
	Career        Need = "career"        // move on in the career
	Problem       Need = "problem"       // solve a problem now
)

// Needs lists all needs.
func Needs() []Need { return []Need{Effectiveness, Employability, Development, Career, Problem} }
