package engagement

// Factor is what moves a person to learn, and decides the support that the
// person asks for. Source: seed 004.
type Factor string

// The factors, each with the support it asks for.
const (
	// NewCompetences for a role or project: recommended trainings and paths.
	NewCompetences Factor = "newCompetences"
	// BroadDevelopment, continuously: on-demand access and own choice.
	BroadDevelopment Factor = "broadDevelopment"
	// NewEnvironment: on-demand access and recommendations.
	NewEnvironment Factor = "newEnvironment"
	// ForcedChange, by a new system, an obligation or a certification:
	// mapped-out paths and direct steering by management.
	ForcedChange Factor = "forcedChange"
)

// Factors lists all factors.
func Factors() []Factor {
	return []Factor{NewCompetences, BroadDevelopment, NewEnvironment, ForcedChange}
}
