package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation/coaching"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
)

// Terms are what measures need beyond what people did. The zero value but for
// Made does.
type Terms struct {
	// Made is the day until which was counted.
	Made engagement.Date
	// SmallestGroup is the least number of people of which anything is shown: 3 at least, 5 when empty.
	SmallestGroup int
	// Site is the name of the trait that tells where people are; that of the brief's places when empty.
	Site string
	// Team is the name of the trait by which knowledge gaps are told apart; segments when empty.
	Team string
	// Costs besides those of the channels that the plan chose, such as making content or trainers.
	Costs []Cost
	// Competences that people were assessed on, in order.
	Competences []Competence
	// Levels of people, one for each person and competence.
	Levels []Level
	// Coaching are the traces of coaching, whose pseudonyms are the identifiers of the people.
	Coaching []coaching.Trace
	// Earlier are documents of earlier days, as they were published.
	Earlier []*Measures
	// Beside is what else of the same campaign is published, or was: reports, retrospectives, surveys and results of experiments, each as its release.
	Beside []privacy.Release
}
