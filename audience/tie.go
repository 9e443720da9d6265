package audience

import (
	"iter"
	"slices"
	"strconv"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/rule"
)

// Tie is that two colleagues talk with each other.
type Tie struct {
	// One and Other are the IDs of the two people, in any order.
	One, Other string
	// Weight is how much they talk, in any unit, such as minutes a week. What counts is its proportion to that of other ties: a tie of mean weight is heard as much as a line between manager and report, solid or dotted.
	Weight float64
}

// WithTies returns the same workforce knowing who talks with whom, instead of
// any ties it knew before: ambassadors are then chosen on these ties too. It
// returns findings for ties that are left out: of a person who is unknown, or
// of a weight that is no positive number. One of somebody with themselves says
// nothing, and is left out too.
func (w *Workforce) WithTies(ties []Tie) (*Workforce, engagement.Findings) {
	var found engagement.Findings
	tied := *w
	tied.ties = nil
	for i, t := range ties {
		path := "/ties/" + strconv.Itoa(i)
		switch {
		case w.Person(t.One) == nil:
			found = append(found, rule.Advice("OSM-VOICE-001", path+"/one", rule.Detail{Found: t.One, Source: "001"}))
		case w.Person(t.Other) == nil:
			found = append(found, rule.Advice("OSM-VOICE-001", path+"/other", rule.Detail{Found: t.Other, Source: "001"}))
		case !(t.Weight > 0 && t.Weight < 1e15): // nor is it NaN
			found = append(found, rule.Advice("OSM-VOICE-002", path+"/weight", rule.Detail{Found: strconv.FormatFloat(t.Weight, 'g', -1, 64), Source: "001"}))
		case t.One != t.Other:
			tied.ties = append(tied.ties, t)
		}
	}
	return &tied, found
}

// Ties yields who talks with whom, as far as the workforce knows.
func (w *Workforce) Ties() iter.Seq[Tie] { return slices.Values(w.ties) }
