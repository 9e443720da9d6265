package statistic

import "math"

// Cluster is a group of people who were put in one arm as a whole: how many
// they are, and the sum of their values.
type Cluster struct {
	N   int
	Sum float64
}

// DifferenceOfClusters estimates the mean of the people of a less the mean of
// the people of b, where whole clusters were shared out and people of one
// cluster are alike. It is the regression on the arm, with the bias-reduced
// cluster-robust variance CR2 and the degrees of freedom of Satterthwaite
// against a working model of independence; because every person of a cluster is
// in one arm, all of it has a closed form. Fewer than two clusters in an arm
// give no error.
//
// Sources: R. M. Bell and D. F. McCaffrey, Bias reduction in standard errors for
// linear regression with multi-stage samples, Survey Methodology 28 (2002);
// J. E. Pustejovsky and E. Tipton, Small-sample methods for cluster-robust
// variance estimation, Journal of Business & Economic Statistics 36 (2018).
func DifferenceOfClusters(a, b []Cluster) Estimate {
	x, y := robust(a), robust(b)
	e := Estimate{Value: x.mean - y.mean}
	if x.clusters < 2 || y.clusters < 2 {
		return e
	}
	e.Error = math.Sqrt(x.variance + y.variance)
	e.Degrees = (x.trace + y.trace) * (x.trace + y.trace) / (x.square + y.square)
	return e
}

// RatioOfClusters returns the interval of the ratio of the two means of
// [DifferenceOfClusters], which are above 0, by the delta method on its
// logarithm, with the same degrees of freedom. It is 0 to infinity where a mean
// is 0 or an error not known.
func RatioOfClusters(a, b []Cluster, confidence float64) (low, high float64) {
	x, y := robust(a), robust(b)
	if x.clusters < 2 || y.clusters < 2 || x.mean <= 0 || y.mean <= 0 {
		return 0, math.Inf(1)
	}
	e := DifferenceOfClusters(a, b)
	e.Value = math.Log(x.mean / y.mean)
	e.Error = math.Sqrt(x.variance/(x.mean*x.mean) + y.variance/(y.mean*y.mean))
	low, high = e.Interval(confidence)
	return math.Exp(low), math.Exp(high)
}

// arm is the mean of an arm's people with its CR2 variance, and the traces of
// the matrix, and of its square, from which degrees of freedom come.
type arm struct {
	clusters              int
	mean, variance        float64
	trace, square, people float64
}

func robust(clusters []Cluster) (a arm) {
	sum := 0.0
	for _, c := range clusters {
		if c.N > 0 {
			a.clusters++
			a.people += float64(c.N)
			sum += c.Sum
		}
	}
	if a.clusters < 2 {
		if a.clusters == 1 {
			a.mean = sum / a.people
		}
		return a
	}
	a.mean = sum / a.people
	squares, weights, weightSquares := 0.0, 0.0, 0.0
	for _, c := range clusters {
		if c.N == 0 {
			continue
		}
		n := float64(c.N)
		rest := 1 - n/a.people
		residual := c.Sum - n*a.mean
		a.variance += residual * residual / rest
		w := n * n / rest
		squares += n * n
		weights += w
		weightSquares += w * w
	}
	n2 := a.people * a.people
	a.variance /= n2
	a.trace = 1 / a.people
	a.square = (squares + (weights*weights-weightSquares)/n2) / (n2 * n2)
	return a
}
