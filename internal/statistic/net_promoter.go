package statistic

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// NetPromoter returns the share of promoters less that of detractors, from −1
// to 1, with the variance of one answer (promoters count 1, detractors −1, the
// others 0) and the ends of its interval at a two-sided confidence such as
// 0.95. Without answers all are not a number.
//
// The interval is the adjusted Wald interval: three answers are added, three
// quarters of one on either side and the rest in the middle. The plain
// interval is too short where few answer.
//
// Sources: F. Reichheld, The one number you need to grow, Harvard Business
// Review 81 (2003); B. Rocks, Interval estimation for the “Net Promoter
// Score”, The American Statistician 70 (2016).
func NetPromoter(promoters, detractors, n int, confidence float64) (score, variance, low, high float64) {
	if n < 1 {
		return math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	net := func(p, d, n float64) (float64, float64) {
		score := (p - d) / n
		return score, (p+d)/n - score*score
	}
	score, variance = net(float64(promoters), float64(detractors), float64(n))
	more := float64(n) + 3
	centre, spread := net(float64(promoters)+0.75, float64(detractors)+0.75, more)
	half := distuv.UnitNormal.Quantile((1+confidence)/2) * math.Sqrt(spread/more)
	return score, variance, max(centre-half, -1), min(centre+half, 1)
}
