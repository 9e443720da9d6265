package trial

import (
	"cmp"
	"math"
	"slices"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/power"
	"github.com/osmosi-learning/osmosi/internal/statistic"
)

// mismatched is the probability below which sizes of arms are no chance.
const mismatched = 0.001

// Result makes the result of all that was counted.
func (t *Trial) Result(all *Tally) *Result {
	r := &Result{
		Osmosi: ResultVersion, Campaign: t.plan.Brief.ID, Experiment: t.experiment.ID, Name: t.experiment.Name,
		Unit: cmp.Or(t.experiment.Unit, campaign.PersonUnit), Made: t.terms.Made, Ends: t.terms.Ends, Final: t.terms.Made >= t.terms.Ends,
		Confidence: evaluation.Confidence, SmallestGroup: t.terms.least(),
	}
	byTeam := r.Unit == campaign.TeamUnit
	fewest, fewestTeams := math.MaxInt, math.MaxInt
	for i := range all.arms {
		fewest, fewestTeams = min(fewest, all.arms[i].people), min(fewestTeams, len(all.arms[i].teams))
		r.Arms = append(r.Arms, Arm{Arm: t.planned.Arms[i].Arm, Share: t.planned.Arms[i].Share, People: new(all.arms[i].people)})
	}
	for i := range t.terms.Outcomes {
		r.Outcomes = append(r.Outcomes, t.counted(all, i, fewest >= r.SmallestGroup, r.SmallestGroup))
	}
	r.protect(t.plan, t.terms.Beside)
	if fewest < r.SmallestGroup {
		for i := range r.Arms {
			r.Arms[i].People = nil
		}
	}
	shown := r.Arms[0].People != nil
	if shown && byTeam && fewestTeams >= campaign.SmallestGroup {
		for i := range r.Arms {
			r.Arms[i].Teams = new(len(all.arms[i].teams))
		}
	}
	if shown && (!byTeam || r.Arms[0].Teams != nil) {
		r.Ratio = t.ratio(all, byTeam)
	}
	for i := range r.Outcomes {
		if !r.Outcomes[i].Suppressed {
			t.effects(r, all, i)
		}
	}
	t.advise(r, all, fewestTeams)
	return r
}

// ratio holds the sizes of the arms against their shares.
func (t *Trial) ratio(all *Tally, byTeam bool) *SampleRatio {
	var observed []int
	var shares []float64
	for i := range all.arms {
		n := all.arms[i].people
		if byTeam {
			n = len(all.arms[i].teams)
		}
		observed, shares = append(observed, n), append(shares, t.planned.Arms[i].Share)
	}
	chi, degrees, p, ok := statistic.GoodnessOfFit(observed, shares)
	if !ok {
		return nil
	}
	return &SampleRatio{ChiSquared: sixPlaces(chi), Degrees: degrees, Probability: sixPlaces(p), Mismatch: p < mismatched}
}

// counted is one outcome with what was counted of it in each arm, before what
// must not be shown is kept back.
func (t *Trial) counted(all *Tally, i int, shown bool, least int) MeasuredOutcome {
	o := &t.terms.Outcomes[i]
	m := MeasuredOutcome{ID: o.ID, Name: o.Name, Kind: o.Kind, Verb: o.Verb, Touchpoints: slices.Clone(o.Touchpoints), Suppressed: !shown}
	for k := range all.arms {
		// Nobody learns how many have an amount at all, so that only those who
		// have one could be a small group.
		some := int(all.arms[k].totals[i].some)
		m.Suppressed = m.Suppressed || o.Kind == Amount && some > 0 && some < least
	}
	if m.Suppressed {
		return m
	}
	for k := range all.arms {
		one := ArmOutcome{Arm: t.planned.Arms[k].Arm}
		if o.Kind == Share {
			one.Count = new(int(all.arms[k].totals[i].sum))
		}
		m.Arms = append(m.Arms, one)
	}
	return m
}

// effects adds to an outcome that is shown what follows from its counts.
func (t *Trial) effects(r *Result, all *Tally, i int) {
	o, m := &t.terms.Outcomes[i], &r.Outcomes[i]
	arms := make([]sample, len(all.arms))
	for k := range all.arms {
		arms[k] = all.arms[k].of(i)
		m.Arms[k].Mean = sixPlaces(arms[k].Mean())
	}
	design := 1.0
	if r.Unit == campaign.TeamUnit {
		var clusters [][]statistic.Cluster
		var squares []float64
		for k := range arms {
			clusters, squares = append(clusters, arms[k].teams), append(squares, arms[k].Squares)
		}
		if icc, effect, ok := statistic.Intraclass(clusters, squares); ok {
			m.Correlation, m.DesignEffect = new(sixPlaces(icc)), new(sixPlaces(effect))
			design = effect
		}
	}
	var probabilities []float64
	for k := 1; k < len(arms); k++ {
		c := comparison{kind: o.Kind, byTeam: r.Unit == campaign.TeamUnit, base: arms[0], arm: arms[k], design: design, of: len(arms) - 1, planned: t.expected(all, k)}
		m.Effects = append(m.Effects, c.effect(r, k))
		probabilities = append(probabilities, statistic.Probability(0, c.interval))
	}
	adjusted := statistic.Holm(probabilities)
	for k := range m.Effects {
		e := &m.Effects[k]
		if e.Fixed != nil {
			e.Probability = new(sixPlaces(adjusted[k]))
		}
		e.Verdict = verdict(r, e, adjusted[k])
		if e.Verdict != More && e.Verdict != Less || o.Kind != Share {
			e.Reach = nil
		}
	}
}

// expected is how many people the plan expected in an arm and the first one
// together, when it was made; as many as there are where it does not tell.
func (t *Trial) expected(all *Tally, arm int) int {
	a, b := t.planned.Arms[0].People, t.planned.Arms[arm].People
	if a == nil || b == nil {
		return all.arms[0].people + all.arms[arm].people
	}
	return *a + *b
}

// verdict is what an effect shows, where the arms have the sizes that were meant.
func verdict(r *Result, e *Effect, probability float64) Verdict {
	shows := false
	if e.Fixed != nil {
		shows = probability <= 1-r.Confidence
	} else if e.AlwaysValid != nil {
		shows = e.AlwaysValid.Low > 0 || e.AlwaysValid.High < 0
	}
	switch {
	case r.Ratio != nil && r.Ratio.Mismatch:
		return Untrusted
	case shows && e.Difference > 0:
		return More
	case shows && e.Difference < 0:
		return Less
	}
	return Open
}

// sample is an outcome of an arm, with that of its teams. Teams are in an order
// that hangs on their figures alone.
type sample struct {
	statistic.Sample
	teams []statistic.Cluster
}

func (a *armTally) of(outcome int) sample {
	s := sample{Sample: a.sample(outcome)}
	for _, m := range a.teams {
		s.teams = append(s.teams, statistic.Cluster{N: m.people, Sum: float64(m.sums[outcome])})
	}
	slices.SortFunc(s.teams, func(x, y statistic.Cluster) int { return cmp.Or(cmp.Compare(x.N, y.N), cmp.Compare(x.Sum, y.Sum)) })
	return s
}

// comparison is an arm beside the first one.
type comparison struct {
	kind      OutcomeKind
	byTeam    bool
	base, arm sample
	design    float64 // effect of teams being shared out
	of        int     // comparisons of this outcome
	planned   int     // people expected in both
}

// estimate is the difference where its interval follows Student's t.
func (c *comparison) estimate() statistic.Estimate {
	if !c.byTeam {
		return statistic.DifferenceOfMeans(c.arm.Sample, c.base.Sample)
	}
	if min(len(c.arm.teams), len(c.base.teams)) < campaign.SmallestGroup {
		return statistic.Estimate{Value: c.arm.Mean() - c.base.Mean()}
	}
	return statistic.DifferenceOfClusters(c.arm.teams, c.base.teams)
}

// interval of the difference at one look, as if it were the only comparison.
func (c *comparison) interval(confidence float64) (low, high float64) {
	if c.kind == Share && !c.byTeam {
		return statistic.DifferenceOfShares(int(c.arm.Sum), c.arm.N, int(c.base.Sum), c.base.N, confidence)
	}
	return c.estimate().Interval(confidence)
}

// ratio of the means, at one look.
func (c *comparison) ratio(confidence float64) (low, high float64) {
	switch {
	case c.kind == Share && !c.byTeam:
		return statistic.RatioOfShares(int(c.arm.Sum), c.arm.N, int(c.base.Sum), c.base.N, confidence)
	case c.byTeam && min(len(c.arm.teams), len(c.base.teams)) >= campaign.SmallestGroup:
		return statistic.RatioOfClusters(c.arm.teams, c.base.teams, confidence)
	}
	return 0, math.Inf(1)
}

func (c *comparison) effect(r *Result, arm int) Effect {
	e := Effect{Arm: r.Arms[arm].Arm, Against: r.Arms[0].Arm, Difference: sixPlaces(c.arm.Mean() - c.base.Mean())}
	both := statistic.Sample{N: c.arm.N + c.base.N, Sum: c.arm.Sum + c.base.Sum, Squares: c.arm.Squares + c.base.Squares}
	once := 1 - (1-r.Confidence)/float64(c.of)
	always := statistic.AlwaysValid(once, statistic.Information(both, c.planned))
	e.AlwaysValid = c.known(always)
	deciding, at := e.AlwaysValid, always
	if r.Final {
		e.Fixed = c.known(once)
		deciding, at = e.Fixed, once
	}
	if base := c.base.Mean(); base > 0 {
		e.Ratio = &Ratio{Value: sixPlaces(c.arm.Mean() / base)}
		if low, high := c.ratio(at); low > 0 || !math.IsInf(high, 1) {
			e.Ratio.Low = new(sixPlaces(low))
			if !math.IsInf(high, 1) {
				e.Ratio.High = new(sixPlaces(high))
			}
		}
	}
	if deciding != nil && e.Difference != 0 {
		far, near := max(math.Abs(deciding.Low), math.Abs(deciding.High)), min(math.Abs(deciding.Low), math.Abs(deciding.High))
		e.Reach = &Reach{People: oneOver(e.Difference), Low: oneOver(far)}
		if near > 0 && (deciding.Low > 0) == (deciding.High > 0) {
			e.Reach.High = new(oneOver(near))
		}
	}
	e.Detectable = c.detectable()
	return e
}

// oneOver is how many people make one of a difference, rounded up.
func oneOver(difference float64) int { return int(math.Ceil(sixPlaces(1 / math.Abs(difference)))) }

// known is the interval at a confidence; nil where it would say nothing.
func (c *comparison) known(confidence float64) *evaluation.Interval {
	low, high := c.interval(confidence)
	if math.IsInf(low, -1) || math.IsInf(high, 1) {
		return nil
	}
	if c.kind == Share {
		if low, high = max(low, -1), min(high, 1); low == -1 && high == 1 {
			return nil
		}
	}
	return &evaluation.Interval{Low: sixPlaces(low), High: sixPlaces(high)}
}

// detectable is the smallest difference that would show.
func (c *comparison) detectable() *float64 {
	if c.kind == Share {
		base := c.base.Mean()
		if least := power.DetectableBetween(base, true, float64(c.base.N)/c.design, float64(c.arm.N)/c.design); least <= 1-base {
			return new(math.Ceil(1000*least) / 1000)
		}
		return nil
	}
	if e := c.estimate(); e.Degrees > 0 && e.Error > 0 {
		return new(sixPlaces(power.DetectableMeans(e.Error)))
	}
	return nil
}

// sixPlaces rounds, so that a result reads the same on every machine.
func sixPlaces(x float64) float64 { return math.Round(x*1e6)/1e6 + 0 }
