package campaign

import (
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/engagement"
)

// Axis is a pair of opposites between which a campaign finds its balance. The
// first of a pair is its first pole, the other its second. Source: seed 002.
type Axis string

// The five axes.
const (
	// PushPull: what comes to people, and what waits to be found.
	PushPull Axis = "pushPull"
	// SellingServing: winning attention for the offer, and being of use.
	SellingServing Axis = "sellingServing"
	// VolumeValue: a little for everyone, and much for some.
	VolumeValue Axis = "volumeValue"
	// OrganisationOrganism: cells that are told, and cells that live as one system.
	OrganisationOrganism Axis = "organisationOrganism"
	// AllianceStrength: what comes of joining forces, and what each can do by itself.
	AllianceStrength Axis = "allianceStrength"
)

// Axes lists the five axes.
func Axes() []Axis {
	return []Axis{PushPull, SellingServing, VolumeValue, OrganisationOrganism, AllianceStrength}
}

// Signal is one thing in a plan that speaks for the poles of an axis. Each
// counts what speaks for the first pole and what for the second.
type Signal string

// The signals, by axis. Interventions and propositions count once for each
// touchpoint that puts them forward, so that what is shown often weighs more.
const (
	// ChannelNature: touchpoints over channels that push, and that pull.
	ChannelNature Signal = "channelNature"

	// Occasion: touchpoints that ask for attention (announcement, kick-off,
	// series of messages, story, reward), and that are of use in themselves
	// (expectations, manager briefing, content, learning moment, evaluation).
	Occasion Signal = "occasion"
	// Appeal: touchpoints whose proposition speaks to a way ahead, which is
	// sold, and to what is needed now, where selling should stop (seed 001).
	Appeal Signal = "appeal"

	// Breadth: touchpoints for everyone, and for a segment.
	Breadth Signal = "breadth"
	// Depth: touchpoints that lead to learning that reaches many at little
	// cost (micro, webinar), and that takes a person further (macro,
	// classroom, coaching, community, 360-degree feedback).
	Depth Signal = "depth"

	// Voice: touchpoints in which the organisation speaks (announcement,
	// expectations, manager briefing), and in which people do (story,
	// evaluation).
	Voice Signal = "voice"
	// Ground: touchpoints whose proposition rests on figures or on nothing,
	// and on what people themselves said (survey, insight card, interview).
	Ground Signal = "ground"
	// Bond: touchpoints whose proposition appeals to obligation, and to belonging.
	Bond Signal = "bond"

	// Making: touchpoints that several offices make, and that one makes by itself.
	Making Signal = "making"
	// Company: touchpoints that lead to learning with others (classroom,
	// webinar, community), and to learning that builds one person's own skill
	// (micro, macro, coaching, 360-degree feedback).
	Company Signal = "company"
	// Aim: lines of sight that begin at an aim in common (a team's or the
	// organisation's objective), and at an individual's.
	Aim Signal = "aim"
)

// Signals lists all signals.
func Signals() []Signal {
	return []Signal{ChannelNature, Occasion, Appeal, Breadth, Depth, Voice, Ground, Bond, Making, Company, Aim}
}

// AxisBalance is where a plan stands on one axis.
//
// A signal of which first things speak for the first pole and second for the
// second stands at (second − first) / (first + second). The value is the mean
// of the axis's signals that count anything: −1 wholly at the first pole, 1
// wholly at the second, 0 in balance or where nothing speaks for either. The
// measure is this project's own reading of the opposites that seed 002 names;
// no source gives a formula. It compares plans and versions of a plan, and
// says nothing of how well a touchpoint is made.
type AxisBalance struct {
	// Axis on which the plan stands.
	Axis Axis `json:"axis"`
	// Value from −1 at the first pole to 1 at the second.
	Value float64 `json:"value"`
	// Signals from which the value follows, those that count nothing included.
	Signals []SignalCount `json:"signals"`
}

// SignalCount is what one signal counts.
type SignalCount struct {
	// Signal that counts.
	Signal Signal `json:"signal"`
	// First is how many speak for the first pole.
	First int `json:"first"`
	// Second is how many speak for the second pole.
	Second int `json:"second"`
}

// A plan leans where its value is LeanThreshold or more from the balance:
// with one signal that is four against one. Fewer than LeastWeighed
// touchpoints are too few for advice on it.
const (
	LeanThreshold = 0.6
	LeastWeighed  = 5
)

// Leans tells which pole the plan leans to: −1 the first, 1 the second, 0
// neither.
func (a AxisBalance) Leans() int {
	switch {
	case a.Value <= -LeanThreshold:
		return -1
	case a.Value >= LeanThreshold:
		return 1
	}
	return 0
}

// signals by axis.
func (a Axis) signals() []Signal {
	switch a {
	case PushPull:
		return []Signal{ChannelNature}
	case SellingServing:
		return []Signal{Occasion, Appeal}
	case VolumeValue:
		return []Signal{Breadth, Depth}
	case OrganisationOrganism:
		return []Signal{Voice, Ground, Bond}
	}
	return []Signal{Making, Company, Aim}
}

// balance measures a brief without errors.
func balance(b *Brief) []AxisBalance {
	counts := map[Signal]*SignalCount{}
	for _, s := range Signals() {
		counts[s] = &SignalCount{Signal: s}
	}
	for i := range b.Touchpoints {
		weigh(b, &b.Touchpoints[i], func(s Signal, first, second bool) {
			if first {
				counts[s].First++
			}
			if second {
				counts[s].Second++
			}
		})
	}
	var axes []AxisBalance
	for _, axis := range Axes() {
		a := AxisBalance{Axis: axis}
		sum, counting := 0.0, 0
		for _, s := range axis.signals() {
			c := *counts[s]
			a.Signals = append(a.Signals, c)
			if all := c.First + c.Second; all > 0 {
				sum += float64(c.Second-c.First) / float64(all)
				counting++
			}
		}
		if counting > 0 {
			a.Value = math.Round(sum/float64(counting)*1e4) / 1e4
		}
		axes = append(axes, a)
	}
	return axes
}

// weigh tells, for each signal, whether a touchpoint speaks for the first pole
// and whether it speaks for the second; it may for both and for neither.
func weigh(b *Brief, t *Touchpoint, count func(s Signal, first, second bool)) {
	q := b.Proposition(t.Proposition)
	form := b.Intervention(q.Intervention).Form
	nature := b.Channel(t.Channel).Nature
	everyone := t.Segment == "" && q.Segment == ""
	among := func(kinds ...Kind) bool { return slices.Contains(kinds, t.Kind) }
	formed := func(forms ...Form) bool { return slices.Contains(forms, form) }
	appeals := func(r engagement.Reason) bool { return slices.Contains(q.Reasons, r) }
	voiced := slices.ContainsFunc(q.Evidence, func(e engagement.Evidence) bool { return e.Kind != engagement.MetricEvidence })
	several := len(makers(t.Owner, t.Contributors)) > 1

	count(ChannelNature, nature == audience.Push, nature == audience.Pull)
	count(Occasion, among(Announcement, KickOff, Drip, Story, Reward), among(Expectations, ManagerBriefing, Content, LearningMoment, Evaluation))
	count(Appeal, appeals(engagement.Advancement), appeals(engagement.Contingent))
	count(Breadth, everyone, !everyone)
	count(Depth, formed(Micro, Webinar), formed(Macro, Classroom, Coaching, Community, Feedback360))
	count(Voice, among(Announcement, Expectations, ManagerBriefing), among(Story, Evaluation))
	count(Ground, !voiced, voiced)
	count(Bond, appeals(engagement.Obligation), appeals(engagement.Belonging))
	count(Making, several, !several)
	count(Company, formed(Classroom, Webinar, Community), formed(Micro, Macro, Coaching, Feedback360))
	for _, id := range q.Objectives {
		own := b.Objective(id).Level == engagement.IndividualLevel
		count(Aim, !own, own)
	}
}
