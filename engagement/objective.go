package engagement

import "math"

// Objective is what the organisation, a team or a person wants to reach. Each
// one below the organisation names its parent. Source: seed 004.
type Objective struct {
	// ID names the objective within the brief.
	ID string `json:"id"`
	// Level is whose objective it is.
	Level Level `json:"level"`
	// Parent is the ID of the objective one level up; none for the organisation's.
	Parent string `json:"parent,omitempty"`
	// Drivers are the IDs of the drivers behind it; the organisation's objectives name at least one.
	Drivers []string `json:"drivers,omitempty"`
	// Statement says in a sentence what is to be reached.
	Statement Text `json:"statement"`
	// KPI is how one knows that it was reached.
	KPI KPI `json:"kpi"`
}

// Level is whose objective it is.
type Level string

// The levels, from the top down.
const (
	OrganisationLevel Level = "organisation"
	TeamLevel         Level = "team"
	IndividualLevel   Level = "individual"
)

// Levels lists the levels from the top down.
func Levels() []Level { return []Level{OrganisationLevel, TeamLevel, IndividualLevel} }

// Above returns the level that a parent must have; false for the top.
func (l Level) Above() (Level, bool) {
	switch l {
	case TeamLevel:
		return OrganisationLevel, true
	case IndividualLevel:
		return TeamLevel, true
	}
	return "", false
}

// KPI is a key performance indicator: what is measured, from where to where,
// by when.
type KPI struct {
	// Name says what is measured.
	Name Text `json:"name"`
	// Unit of baseline and target.
	Unit Unit `json:"unit"`
	// Baseline is the value before the campaign.
	Baseline float64 `json:"baseline"`
	// Target is the value to be reached.
	Target float64 `json:"target"`
	// By is the date by which the target is to be reached.
	By Date `json:"by"`
	// Tier of the Learning-Transfer Evaluation Model at which it measures, 1 to 8; tiers 1 to 3 prove no learning.
	Tier Tier `json:"tier,omitempty"`
}

// Unit of a figure: of a KPI, or of a trait that is a number.
type Unit string

// The units.
const (
	Percent    Unit = "percent" // 0 to 100
	Minutes    Unit = "minutes"
	Hours      Unit = "hours"
	Days       Unit = "days"
	Weeks      Unit = "weeks"
	Months     Unit = "months"
	Years      Unit = "years"
	Kilometres Unit = "kilometres"
	Count      Unit = "count"
	Euro       Unit = "euro"
	Score      Unit = "score" // on the instrument's own scale
)

// Units lists all units.
func Units() []Unit {
	return []Unit{Percent, Minutes, Hours, Days, Weeks, Months, Years, Kilometres, Count, Euro, Score}
}

// Quantity is the whole number whose plural form a figure takes: 1 for one of
// a thing, 2 for any other. In Italian, Dutch and English only the integer 1
// is singular.
func Quantity(v float64) int {
	if math.Abs(v) == 1 {
		return 1
	}
	return 2
}
