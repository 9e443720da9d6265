package document

import (
	_ "embed"
	"math"
	"strings"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed balance.svg.tmpl
var balanceSource string

var balanceTemplate = parsed("balance", balanceSource)

// middle is how far from 0 a plan still counts as in balance.
const middle = 0.2

// balance tells where the plan stands on each axis, and what speaks for it.
func (w writer) balance() string {
	var b strings.Builder
	b.WriteString(markup.Escape(w.say("plan.balance.intro", w.number(campaign.LeanThreshold))) + "\n\n")
	for _, a := range w.plan.Balance {
		signals := make([]string, len(a.Signals))
		for i, s := range a.Signals {
			signals[i] = w.say("plan.balance.signal."+string(s.Signal), s.First, s.Second)
		}
		b.WriteString("- **" + markup.Escape(w.say("plan.balance."+string(a.Axis))) + ":** " + markup.Escape(w.stands(a)) +
			"\\\n  *" + markup.Escape(strings.Join(signals, " ")) + "*\n")
	}
	return b.String()
}

// stands is a sentence on one axis, the nearer pole first.
func (w writer) stands(a campaign.AxisBalance) string {
	near, far := w.pole(a.Axis, "first"), w.pole(a.Axis, "second")
	if a.Value > 0 {
		near, far = far, near
	}
	value := w.signed(a.Value)
	switch {
	case math.Abs(a.Value) < middle:
		return w.say("plan.balance.even", w.pole(a.Axis, "first"), w.pole(a.Axis, "second"), value)
	case a.Leans() == 0:
		return w.say("plan.balance.nearer", near, far, value)
	}
	return w.say("plan.balance.leans", near, far, value)
}

func (w writer) pole(a campaign.Axis, which string) string {
	return w.say("plan.balance." + string(a) + "." + which)
}

// signed writes a value with its sign, to two decimals.
func (w writer) signed(v float64) string {
	v = math.Round(v*100) / 100
	switch {
	case v > 0:
		return "+" + w.number(v)
	case v < 0:
		return "−" + w.number(-v)
	}
	return "0"
}

// Measures of the scales, in units of their view box.
const (
	scaleWidth  = 860
	scaleCentre = 430
	scaleHalf   = 250 // from the centre to a pole
	scaleHead   = 34
	scaleRow    = 52
)

// Balance draws the five axes as diverging bars in SVG: to the left the first
// pole, to the right the second, with a ring for each signal of an axis.
func Balance(p *campaign.Plan, s Style) []byte {
	return execute(balanceTemplate(), newWriter(p, s).scales())
}

type scales struct {
	Language           engagement.Language
	Title, Description string
	Width, Height      float64
	Centre, Bottom     float64
	Ticks              []mark
	Lines              []float64 // from which the plan leans
	Rows               []scale
	KeyY, KeyText      float64
	Signal, Leans      string
}

type scale struct {
	First, Second, Value, Story string
	FirstX, SecondX             float64
	ValueX, RingY               float64
	X, Width, Y, TextY          float64
	Left, Leans                 bool
	FirstBold, SecondBold       bool
	Rings                       []float64
}

func (w writer) scales() scales {
	at := func(v float64) float64 { return round(scaleCentre + v*scaleHalf) }
	made := scales{
		Language: w.language,
		Title:    markup.Clean(w.say("plan.balance.chart.title", w.brief.Name.In(w.language))),
		Width:    scaleWidth, Centre: scaleCentre,
		Lines:  []float64{at(-campaign.LeanThreshold), at(campaign.LeanThreshold)},
		Signal: w.say("plan.balance.chart.signal"), Leans: w.say("plan.balance.chart.leans"),
	}
	for _, v := range []float64{-1, 0, 1} {
		made.Ticks = append(made.Ticks, mark{at(v), w.signed(v)})
	}
	var told []string
	for i, a := range w.plan.Balance {
		y := scaleHead + float64(i)*scaleRow
		r := scale{
			First: w.pole(a.Axis, "first"), Second: w.pole(a.Axis, "second"), Value: w.signed(a.Value), Story: w.stands(a),
			FirstX: at(-1) - 14, SecondX: at(1) + 14, X: min(at(0), at(a.Value)), Width: round(math.Abs(a.Value) * scaleHalf),
			Y: y + 8, TextY: y + 23, RingY: y + 37, ValueX: at(0) - 7, Left: a.Value < 0,
			Leans: a.Leans() != 0, FirstBold: a.Leans() < 0, SecondBold: a.Leans() > 0,
		}
		if r.Left {
			r.ValueX = at(0) + 7
		}
		told = append(told, r.Story)
		for _, s := range a.Signals {
			if all := s.First + s.Second; len(a.Signals) > 1 && all > 0 {
				r.Rings = append(r.Rings, at(float64(s.Second-s.First)/float64(all)))
			}
		}
		made.Rows = append(made.Rows, r)
	}
	made.Description = w.say("plan.balance.chart.description", strings.Join(told, " "))
	made.Bottom = scaleHead + float64(len(made.Rows))*scaleRow
	made.KeyY, made.KeyText = made.Bottom+22, made.Bottom+26
	made.Height = made.Bottom + 44
	return made
}
