package statistic

// Intraclass estimates how alike people of one cluster are: the share of the
// variance of a value that is between clusters and not between the people
// within them, from 0 to 1, pooled over arms. The clusters of each arm come with
// the sum of squares of the values of all the arm's people. False where that
// cannot be told: without people beside others in a cluster, without two
// clusters in an arm, or where nothing varies. Estimates below 0 are 0.
//
// The second result is the design effect: by how much the variance of an arm’s
// mean is larger than were its people shared out one by one, at least 1, for
// clusters of unequal sizes.
//
// Sources: A. Donner and N. Klar, Design and Analysis of Cluster Randomization
// Trials (2000), the estimate from the analysis of variance; S. Eldridge,
// D. Ashby and S. Kerry, Sample size for cluster randomized trials: effect of
// coefficient of variation of cluster size, International Journal of
// Epidemiology 35 (2006).
func Intraclass(arms [][]Cluster, squares []float64) (icc, designEffect float64, ok bool) {
	var people, unequal, alike float64 // Σ of n² within each arm over its people; over all people
	var between, within float64
	clusters, counted := 0, 0
	for i, arm := range arms {
		n, sum, sizes, k := 0.0, 0.0, 0.0, 0
		ofClusters := 0.0
		for _, c := range arm {
			if c.N == 0 {
				continue
			}
			k++
			n += float64(c.N)
			sum += c.Sum
			sizes += float64(c.N) * float64(c.N)
			ofClusters += c.Sum * c.Sum / float64(c.N)
		}
		if k == 0 {
			continue
		}
		counted++
		clusters += k
		people += n
		unequal += sizes / n
		alike += sizes
		between += ofClusters - sum*sum/n
		within += squares[i] - ofClusters
	}
	free, rest := float64(clusters-counted), people-float64(clusters)
	if free <= 0 || rest <= 0 {
		return 0, 1, false
	}
	between, within = max(between, 0)/free, max(within, 0)/rest
	size := (people - unequal) / free
	total := between + (size-1)*within
	if total <= 0 {
		return 0, 1, false
	}
	icc = max((between-within)/total, 0)
	return icc, 1 + (alike/people-1)*icc, true
}
