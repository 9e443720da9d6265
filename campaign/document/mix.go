package document

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed mix.svg.tmpl
var mixSource string

var mixTemplate = parsed("mix", mixSource)

// mix tells which channels the budget is best spent on and why, whom they
// reach, and what other budgets would reach; empty where the plan has none.
func (w writer) mix() string {
	m := w.plan.Mix
	if m == nil {
		return ""
	}
	proof := w.say("plan.mix.proven")
	if m.Bound > m.Share {
		proof = w.say("plan.mix.bounded", w.tenths(m.Bound))
	}
	text := markup.Escape(w.say("plan.mix.intro", w.tenths(m.Share), w.euros(m.Cost), w.euros(m.Budget))+" "+proof) + "\n\n" + w.mixChannels() +
		"\n### " + markup.Escape(w.say("plan.mix.segments")) + "\n\n" + w.mixSegments() +
		"\n" + markup.Escape(w.say("plan.mix.note", campaign.SmallestGroup)) + "\n" +
		"\n### " + markup.Escape(w.say("plan.mix.curve")) + "\n\n" + markup.Escape(w.say("plan.mix.curve.intro")) + "\n\n"
	t := table{head: []string{w.say("plan.mix.column.budget"), w.say("plan.mix.column.reach")}, right: 2}
	for _, p := range m.Curve {
		budget, share := markup.Escape(w.euros(p.Budget)), markup.Escape(w.tenths(p.Share))
		if p.Budget == m.Budget {
			budget, share = "**"+budget+"**", "**"+share+"**"
		}
		t.row(budget, share)
	}
	return text + t.String()
}

// mixChannels is a table of the channels, those chosen first, and why.
func (w writer) mixChannels() string {
	t := table{head: []string{w.say("plan.column.channel"), w.say("plan.mix.column.standing"), w.say("plan.mix.column.why"), w.say("plan.column.cost")}, right: 1}
	row := func(id, standing, why string) {
		cost := "–"
		if c := w.brief.Channel(id); c != nil && c.Cost > 0 {
			cost = w.euros(c.Cost)
		}
		t.row(markup.Escape(w.channel(id)), markup.Escape(w.say(standing)), markup.Escape(why), markup.Escape(cost))
	}
	for _, id := range w.plan.Mix.Chosen {
		why := "plan.mix.best"
		if terms := w.brief.Mix; terms != nil && slices.Contains(terms.MustHave, id) {
			why = "plan.mix.must"
		}
		row(id, "plan.mix.yes", w.say(why))
	}
	for _, l := range w.plan.Mix.LeftOut {
		row(l.Channel, "plan.mix.no", w.say("plan.mix.adds", w.say("mix.reason."+string(l.Reason)), w.tenths(l.Adds)))
	}
	return t.String()
}

// mixSegments is the reach of the mix in each segment, with what was asked.
func (w writer) mixSegments() string {
	t := table{head: []string{w.say("plan.column.segment"), w.say("plan.mix.column.reach")}, right: 1}
	for _, s := range w.plan.Mix.Segments {
		reached := w.tenths(s.Share)
		if terms := w.brief.Mix; terms != nil {
			if i := slices.IndexFunc(terms.LeastReach, func(l audience.Reach) bool { return l.Segment == s.Segment }); i >= 0 {
				reached += " (" + w.say("plan.mix.least", w.tenths(terms.LeastReach[i].Share)) + ")"
			}
		}
		t.row(markup.Escape(w.segment(s.Segment)), markup.Escape(reached))
	}
	return t.String()
}

// tenths writes a share to a tenth of a percent.
func (w writer) tenths(share float64) string { return w.value(share*100, engagement.Percent) }

func (w writer) euros(v float64) string { return w.value(v, engagement.Euro) }

// Measures of the curve, in units of its view box.
const (
	curveWidth  = 860
	curveHeight = 340
	curveLeft   = 64
	curveRight  = curveWidth - 40
	curveTop    = 24
	curveBottom = curveHeight - 52
)

// Reach draws the best reach over budgets as a curve in SVG, with the budget of
// the plan marked; nil where the plan has no mix.
func Reach(p *campaign.Plan, s Style) []byte {
	if p.Mix == nil || len(p.Mix.Curve) == 0 {
		return nil
	}
	return execute(mixTemplate(), newWriter(p, s).mixCurve())
}

type mixCurve struct {
	Language                 engagement.Language
	Title, Description       string
	Width, Height            float64
	Left, Right, Top, Bottom float64
	Path                     string
	XTicks, YTicks           []mark
	TickY                    float64
	Points                   []mixDot
	Here                     mixDot
	HereText, XName          string
	NameX, NameY             float64
	End                      bool // whether the mark's words stand to its left
}

type mixDot struct {
	X, Y  float64
	Story string
}

func (w writer) mixCurve() mixCurve {
	m := w.plan.Mix
	last := m.Curve[len(m.Curve)-1]
	most := max(last.Budget, m.Budget, 1)
	x := func(budget float64) float64 { return round(curveLeft + budget/most*(curveRight-curveLeft)) }
	y := func(share float64) float64 { return round(curveBottom - share*(curveBottom-curveTop)) }
	c := mixCurve{
		Language:    w.language,
		Title:       markup.Clean(w.say("plan.mix.chart.title", w.brief.Name.In(w.language))),
		Description: w.say("plan.mix.chart.description", w.euros(m.Budget), w.tenths(m.Share), w.euros(last.Budget), w.tenths(last.Share)),
		Width:       curveWidth, Height: curveHeight,
		Left: curveLeft, Right: curveRight, Top: curveTop, Bottom: curveBottom, TickY: curveBottom + 20,
		XName: w.say("plan.mix.column.budget"), NameX: (curveLeft + curveRight) / 2, NameY: curveHeight - 10,
		Here:     mixDot{x(m.Budget), y(m.Share), ""},
		HereText: w.say("plan.mix.chart.here", w.tenths(m.Share)),
		End:      x(m.Budget) > curveWidth/2,
	}
	var path strings.Builder
	for i, p := range m.Curve {
		command := "L"
		if i == 0 {
			command = "M"
		}
		path.WriteString(command + strconv.FormatFloat(x(p.Budget), 'f', -1, 64) + " " + strconv.FormatFloat(y(p.Share), 'f', -1, 64))
		c.Points = append(c.Points, mixDot{x(p.Budget), y(p.Share), w.say("plan.mix.chart.point", w.euros(p.Budget), w.tenths(p.Share))})
	}
	c.Path = path.String()
	for i := range 6 {
		share := float64(i) / 5
		c.YTicks = append(c.YTicks, mark{y(share), w.percent(share)})
	}
	for i := range 5 {
		budget := most * float64(i) / 4
		c.XTicks = append(c.XTicks, mark{x(budget), w.euros(budget)})
	}
	return c
}
