package document

import (
	"math"
	"strconv"
	"strings"

	"github.com/osmosi-learning/osmosi/evaluation"
	"github.com/osmosi-learning/osmosi/internal/dates"
)

// Measures of the charts, in units of their view boxes.
const (
	width     = 900
	barLeft   = 190
	barRight  = 640
	barHeight = 22
	lineLeft  = 48
	lineTop   = 14
	lineLow   = 254
	plotLeft  = 40
	plotRight = 860
)

// phases is the funnel by phase: bars of everyone, one below the other.
type phases struct {
	Name, Lead, Description string
	Width, Height           int
	Groups                  []group
}

type group struct {
	Name string
	Y    int
	Bars []bar
}

// bar is a stage of a phase.
type bar struct {
	Stage, Name, Words         string
	Y, TextY                   int
	Left, Above, Length        float64
	Hidden                     bool
	Interval                   bool
	Low, High, Middle, CapHigh float64
	CapLow, WordsX             float64
}

func (w writer) phases() *phases {
	all := w.measures.Funnels[0].Rows[0].Audience.People
	rows := w.byPhase()
	if len(rows) == 0 {
		return nil
	}
	out := &phases{Name: w.Say("measure.phases"), Lead: w.Say("measure.phases.plain"), Width: width}
	whole := 0
	if all != nil {
		whole = *all
		out.Lead = w.Say("measure.phases.lead", whole)
	}
	scale := func(people int) float64 {
		if whole == 0 {
			return 0
		}
		return tenth(float64(people) / float64(whole) * (barRight - barLeft))
	}
	y := 22
	var said []string
	for _, r := range rows {
		g := group{Name: w.value("phase", "", r.Value), Y: y}
		y += 14
		if w.ahead(r.Value) && r.Reached.People != nil && *r.Reached.People == 0 {
			g.Bars = append(g.Bars, bar{Y: y, TextY: y + 16, WordsX: 0, Words: w.Say("report.ahead")})
			y += barHeight + 8
		} else {
			above := evaluation.Cell{People: all}
			for i, c := range []evaluation.Cell{r.Reached, r.Activated, r.Completed} {
				stage := []string{"reached", "activated", "completed"}[i]
				b := bar{Stage: stage, Name: w.stage(stage), Y: y, TextY: y + 16, Left: barLeft, WordsX: barRight + 14, Hidden: c.People == nil, Words: w.hidden()}
				if c.People != nil {
					b.Words = w.Whole(*c.People)
					b.Length = scale(*c.People)
					if above.People != nil {
						b.Above = scale(*above.People)
					}
					if c.Rate != nil {
						b.Words += " (" + w.Percent(c.Rate.Share, 0) + "; " + w.span(c.Rate) + ")"
						b.Interval, b.Middle = true, float64(y)+barHeight/2
						b.Low, b.High = tenth(barLeft+b.Above*c.Rate.Low), tenth(barLeft+b.Above*c.Rate.High)
						b.CapLow, b.CapHigh = b.Middle-5, b.Middle+5
					}
				}
				said = append(said, g.Name+", "+b.Name+": "+b.Words)
				g.Bars = append(g.Bars, b)
				y += barHeight + 8
				above = c
			}
		}
		y += 26
		out.Groups = append(out.Groups, g)
	}
	out.Height = y - 30
	out.Description = strings.Join(said, ". ") + "."
	return out
}

// weeks is the trend.
type weeks struct {
	Name, Lead, Last string
	Width, Height    int
	Left, Right      float64
	Bottom, MonthY   float64
	Levels           []level
	Months           []level
	Lines            []line
	Legend           []legend
	Table            table
}

type level struct {
	At, TextAt float64
	Label      string
	End        bool // the label stands before it
}

type line struct {
	Stage string
	Path  string
	Dots  []dot
}

type dot struct{ X, Y float64 }

type legend struct {
	Stage, Label string
	X, Text      float64
}

func (w writer) weeks() *weeks {
	list := w.measures.Weeks
	if len(list) == 0 {
		return nil
	}
	stages := []string{"reached", "activated", "completed"}
	most := 1
	out := &weeks{Name: w.Say("measure.weeks"), Lead: w.Say("measure.weeks.lead"), Width: width, Height: int(lineLow) + 62, Left: lineLeft, Right: width - 12, Bottom: lineLow, MonthY: lineLow + 20}
	out.Table = table{ID: "weeks-table", Name: out.Name, Columns: []heading{}}
	cells := func(i int) []evaluation.Cell {
		return []evaluation.Cell{list[i].Reached, list[i].Activated, list[i].Completed}
	}
	for i := range list {
		for _, c := range cells(i) {
			if c.People != nil {
				most = max(most, *c.People)
			}
		}
	}
	step := tick(most)
	top := (most + step - 1) / step * step
	x := func(i int) float64 {
		if len(list) == 1 {
			return tenth((lineLeft + width - 12) / 2.0)
		}
		return tenth(lineLeft + 14 + float64(i)*(width-12-lineLeft-28)/float64(len(list)-1))
	}
	y := func(n int) float64 { return tenth(lineLow - float64(n)/float64(top)*(lineLow-lineTop)) }
	for n := 0; n <= top; n += step {
		out.Levels = append(out.Levels, level{At: y(n), TextAt: y(n) + 4, Label: w.Whole(n)})
	}
	for i := range list {
		month := dates.Month(list[i].First, w.Language)
		if i == 0 || month != dates.Month(list[i-1].First, w.Language) {
			out.Months = append(out.Months, level{At: x(i), Label: month, End: x(i) > width-60})
		}
	}
	for s, stage := range stages {
		l := line{Stage: stage}
		var path strings.Builder
		pen := false
		for i := range list {
			c := cells(i)[s]
			if c.People == nil {
				pen = false
				continue
			}
			move := "L"
			if !pen {
				move = "M"
			}
			pen = true
			path.WriteString(move + figure1(x(i)) + " " + figure1(y(*c.People)))
			l.Dots = append(l.Dots, dot{x(i), y(*c.People)})
		}
		l.Path = path.String()
		out.Lines = append(out.Lines, l)
		out.Legend = append(out.Legend, legend{stage, w.stage(stage), lineLeft + float64(220*s), lineLeft + float64(220*s) + 24})
		out.Table.Columns = append(out.Table.Columns, heading{Stage: stage, Name: w.stage(stage)})
	}
	for i := range list {
		r := row{Name: dates.Long(list[i].First, w.Language)}
		for _, c := range cells(i) {
			r.Cells = append(r.Cells, w.cell(c))
		}
		out.Table.Rows = append(out.Table.Rows, r)
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].First.AddDays(6) <= w.measures.Made {
			out.Last = w.Say("measure.weeks.last", dates.Long(list[i].First, w.Language), w.people(list[i].Reached), w.people(list[i].Activated), w.people(list[i].Completed))
			break
		}
	}
	return out
}

// tick is a round step of which some four reach a number.
func tick(most int) int {
	for scale := 1; ; scale *= 10 {
		for _, s := range []int{1, 2, 5} {
			if 5*s*scale >= most {
				return s * scale
			}
		}
	}
}

// figure1 writes a coordinate.
func figure1(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// plot is one difference with its interval, in points.
type plot struct {
	Width, Height        int
	Zero, Low, High, Dot float64
	Ticks                []level
}

func (w writer) plot(value, low, high float64) *plot {
	reach := 10.0
	for reach < 100*max(math.Abs(low), math.Abs(high), math.Abs(value)) {
		reach += 10
	}
	x := func(v float64) float64 { return tenth(plotLeft + (v+reach)/(2*reach)*(plotRight-plotLeft)) }
	out := &plot{Width: width, Height: 74, Zero: x(0), Low: x(100 * low), High: x(100 * high), Dot: x(100 * value)}
	for _, v := range []float64{-reach, -reach / 2, 0, reach / 2, reach} {
		out.Ticks = append(out.Ticks, level{At: x(v), Label: w.points(v / 100)})
	}
	return out
}
