package statistic

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a figure that follows Student’s t about its true value.
type Estimate struct {
	Value   float64
	Error   float64 // standard error; 0 where nothing varies
	Degrees float64 // of freedom; 0 where the error is not known
}

// Interval returns the ends at a two-sided confidence such as 0.95. Where the
// error is not known, or nothing varies and chance cannot be told, it is all
// numbers.
func (e Estimate) Interval(confidence float64) (low, high float64) {
	if !(e.Degrees > 0 && e.Error > 0 && confidence < 1) {
		return math.Inf(-1), math.Inf(1)
	}
	half := e.Error * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: e.Degrees}.Quantile((1+max(confidence, 0))/2)
	return e.Value - half, e.Value + half
}
