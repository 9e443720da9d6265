package waves

import (
	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
)

// Seeds decide on all that is left to chance: the same seeds give the same story.
type Seeds struct {
	// Character is the seed of what people are like, who stay alike from wave to wave.
	Character uint64
	// First is the seed of what happens in the first wave.
	First uint64
	// Second is the seed of what happens in the second one.
	Second uint64
}

// Story is two waves of a campaign, and what lies between them.
type Story struct {
	// First wave.
	First Run
	// Retrospective of the first wave.
	Retrospective *retrospective.Retrospective
	// Rulings are the decisions about what the retrospective proposes.
	Rulings []retrospective.Ruling
	// Second wave, of the brief that the accepted changes gave.
	Second Run
	// Progress from the first wave to the second; nil where it is about too few people.
	Progress *retrospective.Progress
	// Unchanged is the progress to a second wave in which nothing was changed, with the same chance at work: only invented people can live through both.
	Unchanged *retrospective.Progress
}

// Run is one wave.
type Run struct {
	// Plan of the wave.
	Plan *campaign.Plan
	// Measures of the wave, the day after it ended.
	Measures *measure.Measures
	// Events are how many things people did.
	Events int
}

// Chapter is a part of the story that takes a while.
type Chapter string

// The chapters.
const (
	Planning  Chapter = "planning"  // the first wave is planned
	First     Chapter = "first"     // people live through it
	Looking   Chapter = "looking"   // the retrospective, and the decisions
	Second    Chapter = "second"    // the second wave is planned, and people live through it
	Unchanged Chapter = "unchanged" // and again through one without changes
)

// Chapters lists all chapters in order.
func Chapters() []Chapter { return []Chapter{Planning, First, Looking, Second, Unchanged} }

// Play plays both waves with the people of a workforce, and tells when each
// chapter begins. It takes some seconds for a few thousand people. The second
// wave begins at next.
func Play(w *audience.Workforce, seeds Seeds, next retrospective.Wave, begins func(Chapter)) (*Story, error) {
	begins(Planning)
	brief, err := firstBrief()
	if err != nil {
		return nil, err
	}
	people := characters(w, seeds.Character)
	first, err := newWave(brief, w)
	if err != nil {
		return nil, err
	}
	begins(First)
	before, err := first.run(people, seeds.First)
	if err != nil {
		return nil, err
	}
	begins(Looking)
	s := &Story{}
	if s.Retrospective, err = before.look(); err != nil {
		return nil, err
	}
	s.Rulings = rule(s.Retrospective, true)
	if s.First, err = before.told(); err != nil {
		return nil, err
	}
	later := func(rulings []retrospective.Ruling) (Run, error) {
		b, found := retrospective.Next(brief, s.Retrospective, rulings, next)
		if b == nil {
			return Run{}, found.Err()
		}
		wave, err := newWave(b, w)
		if err != nil {
			return Run{}, err
		}
		after, err := wave.run(people, seeds.Second)
		if err != nil {
			return Run{}, err
		}
		return after.told()
	}
	begins(Second)
	if s.Second, err = later(s.Rulings); err != nil {
		return nil, err
	}
	begins(Unchanged)
	unchanged, err := later(rule(s.Retrospective, false))
	if err != nil {
		return nil, err
	}
	s.Progress = retrospective.Compare(s.First.Measures, s.Second.Measures)
	s.Unchanged = retrospective.Compare(s.First.Measures, unchanged.Measures)
	return s, nil
}
