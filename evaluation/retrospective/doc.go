// Package retrospective says after a step of a campaign what worked and what did
// not, with the figures, and proposes for each what to change in the brief.
// Somebody accepts or declines, with a reason; [Next] makes the brief of the next
// wave of it, which keeps the lessons and the reasons. That is the habit of
// improvement. Source: seed 003.
//
// # What is called a lesson
//
// A figure is held against the others of its kind: a touchpoint against those of
// its phase, a channel against the other channels, a part of the day against the
// others. That it worked, or did not, is only said where the Wilson intervals of
// both lie apart, and the probability of such a difference by chance stays below
// 5 per cent after Holm's adjustment for all comparisons of its topic. Everything
// else is not known yet, and is listed as such.
//
// One person meets several touchpoints and answers alike to them. So the others
// never count as more people than the largest of them, however many their
// encounters.
//
// Nobody was drawn by lot to get this touchpoint and not that one. Except for
// experiments, a lesson is therefore a reason to try a change, and the next wave,
// or an experiment, tells whether it was right; [Compare] holds two waves against
// each other.
//
// # What it keeps to itself
//
// All that a retrospective counts (touchpoints, moments, propositions by segment,
// pulses and briefings) is one [privacy.Release], protected together with the
// report and the measures that it is made of and with all else that it is told
// was published: see package privacy for what that guarantees. Besides, a figure
// is of at least [campaign.SmallestGroup] people, of whom that many or nobody did
// it, and that many or nobody did not. What others are held against is made of
// such figures alone, so that subtracting shown figures from each other leads to
// shown figures only.
//
// Report and measures are each made beside what was published before them. Of
// another wave nothing has to be handed over: who did something then tells
// nothing of who does now. Results of experiments are protected for themselves.
package retrospective
