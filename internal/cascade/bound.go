package cascade

import "math"

// most is the largest probability that is not refuted by so few hits among n
// independent draws, where a refutation errs with probability e^−a: by
// Chernoff's bound n times the divergence is a at most.
func most(hits, n, a float64) float64 {
	return edge(min(1, hits/n), 1, n, a)
}

// least is the smallest probability that is not refuted by so many hits.
func least(hits, n, a float64) float64 {
	return edge(min(1, hits/n), 0, n, a)
}

// edge is where, between what was seen and a far end, n times the divergence
// becomes a.
func edge(seen, far, n, a float64) float64 {
	near := seen
	for range 40 {
		if middle := (near + far) / 2; n*divergence(seen, middle) <= a {
			near = middle
		} else {
			far = middle
		}
	}
	return (near + far) / 2
}

// divergence of Kullback and Leibler between two probabilities of a hit.
func divergence(p, q float64) float64 {
	d := 0.0
	if p > 0 {
		d += p * math.Log(p/q)
	}
	if p < 1 {
		d += (1 - p) * math.Log((1-p)/(1-q))
	}
	return d
}
