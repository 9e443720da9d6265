package trial

import (
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/evaluation"
)

// ResultVersion is the kind and version of a result document.
const ResultVersion = "trial/v1"

// Result is what an experiment showed until a day. It names no person and no
// team, and holds no figure about fewer than the smallest group; see the package
// for what that guarantees. All figures are rounded to six places.
type Result struct {
	// Osmosi names the kind and version of the document: trial/v1.
	Osmosi string `json:"osmosi"`
	// Campaign is its ID.
	Campaign string `json:"campaign"`
	// Experiment is its ID in the brief.
	Experiment string `json:"experiment"`
	// Name of what it finds out, for people.
	Name engagement.Text `json:"name"`
	// Unit that was shared out.
	Unit campaign.ExperimentUnit `json:"unit"`
	// Made is the day of this look.
	Made engagement.Date `json:"made"`
	// Ends is the day on which it was planned to be read.
	Ends engagement.Date `json:"ends"`
	// Final is true from that day on.
	Final bool `json:"final"`
	// Confidence of all intervals of one outcome together, from 0 to 1.
	Confidence float64 `json:"confidence"`
	// SmallestGroup is the least number of people of which anything is shown.
	SmallestGroup int `json:"smallestGroup"`
	// Arms in their order: the one that others are held against first.
	Arms []Arm `json:"arms"`
	// Ratio tells whether the arms have the sizes that were meant; absent where they are kept back or too small to tell.
	Ratio *SampleRatio `json:"ratio,omitempty"`
	// Outcomes in the order of the terms; the experiment was made for the first.
	Outcomes []MeasuredOutcome `json:"outcomes"`
	// Findings are advice on how far the figures carry, each with what to do.
	Findings engagement.Findings `json:"findings,omitempty"`
}

// Arm is an arm of the experiment.
type Arm struct {
	// Arm is holdout and campaign, or control and the IDs of variants.
	Arm string `json:"arm"`
	// Share of those who take part that was meant for it.
	Share float64 `json:"share"`
	// People who count in it; absent of all arms where one of them must not be shown.
	People *int `json:"people,omitempty"`
	// Teams of these people, where teams were shared out; absent where one of the arms has too few.
	Teams *int `json:"teams,omitempty"`
}

// SampleRatio holds the sizes of arms against those that were meant. Sizes that
// chance would hardly bring about mean that something loses people of one arm,
// or counts them twice, and no effect can be trusted. Source: A. Fabijan et al.,
// Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019.
type SampleRatio struct {
	// ChiSquared is Pearson's statistic of what was shared out: people, or teams.
	ChiSquared float64 `json:"chiSquared"`
	// Degrees of freedom.
	Degrees int `json:"degrees"`
	// Probability of sizes at least as far off by chance.
	Probability float64 `json:"probability"`
	// Mismatch is true where that is below 0.001.
	Mismatch bool `json:"mismatch"`
}

// MeasuredOutcome is one outcome in all arms.
type MeasuredOutcome struct {
	// ID of the outcome in the terms.
	ID string `json:"id"`
	// Name of it, for people.
	Name engagement.Text `json:"name"`
	// Kind of figure.
	Kind OutcomeKind `json:"kind"`
	// Verb that was counted; absent where the host told who has the outcome.
	Verb evaluation.Verb `json:"verb,omitempty"`
	// Touchpoints are the IDs of those in the brief that were counted; absent where all were.
	Touchpoints []string `json:"touchpoints,omitempty"`
	// Suppressed is true where the figures would show a group smaller than the smallest, by themselves or beside what else is published; then there are no others.
	Suppressed bool `json:"suppressed,omitempty"`
	// Arms in the order of the result's arms.
	Arms []ArmOutcome `json:"arms,omitempty"`
	// Correlation within teams: the share of the variance that is between them, from 0 to 1; absent where people were shared out or it cannot be told.
	Correlation *float64 `json:"correlation,omitempty"`
	// DesignEffect is by how much more people the experiment needs because teams were shared out; absent with the correlation.
	DesignEffect *float64 `json:"designEffect,omitempty"`
	// Effects of each arm but the first, held against the first.
	Effects []Effect `json:"effects,omitempty"`
}

// ArmOutcome is an outcome in one arm.
type ArmOutcome struct {
	// Arm as in the result's arms.
	Arm string `json:"arm"`
	// Count of the people who did it; absent of an amount.
	Count *int `json:"count,omitempty"`
	// Mean of all people: the share who did it, or the mean amount.
	Mean float64 `json:"mean"`
}

// Effect is the difference that an arm makes.
type Effect struct {
	// Arm whose effect it is.
	Arm string `json:"arm"`
	// Against is the arm that it is held against.
	Against string `json:"against"`
	// Difference of the means: of shares as a share, of amounts in their unit. Above 0 the arm has more.
	Difference float64 `json:"difference"`
	// AlwaysValid holds the true difference at all looks together, however many; absent where nothing can be told.
	AlwaysValid *evaluation.Interval `json:"alwaysValid,omitempty"`
	// Fixed holds it at one look at the planned end; absent before, and where nothing can be told.
	Fixed *evaluation.Interval `json:"fixed,omitempty"`
	// Probability of a difference at least as large by chance at one look at the planned end, adjusted for several variants (Holm); absent with the fixed interval.
	Probability *float64 `json:"probability,omitempty"`
	// Verdict says what the experiment shows.
	Verdict Verdict `json:"verdict"`
	// Ratio of the two means, with an interval as the one that decides; absent where the first arm has none.
	Ratio *Ratio `json:"ratio,omitempty"`
	// Reach is how many people the arm must reach for one more, or one fewer, to do it; absent where the difference does not show, and of amounts.
	Reach *Reach `json:"reach,omitempty"`
	// Detectable is the smallest difference that these people show at 5 per cent (two-sided) with a power of 80 per cent, from the first arm's share; absent where none would.
	Detectable *float64 `json:"detectable,omitempty"`
}

// Ratio of two means.
type Ratio struct {
	// Value that was observed.
	Value float64 `json:"value"`
	// Low end of the interval; absent where nothing can be told.
	Low *float64 `json:"low,omitempty"`
	// High end of the interval; absent where there is none.
	High *float64 `json:"high,omitempty"`
}

// Reach is the number of people to reach for one more of them to do it: one over
// the difference, rounded up, which doctors call the number needed to treat.
// Source: D. G. Altman, Confidence intervals for the number needed to treat, BMJ
// 317 (1998).
type Reach struct {
	// People for the difference that was observed.
	People int `json:"people"`
	// Low end: for the difference of the interval that is furthest from none.
	Low int `json:"low"`
	// High end: for the one that is nearest to none; absent where the interval holds none.
	High *int `json:"high,omitempty"`
}

// Verdict is what an experiment shows of an effect.
type Verdict string

// The verdicts. Before the planned end the always-valid interval decides; from
// then on the probability, which is held against 5 per cent.
const (
	More      Verdict = "more"      // the arm has more
	Less      Verdict = "less"      // the arm has less
	Open      Verdict = "open"      // neither shows
	Untrusted Verdict = "untrusted" // the arms have not the sizes that were meant
)

// Verdicts lists all verdicts.
func Verdicts() []Verdict { return []Verdict{More, Less, Open, Untrusted} }
