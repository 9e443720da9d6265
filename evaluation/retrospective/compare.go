package retrospective

import (
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/internal/statistic"
)

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

// Compare holds two waves against each other: how many of everyone, whether
// reached or not, completed anything, as the measures of both tell. It is nil
// where these keep it back. The interval takes the waves to be of different people;
// where they are of the same, who stay alike, it is wider than it would have to
// be. What else changed meanwhile than the campaign is in the difference too.
func Compare(before, after *measure.Measures) *Progress {
	return compare(completed(before), completed(after))
}

// completed is how many of everyone completed anything; nobody of nobody where
// that is kept back.
func completed(m *measure.Measures) tally {
	for _, f := range m.Funnels {
		if r := &f.Rows[0]; f.By == measure.Whole && r.Audience.People != nil && r.Completed.People != nil {
			return tally{*r.Completed.People, *r.Audience.People}
		}
	}
	return tally{}
}

func compare(b, a tally) *Progress {
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
