package retrospective

import "github.com/osmosi-learning/osmosi/internal/statistic"

// Turnout is how many of the people of a wave did something, such as completing
// any of its learning.
type Turnout struct {
	// Did is how many did it.
	Did int
	// People is how many there are, whether reached or not.
	People int
}

// Progress is what became better or worse from one wave to the next.
type Progress struct {
	// Before is the earlier wave.
	Before Figure `json:"before"`
	// After is the later one.
	After Figure `json:"after"`
	// Difference of the shares; above 0 there is more of it after.
	Difference float64 `json:"difference"`
	// Low end of its interval.
	Low float64 `json:"low"`
	// High end of its interval.
	High float64 `json:"high"`
	// Probability of a difference at least as large by chance.
	Probability float64 `json:"probability"`
	// Verdict says whether there is more of it: only where the interval leaves out none.
	Verdict Verdict `json:"verdict"`
}

// Compare holds two waves against each other; nil where the figures of one would
// tell of few people. The interval takes the waves to be of different people;
// where they are of the same, who stay alike, it is wider than it would have to
// be. What else changed meanwhile than the campaign is in the difference too.
func Compare(before, after Turnout) *Progress {
	b, a := tally{before.Did, before.People}, tally{after.Did, after.People}
	if !b.shown() || !a.shown() {
		return nil
	}
	low, high := statistic.DifferenceOfShares(a.did, a.of, b.did, b.of, Confidence)
	p := &Progress{Before: *b.figure(), After: *a.figure(), Low: rounded(low), High: rounded(high), Probability: rounded(a.chance(b)), Verdict: Unknown}
	p.Difference = rounded(float64(a.did)/float64(a.of) - float64(b.did)/float64(b.of))
	switch {
	case low > 0:
		p.Verdict = Worked
	case high < 0:
		p.Verdict = DidNot
	}
	return p
}
