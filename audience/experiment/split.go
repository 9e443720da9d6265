package experiment

import "github.com/osmosi-learning/osmosi/internal/bucket"

// Split is how an experiment shares people out.
type Split struct {
	// Key names the experiment; another key shares people out anew.
	Key string
	// Variations is how many there are, the holdout included.
	Variations int
	// Weights of the variations, 1 together; equal ones when empty, or where they do not fit.
	Weights []float64
	// Outside is the share of people, from 0 to 1, that takes no part.
	Outside float64
	// Namespace keeps experiments apart whose shares do not overlap; none when it has no name.
	Namespace Namespace
}

// Namespace is a share of all people, from Start, below End, both from 0 to 1.
type Namespace struct {
	// Name that experiments share which are kept apart.
	Name string `json:"name"`
	// Start of the share, from 0.
	Start float64 `json:"start"`
	// End of the share, up to 1.
	End float64 `json:"end"`
}

// Of returns the variation that a person is in, from 0; false where the person
// takes no part.
func (s Split) Of(person string) (variation int, takesPart bool) {
	if ns := s.Namespace; ns.Name != "" && !bucket.Within(person, ns.Name, ns.Start, ns.End) {
		return 0, false
	}
	n, _ := bucket.Hash(s.Key, person, 2)
	v := bucket.Choose(n, bucket.Ranges(s.Variations, 1-s.Outside, s.Weights))
	return max(v, 0), v >= 0
}
