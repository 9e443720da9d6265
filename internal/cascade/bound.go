package cascade

import "math"

// most is the largest probability that is not refuted by so few hits among n
// independent draws, where a refutation errs with probability e^−a.
func most(hits, n, a float64) float64 { return 1 - least(n-hits, n, a) }

// least is the smallest probability that is not refuted by so many hits: that
// of Clopper and Pearson ("The Use of Confidence or Fiducial Limits", Biometrika
// 1934), or a little less. It is narrower than what Chernoff's bound gives.
func least(hits, n, a float64) float64 {
	if hits <= 0 {
		return 0
	}
	low, high := 0.0, min(1, hits/n)
	ways := lchoose(n, hits)
	for range 50 {
		if middle := (low + high) / 2; tail(ways, hits, n, middle) <= -a {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// tail is above the logarithm of the probability of so many hits or more.
// Each further number of hits is less likely than the one before by a factor
// that falls, so that all together are no more than a geometric series that
// starts with the first two.
func tail(ways, hits, n, p float64) float64 {
	ratio := (n - hits) / (hits + 1) * p / (1 - p)
	if ratio >= 1 {
		return 0
	}
	all := ways + hits*math.Log(p) - math.Log1p(-ratio)
	if hits < n {
		all += (n - hits) * math.Log1p(-p)
	}
	return min(0, all)
}

// lchoose is the logarithm of n over k.
func lchoose(n, k float64) float64 {
	whole, _ := math.Lgamma(n + 1)
	some, _ := math.Lgamma(k + 1)
	rest, _ := math.Lgamma(n - k + 1)
	return whole - some - rest
}
