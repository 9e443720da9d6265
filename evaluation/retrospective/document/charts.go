package document

import (
	"fmt"
	"math"

	"github.com/osmosi-learning/osmosi/evaluation/retrospective"
)

// Bar draws a share as a bar of a track that stands for everyone, with its
// interval as a line on it, in SVG. It stretches to the size that the page gives
// it, takes the colour of text there for the bar, and leaves the lines to the
// page's style: .track line, and .track .halo below it. It says nothing that
// words beside it should not say too.
func Bar(f *retrospective.Figure) []byte {
	low, high := thousandths(f.Low), thousandths(f.High)
	return fmt.Appendf(nil, `<svg viewBox="0 0 1000 30" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="%[1]v" height="30"/>%[2]s</svg>`, thousandths(f.Share), interval(low, high))
}

// Span draws the interval of a difference in SVG, as Bar does: on a track from
// -reach to reach, with a line at none and one where the difference is. Reach is
// a share, from 0 to 1.
func Span(p *retrospective.Progress, reach float64) []byte {
	at := func(v float64) float64 { return thousandths(min(1, max(0, (v/reach+1)/2))) }
	return fmt.Appendf(nil, `<svg viewBox="0 0 1000 30" preserveAspectRatio="none" aria-hidden="true" focusable="false"><line class="none" x1="500" y1="0" x2="500" y2="30"/>%[2]s<line class="estimate" x1="%[1]v" y1="6" x2="%[1]v" y2="24"/></svg>`, at(p.Difference), interval(at(p.Low), at(p.High)))
}

func interval(low, high float64) string {
	return fmt.Sprintf(`<line class="halo" x1="%[1]v" y1="15" x2="%[2]v" y2="15"/><line x1="%[1]v" y1="15" x2="%[2]v" y2="15"/>`, low, high)
}

// Reach is how far a track must go to hold the intervals of all differences: a
// multiple of five percentage points, as a share.
func Reach(all ...*retrospective.Progress) float64 {
	most := 0.05
	for _, p := range all {
		most = max(most, math.Abs(p.Low), math.Abs(p.High))
	}
	return math.Ceil(20*most-1e-9) / 20
}

func thousandths(share float64) float64 { return math.Round(1e4*share) / 10 }
