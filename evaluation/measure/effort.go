package measure

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// Effort is what the campaign took: hours of learning, and money. Hours are the
// planned minutes of what was completed, each intervention once for each person
// who completed what leads to it, and each learning moment. It counts no time
// with messages, none of coaching (see [Coaching]), none of those who make the
// campaign, and nothing that was begun and not completed.
type Effort struct {
	// People over whom hours and costs are spread: everyone.
	People int `json:"people"`
	// Days from the campaign's first day to the day of the document.
	Days int `json:"days"`
	// Hours for each person, with the ends of its interval; absent where nothing can be told.
	Hours *Mean `json:"hours,omitempty"`
	// Learning that hours are made of.
	Learning []LearningTime `json:"learning,omitempty"`
	// Costs that are counted, in euros.
	Costs []Cost `json:"costs,omitempty"`
	// PerPerson is the sum of the costs for each person, in euros; absent where none are given.
	PerPerson *float64 `json:"perPerson,omitempty"`
	// Benchmark that hours and costs stand beside.
	Benchmark Benchmark `json:"benchmark"`
}

// Mean is a mean for each person with the ends of its interval: the sum of
// the intervals of all that it is made of.
type Mean struct {
	// Value of the mean.
	Value float64 `json:"value"`
	// Low end of the interval.
	Low float64 `json:"low"`
	// High end of the interval.
	High float64 `json:"high"`
}

// LearningTime is learning that people completed.
type LearningTime struct {
	// Intervention is its ID; absent of a learning moment.
	Intervention string `json:"intervention,omitempty"`
	// Touchpoint is the ID of a learning moment; absent of an intervention.
	Touchpoint string `json:"touchpoint,omitempty"`
	// Takes is how many minutes it takes a person.
	Takes int `json:"takes"`
	// Completed are those who completed it; the rate is of everyone. What is kept back is not in the hours.
	Completed evaluation.Cell `json:"completed"`
}

// Cost is something that the campaign cost.
type Cost struct {
	// Name of it for people.
	Name engagement.Text `json:"name"`
	// Euros that it cost until the day of the document.
	Euros float64 `json:"euros"`
	// Coaching is true where it went into coaching: then it stands beside the hours of that as well.
	Coaching bool `json:"coaching,omitempty"`
}

// Benchmark is what other organisations spend on learning. Source: Association
// for Talent Development, 2015 State of the Industry, as seed 001 cites it.
type Benchmark struct {
	// Source of the figures.
	Source string `json:"source"`
	// Year that they are of.
	Year int `json:"year"`
	// Organisations that took part.
	Organisations int `json:"organisations"`
	// Hours of learning for each employee in that year.
	Hours float64 `json:"hours"`
	// Dollars for each employee in that year, of the United States.
	Dollars float64 `json:"dollars"`
}

// ATD2015 is the benchmark of the Association for Talent Development: all
// formal learning of an employee within a year, in mostly American companies.
func ATD2015() Benchmark {
	return Benchmark{Source: "ATD, 2015 State of the Industry", Year: 2014, Organisations: 366, Hours: 32.4, Dollars: 1229}
}
