package retrospective

import (
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/measure"
	"github.com/osmosi-learning/osmosi/evaluation/privacy"
	"github.com/osmosi-learning/osmosi/evaluation/survey"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

// Evidence is what a retrospective is made from. Whatever is missing gives no
// lessons.
type Evidence struct {
	// Made is the day of the retrospective.
	Made engagement.Date
	// Report on the campaign, whose figures are safe to show.
	Report *evaluation.Report
	// Measures of the campaign; what they keep back of channels is no evidence here either.
	Measures *measure.Measures
	// Index of the plan and its people, by which Touches are counted.
	Index *evaluation.Index
	// Touches are who did what with each touchpoint.
	Touches *evaluation.Touches
	// Moments are when messages came and whether people responded.
	Moments *Moments
	// Trials are the results of the brief's experiments.
	Trials []*trial.Result
	// Pulses are what the brief's evaluations brought.
	Pulses []PulseAnswers
	// Waits are how teams waited for their managers' briefings.
	Waits []BriefingWait
	// Beside is what else of the same campaign is published, or was, besides Report, Measures and Trials: earlier documents, and surveys, each as its release.
	Beside []privacy.Release
}

// PulseAnswers is how many people answered an evaluation of the brief.
type PulseAnswers struct {
	// Touchpoint is the ID of the evaluation.
	Touchpoint string
	// Asked is the number of people who were asked.
	Asked int
	// Results of the survey that it asked; nil where too few answered for any.
	Results *survey.Results
}

// BriefingWait is how teams waited for a briefing to be acknowledged.
type BriefingWait struct {
	// Touchpoint is the ID of the briefing.
	Touchpoint string
	// Managers who were briefed and have a team.
	Managers int
	// TooLong is the number of them whose team waited to the last day.
	TooLong int
}
