package statistic

// Probability is the two-sided p value that belongs to intervals: the largest
// level at which the interval still excludes a value such as 0. It is 1 where
// the estimate is that value, and told to 1e-12.
func Probability(value float64, interval func(confidence float64) (low, high float64)) float64 {
	excludes, holds := 0.0, 1.0 // confidences
	if low, high := interval(0); low <= value && value <= high {
		return 1
	}
	for holds-excludes > 1e-12 {
		middle := (excludes + holds) / 2
		if low, high := interval(middle); low <= value && value <= high {
			holds = middle
		} else {
			excludes = middle
		}
	}
	return 1 - holds
}
