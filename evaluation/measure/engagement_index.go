package measure

import (
	"math"

	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// EngagementIndex sums up how far everyone got, from 0 to 100. Each person has
// points for what they did at all: 10 for being reached, 25 for starting, 35
// for completing, 20 for coming back on a later day, 10 for passing something
// on. The index is the mean of everyone's points, those who did nothing
// included: 100 where all did all of it, 0 where nobody was reached.
//
// Completing has the most points since it takes the most; starting comes
// before coming back, which shows a habit; being reached is little, for it is
// no success, and passing on is little, for few have to do it. The points are a
// convention of Osmosi's own and no measurement: the index is for one campaign
// over time. It does not tell whether anybody learned, and two campaigns with
// other touchpoints or people do not compare.
//
// The ends of its interval are the points times the ends of the shares'
// intervals, as if all five erred in the same direction: that is as wide as it
// can get, and anybody can recalculate it from what is shown, so that it tells
// nothing beyond.
type EngagementIndex struct {
	// Value from 0 to 100, to one decimal.
	Value float64 `json:"value"`
	// Low end of the interval.
	Low float64 `json:"low"`
	// High end of the interval.
	High float64 `json:"high"`
	// People over whom it is the mean.
	People int `json:"people"`
	// Parts that add up to it.
	Parts []IndexPart `json:"parts"`
	// Definition in words.
	Definition engagement.Text `json:"definition"`
}

// IndexPart is one of the things that people have points for.
type IndexPart struct {
	// Stage that people came to.
	Stage Stage `json:"stage"`
	// Points for it.
	Points int `json:"points"`
	// Rate of everyone who came to it.
	Rate evaluation.Rate `json:"rate"`
}

// Stage is what people came to.
type Stage string

// The stages that have points.
const (
	ReachedStage   Stage = "reached"
	ActivatedStage Stage = "activated"
	CompletedStage Stage = "completed"
	ReturnedStage  Stage = "returned"
	SharedStage    Stage = "shared"
)

// Stages lists them all.
func Stages() []Stage {
	return []Stage{ReachedStage, ActivatedStage, CompletedStage, ReturnedStage, SharedStage}
}

// points for a stage; together 100.
func (s Stage) points() int {
	switch s {
	case ReachedStage, SharedStage:
		return 10
	case ActivatedStage:
		return 25
	case CompletedStage:
		return 35
	case ReturnedStage:
		return 20
	}
	return 0
}

// indexOf makes the index from the row of everyone, nil where one of its counts
// is kept back or there is nobody.
func indexOf(all *Row) *EngagementIndex {
	if all.Audience == nil || all.Audience.People == nil || *all.Audience.People == 0 {
		return nil
	}
	x := &EngagementIndex{People: *all.Audience.People, Definition: text("measure.index.definition")}
	for i, c := range []*evaluation.Cell{&all.Reached, &all.Activated, &all.Completed, &all.Returned, &all.Shared} {
		if c.People == nil {
			return nil
		}
		s := Stages()[i]
		part := IndexPart{s, s.points(), *rate(*c.People, x.People)}
		x.Parts = append(x.Parts, part)
		x.Value += float64(part.Points) * part.Rate.Share
		x.Low += float64(part.Points) * part.Rate.Low
		x.High += float64(part.Points) * part.Rate.High
	}
	for _, v := range []*float64{&x.Value, &x.Low, &x.High} {
		*v = math.Round(10**v) / 10
	}
	return x
}
