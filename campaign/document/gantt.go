package document

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/osmosi-learning/osmosi/audience"
	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/civil"
	"github.com/osmosi-learning/osmosi/internal/dates"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed gantt.svg.tmpl
var ganttSource string

var ganttTemplate = parsed("gantt", ganttSource)

// Measures of the chart, in units of its view box.
const (
	chartWidth   = 1180
	labelWidth   = 372 // of the column with titles
	chartEnd     = chartWidth - 16
	headHeight   = 48 // months and weeks
	phaseHeight  = 28
	rowHeight    = 42
	phaseGap     = 10
	titleLetters = 50 // that fit in the column, at 13 units a letter
	metaLetters  = 58 // the same, at 11
	letterWidth  = 7.2
	colours      = 8
	sheetRows    = 13 // on an A4 sheet
)

// Gantt draws the plan as an SVG: phases as bands, touchpoints as bars on an
// axis of months and weeks, or as diamonds where they take one day. The colour
// is the owner's; a full bar comes to people, a pale one waits to be found. It
// takes the colour of text from the page, for screens light and dark and for
// paper.
func Gantt(p *campaign.Plan, s Style) []byte {
	w := newWriter(p, s)
	return execute(ganttTemplate(), w.chart(1, 1, w.shown()))
}

// charts draws the plan on as many sheets as it needs to be read on paper.
func (w writer) charts() [][]byte {
	sheets := max(1, (w.shown()+sheetRows-1)/sheetRows)
	drawn := make([][]byte, sheets)
	for i := range drawn {
		drawn[i] = execute(ganttTemplate(), w.chart(i+1, sheets, sheetRows))
	}
	return drawn
}

type chart struct {
	ID                 string
	Language           engagement.Language
	Title, Description string
	Width, Height      float64
	WeekY, Bottom      float64
	Months, Weeks      []mark
	Phases             []phaseBand
	Rows               []row
	Legend             []legendItem
}

type mark struct {
	X     float64
	Label string
}

type phaseBand struct {
	X, Y, Width, Height, TextY float64
	Name, Range                string
}

type row struct {
	Title, Meta, Story string
	TitleY, MetaY, End float64
	X, Width, BarY     float64
	CentreX, Middle    float64
	MovedX             float64
	Moved, OneDay      bool
	Colour             string
	Nature             audience.Nature
}

type legendItem struct {
	X, Y  float64
	Shape string // a colour class, push, pull, oneDay or moved
	Label string
}

// axis maps days to places.
type axis struct {
	first, last civil.Day
	left        float64 // where it begins
}

func (a axis) unit() float64 { return (chartEnd - a.left) / float64(a.last-a.first+1) }

// at is where a day begins.
func (a axis) at(d civil.Day) float64 {
	d = max(a.first, min(d, a.last+1))
	return round(a.left + float64(d-a.first)*a.unit())
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

func dayOf(d engagement.Date) civil.Day {
	day, _ := civil.Parse(string(d))
	return day
}

// chart lays out a sheet, of so many, with a number of rows. A phase without
// touchpoints stands on the first sheet that comes to it.
func (w writer) chart(sheet, sheets, rows int) chart {
	frame := w.brief.Frame
	a := axis{dayOf(frame.Inform), max(dayOf(frame.Inform), dayOf(frame.End)), labelWidth}
	c := chart{
		Language:    w.language,
		ID:          sheetID("gantt", sheet),
		Title:       w.sheetTitle(w.say("plan.gantt.title", w.brief.Name.In(w.language)), sheet, sheets),
		Description: w.say("plan.gantt.description", w.shown(), w.date(frame.Inform), w.date(frame.End)),
		Width:       chartWidth,
		WeekY:       headHeight - 20,
		Months:      w.months(a),
		Weeks:       weeks(a),
	}
	y, n := float64(headHeight), 0
	from, to := (sheet-1)*rows, sheet*rows
	for _, phase := range w.plan.Phases {
		first := n
		for _, t := range w.touchpoints {
			if t.Phase == phase.Phase {
				n++
			}
		}
		switch {
		case n == first && (first < from || first >= to && sheet < sheets): // empty, on another sheet
			continue
		case n > first && (n <= from || first >= to):
			continue
		}
		band := phaseBand{
			X: a.at(dayOf(phase.First)), Y: y, TextY: y + 19,
			Name: w.say("phase." + string(phase.Phase)), Range: w.say("plan.range", w.short(phase.First), w.short(phase.Last)),
		}
		band.Width = round(a.at(dayOf(phase.Last)+1) - band.X)
		y += phaseHeight
		at := first
		for planned, t := range w.touchpoints {
			if t.Phase != phase.Phase {
				continue
			}
			if at >= from && at < to {
				c.Rows = append(c.Rows, w.row(a, y, planned, t))
				y += rowHeight
			}
			at++
		}
		band.Height = y - band.Y
		y += phaseGap
		c.Phases = append(c.Phases, band)
	}
	c.Bottom = y - phaseGap
	c.Legend, y = w.legend(c.Rows, y+10)
	c.Height = y
	return c
}

// months marks the first day of each month, and the beginning of the axis,
// with the longest name that has room: the first of a year says which.
func (w writer) months(a axis) []mark {
	var list []mark
	year, month, _ := a.first.Date()
	told := 0 // the year last written
	for start := a.first; start <= a.last; {
		y, m, d := start.Date()
		next := civil.Of(year, month+1, 1)
		name := dates.Month(engagement.Date(start.String()), w.language)
		labels := []string{name}
		if y != told {
			labels = []string{name + " " + strconv.Itoa(y), name}
		}
		if m == 1 {
			labels = append(labels[:1], strconv.Itoa(y))
		}
		made := mark{X: a.at(start)}
		for _, label := range labels {
			if float64(uniseg.GraphemeClusterCount(label))*letterWidth+8 <= a.at(next)-made.X {
				made.Label = label
				break
			}
		}
		if m == 1 && d == 1 && made.Label == "" {
			made.Label = strconv.Itoa(y) // months this narrow bear no other name
		}
		if strings.HasSuffix(made.Label, strconv.Itoa(y)) {
			told = y
		}
		list = append(list, made)
		start, month = next, month+1
	}
	return list
}

// weeks marks Mondays, with the day of the month where there is room.
func weeks(a axis) []mark {
	var list []mark
	for d := a.first + civil.Day((7-a.first.Weekday())%7); d <= a.last; d += 7 {
		label := ""
		if a.unit()*7 >= 19 {
			_, _, day := d.Date()
			label = strconv.Itoa(day)
		}
		list = append(list, mark{a.at(d), label})
	}
	return list
}

func (w writer) row(a axis, y float64, planned campaign.PlannedTouchpoint, t *campaign.Touchpoint) row {
	r := row{
		TitleY: y + 18, MetaY: y + 34, End: y + rowHeight, BarY: y + 13, Middle: y + 21,
		X: a.at(dayOf(planned.Date)), OneDay: planned.Date == planned.Until,
		Colour: w.colour(t.Owner), Nature: audience.Push,
	}
	if c := w.brief.Channel(t.Channel); c != nil {
		r.Nature = c.Nature
	}
	r.Width = max(4, round(a.at(dayOf(planned.Until)+1)-r.X))
	r.CentreX = round(r.X + a.unit()/2)
	title := markup.Clean(t.Title.In(w.language))
	meta := w.office(t.Owner) + " · " + w.channel(t.Channel)
	if planned.Managers {
		meta += " · " + w.say("plan.managersOnly")
	}
	r.Title, r.Meta = shorten(title, titleLetters), shorten(markup.Clean(meta), metaLetters)
	when := dates.Full(planned.Date, w.language)
	if !r.OneDay {
		when = w.say("plan.range", when, dates.Full(planned.Until, w.language))
	}
	story := []string{title, w.say("kind." + string(t.Kind)), when, w.madeBy(t), w.channel(t.Channel), w.audience(t)}
	if planned.Managers {
		story = append(story, w.say("plan.managersOnly"))
	}
	if planned.MovedFrom != "" {
		r.Moved, r.MovedX = true, round(a.at(dayOf(planned.MovedFrom))+a.unit()/2)
		story = append(story, w.say("plan.calendar.moved", dates.Full(planned.MovedFrom, w.language)))
	}
	r.Story = markup.Clean(strings.Join(story, " · "))
	return r
}

// colour is the class of an office: its place in the brief, again from the
// first after the last colour.
func (w writer) colour(office string) string {
	i := slices.IndexFunc(w.brief.Offices, func(o campaign.Office) bool { return o.ID == office })
	return "c" + strconv.Itoa(max(0, i)%colours)
}

// shorten cuts a text to a number of letters, as people see them.
func shorten(s string, letters int) string {
	if uniseg.GraphemeClusterCount(s) <= letters {
		return s
	}
	var b strings.Builder
	g := uniseg.NewGraphemes(s)
	for n := 1; n < letters && g.Next(); n++ {
		b.WriteString(g.Str())
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// legend lays out what the chart uses of colours and shapes, in lines from y
// down, and returns where it ends.
func (w writer) legend(rows []row, y float64) ([]legendItem, float64) {
	var items []legendItem
	uses := func(is func(row) bool) bool { return slices.ContainsFunc(rows, is) }
	for _, o := range w.brief.Offices {
		if slices.ContainsFunc(w.brief.Touchpoints, func(t campaign.Touchpoint) bool { return t.Owner == o.ID }) {
			items = append(items, legendItem{Shape: w.colour(o.ID), Label: markup.Clean(o.Name.In(w.language))})
		}
	}
	for _, n := range audience.Natures() {
		if uses(func(r row) bool { return r.Nature == n }) {
			items = append(items, legendItem{Shape: string(n), Label: w.say("nature." + string(n))})
		}
	}
	if uses(func(r row) bool { return r.OneDay }) {
		items = append(items, legendItem{Shape: "oneDay", Label: w.say("plan.gantt.oneDay")})
	}
	if uses(func(r row) bool { return r.Moved }) {
		items = append(items, legendItem{Shape: "moved", Label: w.say("plan.gantt.moved")})
	}
	return inLines(items, y)
}

// inLines places items side by side, in lines from y down, and returns where
// they end.
func inLines(items []legendItem, y float64) ([]legendItem, float64) {
	x := 10.0
	for i := range items {
		width := 24 + float64(uniseg.GraphemeClusterCount(items[i].Label))*letterWidth + 22
		if x+width > chartWidth && x > 10 {
			x, y = 10, y+26
		}
		items[i].X, items[i].Y = round(x), y
		x += width
	}
	return items, y + 28
}
