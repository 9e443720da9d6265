package evaluation

import "github.com/osmosi-learning/osmosi/internal/wilson"

// Interval is a range of proportions, from 0 to 1.
type Interval struct {
	// Low end of the interval, from 0 to 1.
	Low float64 `json:"low"`
	// High end of the interval, from 0 to 1.
	High float64 `json:"high"`
}

// Wilson returns the Wilson score interval of a proportion: between which
// values the true rate behind so many successes in n trials lies, at a
// two-sided confidence such as 0.95. Unlike the textbook interval it stays
// within 0 and 1 and is honest on small groups: 0 of 5 is 0 to 43.4 %.
//
// Without trials nothing is known, and the interval is 0 to 1; so it is at a
// confidence of 1 or more, or not a number. At a confidence of 0 or less it is
// the observed rate alone. Successes below 0 count as 0, above n as n.
//
// Source: E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, JASA 22 (1927).
func Wilson(successes, n int, confidence float64) Interval {
	low, high := wilson.Interval(successes, n, confidence)
	return Interval{low, high}
}
