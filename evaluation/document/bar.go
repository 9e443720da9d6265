package document

import (
	"math"

	"github.com/osmosi-learning/osmosi/evaluation"
)

// bar is one stage of a funnel. Lengths are in thousandths of the audience.
type bar struct {
	Stage, Name string
	Words       string // the figure, its base and its interval
	Hidden      bool
	Above       float64 // length of the stage above, of which this one is a part
	Length      float64
	Interval    bool    // whether there is one to draw
	Low, High   float64 // ends of the interval
}

// bars makes the bars of one group's funnel.
func (w writer) bars(r *evaluation.Row) []bar {
	var out []bar
	above := r.Audience
	for _, s := range stages[:funnel] {
		c := s.of(r)
		b := bar{Stage: s.name, Name: w.Say("report.stage." + s.name), Words: w.words(c, above), Hidden: c.People == nil}
		// In our own reports what is shown stands below shown stages; a report
		// that was edited since gets no bar where it does not.
		if !b.Hidden && above.People != nil && r.Audience.People != nil && *r.Audience.People > 0 {
			whole, part := float64(*r.Audience.People), float64(*above.People)
			b.Above, b.Length = length(part/whole), length(float64(*c.People)/whole)
			if c.Rate != nil {
				b.Interval, b.Low, b.High = true, length(c.Rate.Low*part/whole), length(c.Rate.High*part/whole)
			}
		}
		out = append(out, b)
		above = c
	}
	return out
}

// length of a share of the audience, to a tenth.
func length(share float64) float64 { return math.Round(10*1000*share) / 10 }

// words says a figure in a sentence of its own.
func (w writer) words(c, above evaluation.Cell) string {
	switch {
	case c.People == nil:
		return w.hidden()
	case c.Rate != nil && above.People != nil:
		share, low, high := w.Rate(c.Rate)
		return w.Say("report.count", *c.People, *above.People, share, low, high)
	case *c.People == 0:
		return w.Say("report.nobody")
	}
	return w.Say("report.people", *c.People)
}
