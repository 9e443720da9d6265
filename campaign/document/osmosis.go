package document

import (
	_ "embed"
	"math"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/osmosi-learning/osmosi/campaign"
	"github.com/osmosi-learning/osmosi/engagement"
	"github.com/osmosi-learning/osmosi/internal/markup"
)

//go:embed osmosis.svg.tmpl
var osmosisSource string

var osmosisTemplate = parsed("osmosis", osmosisSource)

// osmosis tells how far the offices make the plan together, in words and
// tables that say all that the chart shows.
func (w writer) osmosis() string {
	o := &w.plan.Osmosis
	told := []string{w.osmosisMeasure()}
	var alone, idle []string
	offices := table{head: []string{w.say("plan.column.office"), w.say("plan.osmosis.column.makes"), w.say("plan.osmosis.column.shared"), w.say("plan.osmosis.column.share")}, right: 3}
	for _, s := range o.Offices {
		share := "–"
		switch {
		case s.Idle():
			idle = append(idle, w.office(s.Office))
		case s.Alone():
			alone = append(alone, w.office(s.Office))
			fallthrough
		default:
			share = w.percent(float64(s.Shared) / float64(s.Makes()))
		}
		offices.row(markup.Escape(w.office(s.Office)), w.number(float64(s.Makes())), w.number(float64(s.Shared)), markup.Escape(share))
	}
	if len(alone) > 0 {
		told = append(told, w.say("plan.osmosis.alone", w.list(alone)))
	}
	if len(idle) > 0 {
		told = append(told, w.say("plan.osmosis.idle", w.list(idle)))
	}
	text := markup.Escape(strings.Join(told, " ")) + "\n\n" + offices.String()
	if len(o.Pairs) > 0 {
		pairs := table{head: []string{w.say("plan.osmosis.column.pair"), w.say("plan.osmosis.column.elements")}, right: 1}
		for _, p := range o.Pairs {
			pairs.row(markup.Escape(w.office(p.First)+" · "+w.office(p.Second)), w.number(float64(p.Elements)))
		}
		text += "\n" + pairs.String()
	}
	return text + "\n" + markup.Escape(w.say("plan.osmosis.note")) + "\n"
}

// osmosisMeasure is the measure in figures and in a sentence.
func (w writer) osmosisMeasure() string {
	o := &w.plan.Osmosis
	grade := "some"
	switch {
	case o.Shared == 0:
		grade = "none"
	case o.Shared == o.Elements:
		grade = "all"
	case o.Share >= 0.5:
		grade = "most"
	}
	return w.say("plan.osmosis.measure", o.Shared, o.Elements, w.percent(o.Share)) + " " + w.say("plan.osmosis."+grade)
}

// percent writes a share from 0 to 1.
func (w writer) percent(share float64) string {
	return w.value(math.Round(share*100), engagement.Percent)
}

// Measures of the grid, in units of its view box.
const (
	gridLetters = 32 // of a name beside its row
	gridCell    = 54
	gridRow     = 42
	slantLetter = 24  // letters of a slanted name above its column
	slantRise   = 4.8 // by which one of them rises
)

// Osmosis draws the offices as a grid in SVG: a square for each two offices,
// the darker the more they make together, and an outlined one on the diagonal
// for what an office makes alone.
func Osmosis(p *campaign.Plan, s Style) []byte {
	return execute(osmosisTemplate(), newWriter(p, s).grid())
}

type grid struct {
	Language           engagement.Language
	Title, Description string
	Width, Height      float64
	Head, LabelX       float64
	Columns            []gridColumn
	Rows               []gridLine
	KeyY, KeyText      float64
	KeyX, AloneX       float64
	Both, Alone        string
}

type gridColumn struct {
	X    float64
	Name string
}

type gridLine struct {
	Y, Middle, SideX float64
	Name, Side       string
	Flag             bool // works alone or makes nothing
	Squares          []square
}

type square struct {
	X, CentreX   float64
	Count, Story string
	Opacity      float64
	Own, Nil     bool
}

func (w writer) grid() grid {
	o := &w.plan.Osmosis
	most := 1
	for _, p := range o.Pairs {
		most = max(most, p.Elements)
	}
	n, letters := float64(len(o.Offices)), 0
	for _, s := range o.Offices {
		letters = max(letters, uniseg.GraphemeClusterCount(markup.Clean(w.office(s.Office))))
	}
	gridLabel := round(float64(min(letters, gridLetters))*letterWidth + 34)
	gridHead := round(float64(min(letters, slantLetter))*slantRise + 34)
	width := func(s string) float64 { return float64(uniseg.GraphemeClusterCount(s)) * letterWidth }
	g := grid{
		Language:    w.language,
		Title:       markup.Clean(w.say("plan.osmosis.chart.title", w.brief.Name.In(w.language))),
		Description: w.say("plan.osmosis.chart.description", len(o.Offices)) + " " + w.osmosisMeasure(),
		LabelX:      gridLabel - 12,
		Head:        gridHead - 10,
		Both:        w.say("plan.osmosis.chart.key.both"),
		Alone:       w.say("plan.osmosis.chart.key.alone"),
	}
	for i, s := range o.Offices {
		x := gridLabel + float64(i)*gridCell
		y := gridHead + float64(i)*gridRow
		name := markup.Clean(w.office(s.Office))
		g.Columns = append(g.Columns, gridColumn{x + gridCell/2, shorten(name, slantLetter)})
		line := gridLine{Y: y, Middle: y + gridRow/2 + 4, Name: shorten(name, gridLetters), SideX: gridLabel + n*gridCell + 14, Flag: s.Idle() || s.Alone()}
		line.Side = w.say("plan.osmosis.chart.shared", s.Shared, s.Makes())
		if s.Idle() {
			line.Side = w.say("plan.osmosis.chart.idle")
		}
		for j, other := range o.Offices {
			count, story := o.Between(s.Office, other.Office), ""
			if i == j {
				count = s.Makes() - s.Shared
				story = w.say("plan.osmosis.chart.alone", name, count)
			} else {
				story = w.say("plan.osmosis.chart.both", name, w.office(other.Office), count)
			}
			at := gridLabel + float64(j)*gridCell
			made := square{X: at, CentreX: at + (gridCell-4)/2, Count: w.number(float64(count)), Story: markup.Clean(story), Own: i == j, Nil: count == 0}
			if i != j && count > 0 {
				made.Opacity = math.Round((0.12+0.5*float64(count)/float64(most))*100) / 100 // the number on it stays legible
			}
			line.Squares = append(line.Squares, made)
		}
		g.Width = max(g.Width, line.SideX+width(line.Side)+10)
		g.Rows = append(g.Rows, line)
	}
	y := gridHead + n*gridRow + 14
	g.KeyY, g.KeyText, g.KeyX = y, y+13, 10
	g.AloneX = round(g.KeyX + width(g.Both) + 48)
	g.Width = round(max(g.Width, g.AloneX+width(g.Alone)+34))
	g.Height = y + 28
	return g
}
