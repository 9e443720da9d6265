package statistic

import (
	"cmp"
	"slices"
)

// Holm adjusts the probabilities of several tests, so that the chance of any
// false alarm among them stays at the level that each is then held against.
//
// Source: S. Holm, A simple sequentially rejective multiple test procedure,
// Scandinavian Journal of Statistics 6 (1979).
func Holm(probabilities []float64) []float64 {
	order := make([]int, len(probabilities))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(probabilities[a], probabilities[b]) })
	adjusted, least := make([]float64, len(order)), 0.0
	for rank, i := range order {
		least = max(least, min(float64(len(order)-rank)*probabilities[i], 1))
		adjusted[i] = least
	}
	return adjusted
}
