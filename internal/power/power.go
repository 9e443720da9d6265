// Package power tells how small an effect a number of people can still show,
// and how many people an effect needs.
package power

import "math"

// z is the sum of two quantiles of the normal distribution: 0.975, for a
// two-sided test at 5 %, and 0.8, for a power of 80 %.
const z = 1.959964 + 0.841621

// Detectable returns the smallest difference of two shares that n people in
// each of two groups show at 5 % (two-sided) with a power of 80 %. The share
// without the effect is base, from 0 to 1; up tells whether the effect raises
// it. The result is a share too, and may be more than there is room for: then
// no effect can be shown. It is infinite without people.
//
// It solves the usual formula for two independent proportions with unpooled
// variance,
//
//	n = z² (p(1−p) + q(1−q)) / d²,  q = p ± d,
//
// for d: a quadratic equation with one positive solution. Published figures
// that it reproduces, from a base of 30 %: 467 a group for 8.7 points, 17,038
// for 1.4 points (DellaVigna and Linos 2022, RCTs to Scale).
func Detectable(base float64, up bool, n int) float64 {
	return DetectableBetween(base, up, float64(n), float64(n))
}

// DetectableBetween is [Detectable] for groups that are not equal: so many
// people without the effect, and so many with it. Where teams are shared out,
// they are the people divided by the [DesignEffect].
func DetectableBetween(base float64, up bool, without, with float64) float64 {
	if !(without > 0 && with > 0) {
		return math.Inf(1)
	}
	k, ratio := with/(z*z), with/without
	slope := 1 - 2*base
	if !up {
		slope = -slope
	}
	return (slope + math.Sqrt(slope*slope+4*base*(1-base)*(1+ratio)*(k+1))) / (2 * (k + 1))
}

// DetectableMeans is the smallest difference of two means that shows at 5 %
// (two-sided) with a power of 80 %, given the standard error of the difference,
// in its unit.
func DetectableMeans(standardError float64) float64 { return z * standardError }

// Needed returns how many people a group needs for a difference of two shares
// to show as [Detectable] has it; 0 where there is no difference, or no room for
// it between 0 and 1.
func Needed(base, difference float64) int {
	q := base + difference
	if difference == 0 || q < 0 || q > 1 {
		return 0
	}
	return int(math.Ceil(z * z * (base*(1-base) + q*(1-q)) / (difference * difference)))
}

// DesignEffect is by how much more people are needed where teams of that size
// are shared out as a whole, and people of one team are alike by icc, the share
// of the variance that is between teams, from 0 to 1. Source: L. Kish, Survey
// Sampling (1965).
func DesignEffect(size, icc float64) float64 { return 1 + max(size-1, 0)*icc }
