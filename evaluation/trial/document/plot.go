package document

import (
	"math"
	"strings"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/evaluation/trial"
)

// plot is a forest plot: a line for each effect, about none. Places are in units
// of the drawing.
type plot struct {
	ID, Title, Description string
	Width, Height          float64
	Left, Right, Bottom    float64
	Zero                   float64
	Ticks                  []tick
	TickY, NameY, NameX    float64
	Axis                   string
	LegendY                float64
	Legend                 []legend
	Rows                   []line
}

type tick struct {
	X     float64
	Label string
}

type legend struct {
	X, To, Text float64
	Kind, Label string
}

// line is one effect.
type line struct {
	Y             float64
	Name, Figures string
	Dot           float64
	Always, Fixed *span
}

type span struct{ From, To float64 }

// The measures of a plot.
const (
	plotWidth = 820.0
	plotLeft  = 190.0
	plotRight = 590.0
	rowHeight = 44.0
)

// plot draws the effects of an outcome; nil where there is none.
func (w writer) plot(o *trial.MeasuredOutcome, id string) *plot {
	if len(o.Effects) == 0 {
		return nil
	}
	low, high := 0.0, 0.0
	for i := range o.Effects {
		e := &o.Effects[i]
		low, high = min(low, scaled(o.Kind, e.Difference)), max(high, scaled(o.Kind, e.Difference))
		for _, x := range []*evaluation.Interval{e.Fixed, e.AlwaysValid} {
			if x != nil {
				low, high = min(low, scaled(o.Kind, x.Low)), max(high, scaled(o.Kind, x.High))
			}
		}
	}
	step := stepOf(high - low)
	low, high = step*math.Floor(low/step), step*math.Ceil(high/step)
	if low == high {
		low, high = -step, step
	}
	at := func(v float64) float64 {
		return math.Round(10*(plotLeft+(plotRight-plotLeft)*(v-low)/(high-low))) / 10
	}
	bottom := rowHeight*float64(len(o.Effects)) + 8
	p := &plot{
		ID: id, Title: w.Say("trial.chart", w.name(o), w.arm(o.Effects[0].Against)),
		Width: plotWidth, Height: bottom + 74, Left: plotLeft, Right: plotRight, Bottom: bottom,
		Zero: at(0), TickY: bottom + 18, NameY: bottom + 38, NameX: (plotLeft + plotRight) / 2, Axis: w.Say("trial.axis." + string(o.Kind)), LegendY: bottom + 60,
	}
	for i := 0; ; i++ {
		v := low + float64(i)*step
		if v > high+step/2 {
			break
		}
		p.Ticks = append(p.Ticks, tick{at(v), w.tick(v, step)})
	}
	p.Legend = []legend{{plotLeft, plotLeft + 34, plotLeft + 42, "always", w.Say("trial.legend.always")}}
	if w.result.Final {
		p.Legend = append(p.Legend, legend{plotLeft + 260, plotLeft + 294, plotLeft + 302, "fixed", w.Say("trial.legend.fixed")})
	}
	var told []string
	for i := range o.Effects {
		e := &o.Effects[i]
		spanOf := func(x *evaluation.Interval) *span {
			if x == nil {
				return nil
			}
			return &span{at(scaled(o.Kind, x.Low)), at(scaled(o.Kind, x.High))}
		}
		one := line{
			Y: 8 + rowHeight*(float64(i)+0.5), Name: w.arm(e.Arm), Figures: w.difference(o.Kind, e.Difference),
			Dot: at(scaled(o.Kind, e.Difference)), Always: spanOf(e.AlwaysValid), Fixed: spanOf(e.Fixed),
		}
		deciding := e.AlwaysValid
		if w.result.Final {
			deciding = e.Fixed
		}
		if deciding != nil {
			one.Figures += " (" + w.difference(o.Kind, deciding.Low) + " … " + w.difference(o.Kind, deciding.High) + ")"
		}
		p.Rows = append(p.Rows, one)
		told = append(told, w.sentences(o, e)...)
	}
	p.Description = strings.Join(told, " ")
	return p
}

// stepOf is between ticks: 1, 2 or 5 with noughts, so that there are from three
// to eight.
func stepOf(width float64) float64 {
	if width <= 0 {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(width/4)))
	for _, m := range []float64{1, 2, 5} {
		if width/(m*unit) <= 6 {
			return m * unit
		}
	}
	return 10 * unit
}

// tick writes a place on the axis.
func (w writer) tick(v, step float64) string {
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	if v = math.Round(v/step) * step; v < 0 {
		return "−" + w.Decimals(-v, decimals)
	}
	return w.Decimals(v, decimals)
}
